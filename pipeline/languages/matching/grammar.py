"""Rules over atoms: a pattern of a table, compiled and run over a chain.

A pattern is written in words a linguist can read::

    "{amount} {currency}"                 slots are types of the tables' words
    "{number}{rank}"                      no blank may stand between the two
    "{one} {counter} あたり? [{span} {currency}]"   only what is in [ ] is the figure
    "(hour: {integer}) 時 (minute: {integer}) 分"   a reader asks for the parts by name

``?``, ``*``, ``( | )`` work as in a regex; other text is a literal word. ``{name}``
may also be a pattern of the same table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from pipeline.errors import TableError
from pipeline.languages.matching.lexicon import GAP, Atom, Lexicon
from pipeline.languages.numerals import Numeral
from pipeline.languages.patterns import compile_sieved

_PIECE = re.compile(
    r"\((?P<part>[a-z_]+): *|\{(?P<slot>\w+)\}|(?P<op>[?*|()\[\]])|(?P<gap> +)|(?P<word>[^\s{}?*|()\[\]]+)"
)
_DEPTH = 8
# How far off a word may stand that tells what a figure is of, and what it may not lie beyond.
REACH = 40
CONTEXTS = ("near", "not_near", "behind", "not_behind")
# What a rule may say besides name, kind, pattern and its cases; a misspelt one must not pass in silence.
OPTIONS = frozenset(
    (
        "not_after",
        "not_before",
        "near",
        "ends",
        "not_near",
        "behind",
        "not_behind",
        "unit",
        "order",
        "value",
        "factor",
        "tail",
        "discount",
        "parts",
        "spread",
        "mixed",
        "proper",
        "no_year",
        "letters",
        "shared",
        "apart",
        "claims",
        "interval",
        "modifier",
        "plus",
        "denominators",
        "negative",
        "starts",
        "named",
        "short",
        "two_digits",
        "year",
        "spans",
        "half",
        "range",
        "side",
        "each",
        "more",
        "alone",
        "relative",
        "direction",
        "unbounded",
        "told",
        "hundredths",
        "tenths",
        "in_a_row",
        "scaled",
        "least",
        "most",
        "tens",
    )
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of ``figures.yaml`` or ``times.yaml``.

    ``kind`` names its reader; ``options`` are the row's other keys, as written.
    ``slots`` are the types its pattern speaks of, in the order of the pattern;
    ``lang`` is the pack it stands in.
    The options ``not_after`` and ``not_before`` name types that may not adjoin it, ``near`` and ``not_near``
    a context its sentence must or must not give, ``behind`` and ``not_behind`` one that must or must not
    stand before it; ``claims: core`` leaves what is around the core to other rules; ``ends`` wants a
    mark or the end of the text behind it (on the 4th. but no 4th floor); ``told`` names a table of
    what its number is of, where the nearest name before tells (the yen, at 150 to the dollar).
    """

    name: str
    kind: str
    pattern: str
    options: Mapping[str, str]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]
    slots: tuple[str, ...] = ()
    lang: str = ""
    regex: re.Pattern[str] | None = field(default=None, repr=False)
    near: re.Pattern[str] | None = field(default=None, repr=False)
    not_near: re.Pattern[str] | None = field(default=None, repr=False)
    behind: re.Pattern[str] | None = field(default=None, repr=False)
    not_behind: re.Pattern[str] | None = field(default=None, repr=False)
    # For each piece no match can do without, the signs that may stand for it.
    needs: tuple[frozenset[str], ...] = field(default=(), repr=False)
    told: tuple[tuple[str, re.Pattern[str]], ...] = field(default=(), repr=False)
    # The groups of the regex: that of the core, and those of the named parts.
    core: int = field(default=0, repr=False)
    parts: tuple[tuple[str, int], ...] = field(default=(), repr=False)


class Match(NamedTuple):
    """A place where a rule fits: ``core`` is the figure, start to end all it took.

    A plain tuple, as several rules fit every number of a text.
    """

    rule: Rule
    atoms: tuple[Atom, ...]
    core: tuple[Atom, ...]
    start: int
    end: int
    # The parts the pattern names, in its order: a part may hold others.
    parts: tuple[tuple[str, tuple[Atom, ...]], ...] = ()
    # The code of what is told before it, where the rule asks.
    told: str | None = None

    def part(self, name: str) -> Match | None:
        """The part of that name as a match of its own, else null: the day of 5月9日 18:00."""
        core = next((atoms for part, atoms in self.parts if part == name), None)
        if core is None:
            return None
        start, end = core[0].start, core[-1].end
        inner = tuple((n, a) for n, a in self.parts if start <= a[0].start and a[-1].end <= end)
        return Match(self.rule, self.atoms, core, start, end, inner)

    def every(self, kind: str) -> list[Atom]:
        """The atoms of the core that have a type of the pattern, in text order."""
        return [atom for atom in self.core if kind in atom.types]

    def code(self, kind: str) -> str | None:
        """The code of the first atom of a type in the core, else null."""
        return next((atom.types[kind] for atom in self.core if kind in atom.types), None)

    def numerals(self) -> list[Numeral]:
        """The numbers of the core, in text order."""
        return [atom.numeral for atom in self.core if atom.numeral is not None]

    @property
    def core_start(self) -> int:
        """Where the figure begins."""
        return self.core[0].start

    @property
    def core_end(self) -> int:
        """Where the figure ends."""
        return self.core[-1].end


def literals(patterns: Iterable[str]) -> Iterator[str]:
    """The literal words of patterns; they must be in the lexicon to be seen."""
    for pattern in patterns:
        yield from (piece["word"] for piece in _PIECE.finditer(pattern) if piece["word"])


def compile_rule(
    rule: Rule,
    lexicon: Lexicon,
    patterns: Mapping[str, str],
    contexts: Mapping[str, re.Pattern[str]],
    where: str,
) -> Rule:
    """The rule with its regex over signs.

    Raises: TableError, beginning with ``where``, for a slot or context that no table
    fills or a pattern that is no pattern.
    """
    pattern = _spell_out(rule.pattern, patterns, where)
    slots: list[str] = []
    source = "".join(_compile_piece(piece, lexicon, slots, where) for piece in _PIECE.finditer(pattern))
    if "(?P<core>" not in source:
        source = f"(?P<core>{source})"
    for option, fence in (
        ("not_after", f"(?<![{{0}}])(?<![{{0}}]{GAP})"),
        ("not_before", f"(?!{GAP}?[{{0}}])"),
    ):
        if (kinds := rule.options.get(option)) is not None:
            guard = fence.format("".join(_signs(lexicon, kind, where) for kind in kinds.split()))
            source = guard + source if option == "not_after" else source + guard
    try:
        regex = compile_sieved(source)
    except re.error as error:
        raise TableError(f"{where}: pattern {rule.pattern!r}: {error}") from error
    needs = tuple(
        _only(frozenset("".join(_signs(lexicon, kind, where) for kind in kinds)))
        for kinds in _needed(pattern)
    )
    parts = tuple(
        (name.rpartition("_")[0], group) for name, group in regex.groupindex.items() if name != "core"
    )
    near, not_near, behind, not_behind = (_context(rule, option, contexts, where) for option in CONTEXTS)
    compiled = replace(rule, slots=tuple(dict.fromkeys(slots)), regex=regex, needs=needs)
    compiled = replace(compiled, core=regex.groupindex["core"], parts=parts, told=_told(rule, contexts))
    return replace(compiled, near=near, not_near=not_near, behind=behind, not_behind=not_behind)


def _told(rule: Rule, contexts: Mapping[str, re.Pattern[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = f"{rule.options.get('told')}:"
    return tuple((name.removeprefix(table), told) for name, told in contexts.items() if table in name)


@cache
def _only(need: frozenset[str]) -> frozenset[str]:
    """One set for all that are equal: a look-up of the very same need compares nothing."""
    return need


def _context(
    rule: Rule, option: str, contexts: Mapping[str, re.Pattern[str]], where: str
) -> re.Pattern[str] | None:
    name = rule.options.get(option)
    if name is not None and name not in contexts:
        raise TableError(f"{where}: {rule.name}: no table has the context {name}")
    return contexts[name] if name is not None else None


def _needed(pattern: str) -> list[tuple[str, ...]]:
    """For each piece no match can do without, the types that may stand for it.

    ``{a} ({b}|{c} {d})`` needs a, and b or c; what is in ``( )?`` is not needed.
    """
    pieces = [p for p in _PIECE.finditer(pattern) if not p["gap"] and p["op"] not in ("[", "]")]
    needed, _ = _needed_from(pieces, 0)
    return needed


def _needed_from(pieces: list[re.Match[str]], at: int) -> tuple[list[tuple[str, ...]], int]:
    """What the group that begins at a piece needs, and where it ends."""
    branches: list[list[tuple[str, ...]]] = [[]]
    while at < len(pieces) and pieces[at]["op"] != ")":
        piece = pieces[at]
        at += 1
        if piece["op"] == "|":
            branches.append([])
            continue
        found: list[tuple[str, ...]] = []
        if piece["op"] == "(" or piece["part"]:
            found, at = _needed_from(pieces, at)
            at += 1
        elif not piece["op"]:
            found = [(piece["slot"] or f"={piece['word']}",)]
        if at >= len(pieces) or pieces[at]["op"] not in ("?", "*"):
            branches[-1] += found
    if len(branches) == 1:
        return branches[0], at
    if not all(branches):
        return [], at
    return [tuple(kind for branch in branches for kind in branch[0])], at


def _spell_out(pattern: str, patterns: Mapping[str, str], where: str) -> str:
    for _ in range(_DEPTH):
        written = re.sub(r"\{(\w+)\}", lambda m: f"({patterns[m[1]]})" if m[1] in patterns else m[0], pattern)
        if written == pattern:
            return pattern
        pattern = written
    raise TableError(f"{where}: patterns refer to each other without end: {pattern[:80]}")


def _compile_piece(piece: re.Match[str], lexicon: Lexicon, slots: list[str], where: str) -> str:
    if piece["gap"]:
        return f"{GAP}?"
    if piece["part"]:
        return f"(?P<{piece['part']}_{piece.start()}>"  # numbered, as a pattern may say one twice
    if piece["op"]:
        return {"[": "(?P<core>", "]": ")", "(": "(?:"}.get(piece["op"], piece["op"])
    kind = piece["slot"] or f"={piece['word']}"
    slots.append(kind)
    return f"[{_signs(lexicon, kind, where)}]"


def _signs(lexicon: Lexicon, kind: str, where: str) -> str:
    signs = lexicon.signs_of(kind)
    if not signs:
        raise TableError(f"{where}: no table has a word of type {{{kind}}}")
    return signs
