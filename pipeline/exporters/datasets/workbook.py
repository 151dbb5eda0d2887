"""All tables as one XLSX workbook, a sheet a table: for people who look at records in a spreadsheet.

Unlike in the CSV no text needs a guard: a cell has a type, and a text that looks like a formula
stays a text. Numbers of more than 15 digits would lose the rest, and are texts.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigError, ExportError
from pipeline.exporters.csv_file import LEFT_OUT
from pipeline.exporters.datasets.flat import Flat, find, flatten
from pipeline.exporters.json_text import dump, number_text
from pipeline.exporters.jsonl import read_numbers
from pipeline.exporters.schema import TABLES

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

# What a sheet and a cell can hold; the rest of a table goes to tokens-2, tokens-3 ...
MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_MOST_DIGITS = 15
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def write_workbook(folder: Path, target: Path) -> None:
    """The JSON lines of a folder as sheets of one workbook; equal lines give equal bytes.

    Raises: ConfigError when XlsxWriter is not installed; ExportError when the file cannot be written.
    """
    try:
        import xlsxwriter  # noqa: PLC0415
        from xlsxwriter.exceptions import XlsxWriterException  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError("XLSX needs XlsxWriter: pip install 'techflow-pipeline[xlsx]'") from error
    # Constant memory: a row goes to the disk when the next begins.
    workbook = xlsxwriter.Workbook(target, {"constant_memory": True})
    # The same bytes at any time of day: XlsxWriter would write when the file was made.
    workbook.set_properties({"created": _NO_DAY})
    for table in TABLES:
        _write_table(workbook, folder / f"{table}.jsonl", table)
    try:
        workbook.close()
    except XlsxWriterException as error:
        raise ExportError(f"{target}: {error}") from error


def _write_table(workbook: Workbook, source: Path, table: str) -> None:
    left_out = LEFT_OUT.get(table, set())
    columns = [column for column in flatten(table) if column.name not in left_out]
    bold = workbook.add_format({"bold": True})
    rows = read_numbers(source)
    number = 1
    while True:
        batch = islice(rows, MOST_ROWS - 1)
        first = next(batch, None)
        if first is None and number > 1:
            return
        sheet = workbook.add_worksheet(table if number == 1 else f"{table}-{number}")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, bold)
        if first is not None:
            _write_row(sheet, 1, first, columns)
        for at, row in enumerate(batch, start=2):
            _write_row(sheet, at, row, columns)
        number += 1


def _write_row(sheet: Any, at: int, row: dict[str, Any], columns: list[Flat]) -> None:
    for place, column in enumerate(columns):
        value = find(row, column.path)
        if value is None:
            continue
        if column.kind == "boolean":
            sheet.write_boolean(at, place, value)
        elif column.kind in ("integer", "amount"):
            text = number_text(Decimal(value))
            if _is_kept(text):
                sheet.write_number(at, place, float(text))
            else:
                sheet.write_string(at, place, text)
        else:
            sheet.write_string(at, place, _text(value, column.kind)[:_MOST_CHARACTERS])


def _is_kept(number: str) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    return len(number.lstrip("-").replace(".", "").strip("0")) <= _MOST_DIGITS and len(number) < 300


def _text(value: Any, kind: str) -> str:
    if kind == "texts":
        return ";".join(value)
    return dump(value) if kind == "list" else str(value)
