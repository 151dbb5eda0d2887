"""The shape of every record that is written: one model per table.

JSON Schema, CSV columns and Parquet types are all read from these models, so that
they cannot disagree. A nullable column more is a minor version, a change of meaning
a major one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin

from pipeline.errors import ConfigError
from pipeline.exporters.schema.checks import EditionRow, FindingRow
from pipeline.exporters.schema.rows import (
    ArticleRow,
    ClaimRow,
    EntityRow,
    FigureRow,
    IssueRow,
    PhraseRow,
    RejectedRow,
    Row,
    SentenceRow,
    TimeRow,
    TokenRow,
)

SCHEMA_VERSION = "1.3.0"

# Those each article has rows in.
ARTICLE_TABLES: dict[str, type[Row]] = {
    "articles": ArticleRow,
    "sentences": SentenceRow,
    "tokens": TokenRow,
    "phrases": PhraseRow,
    "entities": EntityRow,
    "figures": FigureRow,
    "times": TimeRow,
    "claims": ClaimRow,
    "findings": FindingRow,
    "issues": IssueRow,
}

TABLES: dict[str, type[Row]] = {**ARTICLE_TABLES, "editions": EditionRow}

RECORDS: dict[str, type[Row]] = {**TABLES, "rejected": RejectedRow}


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one record of a table: ``figures``, ``times`` ...

    Raises: ConfigError for a name that is no table.
    """
    model = RECORDS.get(name)
    if model is None:
        raise ConfigError(f"no record type {name!r}; there are: {', '.join(RECORDS)}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:techflow-pipeline:{name}:{SCHEMA_VERSION}",
        **model.model_json_schema(mode="serialization"),
    }


_KINDS = {str: "text", int: "integer", bool: "boolean", Decimal: "amount", date: "day"}


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a record.

    ``kind``: text, integer, boolean, amount (exact decimal), day, texts (a list of
    them), record or list (of records); ``parts`` are the fields of a record or of a
    list's records, else empty; ``meaning`` is the field's description; ``nullable`` says
    whether null may stand there.
    """

    name: str
    kind: str
    parts: tuple[Column, ...] = ()
    meaning: str = ""
    nullable: bool = False


@cache
def read_columns(table: str) -> tuple[Column, ...]:
    """The columns of a table in the order they are written: ``issues`` begins with article_id."""
    return _columns_of(RECORDS[table])


def _columns_of(model: type[Row]) -> tuple[Column, ...]:
    return tuple(
        _column(name, field.annotation, field.description or "") for name, field in model.model_fields.items()
    )


def _column(name: str, annotation: Any, meaning: str) -> Column:
    """The column of a field: ``Amount | None`` is a nullable amount, ``list[ZoneRow]`` a list."""
    if get_origin(annotation) is list:
        (item,) = get_args(annotation)
        if item is str:
            return Column(name, "texts", meaning=meaning)
        return Column(name, "list", _columns_of(item), meaning)
    nullable = NoneType in get_args(annotation)
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and issubclass(part, Row):
            return Column(name, "record", _columns_of(part), meaning, nullable)
    return Column(name, _KINDS[_plain_type(annotation)], meaning=meaning, nullable=nullable)


# The tables whose records have an id of their own, and the column that holds it.
_KEYS = {
    "articles": "article_id",
    "entities": "entity_id",
    "figures": "figure_id",
    "times": "time_id",
    "claims": "claim_id",
}


def key_of(table: str) -> str | None:
    """The column that tells a table's records apart: ``figure_id`` of figures, None of tokens."""
    return _KEYS.get(table)


# What tells the records of the other tables apart: an id of their own, or a number in their article.
_IDENTITIES = {
    "sentences": ("article_id", "sentence"),
    "tokens": ("article_id", "token"),
    "phrases": ("article_id", "phrase"),
    "findings": ("finding_id",),
    "issues": ("issue_id",),
    "editions": ("article_id", "row"),
}


def identity_of(table: str) -> tuple[str, ...]:
    """The columns no two records of a table share: ``("article_id", "token")`` of tokens; never empty.

    >>> identity_of("figures"), identity_of("tokens")
    (('figure_id',), ('article_id', 'token'))
    """
    key = key_of(table)
    return (key,) if key else _IDENTITIES[table]


def refers_to(table: str, column: str) -> str | None:
    """The table whose records a column names by id: ``figures`` of ``figure_id`` in claims."""
    return next((other for other, key in _KEYS.items() if key == column and other != table), None)


def meaning_of(table: str) -> str:
    """What one record of a table is, in a sentence: ``One sentence.``."""
    return (RECORDS[table].__doc__ or "").strip()


def _plain_type(annotation: Any) -> type:
    """The type under Annotated, Literal and ``| None``; all literals here are texts."""
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation
    first = next(part for part in get_args(annotation) if part is not NoneType)
    return str if isinstance(first, str) else _plain_type(first)
