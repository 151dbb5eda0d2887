"""The number part of a figure: sign, range, shared scale, vagueness."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, Inexact
from fractions import Fraction
from itertools import pairwise

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.numerals import EXACT, Numeral, divide, plain

VAGUE = "approx"
TEN, THOUSAND = Decimal(10), Decimal(1000)
# Of one scale are numbers that are no more than so many times each other.
FAR_APART = Decimal(30)
_GROUPED = re.compile(r"[0-9]{1,3},[0-9]{3}")
# Types of words that hold a number of their own, as code: 半額 50, ふたつ 2, "a quarter" 1/4.
SPELLED = (
    "spelled", "spelled_item", "share_word", "majority", "most_word", "lesser_word", "part_more",
    "point_part", "percent_part", "tenths", "often", "scale_alone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval of numbers. ``value`` is null when it is no single number.

    ``fraction`` is what a decimal cannot hold: 2/3 where ``value`` is 0.666...
    """

    value: Decimal | None
    low: Decimal
    high: Decimal
    modifier: str | None = None
    fraction: str | None = None

    def times(self, factor: Decimal) -> Amount:
        """The amount in a smaller or larger unit; a negative factor turns it round."""
        low, high = sorted(plain(EXACT.multiply(end, factor)) for end in (self.low, self.high))
        return Amount(
            None if self.value is None else low,
            low,
            high,
            self.modifier,
            self.fraction if factor == 1 else None,
        )


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


def _shared_scale(low: Numeral, high: Numeral) -> Decimal:
    """2~3万 is 2万 to 3万, but 5000~1万 begins at 5000: a shared scale keeps the order.

    So does the last scale alone: 7千~9千億, 三百二十到五百万, two hundred to three hundred million.
    """
    if low.scale == 1 and high.scale > 1 and not low.vague and low.low < high.high / high.scale:
        return high.scale
    above = high.high / high.ending
    if low.ending == 1 < high.ending and not low.vague and above / FAR_APART <= low.low < above:
        return high.ending
    return Decimal(1)


def read_amount(match: Match) -> Amount:
    """The amount of the numbers in the core: one, or the two ends of a range.

    ``2万~3万ドル`` is 20000 to 30000 with no value; ``数億`` 2e8 to 9e8, approx. Options of the
    rule say what else its numbers are: ``mixed`` a whole and a fraction (2と4分の1), ``interval``
    two bounds (18歳以上65歳未満), ``parts`` one in each of two units (1メートル75センチ).

    Raises: ReadingError for no number, more than two, or a range without order.
    """
    numerals = match.numerals()
    if "mixed" in match.rule.options:
        return _read_mixed(match, numerals)
    if (parts := match.rule.options.get("parts")) is not None:
        return _read_two_units(numerals, Decimal(parts))
    if "tail" in match.rule.options:
        return _read_tail(match)
    signs = [True] * len(numerals) if "negative" in match.rule.options else signs_of(match)
    if not numerals and (word := _spelled(match)) is not None:
        return replace(exact_amount(Fraction(word)), modifier=match.rule.options.get("modifier"))
    if len(numerals) == 1:
        _check_apart(match, numerals[0])
        return _read_one(match, _scaled(match, numerals[0]), negative=signs[0])
    return _read_two(match, numerals, signs)


def _check_apart(match: Match, first: Numeral) -> None:
    """Fails where the first end may take the scale of the other, as of a range: by 5 to 8 million."""
    other = next((atom.numeral for atom in reversed(match.atoms) if atom.numeral is not None), None)
    if "apart" in match.rule.options and other is not None and _shared_scale(first, other) != 1:
        raise ReadingError("one scale for both")


def _scaled(match: Match, first: Numeral) -> Numeral:
    """The first end of a movement with the scale of the other, that stands outside the core.

    ``from 8 to 5 million dollars`` is from 8 million; ``from 900 to 1.2 million`` from 900, being far off.
    """
    other = next((atom.numeral for atom in reversed(match.atoms) if atom.numeral is not None), None)
    if "shared" not in match.rule.options or other is None or first.vague or first.scale != 1:
        return first
    if not other.low:
        return first  # from 5 to 0 million: nothing says how far off the first is
    near = first.low < THOUSAND and 1 / FAR_APART <= first.low * other.scale / other.low <= FAR_APART
    if other.scale < THOUSAND or not near:
        return first
    return Numeral(first.low * other.scale, first.high * other.scale, other.scale, first.modifier, 0)


def _spelled(match: Match) -> str | None:
    return next((code for kind in SPELLED if kind in match.rule.slots and (code := match.code(kind))), None)


def _read_one(match: Match, numeral: Numeral, *, negative: bool) -> Amount:
    """One number, with the part a word behind its unit adds: 2つ半 is 2.5."""
    low, high = _interval(numeral, negative)
    if (more := match.code("part_more")) is not None and "part_more" in match.rule.slots:
        if low != high or low != low.to_integral_value():
            raise ReadingError("half of what is no whole number")
        part = Fraction(more)
        return exact_amount(Fraction(low) - part if negative else Fraction(low) + part)
    vague = VAGUE if numeral.vague else numeral.modifier or match.rule.options.get("modifier")
    share = numeral.share if numeral.share is None or not negative else -numeral.share
    return Amount(low if low == high else None, low, high, vague, None if share is None else str(share))


def exact_amount(value: Fraction) -> Amount:
    """One number that may be no decimal: 23/5 is 4.6, 17/3 is 5.66... and keeps its fraction."""
    above, below = Decimal(value.numerator), Decimal(value.denominator)
    try:
        decimal, text = plain(EXACT.divide(above, below)), None
    except Inexact:
        decimal, text = divide(above, below), f"{value.numerator}/{value.denominator}"
    return Amount(decimal, decimal, decimal, fraction=text)


def _read_two(match: Match, numerals: list[Numeral], signs: list[bool]) -> Amount:
    if len(numerals) != 2:
        raise ReadingError(f"{len(numerals)} numbers in one figure")
    if "account_open" in match.rule.slots:  # (1,200)百万円: the scale stands behind the bracket
        if numerals[1].low != numerals[1].scale:
            raise ReadingError("no scale behind the bracket")
        return _read_one(match, numerals[0], negative=True).times(numerals[1].low)
    if "neighbours" in match.rule.slots or "in_a_row" in match.rule.options:
        if "scaled" in match.rule.options and numerals[1].scale == 1:
            raise ReadingError("digits that may be a list")
        rounded = "neighbours" in match.rule.slots and "in_a_row" in match.rule.options
        if rounded and (both := _round_neighbours(numerals[0], numerals[1])) is not None:
            return both
        return _read_neighbours(numerals[0], numerals[1], tens="tens" in match.rule.options)
    if "interval" in match.rule.options:
        return _read_bounds(match, numerals[0], numerals[1], signs)
    first, second = numerals
    if _shares_thousands(match):
        first = Numeral(first.low * THOUSAND, first.high * THOUSAND, THOUSAND, first.modifier, 0)
    return _read_range(first, second, signs)


def _shares_thousands(match: Match) -> bool:
    """Whether the thousands behind a comma are those of both ends: 60-70,000, not 10-70,000.

    Only where the ends stand at one dash, and are that near to each other.
    """
    first, second = (index for index, atom in enumerate(match.core) if atom.numeral is not None)
    ends = match.core[first], match.core[second]
    if any(one.end != other.start for one, other in pairwise(match.core[first : second + 1])):
        return False
    if not ends[0].surface.isdecimal() or _GROUPED.fullmatch(ends[1].surface) is None:
        return False
    low, high = Decimal(ends[0].surface), Decimal(ends[1].surface.replace(",", "")) / THOUSAND
    return low < high < low * 2


def _read_tail(match: Match) -> Amount:
    """``一米七五`` is 1.75: digits behind a unit are its decimals."""
    whole, tail = (atom for atom in match.core if atom.numeral is not None)
    assert whole.numeral is not None and tail.numeral is not None, "both are numerals"
    value = whole.numeral.low + tail.numeral.low.scaleb(-len(tail.surface))
    if tail.numeral.low >= 10 ** len(tail.surface) or whole.numeral.vague or tail.numeral.scale != 1:
        raise ReadingError("no decimals of a unit")
    return Amount(value, value, value)


def _read_two_units(numerals: list[Numeral], smaller: Decimal) -> Amount:
    """``1メートル75センチ`` is 175 of the smaller unit, so many of which make one of the larger."""
    first, second = numerals
    if first.vague or second.vague or first.low != first.low.to_integral_value() or second.low >= smaller:
        raise ReadingError("no larger unit and less than one of it")
    value = first.low * smaller + second.low
    return Amount(value, value, value)


def _read_mixed(match: Match, numerals: list[Numeral]) -> Amount:
    """``2と4分の1`` is 2.25, ``2 1/2`` 2.5; the option tells which of the parts stands first.

    Without a whole one it is the part alone: the quarter of a ``4分の1インチ``.
    """
    numbers = [numeral.low for numeral in numerals]
    if len(numbers) == 2:
        numbers.insert(0, Decimal(0))
    for atom in match.every("slash"):
        numbers += [Decimal(part) for part in reversed(atom.surface.split("/"))]
    if len(numbers) != 3 or any(numeral.vague for numeral in numerals):
        raise ReadingError("no whole number and a fraction")
    whole, first, second = numbers
    below, above = (first, second) if match.rule.options["mixed"] == "denominator-first" else (second, first)
    if not 0 < above < below or whole != whole.to_integral_value():
        raise ReadingError("no whole number and a part of one")
    value = Fraction(whole) + Fraction(above) / Fraction(below)
    return exact_amount(-value if signs_of(match)[0] else value)


def _read_bounds(match: Match, first: Numeral, second: Numeral, signs: list[bool]) -> Amount:
    """``100以上310以下`` is 100 to 310, whichever bound is named first; nothing is shared between them.

    A lone bound is the upper one: 20から100未満.
    """
    if first.vague or second.vague:
        raise ReadingError("a vague bound")
    slots = [slot for slot in ("bound", "bound_before", "bound_joint") if slot in match.rule.slots]
    bounds = [atom.types[slot] for atom in match.atoms for slot in slots if slot in atom.types]
    ends = [_interval(first, signs[0])[0], _interval(second, signs[1])[0]]
    if bounds == ["upper", "lower"]:
        ends.reverse()
    elif bounds not in (["lower", "upper"], ["upper"]):
        raise ReadingError("bounds that close no interval")
    if ends[0] >= ends[1]:
        raise ReadingError("an interval that holds nothing")
    return Amount(None, ends[0], ends[1])


def _read_neighbours(first: Numeral, second: Numeral, *, tens: bool = False) -> Amount:
    """``4、5社`` is 4 to 5, ``七、八十人`` 70 to 80: only digits that follow each other say so.

    With ``tens`` 7、80人 are as many.
    """
    if not 1 <= first.low <= 8 or first.scale != 1 or first.vague or second.vague:
        raise ReadingError("a list, not two neighbours")
    scale = second.scale
    if tens and scale == 1 and second.low == (first.low + 1) * TEN:
        scale = TEN
    if second.low != (first.low + 1) * scale:
        raise ReadingError("a list, not two neighbours")
    return Amount(None, first.low * scale, second.high, VAGUE)


def _round_neighbours(first: Numeral, second: Numeral) -> Amount | None:
    """70 or 80 people are 70 to 80: round numbers of which one follows the other; else null."""
    if first.vague or second.vague or first.low < TEN or first.scale > second.scale:
        return None
    low = first.low if first.scale == second.scale else first.low * second.scale
    step = TEN ** low.adjusted()
    if low % step or low == 9 * step or second.low != low + step:
        return None
    return Amount(None, low, second.high, VAGUE)


def _read_range(first: Numeral, second: Numeral, signs: list[bool]) -> Amount:
    if (scale := _shared_scale(first, second)) != 1:
        first = Numeral(first.low * scale, first.high * scale, scale, first.modifier, 0)
    left, right = _interval(first, signs[0]), _interval(second, signs[1])
    if left[0] > right[1]:
        left, right = right, left  # -5 to -10: written from the nearer end
        if not signs[0] and not signs[1]:
            raise ReadingError("a range that falls")
    modifier = VAGUE if first.vague or second.vague else first.modifier or second.modifier
    return Amount(None, left[0], right[1], modifier)


def signs_of(match: Match) -> list[bool]:
    """For each number of the core, whether a minus stands before it or an account's bracket: (5.2)%."""
    found, negative = [], False
    for atom in match.core:
        if "sign" in atom.types or "minus" in atom.types:
            negative = "-" in (atom.types.get("sign"), atom.types.get("minus"))
        elif "account_open" in atom.types and "account_open" in match.rule.slots:
            negative = True
        elif atom.numeral is not None:
            found.append(negative)
            negative = False
    return found
