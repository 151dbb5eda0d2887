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
# No stream knows more words; three of them make one number.
WIDTH = 20
_PART = re.compile(r"([a-z])(-?[0-3])")


class Template(NamedTuple):
    """What a feature looks at: a stream and how far from the unit, up to three of them."""

    name: str
    parts: tuple[tuple[str, int], ...]


def read_template(name: str, where: str = "") -> Template:
    """``w-1 w0`` read. Raises: TableError."""
    parts = [_PART.fullmatch(part) for part in name.split(" ")]
    if not 0 < len(parts) <= 3 or None in parts:
        raise TableError(f"{where}: no template: {name!r}")
    return Template(name, tuple((part[1], int(part[2])) for part in parts if part))


def keys_of(template: Template, streams: Mapping[str, Ids]) -> Ids:
    """One number for each unit: what the template meets there; 0 where a part of it is unknown."""
    keys: Ids | None = None
    unknown: NDArray[numpy.bool_] | None = None
    for stream, offset in template.parts:
        ids = streams[stream][EDGES + offset : len(streams[stream]) - EDGES + offset]
        if keys is None or unknown is None:
            keys, unknown = ids, ids == 0
        else:
            keys, unknown = (keys << WIDTH) | ids, unknown | (ids == 0)
    assert keys is not None and unknown is not None
    return numpy.where(unknown, 0, keys)


@dataclass(frozen=True, slots=True)
class Weights:
    """The table of one language. ``rows`` of a template are the numbers of its sorted ``keys``; row 0 is empty."""

    labels: tuple[str, ...]
    words: Mapping[str, Mapping[str, int]]
    templates: tuple[Template, ...]
    keys: tuple[Ids, ...]
    rows: tuple[Ids, ...]
    weights: NDArray[numpy.int32]

    def look_up(self, stream: str, words: Sequence[str]) -> Ids:
        """The numbers of words in a stream, 0 for one the table lacks."""
        known = self.words.get(stream, {})
        return numpy.array([known.get(word, 0) for word in words], dtype=numpy.int64)

    def score(self, streams: Mapping[str, Ids]) -> NDArray[numpy.int32]:
        """What speaks for each column at each unit."""
        first = next(iter(streams.values()))
        total = numpy.zeros((len(first) - 2 * EDGES, self.weights.shape[1]), dtype=numpy.int32)
        for template, known, rows in zip(self.templates, self.keys, self.rows, strict=True):
            keys = keys_of(template, streams)
            at = numpy.searchsorted(known, keys)
            at[at == len(known)] = 0
            found = numpy.flatnonzero(known[at] == keys)
            total[found] += self.weights[rows[at[found]]]
        return total


def read_weights(path: Path) -> Weights:
    """The weights of a language: a line of labels, then a line a feature with ``column:weight`` each.

    Raises: TableError.
    """
    where = f"{path.parent.name}/{path.name}"
    lines = path.read_text(encoding="utf-8").split("\n")
    labels = tuple(lines[0].split("\t"))
    words: dict[str, dict[str, int]] = {}
    templates: dict[str, Template] = {}
    found: dict[str, list[tuple[int, int]]] = {}
    weights = numpy.zeros((len(lines), len(TAGS) + len(labels)), dtype=numpy.int32)
    for row, line in enumerate(lines[1:], 1):
        if not line:
            continue
        name, *cells = line.split("\t")
        template = templates.setdefault(name, read_template(name, where))
        key = 0
        for (stream, _), word in zip(template.parts, cells, strict=False):
            numbers = words.setdefault(stream, {})
            key = (key << WIDTH) | numbers.setdefault(word, len(numbers) + 1)
        found.setdefault(name, []).append((key, row))
        try:
            for column, weight in (cell.split(":") for cell in cells[len(template.parts) :]):
                weights[row, int(column)] = int(weight)
        except (ValueError, IndexError) as error:
            raise TableError(f"{where}: line {row + 1}: want column:weight: {error}") from error
    for rows in found.values():
        rows.sort()
    return Weights(
        labels, words, tuple(templates.values()),
        tuple(numpy.array([key for key, _ in found[name]], dtype=numpy.int64) for name in templates),
        tuple(numpy.array([row for _, row in found[name]], dtype=numpy.int64) for name in templates),
        weights,
    )  # fmt: skip
