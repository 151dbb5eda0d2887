"""What a numeral is to the rules: a number, just one, a place in an order; and what may end a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.languages.numerals import Numeral, Numerals, parse_numeral

# A numeral that says a place in an order; and the type of words behind which no word adds;
# the type of the word that ties what is counted to dozens and millions; that of
# a round denominator (per million).
ORDINAL, APART, OF, MANY = "nth", "between", "of", "per_many"
_LETTERED = ("lettered", "unclear")
_WORDS = frozenset({"whole_length", "length_or_part", "tenths"})
NUMBER_TYPES = (
    ("number",),
    ("number", "integer"),
    ("number", "integer", "one"),
    ("number", "one"),
    ("number", "vague_number"),
    ("number", "lettered"),
    ("number", "lettered", "unclear"),
    (ORDINAL,),
    ("fraction",),
)


def number_types(numeral: Numeral) -> dict[str, str]:
    """The types of a numeral: those of 70B are number and lettered, that of third is nth."""
    if numeral.form in (ORDINAL, "fraction"):
        return {numeral.form: ""}
    types = {"number": ""}
    if numeral.form in _LETTERED:
        # 70B is a number with a letter for its scale: of parameters, of dollars
        return types | {"lettered": ""} | ({"unclear": ""} if numeral.form == "unclear" else {})
    if numeral.vague:
        return types | {"vague_number": ""}
    if (
        numeral.low == numeral.high
        and numeral.modifier is None
        and numeral.low == numeral.low.to_integral_value()
    ):
        if numeral.scale <= 1000:
            types["integer"] = ""
        if numeral.low == 1:
            types["one"] = ""
    return types


# A number without its place: its types, their sign and its value.
Number = tuple[Mapping[str, str], str, Numeral | None]
_MOST_READ = 1 << 14


@dataclass(slots=True)
class NumberReader:
    """Reads the numbers of a language, each once: years and round numbers are the same in every text."""

    numerals: Numerals
    words: Mapping[str, Mapping[str, str]]
    signs: Mapping[frozenset[str], str]
    known: dict[tuple[str, str, str | None, bool], Number] = field(default_factory=dict)

    def read_number(self, surface: str, found: re.Match[str], is_word: bool) -> Number:
        """What the regex of the language found, or as much of it as ``surface``.

        Args:
            is_word: "second" is a rank and, as a word of the tables, a unit of time; "two quarters" a length.
        Raises: NumeralError.
        """

        def read() -> Number:
            whole = surface == found[0]
            numeral = self.numerals.read(found) if whole else parse_numeral(surface, self.numerals)
            types = number_types(numeral)
            if is_word and self.may_be_word(numeral.form, self.words[surface]):
                types |= self.words[surface]
            return types, self.signs[frozenset(types)], numeral

        return self._remember((surface, found[0], found.lastgroup, is_word), read)

    @staticmethod
    def may_be_word(form: str, types: Iterable[str]) -> bool:
        """Whether a numeral is a word of some types as well: a rank of any, a fraction a length or a part."""
        return form == ORDINAL or (form == "fraction" and not _WORDS.isdisjoint(types))

    def read_shape(self, kind: str, surface: str) -> Number:
        """A shape, which is a number too where it is nothing but digits."""

        def read() -> Number:
            digits = surface.isdecimal() or kind == "year"  # 零八 of 零八年
            found = self.numerals.regex.fullmatch(surface) if digits else None
            numeral = self.numerals.read(found) if found else None
            types = {kind: ""} | (number_types(numeral) if numeral and not numeral.vague else {})
            return types, self.signs[frozenset(types)], numeral

        return self._remember((surface, "", kind, False), read)

    def _remember(self, key: tuple[str, str, str | None, bool], read: Callable[[], Number]) -> Number:
        if (known := self.known.get(key)) is None:
            if len(self.known) >= _MOST_READ:
                self.known.clear()
            known = self.known[key] = read()
        return known


# What a figure or one end of a range may end with: behind these, and only these, a dash joins.
_ENDS = frozenset(
    (
        *("number", "currency", "symbol", "iso", "ticker", "minor", "money_scale", "percent", "coin"),
        *(
            "percent_point",
            "part",
            "counter",
            "measure",
            "times_mark",
            "rank",
            "noun",
            "duration",
            "date_mark",
            "degree_mark",
        ),
        *("clock_mark", "period", "year", "date_code", "slash", "month_slash", "clock", "month_name"),
        *("clock_number", "noon", "half_day", "zone"),
    )
)


def closes(types: Iterable[str]) -> bool:
    """Whether a figure may end with an atom of these types: a number or a unit, no cue and no particle."""
    return not _ENDS.isdisjoint(types)
