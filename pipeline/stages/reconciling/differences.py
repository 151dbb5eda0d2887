"""How two figures differ: in value, unit and modifier, and what it costs to take them for the same.

The costs are those of a study of real editions (a right pair with both value and currency wrong
must stay cheaper than leaving both unmatched, or a slip would show as one figure missing and
another added).
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import log10
from typing import NamedTuple

from pipeline.datatypes import EditionFigure
from pipeline.reference.currencies import load_currencies

# What it costs to leave a figure without a partner.
GAP = 0.8
# What it costs that the values differ, by how they do.
COSTS = {"same": 0.0, "precision": 0.35, "converted": 0.1, "magnitude": 0.55, "digits": 0.75, "value": 1.25}
CURRENCY, BARE, LOOSE, FOREIGN = 0.45, 0.15, 0.05, 2.5
# What context is worth: the same metric, names and years around; and how far apart two stand.
METRICS, NAMES, YEARS, PLACE = 0.30, 0.20, 0.10, 0.5
MODIFIER = 0.06
# Of two changes by 7% the one that fell is the one that fell.
OPPOSED = 0.3
# Of so many digits one wrong is seldom chance.
TELLING = 3
MOST = 2.2
# A rounding that says it is one costs less.
ROUNDED, APPROX = 0.12, {"approx", "nearly", "just_over", "more_than", "less_than", "at_least", "at_most"}
COUNTED = frozenset({"count", "number", "measure", "rate"})
BARE_MONEY = 10_000
# Kinds whose unit a language may leave out or word differently.
COUNTS = frozenset({"count", "number"})
COINS = frozenset({"crypto", "stablecoin"})
GENERIC = frozenset({None, "piece", "item", "unit", "coin", "case", "thing"})
PEOPLE = frozenset({"person", "user", "customer", "member", "employee", "holder", "investor"})
_ABOVE = frozenset({"more_than", "at_least", "just_over"})
_BELOW = frozenset({"less_than", "at_most", "nearly"})
# What is told in hundredths: a rise of 3 percent and one of 3 percentage points are two rises.
HUNDREDTHS = frozenset({"percent", "percentage_point"})
# A conversion at another day's rate is no error.
RATE_WIDTH = Decimal("0.15")
POWERS = 8


class Difference(NamedTuple):
    """How the second differs from the first: ``value`` (a key of COSTS), ``power`` of ten, ``unit``."""

    value: str
    power: int
    unit: str
    modifier: str
    direction: str = ""

    @property
    def is_severe(self) -> bool:
        """Whether one of the two states something else than the other."""
        return (
            self.value in ("magnitude", "digits", "value")
            or self.unit in ("currency", "unit", "per")
            or self.modifier == "bound"
            or bool(self.direction)
        )

    @property
    def classes(self) -> tuple[str, ...]:
        """What is to be told of it, the gravest first; empty where they agree."""
        found = [
            self.value if self.value != "same" else "",
            self.unit if self.unit != "same" else "",
            self.modifier,
            self.direction,
        ]
        return tuple(name for name in found if name)


def compare(a: EditionFigure, b: EditionFigure) -> Difference:
    """How two figures that are taken for the same differ.

    ``700億円`` and ``70亿美元``: magnitude by the power -1, and currency.
    """
    unit = _unit(a, b)
    value, power = _value(a, b)
    if unit == "currency" and value != "same" and _converts(a, b):
        return Difference("converted", 0, "same", "")
    if value not in ("same", "precision"):
        return Difference(value, power, unit, "")
    return Difference(value, power, unit, _modifier(a, b), "direction" if _are_opposed(a, b) else "")


def cost(a: EditionFigure, b: EditionFigure, shift: float = 0.0) -> float:
    """What it costs to take two figures for the same; ``shift``: how far they stand apart, 0 to 1."""
    if _group(a) != _group(b) and not (_may_be_money(a, b) or _both_count(a, b) or _lost_sign(a, b)):
        return FOREIGN
    found = compare(a, b)
    price = COSTS[found.value]
    if found.value == "precision" and APPROX & {a.modifier, b.modifier}:
        price = ROUNDED
    if found.value == "digits" and max(_significant(a.high), _significant(b.high)) < TELLING:
        price = COSTS["value"]  # of 15% and 12% one digit is wrong by chance
    if found.value == "magnitude":
        price += 0.05 * abs(found.power)
    elif found.value == "value":
        price = min(MOST, price + abs(log10(float(b.high or 1)) - log10(float(a.high or 1))))
    units = {
        "same": 0.0,
        "loose": LOOSE,
        "unit_omitted": BARE,
        "currency": CURRENCY,
        "unit": FOREIGN,
        "per": CURRENCY,
    }
    price += CURRENCY if found.unit == "unit" and {a.unit, b.unit} <= HUNDREDTHS else units[found.unit]
    price += MODIFIER if a.modifier != b.modifier else 0.0
    price += OPPOSED if _are_opposed(a, b) else 0.0
    price -= METRICS * _overlap(a.metrics, b.metrics) + NAMES * _overlap(a.names, b.names)
    price -= YEARS * _overlap(a.years, b.years)
    return price + PLACE * shift


def _group(figure: EditionFigure) -> str:
    """Kinds that languages tell apart alike; a count may be a bare number or a measure in another."""
    return "count" if figure.kind in COUNTED else figure.kind


def _may_be_money(a: EditionFigure, b: EditionFigure) -> bool:
    """Whether one is an amount of money and the other a bare number as large as one: 67.2亿."""
    bare, money = (a, b) if b.kind == "money" else (b, a)
    return money.kind == "money" and bare.kind == "number" and bare.unit is None and bare.high >= BARE_MONEY


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _both_count(a: EditionFigure, b: EditionFigure) -> bool:
    """Whether one is coins by ticker and the other by a counter: 4,000 BTC and 4,000枚."""
    money, other = (a, b) if a.kind == "money" else (b, a)
    return other.kind in COUNTS and (money.unit is None or money.unit not in _tender())


def _lost_sign(a: EditionFigure, b: EditionFigure) -> bool:
    """Whether one is in percent or times and the other bare: 12% and 12, no 12% and 18."""
    kinds = {a.kind, b.kind}
    told = "number" in kinds and bool(kinds & {"percent", "multiple"})
    return told and _value(a, b)[0] in ("same", "precision")


@cache
def _tender() -> frozenset[str]:
    """The codes of money that is no coin; what no table knows is a coin its article tells of."""
    return frozenset(code for code, one in load_currencies().items() if one.kind not in COINS)


def _unit(a: EditionFigure, b: EditionFigure) -> str:
    if a.unit == b.unit:
        return "per" if _are_per_others(a, b) else "same"
    if a.kind == "money" and b.kind == "money":
        return "unit_omitted" if None in (a.unit, b.unit) else "currency"
    if None in (a.unit, b.unit):
        # A counter is often left out; a currency or a percent sign is not.
        return "unit_omitted" if "money" in (a.kind, b.kind) else "same"
    if {a.unit, b.unit} & GENERIC or {a.unit, b.unit} <= PEOPLE or "money" in (a.kind, b.kind):
        return "same"
    if a.kind in COUNTS and b.kind in COUNTS:
        return "loose"
    return "unit"


def _are_per_others(a: EditionFigure, b: EditionFigure) -> bool:
    """Whether one amount is told for each of two things: a month and a year, a thousand tokens and a million.

    Languages count one by one what others name: for each share, for each piece.
    """
    told = None not in (a.per, b.per) and a.per != b.per and (a.low, a.high) == (b.low, b.high)
    return told and not {a.per, b.per} & (GENERIC | PEOPLE)


def _value(a: EditionFigure, b: EditionFigure) -> tuple[str, int]:
    if (a.low, a.high) == (b.low, b.high) or _is_bare(a, b) or _is_bare(b, a):
        return "same", 0
    if _rounds(a, b) or _rounds(b, a):
        return "precision", 0
    for power in range(-POWERS, POWERS + 1):
        if power and a.low.scaleb(power) == b.low and a.high.scaleb(power) == b.high:
            return "magnitude", power
    return ("digits", 0) if _digits_differ(a.high, b.high) else ("value", 0)


def _is_bare(bare: EditionFigure, measure: EditionFigure) -> bool:
    """Whether one is the other without its unit, which a list names once: 2,900 megawatts, Bitdeer 1,600."""
    return bare.kind == "number" and bare.unit is None and (bare.low, bare.high) == measure.written


def _rounds(fine: EditionFigure, coarse: EditionFigure) -> bool:
    """Whether the second is the first with fewer digits, or a range around it."""
    low, high = _width(coarse)
    around = coarse.low != coarse.high and fine.low == fine.high
    fewer = _significant(coarse.high) < _significant(fine.high) or around
    return fewer and low <= fine.low and fine.high <= high


def _width(figure: EditionFigure) -> tuple[Decimal, Decimal]:
    """What a figure lets another be that it is a rounding of."""
    _, digits, exponent = figure.high.normalize().as_tuple()
    half = Decimal((0, (5,), int(exponent) - 1)) if digits != (0,) else Decimal(0)
    low, high = figure.low - half, figure.high + half
    if figure.modifier in ("more_than", "at_least", "just_over"):
        low, high = figure.low, figure.high * Decimal("1.25")
    elif figure.modifier in ("less_than", "at_most", "nearly"):
        low, high = figure.low * Decimal("0.8"), figure.high
    elif figure.modifier == "approx":
        low, high = min(low, figure.low * Decimal("0.9")), max(high, figure.high * Decimal("1.1"))
    return low, high


def _significant(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _digits_differ(a: Decimal, b: Decimal) -> bool:
    """Whether two numbers of the same length differ in one digit, or in two neighbours swapped."""
    one, other = (format(number.normalize(), "f") for number in (a, b))
    if len(one) != len(other) or one.find(".") != other.find("."):
        return False
    one, other = one.replace(".", ""), other.replace(".", "")
    wrong = [i for i, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
    if len(wrong) == 1:
        return True
    swapped = len(wrong) == 2 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
    return swapped and all(later - earlier == 1 for earlier, later in pairwise(wrong))


def _converts(a: EditionFigure, b: EditionFigure) -> bool:
    """Whether two amounts of different currencies are worth the same."""
    if a.dollars is None or b.dollars is None or not a.high or not b.high:
        return False
    ratio = (a.high * a.dollars) / (b.high * b.dollars)
    return 1 - RATE_WIDTH <= ratio <= 1 + RATE_WIDTH


def _is_half(figure: EditionFigure) -> bool:
    """Whether it is a half: what is gone is over it if what is left is under it, 半分以下に and 缩水过半."""
    return figure.low == figure.high == (Decimal(50) if figure.kind == "percent" else Decimal("0.5"))


def _are_opposed(a: EditionFigure, b: EditionFigure) -> bool:
    """Whether one edition tells a rise and the other a fall: up 12%, 12%减."""
    return None not in (a.direction, b.direction) and a.direction != b.direction


def _modifier(a: EditionFigure, b: EditionFigure) -> str:
    """Whether a bound or a leaning was lost or became another: 超1000 and 1000; ``bound`` if turned."""
    kinds = {a.modifier, b.modifier}
    if kinds & _ABOVE and kinds & _BELOW and (a.low, a.high) == (b.low, b.high) and not _is_half(a):
        return "bound"
    if len(kinds) == 1 or kinds <= _ABOVE or kinds <= _BELOW:
        return ""
    return "modifier"
