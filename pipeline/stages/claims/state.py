"""One figure's case: where it stands, and what has been decided so far."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.datatypes import Figure, Time
from pipeline.stages.claims.layout import Layout, Place
from pipeline.stages.claims.named import Mention

_REMEMBERED = 4
_FARTHEST = 3
_NO_LINKS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decided:
    """The slots of a figure before, as values; ``kept``: how often its subject was carried on, at most 3."""

    figure: Figure
    unit: int
    metric: str | None
    subject: tuple[str, ...]
    period: Time | None
    modality: str
    change: str
    direction: str | None = None
    kept: int = 0


@dataclass(slots=True)
class State:
    """The figures decided so far, in text order."""

    decided: list[Decided] = field(default_factory=list)
    # The last figure of each subject, and of each period, in the order of the last.
    last_of: dict[tuple[str, ...], Decided] = field(default_factory=dict)
    last_in: dict[str, Decided] = field(default_factory=dict)
    # The last period of each subject, and who last bore each level (metric, unit, low, high).
    period_of: dict[tuple[str, ...], Time] = field(default_factory=dict)
    bearer_of: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict)
    # How many figures each period is that of.
    used: Counter[str] = field(default_factory=Counter)
    # How many figures each thing, or set, has borne.
    borne: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, decided: Decided) -> None:
        """One more figure decided on."""
        figure, subject, period = decided.figure, decided.subject, decided.period
        self.decided.append(decided)
        self.borne[subject] += 1
        self.last_of[subject] = decided
        if subject and decided.change == "level":
            self.bearer_of[decided.metric, figure.unit, figure.low, figure.high] = subject
        if period is not None:
            self.used[period.timex] += 1
            self.period_of[subject] = period
            self.last_in.pop(period.timex, None)
            self.last_in[period.timex] = decided

    @property
    def most_used(self) -> str | None:
        """The period of most figures so far; of equals the first."""
        return max(self.used, key=self.used.__getitem__, default=None)

    def recent(self, unit: int) -> Iterator[Decided]:
        """The last few, the nearest first, none from more than three units before."""
        for before in self.decided[: -_REMEMBERED - 1 : -1]:
            if unit - before.unit <= _FARTHEST:
                yield before


@dataclass(slots=True)
class Case:
    """One figure to decide on: its unit, the layout, the state, its metric and subject once known.

    ``metric_at`` is where ``metric_word``, that for the metric, begins, null where it was carried;
    ``before`` the figure decided last, ``recent`` the last few near enough, ``links`` the
    codes of the links of its unit (set, each, passive ...).
    """

    figure: Figure
    unit: int
    layout: Layout
    state: State
    metric: str | None = None
    metric_at: int | None = None
    metric_word: str = ""
    subject: tuple[str, ...] = ()
    before: Decided | None = field(init=False)
    recent: tuple[Decided, ...] = field(init=False)
    links: frozenset[str] = field(init=False)
    line: int = field(init=False)
    wording: tuple[str, str, str] = field(init=False)
    _places: dict[tuple[int, int], Place] = field(init=False)

    def __post_init__(self) -> None:
        self.before = self.state.decided[-1] if self.state.decided else None
        self.recent = tuple(self.state.recent(self.unit))
        self.links = self.layout.links.get(self.unit, _NO_LINKS)
        self.line = self.layout.line_at(self.figure.start)
        self._places = {}
        before, behind, _ = self.layout.beside(self.figure.start, self.figure.end)
        self.wording = (self.layout.opening(self.unit), before, behind)

    def place(self, start: int, end: int) -> Place:
        """How a span lies to the figure; found once, as every slot asks."""
        found = self._places.get((start, end))
        if found is None:
            found = self._places[start, end] = self.layout.place(self.figure, start, end)
        return found

    def mentions(self, back: int = 0) -> list[Mention]:
        """The names of its unit, or of one before."""
        return self.layout.mentions.get(self.unit - back, [])

    def names_between(self, low: int, high: int) -> int:
        """How many names of its unit begin between two offsets."""
        starts = self.layout.named_at.get(self.unit, ())
        return max(0, bisect_left(starts, high) - bisect_left(starts, low))

    def subjects_between(self, low: int, high: int) -> int:
        """How many of these are subjects."""
        starts = self.layout.subjects_at.get(self.unit, ())
        return max(0, bisect_left(starts, high) - bisect_left(starts, low))

    def lines_since(self, offset: int) -> int:
        """How many lines end between a place before and the figure; 2 for more."""
        return min(2, self.line - self.layout.line_at(offset))

    def clauses_since(self, before: Decided) -> int:
        """How many clauses end between a figure before and this one; 3 for more, or another unit."""
        if before.unit != self.unit:
            return 3
        return min(3, self.layout.clauses_between(before.figure.end, self.figure.start))
