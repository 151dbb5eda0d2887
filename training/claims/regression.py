"""The weights of a ranking, by a conditional logit over candidates: training/claims/fit.py asks for it.

The weights make the right candidates of all examples as likely as they can, less a penalty on
their squares (L2). Every feature has a weight all languages share and one of each language's own
(Daumé 2007): a language leans on the others where it has seen little.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from pipeline.stages.claims.ranking import LEANING, Features

# Adagrad: times over the examples, examples at a time, the first step.
EPOCHS, BATCH, RATE = 20, 200, 0.3
# OWN and WORDING times the penalty for what is of one language, and for what rests on its words.
OWN, WORDING = 4.0, 2.0
SMALLEST = 100  # thousandths; weights below this together decide next to nothing in most slots

Floats = NDArray[numpy.float64]


class Example(NamedTuple):
    """The candidates of one choice: their groups of features, their leanings, and which are right.

    ``counts``: how much the choice counts among the others.
    """

    groups: list[tuple[Features, ...]]
    leanings: list[int]
    right: list[bool]
    counts: float = 1.0


class _Cells(NamedTuple):
    """An example in numbers: the features of its candidates one after another, and where each begins."""

    columns: NDArray[numpy.int32]
    begins: NDArray[numpy.int64]
    leanings: Floats
    right: NDArray[numpy.bool_]
    counts: float


class _Index:
    """Numbers for features; a group's are looked up once."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {LEANING: 0}
        self.groups: dict[Features, list[int]] = {}

    def cells(self, example: Example) -> _Cells:
        """An example in numbers; each candidate begins with the column of its leaning."""
        columns: list[int] = []
        begins = []
        for groups in example.groups:
            begins.append(len(columns))
            columns.append(0)
            for group in groups:
                numbers = self.groups.get(group)
                if numbers is None:
                    numbers = self.groups[group] = [self.of.setdefault(f, len(self.of)) for f in group]
                columns += numbers
        return _Cells(
            numpy.array(columns, dtype=numpy.int32),
            numpy.array(begins),
            numpy.array(example.leanings, dtype=float) / 1000,
            numpy.array(example.right),
            example.counts,
        )


def fit(
    examples: Sequence[tuple[str, Example]], penalty: float, smallest: int = SMALLEST, seed: int = 0
) -> dict[str, dict[str, int]]:
    """The weights of each language by feature, in thousandths, those below ``smallest`` left out."""
    index = _Index()
    langs = sorted({lang for lang, _ in examples})
    cells = [(1 + langs.index(lang), index.cells(example)) for lang, example in examples]
    wording = numpy.array([WORDING if is_wording(feature) else 1.0 for feature in index.of])
    penalties = penalty * wording * numpy.array([1.0] + [OWN] * len(langs))[:, None]
    weights, met = _descend(cells, penalties, seed)
    found: dict[str, dict[str, int]] = {}
    for number, lang in enumerate(langs, 1):
        both = weights[0] + weights[number]
        # A feature a language has not met yet may still come: the shared weight speaks for it.
        told = {
            f: round(float(both[i]) * 1000)
            for f, i in index.of.items()
            if met[number, i] or not is_wording(f)
        }
        found[lang] = {f: weight for f, weight in sorted(told.items()) if abs(weight) >= smallest}
    return found


def is_wording(feature: str) -> bool:
    """Whether a feature holds words of a language."""
    return ":glue:" in feature or ":word:" in feature


def _descend(
    cells: list[tuple[int, _Cells]], penalties: Floats, seed: int
) -> tuple[Floats, NDArray[numpy.bool_]]:
    """The weights, and which features each language has met."""
    weights, moved = numpy.zeros_like(penalties), numpy.full_like(penalties, 1e-3)
    met = numpy.zeros(penalties.shape, dtype=bool)
    by_lang: dict[int, list[_Cells]] = {}
    for lang, each in cells:
        by_lang.setdefault(lang, []).append(each)
        met[lang, each.columns] = True
    shuffle = random.Random(seed).shuffle
    for epoch in range(EPOCHS):
        batches = []
        for lang, own in by_lang.items():
            shuffle(own)
            batches += [(lang, own[at : at + BATCH]) for at in range(0, len(own), BATCH)]
        shuffle(batches)
        for lang, batch in batches:
            slope = _slope(weights[0] + weights[lang], batch)
            for row in (0, lang):
                gradient = slope + penalties[row] * weights[row] * (len(batch) / len(cells))
                moved[row] += gradient**2
                weights[row] -= RATE * (1 - epoch / EPOCHS) * gradient / numpy.sqrt(moved[row])
    return weights, met


def _slope(weights: Floats, batch: Sequence[_Cells]) -> Floats:
    """How -log(sum of the right / sum of all) of some examples changes with each weight."""
    columns = numpy.concatenate([each.columns for each in batch])
    sizes = [len(each.columns) for each in batch]
    begins = numpy.concatenate(
        [each.begins + at for each, at in zip(batch, numpy.cumsum([0, *sizes[:-1]]), strict=True)]
    )
    leanings = numpy.concatenate([each.leanings for each in batch])
    right = numpy.concatenate([each.right for each in batch])
    counts = [len(each.right) for each in batch]
    firsts, group = numpy.cumsum([0, *counts[:-1]]), numpy.repeat(numpy.arange(len(batch)), counts)
    values = numpy.ones(len(columns))
    values[begins] = leanings
    scores = numpy.add.reduceat(weights[columns] * values, begins)
    mass = numpy.exp(scores - numpy.maximum.reduceat(scores, firsts)[group])
    every, good = numpy.add.reduceat(mass, firsts), numpy.add.reduceat(mass * right, firsts)
    slope = mass / every[group] - numpy.where(right, mass / numpy.maximum(good, 1e-12)[group], 0.0)
    slope *= numpy.array([each.counts for each in batch])[group]
    lengths = numpy.diff([*begins, len(columns)])
    return numpy.bincount(columns, weights=numpy.repeat(slope, lengths) * values, minlength=len(weights))
