"""What is written once for several: 1.2億、1.8億、2.4億円 are three amounts of yen.

Lists say the unit with the last; a movement from one level to another with the first (18億ドルから9億へ),
and what both are per.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.datatypes import Figure
from pipeline.figures.rate import CARRIED, RATES, put_per
from pipeline.languages.numerals import plain

BARE = "number"
# 8000億 and "4 million" bear a scale; 10K and plain digits may be anything.
_SCALE = re.compile(r"[^\W\dA-Za-z]$|[A-Za-z]{3,}$")


_NOTHING = re.compile(r"(?!)")
_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
# A scale is a thousand at least; of one scale are numbers that are no more than so many times each other.
LEAST_SCALE, FAR_APART = Decimal(1000), Decimal(30)
_PLAIN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9])")
# Kinds whose plain numbers take the unit at the end of a list, when they rise towards it.
_LISTED = ("money", "count", "measure", "multiple")


def _takes_unit_of(figure: Figure, other: Figure) -> bool:
    """Whether a bare number before a figure is an amount of the same thing.

    For money with a scale of its own (8000億), as 3、5億円 may be a list number; for
    percentages with the sign, where the number is the percentage; and for what rises
    without any scale at all: 10、20、50ドル, 3、5、8社.
    """
    if figure.kind != BARE or figure.unit is not None or figure.value is None or other.per is not None:
        return False
    if other.kind == "percent":
        if _is_whole_of(figure, other):
            return False
        return other.unit == "percent" and (other.surface[-1] in "%％" or other.how == CARRIED)
    if other.kind == "money" and _bears_scale(figure, other):
        return True
    rises = other.value is not None and figure.value < other.value and not _is_part_beside(figure, other)
    return rises and other.kind in _LISTED and _is_plain(figure) and _is_plain(other)


def _is_part_beside(figure: Figure, other: Figure) -> bool:
    """Whether a number with decimals stands before a count of whole things: a mean of 2.5, 12 people."""
    one, count = figure.value or Decimal(0), other.value or Decimal(0)
    return other.kind == "count" and one != one.to_integral_value() and count == count.to_integral_value()


def _is_whole_of(figure: Figure, other: Figure) -> bool:
    """Whether the number is too large for a percentage of its kind: 5 billion, 36.6% of which is sold."""
    return (figure.value or 0) >= LEAST_SCALE > (other.value or other.high or 0)


def _bears_scale(figure: Figure, other: Figure) -> bool:
    """Whether its last word multiplies (5 million, 8000億), or is a number that is near another amount.

    Five, ten and twenty dollars are of one list; in "for the big five to $602bn" five is no money.
    """
    if _SCALE.search(figure.surface) is None or figure.value is None:
        return False
    worded = figure.surface.isascii() and figure.value < LEAST_SCALE
    return not worded or (other.value or other.high or 0) <= figure.value * FAR_APART


def _is_plain(figure: Figure) -> bool:
    """Whether its number is written in digits alone: 20 and 50ドル, 5,000, not 5億円."""
    digits = _PLAIN.match(figure.surface)
    return digits is not None and Decimal(digits[0].replace(",", "")) == figure.value


def _scale_of(figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The digits of its number and what they are multiplied by: (1.8, 1000000000) for $1.8 billion."""
    digits = _DIGITS.search(figure.surface)
    if figure.value is None or digits is None:
        return None
    number = Decimal(digits[0].replace(",", ""))
    return (number, figure.value / number) if number else None


def _shared_scale(one: Figure, other: Figure) -> Decimal:
    """What the first of two items lacks when the last has a scale: 10^9 in $1.2 and $1.8 billion.

    One where the numbers are too far apart to be of one scale ($500 and $2 million).
    """
    first, second = _scale_of(one), _scale_of(other)
    if first is None or second is None or first[1] != 1 or second[1] < LEAST_SCALE:
        return Decimal(1)
    near = first[0] < LEAST_SCALE and 1 / FAR_APART <= first[0] / second[0] <= FAR_APART
    return second[1] if near else Decimal(1)


def carry_units(
    figures: list[Figure], text: str, joiner: re.Pattern[str], closing: re.Pattern[str] = _NOTHING
) -> list[Figure]:
    """The figures with units carried from right to left along a list, marked ``how`` carried.

    Args:
        figures: in text order.
        joiner: what stands between two items of a list, and nothing else.
        closing: what stands before the last of them, across which a scale is shared as well
            (5, 7 and 9 million dollars).
    """
    carried = list(figures)
    for index in range(len(carried) - 2, -1, -1):
        one, other = carried[index], carried[index + 1]
        if not joiner.fullmatch(text, one.end, other.start):
            continue
        closes = closing.fullmatch(text, one.end, other.start) is not None or other.how == CARRIED
        scale = _shared_scale(one, other) if closes and closing is not _NOTHING else Decimal(1)
        if (
            scale != 1
            and other.kind in _LISTED
            and (_bare(one) or (one.kind, one.unit) == (other.kind, other.unit))
        ):
            carried[index] = _carry(one, other, scale)
        elif _takes_unit_of(one, other) or (
            closes and _bare(one) and other.kind == "percent" and not _is_whole_of(one, other)
        ):
            carried[index] = _carry(one, other, Decimal(1))
    return carried


def share_bounds(
    figures: list[Figure], text: str, joiner: re.Pattern[str], each: re.Pattern[str]
) -> list[Figure]:
    """The figures of a list with the bound of its last, where a word says it is that of each.

    ``600万株、300億円をそれぞれ上限とする``: both are at most.

    Args:
        figures: in text order.
        joiner: what stands between two items of a list, and nothing else.
        each: what stands behind the last of them.
    """
    shared = list(figures)
    listed = False  # whether the item behind is one of such a list
    for index in range(len(shared) - 2, -1, -1):
        one, other = shared[index], shared[index + 1]
        listed = (listed or each.match(text, other.end) is not None) and bool(
            joiner.fullmatch(text, one.end, other.start)
        )
        if listed and one.modifier is None:
            shared[index] = replace(one, modifier=other.modifier)
    return shared


# How far before the first of a list may stand what bounds all of it.
_BEFORE = 16


def spread_bounds(
    figures: list[Figure],
    text: str,
    joiner: re.Pattern[str],
    told: re.Pattern[str],
    closing: re.Pattern[str],
) -> list[Figure]:
    """The figures of a list with the bound of its first, where a word before says it is that of all.

    ``上限は600万株、300億円だ``, ``上限を3割から5割に``: both are at most.

    Args:
        figures: in text order.
        joiner: what stands between two items of a list, and nothing else.
        told: what stands before the first of them, up to its start.
        closing: what stands behind the last of them.
    """
    spread = list(figures)
    for first, figure in enumerate(figures):
        if figure.modifier not in ("at_most", "at_least"):
            continue
        if told.search(text, max(0, figure.start - _BEFORE), figure.start) is None:
            continue
        last = first
        while last + 1 < len(figures) and joiner.fullmatch(text, figures[last].end, figures[last + 1].start):
            last += 1
        if closing.match(text, figures[last].end):
            for index in range(first + 1, last + 1):
                spread[index] = replace(spread[index], modifier=spread[index].modifier or figure.modifier)
    return spread


def _bare(figure: Figure) -> bool:
    return figure.kind == BARE and figure.unit is None and figure.value is not None


def _carry(one: Figure, other: Figure, scale: Decimal) -> Figure:
    figure_id = one.figure_id.rpartition(":")[0] + ":" + other.kind
    low, high = one.low, one.high
    if low is None or high is None:
        return replace(one, figure_id=figure_id, kind=other.kind, unit=other.unit, how=CARRIED)
    low, high = plain(low * scale), plain(high * scale)
    return replace(
        one,
        figure_id=figure_id,
        kind=other.kind,
        unit=other.unit,
        how=CARRIED,
        value=None if one.value is None else low,
        low=low,
        high=high,
    )


def carry_along(
    figures: list[Figure],
    text: str,
    moved_from: re.Pattern[str],
    moved_to: re.Pattern[str],
    again: re.Pattern[str],
) -> list[Figure]:
    """The figures with unit and denominator carried from left to right, marked ``how`` carried.

    Args:
        figures: in text order.
        moved_from: what stands between two levels of one thing.
        moved_to: what stands behind the second of them.
        again: all from one amount to another that is per the same; by its group ``exchanged``
            where the other is the same amount in another currency, by ``most`` where it is the most of
            what was told by its least.
    """
    carried: list[Figure] = []
    told: Figure | None = None  # the last that is per something
    for figure in figures:
        other, one = figure, carried[-1] if carried else None
        moved = moved_from.fullmatch(text, one.end, other.start) if one else None
        if one and moved and moved_to.match(text, other.end):
            other = _moved(one, other, plain=moved.lastgroup == "plain")
        elif told and other.per is None and (found := again.fullmatch(text, told.end, other.start)):
            other = _AGAIN.get(found.lastgroup or "", _per_alike)(told, other)
        carried.append(other)
        told = told if other.per is None else other
    return carried


def keep_currency(figures: list[Figure], text: str, minor_of: re.Pattern[str]) -> list[Figure]:
    """The figures with small change in the currency told before it: A$61 million, or 22 cents a share.

    Args:
        figures: in text order.
        minor_of: a currency, and what stands from an amount of it through one in its small change.
    """
    kept: list[Figure] = []
    told: Figure | None = None  # the last amount of money
    for figure in figures:
        paid = figure
        if told and paid.kind == told.kind and minor_of.fullmatch(f"{told.unit}{text[told.end : paid.end]}"):
            paid = replace(figure, unit=told.unit, how=CARRIED)
        told = paid if paid.kind == "money" else told
        kept.append(paid)
    return kept


def _moved(one: Figure, other: Figure, *, plain: bool) -> Figure:
    """The level that a thing moved to: of the unit told before, where it says a scale alone; per the same.

    ``plain``: in digits alone as well, as it is told against the first: 148 yen, not 158.
    """
    scaled = plain or _SCALE.search(other.surface)
    if _bare(other) and one.unit is not None and one.kind in _LISTED and scaled:
        other = _carry(other, one, Decimal(1))
    return _per_same(one, other)


def _per_same(told: Figure, other: Figure) -> Figure:
    """A figure with the denominator of one told before, where they are of one unit."""
    kind = RATES.get(other.kind)
    if kind != told.kind or told.per is None or other.per is not None or other.unit != told.unit:
        return other
    return put_per(other, told.per)


def _per_alike(told: Figure, other: Figure) -> Figure:
    """Per the same, where no amount is a thousand times the other: a profit is no profit per share."""
    low, high = sorted(abs(figure.value or figure.high or Decimal(0)) for figure in (told, other))
    return other if low and high / low > LEAST_SCALE else _per_same(told, other)


def _most_of_these(told: Figure, other: Figure) -> Figure:
    """Per the same behind the least; behind any other amount it may be the most of all."""
    return _per_same(told, other) if told.modifier == "at_least" else other


def _exchanged(told: Figure, other: Figure) -> Figure:
    """An amount told once more in another currency: per the same; in the same one it is one of its own."""
    if told.kind != "money" or other.kind != "money" or told.unit == other.unit:
        return other
    return replace(other, per=told.per, how=CARRIED)


_AGAIN = {"exchanged": _exchanged, "most": _most_of_these}
