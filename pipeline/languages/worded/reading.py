"""What a numeral in words stands for: ``two and a half billion`` is 2500000000."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction

from pipeline.errors import NumeralError
from pipeline.languages.number_words import (
    EXACT,
    Numeral,
    WordedNumerals,
    alternation,
    arabic_value,
    divide,
    plain,
)
from pipeline.languages.worded.patterns import GLYPHS, SUPERSCRIPTS, arabic_in_words

VAGUE_LOW, VAGUE_HIGH = Decimal(2), Decimal(9)
# 10^99 is a curiosity, no figure
MOST_EXPONENT = 40
_POWER = re.compile(
    r"(?P<base>[0-9.]+)(?:[eE](?P<ten>[+-]?[0-9]+)"
    r"|(?P<times> ?[x×*·] ?10)?(?:\^|\*\*)?\(?(?P<high>[+-]?[0-9]+)\)?)"
)
_SLASH = re.compile(r"([0-9]+)[ -]([0-9]+) ?/ ?([0-9]+)")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a numeral with its value, lower case; ``arabic`` for digits."""

    text: str
    value: Decimal | None
    arabic: bool = False


class WordedReader:
    """Reads what the regex of one language has found, one function a kind."""

    def __init__(self, words: WordedNumerals, regex: re.Pattern[str]) -> None:
        self.words, self.regex = words, regex
        self.values: dict[str, Decimal] = {**words.digits, **words.articles}
        self.scales = {**words.small_scales, **words.large_scales, **words.groups}
        self.parts = re.compile(
            rf"(?P<arabic>{arabic_in_words(words, alone=True)})"
            rf"(?: ?(?P<suffix>(?:{alternation(words.suffixes)})(?![A-Za-z])))?"
            rf"|(?P<word>[A-Za-z]+)|(?P<glyph>[{''.join(GLYPHS)}])|[ ,-]+"
        )
        self.loose = re.compile(rf"(?i:{alternation(words.loose)})(?![A-Za-z])")
        self.readers: dict[str, Callable[[str], Numeral]] = {
            "vague": self._vague,
            "some": self._some,
            "part_of_scale": self._part_of_scale,
            "mixed": self._mixed,
            "fraction": self._fraction,
            "nth": self._nth,
            "power": self._power,
            "words": self._words,
            "glyph": lambda text: Numeral.of_fraction(*GLYPHS[text]),
            "arabic": self._words,
        }

    def read(self, surface: str) -> Numeral:
        """The number of a numeral. Raises: NumeralError for what is none."""
        found = self.regex.fullmatch(surface)
        if found is None:
            raise NumeralError(f"no numeral: {surface!r}")
        return self.read_found(found)

    def read_found(self, found: re.Match[str]) -> Numeral:
        """The number of what the regex found in a text. Raises: NumeralError."""
        try:
            with localcontext(EXACT):
                return self.readers[str(found.lastgroup)](found[0])
        except Inexact as error:
            raise NumeralError(f"more digits than are kept exactly in {found[0]!r}") from error

    def _tokens(self, text: str) -> list[_Token]:
        """The words and digits of a numeral; what only joins (and, of, blanks) is left out."""
        found: list[_Token] = []
        for part in self.parts.finditer(text):
            if part["arabic"]:
                found.append(
                    _Token(part["arabic"], arabic_value(part["arabic"], (*self.words.group, " ")), True)
                )
                if part["suffix"]:
                    found.append(_Token(part["suffix"], None))
            elif part["glyph"]:
                found.append(_Token(part["glyph"], None))
            elif part["word"] and (word := part["word"].lower()) not in (*self.words.add, *self.words.of):
                found.append(_Token(word, self.values.get(word)))
        return found

    def _scale(self, word: str) -> Decimal:
        return self.scales.get(word) or self.words.suffixes[word]

    def _sum(self, tokens: list[_Token]) -> tuple[Decimal, Decimal, int]:
        """The number of tokens, the product of its scales if it has one number only, and their count."""
        total = section = below = Decimal(0)
        scale, numbers, open_tens = Decimal(1), 0, False
        for token in tokens:
            if token.value is not None:
                section, below = section + token.value, below + token.value
                numbers += not open_tens or token.value >= 10
                open_tens = token.value >= 20 and not token.arabic
                continue
            factor = self._scale(token.text)
            scale *= factor
            if factor == 100 and token.text in self.words.small_scales:
                section, below = (section or Decimal(1)) * factor, Decimal(0)
            elif token.text in self.words.groups and below:
                section += below * (factor - 1)  # three hundred and two dozen: only the two are dozens
            elif not section:
                total *= factor  # thousand billion: the second multiplies the first
            else:
                total, section = total + section * factor, Decimal(0)
        return plain(total + section), scale, numbers

    def _words(self, text: str) -> Numeral:
        loose = self.loose.search(text)
        if loose is not None:  # twenty-odd million
            numeral = self._words(text[: loose.start()] + text[loose.end() :])
            return replace(numeral, modifier=self.words.loose[loose[0].lower()])
        tokens = self._tokens(text)
        point = next((i for i, token in enumerate(tokens) if token.text in self.words.points), None)
        if point is not None:
            return self._point(tokens, point)
        number, scale, numbers = self._sum(tokens)
        suffixed = tokens[-1].text in self.words.suffixes and tokens[-1].value is None
        form = "lettered" if suffixed else ""
        if suffixed and tokens[-1].text in self.words.unclear:
            form = "unclear"
        scale = scale if numbers <= 1 else Decimal(1)
        ending = self.words.large_scales.get(tokens[-1].text, Decimal(1))
        return Numeral(number, number, scale, None, len(text) if text.isdecimal() else 0, form, None, ending)

    def _point(self, tokens: list[_Token], point: int) -> Numeral:
        """``two point five million``: the words behind the point are digits in a row."""
        whole, _, _ = self._sum(tokens[:point])
        row = [token.value for token in tokens[point + 1 :] if token.value is not None]
        if any(digit >= 10 for digit in row):
            raise NumeralError("no digit behind the point")
        scales = [self._scale(token.text) for token in tokens[point + 1 :] if token.value is None]
        number = Decimal(f"{whole}.{''.join(str(digit) for digit in row)}")
        scale = scales[0] if scales else Decimal(1)
        return Numeral(plain(number * scale), plain(number * scale), scale, None, 0)

    def _vague(self, text: str) -> Numeral:
        scale = Decimal(1)
        for token in self._tokens(text):
            scale *= self.words.plurals[token.text]
        return Numeral(VAGUE_LOW * scale, VAGUE_HIGH * scale, scale, None, 0)

    def _some(self, text: str) -> Numeral:
        scale, most = Decimal(1), VAGUE_HIGH
        for token in self._tokens(text):
            scale *= self.scales.get(token.text, Decimal(1))
            most = self.words.vague_most.get(token.text, most)
        return Numeral(VAGUE_LOW * scale, most * scale, scale, None, 0)

    def _denominator(self, tokens: list[_Token]) -> tuple[Decimal, int]:
        """What is below the line of a fraction, and how many of the last tokens say it."""
        last = tokens[-1].text
        if last in self.words.parts:
            return self.words.parts[last], 1
        ordinal = self.words.ordinals.get(last) or self.words.ordinals[last.removesuffix("s")]
        before = tokens[-2].value if len(tokens) > 1 else None
        if ordinal < 10 and before is not None and before >= 20 and len(tokens) > 2:
            return before + ordinal, 2
        return ordinal, 1

    def _fraction(self, text: str) -> Numeral:
        tokens = self._tokens(text)
        hyphen = text.rpartition(" ")[2].count("-")
        below, used = self._denominator(tokens)
        if used == 2 and not hyphen and len(tokens) > 3:
            below, used = below - (tokens[-2].value or 0), 1
        if used == len(tokens):
            return Numeral.of_fraction(1, int(below))  # the remaining third
        above, _, _ = self._sum(tokens[:-used])
        return Numeral.of_fraction(int(above), int(below))

    def _mixed(self, text: str) -> Numeral:
        if (slash := _SLASH.match(text)) is not None:
            whole, above, below = (int(part) for part in slash.groups())
            if above >= below:
                raise NumeralError(f"no part of one: {text!r}")
            tokens = self._tokens(text[slash.end() :])
            return self._mixed_value(Fraction(whole), Fraction(above, below), tokens)
        tokens = self._tokens(text)
        if (glyph := next((t.text for t in tokens if t.text in GLYPHS), None)) is not None:
            return self._mixed_value(Fraction(tokens[0].value or 0), Fraction(*GLYPHS[glyph]), tokens[2:])
        plus = self.words.add[0]
        head, _, part = text.lower().replace(f"-{plus}-", f" {plus} ").rpartition(f" {plus} ")
        part, _, one = part.partition(f" {self.words.of[0]} ")  # three-quarters of a million
        part_tokens = self._tokens(part)
        scales: list[_Token] = []
        while part_tokens[-1].text in self.words.large_scales:
            scales.insert(0, part_tokens.pop())
        numerator = self._fraction(part.rsplit(" ", len(scales))[0] if scales else part)
        scales += [token for token in self._tokens(one) if token.text in self.scales]
        head_tokens = self._tokens(head)
        if head_tokens[-1].text in self.words.large_scales and not scales:
            scales.append(head_tokens.pop())  # a million and a half
        amount, _, _ = self._sum(head_tokens)
        if numerator.low >= 1 and not scales:
            return self._fraction(text)  # one hundred and thirty-two fifths
        return self._mixed_value(Fraction(amount), numerator.share or Fraction(0), scales)

    def _mixed_value(self, whole: Fraction, part: Fraction, scales: list[_Token]) -> Numeral:
        if not 0 < part < 1:
            raise NumeralError("no part of one")
        scale = Decimal(1)
        for token in scales:
            scale *= self._scale(token.text)
        value = (whole + part) * Fraction(scale)
        number = divide(Decimal(value.numerator), Decimal(value.denominator))
        share = value if Fraction(number) != value else None
        return Numeral(number, number, scale, None, 0, "", share)

    def _part_of_scale(self, text: str) -> Numeral:
        if "/" in text:  # 1/2 percent
            upper, lower = (Decimal(part) for part in text.split("/"))
            if upper >= lower:
                raise NumeralError(f"no part of one: {text!r}")
            return Numeral(divide(upper, lower), divide(upper, lower), Decimal(1), None, 0)
        head, _, whole = text.lower().partition(f" {self.words.of[0]} ")
        tokens = self._tokens(head)
        if whole or not any(token.text in self.words.parts for token in tokens):  # a third of a cent
            numeral = self._fraction(head)
            share, rest = numeral.share or Fraction(numeral.low), self._tokens(whole)
        else:
            place = next(i for i, token in enumerate(tokens) if token.text in self.words.parts)
            above = tokens[place - 1].value if place else Decimal(1)
            share = Fraction(above or 1) / Fraction(self.words.parts[tokens[place].text])
            rest = tokens[place + 1 :]
        return self._mixed_value(Fraction(0), share, [token for token in rest if token.text in self.scales])

    def _nth(self, text: str) -> Numeral:
        """What the same words say with a cardinal at their end: five hundredth is five hundred."""
        tokens = self._tokens(text)
        ordinal = self.words.ordinals[tokens.pop().text]
        scale = next((word for word, value in self.scales.items() if value == ordinal), None)
        if not tokens or scale is None:
            tokens.append(_Token("", ordinal))
        else:
            tokens.append(_Token(scale, None))
        number = self._sum(tokens)[0]
        return Numeral(number, number, Decimal(1), None, 0, "nth")

    def _power(self, text: str) -> Numeral:
        found = _POWER.fullmatch(text.translate(SUPERSCRIPTS))
        if found is None:
            raise NumeralError(f"no power: {text!r}")
        exponent = int(found["ten"] or found["high"])
        if abs(exponent) > MOST_EXPONENT:
            raise NumeralError(f"an exponent beyond {MOST_EXPONENT}")
        base = Decimal(found["base"])
        if found["ten"] or found["times"]:
            number = base.scaleb(exponent)
        elif exponent >= 0:
            number = base**exponent
        else:
            number = divide(Decimal(1), base**-exponent)
        return Numeral(plain(number), plain(number), Decimal(1), None, 0)
