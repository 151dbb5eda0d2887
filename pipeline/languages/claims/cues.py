"""The words around figures as codes: metrics, modality, change, links, ends of clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any

from pipeline.datatypes import Cue
from pipeline.errors import NumeralError, TableError
from pipeline.languages.claims.metric_words import MetricWords
from pipeline.languages.matching.heads import Sifter
from pipeline.languages.numerals import Numerals, parse_numeral
from pipeline.languages.patterns import compile_sieved, lowered
from pipeline.tables import read_table, text_list

# How amounts hang together, for the checks of stages/auditing; what each means: ja/audit.yaml.
AUDIT = (
    "total summed listed pair part out_of rest some difference rise fall grown_by last_year per_head share"
    " on_par above below over under apart since further unit_price worth home same interest years share_of"
    " topic halved aside dear compound revalued outlook and extreme each usual of_noun postposed negative"
    " versus ago converted"
)
# Which way an amount moved, and what joins it with the word for that: stages/claims/direction.py.
DIRECTION = "rise fall gain loss more less better worse still to at by of from reached became"
THEN = (
    "Y-1 Y+0 Y+1 Y+2 Y+n Y+n? Q-1 Q+0 Q+1 M-1 M+0 M+1 M+n M+n? W+n W+n? D-1 D+0 D+1 D+n D+n?"
    " same-1 same-2 same-n same+0 same+n step-1 step+1 end+0"
)
KINDS: Mapping[str, frozenset[str]] = {
    "modality": frozenset({"forecast", "hypothetical", "reported", "offer", "negated"}),
    "change": frozenset({"delta", "share"}),
    "direction": frozenset(DIRECTION.split()),
    "link": frozenset({"set", "each", "likewise", "from", "to", "than", "same", "passive", "whole"}),
    "audit": frozenset(AUDIT.split()),
    # Times that count from another one: stages/claims/times/anaphoric.py.
    "then": frozenset(THEN.split()),
    # Right behind a date that leaves its year open: the next one is meant, not the last.
    "ahead": frozenset({"coming"}),
}
# Cues stand by their place, then as the tables list them.
_PLACE = itemgetter(0, 1, 2)
_KEYS = {"name", "kind", "code", "pattern", "examples", "rejects"}


@dataclass(frozen=True, slots=True)
class CueRule:
    """One row: what the words that fit ``pattern`` say; ``small``: it wants a text in small letters."""

    name: str
    kind: str
    code: str
    pattern: re.Pattern[str]
    small: bool
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True)
class CueRules:
    """The table of one language."""

    rows: tuple[CueRule, ...]
    clause: re.Pattern[str]
    joined: re.Pattern[str]

    @cached_property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Kind and code of each row, then of the ends of clauses and of lines that go on."""
        return (*((rule.kind, rule.code) for rule in self.rows), ("clause", "clause"), ("line", "line"))

    @cached_property
    def small(self) -> Sifter:
        """The rows that want a text in small letters."""
        return Sifter({n: rule.pattern for n, rule in enumerate(self.rows) if rule.small})

    @cached_property
    def others(self) -> Sifter:
        """All that take a text as it is."""
        rows = {n: rule.pattern for n, rule in enumerate(self.rows) if not rule.small}
        return Sifter({**rows, len(self.rows): self.clause, len(self.rows) + 1: self.joined})


@dataclass(frozen=True, slots=True)
class CueFinder:
    """Finds the cues of one language's texts."""

    rules: CueRules
    words: MetricWords
    numerals: Numerals

    def find(self, text: str) -> tuple[Cue, ...]:
        """All cues, by place, then as the tables list them.

        ``売上高は3億ドルを見込む`` has the metric revenue and the modality forecast.
        """
        small = text.lower()
        if len(small) != len(text):  # İ becomes two
            small = "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
        rules = self.rules
        found = [
            (match.start(), match.end(), number, *rules.kinds[number], self._number(match))
            for sifter, written in ((rules.small, small), (rules.others, text))
            for number, match in sifter.find(written)
        ]
        last = len(rules.kinds)
        for start, end, codes in self.words.find(small):
            found += [(start, end, last, "metric", code, None) for code in codes]
        found.sort(key=_PLACE)
        return tuple([Cue(start, end, kind, code, value) for start, end, _, kind, code, value in found])

    def _number(self, match: re.Match[str]) -> Decimal | None:
        """The number in a pattern's group of that name; None where it has none or it is no numeral."""
        surface = match["number"] if "number" in match.re.groupindex else None
        if surface is None:
            return None
        try:
            numeral = parse_numeral(surface.strip(), self.numerals)
        except NumeralError:
            return None
        return numeral.low if numeral.low == numeral.high else None


def _compile(source: Any, where: str) -> re.Pattern[str]:
    if not isinstance(source, str):
        raise TableError(f"{where}: want a pattern")
    try:
        return compile_sieved(source)
    except re.error as error:
        raise TableError(f"{where}: bad pattern {source!r}: {error}") from error


def _read_row(row: Mapping[str, Any], where: str) -> CueRule:
    here = f"{where}: {row.get('name', '?')}"
    if unknown := sorted(set(row) - _KEYS):
        raise TableError(f"{here}: unknown keys: {', '.join(unknown)}")
    if row.get("code") not in KINDS.get(row.get("kind", ""), frozenset()):
        raise TableError(f"{here}: no code {row.get('code')} of kind {row.get('kind')}")
    if not row.get("examples") or not row.get("rejects"):
        raise TableError(f"{here}: a rule needs examples and rejects")
    source = row.get("pattern")
    small = lowered(source) if isinstance(source, str) else None
    return CueRule(
        row["name"], row["kind"], row["code"], _compile(small or source, here), small is not None,
        tuple(text_list(row["examples"], here)), tuple(text_list(row["rejects"], here)),
    )  # fmt: skip


def read_cue_rules(path: Path, audit: Path | None = None) -> CueRules:
    """The rules of one language, with those that ``audit`` holds for checks; their name is their code.

    Raises: TableError, naming file and row.
    """
    table, where = read_table(path), f"{path.parent.name}/{path.name}"
    rows: Sequence[Mapping[str, Any]] = table.get("cues", [])
    if audit is not None:
        rows = [
            *rows,
            *({"name": row.get("code"), "kind": "audit"} | row for row in read_table(audit)["cues"]),
        ]
    return CueRules(
        tuple(_read_row(row, where) for row in rows),
        _compile(table.get("clause"), f"{where}: clause"),
        _compile(table.get("joined"), f"{where}: joined"),
    )
