"""Which phrase hangs on which: out of a trained parser's tree, else by the rules of ``heads.yaml``.

The rules look at the last word of a phrase (a particle, an inflected form) and say what
it seeks behind it: the next nominal, the next predicate, the last predicate of its clause,
or just the next phrase. On UD Japanese GSD, test part, they are right for 76 of 100 phrases,
the parser's tree for 85 (models/ja/README.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.datatypes import Phrase, Token
from pipeline.errors import TableError
from pipeline.tables import read_table, text_list

SOUGHT = ("next", "nominal", "predicate", "clause", "last")
_RULE_KEYS = {"name", "tags", "words", "inflections", "comma", "seeks", "examples", "rejects"}


@dataclass(frozen=True, slots=True)
class HeadRule:
    """One row: the last words it fits and what they seek; empty lists ask for nothing."""

    name: str
    tags: tuple[str, ...]
    words: frozenset[str]
    inflections: tuple[str, ...]
    comma: bool | None
    seeks: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    def fits(self, token: Token, comma: bool) -> bool:
        """Whether the rule is for a phrase that ends in this word, with a comma behind it or without."""
        return (
            self.comma in (None, comma)
            and (not self.tags or (token.tag or "").startswith(self.tags))
            and (not self.words or token.surface in self.words)
            and (not self.inflections or any(form in (token.inflection or "") for form in self.inflections))
        )


class TagKind(NamedTuple):
    """Whether words of a tag make their phrase nominal or a predicate, are skipped, or are a comma."""

    nominal: bool
    predicate: bool
    skipped: bool
    comma: bool


@dataclass(frozen=True, slots=True)
class HeadRules:
    """The table of one language; ``known`` remembers the rule of a word, as few words end phrases."""

    predicate: tuple[str, ...]
    nominal: tuple[str, ...]
    skipped: tuple[str, ...]
    comma: str
    rules: tuple[HeadRule, ...]
    known: dict[tuple[str | None, str, str | None, bool], HeadRule | None] = field(default_factory=dict)
    kinds: dict[str | None, TagKind] = field(default_factory=dict)

    def kind_of(self, tag: str | None) -> TagKind:
        """What a word of a tag is to its phrase."""
        found = self.kinds.get(tag)
        if found is None:
            ways = (self.nominal, self.predicate, self.skipped, self.comma)
            found = self.kinds[tag] = TagKind(*((tag or "").startswith(way) for way in ways))
        return found

    def rule_of(self, group: Sequence[Token]) -> HeadRule | None:
        """The first rule that fits a phrase; None where the next phrase is the head."""
        last = group[-1]
        _, _, skipped, comma = self.kind_of(last.tag)
        if skipped:
            last = next((t for t in reversed(group) if not self.kind_of(t.tag).skipped), last)
        key = (last.tag, last.surface, last.inflection, comma)
        if key not in self.known:
            if len(self.known) > _MOST_KNOWN:
                self.known.clear()
            self.known[key] = next((rule for rule in self.rules if rule.fits(last, comma)), None)
        return self.known[key]


_TEXTS = ("tags", "words", "inflections", "examples", "rejects")
_LISTS = ("predicate", "nominal", "skipped")
_MOST_KNOWN = 50_000


@cache
def load_head_rules(code: str) -> HeadRules | None:
    """The rules of one language, None for one without phrases. Raises: TableError."""
    path = Path(__file__).parents[1] / code / "heads.yaml"
    return read_head_rules(read_table(path), f"{code}/heads.yaml") if path.exists() else None


def read_head_rules(table: Any, where: str) -> HeadRules:
    """The rules a table stands for; ``where`` begins every error message."""
    lists: dict[str, tuple[str, ...]] = {}
    if missing := [key for key in (*_LISTS, "comma") if key not in table]:
        raise TableError(f"{where}: missing: {', '.join(missing)}")
    for key in _LISTS:
        lists[key] = tuple(text_list(table[key], f"{where}: {key}"))
    rules = tuple(_read_rule(row, f"{where}: {row.get('name', '?')}") for row in table.get("seeks", []))
    return HeadRules(lists["predicate"], lists["nominal"], lists["skipped"], table["comma"], rules)


def _read_rule(row: Mapping[str, Any], where: str) -> HeadRule:
    if unknown := sorted(set(row) - _RULE_KEYS):
        raise TableError(f"{where}: unknown keys: {', '.join(unknown)}")
    if row.get("seeks") not in SOUGHT:
        raise TableError(f"{where}: seeks: want one of {', '.join(SOUGHT)}")
    if row.get("comma") not in (None, "yes", "no"):
        raise TableError(f"{where}: comma: want yes or no")
    if not row.get("examples") or not row.get("rejects"):
        raise TableError(f"{where}: a rule needs examples and rejects")
    texts = {key: tuple(text_list(row.get(key, []), f"{where}.{key}")) for key in _TEXTS}
    return HeadRule(
        row["name"], texts["tags"], frozenset(texts["words"]), texts["inflections"],
        row["comma"] == "yes" if "comma" in row else None, row["seeks"], texts["examples"], texts["rejects"],
    )  # fmt: skip


def read_phrases(text: str, tokens: Sequence[Token], rules: HeadRules | None) -> tuple[Phrase, ...]:
    """The phrases of an article with their heads, in text order; empty where the language has none.

    ``銀行は利息を支払う`` gives three, the first two with head 2.
    """
    if rules is None or not tokens or tokens[0].starts_phrase is None:
        return ()
    firsts = [i for i, token in enumerate(tokens) if token.starts_phrase]
    groups = [tokens[a:b] for a, b in zip(firsts, [*firsts[1:], len(tokens)], strict=True)]
    parsed = tokens[0].head is not None
    heads = _heads_from_tree(tokens, firsts) if parsed else _heads_by_rule(groups, rules)
    source = "parse" if parsed else "rule"
    return tuple(
        Phrase(g[0].start, g[-1].end, text[g[0].start : g[-1].end], g[0].sentence, head, source)
        for g, head in zip(groups, heads, strict=True)
    )


def _heads_from_tree(tokens: Sequence[Token], firsts: Sequence[int]) -> list[int | None]:
    """The phrase of the head of the word of each phrase that hangs on another phrase."""
    owner: list[int] = []
    for number, (a, b) in enumerate(zip(firsts, [*firsts[1:], len(tokens)], strict=True)):
        owner += [number] * (b - a)
    heads: list[int | None] = [None] * len(firsts)
    settled = [False] * len(firsts)
    for i, token in enumerate(tokens):
        own = owner[i]
        # Marks hang anywhere; the first real word that leaves the phrase is its head.
        if settled[own] or token.head is None or token.pos == "PUNCT":
            continue
        if token.head == i:
            settled[own] = True
        elif owner[token.head] != own:
            heads[own], settled[own] = owner[token.head], True
    return heads


def _heads_by_rule(groups: Sequence[Sequence[Token]], rules: HeadRules) -> list[int | None]:
    """What each phrase finds of what it seeks, from the last phrase of the article to the first."""
    heads: list[int | None] = [None] * len(groups)
    sentence = -1
    last = nominal = predicate = clause = 0
    for i in range(len(groups) - 1, -1, -1):
        group = groups[i]
        if group[0].sentence != sentence:
            sentence = group[0].sentence
            last = nominal = predicate = clause = i  # what ends a sentence takes what finds nothing else
            continue
        rule = rules.rule_of(group)
        sought = rule.seeks if rule else "next"
        heads[i] = (i + 1, nominal, predicate, clause, last)[SOUGHT.index(sought)]
        is_nominal = is_predicate = False
        for token in group:
            name, verb, _, _ = rules.kind_of(token.tag)
            is_nominal, is_predicate = is_nominal or name, is_predicate or verb
        if is_nominal:
            nominal = i
        if is_predicate:
            predicate = i
            # A predicate that modifies a noun closes no clause.
            clause = clause if sought == "nominal" else i
    return heads
