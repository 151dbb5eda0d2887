"""The number words of a language and the patterns made of them: what a numeral looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

# A suffix as long as these is an abbreviation (MM, bn, trn), longer ones are words (million).
LETTERS = 3


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language (``numerals.yaml``).

    ``vague`` words stand for an unknown digit (数, 几); ``loose`` ones, before a
    scale, leave the rest open (十余万), each with its modifier; ``suffixes`` are
    letters at a digit (5K) or scale words of another language (1.2 billion);
    ``points`` are decimal points written as words.
    ``middle_dot`` lists the words before which ・ is a decimal point (１・２兆円).
    ``joiners`` (regexes) hold alphabetic words apart; without them words run
    together. ``positional``: digit words in a row are places (二〇二五), not a sum.
    ``elided_tail``: a last digit takes the next lower scale (zh 九万四 = 94,000).
    ``spoken`` digits stand before a scale or unit, never among places (zh 两).
    ``neighbours`` are pairs of digits that mean "a or b" (zh 三四百: 34).
    ``starts`` (regexes) are scales that need no digit before them (zh 万亿).
    ``not_decimal`` (regexes) may not follow a decimal point as a word (八点三十分).
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
    joiners: tuple[str, ...]
    positional: bool
    elided_tail: bool
    spoken: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    not_decimal: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numerals:
    """Number words, the regex that finds a numeral and the one that splits it."""

    words: NumberWords
    regex: re.Pattern[str]
    parts: re.Pattern[str]


def alternation(words: Iterable[str]) -> str:
    """A regex for any of ``words``, the longest first; matches nothing when empty."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) or r"(?!)"


def _arabic_regex(words: NumberWords, *, alone: bool = False) -> str:
    """Arabic digits with their marks; ``alone`` for a numeral cut out of its text already."""
    # The same mark between all groups: 1,234,567 but never 1,234 567.
    grouped = "".join(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+(?![0-9])|" for mark in words.group)
    # a point as a word stands among words only: 三点五, but 8点30分 is a clock
    points = (*words.decimal, *words.points) if words.joiners else words.decimal
    point = rf"(?:{alternation(points)})[0-9]+"
    if words.middle_dot:
        # ・ also parts a list (1・2位): it is a point only before what a decimal is of
        point += r"|・[0-9]+" + ("" if alone else rf"(?= ?(?:{alternation(words.middle_dot)}))")
    # 1.234,56: both marks, in that order, leave no doubt which is which
    continental = r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])|"
    # 1.2e+14, and 12e14 only with the sign: without it the e is a letter of a name
    power = r"(?:[0-9]+\.[0-9]+[eE][+-]?|[0-9]+[eE][+-])[0-9]{1,2}(?![0-9A-Za-z])|"
    return rf"(?:{power}{continental}(?:{grouped}[0-9]+)(?:{point})?)"


def _row(words: NumberWords) -> str:
    """Digits that are places, with a point: 二〇二五, 三点一四; or one that is only spoken, 两, 两三."""
    places = alternation(word for word in words.digits if word not in words.spoken)
    point = rf"(?:{alternation((*words.points, '・', '.'))})(?:{places})++{_not(words.not_decimal)}"
    pairs = alternation(_spoken_pairs(words))
    return rf"(?:{pairs}|(?:{places})+(?:{point})?|{alternation(words.spoken)})"


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


def _run_together(words: NumberWords, arabic: str) -> str:
    """Numerals of scripts without spaces: 1億2000万, 十数, 千二百億, 7万 5千."""
    row = _row(words)
    scale = rf"(?:{alternation((*words.small_scales, *words.large_scales))})"
    last = re.escape("".join(sorted({s[-1] for s in (*words.small_scales, *words.large_scales)})))
    zero = re.escape("".join(word for word, value in words.digits.items() if value == 0 and len(word) == 1))
    vague, small = alternation(words.vague), alternation(words.small_scales)
    places = alternation(word for word in words.digits if word not in words.spoken)
    # after a scale: more of the number, 零 and what follows it, or the decimals of 一百二十点五
    follow = (
        rf"(?<=[{last}])[{zero}]?(?:{vague})|(?<=[{last}]) ?(?:{arabic}|{row})|(?<=[{last}][{zero}]){arabic}"
        rf"|(?<=[{last}])(?:{alternation(words.points)})(?:{places})++{_not(words.not_decimal)}"
        rf"| {{0,2}}{scale}"
    )
    loose = rf"(?:{alternation(words.loose)})(?={scale})"
    # a letter stands at its digit; a word left of a translation may keep its blank (1.2 billionドル),
    # and so may a letter at a decimal before a stop (2.5 M; the B of "10 B站" begins a name)
    letters = alternation(words.suffixes)
    spelled = alternation(word for word in words.suffixes if len(word) > LETTERS)
    suffix = rf"(?:(?<=[0-9])(?:{letters}| (?:{spelled}))(?![A-Za-z0-9])|(?<=\.[0-9]) (?:{letters})(?!\w))?"
    round_number = r"10{1,3}(?![0-9])"  # 数10億, 10数社
    start = rf"(?:{vague})(?:{round_number})?|(?:{small})" + "".join(f"|{regex}" for regex in words.starts)
    after_tens = rf"(?<=0)(?:{vague})"
    return rf"(?:{arabic}|{row}|{start})(?:{follow}|{after_tens}|{loose})*{suffix}"


def _held_apart(words: NumberWords, arabic: str) -> str:
    """Numerals of scripts with spaces: 3.2 million, two hundred and fifty, 5K."""
    fence = r"(?![A-Za-z])"
    joiner = rf"(?:{'|'.join(words.joiners)})"
    digit, small = (
        rf"(?:{alternation(words.digits)}){fence}",
        rf"(?:{alternation(words.small_scales)}){fence}",
    )
    scale = rf"(?:{alternation((*words.small_scales, *words.large_scales))}){fence}"
    suffix = rf"(?: ?(?:{alternation(words.suffixes)})(?![A-Za-z0-9]))"
    written = rf"(?<![A-Za-z])(?:{digit}|{small})(?:{joiner}(?:{scale}|{digit}))*"
    return rf"{arabic}(?:{suffix}|(?:{joiner}{scale})+)?|{written}"


def first_characters(words: NumberWords) -> frozenset[str]:
    """The characters a numeral may begin with: digits, 一, 千, 数, the t of two."""
    led = words.large_scales if words.starts else ()
    spelled = (*words.digits, *words.small_scales, *words.vague, *led)
    return frozenset("0123456789") | {word[0] for word in spelled}


def compile_numerals(words: NumberWords) -> Numerals:
    """The finder and the splitter made of a language's number words."""
    arabic = _arabic_regex(words)
    body = _held_apart(words, arabic) if words.joiners else _run_together(words, arabic)
    kinds = (
        words.digits,
        words.small_scales,
        words.large_scales,
        words.suffixes,
        words.vague,
        words.loose,
        words.points,
    )
    everything = alternation({word for kind in kinds for word in kind})
    joiner = "|".join((*words.joiners, " "))
    return Numerals(
        words,
        re.compile(body),
        re.compile(
            rf"(?P<arabic>{_arabic_regex(words, alone=True)})|(?P<word>{everything})|(?:{joiner})|[・.]"
        ),
    )
