"""A figure as checks see it: what it allows, its claim, and whether two are of the same kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.datatypes import Claim, Figure
from pipeline.stages.auditing.intervals import Interval

# Of these nothing was paid, earned or counted (yet): they enter no sum of facts.
UNREAL = frozenset({"offer", "forecast", "hypothetical", "negated"})
# A count up to here in front of a word of sums says how many are meant: 2社合わせて, the three firms.
FEW = 12
# A bare number may be an amount of money from here on: 91亿港元, 其中前者43亿.
BARE = 10_000
# Kinds whose amounts may leave out their unit in a list, and units that say nothing of what is counted.
COUNTABLE = frozenset({"count", "number", "measure", "rate"})
GENERIC = frozenset({"piece", "item", "unit", "case", "coin", "vehicle"})
WHO = frozenset({"person", "company", "user", "country"})


@dataclass(frozen=True, slots=True)
class Item:
    """A figure with all that checks ask of it.

    ``allows``: the amounts it may stand for, in its unit; ``dollars``: the same in US dollars,
    None where it has none. ``left`` and ``right``: where the figures beside it in its unit of
    text end and begin. ``things``: whom it is of; ``period``: when, as TIMEX3.
    ``countable``: it counts things, coins too.
    """

    number: int
    figure: Figure
    allows: Interval
    dollars: Interval | None
    claim: Claim | None
    unit: int
    left: int
    right: int
    things: frozenset[str]
    again: bool
    countable: bool = False

    @property
    def metric(self) -> str | None:
        """The code of its metric."""
        return self.claim.metric.code if self.claim else None

    @property
    def period(self) -> str | None:
        """When it holds."""
        return self.claim.period.timex if self.claim and self.claim.period else None

    @property
    def modality(self) -> str:
        """How sure it is told; a fact where nothing is said."""
        return self.claim.modality if self.claim else "fact"

    @property
    def is_real(self) -> bool:
        """Whether it is told as something that is so."""
        return self.modality not in UNREAL

    def same_kind(self, other: Item) -> bool:
        """Whether two are amounts of the same thing: ドル and ドル, 人 and 人."""
        a, b = self.figure, other.figure
        if self.countable and other.countable:  # 412 bitcoin, 188 more; 24万台 a year, 18万台
            alike = a.unit == b.unit or None in (a.unit, b.unit) or _is_loose(a.unit, b.unit)
            return alike and (a.per == b.per or None in (a.per, b.per))
        if {a.kind, b.kind} == {"money", "number"}:
            return (
                None in (a.unit, b.unit)
                and a.per == b.per
                and min(self.allows.high, other.allows.high) > BARE
            )
        return a.kind == b.kind and a.unit == b.unit and a.per == b.per


def _is_loose(one: str | None, other: str | None) -> bool:
    """Whether two units may count the same: 枚 and bitcoin, but not 枚 and people."""
    return bool({one, other} & GENERIC) and not {one, other} & WHO


def says_how_many(figure: Figure) -> bool:
    """Whether a figure may only say how many are meant: 2社, the three firms."""
    return figure.kind in ("count", "number") and figure.high is not None and figure.high <= FEW


def things_of(claim: Claim | None) -> frozenset[str]:
    """Whom a claim is of: each of ``openai+anthropic``."""
    if claim is None or claim.subject is None:
        return frozenset()
    return frozenset((claim.subject.code or claim.subject.name).split("+"))


def distinct(items: Iterable[Item]) -> Iterator[Item]:
    """Items without those that tell the amount of an earlier one again."""
    seen: set[tuple[str | None, Decimal | None, Decimal | None]] = set()
    for item in items:
        key = (item.figure.unit, item.figure.low, item.figure.high)
        if key not in seen:
            seen.add(key)
            yield item
