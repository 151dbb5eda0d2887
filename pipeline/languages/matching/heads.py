"""Many patterns over one text at once: each is tried only where the characters it may begin with stand.

A table has dozens of patterns, and Python's engine walks the whole text for each; here
the text is walked once, and what may begin at a place is looked up.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from re import _casefix, _constants, _parser  # type: ignore[attr-defined]  # what compile itself reads patterns with
from typing import Any, NamedTuple

from pipeline.languages.patterns import one_of

_SIZE = 3
# A pattern with more heads than these is looked for by itself; a second character that may be one of more
# than a few tells too little.
_MOST, _FEW = 4000, 6
_ASIDE = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
# Nothing behind these is a digit or has case.
_ALL = tuple(map(chr, range(0x20000)))
_DIGITS = frozenset(char for char in _ALL if char.isdecimal())
_LETTERS = frozenset(string.ascii_letters)
# A pattern's number, and what tries it at a place.
_Try = tuple[int, Callable[[str, int], re.Match[str] | None]]


class _Head(NamedTuple):
    """What a match begins with, whether more of it may be told, and whether it must open a word."""

    text: str
    more: bool
    opens: bool


class Sifter:
    """Finds the matches of several patterns in a text, each by its number.

    >>> sifter = Sifter({0: re.compile(r"\\b(?:rose|fell) by"), 1: re.compile("[0-9]+%")})
    >>> [(number, match[0]) for number, match in sifter.find("It rose by 3%")]
    [(0, 'rose by'), (1, '3%')]
    """

    def __init__(self, patterns: Mapping[int, re.Pattern[str]]) -> None:
        self.patterns = patterns
        self.slow: list[int] = []
        anywhere: dict[str, set[int]] = {}
        opening: dict[str, set[int]] = {}
        for number, pattern in patterns.items():
            heads = find_heads(pattern)
            if heads is None:
                self.slow.append(number)
            for head, opens in heads or ():
                opening.setdefault(head, set()).add(number)
                if not opens:
                    anywhere.setdefault(head, set()).add(number)
        self.opening = self._tries(opening)
        self.anywhere = self._tries(anywhere)
        self.inside = _compile_places(anywhere)
        self.first = _compile_places(opening, "(?<![A-Za-z0-9_])") if opening != anywhere else None

    def _tries(self, heads: Mapping[str, Set[int]]) -> dict[str, list[_Try]]:
        """What to try by each head; a shorter head stands for all that begins with it."""
        return {
            head: [
                (number, self.patterns[number].match)
                for number in sorted(set().union(*[heads.get(head[:n], ()) for n in range(1, _SIZE + 1)]))
            ]
            for head in heads
        }

    def find(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Each match with the number of its pattern: those of one from left to right, none overlapping."""
        for number in self.slow:
            for match in self.patterns[number].finditer(text):
                yield number, match
        done = dict.fromkeys(self.patterns, 0)
        for start, tries in self._places(text):
            for number, match_at in tries:
                found = match_at(text, start) if start >= done[number] else None
                if found is not None:
                    done[number] = found.end()
                    yield number, found

    def _places(self, text: str) -> Iterator[tuple[int, list[_Try]]]:
        """Where something may begin, and what."""
        inside = [found.start() for found in self.inside.finditer(text)]
        if self.first is None:
            opens: frozenset[int] = frozenset()
        else:
            opens = frozenset([found.start() for found in self.first.finditer(text)])
        for at in sorted(opens.union(inside)) if opens else inside:
            heads = self.opening if at in opens else self.anywhere
            tries = heads.get(text[at : at + 3]) or heads.get(text[at : at + 2]) or heads.get(text[at])
            if tries is not None:
                yield at, tries


def _compile_places(heads: Iterable[str], border: str = "") -> re.Pattern[str]:
    """Where one of some heads stands, as far as its first two characters tell."""
    behind: dict[str, set[str]] = {}
    for head in heads:
        behind.setdefault(head[0], set()).add(head[1:2])
    pieces = [
        f"{re.escape(first)}{'' if '' in others else f'(?={one_of(others)})'}"
        for first, others in sorted(behind.items())
    ]
    return re.compile(f"{border}(?:{'|'.join(pieces) or '(?!)'})")


def find_heads(pattern: re.Pattern[str]) -> frozenset[tuple[str, bool]] | None:
    """What the matches of a pattern begin with, three characters or fewer; None where that is too much.

    >>> sorted(find_heads(re.compile(r"(?<![a-z])(?:up|go(?:es)? up|[78]th|\\bw.*)")))
    [('7th', False), ('8th', False), ('go ', False), ('goe', False), ('up', False), ('w', True)]

    Each with whether it must open a word. A head of one character stands for all that begins with it.
    """
    return _heads_of(pattern.pattern, pattern.flags & ~re.UNICODE)


def _heads_of(source: str, flags: int = 0) -> frozenset[tuple[str, bool]] | None:
    """The heads of what is not compiled: a part of a larger pattern."""
    items = _parser.parse(source, flags)
    flags = items.state.flags & ~re.UNICODE
    if flags & ~(re.IGNORECASE | re.MULTILINE):
        return None
    found = _extend({_Head("", True, False)}, items, bool(flags & re.IGNORECASE))
    heads = frozenset((text, opens and text[:1].isalnum()) for text, _, opens in found)
    letters = sum(text in _LETTERS for text, _ in heads)
    return None if letters > _FEW or len(heads) > _MOST or ("", False) in heads else heads


def _extend(heads: set[_Head], items: Iterable[Any], any_case: bool) -> set[_Head]:
    """The heads with what a pattern adds to them."""
    for kind, value in items:
        more = {head for head in heads if head.more}
        if kind is _constants.AT and value is _constants.AT_BOUNDARY:
            heads = (heads - more) | {head._replace(opens=head.opens or not head.text) for head in more}
        elif kind not in _ASIDE and more:
            heads = (heads - more) | _add(more, kind, value, any_case)
    return heads


def _add(heads: set[_Head], kind: Any, value: Any, any_case: bool) -> set[_Head]:
    """Open heads with what one piece of a pattern adds to them."""
    if kind in (_constants.LITERAL, _constants.IN):
        members = {chr(value)} if kind is _constants.LITERAL else _members(value)
        return _append(heads, members, any_case)
    if kind is _constants.BRANCH:
        return set().union(*[_extend(heads, branch, any_case) for branch in value[1]])
    if kind is _constants.SUBPATTERN and not (value[1] | value[2]) & ~re.IGNORECASE:
        any_case = bool(value[1]) or (any_case and not value[2])
        return _extend(heads, value[3], any_case)
    if kind is _constants.ATOMIC_GROUP:
        return _extend(heads, value, any_case)
    if kind in _REPEATS:
        least, most, body = value
        for _ in range(min(least, _SIZE)):
            heads = _extend(heads, body, any_case)
        for _ in range(min(most - least, _SIZE)):
            heads = heads | _extend(heads, body, any_case)
        return heads
    return {head._replace(more=False) for head in heads}


def _append(heads: set[_Head], members: set[str] | None, any_case: bool) -> set[_Head]:
    """Open heads with one of some characters behind; as they are where it may be one of too many."""
    if members is not None and any_case:
        members = {other for char in members for other in _cases(char)}
    if members is None or len(heads) * len(members) > _MOST:
        return {head._replace(more=False) for head in heads}
    if len(members) > len(_LETTERS):  # a digit of any script: enough as the first character, too much behind
        told = {head._replace(more=False) for head in heads if head.text}
        return told | {_Head(char, True, head.opens) for head in heads if not head.text for char in members}
    return {
        _Head(head.text + char, len(head.text) + 1 < _SIZE, head.opens) for head in heads for char in members
    }


def _cases(char: str) -> set[str]:
    """What the engine takes for a character where case does not count: k, K and the sign of kelvin."""
    low = char.lower()[0]
    others = map(chr, _casefix._EXTRA_CASES.get(ord(low), ()))
    return {each for other in (low, *others) for each in (other, *_capitals().get(other, ()))} | {char}


@cache
def _capitals() -> dict[str, list[str]]:
    """What is not in small letters, by what it is in small ones."""
    found: dict[str, list[str]] = {}
    for char in _ALL:
        if (low := char.lower()[0]) != char:
            found.setdefault(low, []).append(char)
    return found


def _members(items: Iterable[Any]) -> set[str] | None:
    """The characters of a class; None where they cannot be listed."""
    found: set[str] = set()
    for kind, value in items:
        if kind is _constants.LITERAL:
            found.add(chr(value))
        elif kind is _constants.RANGE and value[1] - value[0] < len(_DIGITS):
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif kind is _constants.CATEGORY and value is _constants.CATEGORY_DIGIT:
            found |= _DIGITS
        else:
            return None
    return found


class Spotter:
    """Finds what any of several patterns fits, as one pattern of them all would.

    >>> [found[0] for found in Spotter(["lend(?:er|ing)", "bank"]).find("a bank or lender", 0, 13)]
    ['bank']
    """

    def __init__(self, sources: Collection[str]) -> None:
        self.whole = re.compile("|".join(sources) or "(?!)")
        told = {source: _heads_of(source) for source in sources}
        slow = [source for source, heads in told.items() if heads is None]
        self.slow = re.compile("|".join(slow)) if slow else None
        self.heads = frozenset(head for heads in told.values() for head, _ in heads or ())
        self.places = _compile_places(self.heads)

    def find(
        self, text: str, low: int, high: int, starts: Sequence[int] | None = None
    ) -> Iterator[re.Match[str]]:
        """The matches between two offsets from left to right, none overlapping.

        ``starts``: those of the whole text (:meth:`find_starts`), where much of it is asked for.
        """
        if self.slow is not None and self.slow.search(text, low, high):
            yield from self.whole.finditer(text, low, high)
            return
        done = low
        places = self._starts(text, low, high) if starts is None else _between(starts, low, high)
        for at in places:
            if at >= done and (found := self.whole.match(text, at, high)) is not None:
                done = found.end()
                yield found

    def find_starts(self, text: str) -> list[int]:
        """Where in a text a match may begin."""
        return list(self._starts(text, 0, len(text)))

    def _starts(self, text: str, low: int, high: int) -> Iterator[int]:
        heads = self.heads
        for place in self.places.finditer(text, low, high):
            at = place.start()
            if text[at : at + 3] in heads or text[at : at + 2] in heads or text[at] in heads:
                yield at


def _between(starts: Sequence[int], low: int, high: int) -> Sequence[int]:
    return starts[bisect_left(starts, low) : bisect_left(starts, high)]
