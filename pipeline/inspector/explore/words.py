"""What full-text search compares: whole words where words are spaced, pairs of characters where not.

Text and query go through the same reading: NFKC and casefold, marks of direction and joiners left
out, commas inside numbers too. A run of Han, kana or Hangul characters gives every pair, and its last
character alone, so that each character begins one key; letters and digits give words. A phrase of
keys that follow each other is then the query, wherever it stands in a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, combining, normalize

# Changed whenever the keys of a text do: an index of another version is made anew.
VERSION = 1

_UNSPACED = (
    r"\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    r"\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    r"\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|\d+|(?:(?![{_UNSPACED}])[^\W\d_])+")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_QUOTE = re.compile(r"[\"\u201c\u201d\u201e\uff02]")
# Hangul vowels and finals make a syllable with what stands before them, though they do not combine.
_JAMO = re.compile(r"[\u1160-\u11ff]")
_SELECTOR = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# More would be no search but a text; FTS5 has limits of its own beyond.
_MOST_TERMS = 64


class Word(NamedTuple):
    """A key with its span in the text it was read from; ``first_end`` is where its first character ends."""

    key: str
    start: int
    end: int
    first_end: int
    unspaced: bool


class Term(NamedTuple):
    """Keys that must follow each other; the last may go on if ``is_open``."""

    keys: tuple[str, ...]
    is_open: bool


class Hit(NamedTuple):
    """Where a term stands: half-open offsets in code points."""

    start: int
    end: int


def read_words(text: str) -> list[Word]:
    """The keys of a text in order, with their places in it.

    >>> [(word.key, word.start, word.end) for word in read_words("ＯｐｅｎＡＩの7億円")]
    [('openai', 0, 6), ('の', 6, 7), ('7', 7, 8), ('億円', 8, 10), ('円', 9, 10)]
    """
    characters, places = _fold(text)
    words = []
    for run in _RUN.finditer(characters):
        if run["unspaced"]:
            last = run.end() - 1
            for at in range(run.start(), run.end()):
                until = min(at + 1, last)
                place, (_, end) = places[at], places[until]
                words.append(Word(characters[at : until + 1], place[0], end, place[1], True))
        else:
            start, end = places[run.start()][0], places[run.end() - 1][1]
            words.append(Word(run[0], start, end, places[run.start()][1], False))
    return words


def read_terms(query: str) -> list[Term]:
    """What a query asks for: every word, and what stands in quotation marks as one phrase; may be empty.

    All else, be it an operator of FTS5 or punctuation, has no meaning. One character of a script
    without spaces finds every pair it begins.

    >>> read_terms('"Northern Data" 億円')
    [Term(keys=('northern', 'data'), is_open=False), Term(keys=('億円',), is_open=False)]
    >>> read_terms("円"), read_terms("NEAR("), read_terms('" * 🚀')
    ([Term(keys=('円',), is_open=True)], [Term(keys=('near',), is_open=False)], [])
    """
    chunks: list[str] = []
    for number, part in enumerate(_QUOTE.split(query)):
        chunks += [part] if number % 2 else part.split()
    terms = (_term(read_words(chunk)) for chunk in chunks)
    return list(dict.fromkeys(term for term in terms if term))[:_MOST_TERMS]


def _term(words: Sequence[Word]) -> Term | None:
    if not words:
        return None
    keys = tuple(word.key for word in words)
    if not words[-1].unspaced:
        return Term(keys, False)
    # A pair before it says already that this character follows; in the text it may begin a pair.
    is_told = len(words) > 1 and words[-2].unspaced and len(words[-2].key) == 2
    return Term(keys[:-1], False) if is_told else Term(keys, True)


def match_phrases(query: str) -> list[str]:
    """The terms of a query as FTS5 takes them, phrases in quotation marks, whatever was typed; may be empty.

    >>> match_phrases('億円 130億 "'), match_phrases("円")
    (['"億円"', '"130 億" *'], ['"円" *'])
    """
    return ['"' + " ".join(term.keys) + '"' + (" *" if term.is_open else "") for term in read_terms(query)]


def match_expression(query: str) -> str:
    """A query as FTS5 takes it: all terms have to stand there; one without terms finds nothing.

    >>> match_expression("億円 OpenAI"), match_expression("🚀")
    ('"億円" AND "openai"', '""')
    """
    return " AND ".join(match_phrases(query)) or '""'


def find_hits(text: str, query: str) -> list[Hit]:
    """Where the terms of a query stand in a text as published, in order; empty where none does.

    >>> text = "利息の７００億円、億万円"
    >>> [text[hit.start : hit.end] for hit in find_hits(text, "700億円 億")]
    ['７００億円', '億', '億']
    """
    words = read_words(text)
    hits = {hit for term in read_terms(query) for hit in _places(words, term)}
    return sorted(hits)


def _places(words: Sequence[Word], term: Term) -> Iterator[Hit]:
    closed = term.keys[:-1] if term.is_open else term.keys
    for at in range(len(words) - len(term.keys) + 1):
        if any(words[at + step].key != key for step, key in enumerate(closed)):
            continue
        last = words[at + len(term.keys) - 1]
        if not term.is_open:
            yield Hit(words[at].start, last.end)
        elif last.unspaced and last.key.startswith(term.keys[-1]):
            yield Hit(words[at].start, last.first_end)


def _fold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text as it is compared, and for each character of that the span in the text it came of."""
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and _joins(text[end]):
            end += 1
        for character in _fold_cluster(text[at:end]):
            characters.append(character)
            places.append((at, end))
        at = end
    folded = "".join(characters)
    commas = {at for number in _GROUPED.finditer(folded) for at in range(*number.span()) if folded[at] == ","}
    if commas:
        places = [place for at, place in enumerate(places) if at not in commas]
        folded = "".join(character for at, character in enumerate(folded) if at not in commas)
    return folded, places


@lru_cache(maxsize=65_536)
def _fold_cluster(cluster: str) -> str:
    folded = normalize("NFKC", normalize("NFKC", cluster).casefold())
    return "".join(c for c in folded if category(c) != "Cf" and not _SELECTOR.match(c))


@lru_cache(maxsize=65_536)
def _joins(character: str) -> bool:
    """Whether a character is written upon the one before it: an accent, a voicing mark of kana."""
    return combining(normalize("NFKD", character)[0]) != 0 or bool(_JAMO.match(character))
