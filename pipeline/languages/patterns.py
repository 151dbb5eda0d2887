"""Patterns of the tables: regular expressions with named pieces filled in, made quick to find nothing.

``(?<![0-9])(?:3|三)社`` is tried whole at every place of a text, though it can begin with two
characters only: Python's engine looks for first characters itself where a pattern begins
with one, not behind a look-around. :func:`sieve` puts such a look in front.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]  # what compile itself reads patterns with
from typing import Any

from pipeline.errors import TableError

# The patterns of cues.yaml besides its words, and what stands for one that a language has not.
_CUES = (
    *("before_gap", "before_far", "after_far", "list_joiner", "list_closing"),
    *("moved_from", "moved_to", "again_per", "each_bound", "minor_of", "bound_of_all", "told_per"),
    *("minor_unsaid", "minor_told"),
)
NO_CUES = dict.fromkeys(_CUES, r"(?!)") | {"before_gap": r"[ \t]*"}
_FLAGS_IN_FRONT = re.compile(r"\(\?[a-z]+\)")
_ANY_CASE, _ESCAPED, _CAPITAL = "(?i)", re.compile(r"\\.|\(\?P[<=]"), re.compile(r"[A-Z]|\(\?[a-z]*-")
_UNKNOWN_TO_US = re.VERBOSE | re.ASCII | re.LOCALE
_BORDER = re.compile(r"\(\?<!\[[^\]]+\]\)")
_ASIDE = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
_AHEAD = (_constants.ASSERT, _constants.ASSERT_NOT)
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_CLASSES = {
    _constants.CATEGORY_DIGIT: r"\d",
    _constants.CATEGORY_SPACE: r"\s",
    _constants.CATEGORY_WORD: r"\w",
}


def fill_pattern(
    source: str | None, slots: Mapping[str, str], where: str, end: str = "", *, sieved: bool = False
) -> re.Pattern[str] | None:
    """A pattern with its ``{slots}`` filled in; braces of counts (``{2,4}``) stay.

    ``sieved``: as :func:`compile_sieved` makes it.

    Raises: TableError, naming ``where``, for what is no regular expression.
    """
    if source is None:
        return None
    for slot, text in slots.items():
        source = source.replace("{" + slot + "}", text)
    try:
        return (compile_sieved if sieved else re.compile)(f"(?:{source}){end}")
    except re.error as error:
        raise TableError(f"{where}: bad pattern {source!r}: {error}") from error


def one_of(characters: Iterable[str]) -> str:
    """A pattern for any of some characters; for none of them, what matches nowhere.

    >>> one_of({"年", "-", ""}), one_of("")
    ('[\\\\-年]', '(?!)')
    """
    found = sorted(set(characters) - {""})
    return f"[{re.escape(''.join(found))}]" if found else "(?!)"


def measure(words: Collection[str], size: int, least: int = 1) -> dict[str, tuple[int, ...]]:
    """How long the words are that begin alike, the longest first, by their first ``size`` characters.

    A shorter word stands under all it has, and with what begins with it, unless it is
    shorter than ``least``.

    >>> measure({"年": 0, "年間": 0, "年間売上高": 0}, 4)
    {'年': (1,), '年間': (2, 1), '年間売上': (5, 2, 1)}
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:size], set()).add(len(word))
    for head, found in lengths.items():
        found.update(length for length in range(least, len(head)) if head[:length] in words)
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def lowered(source: str) -> str | None:
    """What finds in a text in small letters what ``source`` finds in any: several times as fast.

    Python's engine tells many words apart by their first letters only where case counts.

    >>> lowered(r"(?i)\\b(?:rose|fell)\\b")
    '\\\\b(?:rose|fell)\\\\b'

    None for a pattern where case counts, or with a capital in it.
    """
    if not source.startswith(_ANY_CASE) or _CAPITAL.search(_ESCAPED.sub("", source)):
        return None
    return source.removeprefix(_ANY_CASE)


def sieve(regex: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern that matches the same, and looks at once where none of its first characters stands.

    >>> sieve(re.compile("(?<![0-9])(?:3|三)社")).pattern
    '(?<![0-9])(?=(?:[3三]))(?:(?<![0-9])(?:3|三)社)'

    The pattern itself where that would not help, or where it may begin with anything.
    """
    items = _parser.parse(regex.pattern, regex.flags & ~re.UNICODE)
    sifted = _sift(regex.pattern, items, regex.flags)
    return regex if sifted is None else re.compile(sifted, regex.flags & ~re.UNICODE)


def compile_sieved(source: str, flags: int = 0) -> re.Pattern[str]:
    """What :func:`sieve` makes of a pattern, compiled once and not twice. Raises: re.error.

    >>> compile_sieved("(?<![0-9])(?:3|三)社").pattern
    '(?<![0-9])(?=(?:[3三]))(?:(?<![0-9])(?:3|三)社)'
    """
    items = _parser.parse(source, flags)
    told = items.state.flags
    sifted = _sift(source, items, told)
    return re.compile(source, flags) if sifted is None else re.compile(sifted, told & ~re.UNICODE)


def _sift(source: str, items: Sequence[Any], flags: int) -> str | None:
    """The pattern with a look at its first characters in front; None where that would not help."""
    if flags & _UNKNOWN_TO_US or _is_quick(items, flags):
        return None
    firsts: set[str] = set()
    if _gather(items, firsts) is not False:
        return None
    border = _border(source, items)
    case = "i" if re.search(r"\(\?[a-z]*i", source) else ""
    body = _FLAGS_IN_FRONT.sub("", source, count=1) if _FLAGS_IN_FRONT.match(source) else source
    return f"{border}(?=(?{case}:[{''.join(sorted(firsts))}]))(?:{body})"


def befores(source: str, flags: int = 0) -> re.Pattern[str] | None:
    """What stands right before each match of a pattern that begins with look-behinds: one character.

    >>> befores("(?:(?m:^)|(?<=[,;])|(?<=firms|the firm))(?!the)[a-z]+").pattern
    '[,;\\\\nms]'

    A match may also begin where the text does. None where nothing says what stands before.
    """
    found: set[str] = set()
    if not _gather_befores(_parser.parse(source, flags & ~re.UNICODE), found):
        return None
    return re.compile(f"[{''.join(sorted(found))}]")


def _gather_befores(items: Iterable[Any], found: set[str]) -> bool:
    """Adds what stands before a pattern to ``found``, as pieces of a character class; false for anything."""
    for kind, value in items:
        if kind is _constants.ASSERT and value[0] < 0:
            return _gather_lasts(value[1], found)
        if kind in _AHEAD:
            continue
        if kind is _constants.BRANCH:
            return all(_gather_befores(branch, found) for branch in value[1])
        if kind is _constants.SUBPATTERN:
            return _gather_befores(value[3], found)
        found.add(r"\n")
        return kind is _constants.AT and value is _constants.AT_BEGINNING
    return False


def _gather_lasts(items: Sequence[Any], found: set[str]) -> bool:
    """Adds what a look-behind ends with to ``found``; false for anything."""
    if not items:
        return False
    kind, value = items[-1]
    if kind is _constants.BRANCH:
        return all(_gather_lasts(branch, found) for branch in value[1])
    if kind is _constants.SUBPATTERN:
        return _gather_lasts(value[3], found)
    return kind in (_constants.LITERAL, _constants.IN) and _gather([items[-1]], found) is False


def _border(source: str, items: Sequence[Any]) -> str:
    """The look-behind that each alternative begins with, empty where there is none.

    Python's engine finds what alternatives share, but not through their groups.
    """
    found = _BORDER.search(source)
    front = _front(items)
    return found[0] if found and front and front == str(_parser.parse(found[0])[0]) else ""


def _front(items: Sequence[Any]) -> str:
    """What a pattern looks at before its first character, the same in all its alternatives; else empty."""
    if not items:
        return ""
    kind, value = items[0]
    if kind is _constants.SUBPATTERN:
        return _front(value[3])
    if kind is _constants.BRANCH:
        fronts = {_front(branch) for branch in value[1]}
        return fronts.pop() if len(fronts) == 1 else ""
    return str(items[0]) if kind is _constants.ASSERT_NOT else ""


def _is_quick(items: Sequence[Any], flags: int) -> bool:
    """Whether the engine finds the first characters of a pattern by itself."""
    while items and items[0][0] is _constants.SUBPATTERN:
        _, on, _, items = items[0][1]
        flags |= on
    if not items:
        return True
    kind, value = items[0]
    if kind is _constants.BRANCH:
        return not flags & re.I and all(each and each[0][0] is _constants.LITERAL for each in value[1])
    return not flags & re.I and kind in (_constants.LITERAL, _constants.IN)


def _gather(items: Iterable[Any], firsts: set[str]) -> bool | None:
    """Adds what a pattern may begin with to ``firsts``, as pieces of a character class.

    Says whether the pattern may be empty; null where it may begin with anything.
    """
    for kind, value in items:
        if kind in _ASIDE:
            continue
        empty: bool | None
        if kind is _constants.LITERAL:
            firsts.add(re.escape(chr(value)))
            empty = False
        elif kind is _constants.IN:
            empty = _gather_class(value, firsts)
        elif kind is _constants.BRANCH:
            each = [_gather(branch, firsts) for branch in value[1]]
            empty = None if None in each else any(each)
        elif kind in _REPEATS:
            empty = _gather(value[2], firsts)
            empty = empty if empty is None else empty or not value[0]
        elif kind is _constants.ATOMIC_GROUP:
            empty = _gather(value, firsts)
        elif kind is _constants.SUBPATTERN and not (value[1] | value[2]) & ~re.I:
            empty = _gather(value[3], firsts)
        else:
            empty = None
        if not empty:
            return empty
    return True


def _gather_class(members: Iterable[Any], firsts: set[str]) -> bool | None:
    """Adds a character class to ``firsts``; null where it says what is not in it."""
    for kind, value in members:
        if kind is _constants.LITERAL:
            firsts.add(re.escape(chr(value)))
        elif kind is _constants.RANGE:
            firsts.add(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif kind is _constants.CATEGORY and value in _CLASSES:
            firsts.add(_CLASSES[value])
        else:
            return None
    return False
