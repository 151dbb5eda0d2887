"""What the name finders read and what they give: a text with its borders, and mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from spacy.attrs import IDX, LENGTH, MORPH, POS, TAG
from spacy.symbols import X
from spacy.tokens import Doc

from pipeline.languages.glued import find_glued
from pipeline.languages.nlp import RARE_WORDS
from pipeline.languages.sentences import known_text

# 1:1, so that offsets stay: full-width letters and digits, and the spaces and signs names are set with
_WIDE = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_FOLD = {code: chr(code - 0xFEE0) for code in _WIDE}
_FOLD |= {ord(space): " " for space in "\u00a0\u2009\u202f\u3000"} | {
    ord("’"): "'",
    ord("‐"): "-",
    ord("‑"): "-",
}
_FOLDED = re.compile("[" + "".join(map(chr, _FOLD)) + "]")
_SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=\s)")


class Mention(NamedTuple):
    """A named thing in a text. ``source``: gazetteer (an alias of the code book), shape, model, or learned.

    ``sure``: false when nothing beside an unseen name says what it is, so that its
    label is only the likelier one.
    """

    start: int
    end: int
    label: str
    code: str | None
    name: str | None
    source: str
    sure: bool = True


class Titles(NamedTuple):
    """What stands before and behind a person's short name, a first name before a family name, and what
    only looks like one (Will Trump sign?)."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    given: re.Pattern[str]
    verb: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the finders read it: folded 1:1, with its tokens.

    ``starts`` and ``ends`` are the borders of the tokens, both empty where they
    are no guide to names; ``tags`` are the names of the tokens' tags,
    ``glued`` the places where a Latin name ends and an amount begins; ``worded`` has a 1
    for each character in a rare word of the dictionary, a 2 in any other, where rules ask for that.
    """

    folded: str
    starts: dict[int, int]
    ends: dict[int, int]
    tags: tuple[str, ...]
    glued: frozenset[int] = frozenset()
    worded: bytes = b""

    def tags_between(self, start: int, end: int) -> tuple[str, ...]:
        """Tags of the tokens from ``start`` to ``end``; none when those are no token borders."""
        if start not in self.starts or end not in self.ends:
            return ()
        return self.tags[self.starts[start] : self.ends[end] + 1]


def _tags(doc: Doc, tags: list[int], morphs: list[int], unknown: str) -> tuple[str, ...]:
    """Tag names of all tokens; each of the few different tags and morphs is looked up once."""
    strings = doc.vocab.strings
    readings = {key: "Reading=" in (strings[key] if key else "") for key in dict.fromkeys(morphs)}
    names = {key: strings[key] if key else "" for key in dict.fromkeys(tags)}
    guessed = {key for key, name in names.items() if unknown and name.startswith(unknown)}
    pairs = zip(tags, morphs, strict=True)
    return tuple(["unknown" if t in guessed and not readings[m] else names[t] for t, m in pairs])


def _worded(doc: Doc) -> bytes:
    """Which characters stand in words of two and more that a dictionary has: those not tagged X.

    1 in a word the dictionary hardly ever met (灯塔), 2 in any other.
    """
    text = doc.text
    found = bytearray(len(text))
    rare = doc.user_data.get(RARE_WORDS, frozenset())
    for start, length, pos in doc.to_array([IDX, LENGTH, POS]).tolist():
        if length > 1 and pos != X:
            level = 1 if rare and text[start : start + length] in rare else 2
            found[start : start + length] = bytes([level]) * length
    return bytes(found)


def read_text(doc: Doc, tokens_guide: bool, unknown: str = "", asks_words: bool = False) -> Text:
    """The text of a doc, folded; token borders and tags only where ``tokens_guide``.

    ``Ｔｅｔｈｅｒ社`` is read as ``Tether社``. A token without a reading whose tag begins
    with ``unknown`` gets the tag ``unknown``: the dictionary only guessed.
    """
    folded = known_text(doc)
    if _FOLDED.search(folded):
        folded = folded.translate(_FOLD)
    if not tokens_guide or not len(doc):
        worded = _worded(doc) if asks_words and len(doc) else b""
        return Text(folded, {}, {}, (), find_glued(folded), worded)
    table = doc.to_array([IDX, LENGTH, TAG, MORPH])
    starts = table[:, 0].tolist()
    ends = (table[:, 0] + table[:, 1]).tolist()
    tags = _tags(doc, table[:, 2].tolist(), table[:, 3].tolist(), unknown)
    return Text(
        folded,
        dict(zip(starts, range(len(starts)), strict=True)),
        dict(zip(ends, range(len(ends)), strict=True)),
        tags,
        find_glued(folded),
    )


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Begin and end of the sentence (or line) around a span, looking at most 400 characters far."""
    low, high = max(0, start - 400), min(len(text), end + 400)
    for match in _SENTENCE_END.finditer(text, low, start):
        low = match.end()
    stop = _SENTENCE_END.search(text, end, high)
    return low, stop.end() if stop else high
