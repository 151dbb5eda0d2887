"""The number part of a figure: sign, range, shared scale, vagueness."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.languages.numerals import EXACT, Numeral, plain

VAGUE = "approx"


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval of numbers. ``value`` is null when it is no single number."""

    value: Decimal | None
    low: Decimal
    high: Decimal
    modifier: str | None = None

    def times(self, factor: Decimal) -> Amount:
        """The amount in a smaller or larger unit; a negative factor turns it round."""
        low, high = sorted(plain(EXACT.multiply(end, factor)) for end in (self.low, self.high))
        return Amount(None if self.value is None else low, low, high, self.modifier)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule's reader makes of its match: a figure without its place."""

    amount: Amount
    unit: str | None
    per: str | None = None
    fraction: str | None = None
    how: str | None = None


def _interval(numeral: Numeral, negative: bool) -> tuple[Decimal, Decimal]:
    return (-numeral.high, -numeral.low) if negative else (numeral.low, numeral.high)


def _shares_scale(low: Numeral, high: Numeral) -> bool:
    """2~3万 is 2万 to 3万, but 5000~1万 begins at 5000: a shared scale keeps the order."""
    return low.scale == 1 and high.scale > 1 and not low.vague and low.low < high.high / high.scale


def read_amount(match: Match) -> Amount:
    """The amount of the numbers in the core: one, or the two ends of a range.

    ``2万~3万ドル`` is 20000 to 30000 with no value; ``数億`` 2e8 to 9e8, approx.

    Raises: ReadingError for no number, more than two, or a range without order.
    """
    numerals = match.numerals()
    signs = _signs(match.core)
    if len(numerals) == 1:
        low, high = _interval(numerals[0], signs[0])
        vague = VAGUE if numerals[0].vague else numerals[0].modifier
        return Amount(low if low == high else None, low, high, vague)
    if len(numerals) != 2:
        raise ReadingError(f"{len(numerals)} numbers in one figure")
    if "neighbours" in match.rule.slots:
        return _read_neighbours(numerals[0], numerals[1])
    return _read_range(numerals[0], numerals[1], signs)


def _read_neighbours(first: Numeral, second: Numeral) -> Amount:
    """``4、5社`` is 4 to 5, ``七、八十人`` 70 to 80: only digits that follow each other say so."""
    if not 1 <= first.low <= 8 or first.scale != 1 or first.vague or second.vague:
        raise ReadingError("a list, not two neighbours")
    if second.low != (first.low + 1) * second.scale:
        raise ReadingError("a list, not two neighbours")
    return Amount(None, first.low * second.scale, second.high, VAGUE)


def _read_range(first: Numeral, second: Numeral, signs: list[bool]) -> Amount:
    if _shares_scale(first, second):
        first = Numeral(first.low * second.scale, first.high * second.scale, second.scale, first.modifier, 0)
    left, right = _interval(first, signs[0]), _interval(second, signs[1])
    if left[0] > right[1]:
        left, right = right, left  # -5 to -10: written from the nearer end
        if not signs[0] and not signs[1]:
            raise ReadingError("a range that falls")
    modifier = VAGUE if first.vague or second.vague else first.modifier or second.modifier
    return Amount(None, left[0], right[1], modifier)


def _signs(core: tuple[Atom, ...]) -> list[bool]:
    """For each number of the core, whether a minus stands before it."""
    found, negative = [], False
    for atom in core:
        if "sign" in atom.types:
            negative = atom.types["sign"] == "-"
        elif atom.numeral is not None:
            found.append(negative)
            negative = False
    return found
