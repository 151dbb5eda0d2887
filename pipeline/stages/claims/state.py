"""One figure's case: where it stands, and what has been decided so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.datatypes import Figure, Time
from pipeline.stages.claims.layout import Layout, Mention

_REMEMBERED = 4
_FARTHEST = 3


@dataclass(frozen=True, slots=True)
class Decided:
    """The slots of a figure before, as values."""

    figure: Figure
    unit: int
    metric: str | None
    subject: tuple[str, ...]
    period: Time | None
    modality: str
    change: str


@dataclass(slots=True)
class State:
    """The figures decided so far, in text order."""

    decided: list[Decided] = field(default_factory=list)

    def recent(self, unit: int) -> Iterator[Decided]:
        """The last few, the nearest first, none from more than three units before."""
        for before in self.decided[: -_REMEMBERED - 1 : -1]:
            if unit - before.unit <= _FARTHEST:
                yield before


@dataclass(slots=True)
class Case:
    """One figure to decide on: its unit, the layout, the state, and its metric once that is known.

    ``metric_at`` is where the word for the metric begins, null where it was carried.
    """

    figure: Figure
    unit: int
    layout: Layout
    state: State
    metric: str | None = None
    metric_at: int | None = None

    @property
    def before(self) -> Decided | None:
        """The figure decided last, if any."""
        return self.state.decided[-1] if self.state.decided else None

    @property
    def links(self) -> frozenset[str]:
        """The codes of the links of its unit: set, each, passive ..."""
        return frozenset(cue.code for cue in self.layout.cues["link"].get(self.unit, ()))

    def mentions(self, back: int = 0) -> list[Mention]:
        """The names of its unit, or of one before."""
        return self.layout.mentions.get(self.unit - back, [])

    def lines_since(self, offset: int) -> int:
        """How many lines end between a place before and the figure; 2 for more."""
        return min(2, self.layout.line_at(self.figure.start) - self.layout.line_at(offset))

    def clauses_since(self, before: Decided) -> int:
        """How many clauses end between a figure before and this one; 3 for more, or another unit."""
        if before.unit != self.unit:
            return 3
        return min(3, self.layout.clauses_between(before.figure.end, self.figure.start))
