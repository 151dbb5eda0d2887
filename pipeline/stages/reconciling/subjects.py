"""Two figures that one edition gives to each other's bearers: A lost 495, B 172, where it is B and A.

Whom a single figure is of, editions tell in too many ways to be held against each other (carried,
by a product, by a part), and a claim's subject is wrong too often. Two of them changed about, each
named in the text and known to the code book, are neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from pipeline.datatypes import EditionFigure, EditionRow

# So many sentences apart two figures may stand that are told of each other's bearers.
NEAR = 1


def mark_exchanged(rows: Sequence[EditionRow]) -> list[EditionRow]:
    """The rows, those of figures that changed their subjects with class ``subject``, severe."""
    marked = list(rows)
    for here in range(len(rows[0].cells) if rows else 0):
        for one, other, clear in _exchanged(rows, here):
            for number in (one, other):
                marked[number] = _accuse(marked[number], here, clear)
    return marked


def _exchanged(rows: Sequence[EditionRow], here: int) -> Iterator[tuple[int, int, bool]]:
    """Numbers of two rows whose subjects an edition changes, and whether two others agree that it does."""
    named = [
        (cell.at, number, cell.subject)
        for number, row in enumerate(rows)
        if isinstance(cell := row.cells[here], EditionFigure) and cell.subject is not None
    ]
    named.sort()
    for (at, one, mine), (place, other, its) in combinations(named, 2):
        if place - at > NEAR or mine == its:
            continue
        told = [
            (_subject(a), _subject(b))
            for n, (a, b) in enumerate(zip(rows[one].cells, rows[other].cells, strict=True))
            if n != here
        ]
        if (its, mine) in told and not any(a == mine or b == its for a, b in told):
            yield one, other, told.count((its, mine)) > 1


def _subject(cell: object) -> str | None:
    return cell.subject if isinstance(cell, EditionFigure) else None


def _accuse(row: EditionRow, here: int, clear: bool) -> EditionRow:
    """A row with one edition that is off; where only one other says so, nobody knows which of the two."""
    there = tuple(n for n, cell in enumerate(row.cells) if cell is not None)
    classes = tuple(dict.fromkeys((*row.classes, "subject")))
    if row.severity == "severe":
        return replace(row, classes=classes)
    majority = next(n for n in there if n != here) if clear else None
    return replace(
        row, classes=classes, severity="severe", majority=majority, outliers=(here,) if clear else there
    )
