"""A text as a row of units, words or characters, each seen in several ways (streams).

``昨日、砺芯科技は`` is eight characters; its 砺 is the character itself, the first of a word that no
dictionary has, free of known names, met again in the text or not. A stream holds one number a unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy
from numpy.typing import NDArray
from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc

from pipeline.languages.names.learned.shapes import LINE_SIGN, form_of, shape_of, without_digits
from pipeline.languages.names.mention import Mention, Text

# What stands before the first unit and behind the last, so many times on either side.
EDGES = 3
FREE, HIDDEN = "-", "masked"
_PIECE = re.compile(r"[A-Za-zÀ-ɏ]+|[0-9]+|.", re.DOTALL)
_OPENERS = frozenset("。！？!?：:；;”\n" + LINE_SIGN + "，,、(（「『“")
# Units behind the start of a clause, characters to the borders of a word, times met: more are alike.
_FAR, _INSIDE, _OFTEN = 4, 3, 3
_MOST_KEPT = 50_000
_SHORTEST_LONG = 4

Ids = NDArray[numpy.int64]
Number = Callable[[str, str], int]
Describe = Callable[[str], tuple[int, ...]]


class Units(NamedTuple):
    """The units of a text: where each starts and ends, and its streams by name, with edges."""

    starts: list[int]
    ends: list[int]
    streams: Mapping[str, Ids]


class Reader:
    """Reads texts of one language as units; what it has met it keeps.

    ``kind`` is characters or words, ``number`` gives the number of a word in a stream, ``lists`` are
    those that words are looked up in: generic ones, surnames.
    """

    def __init__(self, kind: str, lists: Mapping[str, frozenset[str]], number: Number) -> None:
        self.kind, self.lists, self.number = kind, lists, number
        self.named = ("w", "s", "e", "b", "g") if kind == "words" else ("c", "g")
        self._kept: dict[str, tuple[int, ...]] = {}
        self._kept_words: dict[str, tuple[int, ...]] = {}
        self._places = numpy.array(
            [number("p", f"{a}{b}{c}") for a in range(4) for b in range(4) for c in range(3)]
        )
        self._counts = numpy.array([number("q", str(n)) for n in range(_OFTEN + 1)])
        self._small = numpy.array([number("q", f"{n}s") for n in range(_OFTEN + 1)])
        self._distances = numpy.array([number("l", str(n)) for n in range(_FAR + 1)])

    def read(self, doc: Doc, text: Text, known: Iterable[Mention], masked: bytearray) -> Units:
        """The units of a doc in which some names are known."""
        units = self._words(doc, text) if self.kind == "words" else self._characters(doc, text)
        starts, ends, seen = units
        seen["k"] = self._known(starts, ends, known, masked)
        return Units(starts, ends, {name: self._edged(name, ids) for name, ids in seen.items()})

    def list_of(self, word: str) -> str:
        """The lists a word stands in: ``generic``, ``surname+foreign``, ``other``."""
        return "+".join(name for name, words in self.lists.items() if word in words) or "other"

    def _edged(self, name: str, ids: Ids) -> Ids:
        edge = numpy.full(EDGES, self.number(name, LINE_SIGN))
        return numpy.concatenate([edge, ids, edge])

    def _see(self, words: Sequence[str], kept: dict[str, tuple[int, ...]], describe: Describe) -> Ids:
        """What each word is by itself: a row a word, a column a stream."""
        if len(kept) > _MOST_KEPT:
            kept.clear()
        for word in set(words).difference(kept):
            kept[word] = describe(word)
        return numpy.array([kept[word] for word in words], dtype=numpy.int64)

    def _describe(self, word: str) -> tuple[int, ...]:
        if self.kind == "characters":
            return self.number("c", form_of(word)), self.number("g", self.list_of(word))
        sign = form_of(word) if word.isspace() else word
        small = without_digits(sign.lower())
        end, begin = (small[-3:], small[:3]) if small.isascii() else (small[-1:], small[:1])
        parts = (small, shape_of(sign), end, begin, self.list_of(word))
        return tuple(self.number(name, part) for name, part in zip(self.named, parts, strict=True))

    def _beside(self, word: str) -> tuple[int, ...]:
        """A word of the segmenter as the word of a unit, the one before and the one behind."""
        sign = LINE_SIGN if word.isspace() else without_digits(word)
        return self.number("w", sign), self.number("v", sign), self.number("u", sign)

    def _known(self, starts: list[int], ends: list[int], known: Iterable[Mention], masked: bytearray) -> Ids:
        """What holds each unit already: nothing, a mask, or a name, by its label; its last unit is told."""
        states = numpy.full(len(starts), self.number("k", FREE))
        if any(masked):
            hidden = numpy.frombuffer(masked, dtype=numpy.uint8)[starts] > 0
            states[hidden] = self.number("k", HIDDEN)
        mentions = list(known)
        firsts = numpy.searchsorted(ends, [m.start for m in mentions], side="right").tolist()
        behind = numpy.searchsorted(starts, [m.end for m in mentions]).tolist()
        for mention, first, last in zip(mentions, firsts, behind, strict=True):
            states[first:last] = self.number("k", f"{mention.label}+")
            states[last - 1] = self.number("k", mention.label)
        return states

    def _characters(self, doc: Doc, text: Text) -> tuple[list[int], list[int], dict[str, Ids]]:
        """Characters, Latin words and numbers: ``c`` what is written, ``g`` its lists, ``p`` the place in the
        segmenter's word and what the dictionary knows of it, ``w`` the word, ``v`` and ``u`` those before
        and behind, ``q`` whether it and the next stand so again, ``l`` how far behind the clause's start."""
        pieces = _PIECE.findall(text.folded)
        ends = numpy.cumsum([len(piece) for piece in pieces])
        starts = ends - [len(piece) for piece in pieces]
        seen = dict(zip(self.named, self._see(pieces, self._kept, self._describe).T, strict=True))
        seen |= self._segmented(doc, text, starts)
        firsts = numpy.array([ord(piece[0]) + (len(piece) << 24) for piece in pieces], dtype=numpy.int64)
        pairs = (firsts[:-1] << 28) ^ firsts[1:]
        _, at, counts = numpy.unique(pairs, return_inverse=True, return_counts=True)
        seen["q"] = self._counts[numpy.append(numpy.minimum(counts[at], _OFTEN), 1)]
        seen["l"] = self._clause(pieces)
        return starts.tolist(), ends.tolist(), seen

    def _segmented(self, doc: Doc, text: Text, starts: Ids) -> dict[str, Ids]:
        """For each unit its word, those before and behind, and where in the word it stands."""
        table = doc.to_array([IDX, LENGTH]).astype(numpy.int64)
        begins, lengths = table[:, 0], table[:, 1]
        words = [text.folded[b : b + n] for b, n in table.tolist()]
        around = self._see(["\n", *words, "\n"], self._kept_words, self._beside)
        at = numpy.maximum(numpy.searchsorted(begins, starts, side="right") - 1, 0)
        seen = {"w": around[at + 1, 0], "v": around[at, 1], "u": around[at + 2, 2]}
        before = numpy.minimum(starts - begins[at], _INSIDE)
        behind = numpy.clip(begins[at] + lengths[at] - 1 - starts, 0, _INSIDE)
        levels = numpy.frombuffer(text.worded or bytes(len(text.folded)), dtype=numpy.uint8)[starts]
        seen["p"] = self._places[before * 12 + behind * 3 + levels]
        return seen

    def _clause(self, words: Sequence[str]) -> Ids:
        """How many units stand between each and the start of its clause, far ones alike."""
        places = numpy.arange(len(words))
        opens = numpy.array([False, *[word in _OPENERS for word in words[:-1]]])
        last = numpy.maximum.accumulate(numpy.where(opens, places, 0))
        return self._distances[numpy.minimum(places - last, _FAR)]

    def _words(self, doc: Doc, text: Text) -> tuple[list[int], list[int], dict[str, Ids]]:
        """Words: ``w`` as written (small), ``s`` the shape, ``e`` and ``b`` end and beginning, ``g`` lists,
        ``t`` the tag, ``q`` how often it is met and whether the text writes it small too, ``h`` whether
        its line is a heading, ``l`` how far behind the clause's start."""
        table = doc.to_array([IDX, LENGTH]).tolist()
        starts, ends = [start for start, _ in table], [start + length for start, length in table]
        words = [text.folded[start:end] for start, end in zip(starts, ends, strict=True)]
        words = [("\n" if "\n" in word else " ") if word.isspace() else word for word in words]
        seen = dict(zip(self.named, self._see(words, self._kept, self._describe).T, strict=True))
        counts: dict[str, int] = {}
        for word in words:
            counts[word] = min(counts.get(word, 0) + 1, _OFTEN)
        met = {
            word: (self._small if _is_small_too(word, counts) else self._counts)[n]
            for word, n in counts.items()
        }
        seen["q"] = numpy.array([met[word] for word in words], dtype=numpy.int64)
        seen["l"] = self._clause(words)
        seen["h"] = self._headings(words)
        if text.tags:
            tags = {tag: self.number("t", tag) for tag in dict.fromkeys(text.tags)}
            seen["t"] = numpy.array([tags[tag] for tag in text.tags], dtype=numpy.int64)
        return starts, ends, seen

    def _headings(self, words: Sequence[str]) -> Ids:
        """Whether a unit stands in a line that capitalises nearly all its longer words."""
        marks = numpy.full(len(words), self.number("h", FREE))
        first = 0
        for last in [*[at for at, word in enumerate(words) if word == "\n"], len(words)]:
            long = [word for word in words[first:last] if len(word) >= _SHORTEST_LONG and word.isalpha()]
            if len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.7 * len(long):
                marks[first:last] = self.number("h", "h")
            first = last + 1
        return marks


def _is_small_too(word: str, counts: Mapping[str, int]) -> bool:
    """Whether the text writes a word with a small letter elsewhere."""
    small = word.lower()
    return small != word and small in counts
