"""A record as one row: nested fields are columns with dots, as in the CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.exporters.schema import Column, read_columns


class Flat(NamedTuple):
    """A column of a flat table: ``normalized.value`` stands at ``("normalized", "value")``."""

    name: str
    path: tuple[str, ...]
    kind: str
    meaning: str


def flatten(table: str) -> tuple[Flat, ...]:
    """The columns of a table in the order of its records: ``article_id``, ``figure_id``, ``start`` ..."""
    return tuple(_walk(read_columns(table), ()))


def _walk(columns: tuple[Column, ...], above: tuple[str, ...]) -> Iterator[Flat]:
    for column in columns:
        path = (*above, column.name)
        if column.kind == "record":
            yield from _walk(column.parts, path)
        else:
            yield Flat(".".join(path), path, column.kind, column.meaning)


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
