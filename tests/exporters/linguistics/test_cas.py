"""dkpro-cassis reads the XMI back: every annotation over the text it was made for, offsets in UTF-16."""

import re
import sys

import cassis
import pytest

from pipeline.errors import ConfigError
from pipeline.exporters.linguistics.cas import OWN_TYPES, TYPE_SYSTEM, write_cas

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"


@pytest.fixture(scope="module")
def written(articles, tmp_path_factory):
    folder = tmp_path_factory.mktemp("xmi")
    assert write_cas(articles, folder) == {}
    return folder


@pytest.fixture(scope="module")
def read_back(written, articles):
    with (written / TYPE_SYSTEM).open("rb") as stream:
        types = cassis.load_typesystem(stream)
    found = []
    for records in articles:
        with (written / f"{records.stem}.xmi").open("rb") as stream:
            found.append((records, cassis.load_cas_from_xmi(stream, typesystem=types)))
    return found


def clean(text):
    return text.replace("\x01", "\ufffd")


def surfaces(cas, name):
    return [annotation.get_covered_text() for annotation in cas.select(name)]


def test_counts_and_spans_are_those_of_the_records(read_back):
    for records, cas in read_back:
        tables = records.tables
        figures = {row["figure_id"]: row for row in tables["figures"]}
        wanted = {
            f"{DKPRO}.segmentation.type.Sentence": tables["sentences"],
            f"{DKPRO}.segmentation.type.Token": tables["tokens"],
            f"{DKPRO}.ner.type.NamedEntity": records.names,
            "techflow.Reference": records.references,
            "techflow.Figure": tables["figures"],
            "techflow.Time": tables["times"],
            "techflow.Finding": tables["findings"],
            "techflow.Claim": [figures[row["figure_id"]] for row in tables["claims"]],
        }
        for name, rows in wanted.items():
            assert sorted(surfaces(cas, name)) == sorted(clean(row["surface"]) for row in rows), name


def test_the_texts_have_every_own_type(read_back):
    for name, features in OWN_TYPES.items():
        found = [one for _, cas in read_back for one in cas.select(name)]
        assert found, name
        ids = {one.get("identifier") for one in found}
        assert len(ids) == len(found) and None not in ids
        assert set(features) <= {feature.name for feature in found[0].type.all_features}


def test_features_of_words_and_figures(read_back):
    records, cas = read_back[0]
    words = list(cas.select(f"{DKPRO}.segmentation.type.Token"))
    for word, row in zip(words, records.tables["tokens"], strict=True):
        assert word.lemma.value == row["lemma"]
        assert (word.pos.PosValue, word.pos.coarseValue) == (row["tag"], row["pos"])
    (money,) = [one for one in cas.select("techflow.Figure") if one.get_covered_text() == "１３０億ドル"]
    assert (money.value, money.unit, money.modifier, money.kind) == ("13000000000", "USD", "approx", "money")
    time = next(iter(cas.select("techflow.Time")))
    assert (time.timex, time.firstDay, time.lastDay) == ("2024", "2024-01-01", "2024-12-31")


def test_trees_are_those_of_the_records(read_back):
    arcs = 0
    for records, cas in read_back:
        places = {row["start"]: row for row in records.tables["tokens"]}
        found = list(cas.select(f"{DKPRO}.syntax.type.dependency.Dependency"))
        assert len(found) == sum(row["head"] is not None for row in places.values())
        for arc in found:
            row = places[arc.Dependent.begin]
            assert (arc.Governor.begin, arc.DependencyType) == (
                records.tables["tokens"][row["head"]]["start"],
                row["dep"],
            )
        arcs += len(found)
    assert arcs > 40


def test_offsets_in_the_file_are_utf_16_units(written, articles):
    records = articles[0]
    assert records.text.startswith("😀")
    raw = (written / f"{records.stem}.xmi").read_text(encoding="utf-8")
    for row in records.tables["figures"]:
        begin, end = (len(records.text[: row[name]].encode("utf-16-le")) // 2 for name in ("start", "end"))
        assert begin == row["start"] + 1
        assert re.search(
            rf'<techflow:Figure [^>]*begin="{begin}" end="{end}" identifier="{row["figure_id"]}"', raw
        )
    assert 'mimeType="text/plain"' in raw


def test_document_says_what_it_is(read_back):
    for records, cas in read_back:
        (about,) = cas.select(f"{DKPRO}.metadata.type.DocumentMetaData")
        assert (about.documentId, about.get("language")) == (records.stem, records.article["lang"])
        assert cas.sofa_mime == "text/plain"


def test_what_xml_cannot_hold_is_replaced_one_for_one(read_back):
    ((records, cas),) = [(r, c) for r, c in read_back if r.article["lang"] == "zh"]
    assert "\x01" in records.text and cas.sofa_string == clean(records.text) != records.text


def test_equal_records_give_equal_bytes(written, articles, tmp_path):
    write_cas(articles, tmp_path)
    for path in written.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_without_the_library_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(ConfigError, match=r"techflow-pipeline\[linguistics\]"):
        write_cas([], tmp_path)
