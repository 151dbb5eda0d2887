"""The weights of the words around figures (pipeline/languages/claims/leanings.py), by multinomial regression.

``fit_words`` finds them from passages of the early gold, ``cross_words`` says of each passage what words
fitted on the others lean to: the ranking of claims must learn how far to trust words on texts they have
not seen.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from pipeline.datatypes import Annotations
from pipeline.languages.claims.leanings import Leanings, describe, list_items
from tests.claim_scores import pair_figures
from tests.gold_claims import GoldPassage

# Epochs, figures at a time, the first step and its decay with what a weight has moved (Adagrad), L2.
EPOCHS, BATCH, RATE, PENALTY = 12, 128, 0.25, 1e-5
# Features met in fewer figures tell too little; weights below this (thousandths) are left out.
LEAST, SMALLEST = 3, 60
PARTS = 5

Row = tuple[list[str], str]
Read = tuple[GoldPassage, Annotations]


def rows_of(passage: GoldPassage, found: Annotations) -> Iterator[Row]:
    """The features of each figure of a passage with the metric the gold gives it, where it gives one."""
    items = list_items(passage.text, found)
    starts = [item.start for item in items]
    pairs = pair_figures(passage, list(found.figures))
    for number, claim in enumerate(passage.claims):
        figure = pairs.get(number)
        if figure is not None and claim.metric is not None and claim.conversion_of is None:
            yield list(describe(figure, items, bisect_left(starts, figure.start))), claim.metric


def fit_words(rows: Sequence[Row], seed: int = 0) -> Leanings:
    """The weights that make the metrics of the rows likeliest."""
    counts = Counter(feature for features, _ in rows for feature in features)
    known = {f: i for i, f in enumerate(sorted(f for f, count in counts.items() if count >= LEAST))}
    codes = tuple(sorted({code for _, code in rows}))
    column = {code: i for i, code in enumerate(codes)}
    examples = [
        (numpy.array([known[f] for f in features if f in known]), column[code]) for features, code in rows
    ]
    weights = _descend(examples, len(known), len(codes), seed)
    whole = numpy.rint(weights * 1000).astype(numpy.int32)
    whole[abs(whole) < SMALLEST] = 0
    return Leanings(codes, known, whole)


def _descend(
    examples: list[tuple[NDArray[numpy.int64], int]], height: int, width: int, seed: int
) -> NDArray[numpy.float32]:
    """Adagrad over the examples in batches, in an order that the seed fixes."""
    weights = numpy.zeros((height, width), dtype=numpy.float32)
    moved = numpy.full((height, width), 1e-3, dtype=numpy.float32)
    order, shuffle = list(range(len(examples))), random.Random(seed).shuffle
    for epoch in range(EPOCHS):
        shuffle(order)
        rate = RATE * (1 - epoch / EPOCHS)
        for first in range(0, len(order), BATCH):
            batch = [examples[n] for n in order[first : first + BATCH] if len(examples[n][0])]
            features = numpy.concatenate([each for each, _ in batch])
            lengths = [len(each) for each, _ in batch]
            starts = numpy.concatenate([[0], numpy.cumsum(lengths)[:-1]])
            scores = numpy.add.reduceat(weights[features], starts, axis=0)
            mass = numpy.exp(scores - scores.max(axis=1, keepdims=True))
            slope = mass / mass.sum(axis=1, keepdims=True)
            slope[numpy.arange(len(batch)), [code for _, code in batch]] -= 1
            owner = numpy.repeat(numpy.arange(len(batch)), lengths)
            sort = numpy.argsort(features, kind="stable")
            touched, at = numpy.unique(features[sort], return_index=True)
            gradient = numpy.add.reduceat(slope[owner[sort]], at, axis=0) / BATCH
            gradient += PENALTY * len(examples) / BATCH * weights[touched]
            moved[touched] += gradient**2
            weights[touched] -= rate * gradient / numpy.sqrt(moved[touched])
    return weights


def cross_words(passages: Sequence[Read], part_of: Mapping[str, int]) -> dict[str, Leanings]:
    """By passage the words fitted on all passages but those of its part."""
    rows = {passage.text_id: list(rows_of(passage, found)) for passage, found in passages}
    fitted = {
        part: fit_words([row for name, each in rows.items() if part_of[name] != part for row in each])
        for part in sorted(set(part_of.values()))
    }
    return {name: fitted[part_of[name]] for name in rows}


def write_words(words: Leanings, path: Path) -> None:
    """The weights as a table; a feature without one is left out."""
    lines = ["\t".join(words.codes)]
    for feature, row in sorted(words.rows.items()):
        cells = [f"{i}:{weight}" for i, weight in enumerate(words.weights[row].tolist()) if weight]
        if cells:
            lines.append("\t".join([feature, *cells]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines) - 1} features, {path.stat().st_size // 1024} kB")
