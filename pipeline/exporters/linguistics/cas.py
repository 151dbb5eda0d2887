"""UIMA CAS as XMI, with its type system, for INCEpTION and other UIMA tools; written by dkpro-cassis.

Words, sentences, names and trees are DKPro Core's own types, which INCEpTION shows without more;
what it has no layer for are types of ours: ``techflow.Figure`` and so on. Offsets are given as code
points; cassis writes them as UTF-16 units, as UIMA counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.exporters.linguistics.articles import ArticleRecords, Row, spell

TYPE_SYSTEM = "TypeSystem.xml"
_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
_SENTENCE, _TOKEN = f"{_DKPRO}.segmentation.type.Sentence", f"{_DKPRO}.segmentation.type.Token"
_LEMMA, _POS = f"{_DKPRO}.segmentation.type.Lemma", f"{_DKPRO}.lexmorph.type.pos.POS"
_MORPH = f"{_DKPRO}.lexmorph.type.morph.MorphologicalFeatures"
_NAME = f"{_DKPRO}.ner.type.NamedEntity"
_ARC, _ROOT = f"{_DKPRO}.syntax.type.dependency.Dependency", f"{_DKPRO}.syntax.type.dependency.ROOT"
_ABOUT = f"{_DKPRO}.metadata.type.DocumentMetaData"
_MIME = "text/plain"
# Each feature a text: amounts have every digit, and no begin or end but the annotation's own.
OWN_TYPES: Mapping[str, tuple[str, ...]] = {
    "techflow.Figure": (
        *("identifier", "kind", "value", "low", "high", "modifier", "unit", "per", "rule"),
        *("normalizedValue", "normalizedLow", "normalizedHigh", "normalizedUnit"),
    ),
    "techflow.Time": ("identifier", "timeType", "timex", "firstDay", "lastDay", "modifier", "anchor"),
    "techflow.Claim": (
        *("identifier", "figureId", "metric", "subject", "object", "source", "period", "modality", "change"),
        "direction",
    ),
    "techflow.Finding": (
        *("identifier", "check", "verdict", "expression", "message", "messageEn", "repairs", "figureIds"),
    ),
    "techflow.Reference": ("identifier", "label", "coref", "how", "antecedents"),
}
# What XML 1.0 cannot hold; one code point for one, so that the offsets stay.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_cas(articles: Iterable[ArticleRecords], folder: Path) -> dict[str, int]:
    """``TypeSystem.xml`` and ``tf-607f658e4e1b.xmi`` for each article; none is left out.

    Raises: ConfigError when dkpro-cassis is not installed.
    """
    try:
        import cassis  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError("XMI needs dkpro-cassis: pip install 'techflow-pipeline[linguistics]'") from error
    types = _make_types(cassis.load_dkpro_core_typesystem())
    types.to_xml(str(folder / TYPE_SYSTEM))
    for records in articles:
        cas = cassis.Cas(typesystem=types, sofa_string=_clean(records.text), sofa_mime=_MIME)
        _fill(cas, records)
        cas.to_xmi(str(folder / f"{records.stem}.xmi"), pretty_print=True)
    return {}


def _make_types(types: Any) -> Any:
    """DKPro Core's types, which lack the one of documents, and ours."""
    about = types.create_type(_ABOUT, supertypeName="uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId", "documentUri"):
        types.create_feature(about, name, "uima.cas.String")
    for name, features in OWN_TYPES.items():
        own = types.create_type(name, supertypeName="uima.tcas.Annotation")
        for feature in features:
            types.create_feature(own, feature, "uima.cas.String")
    return types


def _fill(cas: Any, records: ArticleRecords) -> None:
    article = records.article
    about = {"documentId": records.stem, "documentTitle": article["title"], "documentUri": article["url"]}
    _add(cas, _ABOUT, 0, len(records.text), language=article["lang"], **about)
    for row in records.tables["sentences"]:
        _add(cas, _SENTENCE, row["start"], row["end"])
    _add_words(cas, records.tables["tokens"])
    for row in records.names:
        _add(cas, _NAME, row["start"], row["end"], value=row["label"], identifier=row["code"])
    for name, place, features in _read_own(records):
        _add(cas, name, place["start"], place["end"], **features)


def _add(cas: Any, name: str, start: int, end: int, **features: Any) -> Any:
    """A new annotation; features that are None are left away."""
    given = {
        key: _clean(value) if isinstance(value, str) else value
        for key, value in features.items()
        if value is not None
    }
    annotation = cas.typesystem.get_type(name)(begin=start, end=end, **given)
    cas.add(annotation)
    return annotation


def _add_words(cas: Any, tokens: Iterable[Row]) -> None:
    """Words with lemma, part of speech and morphology, then the tree over them, where there is one."""
    words = []
    for row in tokens:
        start, end = row["start"], row["end"]
        features = {}
        if row["lemma"] is not None:
            features["lemma"] = _add(cas, _LEMMA, start, end, value=row["lemma"])
        if row["tag"] is not None or row["pos"] is not None:
            features["pos"] = _add(cas, _POS, start, end, PosValue=row["tag"], coarseValue=row["pos"])
        named = (("Reading", row["reading"]), ("Inflection", row["inflection"]), ("Goshu", row["origin"]))
        morph = "|".join(f"{name}={value}" for name, value in named if value)
        if morph:
            features["morph"] = _add(cas, _MORPH, start, end, value=morph)
        words.append((row, _add(cas, _TOKEN, start, end, **features)))
    for row, word in words:
        if row["head"] is not None:
            governor = words[row["head"]][1]
            kind = _ROOT if governor is word else _ARC
            _add(
                cas, kind, row["start"], row["end"],
                Governor=governor, Dependent=word, DependencyType=row["dep"], flavor="basic",
            )  # fmt: skip


def _read_own(records: ArticleRecords) -> Iterator[tuple[str, Row, dict[str, str | None]]]:
    """Type, the record it stands at and features of every annotation of our types."""
    figures = {row["figure_id"]: row for row in records.tables["figures"]}
    for row in figures.values():
        named = _pick(row, "figure_id", "kind", "value", "low", "high", "modifier", "unit", "per", "rule")
        yield _own("techflow.Figure", row, *named, *_pick(row["normalized"], "value", "low", "high", "unit"))
    for row in records.tables["times"]:
        named = _pick(row, "time_id", "type", "timex", "begin", "finish", "modifier", "anchor")
        yield _own("techflow.Time", row, *named)
    for row in records.tables["claims"]:
        metric = row["metric"]["code"] or row["metric"]["surface"]
        parties = [_named(row[slot]) for slot in ("subject", "object", "source")]
        period = row["period"] and row["period"]["timex"]
        slots = (row["claim_id"], row["figure_id"], metric, *parties, period)
        yield _own(
            "techflow.Claim",
            figures[row["figure_id"]],
            *slots,
            row["modality"],
            row["change"],
            row["direction"],
        )
    for row in records.tables["findings"]:
        named = _pick(row, "finding_id", "check", "verdict", "expression", "message", "message_en")
        repairs = " / ".join(repair["surface"] for repair in row["repairs"])
        yield _own("techflow.Finding", row, *named, repairs or None, " ".join(row["figure_ids"]))
    for row in records.references:
        named = _pick(row, "entity_id", "label", "coref", "how")
        yield _own("techflow.Reference", row, *named, " ".join(row["antecedents"]) or None)


def _pick(row: Row, *names: str) -> list[Any]:
    return [row[name] for name in names]


def _own(name: str, place: Row, *values: Any) -> tuple[str, Row, dict[str, str | None]]:
    return name, place, dict(zip(OWN_TYPES[name], map(spell, values), strict=True))


def _named(party: Row | None) -> str | None:
    """Who fills a slot of a claim: the code, else the name."""
    return (party["code"] or str(party["name"])) if party else None


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
