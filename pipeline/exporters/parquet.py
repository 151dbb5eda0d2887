"""JSON lines -> Parquet through DuckDB in memory, types from the table's model.

An amount ``value`` becomes two columns: ``value`` (DOUBLE, to reckon with) and
``value_exact`` (VARCHAR, every digit). Nested records are STRUCTs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipeline.errors import ExportError
from pipeline.exporters.jsonl import JsonLines, read_exact
from pipeline.exporters.schema import SCHEMA_VERSION, Column, read_columns

_TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "day": "DATE",
    "amount": "VARCHAR",
    "texts": "VARCHAR[]",
}
_LEAST_BUFFER = 1 << 20


def write_parquet(source: Path, target: Path, table: str) -> None:
    """The table's JSON lines as Parquet; equal lines give equal bytes.

    Raises: ExportError when DuckDB cannot read or write the files.
    """
    columns = read_columns(table)
    read_from = source
    if _holds_amounts(columns):
        # DuckDB would read 0.1234567890123456789 as a double on its way to a text.
        read_from = target.with_suffix(".texts.jsonl")
        _write_texts(source, read_from)
    try:
        _copy(read_from, target, table, columns)
    except duckdb.Error as error:
        raise ExportError(f"{target.name}: {error}") from error
    finally:
        if read_from != source:
            read_from.unlink()


def _copy(source: Path, target: Path, table: str, columns: tuple[Column, ...]) -> None:
    with source.open("rb") as lines:
        longest = max(map(len, lines), default=0)
    selected = [pair for column in columns for pair in _select(column, _name(column.name))]
    select = ", ".join(f"{sql} AS {_name(name)}" for name, sql in selected)
    shapes = ", ".join(f"{_name(column.name)}: {_text(_read_type(column))}" for column in columns)
    # One thread: row groups, and so bytes, must not depend on how many cores there are.
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(
            f"COPY (SELECT {select} FROM read_json({_text(str(source))}, format='newline_delimited', "  # noqa: S608
            f"columns={{{shapes}}}, maximum_object_size={max(longest + 1, _LEAST_BUFFER)})) "
            f"TO {_text(str(target))} (FORMAT parquet, COMPRESSION zstd, "
            f"KV_METADATA {{schema_version: {_text(SCHEMA_VERSION)}, record_type: {_text(table)}}})"
        )


def _write_texts(source: Path, target: Path) -> None:
    texts = JsonLines(target)
    texts.write(read_exact(source))
    texts.close()


def _holds_amounts(columns: tuple[Column, ...]) -> bool:
    return any(column.kind == "amount" or _holds_amounts(column.parts) for column in columns)


def _name(name: str) -> str:
    return f'"{name}"'  # "end" is a word of SQL


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _read_type(column: Column) -> str:
    if not column.parts:
        return _TYPES[column.kind]
    fields = ", ".join(f"{_name(part.name)} {_read_type(part)}" for part in column.parts)
    return f"STRUCT({fields})" + ("[]" if column.kind == "list" else "")


def _select(column: Column, place: str) -> Iterator[tuple[str, str]]:
    """Names and SQL of a column: an amount gives two, a record is packed anew from its parts."""
    if column.kind == "amount":
        yield column.name, f"TRY_CAST({place} AS DOUBLE)"
        yield f"{column.name}_exact", place
    elif column.kind == "record":
        parts = [pair for part in column.parts for pair in _select(part, f"{place}.{_name(part.name)}")]
        yield column.name, "struct_pack(" + ", ".join(f"{_name(name)} := {sql}" for name, sql in parts) + ")"
    else:
        yield column.name, place
