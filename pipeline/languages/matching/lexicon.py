"""The words of a language's tables, found in text in one pass.

A table is ``{type: {code: words}}``; a word may have several types (分 is a
minute and a hundredth). A text becomes a chain of atoms, and each set of types
has one character of its own, so that a rule over atoms is a plain regex over
the chain's characters.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import NumeralError, TableError
from pipeline.languages.numerals import Numeral, Numerals, fold, parse_numeral

GAP, BREAK = "_", "|"  # characters of the chain: blanks between two atoms; anything else
_FIRST_SIGN = 0xE000  # Unicode private use area: 6,400 characters that no pattern needs
_GROUP = re.compile(r"\(([^()]*)\)")
_LATIN = re.compile(r"[A-Za-z]")
MAX_GAP = 2


def expand(word: str) -> list[str]:
    """All spellings of a word with alternatives in brackets, in order.

    >>> expand("(か|ヶ)月(間|)")
    ['か月間', 'か月', 'ヶ月間', 'ヶ月']
    """
    pieces = [part.split("|") if i % 2 else [part] for i, part in enumerate(_GROUP.split(word))]
    return ["".join(choice) for choice in itertools.product(*pieces)]


@dataclass(frozen=True, slots=True)
class Atom:
    """A word or numeral of the tables at its place in the text.

    ``types`` maps each type the word has to its code (``{"currency": "USD"}``).
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
    or of the next one where it is a gap or break.
    """

    atoms: tuple[Atom, ...]
    signs: str
    at: tuple[int, ...]


@dataclass(slots=True)
class Lexicon:
    """Every word of a language with its types, and the regex that finds them.

    Filled while the tables are read, frozen by :meth:`compile`.
    """

    numerals: Numerals
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    shapes: dict[str, str] = field(default_factory=dict)
    _signs: dict[frozenset[str], str] = field(default_factory=dict)
    _regex: re.Pattern[str] | None = None

    def add(self, kind: str, code: str, words: Iterable[str], where: str) -> None:
        """Enter words under a type. Raises TableError when one has another code there."""
        for word in (fold(w) for line in words for w in expand(line)):
            types = self.words.setdefault(word, {})
            if types.setdefault(kind, code) != code:
                raise TableError(f"{where}: {word!r} is {types[kind]} already, cannot be {code} too")

    def add_shape(self, kind: str, pattern: str, where: str) -> None:
        """Enter a type whose words are given by a regex (18:00 as ``clock``)."""
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            raise TableError(f"{where}: shapes: {kind}: {error}") from error
        if groups or kind in self.shapes or not kind.isidentifier():
            raise TableError(f"{where}: shapes: {kind}: want one pattern without groups")
        self.shapes[kind] = pattern

    def compile(self) -> None:
        """Build the matcher. Words that begin like a numeral (一昨年) go before numerals."""
        numeral = self.numerals.regex
        ahead = [w for w in self.words if (m := numeral.match(w)) and m.end() < len(w)]
        rest = [w for w in self.words if w not in set(ahead)]
        shapes = "".join(f"(?P<{kind}>{pattern})|" for kind, pattern in self.shapes.items())
        self._regex = re.compile(f"{shapes}(?:{_trie(ahead)})|(?P<numeral>{numeral.pattern})|{_trie(rest)}")
        known = [frozenset(self.words[w]) for w in sorted(self.words)]
        known += [types - {drop} for types in known for drop in _SIGN_OR_RANGE if types >= _SIGN_OR_RANGE]
        known += [frozenset(types) for types in _NUMBER_TYPES] + [frozenset({kind}) for kind in self.shapes]
        self._signs = {types: chr(_FIRST_SIGN + i) for i, types in enumerate(dict.fromkeys(known))}

    def signs_of(self, kind: str) -> str:
        """The characters of all signs that include a type; empty when no word has it."""
        return "".join(sign for signature, sign in self._signs.items() if kind in signature)

    def scan(self, text: str) -> Chain:
        """The chain of atoms of a folded text (:func:`numerals.fold`)."""
        assert self._regex is not None, "compile first"
        atoms: list[Atom] = []
        signs: list[str] = []
        at: list[int] = []
        end = 0
        for match in self._regex.finditer(text):
            atom = self._atom(match, atoms)
            if atom is None:
                continue
            if atoms and atom.start > end:
                blank = atom.start - end <= MAX_GAP and text[end : atom.start].strip(" \t") == ""
                signs.append(GAP if blank else BREAK)
                at.append(len(atoms))
            signs.append(atom.sign)
            at.append(len(atoms))
            atoms.append(atom)
            end = atom.end
        return Chain(tuple(atoms), "".join(signs), tuple(at))

    def _atom(self, match: re.Match[str], before: list[Atom]) -> Atom | None:
        start, end = match.span()
        surface = match[0]
        if match.lastgroup in self.shapes:
            types = {match.lastgroup: ""}
            return Atom(start, end, surface, types, self._signs[frozenset(types)])
        if match.lastgroup != "numeral":
            types = self.words[surface]
            if types.keys() >= _SIGN_OR_RANGE:
                # "10-15%" is a range, "は-15%" a sign: what stands at it decides
                adjacent = bool(before) and before[-1].end == start and _closes(before[-1])
                types = {
                    kind: code for kind, code in types.items() if kind != ("sign" if adjacent else "range")
                }
            return Atom(start, end, surface, types, self._signs[frozenset(types)])
        try:
            numeral = parse_numeral(surface, self.numerals)
        except NumeralError:
            return None  # 億万 in 億万長者: no number, and so no atom
        types = _number_types(numeral)
        return Atom(start, end, surface, types, self._signs[frozenset(types)], numeral)


# Types of words that stand between figures; what ends a figure has others.
_BETWEEN = frozenset(
    {"before", "after", "time_before", "time_after", "infix", "range", "tilde", "sign", "relative"}
)


def _closes(atom: Atom) -> bool:
    """Whether a figure may end with this atom: a number or a unit, no cue and no particle."""
    return any(kind not in _BETWEEN and not kind.startswith("=") for kind in atom.types)


_SIGN_OR_RANGE = frozenset({"sign", "range"})
_NUMBER_TYPES = (("number",), ("number", "integer"), ("number", "integer", "one"), ("number", "one"))


def _number_types(numeral: Numeral) -> dict[str, str]:
    types = {"number": ""}
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


def _trie(words: Iterable[str]) -> str:
    """A regex for any of the words, longest first, that shares their beginnings."""
    root: dict[str, Any] = {}
    for word in sorted(words):
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(root, "") if root else r"(?!)"


def _fence(char: str) -> str:
    """What may not follow a word that ends in ``char``: more of its own script."""
    return r"(?![A-Za-z])" if _LATIN.match(char) else r"(?![0-9])" if char.isdecimal() else ""


def _branch(node: dict[str, Any], before: str) -> str:
    """Below a node: the longer words first, then the word that ends here, if one does."""
    tails = [re.escape(char) + _branch(node[char], char) for char in sorted(node) if char]
    if not before:
        tails = [(r"(?<![A-Za-z])" if _LATIN.match(tail) else "") + tail for tail in tails]
    if "" not in node:
        return "(?:" + "|".join(tails) + ")" if len(tails) > 1 else tails[0]
    fence = _fence(before)
    if not tails:
        return fence
    return f"(?:{'|'.join(tails)}|{fence})" if fence else f"(?:{'|'.join(tails)})?"


def words_of(table: Mapping[str, str | list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Code and words of one type of a table; a lone word may stand without a list."""
    for code, words in table.items():
        yield code, [words] if isinstance(words, str) else words
