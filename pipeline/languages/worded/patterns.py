"""The regex of numerals in words: what ``two hundred and fifty thousand`` may look like.

Every kind of numeral is one named group (``KINDS``), so that the reader knows what
it has before it. Sections fall (million before thousand), so ``one hundred and two
hundred`` are two numerals, and ``two thousand and five thousand`` as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.languages.number_words import WordedNumerals, alternation

# In the order they are tried at a place; the reader has a function for each.
KINDS = ("vague", "some", "part_of_scale", "mixed", "fraction", "nth", "power", "words", "glyph", "arabic")
# The vulgar fractions of Unicode, by their value.
GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
# $, €, £, ¥, ₩ and what else Unicode calls a currency
_MONEY_SIGNS = "".join(c for c in map(chr, range(0x24, 0x20C1)) if unicodedata.category(c) == "Sc")
_GLYPH = f"[{''.join(GLYPHS)}]"
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# 1.3e6, 10^6, 3 x 10^6, 2**5, 10⁶: the exponent is small, as nobody writes out what is larger.
_POWER = (
    r"(?<![0-9A-Za-z.,])[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z])"
    r"|(?: ?[x×*·] ?10)?(?:(?:\^|\*\*)(?:[+-]?[0-9]{1,2}|\([+-]?[0-9]{1,2}\))"
    r"|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![0-9A-Za-z]))"
)
# 5 1/2: halves to sixty-fourths; what has other denominators is a date or a score.
_SLASH = r"[1-9][0-9]{0,2}[ -][1-9][0-9]?(?:/| / )(?:2|3|4|5|6|8|10|16|32|64)(?![0-9/])"
# 1/2 before its unit
_COMMON = r"(?<![0-9/.,A-Za-z-])[1-9]/(?:2|3|4|5|6|8|10|16|32|64)"
_JOIN = r"(?:[ -]| {2})"


def _words(words: Iterable[str]) -> str:
    return rf"(?:(?i:{alternation(words)})(?![A-Za-z]))"


def _any(*sources: str) -> str:
    return f"(?:{'|'.join(sources)})"


def arabic_in_words(words: WordedNumerals, *, alone: bool = False) -> str:
    """Arabic digits with their marks, 1,234.5 or 12,34,567 or 1 234 567; ``alone`` for a numeral cut out.

    A lone group behind a blank (10 250) is one only behind a sign of money, as two numbers may meet;
    three noughts (10 000) are no number of their own.
    """
    grouped = "|".join(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+(?![0-9])" for mark in words.group)
    least = "+" if alone else "{2,}"
    split = alternation(words.split_decimals)
    split_point = r" \. [0-9]{1,4}" + ("" if alone else rf"(?= ?(?:{split}))")
    return _any(
        rf"[0-9]{{1,3}}{split_point}",
        r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])",
        r"(?:[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9,])"
        rf"|[1-9][0-9]{{0,2}}(?: [0-9]{{3}}){least}(?![0-9])(?! [0-9])"
        r"|[1-9][0-9]{0,2} 000(?![0-9])(?! [0-9]|,[0-9])"
        rf"|(?<=[{_MONEY_SIGNS}])[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+(?![0-9])"
        rf"|[0-9]{{1,3}}(?: , [0-9]{{3}})+(?![0-9])"
        rf"|{grouped}|[0-9]+)(?:\.[0-9]+)?",
        r"(?<![^\s(~<>=$€£¥+-])\.[0-9]+",
    )


def first_characters(words: WordedNumerals) -> frozenset[str]:
    """What a numeral may begin with: digits, the t and T of two, ½, the point of .5."""
    letters = {word[0] for word in _openers(words)} | {word[0] for word in words.articles}
    return frozenset("0123456789.") | letters | {letter.upper() for letter in letters} | GLYPHS.keys()


def opening_regex(words: WordedNumerals) -> re.Pattern[str]:
    """What a numeral begins with, told at once: most words that begin with a t are no two."""
    second = {*words.small_scales, *words.large_scales, *words.groups, *words.parts, *words.ordinals}
    return re.compile(
        rf"[^A-Za-z]|(?i:(?:{alternation(_openers(words))})(?![A-Za-z])"
        rf"|(?:{alternation(words.articles)})[ -]{{1,2}}"
        rf"(?:{alternation(second | words.digits.keys())})(?![A-Za-z]))"
    )


def _openers(words: WordedNumerals) -> set[str]:
    tables = (words.digits, words.plurals, words.parts, words.ordinals, words.vague, words.small_scales)
    return {word for table in tables for word in table}


class _Pieces:
    """Pieces of the regex for one language, from small to large.

    ``apart``: without the word that adds (and), for behind "between".
    """

    def __init__(self, words: WordedNumerals, *, apart: bool) -> None:
        self.words, self.arabic = words, arabic_in_words(words)
        plus = alternation(words.add)
        self.plus = rf" (?i:{plus}) "
        self.add = _JOIN if apart else rf"(?:,? (?i:{plus}) |, |{_JOIN})"
        self.units = _words(w for w, v in words.digits.items() if 0 < v < 10)
        self.tens = _words(w for w, v in words.digits.items() if v >= 20)
        self.teens = _words(w for w, v in words.digits.items() if v == 0 or 10 <= v < 20)
        self.below = _any(rf"{self.tens}(?:[ -]{self.units})?", self.teens, self.units)
        self.article = _words(words.articles)
        self.hundred, self.scale = _words(words.small_scales), self._scales(words.large_scales)
        self.group, self.of = _words(words.groups), alternation(words.of)
        below = self.below
        self.hundreds = rf"(?:{_any(below, self.article)}{_JOIN}{self.hundred}(?:{self.add}{below})?)"
        digits = r"(?:[0-9]{1,3}(?:\.[0-9]+)?(?![0-9,.]))"
        tail = rf"(?:{self.add}(?:{below}|[1-9][0-9]?(?![0-9,.])))?"
        mixed = rf"(?:{digits}{_JOIN}{self.hundred}{tail})"  # 3 hundred and 21
        self.head = _any(self.hundreds, mixed, below, self.article, self.arabic)
        self.tail = _any(self.hundreds, mixed, below, digits)
        self.last = _any(self.hundreds, mixed)
        self.owned = rf"(?! {self.of} (?:{alternation(words.owned)})\b)"
        self.unit = rf"(?= (?:{alternation(words.parted)})\b)"
        self.any_scale = _any(self.scale, self.group, self.hundred)
        # of a million, of a cent
        self.of_one = rf" {self.of} {self.article}(?:{_JOIN}{self.any_scale}|{self.unit})"
        self.no_length = rf"(?![ -](?:{alternation(words.spans)})\b)"  # a million ten years ago

    def _scales(self, words: Iterable[str]) -> str:
        """Large scales; one that is mostly another word has an ending and no article: 25 grand a year."""
        every = set(words)
        shy = alternation(every.intersection(self.words.shy_scales))
        on = rf"(?= ?(?:[^ A-Za-z0-9-]|$)| (?:{alternation(self.words.shy_on)})\b)"
        articles = "".join(rf"(?<!\b(?i:{word}) )" for word in self.words.articles)
        plain = _words(every.difference(self.words.shy_scales))
        return _any(plain, rf"{articles}{shy}{on}")

    def cardinal(self) -> str:
        """Words and scales: two hundred and two thousand, a million, two dozen, two point five."""
        end = f"(?!{_JOIN}{_any(self.scale, self.hundred)})"
        digit, dot = _words(self.words.digits), _words(self.words.points)
        loose = alternation(self.words.loose)
        scales = _any(self.hundred, self.scale)
        found = [
            rf"{_any(self.hundreds, self.below, self.arabic)}(?:{loose}){_JOIN}{scales}(?: {self.scale})?",
            rf"{_any(self.hundreds, self.below, self.article, self.arabic)}{_JOIN}{self.group}",
            rf"{self.below} {dot}(?: {digit})+(?:{_JOIN}{self.scale})?",
        ]
        orders = sorted(set(self.words.large_scales.values()), reverse=True)
        large = self.words.large_scales.items()
        ordered = [self._scales(w for w, v in large if v == order) for order in orders]
        for index, scale in enumerate(ordered):
            lower = list(zip(orders, ordered, strict=True))[index + 1 :]
            tails = "".join(f"(?:{self.add}{self.tail}{_JOIN}{one})?" for order, one in lower if order > 1000)
            # "two million and five" may be two things; "two thousand and five" is one, and so is the
            # end of "two million three thousand and five", and "two million seventy-five"
            short = f"(?:{self.add}{_any(self.last, self.below)}{end})?"
            thousands = [f"{self.add}{self.tail}{_JOIN}{one}{short}" for order, one in lower if order <= 1000]
            close = f"{_JOIN}{self.below}{end}{self.no_length}"
            last = _any(*thousands, f"{self.add}{self.last}{end}", close) + "?"
            last = last if orders[index] > 1000 else short
            found.append(f"{self.head}{_JOIN}(?:{self.scale}{_JOIN})?{scale}{tails}{last}")
        tail = rf"(?:{self.add}[1-9][0-9]?(?![0-9,.]))?"
        found += [self.hundreds + end, rf"[0-9]{{1,3}}(?:\.[0-9]+)? {self.hundred}{tail}", self.below]
        return _any(*found)

    def vague(self) -> str:
        """Plurals of scales: dozens, tens of thousands, hundreds of millions."""
        words, of = self.words, self.of
        alone = _words(w for w in words.plurals if w not in words.only_of)
        some = f"{_words(words.only_of)}(?= {of} (?![0-9]))"
        return _any(f"{_words(words.plurals)} {of} {alone}", alone, some)

    def some(self) -> str:
        """An unknown digit before a scale: several hundred, a few thousand, several hundred million."""
        return rf"{_words(self.words.vague)} {self.any_scale}(?: {self.scale})?"

    def part_of_scale(self) -> str:
        """A part of one scale or unit: half a million, three quarters of a billion, a third of a cent."""
        above = rf"(?:{_any(self.article, self.below)}[ -])?"
        part = rf"{above}{_words(self.words.parts)}"
        one = rf"(?:(?: {self.of})?{_JOIN}{self.article})"
        slash = rf"{_COMMON}(?=[ -](?:{alternation(self.words.slashed)})\b)"
        return rf"{part}(?:{one}?{_JOIN}{self.any_scale}|{one}{self.unit})|{self.part()}{self.of_one}|{slash}"

    def denominator(self, *, plural: bool) -> str:
        """Thirds, fifths, twenty-firsts; or one of them, when only one is above the line."""
        words, end = self.words, "s" if plural else ""
        small = _words(f"{word}{end}" for word, value in words.ordinals.items() if value < 10)
        whole = [f"{word}{end}" for word in words.ordinals if word not in words.no_part]
        parts = [word for word in words.parts if (word in words.many_parts) == plural]
        return rf"(?:{self.tens}[ -]{small}|{_words([*whole, *parts])})(?!-[A-Za-z])"

    def part(self) -> str:
        """What may stand behind "and" in a mixed number: a half, three quarters, 2 fifths."""
        one = _any(self.article, _words(w for w, v in self.words.digits.items() if v == 1))
        singular, plural = self.denominator(plural=False), self.denominator(plural=True)
        # no hyphen behind tens: one hundred thirty-fifths are a hundred of them
        return _any(
            rf"{one}[ -]{singular}",
            rf"{_any(self.hundreds, self.below)} {plural}",
            rf"{_any(self.teens, self.units)}-{plural}",
        )

    def mixed(self) -> str:
        """A whole and a part: one and a half, 5 1/2, two and a half billion, a million and a half."""
        many = rf"(?:{_JOIN}{self.scale})?"
        # two and three-quarter hours: in the singular before what it is of
        of = alternation((*self.words.spans, *self.words.parted, *self.words.slashed))
        short = rf"{_any(self.teens, self.units)}-{self.denominator(plural=False)}"
        short += _any(rf"{_JOIN}{self.scale}", rf"(?=[ -](?:{of})s?\b)")
        few = rf"(?![0-9][0-9,']{{3}}){self.arabic}"  # the higher of €750,000 and one quarter of it
        whole = _any(self.hundreds, self.below, few, f"{self.article}{_JOIN}{self.scale}")
        plus = rf"-(?i:{alternation(self.words.add)})-"
        return _any(
            rf"{self.below}{plus}{self.article}-{_words(self.words.parts)}{many}",
            rf"{whole}{self.plus}{_any(short, self.part() + self.of_one)}",
            rf"{whole}{many}{self.plus}{self.part()}{many}{self.owned}",
            rf"{_SLASH}{many}",
            rf"[0-9]{{1,3}} ?{_GLYPH}{many}",
        )

    def fraction(self) -> str:
        """A part in words: two thirds, one-eighth; "a third" is one before "of" or a comparison."""
        singular, plural = self.denominator(plural=False), self.denominator(plural=True)
        first = _words(w for w, v in self.words.digits.items() if v == 1)
        compared = alternation(self.words.compared)
        led, moved = _behind(self.words.led), _behind(self.words.moved)
        left, ends = _behind(self.words.left), _behind(self.words.ends)
        stout, spans = _behind(self.words.stout), alternation(self.words.spans)
        parts = _words(word for word in self.words.ordinals if word not in self.words.no_part)
        on = rf"(?=[,.;:!?)](?![0-9])| ?$|,? (?:{alternation(self.words.moved_on)})\b)"
        return _any(
            rf"{_any(self.hundreds, self.below)} {plural}",
            rf"{_any(self.teens, self.units)}-{plural}",
            rf"(?!{first}[ -]{self.nth_of_many()} (?!(?:{self.of}|{compared})\b)[a-z]){first}[ -]{singular}",
            rf"{self.article} {singular}(?= {self.of} (?!{self.article} (?:{spans})\b)|,? (?:{compared})\b)",
            rf"(?:{led}){self.article} {singular}",
            rf"(?:{moved}){self.article} {singular}{on}",
            rf"(?:{left}){parts}(?!-[A-Za-z])",
            rf"(?:{ends}){parts}(?:(?= {self.of} (?!{self.article} (?:{spans})\b))|(?!-[A-Za-z]){on})",
            rf"(?:{stout}){parts}(?!-[A-Za-z])(?:(?= {self.of}\b)|{on})",
        )

    def nth_of_many(self) -> str:
        """A scale as a place in an order: thousandth, millionth."""
        return _words(w for w, v in self.words.ordinals.items() if v >= 1000)

    def nth(self) -> str:
        """Ordinals: first, twenty-first, one hundred and sixth, two thousand five hundredth."""
        words, scale = self.words, _any(self.hundred, self.scale)
        small = _words(w for w, v in words.ordinals.items() if v < 10)
        # "twenty second" and "first year" are no ordinals: a blank only where no unit of time is heard
        clear = _words(w for w, v in words.ordinals.items() if v < 10 and w not in words.clock_ordinals)
        last = rf"(?:{self.tens}-{small}|{self.tens} {clear}(?!-)|{_words(words.ordinals)})"
        alone = rf"(?! (?:{alternation(words.ordinal_nouns)})\b)"  # twenty first responders
        big = _words(w for w, v in words.ordinals.items() if v >= 100)
        some = _any(self.hundreds, self.below, self.article)
        # without its article too: the hundred and first
        bare = rf"{self.hundred}{self.plus}{last}"
        head = rf"{some}{_JOIN}{scale}(?:{_JOIN}{self.scale})?"
        end = _any(last, rf"{some}{_JOIN}(?:{scale}{_JOIN})?{big}")
        return _any(
            # 25 millionth, and no 5 thousandth of an inch
            rf"[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?{_JOIN}{self.nth_of_many()}(?! {self.of} {self.article})",
            rf"{head}(?:{self.add}{head}){{0,4}}{self.add}{end}{alone}",
            rf"{some}{_JOIN}(?:{scale}{_JOIN})?{big}",
            rf"{self.hundreds}{self.add}{last}{alone}",
            rf"{bare}{alone}",
            rf"{self.tens} {clear}(?!-){alone}",
            rf"{self.tens}-{small}|{_words(words.ordinals)}",
        )


def _behind(words: Iterable[str]) -> str:
    """That one of the words stands before; nothing does where there are none."""
    return "|".join(f"(?<=(?i:{re.escape(word)}) )" for word in words) or r"(?!)"


def worded_regex(words: WordedNumerals, *, apart: bool = False) -> re.Pattern[str]:
    """The regex that finds a numeral in words or digits; the named group that fits tells its kind."""
    made = _Pieces(words, apart=apart)
    clear = alternation(word for word in words.suffixes if word not in words.unclear)
    lengths = rf"(?! ?(?:{alternation(words.lengths)})\b)"
    spoken = rf"(?: (?:{alternation(words.spoken_suffixes)})(?![A-Za-z0-9-]))?"
    suffix = (
        rf"(?:(?:{clear}|(?:{alternation(words.unclear)}){lengths}| (?:{alternation(words.loose_suffixes)}))"
        r"(?![A-Za-z0-9]))"
    )
    sources = {
        "vague": made.vague(),
        "some": made.some(),
        "part_of_scale": made.part_of_scale(),
        "mixed": made.mixed(),
        "fraction": made.fraction(),
        "nth": made.nth(),
        "power": _POWER,
        "words": made.cardinal() + spoken,
        "glyph": _GLYPH,
        "arabic": rf"{made.arabic}{suffix}?",
    }
    body = "|".join(f"(?P<{kind}>{sources[kind]})" for kind in KINDS)
    return re.compile(rf"(?:(?<![A-Za-z])|(?=[0-9.]))(?:{body})")  # digits may follow letters: USD500
