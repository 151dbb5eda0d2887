"""How records are compared with the gold: pairs of the same place, then precision and recall.

>>> gold = GoldFigure("5%", 0, 2, "percent", Decimal(5), Decimal(5), Decimal(5), "percent")
>>> scores = score_figures([([gold], [])])
>>> scores["value"].f1, scores["value"].gold
(0.0, 1)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.gold import GoldFigure, GoldTime

# TIMEX3's own words for the bounds of a figure.
SAME_MODS: Mapping[str | None, str] = {"equal_or_more": "at_least", "equal_or_less": "at_most"}
# What is not written out in full is right to this many parts of itself.
CLOSE = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, were given, and are right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Of what was given, the part that is right; 1 when nothing was."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of what there is, the part that was found; 1 when there is nothing."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 when there is nothing and nothing was given."""
        total = self.gold + self.found
        return 2 * self.right / total if total else 1.0


def same_value(gold: GoldFigure, found: Any) -> bool:
    """Whether the number is right: the value, or both ends; a fraction counts exactly."""
    if gold.fraction and found.fraction:
        return Fraction(gold.fraction) == Fraction(found.fraction)
    low = found.value if found.low is None else found.low
    high = found.value if found.high is None else found.high
    return _close(gold.low, low) and _close(gold.high, high)


def _close(wanted: Decimal, given: Decimal | None) -> bool:
    return given is not None and abs(wanted - given) <= CLOSE * abs(wanted)


def same_amount(gold: GoldFigure, found: Any) -> bool:
    """Whether number and unit are right."""
    return same_value(gold, found) and gold.unit == found.unit


def same_span(gold: GoldFigure | GoldTime, found: Any) -> bool:
    """Whether it starts and ends where it should, whatever it was taken for."""
    return (gold.start, gold.end) == (found.start, found.end)


def same_rate(gold: GoldFigure, found: Any) -> bool:
    """Whether number, unit and what it is per are right."""
    return same_amount(gold, found) and gold.per == found.per


def same_record(gold: GoldFigure, found: Any) -> bool:
    """Whether all but the span is right: kind, number, unit, per and modifier."""
    return same_rate(gold, found) and (gold.kind, gold.modifier) == (found.kind, found.modifier)


def same_figure(gold: GoldFigure, found: Any) -> bool:
    """Whether all is right: span, kind, number, unit, per and modifier."""
    return same_span(gold, found) and same_record(gold, found)


def same_timex(gold: GoldTime, found: Any) -> bool:
    """Whether type and TIMEX value are right."""
    return (gold.type, gold.timex) == (found.type, found.timex)


def same_moment(gold: GoldTime, found: Any) -> bool:
    """Whether all but the span is right: type, TIMEX, modifier, and the days where the gold has them."""
    mods = {SAME_MODS.get(mod, mod) for mod in (gold.modifier, found.modifier)}
    days = gold.begin in (None, found.begin) and gold.finish in (None, found.finish)
    return len(mods) == 1 and days and same_timex(gold, found)


def same_time(gold: GoldTime, found: Any) -> bool:
    """Whether all is right: span, type, TIMEX, modifier and days."""
    return same_span(gold, found) and same_moment(gold, found)


FIGURE_SCORES: Mapping[str, Callable[[GoldFigure, Any], bool]] = {
    "value": same_value,
    "amount": same_amount,
    "span": same_span,
    "figure": same_figure,
}


def match(
    gold: Sequence[Any], found: Sequence[Any], same: Callable[[Any, Any], bool]
) -> list[tuple[Any, Any]]:
    """Pairs that overlap and are the same, each record in one pair; those of equal span come first."""
    pairs: list[tuple[Any, Any]] = []
    free = list(found)
    for exact in (True, False):
        for one in gold:
            if any(one is paired for paired, _ in pairs):
                continue
            near = (f for f in free if f.start < one.end and one.start < f.end and same_span(one, f) >= exact)
            hit = next((f for f in near if same(one, f)), None)
            if hit is not None:
                pairs.append((one, hit))
                free = [f for f in free if f is not hit]
    return pairs


def score(
    texts: Iterable[tuple[Sequence[Any], Sequence[Any]]], ways: Mapping[str, Callable[[Any, Any], bool]]
) -> dict[str, Tally]:
    """For each way to compare, the tally over all texts, each given as (gold, found)."""
    sums = dict.fromkeys(ways, Tally())
    for gold, found in texts:
        for name, same in ways.items():
            right = len(match(gold, found, same))
            old = sums[name]
            sums[name] = Tally(old.gold + len(gold), old.found + len(found), old.right + right)
    return sums


def score_figures(texts: Iterable[tuple[Sequence[GoldFigure], Sequence[Any]]]) -> dict[str, Tally]:
    """Tallies of ``value``, ``amount`` (value and unit), ``span`` and the whole ``figure``."""
    return score(texts, FIGURE_SCORES)
