"""Numerals and their values; the number words of a language, and what a numeral of them looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from typing import Any

# Wide enough that nothing of what is written is ever rounded.
EXACT = Context(prec=400, traps=[Inexact, InvalidOperation])
_DIVISION = Context(prec=16)  # tells 1/3 from 0.3333; the exact value is kept as a fraction

# A suffix as long as these is an abbreviation (MM, bn, trn), longer ones are words (million).
LETTERS = 3


def plain(number: Decimal) -> Decimal:
    """The same number without idle zeros: 2700500000.000 is 2700500000, 0.50 is 0.5."""
    return Decimal(format(number.normalize(EXACT), "f"))


def divide(above: Decimal, below: Decimal) -> Decimal:
    """A quotient to 16 digits, without idle zeros: 1 by 3 is 0.3333333333333333, 1 by 4 is 0.25."""
    return Decimal(format(_DIVISION.divide(above, below).normalize(), "f"))


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral stands for: ``low`` and ``high`` differ when it is vague.

    ``scale``: what one number in it is multiplied by (億 in 400億, 百万 in 2百万), 1 where there is none or
    more than one number (1億2000万). ``digits``: how many Arabic digits it is written with when it is nothing
    but these, else 0. ``form``: what it is besides a number: ``lettered`` (70B), ``unclear`` (a letter that
    may be a unit as well: 5m), ``nth`` (third), ``fraction`` (two thirds); ``share`` is what its decimal
    cannot hold. ``ending``: the large scale it ends in (万 in 二百五十万).
    """

    low: Decimal
    high: Decimal
    scale: Decimal
    modifier: str | None
    digits: int
    form: str = ""
    share: Fraction | None = None
    ending: Decimal = Decimal(1)

    @property
    def vague(self) -> bool:
        """True for 数億, which is 2 to 9 times 億."""
        return self.low != self.high

    @staticmethod
    def of_fraction(above: int, below: int) -> Numeral:
        """A part of one, or more: two thirds, 4/5."""
        number = divide(Decimal(above), Decimal(below))
        return Numeral(number, number, Decimal(1), None, 0, "fraction", Fraction(above, below))


@dataclass(frozen=True, slots=True)
class WordedNumerals:
    """The number words of a language whose words stand apart (``worded`` in numerals.yaml).

    ``articles`` stand for one before a scale (a million); ``groups`` are scales that count by themselves
    (dozen); ``plurals`` are scales that stand for an unknown number of them, ``only_of`` only before ``of``;
    ``parts`` are fractions with a word of their own (half), ``many_parts`` in the plural; ``parted`` are
    units a part of one may be said of (half a percent), ``slashed`` in digits. ``no_part`` have no parts.
    ``compared`` words behind "a third" make it a part without "of" (a third less), as ``led`` words before
    it do (by a third), and ``moved`` ones where it ends or goes on with one of ``moved_on`` (down a third).
    ``left`` words make an ordinal a part (the remaining third), ``ends`` before ``of``, ``stout`` ones there
    or at an end. ``shy_scales`` are behind a number only, where it ends or goes on with ``shy_on`` words.
    ``loose_suffixes`` may stand off by a blank (5 bn), ``spoken_suffixes`` from words (ten K); ``unclear``
    ones may be units (5m), and are before ``lengths`` (1.8m tall). ``loose`` words before a scale leave the
    rest open (20-odd million). "15 . 6" is one number before ``split_decimals``; a last one is of its own
    before ``spans`` (a million ten years ago), as is a part of what is ``owned``. No ordinals are
    ``clock_ordinals`` behind a blank (a twenty second clip), nor any before ``ordinal_nouns``.
    """

    digits: Mapping[str, Decimal]
    small_scales: Mapping[str, Decimal]
    large_scales: Mapping[str, Decimal]
    suffixes: Mapping[str, Decimal]
    articles: Mapping[str, Decimal]
    groups: Mapping[str, Decimal]
    plurals: Mapping[str, Decimal]
    parts: Mapping[str, Decimal]
    ordinals: Mapping[str, Decimal]
    group: tuple[str, ...]
    points: tuple[str, ...]
    vague: tuple[str, ...]
    vague_most: Mapping[str, Decimal]
    owned: tuple[str, ...]
    add: tuple[str, ...]
    of: tuple[str, ...]
    only_of: tuple[str, ...]
    many_parts: tuple[str, ...]
    parted: tuple[str, ...]
    slashed: tuple[str, ...]
    no_part: tuple[str, ...]
    compared: tuple[str, ...]
    led: tuple[str, ...]
    moved: tuple[str, ...]
    moved_on: tuple[str, ...]
    left: tuple[str, ...]
    ends: tuple[str, ...]
    stout: tuple[str, ...]
    loose_suffixes: tuple[str, ...]
    spoken_suffixes: tuple[str, ...]
    loose: Mapping[str, str]
    unclear: tuple[str, ...]
    lengths: tuple[str, ...]
    split_decimals: tuple[str, ...]
    spans: tuple[str, ...]
    clock_ordinals: tuple[str, ...]
    ordinal_nouns: tuple[str, ...]
    shy_scales: tuple[str, ...]
    shy_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language (``numerals.yaml``).

    ``vague`` words stand for an unknown digit (数, 几); ``loose`` ones, before a scale, leave the rest open
    (十余万), each with its modifier; ``suffixes`` are letters at a digit (5K) or scale words of another
    language (1.2 billion); ``points`` are decimal points written as words. ``middle_dot`` lists the words
    before which ・ is a decimal point (１・２兆円). ``positional``: digit words in a row are places
    (二〇二五), not a sum. ``elided_tail``: a last digit takes the next lower scale (zh 九万四 = 94,000).
    ``spoken`` digits stand before a scale or unit, never among places (zh 两). ``neighbours`` are pairs of
    digits that mean "a or b" (zh 三四百: 34). ``starts`` (regexes) are scales that need no digit before them
    (zh 万亿). ``not_decimal`` (regexes) may not follow a decimal point as a word (八点三十分). ``wide_group``
    marks part groups of three where two or more follow (1 234 567). ``spelled_digits`` and ``spelled_scales``
    are how the digits sound (ja にじゅうさん): three or more of them in a row are a number, fewer may be any
    words; ``spelled_particles`` among them close none (に). ``spaced_before`` are words before which digits
    set apart are one number (7 2 折). ``arabic_points``: a point as a word may stand among Arabic digits too
    (ja 21点2).
    """

    digits: Mapping[str, Decimal]
    small_scales: Mapping[str, Decimal]
    large_scales: Mapping[str, Decimal]
    suffixes: Mapping[str, Decimal]
    vague: tuple[str, ...]
    loose: Mapping[str, str]
    group: tuple[str, ...]
    decimal: tuple[str, ...]
    points: tuple[str, ...]
    middle_dot: tuple[str, ...]
    positional: bool
    elided_tail: bool
    spoken: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    not_decimal: tuple[str, ...] = ()
    wide_group: tuple[str, ...] = ()
    arabic_points: bool = False
    spelled_digits: Mapping[str, Decimal] = field(default_factory=dict)
    spelled_scales: Mapping[str, Decimal] = field(default_factory=dict)
    spelled_particles: tuple[str, ...] = ()
    spaced_before: tuple[str, ...] = ()


def alternation(words: Iterable[str]) -> str:
    """A regex for any of ``words``, the longest first; matches nothing when empty.

    Words share their beginnings: a place costs no more for a thousand words than for ten.

    >>> alternation(["two", "twenty", "ten"])
    't(?:en|w(?:enty|o))'
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(tree) if tree else r"(?!)"


def _branches(node: dict[str, Any]) -> str:
    """The regex of a tree of characters; ``""`` marks where a word may end."""
    letters = [re.escape(char) + _branches(node[char]) for char in sorted(node) if char]
    if not letters:
        return ""
    body = letters[0] if len(letters) == 1 else f"(?:{'|'.join(letters)})"
    return f"(?:{body})?" if "" in node else body


def arabic_regex(words: NumberWords, *, alone: bool = False) -> str:
    """Arabic digits with their marks; ``alone`` for a numeral cut out of its text already."""
    # The same mark between all groups: 1,234,567 but never 1,234 567.
    grouped = "".join(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+(?![0-9])|" for mark in words.group)
    # A blank or a stop parts columns and lists as well (100 200 300): round hundreds are no groups.
    grouped = "".join(rf"{_wide_groups(mark)}|" for mark in words.wide_group) + grouped
    # a point as a word stands among words only: 三点五, but 8点30分 is a clock
    point = rf"(?:{alternation(words.decimal)})[0-9]+"
    if words.arabic_points:
        point += rf"|(?:{alternation(words.points)})[0-9]++{_not(words.not_decimal)}"
    if words.middle_dot:
        # ・ also parts a list (1・2位): it is a point behind a zero, or before what a decimal is of
        before = rf"(?= ?(?:{alternation(words.middle_dot)}))"
        point += r"|・[0-9]+" if alone else rf"|・[0-9]+{before}|(?<=(?<![0-9])0)・[0-9]+"
    spaced = ""
    if words.spaced_before:
        ahead = r"(?![0-9])" if alone else rf"(?= ?(?:{alternation(words.spaced_before)}))"
        spaced = rf"(?<![0-9])(?<![0-9][.,])(?<![0-9] )[0-9](?: [0-9]){{1,7}}{ahead}|"
    # 1.234,56: both marks, in that order, leave no doubt which is which
    continental = r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])|"
    # 1.2e+14, and 12e14 only with the sign: without it the e is a letter of a name
    power = r"(?:[0-9]+\.[0-9]+[eE][+-]?|[0-9]+[eE][+-])[0-9]{1,2}(?![0-9A-Za-z])|"
    # a batting average of .315: without its zero
    bare = r"(?<![0-9A-Za-z.])\.[0-9]+(?![0-9.])|"
    return rf"(?:{spaced}{bare}{power}{continental}(?:{grouped}[0-9]+)(?:{point})?)"


def _wide_groups(mark: str) -> str:
    """1 234 567, 12、345、678; not 100 200 300."""
    more = rf"{re.escape(mark)}[0-9]"
    return (
        rf"(?<![0-9.,]{re.escape(mark)})(?![0-9]+(?:{re.escape(mark)}[1-9]00)+(?![0-9]))"
        rf"[1-9][0-9]{{0,2}}(?:{more}{{3}}){{2,}}(?![0-9]|{more})"
    )


def _row(words: NumberWords) -> str:
    """Digits that are places, with a point: 二〇二五, 三点一四; or one that is only spoken, 两, 两三."""
    places = alternation(word for word in words.digits if word not in words.spoken)
    point = rf"(?:{alternation((*words.points, '・', '.'))})(?>(?:{places})+){_not(words.not_decimal)}"
    pairs = alternation(_spoken_pairs(words))
    return rf"(?:{pairs}|(?:{places})+(?:{point})?|(?:{alternation(words.spoken)})(?:{point})?)"


def _spoken_pairs(words: NumberWords) -> list[str]:
    """Neighbours of which one is only spoken: 一两, 两三."""
    return [
        one + other
        for one, low in words.digits.items()
        for other, high in words.digits.items()
        if f"{low}{high}" in words.neighbours and {one, other} & set(words.spoken)
    ]


def _not(regexes: tuple[str, ...]) -> str:
    return rf"(?!{'|'.join(regexes)})" if regexes else ""


def run_together(words: NumberWords, arabic: str) -> str:
    """Numerals of scripts without spaces: 1億2000万, 十数, 千二百億, 7万 5千."""
    row = _row(words)
    scale = rf"(?:{alternation((*words.small_scales, *words.large_scales))})"
    scales = (*words.small_scales, *words.large_scales)
    single, longer = sorted(s for s in scales if len(s) == 1), sorted(s for s in scales if len(s) > 1)
    last = "|".join([f"(?<=[{re.escape(''.join(single))}])", *(f"(?<={re.escape(s)})" for s in longer)])
    behind = f"(?:{last})"
    zero = re.escape("".join(word for word, value in words.digits.items() if value == 0 and len(word) == 1))
    vague, small = alternation(words.vague), alternation(words.small_scales)
    places = alternation(word for word in words.digits if word not in words.spoken)
    # after a scale: more of the number, 零 and what follows it, or the decimals of 一百二十点五
    spoken = rf"{behind}[{zero}](?:{alternation(words.spoken)})|" if words.spoken else ""
    follow = (
        rf"{behind}[{zero}]?(?:{vague})|{spoken}{behind} ?(?:{arabic}|{row})"
        rf"|(?<=[{''.join(single)}][{zero}]){arabic}"
        rf"|{behind}(?:{alternation(words.points)})(?>(?:{places})+){_not(words.not_decimal)}"
        rf"| {{0,2}}{scale}"
    )
    loose = rf" ?(?:{alternation(words.loose)})(?= ?{scale})"
    # a letter stands at its digit; a word left of a translation may keep its blank (1.2 billionドル),
    # and so may a letter at a decimal before a stop (2.5 M; the B of "10 B站" begins a name)
    letters = alternation(words.suffixes)
    spelled = alternation(word for word in words.suffixes if len(word) > LETTERS)
    suffix = rf"(?:(?<=[0-9])(?:{letters}| (?:{spelled}))(?![A-Za-z0-9])|(?<=\.[0-9]) (?:{letters})(?!\w))?"
    round_number = r"10{1,3}(?![0-9])"  # 数10億, 10数社
    start = rf"(?:{vague})(?:{round_number})?|(?:{small})" + "".join(f"|{regex}" for regex in words.starts)
    after_tens = rf"(?<=0)(?:{vague})"
    return rf"{_spelled(words)}(?:{arabic}|{row}|{start})(?:{follow}|{after_tens}|{loose})*{suffix}"


def _spelled(words: NumberWords) -> str:
    """Digits and scales as they sound, with one scale at least: にじゅうさん, ひゃくさんじゅうろく."""
    if not words.spelled_digits:
        return ""
    digit, scale = alternation(words.spelled_digits), alternation(words.spelled_scales)
    close = "".join(f"(?<!{re.escape(word)})" for word in words.spelled_particles)
    return rf"(?=(?:(?:{digit})?(?:{scale}))+(?:{digit})?)(?:{digit}|{scale}){{3,}}{close}|"


_CONTINENTAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")


def arabic_value(text: str, group: Iterable[str], points: Iterable[str] = ()) -> Decimal:
    """The value of digits with their marks: 1,234.5 is 1234.5, and so is 1.234,50."""
    if _CONTINENTAL.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    for mark in (" ", *group):
        text = text.replace(mark, "")
    for point in points:
        text = text.replace(point, ".")
    return Decimal(text)
