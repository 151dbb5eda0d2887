"""Where everything stands: sentences joined into units, clauses, and what lies between two places.

A unit is a sentence, with the line it goes on in (``およそ:`` / ``60倍。``) joined to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from pipeline.datatypes import Annotations, Cue, Figure, Time, Zone
from pipeline.reference.currencies import load_currencies
from pipeline.stages.claims.named import Named
from pipeline.stages.claims.times.anaphoric import resolve_times
from pipeline.stages.claims.times.moments import at_its_end, dated
from pipeline.stages.claims.tree import Tree

# So many characters at most between the figures of one list.
_JOINED = 8
# Beside a figure so near that what stands between is worth a look by itself (の, は, of).
GLUE = 3


class Place(NamedTuple):
    """How a span lies to a figure: before it (L) or behind (R), how far, what is between."""

    side: str
    gap: int
    clauses: int
    figures: int


class Layout(Named):
    """The records of one article by the unit they stand in."""

    def __init__(
        self, text: str, found: Annotations, day: date | None = None, zones: Sequence[Zone] = ()
    ) -> None:
        self.text, self.day = text, day
        self.leanings, self.tendencies = found.leanings, found.tendencies
        self.tree = Tree(found.tokens)
        self.token_starts = [token.start for token in found.tokens]
        self.wording = self._words(found)
        self.figures: tuple[Figure, ...] = found.figures
        self.starts = [figure.start for figure in found.figures]
        self.breaks = sorted(cue.end for cue in found.cues if cue.kind == "clause")
        self.units = _join(found)
        self.lines = [found.start() for found in re.finditer("\n", text)]
        self.cues: dict[str, dict[int, list[Cue]]] = defaultdict(lambda: defaultdict(list))
        in_names = _covered(found)
        for cue in found.cues:
            if cue.kind != "direction" or cue.start not in in_names:  # 創 of 群創, 達 of 友達
                self.cues[cue.kind][self.unit_at(cue.start)].append(cue)
        self.links = {unit: frozenset([cue.code for cue in cues]) for unit, cues in self.cues["link"].items()}
        self.place_names(found, zones)
        self.times: dict[int, list[Time]] = defaultdict(list)
        then = (cue for cue in found.cues if cue.kind == "then")
        # What the words of a time leave open, by its place.
        self.open = {(t.start, t.end): t for t in found.times if t.begin is None}
        # What its words call one to come is not the last one: 12月会合で決まる確率
        ahead = {cue.start for cue in found.cues if cue.kind == "ahead"}
        closed = [dated(time, day, coming=time.end in ahead) for time in found.times]
        for time in resolve_times(closed, then, self.unit_at):
            self.times[self.unit_at(time.start)].append(at_its_end(time))
        self.of_unit: dict[int, list[int]] = defaultdict(list)
        for number, figure in enumerate(found.figures):
            self.of_unit[self.unit_at(figure.start)].append(number)

    def _words(self, found: Annotations) -> list[str]:
        """The words in small letters; what names, times and figures are made of stands for its kind."""
        words = [token.surface.lower() for token in found.tokens]
        spans = [(e.start, e.end, f"#{e.label}") for e in found.entities if e.source != "anaphor"]
        spans += [(time.start, time.end, "#time") for time in found.times]
        spans += [(figure.start, figure.end, f"#{figure.kind}") for figure in found.figures]
        for start, end, mark in spans:
            for at in range(bisect_left(self.token_starts, start), bisect_left(self.token_starts, end)):
                words[at] = mark
        return words

    def reopened(self, period: Time) -> Time:
        """A time before the article's day as its words leave it open: of a forecast it may be one to come."""
        if self.day is None or period.finish is None or period.finish >= self.day:
            return period
        return self.open.get((period.start, period.end), period)

    def end_of(self, unit: int) -> int:
        """Where a unit ends: where the next begins."""
        return self.units[unit + 1] if unit + 1 < len(self.units) else len(self.text)

    def tense(self, period: Time | None) -> str:
        """Whether a period lies before or behind the article's day, as far as both are known."""
        if period is None or period.begin is None or self.day is None:
            return "unknown" if period is None else "undated"
        if period.begin > self.day:
            return "future"
        return "past" if period.finish is not None and period.finish < self.day else "now"

    def clause_at(self, offset: int) -> int:
        """The number of the clause an offset lies in."""
        return bisect_right(self.breaks, offset)

    def clauses_between(self, start: int, end: int) -> int:
        """How many clauses end between two offsets."""
        return bisect_right(self.breaks, end) - bisect_left(self.breaks, start)

    def place(self, figure: Figure, start: int, end: int) -> Place:
        """How a span lies to a figure; one that meets it counts as right behind."""
        if end <= figure.start:
            side, low, high = "L", end, figure.start
        else:
            side, low, high = "R", figure.end, start
        clauses = bisect_right(self.breaks, high) - bisect_left(self.breaks, low)
        return Place(
            side, max(0, high - low), clauses, bisect_left(self.starts, high) - bisect_left(self.starts, low)
        )

    def beside(self, start: int, end: int) -> tuple[str, str, str]:
        """The word right before a span and the two behind it, in small letters; empty at a text's ends."""
        first = bisect_left(self.token_starts, start) - 1
        last = bisect_left(self.token_starts, end)
        wording, end = self.wording, len(self.wording)
        return (
            wording[first] if first >= 0 else "",
            wording[last] if last < end else "",
            wording[last + 1] if last + 1 < end else "",
        )

    def opening(self, unit: int) -> str:
        """The first word of a unit, in small letters."""
        at = bisect_left(self.token_starts, self.units[unit])
        return self.wording[at] if at < len(self.wording) else ""

    def listed(self, figure: Figure, unit: int) -> tuple[int, int, Figure]:
        """The place of a figure in its list of figures of one kind, how many there are, and the first."""
        run: list[Figure] = []
        for number in self.of_unit.get(unit, ()):
            other = self.figures[number]
            joined = (
                run
                and other.kind == run[-1].kind
                and other.start - run[-1].end <= _JOINED
                and not any(run[-1].end <= at < other.start for at in self.named_at.get(unit, ()))
            )
            if not joined:
                if figure in run:
                    break
                run = []
            run.append(other)
        return run.index(figure), len(run), run[0]

    def nearer(self, figure: Figure, start: int, end: int, unit: int) -> int:
        """How many figures of a unit stand nearer to a span than this one; 2 for more."""
        own = max(start - figure.end, figure.start - end)
        count = 0
        for number in self.of_unit.get(unit, ()):
            other = self.figures[number]
            if start - other.end < own and other.start - end < own:
                count += 1
                if count == 2:
                    break
        return count

    def glue(self, figure: Figure, start: int, end: int) -> str | None:
        """The few characters between a figure and a span beside it; None where they are many."""
        low, high = (end, figure.start) if end <= figure.start else (figure.end, start)
        between = self.text[low:high]
        return between.strip() if len(between) <= GLUE + between.count(" ") else None


@cache
def unit_names() -> dict[str, str]:
    """The names of currencies and coins by unit, in small letters: BTC is bitcoin."""
    return {code: currency.name.lower() for code, currency in load_currencies().items()}


def _covered(found: Annotations) -> frozenset[int]:
    """The offsets within names of one word; a longer one may be half a headline, Ether ETF Inflows Surge."""
    names = (e for e in found.entities if e.source != "anaphor" and len(e.surface.split()) == 1)
    return frozenset(offset for name in names for offset in range(name.start, name.end))


def _join(found: Annotations) -> list[int]:
    """The starts of the units: sentences, but for those a line goes on in."""
    ends = sorted(cue.end for cue in found.cues if cue.kind == "line")
    starts: list[int] = []
    before = -1
    for sentence in found.sentences:
        goes_on = before >= 0 and bisect_right(ends, sentence.start) > bisect_left(ends, before - 1)
        if not (starts and goes_on):
            starts.append(sentence.start)
        before = sentence.end
    return starts or [0]


def bucket(number: int, limits: Sequence[int]) -> int:
    """Which stretch a number falls in: 7 with limits 0, 3, 10 is 2."""
    return bisect_left(limits, number)
