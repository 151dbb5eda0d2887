"""JSON lines -> CSV that Excel opens as it is: utf-8-sig, CRLF, no cell that runs.

Nested fields become columns with dots (``normalized.value``), lists a JSON cell.
A guarded cell has one apostrophe too many at its front; `unguard` takes it off.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.exporters.json_text import dump
from pipeline.exporters.jsonl import read_exact
from pipeline.exporters.schema import Column, read_columns

# Excel cuts a cell at 32,767 characters, so whole texts stay in JSON lines and Parquet.
_LEFT_OUT = {"articles": {"text"}}

# Excel, and its Japanese edition with full-width signs too, runs these as formulas.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
# Excel keeps 15 digits and turns the rest into zeros: 16 and more must be text.
_LONG_INTEGER = re.compile(r"'*[-+]?0*[1-9][0-9]{15,}(?:\.[0-9]*)?", re.ASCII)


def write_csv(source: Path, target: Path, table: str) -> None:
    """The table's JSON lines as CSV; a table without rows has its header line alone."""
    columns = tuple(_flatten(read_columns(table), _LEFT_OUT.get(table, set())))
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(".".join(path) for path, _ in columns)
        writer.writerows([_cell(row, path, kind) for path, kind in columns] for row in read_exact(source))


def _flatten(columns: tuple[Column, ...], left_out: set[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    for column in columns:
        if column.kind == "record":
            yield from (((column.name, *path), kind) for path, kind in _flatten(column.parts, set()))
        elif column.name not in left_out:
            yield (column.name,), column.kind


def _cell(row: dict[str, Any], path: tuple[str, ...], kind: str) -> str:
    value: Any = row
    for name in path:
        value = value[name]
    if value is None:
        return ""
    if kind == "text":
        return guard(value)
    if kind in ("amount", "integer"):
        return f"'{value}" if _LONG_INTEGER.fullmatch(value) else str(value)
    return str(value).lower() if kind == "boolean" else _list_cell(value) if kind == "list" else str(value)


def _list_cell(items: list[dict[str, str]]) -> str:
    return guard(dump(items))


def guard(text: str) -> str:
    """A text cell that Excel shows and does not run.

    >>> guard("=HYPERLINK(1)"), guard("-5%"), guard("1234567890123456"), guard("Tether's")
    ("'=HYPERLINK(1)", "'-5%", "'1234567890123456", "Tether's")
    """
    return f"'{text}" if _FORMULA.match(text) or _LONG_INTEGER.fullmatch(text) else text


def unguard(cell: str) -> str:
    """The text of a cell written by `guard`.

    >>> unguard("'-5%"), unguard("'s")
    ('-5%', "'s")
    """
    is_guarded = cell.startswith("'") and (_FORMULA.match(cell) or _LONG_INTEGER.fullmatch(cell))
    return cell[1:] if is_guarded else cell
