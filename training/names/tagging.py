"""From examples to units with features and tags, and to weights."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy

from pipeline.languages.names.learned.decoding import decode
from pipeline.languages.names.learned.finder import make_finder, make_reader
from pipeline.languages.names.learned.table import LearnedRules
from pipeline.languages.names.learned.units import Ids, Reader, Units
from pipeline.languages.names.learned.weights import (
    MOST,
    TAGS,
    WIDTH,
    Weights,
    first_columns,
    make_keys,
    make_slots,
)
from pipeline.languages.names.rules import NameRules
from training.names.examples import Example, name_all
from training.names.regression import Floats, Numbers, descend

# A known name in so many of 100 places is hidden: the weights must find it by what stands around it.
HIDE = 60
# Features met at fewer units tell too little; weights below this (thousandths) are left out.
LEAST, SMALLEST = 3, 40
# What a unit outside the names counts for where not all names are marked, a unit of a name at the least.
UNMARKED, REPEATED = 0.3, 0.1
# The bias at which the first round tells names that are not marked.
DOUBT = 1000
LABELS = ("ORG", "PERSON", "GPE", "LOC", "FAC", "PRODUCT", "CRYPTO", "EVENT", "WORK", "TECH", "LAW")
_O, _B, _I, _E, _S = range(len(TAGS))

Doubts = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(slots=True)
class Numbering:
    """Numbers for the words of each stream, given as they come."""

    words: dict[str, dict[str, int]] = field(default_factory=dict)

    def number(self, stream: str, word: str) -> int:
        """The number of a word, a new one for a new word."""
        known = self.words.setdefault(stream, {})
        return known.setdefault(word, len(known) + 1)


class Table(NamedTuple):
    """The units of some examples: ``keys`` has a row a unit and a column a template; label -1 is not told."""

    keys: Numbers
    tags: Numbers
    labels: Numbers
    worth: Floats


def make_table(rules: LearnedRules, reader: Reader, examples: Sequence[Example], doubts: Doubts) -> Table:
    """The units of examples, each with what it is and what it counts for."""
    met: Counter[str] = Counter()
    for example in examples:
        met.update(example.text.folded[start:end] for start, end, _ in name_all(example))
    rows = [_rows_of(example, rules, reader, met, doubts.get(example.text_id, ())) for example in examples]
    keys, tags, labels, worth = (numpy.concatenate(column) for column in zip(*rows, strict=True))
    return Table(keys, tags, labels, worth)


def _rows_of(
    example: Example,
    rules: LearnedRules,
    reader: Reader,
    met: Mapping[str, int],
    doubts: Sequence[tuple[int, int]],
) -> Table:
    """The units of one example; a name met often counts for less each time."""
    names = name_all(example)
    spans = {(start, end) for start, end, _ in names}
    known = [m for m in example.known if (m.start, m.end) not in spans or not _is_hidden(example, m.start)]
    units = reader.read(example.doc, example.text, known, example.masked)
    tags = numpy.zeros(len(units.starts), dtype=numpy.int64)
    labels = numpy.full(len(tags), -1, dtype=numpy.int64)
    worth = numpy.full(len(tags), 1.0 if example.whole else UNMARKED, dtype=numpy.float32)
    for first, last in doubts:
        worth[first : last + 1] = 0
    for start, end, label in names:
        place = _place(units, start, end)
        if place is not None:
            first, last = place
            tags[first : last + 1] = _I
            tags[first], tags[last] = (_B, _E) if first < last else (_S, _S)
            labels[first : last + 1] = LABELS.index(label) if label in LABELS else -1
            worth[first : last + 1] = max(REPEATED, met[example.text.folded[start:end]] ** -0.5)
    return Table(make_keys(rules.templates, units.streams).T, tags, labels, worth)


def _is_hidden(example: Example, start: int) -> bool:
    """Whether the finder is not shown that a name is known; by chance, the same in every run."""
    return zlib.crc32(f"{example.text_id}:{start}".encode()) % 100 < HIDE


def _place(units: Units, start: int, end: int) -> tuple[int, int] | None:
    """The first and last unit of a span; None where it cuts one."""
    first, last = (
        int(numpy.searchsorted(where, at)) for where, at in ((units.starts, start), (units.ends, end))
    )
    fits = first <= last < len(units.ends) and units.starts[first] == start and units.ends[last] == end
    return (first, last) if fits else None


def fit_twice(names: NameRules, examples: Sequence[Example]) -> Weights:
    """The weights that make the names of the examples likeliest, found in two rounds.

    Where not all names are marked, those of the others that weights of the first round see count for
    nothing in the second: they are neither names nor none.
    """
    return fit(names, examples, find_doubts(names, fit(names, examples), examples))


def find_doubts(names: NameRules, weights: Weights, examples: Sequence[Example]) -> Doubts:
    """The units of names that weights see in texts that are not wholly marked, by text."""
    finder = make_finder(names, weights)
    assert finder is not None
    doubts = {}
    for example in examples:
        if not example.whole:
            units = finder.reader.read(example.doc, example.text, example.known, example.masked)
            scores = weights.score(weights.find_rows(units.streams))
            doubts[example.text_id] = [(span.first, span.last) for span in decode(scores, DOUBT)]
    return doubts


def fit(names: NameRules, examples: Sequence[Example], doubts: Doubts | None = None) -> Weights:
    """The weights of one round."""
    rules, numbering = names.learned, Numbering()
    assert rules is not None
    reader = make_reader(names, rules, numbering.number)
    table = make_table(rules, reader, examples, doubts or {})
    kept, features = _features(table.keys)
    height = len(kept) + 1
    weights = numpy.zeros((height, len(TAGS) + len(LABELS)), dtype=numpy.float32)
    weights[:, : len(TAGS)] = descend(features, table.tags, table.worth, height, len(TAGS))
    told = numpy.flatnonzero(table.labels >= 0)
    weights[:, len(TAGS) :] = descend(
        features[told], table.labels[told], table.worth[told], height, len(LABELS)
    )
    whole = numpy.rint(weights * 1000).astype(numpy.int32)
    whole[abs(whole) < SMALLEST] = 0
    slots = make_slots(kept, numpy.arange(1, height, dtype=numpy.int32))
    return Weights(LABELS, numbering.words, rules.templates, slots, whole, first_columns(whole))


def _features(keys: Numbers) -> tuple[Ids, Numbers]:
    """The keys met often enough, and for each unit and template the number of the key there, 0 for none."""
    known, at, counts = numpy.unique(keys, return_inverse=True, return_counts=True)
    good = (counts >= LEAST) & (known != 0)
    number = numpy.where(good, numpy.cumsum(good), 0)
    return known[good], number[at].reshape(keys.shape)


def write_weights(weights: Weights, path: Path) -> None:
    """The weights as a table; a feature without one is left out."""
    lines = sorted(_lines(weights))
    path.write_text("\n".join(["\t".join(weights.labels), *lines]) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines)} features, {path.stat().st_size // 1024} kB")


def _lines(weights: Weights) -> Iterator[str]:
    """A line a feature: its template, what it meets, and its weights by column."""
    words = {stream: {n: word for word, n in known.items()} for stream, known in weights.words.items()}
    for table in weights.slots:
        for slot in numpy.flatnonzero(table.keys).tolist():
            key, row = int(table.keys[slot]), int(table.rows[slot])
            cells = [
                f"{column}:{weight}" for column, weight in enumerate(weights.weights[row].tolist()) if weight
            ]
            template = weights.templates[key >> (3 * WIDTH)]
            met = [words[stream][(key >> (n * WIDTH)) & MOST] for n, (stream, _) in enumerate(template.parts)]
            if cells:
                yield "\t".join([template.name, *met, *cells])
