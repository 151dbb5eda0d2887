"""Which of the rules that fit a place wins it, and why the others lose.

The longest match goes first; of equal ones the rule that stands first in the
tables. A match is refused when it cuts a word, lies in a name or an idiom, or
its reader finds that it is not what the rule stands for; then the next has its turn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from pipeline.errors import NumeralError, ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.languages.pack import Language

R = TypeVar("R")
# The kind of rule that reads a number with no unit: ゼロ知識証明 holds none.
BARE = "number"
# What may part numbers inside one token: 1、2 and 1・2.
LISTING = "、・"
_CUES = frozenset(("before", "before_scale", "filler"))
# What may stand behind a number or a time in one token with it: 今年以来.
_AFTER = frozenset(("after", "time_after"))


@dataclass(frozen=True, slots=True)
class Words:
    """Where the tokens of a text begin and end, and which of them are numerals.

    ``texts`` is by start; ``numeral_starts`` and ``noun_starts`` hold the starts of
    tokens whose UD part of speech says number or noun, ``unsure_starts`` of those whose
    part of speech is X: the tokenizer guessed them, and their borders prove nothing.
    """

    starts: tuple[int, ...]
    texts: tuple[str, ...]
    start_set: frozenset[int]
    end_set: frozenset[int]
    numeral_starts: frozenset[int]
    noun_starts: frozenset[int]
    unsure_starts: frozenset[int] = frozenset()

    def at(self, offset: int) -> str:
        """The token that covers an offset: its text; empty before the first."""
        index = bisect_right(self.starts, offset) - 1
        return self.texts[index] if index >= 0 else ""

    def start_at(self, offset: int) -> int:
        """Where the token that covers an offset begins; -1 before the first."""
        index = bisect_right(self.starts, offset) - 1
        return self.starts[index] if index >= 0 else -1


@dataclass(frozen=True, slots=True)
class Closed:
    """A span no figure may be read from, and why.

    ``unless_known``: a match that takes all of it may, as its words are in the tables.
    ``whole``: no match may take any part of it, wherever its numerals lie.
    """

    start: int
    end: int
    why: str
    unless_known: bool = False
    whole: bool = False


class Verdict(NamedTuple, Generic[R]):
    """One match and what became of it: a reading and "won", or why it lost."""

    match: Match
    reading: R | None
    outcome: str


def cuts_word(match: Match, words: Words, language: Language) -> str | None:
    """Why a match may not stand where it stands, by the tokens; null when it may."""
    # where words stand apart, the lexicon has seen to it that none is cut
    if language.numerals.worded is not None:
        return None
    if (
        match.start not in words.start_set
        and match.atoms[0].surface not in language.glued_units
        and not _begins_number(match, words)
        and not _follows_cue(match, words, language)
        and words.start_at(match.start) not in words.unsure_starts
    ):
        return f"begins inside the word {words.at(match.start)!r}"
    if (
        match.end not in words.end_set
        and match.atoms[-1].surface not in language.glued_units
        and not _ends_number(match, words)
    ):
        tail = words.at(match.end)[match.end - words.start_at(match.end) :]
        guessed = words.start_at(match.end) in words.unsure_starts
        if not guessed and _AFTER.isdisjoint(language.lexicon.words.get(tail, ())):
            return f"ends inside the word {words.at(match.end)!r}"
    for atom in match.atoms:
        if atom.numeral is None or atom.surface[0].isascii() or language.numeral_pos is None:
            continue
        if atom.surface[0] in language.numerals.words.vague and len(atom.surface) > 1:
            continue  # 何兆: 何 is a pronoun, but not before a scale
        if _is_spelled(atom, language):
            continue
        if (
            words.start_at(atom.start) not in words.numeral_starts
            and words.at(atom.start) not in language.counted_words
        ):
            return f"{words.at(atom.start)!r} is a word of its own"
        if match.rule.kind == BARE and atom.end == match.end and atom.end in words.noun_starts:
            return f"{atom.surface!r} is part of a compound word"
    return None


def _is_spelled(atom: Atom, language: Language) -> bool:
    """Whether a numeral is written as it sounds, which no tagger knows: にじゅうさん."""
    words = language.numerals.words
    return atom.surface.startswith((*words.spelled_digits, *words.spelled_scales))


def _follows_cue(match: Match, words: Words, language: Language) -> bool:
    """Whether a token is a cue and its number in one: 近百."""
    head = words.at(match.start)[: match.start - words.start_at(match.start)]
    return not _CUES.isdisjoint(language.lexicon.words.get(head, ()))


def _begins_number(match: Match, words: Words) -> bool:
    """Whether a match begins with the first digit of a word: 高1, a pupil, in ブロック高1,350万.

    Or with the second number of a word that cuts a number itself: the 2、3 of 4.2、3人.
    """
    begin = words.start_at(match.start)
    word, offset = words.at(match.start), match.start - begin
    if not 0 < offset < len(word) or not word[offset].isdecimal():
        return False
    if word[offset - 1] in LISTING and begin:
        return words.at(begin - 1)[-1:] == "."
    return word[offset - 1].isalpha() and not word[offset - 1].isascii()


def _ends_number(match: Match, words: Words) -> bool:
    """Whether a match ends with a number in a word of several: 3分の1 before 、2分の1, where 1、2 is one."""
    word, offset = words.at(match.end - 1), match.end - words.start_at(match.end - 1)
    return 0 < offset < len(word) and word[offset - 1].isdecimal() and word[offset] in LISTING


def _cover(spans: Iterable[Closed]) -> dict[int, list[Closed]]:
    """The closed spans by each of their characters: there are few, and they are short."""
    cover: dict[int, list[Closed]] = {}
    for span in spans:
        for offset in range(span.start, span.end):
            cover.setdefault(offset, []).append(span)
    return cover


def _closed_to(match: Match, cover: dict[int, list[Closed]]) -> str | None:
    """Why no figure may be read from the numerals of a match, or from its core without one."""
    numerals = [atom for atom in match.core if atom.numeral is not None or atom.surface[0].isdecimal()] or [
        atom for atom in match.core if "zone" not in atom.types
    ]  # noon in New York: the zone may hold a name
    for atom in numerals:
        for offset in range(atom.start, atom.end):
            for span in cover.get(offset, ()):
                if not (span.unless_known and match.start <= span.start and span.end <= match.end):
                    return span.why
    if (first := match.core_start) in cover:
        return next((span.why for span in cover[first] if span.whole), None)
    return None


def settle(
    matches: Iterable[Match],
    read: Callable[[Match], R],
    misfit: Callable[[Match], str | None],
    closed: Iterable[Closed],
) -> list[Verdict[R]]:
    """A verdict for every match, in the order they were tried.

    Args:
        read: makes a reading of a match; raises ReadingError or NumeralError
            when it is none.
        misfit: why a match may not stand where it stands (:func:`cuts_word`), else null.
        closed: spans no figure may be read from, each with the reason.
    """
    order = sorted(enumerate(matches), key=lambda pair: (pair[1].start - pair[1].end, pair[0]))
    verdicts: list[Verdict[R]] = []
    owners: dict[int, str] = {}
    cover = _cover(closed)
    for _, match in order:
        claim = range(match.start, match.end)
        if "claims" in match.rule.options:
            claim = range(match.core_start, match.core_end)
        taken = next((owners[i] for i in claim if i in owners), None)
        lost = f"{taken} took it" if taken else misfit(match) or _closed_to(match, cover)
        reading = None
        if lost is None:
            try:
                reading = read(match)
            except (ReadingError, NumeralError) as error:
                lost = str(error)
        if lost is None:
            owners.update(dict.fromkeys(claim, match.rule.name))
        verdicts.append(Verdict(match, reading, lost or "won"))
    return verdicts
