"""Every rule tried on one text: what it reads, and what wins each place.

The rules are those of the text's own language, and those of another one where
its words were left in a translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.errors import ReadingError
from pipeline.figures import FIGURE_KINDS, FIGURE_READERS, Reading
from pipeline.languages import Language, load_language
from pipeline.languages.glued import find_glued
from pipeline.languages.matching.coins import Coins
from pipeline.languages.matching.competition import Closed, Verdict, Words, cuts_word, settle
from pipeline.languages.matching.cues import CueFinder
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.search import find_matches
from pipeline.languages.names import Mention
from pipeline.languages.numerals import fold
from pipeline.languages.pack import Exclusion
from pipeline.languages.residue import Leftover, find_residue
from pipeline.times import TimeReading, read_time

# Where no tokenizer of its language has been over a residue: Latin words, digits, single signs.
_PIECE = re.compile(r"[A-Za-z]+|[0-9]+|\S")


@dataclass(frozen=True, slots=True)
class Readings:
    """All verdicts over a text, the idioms met as (start, end, exclusion), what finds cues.

    ``cues`` holds a finder for the text's language first, then for those of its residues;
    ``coins`` what stands like a ticker that no table knows.
    """

    verdicts: list[Verdict[Reading | TimeReading]]
    idioms: list[tuple[int, int, Exclusion]]
    cues: dict[str, CueFinder]
    leftovers: list[Leftover]
    coins: Coins

    def modifier(self, match: Match, own: str | None, before: str, after: str) -> str | None:
        """The strongest cue around a match, looked for with the words of its rule's language first."""
        first = self.cues[match.rule.lang]
        rest = [finder for finder in self.cues.values() if finder is not first]
        for finder in (first, *rest):
            if (cue := finder.around(match, own, before, after)) is not None:
                return cue
        return None

    def left_over(self, match: Match) -> bool:
        """Whether a reading holds words of another language than its text's."""
        return any(leftover.touches(match.core_start, match.core_end) for leftover in self.leftovers)


def rule_name(match: Match) -> str:
    """``ja.money.number-currency``: language, kind and the name in the table."""
    rule = match.rule
    return f"{rule.lang}.{FIGURE_KINDS.get(rule.kind, rule.kind)}.{rule.name}"


def read_words(tokens: Iterable[tuple[int, str, str | None]]) -> Words:
    """Token borders as plain sets, from (start, text, UD part of speech)."""
    starts, texts, ends, numerals, nouns, unsure = [], [], [], [], [], []
    for start, text, pos in tokens:
        starts.append(start)
        texts.append(text)
        ends.append(start + len(text))
        if pos == "NUM":
            numerals.append(start)
        elif pos in ("NOUN", "PROPN"):
            nouns.append(start)
        elif pos == "X":
            unsure.append(start)
    return Words(
        tuple(starts),
        tuple(texts),
        frozenset(starts),
        frozenset(ends),
        frozenset(numerals),
        frozenset(nouns),
        frozenset(unsure),
    )


def _excluded(text: str, language: Language) -> Iterator[tuple[int, int, Exclusion]]:
    glued = find_glued(text)
    for exclusion in language.exclusions:
        if exclusion.any_of and not any(word in text for word in exclusion.any_of):
            continue
        for found in exclusion.regex.finditer(text):
            if exclusion.unless_known and any(found.start() < end < found.end() for end in glued):
                continue  # OpenAI37億ドル is no identifier
            part = exclusion.regex.groupindex.get("x", 0)
            yield *found.span(part if found.start(part) >= 0 else 0), exclusion


def _close_names(text: str, mentions: Iterable[Mention]) -> Iterator[Closed]:
    for mention in mentions:
        name = text[mention.start : mention.end]
        if mention.source == "gazetteer" or any(char.isnumeric() for char in name):
            yield Closed(mention.start, mention.end, f"part of the name {name}", mention.source == "shape")


def _is_settled(
    idiom: tuple[int, int, Exclusion], verdicts: Iterable[Verdict[Reading | TimeReading]]
) -> bool:
    """Whether what stands near has told what is doubted: whose peso it is, by its country."""
    start, end, exclusion = idiom
    return exclusion.unless_known and any(
        verdict.reading is not None
        and verdict.match.rule.near is not None
        and verdict.match.core_start <= start
        and end <= verdict.match.core_end
        for verdict in verdicts
    )


def _close(start: int, end: int, exclusion: Exclusion) -> Closed:
    why = f"{exclusion.name}: {exclusion.message or 'no figure'}"
    return Closed(start, end, why, exclusion.unless_known, exclusion.whole)


def _read(match: Match, anchor: date | None) -> Reading | TimeReading:
    figure = FIGURE_READERS.get(match.rule.kind)
    if figure is not None:
        return figure(match)
    try:
        return read_time(match, anchor)
    except (OverflowError, ValueError) as error:  # what datetime says of the year 10000
        raise ReadingError(f"no such date: {error}") from error


@dataclass(frozen=True, slots=True)
class _Pack:
    """A language over one text: its matches, and where its words begin and end."""

    language: Language
    words: Words
    matches: list[Match]
    cues: CueFinder


def _own_pack(folded: str, language: Language, words: Words, coins: Coins) -> _Pack:
    chain = language.lexicon.scan(folded, coins.told)
    matches = list(find_matches(language.rules, chain))
    return _Pack(language, words, matches, CueFinder(chain, folded, language))


def _residue_pack(leftover: Leftover) -> _Pack:
    """The matches of another pack that hold what shows it; there are no tags to ask."""
    language = replace(load_language(leftover.lang), numeral_pos=None)
    chain = language.lexicon.scan(leftover.text)
    words = read_words((piece.start(), piece[0], None) for piece in _PIECE.finditer(leftover.text))
    matches = [
        match
        for match in find_matches(language.rules, chain)
        if leftover.touches(match.core_start, match.core_end)
    ]
    return _Pack(language, words, matches, CueFinder(chain, leftover.text, language))


def find_readings(
    text: str, words: Words, language: Language, mentions: Iterable[Mention], anchor: date | None
) -> Readings:
    """Every rule tried on a text: ``約35億円`` gives the verdicts on money, count and number.

    The text's own rules come first, so that of equal readings theirs win.
    """
    folded, mentions = fold(text), tuple(mentions)
    leftovers = find_residue(folded, language)
    coins = language.coins.find(folded, mentions)
    packs = {language.code: _own_pack(folded, language, words, coins)}
    idioms = list(_excluded(folded, language))
    for leftover in leftovers:
        packs[leftover.lang] = pack = _residue_pack(leftover)
        idioms += _excluded(leftover.text, pack.language)
    closed = [
        *(_close(*idiom) for idiom in idioms if not idiom[2].only_issue),
        *_close_names(folded, mentions),
    ]

    def misfit(match: Match) -> str | None:
        pack = packs[match.rule.lang]
        return cuts_word(match, pack.words, pack.language)

    verdicts = settle(
        [match for pack in packs.values() for match in pack.matches],
        lambda match: _read(match, anchor),
        misfit,
        closed,
    )
    told = [idiom for idiom in idioms if idiom[2].code and not _is_settled(idiom, verdicts)]
    return Readings(verdicts, told, {code: pack.cues for code, pack in packs.items()}, leftovers, coins)
