"""The words of a language's tables, found in text in one pass.

A table is ``{type: {code: words}}``; a word may have several types (分 is a
minute and a hundredth). A text becomes a chain of atoms, and each set of types
has one character of its own, so that a rule over atoms is a plain regex over
the chain's characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from pipeline.errors import NumeralError, TableError
from pipeline.languages.matching.coins import NO_COINS, TICKER, ZONE, Coin, coin_types, merge
from pipeline.languages.matching.number_types import APART, NUMBER_TYPES, ORDINAL, NumberReader, closes
from pipeline.languages.matching.runs import QUALIFIER, WordRuns
from pipeline.languages.numerals import Numeral, Numerals, fold
from pipeline.languages.patterns import measure, one_of

GAP, BREAK = "_", "|"  # characters of the chain: blanks between two atoms; anything else
_FIRST_SIGN = 0xE000  # Unicode private use area: 6,400 characters that no pattern needs
_GROUP = re.compile(r"\(([^()]*)\)")
LATIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_GOES_ON = re.compile(r"[.,][0-9]")
MAX_GAP = 4
# A word of which more lengths than these begin alike is told by so many first characters.
_FEW, _HEAD = 2, 4


def expand(word: str) -> list[str]:
    """All spellings of a word with alternatives in brackets, which may hold brackets.

    >>> expand("(か|ヶ)月(間|)")
    ['か月間', 'か月', 'ヶ月間', 'ヶ月']
    """
    inner = _GROUP.search(word)
    if inner is None:
        return [word]
    written = [expand(word[: inner.start()] + part + word[inner.end() :]) for part in inner[1].split("|")]
    return list(dict.fromkeys(spelling for group in written for spelling in group))


class Atom(NamedTuple):
    """A word or numeral of the tables at its place in the text.

    ``types`` maps each type the word has to its code (``{"currency": "USD"}``).
    A plain tuple, as a text has hundreds of them.
    """

    start: int
    end: int
    surface: str
    types: Mapping[str, str]
    sign: str
    numeral: Numeral | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The atoms of a text and the string of their signs, gaps and breaks between.

    ``at[i]`` is the index of the atom that character ``i`` of ``signs`` stands for,
    or of the next one where it is a gap or break. ``text`` is in half width.
    """

    atoms: tuple[Atom, ...]
    signs: str
    at: tuple[int, ...]
    text: str


@dataclass(slots=True)
class Lexicon:
    """Every word of a language with its types, ready to be found in text.

    Filled while the tables are read, then made ready by :meth:`compile`.
    """

    numerals: Numerals
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    shapes: dict[str, re.Pattern[str]] = field(default_factory=dict)
    runs: WordRuns | None = None
    _signs: dict[frozenset[str], str] = field(default_factory=dict)
    _known: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    _lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _pairs: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _heads: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _starts: re.Pattern[str] = field(default_factory=lambda: re.compile(r"(?!)"))
    _shape: re.Pattern[str] = field(default_factory=lambda: re.compile(r"(?!)"))
    _reader: NumberReader = field(init=False)
    _numeral_starts: frozenset[str] = frozenset()
    _scales: dict[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._reader = NumberReader(self.numerals, self.words, self._signs)

    def add(self, kind: str, code: str, words: Iterable[str], where: str) -> None:
        """Enter words under a type. Raises TableError when one has another code there."""
        for word in (fold(w) for line in words for w in expand(line)):
            if not word:
                raise TableError(f"{where}: an empty word")
            types = self.words.setdefault(word, {})
            if types.setdefault(kind, code) != code:
                raise TableError(f"{where}: {word!r} is {types[kind]} already, cannot be {code} too")

    def add_shape(self, kind: str, pattern: str, where: str) -> None:
        """Enter a type whose words are given by a regex that begins with a digit (18:00 as ``clock``)."""
        if not kind.isidentifier() or kind in self.shapes:
            raise TableError(f"{where}: shapes: {kind}: want each once, named like a word")
        try:
            self.shapes[kind] = re.compile(pattern)
        except re.error as error:
            raise TableError(f"{where}: shapes: {kind}: {error}") from error
        if self.shapes[kind].groups:
            raise TableError(f"{where}: shapes: {kind}: write (?:...), as all shapes make one pattern")

    def compile(self) -> None:
        """Give every set of types its sign and note how long the words of a first character are."""
        known = [frozenset(self.words[w]) for w in sorted(self.words)]
        known += [types - {drop} for types in known for drop in _SIGN_OR_RANGE if types >= _SIGN_OR_RANGE]
        known += [frozenset(types) for types in NUMBER_TYPES]
        known += [frozenset({kind, *types}) for kind in self.shapes for types in ((), *NUMBER_TYPES[:3])]
        known += [frozenset({QUALIFIER}), frozenset({TICKER}), frozenset({TICKER, ZONE})]
        for word in filter(self._is_numeral, sorted(self.words)):
            types = self.words[word]
            forms = [form for form in (ORDINAL, "fraction") if self._reader.may_be_word(form, types)]
            known += [frozenset({form, *types}) for form in forms]
        self._signs.update({types: chr(_FIRST_SIGN + i) for i, types in enumerate(dict.fromkeys(known))})
        self._known = {word: (types, self._signs[frozenset(types)]) for word, types in self.words.items()}
        self._lengths, self._pairs, self._heads = (measure(self.words, size) for size in (1, 2, _HEAD))
        self._shape = re.compile(
            "|".join(f"(?P<{kind}>{each.pattern})" for kind, each in self.shapes.items()) or r"(?!)"
        )
        self._numeral_starts = self.numerals.starts
        self._scales = {**self.numerals.words.small_scales, **self.numerals.words.large_scales}
        self._scales.update(dict.fromkeys(self.numerals.words.vague, Decimal(0)))
        alone = {char for char, found in self._lengths.items() if 1 in found} | self._numeral_starts
        longer = [word for word in self.words if word[0] not in alone]
        latin, first = f"(?<![A-Za-z]){one_of(alone & LATIN)}", {w[0] for w in longer}
        second = f"(?={one_of({w[1] for w in longer})})"
        self._starts = re.compile(
            f"{one_of(alone - LATIN)}|{latin}"
            f"|{one_of(first - LATIN)}{second}|(?<![A-Za-z]){one_of(first & LATIN)}{second}"
        )

    def _is_numeral(self, word: str) -> bool:
        return word[0] in self.numerals.starts and self.numerals.regex.fullmatch(word) is not None

    def signs_of(self, kind: str) -> str:
        """The characters of all signs that include a type; empty when no word has it."""
        return "".join(sign for signature, sign in self._signs.items() if kind in signature)

    def scan(self, text: str, coins: Mapping[int, Coin] = NO_COINS) -> Chain:
        """The chain of atoms of a folded text (:func:`numerals.fold`); ``coins`` are words of it alone."""
        atoms: list[Atom] = []
        signs: list[str] = []
        at: list[int] = []
        end = refused = 0
        for start in merge((place.start() for place in self._starts.finditer(text)), coins):
            if start < end or start < refused:
                continue
            coin = coins.get(start)
            found = self._coin(text, start, coin) if coin else self._atom(text, start, atoms)
            if not isinstance(found, Atom):
                refused = found  # a numeral that is no number (億万): nothing begins inside it
                continue
            atom = found
            if atoms and start > end:
                blank = start - end <= MAX_GAP and text[end:start].strip(" \t") == ""
                signs.append(GAP if blank else BREAK)
                at.append(len(atoms))
            signs.append(atom.sign)
            at.append(len(atoms))
            atoms.append(atom)
            end = atom.end
            if self.runs is not None and (run := self.runs.behind(text, end, atoms)):
                sign = self._signs[frozenset({QUALIFIER})]
                signs += (GAP, sign)
                at += (len(atoms), len(atoms))
                atoms.append(Atom(*run, text[slice(*run)], {QUALIFIER: ""}, sign))
                end = run[1]
        return Chain(tuple(atoms), "".join(signs), tuple(at), text)

    def _atom(self, text: str, start: int, before: list[Atom]) -> Atom | int:
        """The longest thing that begins here: a shape, a word or a numeral; else where to go on."""
        char, numerals = text[start], self.numerals
        digit = char.isdecimal() or char in numerals.words.digits  # 08年, 零八年
        if digit and (shape := self._shape.match(text, start)) is not None:
            return self._shaped(str(shape.lastgroup), shape)
        word = self._word(text, start, char)
        if char in self._numeral_starts:
            opens = numerals.opening is None or numerals.opening.match(text, start)
            found = self._finder(before).match(text, start) if opens else None
            if word and found is not None and before and before[-1].end == start and before[-1].numeral:
                found = None  # a number follows no number: the 两 of 5两 is a weight
            if found is not None and found.end() >= start + len(word):
                return self._number(text, start, self._end_before_unit(text, start, found.end()), found, word)
        if not word:
            return start + 1
        types, sign = self._known[word]
        if types.keys() >= _SIGN_OR_RANGE:
            types, sign = self._dash(text, start, types, before)
        return Atom(start, start + len(word), word, types, sign)

    def _coin(self, text: str, start: int, coin: Coin) -> Atom:
        """A ticker that only its text knows; a clock's name may be one as well (KST)."""
        types = coin_types(coin, self.words.get(text[start : coin.end]))
        return Atom(start, coin.end, text[start : coin.end], types, self._signs[frozenset(types)])

    def _dash(
        self, text: str, start: int, types: dict[str, str], before: list[Atom]
    ) -> tuple[dict[str, str], str]:
        """What a dash is: "10-15%" is a range, "は-15%" a sign, as what stands at it decides."""
        adjacent = bool(before) and closes(before[-1].types) and self._joined(text, before[-1].end, start)
        adjacent = adjacent and not self._opens(before, start)  # $-5
        glued = start and text[start - 1] in LATIN  # 2-of-3
        types = {k: code for k, code in types.items() if k != ("sign" if adjacent or glued else "range")}
        return types, self._signs[frozenset(types)]

    def _opens(self, before: list[Atom], start: int) -> bool:
        """Whether a sign of money ends here that stands behind no number of its own."""
        sign = before[-1]
        led = len(before) > 1 and before[-2].end == sign.start and before[-2].numeral is not None
        return "symbol" in sign.types and sign.end == start and not led

    def _joined(self, text: str, end: int, start: int) -> bool:
        """Whether a dash joins what ended before it: 3-5, and 3 - 5 where words stand apart."""
        return end == start or (
            self.numerals.worded is not None and text[end:start] == " " == text[start + 1 : start + 2]
        )

    def _shaped(self, kind: str, shape: re.Match[str]) -> Atom:
        """A shape that is nothing but digits is a number as well: 2000 may be a year, or so many pieces."""
        types, sign, numeral = self._reader.read_shape(kind, shape[0])
        return Atom(shape.start(), shape.end(), shape[0], types, sign, numeral)

    def _word(self, text: str, start: int, char: str) -> str:
        """The longest word that begins here and does not run on in its own script; empty for none."""
        lengths = self._pairs.get(text[start : start + 2]) or self._pairs.get(char)
        if lengths is None or (char in LATIN and start and text[start - 1] in LATIN):
            return ""
        if len(lengths) > _FEW:
            heads = self._heads
            lengths = (
                heads.get(text[start : start + _HEAD])
                or heads.get(text[start : start + 3])
                or heads.get(text[start : start + 2])
                or heads.get(char, ())
            )
        for length in lengths:
            word = text[start : start + length]
            if word in self._known:
                after = text[start + length : start + length + 1]
                named = after in _DIGITS and word[-1] in LATIN and self.numerals.worded is not None
                if named and not _MEASURES.isdisjoint(self._known[word][0]):
                    continue  # 35,000 GB300s: where words stand apart, a name and no gigabytes
                if after and after in (
                    LATIN if word[-1] in LATIN else _DIGITS if word[-1] in _DIGITS else ""
                ):
                    continue
                if word[-1] in _DIGITS and _GOES_ON.match(text, start + length):
                    continue  # USD1.2 billion is no USD1
                return word
        return ""

    def _end_before_unit(self, text: str, start: int, end: int) -> int:
        """Where a numeral ends, as its last scale may begin a unit: 五十 in 五十兆瓦, all of 一万五千克."""
        scales, last = self._scales, text[end - 1]
        if end - start < 2 or last not in scales or last not in self._lengths:
            return end
        if _UNITS.isdisjoint(self.words.get(self._word(text, end - 1, last), ())):
            return end
        larger = any(scales.get(char, 0) > scales[last] for char in text[start : end - 1])
        return end if larger and text[end - 2] not in scales else end - 1

    def _finder(self, before: list[Atom]) -> re.Pattern[str]:
        """What finds a numeral: behind "between" no word adds, as two of them follow."""
        apart = self.numerals.apart
        if apart is not None and any(APART in atom.types for atom in before[-2:]):
            return apart
        return self.numerals.regex

    def _number(self, text: str, start: int, end: int, found: re.Match[str], word: str) -> Atom | int:
        surface = text[start:end]
        try:
            types, sign, numeral = self._reader.read_number(surface, found, word == surface)
        except NumeralError:
            return end
        return Atom(start, end, surface, types, sign, numeral)


# What may begin with a scale or an unknown digit: 兆瓦, 百慕大元, 几内亚法郎.
_UNITS = frozenset({"measure", "currency"})
_MEASURES = frozenset({"measure", "rate_unit"})
_SIGN_OR_RANGE = frozenset({"sign", "range"})
