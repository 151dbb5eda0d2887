"""Where sentences end: ``今日は晴れ。明日は雨。`` ends at 6 and 12.

The marks, brackets and exceptions are a language's ``sentences.yaml``:

- ``ends``: patterns of what ends a sentence (``。``, ``!?``, a line break); the
  closing brackets behind it still belong to it;
- ``keeps``: patterns within which nothing ends (a URL, ``U.S.``, ``Yahoo!``);
- ``quotes`` and ``asides``: brackets within which nothing ends, if they close in
  time; a sentence may end together with a quote, with an aside only if the aside
  opened with it;
- ``joins``: patterns that, right behind an end with a closing bracket, carry the
  sentence on (「…。」と述べた).

Every pattern stands beside examples, with ``|`` where a sentence ends, in which it
decides, and rejects, texts that stay whole. Work is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy
from spacy.attrs import IS_SPACE, LENGTH, SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.errors import TableError
from pipeline.languages.patterns import compile_sieved
from pipeline.tables import read_table, text_list

_SECTIONS = ("ends", "keeps", "joins")


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """One language's sentence table, compiled.

    ``closer_of`` maps an opening to its closing bracket, ``asides`` are the openings
    of asides; ``brackets`` finds either, or a line break; a pair longer than
    ``longest_pair`` is taken for two strays.
    """

    ends: re.Pattern[str]
    closers: re.Pattern[str]
    keeps: re.Pattern[str]
    joins: re.Pattern[str]
    brackets: re.Pattern[str]
    closer_of: dict[str, str]
    asides: frozenset[str]
    longest_pair: int


@cache
def load_sentence_rules(code: str) -> SentenceRules:
    """The rules of one language, from ``<code>/sentences.yaml``; read once.

    Raises: TableError for a missing section, a bad pattern, or a rule without
    examples and rejects.
    """
    path = Path(__file__).parent / code / "sentences.yaml"
    return read_sentence_rules(read_table(path), str(path))


def read_sentence_rules(table: Any, where: str) -> SentenceRules:
    """The rules a table stands for; ``where`` begins every error message."""
    for name in (*_SECTIONS, "quotes", "asides", "closers", "longest_pair"):
        if name not in table:
            raise TableError(f"{where}: no section {name}")
    asides = text_list(table["asides"], f"{where}: asides")
    pairs = text_list(table["quotes"], f"{where}: quotes") + asides
    if any(len(pair) != 2 for pair in pairs):
        raise TableError(f"{where}: quotes, asides: want two characters each, got {pairs}")
    closer_of = {pair[0]: pair[1] for pair in pairs}
    brackets = "".join(sorted({char for pair in pairs for char in pair}))
    return SentenceRules(
        ends=_compile(table["ends"], f"{where}: ends"),
        closers=re.compile(f"[{re.escape(table['closers'])}]*"),
        keeps=_compile(table["keeps"], f"{where}: keeps"),
        joins=_compile(table["joins"], f"{where}: joins"),
        brackets=re.compile(f"[{re.escape(brackets)}\n]"),
        closer_of=closer_of,
        asides=frozenset(pair[0] for pair in asides),
        longest_pair=int(table["longest_pair"]),
    )


def _compile(rules: Any, where: str) -> re.Pattern[str]:
    """One pattern out of a section's rules, tried in the order they stand in."""
    patterns = []
    for name, rule in (rules or {}).items():
        if not all(text_list(rule.get(key, []), f"{where}.{name}") for key in ("examples", "rejects")):
            raise TableError(f"{where}.{name}: a rule needs examples and rejects")
        try:
            re.compile(rule["pattern"])
        except (KeyError, re.error) as error:
            raise TableError(f"{where}.{name}: no usable pattern: {error}") from error
        patterns.append(f"(?:{rule['pattern']})")
    return compile_sieved("|".join(patterns) or r"(?!)")


def find_sentence_ends(text: str, rules: SentenceRules) -> list[int]:
    """The offsets at which sentences end, rising; the end of the text not among them.

    White space behind a sentence belongs to neither side.
    """
    shields = _find_shields(text, rules)
    begins = [begin for begin, _ in shields]
    ends: list[int] = []
    for match in rules.ends.finditer(text):
        start, end = match.span()
        if not match[0].isspace():
            shield = bisect_right(begins, start) - 1
            if shield >= 0 and start < shields[shield][1]:
                continue
            after = rules.closers.match(text, end)
            closed = after is not None and after.end() > end
            end = after.end() if after else end
            if closed and rules.joins.match(text, end):
                continue
        if end < len(text) and (not ends or end > ends[-1]):
            ends.append(end)
    return ends


def _find_shields(text: str, rules: SentenceRules) -> list[tuple[int, int]]:
    """Stretches within which no sentence ends, as rising spans that do not overlap.

    The stretch of a pair stops before its closing bracket; the end mark inside,
    the last thing before it, is left to end the sentence together with it.
    """
    found = [match.span() for match in rules.keeps.finditer(text)]
    opened: list[tuple[str, int]] = []
    for match in rules.brackets.finditer(text):
        char, at = match[0], match.start()
        if char == "\n":
            opened.clear()
        elif opened and opened[-1][0] == char:
            begin = opened.pop()[1]
            if at - begin <= rules.longest_pair:
                aside = text[begin] in rules.asides and not _opens_sentence(text, begin, rules)
                found.append((begin, at if aside else _before_marks(text, begin, at, rules)))
        elif char in rules.closer_of:
            opened.append((rules.closer_of[char], at))
    found.sort()
    merged: list[tuple[int, int]] = []
    for begin, end in found:
        if merged and begin < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def _before_marks(text: str, begin: int, end: int, rules: SentenceRules) -> int:
    """Where the run of end marks right before ``end`` begins; ``end`` if there is none."""
    at = end
    while at > begin + 1:
        match = rules.ends.match(text, at - 1)
        if match is None or match.end() < at:
            break
        at -= 1
    return at


def _opens_sentence(text: str, at: int, rules: SentenceRules) -> bool:
    """Whether nothing, or an end mark and at most two blanks, stands before ``at``."""
    before = at - 1
    while before >= max(0, at - 2) and text[before] in " \u3000":
        before -= 1
    return before < 0 or rules.ends.match(text, before) is not None


# Where a Doc keeps the text it was made of: ``doc.text`` joins all tokens anew each time,
# which costs as much as finding them did.
TEXT = "techflow.text"


def known_text(doc: Doc) -> str:
    """The text of a Doc, from where it was kept or joined from its tokens."""
    text = doc.user_data.get(TEXT)
    return text if isinstance(text, str) else str(doc.text)


class SentenceMarker:
    """spaCy component: sets ``sent_start`` of every token from the text's sentence ends."""

    def __init__(self, rules: SentenceRules) -> None:
        self.rules = rules

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of a Doc; white space belongs to the sentence before."""
        if not len(doc):
            return doc
        length, spacy, blank = doc.to_array([LENGTH, SPACY, IS_SPACE]).astype("int64").T
        offsets = numpy.cumsum(length + spacy) - length - spacy
        words = numpy.flatnonzero(blank == 0)
        starts: Any = numpy.full(len(doc), -1, dtype="int64")
        starts[0] = 1
        ends = find_sentence_ends(known_text(doc), self.rules)
        first = numpy.searchsorted(offsets[words], numpy.array(ends, dtype="int64"))
        # A sentence opens at the first word behind an end; white space closes the one before.
        starts[words[first[(first > 0) & (first < len(words))]]] = 1
        doc.from_array([SENT_START], starts.astype("uint64").reshape(-1, 1))
        return doc


@Language.factory("techflow_sentences", assigns=["token.is_sent_start", "doc.sents"])
def create_sentence_marker(nlp: Language, name: str) -> SentenceMarker:
    """What spaCy calls to make the component of ``nlp.lang``."""
    return SentenceMarker(load_sentence_rules(nlp.lang))
