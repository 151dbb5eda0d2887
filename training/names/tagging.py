"""From examples to units with features and tags, and to weights."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy

from pipeline.languages.names.learned.units import EDGES, Ids, Units, read_units
from pipeline.languages.names.learned.weights import TAGS, Template, Weights, keys_of
from training.names.examples import Example, merge
from training.names.regression import descend

# A known name in so many of 100 places is hidden: the weights must find it by what stands around it.
HIDE = 60
EPOCHS, PENALTY = 8, 2e-6
LEAST, SMALLEST = 3, 40
# What a unit outside the names counts for where not all names are marked.
UNMARKED = 0.5
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


def fit(kind: str, templates: Sequence[Template], examples: Sequence[Example], labels: Sequence[str], classes, doubt=None) -> Weights:
    """The weights that make the names of the examples likeliest."""
    numbering = Numbering()
    table = make_table(kind, templates, examples, numbering, labels, classes, doubt)
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
