"""What the words around a figure lean to: 【47 million people】 *open the app in any month* is active_users.

A lexicon of metric words cannot hold all the ways in which news says what a figure is of. So
the words around a figure - to its left and right, alone and in pairs, with what stands for names,
times, other figures and known metric words - each speak for or against every metric, by
weights that ``training/claims/words.py`` finds on the early gold (multinomial regression).
The ranking of the claims weighs that against everything else it knows.

Weights are whole thousandths and sums of them exact, so that the same article gives the same
leanings on every machine.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
# Kinds of spans that stand as one item, the first where they meet.
_FIGURE, _TIME, _NAME, _METRIC = range(4)

_Span = tuple[int, int, int, tuple[str, ...]]


class Item(NamedTuple):
    """One word, or a span that stands as one: ``marks`` are what it is seen as."""

    start: int
    unit: int
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leanings:
    """The weights of one language: a row of thousandths a feature, a column a metric."""

    codes: tuple[str, ...]
    rows: Mapping[str, int]
    weights: NDArray[numpy.int32]

    def read(self, text: str, found: Annotations) -> dict[str, tuple[tuple[str, int], ...]]:
        """By figure id the metrics its surroundings lean to: the first at 0, the others behind it.

        ``{"...": (("price", 0), ("unit_price", -850))}``; empty without weights.
        """
        if not self.codes or not found.figures:
            return {}
        items = list_items(text, found)
        starts = [item.start for item in items]
        leanings = {}
        for figure in found.figures:
            features = list(describe(figure, items, bisect_left(starts, figure.start)))
            known = [self.rows[feature] for feature in features if feature in self.rows]
            sums = self.weights[known].sum(axis=0)
            order = numpy.argsort(-sums, kind="stable")[:TOLD]
            top = int(sums[order[0]])
            leanings[figure.figure_id] = tuple(
                (self.codes[at], int(sums[at]) - top) for at in order if sums[at] - top >= FARTHEST
            )
        return leanings


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
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, marks))
    kept += [
        (token.start, (token.surface.lower(),))
        for token in found.tokens
        if not any(taken[token.start : token.end]) and not token.surface.isspace()
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
    kind = f"kind:{figure.kind}"
    yield kind
    yield f"unit:{figure.unit}"
    yield f"per:{figure.per}"
    yield f"bias:{figure.kind}:{figure.unit}"
    seen: set[str] = set()
    for side, places in (("L", range(at - 1, at - LEFT - 1, -1)), ("R", range(at + 1, at + RIGHT + 1))):
        seen.update(_beside(side, places, items, items[at].unit, kind))
    yield from sorted(seen)


def _beside(side: str, places: range, items: Sequence[Item], unit: int, kind: str) -> Iterator[str]:
    """The words on one side, within the figure's sentence."""
    before: str | None = None
    for n, place in enumerate(places):
        if not 0 <= place < len(items) or items[place].unit != unit:
            return
        word = items[place].marks[0]
        if (stem := _stem(word)) is not None:
            yield stem
            yield f"{kind}:{stem}"
            if n < PLACED:
                yield f"{side}{n}:{stem}"
        for mark in items[place].marks:
            yield mark
            yield f"{side}:{mark}"
            yield f"{kind}:{mark}"
            if n < PLACED:
                yield f"{side}{n}:{mark}"
            if before is not None and n < PAIRED:
                yield f"{side}:{before}|{mark}"
        before = items[place].marks[0]


def _stem(word: str) -> str | None:
    """What a word begins with, so that its forms and compounds share something."""
    length = _STEM_LATIN if word.isascii() else _STEM_OTHER
    return f"{word[:length]}~" if len(word) > length and word[0].isalpha() else None


def read_leanings(path: Path) -> Leanings:
    """The weights of a language, none without a table.

    A line of codes, then a line a feature: the feature and its weights as ``number of code:weight``,
    all separated by tabs.
    Raises: TableError.
    """
    where = f"{path.parent.name}/{path.name}"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if not lines:
        return Leanings((), {}, numpy.zeros((0, 0), dtype=numpy.int32))
    codes = tuple(lines[0].split("\t"))
    weights = numpy.zeros((len(lines) - 1, len(codes)), dtype=numpy.int32)
    rows: dict[str, int] = {}
    for row, line in enumerate(lines[1:]):
        feature, *cells = line.split("\t")
        try:
            for code, weight in (cell.split(":") for cell in cells):
                weights[row, int(code)] = int(weight)
        except (ValueError, IndexError) as error:
            raise TableError(f"{where}: line {row + 2}: want number of code:weight: {error}") from error
        rows[feature] = row
    return Leanings(codes, rows, weights)
