"""ArticleResult -> plain rows, one dict a record, shaped like the models in ``schema``.

Dicts and not model objects: tokens are many, and a test checks every row against
its model. Days become ISO texts; amounts stay ``Decimal`` for ``json_text``.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from pipeline.datatypes import (
    Article,
    ArticleResult,
    Entity,
    Issue,
    Normalized,
    NormalizedFigure,
    Phrase,
    Sentence,
    Time,
    Token,
    Zone,
)
from pipeline.exporters.records.claims import Row, claim_row
from pipeline.exporters.records.findings import finding_row

__all__ = [
    "Row",
    "claim_row",
    "figure_row",
    "finding_row",
    "finding_rows",
    "hash_text",
    "table_rows",
    "title_of",
]


def table_rows(result: ArticleResult) -> Iterator[tuple[str, list[Row]]]:
    """Each table's rows of one article, in the order of ``schema.ARTICLE_TABLES``."""
    owner = {"article_id": result.article.article_id}
    yield "articles", [_article_row(result.article)]
    yield "sentences", [owner | _sentence_row(index, row) for index, row in enumerate(result.sentences)]
    yield "tokens", [owner | _token_row(index, token) for index, token in enumerate(result.tokens)]
    yield "phrases", [owner | _phrase_row(index, phrase) for index, phrase in enumerate(result.phrases)]
    for name, rows in finding_rows(result).items():
        yield name, [owner | row for row in rows]


def finding_rows(result: ArticleResult) -> dict[str, list[Row]]:
    """What was found in an article: ``{"entities": [{"entity_id": ...}, ...], "figures": [...], ...}``.

    Keys are entities, figures, times, claims, findings and issues, also when empty: the objects of an
    ``extract`` line; files add the ``article_id``.
    """
    zones, again = _ZoneFinder(result.article.zones), dict(result.conversions)
    return {
        "entities": [_entity_row(entity, zones) for entity in result.entities],
        "figures": [
            figure_row(figure, zones.kind_at(figure.figure.start), again.get(figure.figure.figure_id))
            for figure in result.figures
        ],
        "times": [_time_row(time, zones) for time in result.times],
        "claims": [claim_row(claim) for claim in result.claims],
        "findings": [finding_row(finding) for finding in result.findings],
        "issues": [_issue_row(issue) for issue in result.issues],
    }


class _ZoneFinder:
    """The kind of the zone an offset lies in; body between zones."""

    def __init__(self, zones: tuple[Zone, ...]) -> None:
        self._zones = sorted(zones, key=lambda zone: zone.start)
        self._starts = [zone.start for zone in self._zones]

    def kind_at(self, offset: int) -> str:
        at = bisect_right(self._starts, offset) - 1
        return self._zones[at].kind if at >= 0 and offset < self._zones[at].end else "body"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def hash_text(text: str) -> str:
    """The sha256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def title_of(article: Article) -> str | None:
    """The text of the title zone, None when there is none."""
    zone = next((zone for zone in article.zones if zone.kind == "title"), None)
    return article.text[zone.start : zone.end].strip() if zone else None


def _article_row(article: Article) -> Row:
    return {
        "article_id": article.article_id,
        "lang": article.lang,
        "source": article.source,
        "url": article.url,
        "published_on": _day(article.published_on),
        "edition_of": article.edition_of,
        "title": title_of(article),
        "characters": len(article.text),
        "content_sha256": hash_text(article.text),
        "zones": [{"start": zone.start, "end": zone.end, "kind": zone.kind} for zone in article.zones],
        "text": article.text,
    }


def _sentence_row(index: int, sentence: Sentence) -> Row:
    return {
        "sentence": index,
        "start": sentence.start,
        "end": sentence.end,
        "surface": sentence.surface,
        "zone": sentence.zone,
    }


def _token_row(index: int, token: Token) -> Row:
    return {
        "token": index,
        "sentence": token.sentence,
        "start": token.start,
        "end": token.end,
        "surface": token.surface,
        "lemma": token.lemma,
        "tag": token.tag,
        "pos": token.pos,
        "reading": token.reading,
        "inflection": token.inflection,
        "origin": token.origin,
        "starts_phrase": token.starts_phrase,
        "head": token.head,
        "dep": token.dep,
    }


def _phrase_row(index: int, phrase: Phrase) -> Row:
    return {
        "phrase": index,
        "sentence": phrase.sentence,
        "start": phrase.start,
        "end": phrase.end,
        "surface": phrase.surface,
        "head": phrase.head,
        "source": phrase.source,
    }


def _entity_row(entity: Entity, zones: _ZoneFinder) -> Row:
    return {
        "entity_id": entity.entity_id,
        "start": entity.start,
        "end": entity.end,
        "surface": entity.surface,
        "label": entity.label,
        "code": entity.code,
        "name": entity.name,
        "source": entity.source,
        "coref": entity.coref,
        "zone": zones.kind_at(entity.start),
        "antecedents": list(entity.antecedents),
        "how": entity.how,
        "referent": entity.referent,
        "role": entity.role,
    }


def figure_row(found: NormalizedFigure, zone: str | None, conversion_of: str | None = None) -> Row:
    """A figure with its normalized amount as the contract has it: ``{"surface": "130億ドル", ...}``."""
    figure = found.figure
    return {
        "figure_id": figure.figure_id,
        "start": figure.start,
        "end": figure.end,
        "surface": figure.surface,
        "kind": figure.kind,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "modifier": figure.modifier,
        "unit": figure.unit,
        "per": figure.per,
        "rule": figure.rule,
        "zone": zone,
        "fraction": figure.fraction,
        "how": figure.how,
        "normalized": _normalized_row(found.normalized),
        "conversion_of": conversion_of,
    }


def _normalized_row(normalized: Normalized) -> Row:
    return {
        "value": normalized.value,
        "low": normalized.low,
        "high": normalized.high,
        "unit": normalized.unit,
        "rate": normalized.rate,
        "rate_date": _day(normalized.rate_date),
        "rate_source": normalized.rate_source,
        "rate_basis": normalized.rate_basis,
    }


def _time_row(time: Time, zones: _ZoneFinder) -> Row:
    return {
        "time_id": time.time_id,
        "start": time.start,
        "end": time.end,
        "surface": time.surface,
        "type": time.type,
        "timex": time.timex,
        "begin": _day(time.begin),
        "finish": _day(time.finish),
        "modifier": time.modifier,
        "anchor": _day(time.anchor),
        "rule": time.rule,
        "zone": zones.kind_at(time.start),
    }


def _issue_row(issue: Issue) -> Row:
    return {
        "issue_id": issue.issue_id,
        "start": issue.start,
        "end": issue.end,
        "surface": issue.surface,
        "stage": issue.stage,
        "code": issue.code,
        "message": issue.message,
    }
