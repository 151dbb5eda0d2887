"""JSON lines -> Parquet through DuckDB in memory, a file for each language and month of the articles.

``parquet/figures/lang=ja/month=2025-11/part-0.parquet`` holds the figures of Japanese articles of
that month. Types come from the table's model. An amount ``value`` becomes two columns: ``value``
(DOUBLE, to reckon with) and ``value_exact`` (VARCHAR, every digit). Nested records are STRUCTs.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from pipeline.errors import ExportError
from pipeline.exporters.json_text import dump
from pipeline.exporters.jsonl import parse_exact
from pipeline.exporters.schema import SCHEMA_VERSION, Column, read_columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FOLDER = "parquet"
# BCP 47 has a name for a language that nobody knows; a month has none.
_NO_LANG, _NO_MONTH = "und", "undated"
PARTITION = rf"lang=[a-z]{{2,3}}/month=(?:\d{{4}}-\d\d|{_NO_MONTH})/part-0\.parquet"
# What the folders' names say is not in the files too: pandas refuses a column that is in both.
_IN_NAMES = {"lang", "month"}

# Memory does not grow with the batch: DuckDB holds one row group, of so many bytes of JSON lines.
_MEMORY_LIMIT = "1GB"
_GROUP_BYTES = 1 << 26
_GROUP_ROWS = (2048, 122_880)  # at least DuckDB's vector, at most what it takes by itself
_TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "day": "DATE",
    "amount": "VARCHAR",
    "texts": "VARCHAR[]",
}
_LEAST_BUFFER = 1 << 20
# Every record begins with its article: no line needs to be parsed to know where it belongs.
_ARTICLE = re.compile(rb'\{"article_id": "([^"]*)"')

Place = tuple[str, str]  # language and month
Spans = list[tuple[int, int]]  # from byte, to byte


def write_parquet(folder: Path, table: str) -> dict[str, int]:
    """The table's JSON lines in ``folder`` as Parquet below it; each file's name and its records.

    ``{"parquet/figures/lang=ja/month=2025-11/part-0.parquet": 812, ...}``. A record stands where
    its article does, in the order of the JSON lines; equal lines give equal bytes. The month of
    articles without a date is ``undated``. A table without records is one empty file.

    Raises: ExportError when DuckDB cannot read or write the files.
    """
    import duckdb  # noqa: PLC0415 - worker processes write no Parquet: they need not hold it

    shutil.rmtree(folder / FOLDER / table, ignore_errors=True)
    source, written = folder / f"{table}.jsonl", {}
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,  # row groups, and so bytes, must not depend on how many cores there are
        "memory_limit": _MEMORY_LIMIT,
    }
    with TemporaryDirectory(prefix=".parquet-", dir=folder) as spare:
        lines = Path(spare, source.name)
        config["temp_directory"] = f"{spare}/spilled"
        try:
            with duckdb.connect(config=config) as connection:
                places = _read_places(connection, folder / "articles.jsonl")
                for (lang, month), spans in sorted(_find_spans(source, places).items()):
                    name = f"{FOLDER}/{table}/lang={lang}/month={month}/part-0.parquet"
                    (folder / name).parent.mkdir(parents=True)
                    _gather(source, spans, lines, table)
                    written[name] = _copy(connection, lines, folder / name, table)
        except duckdb.Error as error:
            raise ExportError(f"{folder / FOLDER / table}: {error}") from error
    return written


def _read_places(connection: DuckDBPyConnection, articles: Path) -> dict[str, Place]:
    """Language and month of every article, by its id."""
    columns = {"article_id": "VARCHAR", "lang": "VARCHAR", "published_on": "VARCHAR"}
    rows = connection.execute(
        f"SELECT article_id, lang, coalesce(left(published_on, 7), '{_NO_MONTH}') "  # noqa: S608
        f"FROM {_read_json(articles, columns)}"
    ).fetchall()
    return {article_id: (lang, month) for article_id, lang, month in rows}


def _find_spans(source: Path, places: dict[str, Place]) -> dict[Place, Spans]:
    """Where in a file the lines of each place stand; the rows of an article are next to each other."""
    nowhere = (_NO_LANG, _NO_MONTH)
    found: dict[Place, Spans] = {}
    end = 0
    with source.open("rb") as lines:
        for line in lines:
            start, end = end, end + len(line)
            article = _ARTICLE.match(line)
            spans = found.setdefault(places.get(article[1].decode(), nowhere) if article else nowhere, [])
            if spans and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return found or {nowhere: []}


def _gather(source: Path, spans: Spans, target: Path, table: str) -> None:
    """Write the lines at these places into a file of their own, amounts as texts.

    DuckDB would read 0.1234567890123456789 as a double on its way to a text.
    """
    with source.open("rb") as stream, target.open("wb") as gathered:
        lines = _read_spans(stream, spans)
        if _holds_amounts(read_columns(table)):
            lines = (f"{dump(parse_exact(line.decode()))}\n".encode() for line in lines)
        gathered.writelines(lines)


def _read_spans(stream: BinaryIO, spans: Spans) -> Iterator[bytes]:
    for start, end in spans:
        stream.seek(start)
        at = start
        while at < end:
            line = stream.readline()
            at += len(line)
            yield line


def _copy(connection: DuckDBPyConnection, source: Path, target: Path, table: str) -> int:
    """Write one file of Parquet; its records."""
    columns = [column for column in read_columns(table) if column.name not in _IN_NAMES]
    selected = (pair for column in columns for pair in _select(column, _name(column.name)))
    select = ", ".join(f"{sql} AS {_name(name)}" for name, sql in selected)
    lines = _read_json(source, {column.name: _read_type(column) for column in columns})
    with source.open("rb") as stream:
        rows = sum(1 for _ in stream)
    least, most = _GROUP_ROWS
    group = min(max(_GROUP_BYTES * rows // max(source.stat().st_size, 1), least), most)
    ((records,),) = connection.execute(
        f"COPY (SELECT {select} FROM {lines}) TO {_text(str(target))} "  # noqa: S608
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group}, "
        f"KV_METADATA {{schema_version: {_text(SCHEMA_VERSION)}, record_type: {_text(table)}}})"
    ).fetchall()
    return int(records)


def _read_json(source: Path, columns: dict[str, str]) -> str:
    """The call that reads JSON lines, whose longest line must fit DuckDB's buffer."""
    with source.open("rb") as lines:
        longest = max(map(len, lines), default=0)
    shapes = ", ".join(f"{_name(name)}: {_text(kind)}" for name, kind in columns.items())
    return (
        f"read_json({_text(str(source))}, format='newline_delimited', "
        f"columns={{{shapes}}}, maximum_object_size={max(longest + 1, _LEAST_BUFFER)})"
    )


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
