"""From examples to units with features and tags, and to weights."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy

from pipeline.languages.names.learned.decoding import decode
from pipeline.languages.names.learned.table import LearnedRules
from pipeline.languages.names.learned.units import Classes, Ids, Units, read_units
from pipeline.languages.names.learned.weights import TAGS, WIDTH, Template, Weights, keys_of
from training.names.examples import Example, merge
from training.names.regression import descend

# A known name in so many of 100 places is hidden: the weights must find it by what stands around it.
HIDE = 60
EPOCHS, PENALTY = 12, 2e-6
# The bias at which the first round tells names that are not marked.
DOUBT = 1000
LABELS = ("ORG", "PERSON", "GPE", "LOC", "FAC", "PRODUCT", "CRYPTO", "EVENT", "WORK", "TECH", "LAW")
LEAST, SMALLEST = 3, 40
# What a unit outside the names counts for where not all names are marked.
UNMARKED = 0.3
_O, _B, _I, _E, _S = range(len(TAGS))


@dataclass(slots=True)
class Numbering:
    """Numbers for the words of each stream, given as they come."""

    words: dict[str, dict[str, int]] = field(default_factory=dict)

    def look_up(self, stream: str, words: Sequence[str]) -> Ids:
        known = self.words.setdefault(stream, {})
        return numpy.array([known.setdefault(word, len(known) + 1) for word in words], dtype=numpy.int64)


@dataclass(slots=True)
class Table:
    """All units of some examples: keys by template, tag, label (-1 where it is not told) and worth."""

    keys: list[Ids]
    tags: Ids
    labels: Ids
    worth: numpy.ndarray


def _hidden(example: Example, start: int) -> bool:
    return zlib.crc32(f"{example.text_id}:{start}".encode()) % 100 < HIDE


def make_table(kind: str, templates: Sequence[Template], examples: Sequence[Example], numbering: Numbering, labels: Sequence[str], classes, doubt=None) -> Table:
    """The units of examples."""
    column = {label: n for n, label in enumerate(labels)}
    met: Counter[str] = Counter()
    told = [merge(example, {}) for example in examples]
    for example, names in zip(examples, told, strict=True):
        met.update(example.text.folded[start:end] for start, end, _ in names)
    keys: list[list[Ids]] = [[] for _ in templates]
    tags, marks, worths = [], [], []
    for example, names in zip(examples, told, strict=True):
        spans = {(start, end) for start, end, _ in names}
        known = [m for m in example.known if (m.start, m.end) not in spans or not _hidden(example, m.start)]
        units = read_units(kind, example.doc, example.text, known, example.masked, classes, numbering.look_up)
        for place, template in zip(keys, templates, strict=True):
            place.append(keys_of(template, units.streams))
        n = len(units.starts)
        tag, mark = numpy.zeros(n, dtype=numpy.int64), numpy.full(n, -1)
        worth = numpy.full(n, 1.0 if example.whole else UNMARKED, dtype=numpy.float32)
        for first, last in (doubt or {}).get(example.text_id, ()):
            worth[first : last + 1] = 0
        for start, end, label in names:
            inside = _inside(units, start, end)
            if inside is None:
                continue
            first, last = inside
            tag[first : last + 1] = _I
            tag[first], tag[last] = _B, _E
            if first == last:
                tag[first] = _S
            mark[first : last + 1] = column.get(label, -1)
            worth[first : last + 1] = max(0.1, met[example.text.folded[start:end]] ** -0.5)
        tags.append(tag), marks.append(mark), worths.append(worth)
    return Table([numpy.concatenate(k) for k in keys], numpy.concatenate(tags), numpy.concatenate(marks), numpy.concatenate(worths))


def _inside(units: Units, start: int, end: int) -> tuple[int, int] | None:
    """The first and last unit of a span; none where it cuts one."""
    first = numpy.searchsorted(units.starts, start)
    last = numpy.searchsorted(units.ends, end)
    if first < len(units.starts) and last < len(units.ends) and units.starts[first] == start and units.ends[last] == end and first <= last:
        return int(first), int(last)
    return None


def fit_twice(rules: LearnedRules, examples: Sequence[Example], classes: Classes) -> Weights:
    """The weights that make the names of the examples likeliest, found in two rounds.

    Where not all names are marked, those of the others that weights of the first round see count for
    nothing in the second: they are neither names nor none.
    """
    first = fit(rules, examples, classes)
    return fit(rules, examples, classes, find_doubts(rules, first, examples, classes))


def find_doubts(
    rules: LearnedRules, weights: Weights, examples: Sequence[Example], classes: Classes
) -> dict[str, list[tuple[int, int]]]:
    """The units of names that weights see in texts that are not wholly marked, by text."""
    doubts = {}
    for example in examples:
        if not example.whole:
            units = read_units(rules.kind, example.doc, example.text, example.known, example.masked, classes, weights.look_up)
            doubts[example.text_id] = [(s.first, s.last) for s in decode(weights.score(units.streams), DOUBT)]
    return doubts


def fit(rules: LearnedRules, examples: Sequence[Example], classes: Classes, doubt: Mapping[str, Sequence[tuple[int, int]]] | None = None) -> Weights:
    """The weights that make the names of the examples likeliest."""
    numbering, templates, labels = Numbering(), rules.templates, LABELS
    table = make_table(rules.kind, templates, examples, numbering, labels, classes, doubt)
    features = numpy.zeros((len(table.tags), len(templates)), dtype=numpy.int64)
    kept: list[Ids] = []
    height = 1
    for n, keys in enumerate(table.keys):
        known, at, count = numpy.unique(keys, return_inverse=True, return_counts=True)
        good = (count >= LEAST) & (known != 0)
        number = numpy.where(good, numpy.cumsum(good) + height - 1, 0)
        features[:, n] = number[at]
        kept.append(known[good])
        height += int(good.sum())
    weights = numpy.zeros((height, len(TAGS) + len(labels)), dtype=numpy.float32)
    weights[:, : len(TAGS)] = descend(features, table.tags, table.worth, height, len(TAGS), EPOCHS, PENALTY)
    told = numpy.flatnonzero(table.labels >= 0)
    weights[:, len(TAGS) :] = descend(features[told], table.labels[told], table.worth[told], height, len(labels), EPOCHS, PENALTY)
    whole = numpy.rint(weights * 1000).astype(numpy.int32)
    whole[abs(whole) < SMALLEST] = 0
    firsts = numpy.cumsum([1, *map(len, kept)])
    rows = tuple(numpy.arange(a, b) for a, b in zip(firsts[:-1], firsts[1:], strict=True))
    return Weights(tuple(labels), numbering.words, tuple(templates), tuple(kept), rows, whole)


def write_weights(weights: Weights, path: Path) -> None:
    """The weights as a table; a feature without one is left out."""
    words = {name: {number: word for word, number in known.items()} for name, known in weights.words.items()}
    lines = []
    for template, keys, rows in zip(weights.templates, weights.keys, weights.rows, strict=True):
        streams = [stream for stream, _ in template.parts]
        for key, row in zip(keys.tolist(), rows.tolist(), strict=True):
            cells = [f"{column}:{weight}" for column, weight in enumerate(weights.weights[row].tolist()) if weight]
            if cells:
                lines.append("\t".join([template.name, *_words(key, streams, words), *cells]))
    path.write_text("\n".join(["\t".join(weights.labels), *sorted(lines)]) + "\n", encoding="utf-8")
    print(f"{path}: {len(lines)} features, {path.stat().st_size // 1024} kB")


def _words(key: int, streams: Sequence[str], words: Mapping[str, Mapping[int, str]]) -> list[str]:
    """The words that a key is made of."""
    found = []
    for stream in reversed(streams):
        found.append(words[stream][key & ((1 << WIDTH) - 1)])
        key >>= WIDTH
    return found[::-1]
