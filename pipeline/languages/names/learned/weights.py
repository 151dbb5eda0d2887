"""The weights of the finder: a line a feature, as whole thousandths for each column.

A feature is a template and what it meets: ``w-1 w0`` with ``said`` and ``monday``. Columns are the places
in a name (``TAGS``) and then the labels. Sums are exact, so every machine reads a text alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from pipeline.errors import TableError
from pipeline.languages.names.learned.units import EDGES, Ids

# Outside a name, its first unit, one inside, its last, and the only one of a name.
TAGS = ("O", "B", "I", "E", "S")
# A key is the number of a template and three numbers of words; parts a template has not are all ones.
WIDTH = 19
MOST = (1 << WIDTH) - 1
_PARTS = 3
_PART = re.compile(r"([a-z])(-?[0-3])")
_MIX = numpy.uint64(0x9E3779B97F4A7C15)
_ROOM = 8  # slots a key


class Template(NamedTuple):
    """What a feature looks at: up to three streams, and how far from the unit."""

    name: str
    parts: tuple[tuple[str, int], ...]


def read_template(name: str, where: str = "") -> Template:
    """``w-1 w0`` read. Raises: TableError."""
    parts = [_PART.fullmatch(part) for part in name.split(" ")]
    if not 0 < len(parts) <= _PARTS or None in parts:
        raise TableError(f"{where}: no template: {name!r}")
    return Template(name, tuple((part[1], int(part[2])) for part in parts if part))


def make_keys(templates: Sequence[Template], streams: Mapping[str, Ids]) -> Ids:
    """What each template meets at each unit, a row a template; 0 where a part of it is unknown."""
    length = len(next(iter(streams.values()))) - 2 * EDGES
    places = {part: n for n, part in enumerate(dict.fromkeys(p for t in templates for p in t.parts))}
    seen = numpy.full((len(places) + 1, length), MOST, dtype=numpy.int64)
    for (stream, offset), n in places.items():
        seen[n] = streams[stream][EDGES + offset : EDGES + offset + length]
    which = numpy.array(
        [[places[p] for p in t.parts] + [len(places)] * (_PARTS - len(t.parts)) for t in templates]
    )
    keys = numpy.arange(len(templates), dtype=numpy.int64)[:, None] << (_PARTS * WIDTH)
    known = numpy.ones((len(templates), length), dtype=numpy.bool_)
    for part in range(_PARTS):
        numbers = seen[which[:, part]]
        keys = keys | (numbers << (part * WIDTH))
        known &= numbers > 0
    return keys * known


class Slots(NamedTuple):
    """Keys and their rows by hash: ``keys`` has the one of each slot, 0 none; ``shift`` makes the slot."""

    shift: int
    keys: Ids
    rows: NDArray[numpy.int32]


def _slots_of(keys: Ids, shift: int) -> Ids:
    return ((keys.astype(numpy.uint64) * _MIX) >> numpy.uint64(shift)).astype(numpy.int64)


def make_slots(keys: Ids, rows: NDArray[numpy.int32]) -> tuple[Slots, ...]:
    """Tables in which each key has a slot of its own; those whose slot is taken go into the next one."""
    tables: list[Slots] = []
    while len(keys):
        bits = max(4, int(len(keys) * _ROOM).bit_length() + len(tables))
        slots = _slots_of(keys, 64 - bits)
        used, first = numpy.unique(slots, return_index=True)
        table = Slots(
            64 - bits, numpy.zeros(1 << bits, dtype=numpy.int64), numpy.zeros(1 << bits, dtype=numpy.int32)
        )
        table.keys[used], table.rows[used] = keys[first], rows[first]
        tables.append(table)
        rest = numpy.setdiff1d(numpy.arange(len(keys)), first)
        keys, rows = keys[rest], rows[rest]
    return tuple(tables)


@dataclass(frozen=True, slots=True)
class Weights:
    """The table of one language: rows of ``weights`` by key, row 0 is empty; ``tags``: the first columns."""

    labels: tuple[str, ...]
    words: Mapping[str, Mapping[str, int]]
    templates: tuple[Template, ...]
    slots: tuple[Slots, ...]
    weights: NDArray[numpy.int32]
    tags: NDArray[numpy.int32]

    def number(self, stream: str, word: str) -> int:
        """The number of a word in a stream, 0 for one the table lacks."""
        return self.words[stream].get(word, 0) if stream in self.words else 0

    def find_rows(self, streams: Mapping[str, Ids]) -> NDArray[numpy.int32]:
        """The rows of weights at each unit, one for each template."""
        keys = make_keys(self.templates, streams)
        flat = keys.ravel()
        rows = numpy.zeros(len(flat), dtype=numpy.int32)
        asked = numpy.flatnonzero(flat)
        for table in self.slots:
            wanted = flat.take(asked)
            at = _slots_of(wanted, table.shift)
            there = table.keys.take(at)
            right = there == wanted
            rows[asked[right]] = table.rows[at[right]]
            asked = asked[~right & (there != 0)]
        return rows.reshape(keys.shape)

    def score(self, rows: NDArray[numpy.int32]) -> NDArray[numpy.int32]:
        """What speaks for each tag at each unit."""
        total: NDArray[numpy.int32] = self.tags.take(rows, axis=0).sum(axis=0, dtype=numpy.int32)
        return total


class _Vocabulary:
    """The templates and words of a table, numbered as they come."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.words: dict[str, dict[str, int]] = {}
        self.templates: dict[str, tuple[int, Template]] = {}

    def key(self, cells: list[str]) -> tuple[int, list[str]]:
        """The key of a feature and the cells behind it. Raises: TableError."""
        name = cells[0]
        if name not in self.templates:
            self.templates[name] = len(self.templates), read_template(name, self.where)
        number, template = self.templates[name]
        key = number << (_PARTS * WIDTH)
        for part in range(_PARTS):
            if part < len(template.parts):
                known = self.words.setdefault(template.parts[part][0], {})
                key |= known.setdefault(cells[part + 1], len(known) + 1) << (part * WIDTH)
            else:
                key |= MOST << (part * WIDTH)
        return key, cells[len(template.parts) + 1 :]


def read_weights(path: Path) -> Weights:
    """The weights of a language: a line of labels, then a line a feature with ``column:weight`` each.

    Raises: TableError.
    """
    where = f"{path.parent.name}/{path.name}"
    first, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    labels = tuple(first.split("\t"))
    vocabulary = _Vocabulary(where)
    weights = numpy.zeros((len(lines) + 1, len(TAGS) + len(labels)), dtype=numpy.int32)
    keys, at, columns, values = [], [], [], []
    for row, line in enumerate(lines, 1):
        try:
            key, cells = vocabulary.key(line.split("\t"))
            for cell in cells:
                column, _, weight = cell.partition(":")
                at.append(row)
                columns.append(int(column))
                values.append(int(weight))
        except (ValueError, IndexError) as error:
            raise TableError(f"{where}: line {row + 1}: want a feature and column:weight: {error}") from error
        keys.append(key)
    if columns and not 0 <= min(columns) <= max(columns) < weights.shape[1]:
        raise TableError(f"{where}: a column beyond the {len(labels)} labels")
    weights[at, columns] = values
    slots = make_slots(
        numpy.array(keys, dtype=numpy.int64), numpy.arange(1, len(keys) + 1, dtype=numpy.int32)
    )
    templates = tuple(template for _, template in vocabulary.templates.values())
    return Weights(labels, vocabulary.words, templates, slots, weights, first_columns(weights))


def first_columns(weights: NDArray[numpy.int32]) -> NDArray[numpy.int32]:
    """The columns of the tags by themselves, so that a row of them lies in one place of the memory."""
    return numpy.ascontiguousarray(weights[:, : len(TAGS)])
