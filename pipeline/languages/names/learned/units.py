"""A text as a row of units, words or characters, each seen in several ways (streams).

``昨日、砺芯科技は`` is ten characters; its 砺 is the character itself, the first of a word that no
dictionary has, free of known names, met again in the text or not. A stream holds one number a unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy
from numpy.typing import NDArray
from spacy.attrs import IDX, LENGTH, TAG
from spacy.tokens import Doc

from pipeline.languages.names.mention import Mention, Text

# What stands before the first unit and behind the last, so many times on either side.
EDGE, EDGES = "⏎", 3
FREE, HIDDEN = "-", "masked"
_PIECE = re.compile(r"[A-Za-zÀ-ɏ]+|[0-9]+|.", re.DOTALL)
_BLANK = re.compile(r"[^\S\n]*\n\s*")
_DIGIT = re.compile(r"[0-9]+")
_LETTERS = (
    (re.compile(r"[A-ZÀ-Þ]+"), "X"), (re.compile(r"[a-zß-ɏ]+"), "x"), (re.compile(r"[0-9]+"), "9"),
    (re.compile(r"[ァ-ヴー・]+"), "ア"), (re.compile(r"[ぁ-ん]+"), "あ"), (re.compile(r"[一-鿿々]+"), "字"),
)  # fmt: skip
_END_MARKS = frozenset("。！？!?：:；;”\n" + EDGE)
_FAR = 4
_MOST_KEPT = 50_000

Ids = NDArray[numpy.int64]
LookUp = Callable[[str, Sequence[str]], Ids]


class Classes(dict[str, str]):
    """What lists of the language a word stands in, looked up once: ``generic``, ``surname``, ``other``."""

    def __init__(self, lists: Mapping[str, frozenset[str]]) -> None:
        super().__init__()
        self.lists = lists

    def __missing__(self, word: str) -> str:
        found = "+".join(name for name, words in self.lists.items() if word in words) or "other"
        if len(self) < _MOST_KEPT:
            self[word] = found
        return found


class Units(NamedTuple):
    """The units of a text: where each starts and ends, and its streams by name, with edges."""

    starts: list[int]
    ends: list[int]
    streams: Mapping[str, Ids]


def read_units(
    kind: str, doc: Doc, text: Text, known: Iterable[Mention], masked: bytearray, classes: Classes, look_up: LookUp
) -> Units:
    """The units of a doc; ``kind`` is characters or words, ``look_up`` gives the numbers of a stream's words."""
    known = tuple(known)
    read = _characters if kind == "characters" else _words
    starts, ends, seen = read(doc, text)
    seen["k"] = _known(starts, ends, known, masked)
    folded = text.folded
    seen["g"] = [classes[folded[start:end]] for start, end in zip(starts, ends, strict=True)]
    return Units(starts, ends, {name: _edged(look_up(name, words), name, look_up) for name, words in seen.items()})


def _edged(ids: Ids, name: str, look_up: LookUp) -> Ids:
    return numpy.pad(ids, EDGES, constant_values=int(look_up(name, [EDGE])[0]))


def _known(starts: list[int], ends: list[int], known: Iterable[Mention], masked: bytearray) -> list[str]:
    """What holds each unit already: nothing, a mask, or a name, with its label and the place in it."""
    states = [HIDDEN if masked[start] else FREE for start in starts]
    at = 0
    for mention in known:
        while at < len(starts) and ends[at] <= mention.start:
            at += 1
        first = at
        while at < len(starts) and starts[at] < mention.end:
            states[at] = f"{mention.label}+"
            at += 1
        if at > first:
            states[at - 1] = mention.label
    return states


def _characters(doc: Doc, text: Text) -> tuple[list[int], list[int], dict[str, list[str]]]:
    """Characters, Latin words and numbers: ``c`` what is written, ``p`` the place in the word of the
    segmenter and what its dictionary knows of that, ``w`` the word, ``v`` and ``u`` the words before and
    behind, ``q`` what is met again in the text, ``l`` how far behind the start of a clause."""
    folded = text.folded
    pieces = _PIECE.findall(folded)
    starts = numpy.cumsum([0, *map(len, pieces)]).tolist()
    ends, starts = starts[1:], starts[:-1]
    forms = [_form(piece) if len(piece) > 1 or piece.isascii() else piece for piece in pieces]
    seen = _segmented(doc, text, starts)
    seen["c"] = forms
    seen["q"] = _repeated(forms)
    seen["l"] = _distances(forms)
    return starts, ends, seen


def _form(piece: str) -> str:
    """A Latin word by its shape, a number as one digit, white space as the edge where a line ends."""
    if piece.isspace():
        return EDGE if piece == "\n" else " "
    if piece[0].isdigit():
        return "0"
    return _shape(piece) if piece[0].isalpha() else piece


def _segmented(doc: Doc, text: Text, starts: list[int]) -> dict[str, list[str]]:
    """For each unit its word, those before and behind, and where in the word it stands."""
    table = doc.to_array([IDX, LENGTH]).tolist()
    words = [text.folded[start : start + length] for start, length in table]
    seen: dict[str, list[str]] = {"w": [], "v": [], "u": [], "p": []}
    words = [EDGE if word.isspace() else _DIGIT.sub("0", word) for word in words]
    around = [EDGE, *words, EDGE]
    at, last = 0, len(table) - 1
    for start in starts:
        while at < last and table[at + 1][0] <= start:
            at += 1
        seen["w"].append(words[at])
        seen["v"].append(around[at])
        seen["u"].append(around[at + 2])
        begin, length = table[at]
        level = text.worded[start] if text.worded else 0
        seen["p"].append(f"{min(start - begin, 3)}{min(begin + length - 1 - start, 3)}{level}")
    return seen


def _repeated(forms: Sequence[str]) -> list[str]:
    """Whether a unit and the next stand in a row again elsewhere: 2 and 3 for pairs and threes."""
    pairs: dict[tuple[str, str], int] = {}
    rows = list(zip(forms, [*forms[1:], EDGE], strict=True))
    for row in rows:
        pairs[row] = pairs.get(row, 0) + 1
    return [str(min(pairs[row], 3)) for row in rows]


def _distances(forms: Sequence[str]) -> list[str]:
    """How many units stand between each and the start of its clause, far ones alike."""
    distances, far = [], 0
    for form in forms:
        distances.append(str(far))
        far = 0 if form in _END_MARKS or form in "，,、(（「『“" else min(far + 1, _FAR)
    return distances


def _words(doc: Doc, text: Text) -> tuple[list[int], list[int], dict[str, list[str]]]:
    """Words: ``w`` as written (small), ``s`` its shape, ``e`` and ``b`` its end and beginning, ``t`` its tag,
    ``q`` how often it is met and whether the text writes it small, ``l`` how far behind the start of a clause."""
    table = doc.to_array([IDX, LENGTH, TAG])
    starts = table[:, 0].tolist()
    ends = (table[:, 0] + table[:, 1]).tolist()
    surfaces = [text.folded[start:end] for start, end in zip(starts, ends, strict=True)]
    surfaces = [(EDGE if "\n" in surface else " ") if surface.isspace() else surface for surface in surfaces]
    small = [_DIGIT.sub("0", surface.lower()) for surface in surfaces]
    counts: dict[str, int] = {}
    for surface in surfaces:
        counts[surface] = counts.get(surface, 0) + 1
    shapes = {surface: _shape(surface) for surface in counts}
    seen = {
        "w": small,
        "s": [shapes[surface] for surface in surfaces],
        "e": [word[-3:] if word.isascii() else word[-1:] for word in small],
        "b": [word[:3] if word.isascii() else word[:1] for word in small],
        "q": [f"{min(counts[s], 3)}{'s' if s != low and low in counts else ''}" for s, low in zip(surfaces, small, strict=True)],
        "l": _distances(small),
        "h": _headlines(surfaces),
    }
    if text.tags:
        seen["t"] = list(text.tags)
    return starts, ends, seen


def _headlines(surfaces: Sequence[str]) -> list[str]:
    """Whether a unit stands in a line that capitalises nearly all its longer words."""
    marks: list[str] = []
    line: list[str] = []
    for surface in [*surfaces, EDGE]:
        line.append(surface)
        if surface == EDGE:
            long = [word for word in line if len(word) > 3 and word.isalpha()]
            capitals = sum(word[0].isupper() for word in long)
            marks += ["h" if len(long) >= 3 and capitals >= 0.7 * len(long) and line[-2] != "." else "-"] * len(line)
            line = []
    return marks[:-1]


def _shape(word: str) -> str:
    """The kinds of characters of a word in a row: ``Xx`` is a capitalised one; its length when short."""
    shape = word
    if word.isascii():
        shape = _DIGIT.sub("9", re.sub(r"[a-z]+", "x", re.sub(r"[A-Z]{2,}", "XX", word)))
        shape = re.sub(r"[A-WYZ]", "X", shape)
    else:
        for pattern, sign in _LETTERS:
            shape = pattern.sub(sign, shape)
    return f"{shape[:6]}{min(len(word), 5)}"
