"""What the words around a figure lean to: 【47 million people】 *open the app in any month* is active_users.

A lexicon of metric words cannot hold all the ways in which news says what a figure is of. So
the words around a figure - to its left and right, alone and in pairs, with what stands for names,
times, other figures and known metric words - are read together by a small network: each is a
row of numbers, the rows are summed up, bent (x / (1 + |x|)), and each metric weighs the sums. Its
weights are found by ``training/claims/words.py`` on the early gold. The ranking of the claims
weighs that against everything else it knows. The same sums tell whether a figure has a period, and
how sure it is: codes with a colon (period:none, modality:forecast) are no metrics, each kind is told
by itself.

All weights are whole numbers and the arithmetic is exact, so that the same article gives the same
leanings on every machine.
"""

from __future__ import annotations

from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from pipeline.datatypes import Annotations, Figure
from pipeline.errors import TableError
from pipeline.languages.claims.surroundings import (
    PAIRED,
    PLACED,
    Item,
    Told,
    describe_figure,
    describe_item,
    describe_pair,
    list_items,
    tell_before,
    walk,
)

# So many metrics are told, none that lies farther behind the first than this.
TOLD, FARTHEST = 8, -6000
# A row holds weights in so many parts of one; sums this large (in ones) are bent by half.
STEPS, _BEND = 32, 2
_THOUSAND = 1000
# Of so many words by their places the rows are remembered.
_REMEMBERED = 1 << 15


class Leant(NamedTuple):
    """By figure id the metrics its surroundings lean to, the first at 0, the others behind it; and by
    label of the other kinds (period:none) how far each lies behind the first of its kind."""

    metrics: dict[str, tuple[tuple[str, int], ...]]
    others: dict[str, dict[str, int]]


class _Placed(dict[tuple[str, int, tuple[str, ...]], frozenset[int]]):
    """The rows of an item by its side, place and marks: words come again, so their features are made once."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        super().__init__()
        self.rows = rows

    def __missing__(self, key: tuple[str, int, tuple[str, ...]]) -> frozenset[int]:
        if len(self) >= _REMEMBERED:
            self.clear()
        rows = self.rows
        self[key] = found = frozenset([rows[feature] for feature in describe_item(*key) if feature in rows])
        return found


@dataclass(frozen=True, slots=True)
class Leanings:
    """The network of one language.

    ``rows``: the row of each feature in ``inner`` (features x units, in 32nds); ``bias`` of the units
    in 32nds; ``outer`` (units x metrics) and ``lean`` (metrics) in thousandths.
    """

    codes: tuple[str, ...]
    rows: Mapping[str, int]
    inner: NDArray[numpy.int8]
    bias: NDArray[numpy.int64]
    outer: NDArray[numpy.int64]
    lean: NDArray[numpy.int64]
    kinds: tuple[slice, ...] = field(init=False, repr=False, compare=False)
    _placed: _Placed = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", kinds_of(self.codes))
        object.__setattr__(self, "_placed", _Placed(self.rows))

    def annotate(self, text: str, found: Annotations) -> Annotations:
        """The annotations of a text with what is read of it."""
        leant = self.read(text, found)
        return replace(found, leanings=leant.metrics, tendencies=leant.others)

    def read(self, text: str, found: Annotations) -> Leant:
        """What the surroundings of each figure lean to; empty without weights.

        ``metrics`` is ``{"...": (("price", 0), ("unit_price", -850))}``, ``others``
        ``{"...": {"period:none": 0, "period:told": -1200, ...}}``.
        """
        leant = Leant({}, {})
        if not self.codes or not found.figures:
            return leant
        items = list_items(text, found)
        starts, told = [item.start for item in items], tell_before(items)
        sums = numpy.stack(
            [
                self._add_up(self.find_rows(f, items, bisect_left(starts, f.start), told))
                for f in found.figures
            ]
        )
        scores = self.weigh(sums)
        metrics, *others = self.kinds
        orders = numpy.argsort(-scores[:, metrics], axis=1, kind="stable")[:, :TOLD].tolist()
        for figure, row, order in zip(found.figures, scores.tolist(), orders, strict=True):
            top = row[order[0]]
            leant.metrics[figure.figure_id] = tuple(
                [(self.codes[at], row[at] - top) for at in order if row[at] - top >= FARTHEST]
            )
            behind: dict[str, int] = {}
            leant.others[figure.figure_id] = behind
            for kind in others:
                top = max(row[kind])
                behind.update(
                    [(self.codes[at], max(FARTHEST, row[at] - top)) for at in range(kind.start, kind.stop)]
                )
        return leant

    def sum_up(self, features: Iterable[str]) -> NDArray[numpy.int64]:
        """The sums of the rows of some features, by unit."""
        rows = self.rows
        return self._add_up([rows[feature] for feature in features if feature in rows])

    def find_rows(self, figure: Figure, items: Sequence[Item], at: int, told: Told) -> list[int]:
        """The rows of what :func:`describe` says of a figure, without writing most of it down."""
        rows, placed = self.rows, self._placed
        found: set[int] = set()
        for side, n, marks, before in walk(items, at):
            found |= placed[side, min(n, PLACED), marks]
            if before is not None and n < PAIRED:
                found.update([rows[pair] for pair in describe_pair(side, before, marks) if pair in rows])
        more = (*describe_figure(figure), *told.get(items[at].unit, ()))
        return [*found, *(rows[feature] for feature in more if feature in rows)]

    def _add_up(self, known: Sequence[int]) -> NDArray[numpy.int64]:
        # a figure has some hundred features of a byte each
        sums: NDArray[numpy.int64] = (
            numpy.add.reduce(self.inner[known], axis=0, dtype=numpy.int32) + self.bias
        )
        return sums

    def weigh(self, sums: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
        """The weight of each metric, in thousandths, for each row of sums."""
        bent = _THOUSAND * sums // (_BEND * STEPS + numpy.abs(sums))
        # Floats hold whole numbers below 2^53 exactly, and are summed up three times as fast; einsum, as a
        # product of matrices would start threads.
        whole = numpy.einsum("fu,um->fm", bent.astype(numpy.float64), self.outer.astype(numpy.float64))
        scores: NDArray[numpy.int64] = whole.astype(numpy.int64) // _THOUSAND + self.lean
        return scores


def kinds_of(codes: Sequence[str]) -> tuple[slice, ...]:
    """The places of the codes of each kind, which stand together: those of metrics first.

    >>> kinds_of(("price", "users", "period:none", "period:told"))
    (slice(0, 2, None), slice(2, 4, None))
    """
    ends = [at for at, code in enumerate(codes) if at and _kind_of(code) != _kind_of(codes[at - 1])]
    return tuple(slice(low, high) for low, high in pairwise((0, *ends, len(codes))))


def _kind_of(code: str) -> str:
    kind, colon, _ = code.partition(":")
    return kind if colon else ""


def read_leanings(path: Path) -> Leanings:
    """The network of a language, none without a table.

    Three lines, each a name and numbers separated by tabs: ``codes``, ``bias``, ``lean``; a line
    ``outer`` for each unit; then a line a feature: the feature, a tab, and its row of ``inner`` as base64.
    Raises: TableError.
    """
    where = f"{path.parent.name}/{path.name}"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if not lines:
        return nothing()
    head = [line.split("\t") for line in lines[:3]]
    if [name for name, *_ in head] != ["codes", "bias", "lean"]:
        raise TableError(f"{where}: want codes, bias and lean in the first lines")
    codes = tuple(head[0][1:])
    try:
        bias, lean = (numpy.array(each[1:], dtype=numpy.int64) for each in head[1:])
        first = 3 + len(bias)
        outer = numpy.array([line.split("\t")[1:] for line in lines[3:first]], dtype=numpy.int64)
        if outer.shape != (len(bias), len(codes)) or lean.shape != (len(codes),):
            raise TableError(f"{where}: {len(codes)} codes do not fit {outer.shape} weights")
    except ValueError as error:
        raise TableError(f"{where}: want whole numbers in the first lines: {error}") from error
    rows: dict[str, int] = {}
    cells = bytearray()
    for number, line in enumerate(lines[first:], first + 1):
        feature, _, row = line.partition("\t")
        try:
            cells += (cell := b64decode(row, validate=True))
        except ValueError as error:
            raise TableError(f"{where}: line {number}: want a feature and base64: {error}") from error
        if len(cell) != len(bias):
            raise TableError(f"{where}: line {number}: want {len(bias)} weights, not {len(cell)}")
        rows[feature] = len(rows)
    inner = numpy.frombuffer(bytes(cells), dtype=numpy.int8).reshape(len(rows), len(bias))
    return Leanings(codes, rows, inner, bias, outer, lean)


def nothing() -> Leanings:
    """The leanings of a language without weights."""
    empty = numpy.zeros(0, dtype=numpy.int64)
    return Leanings((), {}, numpy.zeros((0, 0), dtype=numpy.int8), empty, empty.reshape(0, 0), empty)
