"""What the words around a figure lean to: 【47 million people】 *open the app in any month* is active_users.

A lexicon of metric words cannot hold all the ways in which news says what a figure is of. So
the words around a figure - to its left and right, alone and in pairs, with what stands for names,
times, other figures and known metric words - are read together by a small network: each is a
row of numbers, the rows are summed up, bent (x / (1 + |x|)), and each metric weighs the sums. Its
weights are found by ``training/claims/words.py`` on the early gold. The ranking of the claims
weighs that against everything else it knows.

All weights are whole numbers and the arithmetic is exact, so that the same article gives the same
leanings on every machine.
"""

from __future__ import annotations

from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from pipeline.datatypes import Annotations, Figure
from pipeline.errors import TableError

# So many items are looked at to a figure's left and right, so many by their very place, so many in pairs.
LEFT, RIGHT, PLACED, PAIRED = 13, 8, 3, 6
# What forms and compounds of a word share: so many letters of a Latin one, so many characters of another.
_STEM_LATIN, _STEM_OTHER = 5, 2
# So many metrics are told, none that lies farther behind the first than this.
TOLD, FARTHEST = 8, -6000
# A row holds weights in so many parts of one; sums this large (in ones) are bent by half.
STEPS, _BEND = 32, 2
_THOUSAND = 1000
# Kinds of spans that stand as one item, the first where they meet.
_FIGURE, _TIME, _NAME, _METRIC = range(4)
# Of so many words by their places the rows are remembered.
_REMEMBERED = 1 << 15

_Span = tuple[int, int, int, tuple[str, ...]]


class Item(NamedTuple):
    """One word, or a span that stands as one: ``marks`` are what it is seen as."""

    start: int
    unit: int
    marks: tuple[str, ...]


class _Placed(dict[tuple[str, int, tuple[str, ...]], frozenset[int]]):
    """The rows of an item by its side, place and marks: words come again, so their features are made once."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        super().__init__()
        self.rows = rows

    def __missing__(self, key: tuple[str, int, tuple[str, ...]]) -> frozenset[int]:
        if len(self) >= _REMEMBERED:
            self.clear()
        rows = self.rows
        self[key] = found = frozenset([rows[feature] for feature in _place(*key) if feature in rows])
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
    _placed: _Placed = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_placed", _Placed(self.rows))

    def read(self, text: str, found: Annotations) -> dict[str, tuple[tuple[str, int], ...]]:
        """By figure id the metrics its surroundings lean to: the first at 0, the others behind it.

        ``{"...": (("price", 0), ("unit_price", -850))}``; empty without weights.
        """
        if not self.codes or not found.figures:
            return {}
        items = list_items(text, found)
        starts = [item.start for item in items]
        sums = numpy.stack(
            [self._add_up(self.find_rows(f, items, bisect_left(starts, f.start))) for f in found.figures]
        )
        scores = self.weigh(sums)
        orders = numpy.argsort(-scores, axis=1, kind="stable")[:, :TOLD].tolist()
        leanings = {}
        for figure, row, order in zip(found.figures, scores.tolist(), orders, strict=True):
            top = row[order[0]]
            leanings[figure.figure_id] = tuple(
                [(self.codes[at], row[at] - top) for at in order if row[at] - top >= FARTHEST]
            )
        return leanings

    def sum_up(self, features: Iterable[str]) -> NDArray[numpy.int64]:
        """The sums of the rows of some features, by unit."""
        rows = self.rows
        return self._add_up([rows[feature] for feature in features if feature in rows])

    def find_rows(self, figure: Figure, items: Sequence[Item], at: int) -> list[int]:
        """The rows of what :func:`describe` says of a figure, without writing most of it down."""
        rows, placed = self.rows, self._placed
        found: set[int] = set()
        for side, n, marks, before in _walk(items, at):
            found |= placed[side, min(n, PLACED), marks]
            if before is not None and n < PAIRED:
                found.update([rows[pair] for pair in _pair(side, before, marks) if pair in rows])
        return [*found, *(rows[feature] for feature in _own(figure) if feature in rows)]

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


def list_items(text: str, found: Annotations) -> list[Item]:
    """The words of a text in order; figures, times, names and metric words stand as one item each."""
    spans: list[_Span] = [(_FIGURE, f.start, f.end, (f"#{f.kind}",)) for f in found.figures]
    spans += [(_TIME, t.start, t.end, ("#time",)) for t in found.times]
    spans += [(_NAME, e.start, e.end, (f"#{e.label}",)) for e in found.entities]
    spans += _metric_words(text, found)
    spans.sort(key=lambda span: (span[0], span[1]))
    taken = bytearray(len(text))
    kept: list[tuple[int, tuple[str, ...]]] = []
    for _, start, end, marks in spans:
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, marks))
    kept += [
        (token.start, (token.surface.lower(),))
        for token in found.tokens
        if taken.find(1, token.start, token.end) < 0 and not token.surface.isspace()
    ]
    kept.sort(key=lambda each: each[0])
    borders = [sentence.start for sentence in found.sentences]
    return [Item(start, bisect_left(borders, start + 1), marks) for start, marks in kept]


def _metric_words(text: str, found: Annotations) -> list[_Span]:
    """The words of the lexicon, each seen as itself and as the metrics it may name."""
    codes: dict[tuple[int, int], list[str]] = {}
    for cue in found.cues:
        if cue.kind == "metric":
            codes.setdefault((cue.start, cue.end), []).append(f"={cue.code}")
    return [(_METRIC, start, end, (text[start:end].lower(), *named)) for (start, end), named in codes.items()]


def describe(figure: Figure, items: Sequence[Item], at: int) -> Iterator[str]:
    """The features of a figure that is the item ``at``: what it is, and the words around it."""
    yield from _own(figure)
    seen: set[str] = set()
    for side, n, marks, before in _walk(items, at):
        seen.update(_place(side, n, marks))
        if before is not None and n < PAIRED:
            seen.update(_pair(side, before, marks))
    yield from sorted(seen)


def _own(figure: Figure) -> tuple[str, ...]:
    """What a figure is."""
    kind, unit = figure.kind, figure.unit
    return (f"kind:{kind}", f"unit:{unit}", f"per:{figure.per}", f"bias:{kind}:{unit}")


def _walk(items: Sequence[Item], at: int) -> Iterator[tuple[str, int, tuple[str, ...], str | None]]:
    """The items around one within its sentence: the side, how far, the marks, the word nearer to it."""
    unit = items[at].unit
    for side, places in (("L", range(at - 1, at - LEFT - 1, -1)), ("R", range(at + 1, at + RIGHT + 1))):
        before: str | None = None
        for n, place in enumerate(places):
            if not 0 <= place < len(items) or items[place].unit != unit:
                break
            marks = items[place].marks
            yield side, n, marks, before
            before = marks[0]


def _place(side: str, n: int, marks: tuple[str, ...]) -> Iterator[str]:
    """One item as it is and by its side; a near one by its very place too."""
    if (stem := _stem(marks[0])) is not None:
        yield stem
        if n < PLACED:
            yield f"{side}{n}:{stem}"
    for mark in marks:
        yield mark
        yield f"{side}:{mark}"
        if n < PLACED:
            yield f"{side}{n}:{mark}"


def _pair(side: str, before: str, marks: tuple[str, ...]) -> list[str]:
    """One item with the word between it and the figure."""
    return [f"{side}:{before}|{mark}" for mark in marks]


def _stem(word: str) -> str | None:
    """What a word begins with, so that its forms and compounds share something."""
    length = _STEM_LATIN if word.isascii() else _STEM_OTHER
    return f"{word[:length]}~" if len(word) > length and word[0].isalpha() else None


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
