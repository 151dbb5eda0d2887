"""The checks by name. Each gives the readings it can of the figures of a scene.

A check is one function; the name under which its findings go is on the readings, as
``total`` finds stated totals and totals of lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.stages.auditing.checks.bands import check_margin, check_yield
from pipeline.stages.auditing.checks.comparisons import check_partition, check_total_comparison
from pipeline.stages.auditing.checks.differences import check_difference
from pipeline.stages.auditing.checks.money import check_conversion, check_lone_currency, check_price
from pipeline.stages.auditing.checks.orders.comparable import check_comparable
from pipeline.stages.auditing.checks.orders.movements import check_direction
from pipeline.stages.auditing.checks.orders.years import check_years
from pipeline.stages.auditing.checks.ratios import (
    check_growth,
    check_halved,
    check_multiple,
    check_per_capita,
)
from pipeline.stages.auditing.checks.repeats import check_drift, check_repeated
from pipeline.stages.auditing.checks.shares import check_part, check_share
from pipeline.stages.auditing.checks.sums import check_total
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.verdicts import Reading

__all__ = ["CHECKS"]

CHECKS: dict[str, Callable[[Scene], Iterator[Reading]]] = {
    "stated-total": check_total,
    "total-comparison": check_total_comparison,
    "partition": check_partition,
    "difference": check_difference,
    "multiple": check_multiple,
    "halved": check_halved,
    "per-capita": check_per_capita,
    "growth": check_growth,
    "share": check_share,
    "part-of-whole": check_part,
    "comparable": check_comparable,
    "direction": check_direction,
    "date-arithmetic": check_years,
    "conversion": check_conversion,
    "price-quantity": check_price,
    "yield-band": check_yield,
    "margin-band": check_margin,
    "lone-currency": check_lone_currency,
    "repeated-figure": check_repeated,
    "unit-drift": check_drift,
}
