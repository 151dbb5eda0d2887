"""The editions of one article, figure by figure. Read this first.

    results -> editions: figures with what tells them apart in any language (editions)
    each edition against each other: which figure is which (matching), how they differ (differences)
    pairs -> rows: one figure through all editions, what most have, who differs (this module)

Nothing here knows a language: 700億円, 70亿美元 and $7 billion are amounts of JPY and USD.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from pipeline.datatypes import Edition, EditionFigure, EditionRow, Reconciliation
from pipeline.stages.reconciling.differences import Difference, compare
from pipeline.stages.reconciling.editions import read_edition
from pipeline.stages.reconciling.findings import edition_findings
from pipeline.stages.reconciling.matching import Pairs, match
from pipeline.stages.reconciling.subjects import mark_exchanged
from pipeline.stages.reconciling.times import time_rows
from pipeline.stages.reconciling.wording import name_slip, tell

__all__ = ["edition_findings", "read_edition", "reconcile"]

# So many figures in a row missing at the end of an edition, and it ends earlier.
TAIL = 3
Cell = tuple[int, int]


def reconcile(editions: Sequence[Edition]) -> Reconciliation:
    """The figures of two or more editions side by side, in the order of the first that has them.

    Of 700億円, 70亿美元 and $7 billion the first is the outlier: magnitude and currency, severe.
    """
    pairs = {
        (a, b): match(editions[a].figures, editions[b].figures)
        for a, b in combinations(range(len(editions)), 2)
    }
    groups = _group(editions, pairs)
    ends = [_end_of(editions, groups, number) for number in range(len(editions))]
    moved = _moved(groups)
    rows = [
        _make_row(editions, group, ends, group_moved)
        for group, group_moved in zip(groups, moved, strict=True)
    ]
    rows = sorted((*mark_exchanged(rows), *time_rows(editions, rows)), key=_place)
    return Reconciliation(tuple(editions), tuple(replace(row, message=tell(editions, row)) for row in rows))


def _group(editions: Sequence[Edition], pairs: dict[tuple[int, int], Pairs]) -> list[dict[int, int]]:
    """Pairs joined into one figure through all editions: edition -> figure, at most one of each."""
    group_of: dict[Cell, dict[int, int]] = {}
    for number, whole in enumerate(editions):
        for i in range(len(whole.figures)):
            group_of[number, i] = {number: i}
    links = sorted(
        (compare(editions[a].figures[i], editions[b].figures[j]).is_severe, a, i, b, j)
        for (a, b), found in pairs.items()
        for i, j in found.items()
    )
    for _, a, i, b, j in links:  # those that agree first
        one, other = group_of[a, i], group_of[b, j]
        if one is not other and not one.keys() & other.keys():
            one.update(other)
            for edition, figure in other.items():
                group_of[edition, figure] = one
    unique = {id(group): group for group in group_of.values()}
    return sorted(unique.values(), key=lambda group: _order(editions, group))


def _order(editions: Sequence[Edition], group: dict[int, int]) -> tuple[float, int]:
    """The place of a group: that of its figure in the first edition, else where the others have it."""
    first = min(group)
    return editions[first].figures[group[first]].place, first


def _place(row: EditionRow) -> tuple[float, int]:
    """Where a row stands: as its figure or time does in the first edition that has it."""
    first = next(n for n, cell in enumerate(row.cells) if cell is not None)
    cell = row.cells[first]
    assert cell is not None
    return cell.place, first


def _end_of(editions: Sequence[Edition], groups: Sequence[dict[int, int]], number: int) -> float:
    """From where on an edition has no partner for what others have: its end, if it was cut; else 1."""
    last = max(
        (editions[k].figures[g[k]].place for g in groups if number in g for k in g if k != number),
        default=1.0,
    )
    missing = sum(
        1 for g in groups if number not in g and all(editions[k].figures[g[k]].place > last for k in g)
    )
    return last if missing >= TAIL else 1.0


def _moved(groups: Sequence[dict[int, int]]) -> list[bool]:
    """Which figures stand in another order: those out of the longest run that is in order everywhere."""
    flags = [False] * len(groups)
    editions = sorted({number for group in groups for number in group})
    for a, b in combinations(editions, 2):
        both = [(group[a], group[b], n) for n, group in enumerate(groups) if a in group and b in group]
        both.sort()
        kept = _longest_rise([j for _, j, _ in both])
        for at, (_, _, n) in enumerate(both):
            flags[n] = flags[n] or at not in kept
    return flags


def _longest_rise(values: Sequence[int]) -> set[int]:
    """Positions of a longest rising subsequence.

    >>> sorted(_longest_rise([0, 5, 1, 2]))
    [0, 2, 3]
    """
    best: list[tuple[int, int]] = []
    for at, value in enumerate(values):
        before = [(best[k][0], k) for k in range(at) if values[k] < value]
        length, previous = max(before, default=(0, -1))
        best.append((length + 1, previous))
    kept: set[int] = set()
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    while at >= 0:
        kept.add(at)
        at = best[at][1]
    return kept


def _make_row(
    editions: Sequence[Edition], group: dict[int, int], ends: Sequence[float], moved: bool
) -> EditionRow:
    there = {n: editions[n].figures[i] for n, i in sorted(group.items())}
    cells = tuple(there.get(n) for n in range(len(editions)))
    majority = _majority(cells)
    base = there[majority if majority is not None else min(there)]
    differences = {n: compare(base, cell) for n, cell in there.items() if cell is not base}
    severe = [n for n, found in differences.items() if found.is_severe]
    if not severe and (clash := _clash(cells)):
        differences |= clash  # the base leaves open what two others say differently
        majority, severe = None, list(clash)
    classes = _classes(cells, differences, ends, moved)
    outliers = tuple(severe) if majority is not None else tuple(n for n in there if severe)
    told = set(classes) - {"reordered"}  # another order is no other fact
    severity = "severe" if severe else "minor" if told else "none"
    slip = next((name_slip(differences[n]) for n in severe), None)
    return EditionRow(cells, classes, severity, slip, majority, outliers, "")


def _clash(cells: Sequence[EditionFigure | None]) -> dict[int, Difference]:
    """The first two editions that contradict each other."""
    found = [(n, cell) for n, cell in enumerate(cells) if cell is not None]
    for (_, one), (n, other) in combinations(found, 2):
        difference = compare(one, other)
        if difference.is_severe:
            return {n: difference}
    return {}


def _majority(cells: Sequence[EditionFigure | None]) -> int | None:
    """An edition that has what more editions have than anything else; None without one."""
    found = [(n, cell) for n, cell in enumerate(cells) if cell is not None]
    votes = {n: [compare(cell, other) for _, other in found] for n, cell in found}
    if not votes:
        return None
    best = max(
        votes,
        key=lambda n: (sum(not d.is_severe for d in votes[n]), sum(not d.classes for d in votes[n]), -n),
    )
    most = sum(not difference.is_severe for difference in votes[best])
    return best if (most * 2 > len(found) and len(found) > 2) or most == len(found) else None


def _classes(
    cells: Sequence[EditionFigure | None],
    differences: dict[int, Difference],
    ends: Sequence[float],
    moved: bool,
) -> tuple[str, ...]:
    found = [name for difference in differences.values() for name in difference.classes if name != "loose"]
    found += list(_absences(cells, ends))
    if moved:
        found.append("reordered")
    return tuple(dict.fromkeys(found))


def _absences(cells: Sequence[EditionFigure | None], ends: Sequence[float]) -> Iterator[str]:
    present = [cell for cell in cells if cell is not None]
    if len(present) == len(cells):
        return
    place = min(cell.place for cell in present)
    cut = [ends[n] < place for n, cell in enumerate(cells) if cell is None]
    if all(cut):
        yield "truncated"
    else:
        yield "added" if len(present) == 1 and cells[0] is None else "omitted"
