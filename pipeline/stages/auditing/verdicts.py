"""From readings to one verdict: the innocent reading first, and no accusation on a guess.

A word such as 合わせて does not say which figures it adds up. A check therefore gives every
reading a reader might try, each with how sure it is that this is the one meant. If one of
them holds, the figure is not accused; only where the structure is plain may it be called
contradicted.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pipeline.stages.auditing.intervals import Interval
from pipeline.stages.auditing.items import Item

# How far the nearer ends may lie apart for a doubt to be enough: what another rounding, scope or
# day explains. From corpus/gold/GUIDELINES-audit.md, as the open bounds of intervals.
LOOSE = Decimal("1.35")
SUMS = Decimal("1.15")

GUESS, LIKELY, PLAIN = 0, 1, 2


class Reading(NamedTuple):
    """One way to check a figure: what it is held against, and how sure it is that this is meant.

    ``relation``: equals, at_most, at_least (the figure against ``computed``), comparable, or, where
    there is nothing to compute, kept or broken.
    ``slack``: up to which gap it is a doubt only. ``weak``: never more than a doubt. ``asked``: the text
    itself asks for the check, so that it is told if it could not be made.
    ``expression``: the arithmetic with the figures as written. ``sole``: what is stated is
    not ``stated.allows`` but this.
    """

    check: str
    stated: Item
    operands: tuple[Item, ...]
    computed: Interval
    unit: str | None
    expression: str
    sureness: int = LIKELY
    relation: str = "equals"
    slack: Decimal = LOOSE
    weak: bool = False
    asked: bool = False
    sole: Interval | None = None

    @property
    def allowed(self) -> Interval:
        """What the figure allows."""
        return self.sole or self.stated.allows

    def gap(self) -> Decimal:
        """How far the figure is from holding: 1 where it holds."""
        stated, computed = self.allowed, self.computed
        if self.relation in ("kept", "broken"):
            return Decimal(1) if self.relation == "kept" else Decimal("Infinity")
        if self.relation == "at_most" and stated.low <= computed.high:
            return Decimal(1)
        if self.relation == "at_least" and stated.high >= computed.low:
            return Decimal(1)
        gap = stated.gap(computed)
        if self.relation == "comparable":
            return max(Decimal(1), gap / COMPARABLE)
        return gap


# "On a par" is said of things up to so many times apart.
COMPARABLE = Decimal("1.3")


class Judged(NamedTuple):
    """The reading taken for a figure, and its verdict."""

    reading: Reading
    verdict: str


def judge(readings: Iterable[Reading]) -> Judged | None:
    """The verdict on the readings of one figure by one check; None where there are none.

    Of readings that hold the surest; else the surest that is nearest to holding. A guess says
    nothing: one that holds clears the figure, one that fails shows that nothing could be checked.
    """
    tried = list(readings)
    if not tried:
        return None
    holding = [reading for reading in tried if reading.gap() <= 1]
    surest = max(reading.sureness for reading in tried)
    if holding:
        best = max(holding, key=lambda reading: reading.sureness)
        if best.sureness > GUESS:
            return Judged(best, "holds")
        if surest <= LIKELY:
            return None  # it may hold by chance: no praise, but no blame either
    best = min((r for r in tried if r.sureness == surest), key=Reading.gap)
    if best.sureness == GUESS:
        return Judged(best, "not_checkable") if best.asked else None
    plain = best.sureness == PLAIN and not best.weak
    return Judged(best, "contradicted" if plain and best.gap() > best.slack else "doubtful")
