"""All tables in one SQLite file: ``SELECT value FROM figures WHERE unit = 'USD'``.

Nested fields are columns with dots, an amount ``value`` is REAL beside ``value_exact`` (TEXT,
every digit), lists are JSON. Equal records give equal bytes as long as SQLite is the same.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

from pipeline.errors import ExportError
from pipeline.exporters.datasets.flat import Flat, find, flatten, is_looked_up
from pipeline.exporters.json_text import dump, number_text
from pipeline.exporters.jsonl import read_numbers
from pipeline.exporters.schema import SCHEMA_VERSION, TABLES, key_of, refers_to

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "amount": "REAL"}


def write_database(folder: Path, target: Path) -> None:
    """The JSON lines of a folder as tables of one SQLite file, indexed by ids and codes.

    Raises: ExportError when SQLite cannot write it.
    """
    target.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            # The file has another name until it is whole: a journal would guard nothing.
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
            connection.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
            connection.execute("INSERT INTO about VALUES ('schema_version', ?)", [SCHEMA_VERSION])
            for table in TABLES:
                _fill(connection, folder / f"{table}.jsonl", table)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise ExportError(f"{target.name}: {error}") from error


def _fill(connection: sqlite3.Connection, source: Path, table: str) -> None:
    columns = flatten(table)
    shapes = [shape for column in columns for shape in _shapes(column, table)]
    connection.execute(f'CREATE TABLE "{table}" ({", ".join(shapes)})')
    marks = ", ".join("?" * len(shapes))
    connection.executemany(
        f'INSERT INTO "{table}" VALUES ({marks})',  # noqa: S608
        map(_row_maker(columns), read_numbers(source)),
    )
    for column in columns:
        if is_looked_up(table, column.name):
            connection.execute(f'CREATE INDEX "{table}.{column.name}" ON "{table}" ("{column.name}")')


def _shapes(column: Flat, table: str) -> Iterator[str]:
    """The column as SQL: an amount gives two."""
    other = refers_to(table, column.name)
    key = " PRIMARY KEY" if column.name == key_of(table) else ""
    reference = f' REFERENCES "{other}" ("{key_of(other)}")' if other else ""
    yield f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}{key}{reference}'
    if column.kind == "amount":
        yield f'"{column.name}_exact" TEXT'


def _row_maker(columns: Sequence[Flat]) -> Callable[[dict[str, Any]], Sequence[Any]]:
    """Makes the cells of a record. Most records are tokens, all of whose columns are plain values."""
    if all(column.path == (column.name,) and column.kind not in _CELLS for column in columns):
        return itemgetter(*(column.name for column in columns))
    fields = [(column.path, _CELLS.get(column.kind, _plain_cells)) for column in columns]
    return lambda row: [cell for path, cells in fields for cell in cells(find(row, path))]


def _plain_cells(value: Any) -> tuple[Any, ...]:
    return (value,)


def _amount_cells(value: Decimal | int | None) -> tuple[float | None, str | None]:
    if value is None:
        return None, None
    number = float(value)
    return None if math.isinf(number) else number, number_text(Decimal(value))


def _list_cells(items: list[Any] | None) -> tuple[str | None]:
    return (None if items is None else dump(items),)


_CELLS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "amount": _amount_cells,
    "list": _list_cells,
    "texts": _list_cells,
}
