"""Written numerals to exact numbers, for any language with digits and scales.

Both figures and times read numerals, so the reader stands here, below both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, Inexact, localcontext

from pipeline.errors import NumeralError
from pipeline.languages.number_words import (
    EXACT,
    NumberWords,
    Numeral,
    WordedNumerals,
    alternation,
    arabic_regex,
    arabic_value,
    divide,
    plain,
    run_together,
)
from pipeline.languages.worded.patterns import first_characters, opening_regex, worded_regex
from pipeline.languages.worded.reading import WordedReader

__all__ = [
    "EXACT",
    "LONGEST",
    "Numeral",
    "Numerals",
    "compile_numerals",
    "compile_worded",
    "divide",
    "fold",
    "parse_numeral",
    "plain",
]

# Full width to half width, one character for one, so that offsets stay.
_FOLD = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {
    ord(wide): ord(narrow)
    for wide, narrow in {
        "\u3000": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " ",
        "￥": "¥", "￡": "£", "￠": "¢", "〜": "~", "\u2212": "-", "\u2010": "-", "\u2011": "-", "’": "'",
    }.items()
}  # fmt: skip


# The longest number anybody writes out is 777,777,777,777,777 in English, 193 characters; what
# is longer is a table's rule or an attack, and adding up its digits costs their square.
LONGEST = 220


# Among narrow digits a wide comma parts clauses or thousands (20，300); which, its width no longer
# says once folded.
_WIDE_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9])")


def fold(text: str) -> str:
    """``text`` in half width with every offset unchanged, but for a wide comma among narrow digits.

    >>> fold("１億＄、−５％"), fold("１，２３４"), fold("20，300")
    ('1億$、-5%', '1,234', '20，300')
    """
    return "，".join(part.translate(_FOLD) for part in _WIDE_COMMA.split(text))


@dataclass(frozen=True, slots=True)
class Numerals:
    """What finds the numerals of a language and reads them.

    ``parts`` splits what ``regex`` found; a language whose words stand apart has
    a reader of its own, and ``apart``, which finds them where no word may add
    (between one hundred and two hundred). ``starts``: what a numeral may begin with,
    ``opening`` its first words.
    """

    words: NumberWords
    regex: re.Pattern[str]
    parts: re.Pattern[str]
    starts: frozenset[str]
    worded: WordedReader | None = None
    apart: re.Pattern[str] | None = None
    opening: re.Pattern[str] | None = None

    def read(self, found: re.Match[str]) -> Numeral:
        """The number of what a regex of this language found. Raises: NumeralError."""
        if self.worded is None:
            return parse_numeral(found[0], self)
        check_length(found[0])
        return self.worded.read_found(found)


def compile_numerals(words: NumberWords) -> Numerals:
    """The finder and the splitter made of number words that run together."""
    kinds = (words.digits, words.small_scales, words.large_scales, words.suffixes, words.vague, words.loose)
    spelled = (*words.spelled_digits, *words.spelled_scales)
    everything = alternation({word for kind in (*kinds, words.points, spelled) for word in kind})
    alone = arabic_regex(words, alone=True)
    led = words.large_scales if words.starts else ()
    starts = {word[0] for word in (*spelled, *words.digits, *words.small_scales, *words.vague, *led)}
    return Numerals(
        words,
        re.compile(run_together(words, arabic_regex(words))),
        re.compile(rf"(?P<arabic>{alone})|(?P<word>{everything})|(?: )|[・.]"),
        frozenset("0123456789.") | starts,
    )


def compile_worded(words: WordedNumerals) -> Numerals:
    """The finder and the reader made of number words that stand apart."""
    regex = worded_regex(words)
    plain_words = NumberWords(words.digits, {}, {}, {}, (), {}, words.group, (".",), (), (), False, False)
    return Numerals(
        plain_words,
        regex,
        regex,
        first_characters(words),
        WordedReader(words, regex),
        worded_regex(words, apart=True),
        opening_regex(words),
    )


class _Sum:
    """Adds up the parts of one numeral as an interval [low, high]."""

    def __init__(self, numerals: Numerals, surface: str) -> None:
        self.words, self.surface = numerals.words, surface
        self.total = self.section = (Decimal(0), Decimal(0))
        self.current: tuple[Decimal, Decimal] | None = None
        self.row = ""
        self.scale = self.tail = self.ending = Decimal(1)
        self.ceiling: Decimal | None = None
        self.modifier: str | None = None
        self.vague = self.pair = False
        self.larges = self.numbers = 0

    def fail(self, why: str) -> NumeralError:
        return NumeralError(f"{why} in {self.surface!r}")

    def number(self, value: Decimal, row: str) -> None:
        self.numbers += self.current is None
        self.scale = self.ending = Decimal(1)
        if self.current is None or (self.row == "0" and not row):  # 2千零30万
            self.current, self.row = (value, value), row
        elif self.words.positional and row and self.row:
            self.row += row
            self.current = (Decimal(self.row), Decimal(self.row))
        else:
            raise self.fail("digits follow digits")

    def point(self) -> None:
        """A decimal point; after a scale it opens tenths of one: 一百二十点五."""
        if self.current is None:
            self.current, self.row = (Decimal(0), Decimal(0)), "0"
        self.row += "."

    def unknown_digit(self) -> None:
        if self.current is not None:
            if self.current[0] != self.current[1] or self.current[0] % 10:
                raise self.fail("a vague digit follows a digit")
            self.section = (self.section[0] + self.current[0], self.section[1] + self.current[1])  # 10数社
        self.current, self.vague = (Decimal(2), Decimal(9)), True
        self.numbers, self.scale = self.numbers + 1, Decimal(1)

    def _settle_vague(self) -> None:
        """十数 and 10数億 are 11 to 19 of it, where 数十 and 数億 begin at 2."""
        if self.vague and self.current == (Decimal(2), Decimal(9)) and self.section[1]:
            self.current = (Decimal(1), Decimal(9))

    def _settle_neighbours(self) -> None:
        """三四百 is 300 to 400: two digits in a row that are no places of a longer one."""
        if self.row in self.words.neighbours and self.current is not None:
            low, high = Decimal(self.row[0]), Decimal(self.row[1])
            self.current, self.vague, self.row = (low, high), True, ""
            self.pair = True

    def small(self, scale: Decimal) -> None:
        self._settle_neighbours()
        if self.row == "0" and any(self.section + self.total):
            self.current = None  # 一百零十万
        low, high = self.current or (Decimal(1), Decimal(1))
        self.section = (self.section[0] + low * scale, self.section[1] + high * scale)
        self.current, self.row = None, ""
        self.scale, self.tail, self.ending = self.scale * scale, scale, Decimal(1)

    def large(self, scale: Decimal) -> None:
        self._settle_neighbours()
        self._settle_vague()
        low, high = self.section
        factor, filled = scale, self.row[:1] == "0"
        if self.current is not None:
            low, high = low + self.current[0], high + self.current[1]
        if self.ceiling is not None and scale >= self.ceiling:
            if high and (self.larges > 1 or not (filled or low * 10 >= self.ceiling)):
                raise self.fail("scales do not fall")
            # 一万五千亿 is 15,000 of 亿; in 1万2億 the 2 leaves places open
            self.total = (self.total[0] + low, self.total[1] + high)
            # 万亿, "thousand billion": the scale multiplies what stands before it
            self.total = (self.total[0] * scale, self.total[1] * scale)
            scale *= Decimal(1) if high else self.ceiling  # 三万亿五千亿: the second is below the first
        elif not high and self.current is None:
            if self.total[1] or not self.words.starts:
                raise self.fail("a scale without a number")
            self.total = (scale, scale)
        else:
            self.total = (self.total[0] + low * scale, self.total[1] + high * scale)
        self.section, self.current, self.row = (Decimal(0), Decimal(0)), None, ""
        self.scale, self.tail, self.ceiling = self.scale * factor, factor, scale
        self.larges, self.ending = self.larges + 1, scale

    def close(self, digits: int) -> Numeral:
        self._settle_neighbours()
        self._settle_vague()
        low, high = self.current or (Decimal(0), Decimal(0))
        alone = len(self.row) == 1 or self.pair
        if self.words.elided_tail and alone and self.current is not None and not self.tail % 100:
            low, high = low * self.tail / 10, high * self.tail / 10
        low, high = low + self.section[0] + self.total[0], high + self.section[1] + self.total[1]
        low, high = plain(low), plain(high)
        scale = self.scale if self.numbers <= 1 else Decimal(1)
        form = "lettered" if self.surface[-1:].isascii() and self.surface[-1:].isalpha() else ""
        return Numeral(low, high, scale, self.modifier, digits, form, None, self.ending)


def check_length(surface: str) -> None:
    """Nothing, for a numeral of a length somebody may have written. Raises: NumeralError."""
    if len(surface) > LONGEST:
        raise NumeralError(f"{len(surface)} characters are no number")


def parse_numeral(surface: str, numerals: Numerals) -> Numeral:
    """The number a numeral stands for: ``1兆2,500億`` is 1250000000000, ``数億`` 2 to 9 億.

    Args:
        surface: the numeral alone, as written; no unit, no sign.
        numerals: digit and scale words of its language.
    Units: dimensionless; exact, no float on the way.
    Raises: NumeralError for a foreign character, or scales that do not fall.
    Source: four-digit grouping of East Asian numerals, three-digit of English.
    """
    check_length(surface)
    try:
        with localcontext(EXACT):
            if numerals.worded is not None:
                return numerals.worded.read(fold(surface))
            return _read(fold(surface), numerals, surface)
    except Inexact as error:
        raise NumeralError(f"more digits than are kept exactly in {surface!r}") from error


def _read(text: str, numerals: Numerals, surface: str) -> Numeral:
    words, at = numerals.words, 0
    add = _Sum(numerals, surface)
    while at < len(text):
        part = numerals.parts.match(text, at)
        if part is None:
            raise add.fail(f"cannot read {text[at]!r}")
        at = part.end()
        if part["arabic"] and add.vague and add.current == (Decimal(2), Decimal(9)):
            add.small(Decimal(part["arabic"]))  # 数10億
        elif part["arabic"]:
            add.number(
                arabic_value(
                    part["arabic"], (*words.group, *words.wide_group), (*words.decimal, *words.points, "・")
                ),
                "",
            )
        elif part["word"]:
            _add_word(part["word"], add)
        elif part[0] in "・.":
            add.point()
    return add.close(len(text) if text.isdecimal() else 0)


def _add_word(word: str, add: _Sum) -> None:
    words = add.words
    if word in words.spelled_digits:
        add.number(words.spelled_digits[word], "")
    elif word in words.spelled_scales:
        add.small(words.spelled_scales[word])
    elif word in words.digits:
        value = words.digits[word]
        add.number(value, str(value) if value < 10 else "")
    elif word in words.small_scales:
        add.small(words.small_scales[word])
    elif word in words.large_scales:
        add.large(words.large_scales[word])
    elif word in words.suffixes:
        add.large(words.suffixes[word])
    elif word in words.vague:
        add.unknown_digit()
    elif word in words.loose:
        add.modifier = words.loose[word]
    else:
        add.point()
