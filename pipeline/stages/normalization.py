"""Figures in a common unit: dollars, SI base units, percent; counts as they are.

Amounts are exact where the arithmetic is; where a division came in, they are cut at
12 significant digits and claim no more than that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.datatypes import Figure, Held, Issue, Normalized, NormalizedFigure
from pipeline.reference import Missing, Rate, Reference, Unit

if TYPE_CHECKING:
    import pint

# 12 digits: a dollar amount to the cent up to 10 billion, far beyond what any rate holds.
AMOUNT_DIGITS = Context(prec=12, rounding=ROUND_HALF_EVEN)
# Products before that cut; more digits than any amount and rate together have.
EXACT = Context(prec=60)

# What the coherent SI units of units.yaml are in pint's own words, where they differ.
PINT_BASES = {
    "square_meter": "meter ** 2",
    "cubic_meter": "meter ** 3",
    "meter_per_second": "meter / second",
    "meter_per_second_squared": "meter / second ** 2",
}


@dataclass(frozen=True, slots=True)
class Conversion:
    """``base = amount * factor + offset``; the offset is for temperatures alone."""

    factor: Decimal
    offset: Decimal = Decimal(0)


def normalize(
    figures: tuple[Figure, ...],
    article_id: str,
    reference: Reference,
    basis_date: date | None,
    held: Mapping[str, Held] = MappingProxyType({}),
) -> tuple[tuple[NormalizedFigure, ...], tuple[Issue, ...]]:
    """Each figure with its amount in the common unit, and an issue for each that has none.

    ``1300億円`` on 2024-06-28 is 809381179.481 USD by the ECB's rate of that day;
    ``5km`` is 5000 meter; ``3人`` stays 3 person.

    Args:
        figures: in text order; the result has the same order and length.
        article_id: opens the issues' ids.
        reference: currencies, units, rates and pegs.
        basis_date: the day whose rates hold: the article's, or the run's ``--as-of``.
        held: by figure id the time it is of, where a claim tells it: money that adds up over
            a period takes the mean rate of it, what is held at a moment the rate of its last day.
    """
    normalized, issues = [], []
    for figure in figures:
        amount, reason = _normalize_figure(figure, reference, basis_date, held.get(figure.figure_id))
        normalized.append(NormalizedFigure(figure, amount))
        if reason is not None:
            issues.append(_issue(figure, article_id, reason))
    return tuple(normalized), tuple(issues)


def _normalize_figure(
    figure: Figure, reference: Reference, basis_date: date | None, held: Held | None
) -> tuple[Normalized, Missing | None]:
    if figure.kind == "money" or figure.unit in reference.currencies:
        return _in_dollars(figure, reference, basis_date, held)
    unit = reference.units.get(figure.unit or "")
    if unit is not None and unit.kind == "measure":
        per = reference.units.get(figure.per or "")
        return _in_base_units(figure, unit, per), None
    unchanged = Normalized(figure.value, figure.low, figure.high, figure.unit)
    if unit is None and figure.unit is not None:
        return unchanged, Missing(f"{figure.unit} is no unit of reference/units.yaml", "no-unit")
    return unchanged, None


def _usd_rate(
    currency: str, reference: Reference, basis_date: date | None, held: Held | None
) -> Rate | Missing:
    """The rate for a currency: of the time the figure is of, where that is known, else of the day."""
    if held is not None:
        over = reference.usd_rate_over(currency, held.begin, held.finish) if held.flow else None
        if isinstance(over, Rate):
            return over
        last = reference.usd_rate(currency, held.finish)
        if isinstance(last, Rate):
            return last
    return reference.usd_rate(currency, basis_date)


def _in_dollars(
    figure: Figure, reference: Reference, basis_date: date | None, held: Held | None
) -> tuple[Normalized, Missing | None]:
    if figure.unit is None:
        return Normalized(None, None, None, "USD"), Missing("the text does not say which currency this is")
    rate = _usd_rate(figure.unit, reference, basis_date, held)
    if isinstance(rate, Missing):
        return Normalized(None, None, None, "USD"), rate
    value, low, high = _convert(figure, Conversion(rate.value))
    return Normalized(value, low, high, "USD", rate.value, rate.date, rate.source, rate.basis), None


def _in_base_units(figure: Figure, unit: Unit, per: Unit | None) -> Normalized:
    """The measure in SI units; ``90 kilometer per hour`` becomes 25 ``meter/second``.

    A denominator that is a counted thing stays in the figure's ``per``.
    """
    conversion = _conversion(unit)
    base = unit.base
    if figure.per is not None:
        # 2 degrees a decade is a difference: no offset.
        conversion = Conversion(conversion.factor)
    if per is not None and per.kind == "measure":
        conversion = Conversion(EXACT.divide(conversion.factor, _conversion(per).factor))
        base = f"{unit.base}/{per.base}"
    value, low, high = _convert(figure, conversion)
    return Normalized(value, low, high, base)


def _convert(figure: Figure, conversion: Conversion) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Value, low and high after ``conversion``; what is null stays null."""
    value, low, high = (
        _convert_amount(amount, conversion) for amount in (figure.value, figure.low, figure.high)
    )
    return value, low, high


def _convert_amount(amount: Decimal | None, conversion: Conversion) -> Decimal | None:
    if amount is None or conversion == Conversion(Decimal(1)):
        return amount
    result = EXACT.add(EXACT.multiply(amount, conversion.factor), conversion.offset)
    # A factor of more digits than an amount may have came from a division: so did the result.
    inexact = len(conversion.factor.as_tuple().digits) > AMOUNT_DIGITS.prec
    return _plain(AMOUNT_DIGITS.plus(result) if inexact else result)


def _plain(number: Decimal) -> Decimal:
    """The number without exponent or idle zeros: ``Decimal("1.30E+3")`` is 1300."""
    stripped = number.normalize(EXACT)
    return Decimal(format(stripped, "f"))


@cache
def _conversion(unit: Unit) -> Conversion:
    if unit.factor is not None:
        return Conversion(unit.factor)
    registry = _registry()
    base = PINT_BASES.get(unit.base or "", unit.base or "")
    if unit.dimension == "temperature":
        zero, one = (registry.Quantity(Decimal(degrees), unit.pint).to(base).magnitude for degrees in (0, 1))
        # Exact scales, but pint divides 5/9 before it multiplies: cut what is noise.
        return Conversion(_precise(one - zero), _precise(zero))
    return Conversion(_precise(registry.parse_expression(unit.pint or "").to(base).magnitude))


def _precise(number: Decimal | int) -> Decimal:
    # pint works with 28 digits and its last ones are rounding: 0.02540000000000000000000000000.
    return _plain(Context(prec=24).plus(Decimal(number)))


@cache
def _registry() -> pint.UnitRegistry[Decimal]:
    # Imported at the first measure: the registry takes a second, most articles have none.
    import pint  # noqa: PLC0415

    return pint.UnitRegistry(non_int_type=Decimal)


def _issue(figure: Figure, article_id: str, reason: Missing) -> Issue:
    return Issue(
        issue_id=f"{article_id}:issue:{figure.start}-{figure.end}:{reason.code}",
        start=figure.start,
        end=figure.end,
        surface=figure.surface,
        stage="normalization",
        code=reason.code,
        message=reason.reason,
    )
