"""The likeliest names by the scores of the units: none begins in another, none ends that did not begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from pipeline.languages.names.learned.weights import TAGS

_O, _B, _I, _E, _S = range(len(TAGS))
# What may follow each tag.
_NEXT = {_O: (_O, _B, _S), _B: (_I, _E), _I: (_I, _E), _E: (_O, _B, _S), _S: (_O, _B, _S)}
_BEFORE = tuple(tuple(tag for tag in _NEXT if after in _NEXT[tag]) for after in range(len(TAGS)))
_NEVER = -(10**9)
# A unit whose best tag of a name lies so far behind O (thousandths) is in none.
NEAR = -4000


class Span(NamedTuple):
    """Units ``first`` to ``last`` as a name; ``margin``: how far it lies before no name, in thousandths."""

    first: int
    last: int
    margin: int


def decode(scores: NDArray[numpy.int32], bias: int) -> Iterator[Span]:
    """The spans of the best row of tags where each unit of a name costs ``-bias``, in text order."""
    gains = scores - scores[:, :1]
    most = gains[:, 1:].max(axis=1)
    near = numpy.flatnonzero(most >= NEAR)
    if not len(near):
        return
    firsts = numpy.flatnonzero(numpy.append(True, numpy.diff(near) > 1))
    # No name can come of a stretch in which too little speaks for any.
    hopes = numpy.add.reduceat(numpy.maximum(most[near], 0), firsts) > -bias
    lasts = numpy.append(firsts[1:], len(near)) - 1
    for first, last in zip(near[firsts[hopes]].tolist(), near[lasts[hopes]].tolist(), strict=True):
        yield from _best(gains[first : last + 1].tolist(), first, bias)


def _best(gains: list[list[int]], first: int, bias: int) -> Iterator[Span]:
    """Viterbi over a stretch, before and behind which stands no name."""
    best = [0, _NEVER, _NEVER, _NEVER, _NEVER]
    back: list[list[int]] = []
    for row in gains:
        ways = []
        new = []
        for tag, before in enumerate(_BEFORE):
            way = max(before, key=best.__getitem__)
            ways.append(way)
            new.append(best[way] + row[tag] + (bias if tag in (_B, _S) else 0))
        back.append(ways)
        best = new
    tag = max((_O, _E, _S), key=best.__getitem__)
    tags = []
    for ways in reversed(back):
        tags.append(tag)
        tag = ways[tag]
    tags.reverse()
    start = 0
    for at, tag in enumerate(tags):
        if tag in (_B, _S):
            start = at
        if tag in (_E, _S):
            margin = sum(gains[i][tags[i]] for i in range(start, at + 1))
            yield Span(first + start, first + at, margin)
