"""Times that editions tell otherwise: the third quarter in one, the second in the two others.

Editions leave times out as they like, say them again or by another word, so that no time is held
to be missing. Contradicted is one that the sentences of the others have in no form, while they
have another of its shape that is told in no form around it: only then nothing else explains it.
Which sentences these are the figures say, which are paired before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.datatypes import Edition, EditionRow, EditionTime

_CALENDAR = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|[QH][\dX])(?:-(\d\d))?)?")
_LENGTH = re.compile(r"P(T?)(\d+)([YMWDH])")
OPEN, A_QUARTER = "XXXX", "QX"
# Lengths that can be held against each other are of one unit: 96 hours are four days, two years 24 months.
_UNITS = {"Y": ("M", 12), "M": ("M", 1), "W": ("TH", 168), "D": ("TH", 24), "TH": ("TH", 1)}
LENGTH = "P"
# A time told so many sentences off is told: editions split and join sentences.
NEAR = 1
# Between two figures stand so many sentences at most whose place is known by them.
BETWEEN = 4
QUARTER, HALF = 3, 6


class _Mark(NamedTuple):
    edition: int
    time: EditionTime


def parse_time(timex: str) -> tuple[str, ...]:
    """A day, month, quarter, half, year or length taken apart; empty for what is vaguer or finer.

    A quarter that only the text tells (at the end of the quarter) is ``QX``.

    >>> parse_time("2026-Q1"), parse_time("XXXX-03-14"), parse_time("P2Y"), parse_time("2026-W03")
    (('2026', 'Q1'), ('XXXX', '03', '14'), ('P', 'M', '24'), ())
    """
    length = _LENGTH.fullmatch(timex)
    unit = _UNITS.get(length[1] + length[3]) if length else None
    if length and unit:
        return LENGTH, unit[0], str(int(length[2]) * unit[1])
    found = _CALENDAR.fullmatch(timex)
    return tuple(part for part in found.groups() if part) if found else ()


def may_be_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two times may be the same, or one may lie in the other.

    >>> may_be_one(("2026", "Q1"), ("XXXX", "03")), may_be_one(("2026", "03"), ("2025", "03"))
    (True, False)
    """
    if OPEN not in (one[0], other[0]) and one[0] != other[0]:
        return False
    if LENGTH in (one[0], other[0]):
        return one == other
    if len(one) > 1 and len(other) > 1 and not _overlap(one[1], other[1]):
        return False
    return len(one) < 3 or len(other) < 3 or one[2] == other[2]


def _overlap(one: str, other: str) -> bool:
    """Whether two parts of a year share a month: 03 and Q1, Q3 and H2; some quarter, and any."""
    if "X" in one + other:
        return True
    (begin, finish), (first, last) = _months(one), _months(other)
    return begin <= last and first <= finish


def _months(part: str) -> tuple[int, int]:
    if part.isdigit():
        return int(part), int(part)
    length = QUARTER if part[0] == "Q" else HALF
    return (int(part[1]) - 1) * length + 1, int(part[1]) * length


def contradict(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two are of one shape, two months or two quarters, and cannot be the same.

    >>> contradict(("2026", "Q1"), ("XXXX", "Q2")), contradict(("2026", "Q1"), ("2026", "04"))
    (True, False)
    """
    return _shape(one) == _shape(other) and not may_be_one(one, other)


def _tells(one: Sequence[str], time: Sequence[str]) -> bool:
    """Whether one time tells another: not a month by its year, a quarter by a month, nor a year left open.

    A year is told by its months, a month by its days; the end of March may be that of the quarter.
    """
    finer = len(one) > len(time) and time[-1].isdigit() and (len(time) > 1 or one[0] != OPEN)
    return may_be_one(one, time) and (_shape(one) == _shape(time) or finer or one[-1] == A_QUARTER)


def _shape(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple("0" if part.isdigit() or part == OPEN else part[0] for part in parts)


def time_rows(editions: Sequence[Edition], rows: Sequence[EditionRow]) -> Iterator[EditionRow]:
    """The times that contradict each other, each with those of the other editions; class ``period``."""
    sides = _Sides(editions, rows)
    seen: set[frozenset[_Mark]] = set()
    for number, edition in enumerate(editions):
        for time in edition.times:
            others = sides.told_instead(number, time)
            marks = frozenset({_Mark(number, time), *others})
            if not others or not _agree(others) or marks in seen:
                continue
            seen.add(marks)
            there: dict[int, EditionTime] = {mark.edition: mark.time for mark in marks}
            majority = min(mark.edition for mark in others) if len(others) > 1 else None
            yield EditionRow(
                tuple(there.get(n) for n in range(len(editions))), ("period",), "severe", None, majority,
                (number,) if majority is not None else tuple(sorted(there)), "",
            )  # fmt: skip


def _agree(marks: Sequence[_Mark]) -> bool:
    first = marks[0].time.parts
    return all(may_be_one(first, mark.time.parts) for mark in marks)


class _Sides:
    """Which sentences of one edition are those of another, by their figures, and what times they tell."""

    def __init__(self, editions: Sequence[Edition], rows: Sequence[EditionRow]) -> None:
        self.editions = range(len(editions))
        self.times: list[Mapping[int, list[EditionTime]]] = [_by_sentence(one.times) for one in editions]
        self.pairs: dict[tuple[int, int], list[tuple[int, int]]] = {
            (a, b): sorted({
                (row.cells[a].at, row.cells[b].at)  # type: ignore[union-attr]
                for row in rows if row.cells[a] and row.cells[b] and row.severity != "severe"
            })
            for a in self.editions for b in self.editions if a != b
        }  # fmt: skip

    def sentences(self, here: int, other: int, at: int) -> set[int]:
        """The sentences of another edition that share a figure with one here, else between its neighbours.

        Empty where these are too far apart, or stand the other way round.
        """
        pairs = self.pairs[here, other]
        begin, end = bisect_left(pairs, (at,)), bisect_right(pairs, (at + 1,))
        if begin < end:
            return {there for _, there in pairs[begin:end]}
        if not 0 < begin < len(pairs):
            return set()
        before, behind = pairs[begin - 1][1], pairs[begin][1]
        return set(range(before, behind + 1)) if behind - before <= BETWEEN else set()

    def told_instead(self, here: int, time: EditionTime) -> list[_Mark]:
        """What the other editions tell in a time's place; empty where one of them tells it."""
        found = []
        for other in self.editions:
            places = self.sentences(here, other, time.at) if other != here else set()
            if self._tells(other, places, time, by_an_open_year=False):
                return []
            if self._tells(other, places, time):
                continue
            found += [
                _Mark(other, one)
                for one in self._told(other, places)
                if contradict(time.parts, one.parts)
                and not self._tells(here, self.sentences(other, here, one.at) | {time.at}, one)
            ][:1]
        return found

    def _tells(self, edition: int, places: set[int], time: EditionTime, by_an_open_year: bool = True) -> bool:
        """Whether a time is told near some sentences, as exactly; last year may be 2025."""
        near = {place + off for place in places for off in range(-NEAR, NEAR + 1)}
        told = (one.parts for one in self._told(edition, near))
        return any(_tells(one, time.parts) for one in told if by_an_open_year or one != (OPEN,))

    def _told(self, edition: int, places: set[int]) -> Iterator[EditionTime]:
        return (time for place in sorted(places) for time in self.times[edition].get(place, ()))


def _by_sentence(times: Sequence[EditionTime]) -> Mapping[int, list[EditionTime]]:
    found: dict[int, list[EditionTime]] = {}
    for time in times:
        found.setdefault(time.at, []).append(time)
    return found
