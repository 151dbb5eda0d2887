"""A record as one row: nested fields are columns with dots, as in the CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.exporters.schema import Column, key_of, read_columns, refers_to

# What people look records up by, besides ids.
_LOOKED_UP = {
    "lang", "code", "kind", "unit", "metric.code", "subject.code", "verdict", "published_on", "lemma",
}  # fmt: skip


class Flat(NamedTuple):
    """A column of a flat table: ``normalized.value`` stands at ``("normalized", "value")``.

    ``nullable``: whether its cells may be empty; those of a record that may be null are.
    """

    name: str
    path: tuple[str, ...]
    kind: str
    meaning: str
    nullable: bool


def flatten(table: str) -> tuple[Flat, ...]:
    """The columns of a table in the order of its records: ``article_id``, ``figure_id``, ``start`` ..."""
    return tuple(_walk(read_columns(table), (), False))


def _walk(columns: tuple[Column, ...], above: tuple[str, ...], nullable: bool) -> Iterator[Flat]:
    for column in columns:
        path = (*above, column.name)
        if column.kind == "record":
            yield from _walk(column.parts, path, nullable or column.nullable)
        else:
            yield Flat(".".join(path), path, column.kind, column.meaning, nullable or column.nullable)


def is_looked_up(table: str, column: str) -> bool:
    """Whether a database should have an index on a column: ids of other tables, codes, kinds, units.

    >>> [is_looked_up("claims", column) for column in ("figure_id", "claim_id", "change")]
    [True, False, False]
    """
    is_key = column == key_of(table)
    return not is_key and (refers_to(table, column) is not None or column in _LOOKED_UP)


def find(row: dict[str, Any], path: tuple[str, ...]) -> Any:
    """What stands at a path of a record, None below a record that is null.

    >>> find({"period": {"timex": "2024"}}, ("period", "timex")), find({"period": None}, ("period", "timex"))
    ('2024', None)
    """
    value: Any = row
    for name in path:
        if value is None:
            return None
        value = value[name]
    return value
