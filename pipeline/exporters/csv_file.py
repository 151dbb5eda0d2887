"""JSON lines -> CSV that Excel opens as it is: utf-8-sig, CRLF, no cell that runs.

Nested fields become columns with dots (``normalized.value``), lists of texts one cell
with ``;`` between them, lists of records a JSON cell.
A guarded cell has one apostrophe too many at its front; `unguard` takes it off.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.exporters.json_text import dump
from pipeline.exporters.jsonl import read_exact
from pipeline.exporters.schema import Column, read_columns

# Excel cuts a cell at 32,767 characters, so whole texts stay in JSON lines and Parquet.
LEFT_OUT = {"articles": {"text"}}

# Excel, and its Japanese edition with full-width signs too, runs these as formulas.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
# Excel keeps 15 digits and turns the rest into zeros: 16 and more must be text.
_LONG_INTEGER = re.compile(r"'*[-+]?0*[1-9][0-9]{15,}(?:\.[0-9]*)?", re.ASCII)

# Most cells begin with none of these and need no closer look.
_SUSPECT = frozenset("'=+-@\t\r\n＝＋－＠0123456789")


def write_csv(folder: Path, table: str) -> dict[str, int]:
    """``figures.csv`` from ``figures.jsonl`` in a folder; name and records: ``{"figures.csv": 12}``.

    A table without records has its header line alone.
    """
    fields = tuple(_flatten(read_columns(table), LEFT_OUT.get(table, set())))
    target = folder / f"{table}.csv"
    records = 0
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(".".join(path) for path, _ in fields)
        for row in read_exact(folder / f"{table}.jsonl"):
            records += 1
            writer.writerow(
                ["" if (value := _find(row, path)) is None else cell(value) for path, cell in fields]
            )
    return {target.name: records}


def _flatten(
    columns: tuple[Column, ...], left_out: set[str]
) -> Iterator[tuple[tuple[str, ...], Callable[[Any], str]]]:
    """Where each CSV column stands in a record, and how its values are written."""
    for column in columns:
        if column.kind == "record":
            yield from (((column.name, *path), cell) for path, cell in _flatten(column.parts, set()))
        elif column.name not in left_out:
            cell = _make_list_cell(column) if column.kind == "list" else _CELLS.get(column.kind, str)
            yield (column.name,), cell


def _find(row: dict[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = row[path[0]]
    for name in path[1:]:
        value = None if value is None else value[name]
    return value


def _number_cell(text: str) -> str:
    return f"'{text}" if len(text) > 15 and _LONG_INTEGER.fullmatch(text) else text


def _boolean_cell(value: bool) -> str:
    return "true" if value else "false"


def _make_list_cell(column: Column) -> Callable[[Any], str]:
    """How a list of records is written: with numbers where its schema has numbers, exact as they came."""
    numbers = frozenset(part.name for part in column.parts if part.kind in ("integer", "amount"))

    def cell(items: list[dict[str, Any]]) -> str:
        return guard(
            dump(
                [
                    {
                        key: Decimal(value) if key in numbers and value is not None else value
                        for key, value in item.items()
                    }
                    for item in items
                ]
            )
        )

    return cell


def _texts_cell(items: list[str]) -> str:
    return guard(";".join(items))


def guard(text: str) -> str:
    """A text cell that Excel shows and does not run.

    >>> guard("=HYPERLINK(1)"), guard("-5%"), guard("1234567890123456"), guard("Tether's")
    ("'=HYPERLINK(1)", "'-5%", "'1234567890123456", "Tether's")
    """
    if text[:1] not in _SUSPECT:
        return text
    return f"'{text}" if _FORMULA.match(text) or _LONG_INTEGER.fullmatch(text) else text


def unguard(cell: str) -> str:
    """The text of a cell written by `guard`.

    >>> unguard("'-5%"), unguard("'s")
    ('-5%', "'s")
    """
    is_guarded = cell.startswith("'") and (_FORMULA.match(cell) or _LONG_INTEGER.fullmatch(cell))
    return cell[1:] if is_guarded else cell


_CELLS: dict[str, Callable[[Any], str]] = {
    "text": guard,
    "amount": _number_cell,
    "integer": _number_cell,
    "boolean": _boolean_cell,
    "texts": _texts_cell,
}
