"""Units by code: counted things, measures, ratios. Knows no language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import TableError
from pipeline.tables import read_table, text_list

TABLE = Path(__file__).with_name("units.yaml")


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of units.yaml.

    ``kind``: count, measure, or the figure kind of a ratio (percent, multiple,
    rank). A measure has ``base``, the code of its SI unit, and either ``pint``
    (what pint calls it) or ``factor`` (base units in one, exact).
    """

    code: str
    kind: str
    dimension: str
    base: str | None = None
    pint: str | None = None
    factor: Decimal | None = None


@cache
def load_units(path: Path = TABLE) -> Mapping[str, Unit]:
    """All units by code, sorted: ``load_units()["megawatt"].base`` is ``"watt"``.

    Raises: TableError for a code given twice or a row that is not as the header says.
    """
    table = read_table(path)
    units: dict[str, Unit] = {}
    for unit in _read_rows(table, str(path)):
        if unit.code in units:
            raise TableError(f"{path}: unit given twice: {unit.code}")
        units[unit.code] = unit
    return dict(sorted(units.items()))


def _read_rows(table: Any, where: str) -> Iterator[Unit]:
    unknown = sorted(set(table) - {"ratios", "counts", "measures", "own"})
    if unknown:
        raise TableError(f"{where}: unknown section: {', '.join(unknown)}")
    for code, kind in table.get("ratios", {}).items():
        yield Unit(code, kind, "ratio")
    for dimension, codes in table.get("counts", {}).items():
        for code in text_list(codes, f"{where}: counts.{dimension}"):
            yield Unit(code, "count", dimension)
    for section in ("measures", "own"):
        for dimension, row in table.get(section, {}).items():
            here = f"{where}: {section}.{dimension}"
            if not isinstance(row, dict) or set(row) != {"base", "units"}:
                raise TableError(f"{here}: want base and units")
            for code, amount in row["units"].items():
                if section == "measures":
                    yield Unit(code, "measure", dimension, base=row["base"], pint=amount)
                else:
                    yield Unit(code, "measure", dimension, base=row["base"], factor=_factor(amount, here))


def _factor(text: str, where: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise TableError(f"{where}: not a number: {text!r}") from error
