"""Metrics by code: what a figure can be a figure of. Knows no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import TableError
from pipeline.reference.units import load_units
from pipeline.tables import read_table, text_list

TABLE = Path(__file__).with_name("metrics.yaml")
TIMES = ("flow", "stock", "none")
BEARERS = ("company", "owner", "person", "state", "asset", "market", "product", "any")
_KINDS = ("money", "percent", "count", "multiple", "rank", "measure", "rate", "number")


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of metrics.yaml.

    ``kinds``: the figure kinds it takes whatever the unit; ``units``: the dimensions and
    units of counts it takes. ``time``: flow, stock or none; ``low`` and ``high``: the sane
    range in USD, percent or the number itself. ``bearer``: what it is mostly said of, one of
    BEARERS; ``kind_of``: the wider metric it is a kind of, if any; ``less_is_better``: a loss that
    improves becomes smaller.
    """

    code: str
    kinds: frozenset[str]
    units: frozenset[str]
    time: str
    low: Decimal
    high: Decimal
    about: str
    bearer: str
    kind_of: str | None = None
    less_is_better: bool = False

    def takes(self, kind: str, unit: str | None) -> bool:
        """Whether a figure of a kind and unit can be of this metric: revenue takes money only."""
        if kind in self.kinds:
            return True
        if kind not in ("count", "rate") or unit is None:
            return False
        known = load_units().get(unit)
        # A coin is counted by its ticker too: 500 BTC is money by kind, a count by nature.
        return unit in self.units or (known is not None and known.dimension in self.units)


def _read_metric(code: str, row: Any, where: str) -> Metric:
    if not isinstance(row, dict) or set(row) - {"kind_of", "less_is_better"} != {
        "dims",
        "time",
        "bearer",
        "range",
        "about",
    }:
        raise TableError(
            f"{where}: want dims, time, bearer, range and about, perhaps kind_of and less_is_better"
        )
    dims = text_list(row["dims"], where)
    units = frozenset(dim.removeprefix("count:") for dim in dims if dim.startswith("count:"))
    kinds = frozenset(dim for dim in dims if not dim.startswith("count:"))
    if unknown := sorted(kinds - set(_KINDS)):
        raise TableError(f"{where}: no kind {', '.join(unknown)}")
    known = {unit.dimension for unit in load_units().values()} | set(load_units())
    if unknown := sorted(units - known):
        raise TableError(f"{where}: no unit or dimension {', '.join(unknown)}")
    if row["time"] not in TIMES:
        raise TableError(f"{where}: time: want one of {', '.join(TIMES)}")
    if row["bearer"] not in BEARERS:
        raise TableError(f"{where}: bearer: want one of {', '.join(BEARERS)}")
    try:
        low, high = (Decimal(each) for each in row["range"].split(".."))
    except (InvalidOperation, ValueError) as error:
        raise TableError(f"{where}: range: want low..high, got {row['range']}") from error
    return Metric(
        code, kinds, units, row["time"], low, high, row["about"], row["bearer"], row.get("kind_of"),
        row.get("less_is_better") == "true",
    )  # fmt: skip


def read_metrics(path: Path) -> Mapping[str, Metric]:
    """All metrics of a table, in its order. Raises: TableError, naming the code."""
    found: dict[str, Metric] = {}
    for group, rows in read_table(path).items():
        for code, row in rows.items():
            if code in found:
                raise TableError(f"{path.name}: {code} is given twice")
            found[code] = _read_metric(code, row, f"{path.name}: {group}: {code}")
    for metric in found.values():
        if metric.kind_of is not None and metric.kind_of not in found:
            raise TableError(f"{path.name}: {metric.code}: kind_of: no metric {metric.kind_of}")
    return found


@cache
def load_metrics() -> Mapping[str, Metric]:
    """The metrics of this package: ``load_metrics()["revenue"].time`` is ``"flow"``."""
    return read_metrics(TABLE)
