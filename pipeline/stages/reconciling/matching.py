"""Which figure of one edition is which of another.

What stands once in both with the same value is anchored first; the rest is assigned so that the
costs are least together (the Hungarian method, Kuhn 1955 and Munkres 1957). Editions move
paragraphs: order is a cost, not a wall.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.datatypes import EditionFigure
from pipeline.stages.reconciling.differences import GAP, compare, cost

Pairs = dict[int, int]
# Anchors this far from where the others say they should be are none.
FAR = 0.35


def match(first: Sequence[EditionFigure], second: Sequence[EditionFigure]) -> Pairs:
    """Indices of the first's figures with those of the second's they are; the rest has no partner."""
    pairs = _anchors(first, second)
    left = [i for i in range(len(first)) if i not in pairs]
    right = [j for j in range(len(second)) if j not in set(pairs.values())]
    if left and right:
        where = _Places(pairs, first, second)
        table = [[cost(first[i], second[j], where.shift(i, j)) for j in right] for i in left]
        for row, column in assign(table, GAP):
            pairs[left[row]] = right[column]
    return dict(sorted(pairs.items()))


def _key(figure: EditionFigure) -> tuple[object, ...]:
    return (figure.low, figure.high, figure.unit if figure.kind in ("money", "percent", "multiple") else "")


def _anchors(first: Sequence[EditionFigure], second: Sequence[EditionFigure]) -> Pairs:
    """Figures whose value and unit stand once in each edition, near each other."""
    mine, theirs = Counter(map(_key, first)), Counter(map(_key, second))
    at = {_key(figure): j for j, figure in enumerate(second)}
    found = {}
    for i, figure in enumerate(first):
        key = _key(figure)
        if mine[key] == theirs[key] == 1:
            other = second[at[key]]
            difference = compare(figure, other)
            if not difference.is_severe and abs(figure.place - other.place) <= FAR:
                found[i] = at[key]
    return found


class _Places:
    """Where a figure of the first edition is to be expected in the second, by the anchors around it."""

    def __init__(self, pairs: Pairs, first: Sequence[EditionFigure], second: Sequence[EditionFigure]) -> None:
        self.first, self.second = first, second
        self.known = sorted(pairs.items())

    def shift(self, i: int, j: int) -> float:
        """How far the second's figure is from there, in parts of the article."""
        before = max(((a, b) for a, b in self.known if a < i), default=None)
        behind = min(((a, b) for a, b in self.known if a > i), default=None)
        if before is None or behind is None:
            return abs(self.first[i].place - self.second[j].place)
        share = (i - before[0]) / (behind[0] - before[0])
        expected = before[1] + share * (behind[1] - before[1])
        return min(1.0, abs(expected - j) / max(1, len(self.second)) * 2)


def assign(table: Sequence[Sequence[float]], gap: float) -> list[tuple[int, int]]:
    """The pairs of rows and columns that cost least together, where leaving one out costs ``gap``.

    >>> assign([[0.1, 2.0], [2.0, 0.3]], 0.8)
    [(0, 0), (1, 1)]
    """
    rows, columns = len(table), len(table[0])
    size = rows + columns
    # Beside the real ones each row and column has a place of its own to stay alone in.
    square = [[*row, *(gap if k == i else 10.0 for k in range(rows))] for i, row in enumerate(table)]
    square += [[*(gap if k == j else 10.0 for k in range(columns)), *([0.0] * rows)] for j in range(columns)]
    found = _hungarian(square, size)
    return sorted((row, column) for column, row in enumerate(found[:columns]) if row < rows)


def _hungarian(square: Sequence[Sequence[float]], size: int) -> list[int]:
    """The row of each column in the cheapest assignment; the usual O(n³) by potentials."""
    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)
    owner, way = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0] = row
        at = 0
        least, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while True:
            used[at] = True
            at = _step(square, size, (of_row, of_column, owner, way, least, used), at)
            if owner[at] == 0:
                break
        while at:
            owner[at] = owner[way[at]]
            at = way[at]
    return [owner[column] - 1 for column in range(1, size + 1)]


def _step(
    square: Sequence[Sequence[float]],
    size: int,
    state: tuple[list[float], list[float], list[int], list[int], list[float], list[bool]],
    at: int,
) -> int:
    """The next column on the cheapest way from a column, after the potentials are moved."""
    of_row, of_column, owner, way, least, used = state
    row, delta, following = owner[at], float("inf"), 0
    costs, base = square[row - 1], of_row[row]
    for column in range(1, size + 1):
        if used[column]:
            continue
        reduced = costs[column - 1] - base - of_column[column]
        if reduced < least[column]:
            least[column], way[column] = reduced, at
        if least[column] < delta:
            delta, following = least[column], column
    for column in range(size + 1):
        if used[column]:
            of_row[owner[column]] += delta
            of_column[column] -= delta
        else:
            least[column] -= delta
    return following
