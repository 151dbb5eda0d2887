"""Records -> columns: what the explorer's page reads, a third of the size of the records.

A column is a list with one entry a record. A column of texts that repeat is a table of the
texts and their indexes, 0 for none: ``{"of": ["", "ADP"], "at": [1, 0, 1]}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.inspector.reading import ArticleRecords, Row

_TOKEN_TEXTS = ("lemma", "tag", "pos", "reading", "inflection", "origin", "dep")
# What the page has from elsewhere: the article's id, and what start and end say of the text.
_GIVEN = {"article_id", "surface"}


class TextTable:
    """Texts by their index, in the order they come; 0 is for none."""

    def __init__(self) -> None:
        self._index: dict[str | None, int] = {None: 0}

    def index(self, text: str | None) -> int:
        """The index of a text, a new one if it has none yet."""
        return self._index.setdefault(text, len(self._index))

    @property
    def texts(self) -> list[str]:
        """All texts; the first is empty."""
        return [text or "" for text in self._index]


def text_column(values: Iterable[str | None]) -> dict[str, Any]:
    """A column of texts that repeat.

    >>> text_column(["ADP", None, "ADP"])
    {'of': ['', 'ADP'], 'at': [1, 0, 1]}
    """
    table = TextTable()
    at = [table.index(value) for value in values]
    return {"of": table.texts, "at": at}


def article_chunk(records: ArticleRecords) -> dict[str, Any]:
    """Everything the page shows of one article: text, zones, words, records; amounts stay texts."""
    article = records.article
    return {
        "article": {
            key: value for key, value in article.items() if key not in ("text", "zones", "characters")
        },
        "text": article["text"],
        "zones": [[int(zone["start"]), int(zone["end"]), zone["kind"]] for zone in article["zones"]],
        "sentences": _spans(records.sentences),
        "tokens": _token_columns(records.tokens),
        "phrases": [[*_span(row), _number(row["head"])] for row in records.phrases],
        "entities": _records(records.entities),
        "figures": _records(records.figures),
        "times": _records(records.times),
        "claims": _records(records.claims),
        "findings": _records(records.findings),
        "issues": _records(records.issues),
    }


def _token_columns(tokens: Sequence[Row]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: text_column(row[name] for row in tokens) for name in _TOKEN_TEXTS}
    columns["span"] = _spans(tokens)
    columns["sentence"] = [int(row["sentence"]) for row in tokens]
    columns["opens"] = [int(bool(row["starts_phrase"])) for row in tokens]
    columns["head"] = [_number(row["head"]) for row in tokens]
    return columns


def _records(rows: Sequence[Row]) -> list[Row]:
    return [
        {
            key: int(value) if key.endswith(("start", "end")) and value is not None else _placed(value)
            for key, value in row.items()
            if key not in _GIVEN
        }
        for row in rows
    ]


def _placed(value: Any) -> Any:
    """A slot of a claim with its offsets as numbers; anything else as it is."""
    if isinstance(value, dict) and "start" in value:
        return value | {key: _number(value[key]) for key in ("start", "end")}
    return value


def _number(value: str | None) -> int | None:
    return None if value is None else int(value)


def _span(row: Row) -> list[int]:
    return [int(row["start"]), int(row["end"])]


def _spans(rows: Sequence[Row]) -> list[list[int]]:
    return [_span(row) for row in rows]
