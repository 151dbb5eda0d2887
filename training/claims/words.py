"""The weights of the words around figures (pipeline/languages/claims/leanings.py), a network with one layer.

``fit_words`` finds them from passages of the early gold, ``cross_words`` says of each passage what words
fitted on the others lean to: the ranking of claims must learn how far to trust words on texts they have
not seen.
"""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from pipeline.datatypes import Annotations
from pipeline.languages.claims.leanings import STEPS, Leanings, kinds_of
from pipeline.languages.claims.surroundings import describe, list_items, tell_before
from tests.claim_scores import pair_figures
from tests.gold_claims import GoldPassage
from training.claims.marked import teaches
from training.claims.network import train

# Features met in fewer figures tell too little.
LEAST = 5
PARTS = 4
LARGEST = 127  # of a whole number of one byte

# The features of a figure, and what is right of it: a metric, period:..., modality:...; None where unknown.
Row = tuple[list[str], tuple[str | None, ...]]
Read = tuple[GoldPassage, Annotations]


def rows_of(passage: GoldPassage, found: Annotations) -> Iterator[Row]:
    """The features of each figure of a passage with its metric, whether it has a period, and its modality.

    As far as the gold says so.
    """
    items = list_items(passage.text, found)
    starts, told = [item.start for item in items], tell_before(items)
    pairs = pair_figures(passage, list(found.figures))
    for number, claim in enumerate(passage.claims):
        figure = pairs.get(number)
        if figure is not None and claim.conversion_of is None:
            period = (
                ("period:told" if claim.period else "period:none") if teaches(passage, "period") else None
            )
            modality = f"modality:{claim.modality}" if teaches(passage, "modality") else None
            if claim.metric or period or modality:
                features = list(describe(figure, items, bisect_left(starts, figure.start), told))
                yield features, (claim.metric, period, modality)


def fit_words(rows: Sequence[Row], seed: int = 0) -> Leanings:
    """The network that makes what is right of the rows likeliest."""
    counts = Counter(feature for features, _ in rows for feature in features)
    known = {f: i for i, f in enumerate(sorted(f for f, count in counts.items() if count >= LEAST))}
    told = [
        sorted({code for code in codes if code}) for codes in zip(*(right for _, right in rows), strict=True)
    ]
    codes = tuple(code for kind in told for code in kind)
    kinds = kinds_of(codes)
    places = [{code: i for i, code in enumerate(kind)} for kind in told]
    examples = [
        (
            numpy.array([known[f] for f in features if f in known], dtype=numpy.int64),
            tuple(place.get(code or "", -1) for place, code in zip(places, right, strict=True)),
        )
        for features, right in rows
    ]
    net = train([example for example in examples if len(example[0])], len(known), kinds, seed)
    return Leanings(
        codes, known,
        numpy.clip(numpy.rint(net.inner * STEPS), -LARGEST, LARGEST).astype(numpy.int8),
        numpy.rint(net.bias * STEPS).astype(numpy.int64),
        numpy.rint(net.outer * 1000).astype(numpy.int64),
        numpy.rint(net.lean * 1000).astype(numpy.int64),
    )  # fmt: skip


def cross_words(passages: Sequence[Read], part_of: Mapping[str, int]) -> dict[str, Leanings]:
    """By passage the words fitted on all passages but those of its part."""
    rows = {passage.text_id: list(rows_of(passage, found)) for passage, found in passages}
    fitted = {
        part: fit_words([row for name, each in rows.items() if part_of[name] != part for row in each])
        for part in sorted(set(part_of.values()))
    }
    return {name: fitted[part_of[name]] for name in rows}


def write_words(words: Leanings, path: Path) -> None:
    """The network as a table (pipeline/languages/claims/leanings.py)."""
    lines = ["\t".join(("codes", *words.codes))]
    lines += ["\t".join((name, *map(str, row.tolist()))) for name, row in named_rows(words)]
    lines += [
        f"{f}\t{b64encode(words.inner[row].tobytes()).decode()}" for f, row in sorted(words.rows.items())
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(words.rows)} features, {path.stat().st_size // 1024} kB")


def named_rows(words: Leanings) -> Iterator[tuple[str, NDArray[numpy.int64]]]:
    """The rows of whole numbers of a table, each with its name."""
    yield from (("bias", words.bias), ("lean", words.lean))
    yield from (("outer", row) for row in words.outer)
