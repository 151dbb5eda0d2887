"""The tables of coreference, read and checked: ``weights.yaml`` and ``<lang>/references.yaml``.

A row without examples and rejects does not load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import TableError
from pipeline.languages.matching.heads import Spotter
from pipeline.languages.patterns import fill_pattern, sieve
from pipeline.tables import read_table, text_list

_ANAPHOR_KEYS = {
    "name", "pattern", "labels", "picks", "head", "kinds", "strong", "quoted", "plural",
    "examples", "rejects",
}  # fmt: skip
_ROLE_KEYS = {"role", "before", "after", "examples", "rejects"}
_DEED_KEYS = {"word", "before", "after", "examples", "rejects"}
# Weights stand in thousandths.
_PARTS = 1000
# A character and what it is read as.
_PAIR = 2
# First names, as slots for every language.
_GIVEN = Path(__file__).with_name("givennames.yaml")
# Groups of features that a scale remembers; a few thousand are all there are.
_KEPT = 20_000
_SINGLES = (
    "joiner", "clause", "quotes", "shared", "announces", "called_before", "called_behind",
    "body_first", "person_first", "home_before", "home_behind", "core", "general", "relative", "apposed",
    "introduces",
)  # fmt: skip
PICKS = (
    "one", "new", "topic", "set", "pair", "former", "latter", "own", "person", "speaker", "contrast", "other",
    "party", "addressed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnaphorRule:
    """One kind of anaphor.

    ``picks``: how its antecedent is chosen, which features may count by themselves: one (the company: the
    centre of attention), new (this company: what was just brought in), topic (they, it), person (she),
    own (its own clause's subject), speaker (we), contrast (the one just compared), other (the other
    side), party (who did something: the buyer), addressed (you), set, pair, former, latter (several:
    ``sets.py``);
    ``labels``: what it can stand for, the likeliest first; ``head``: the trade it names (bank in the bank),
    a key of ``heads``; ``strong``: one left open raises an issue; ``quoted``: counts only
    inside quotation marks (we); ``plural``: may stand for all members of AとB (they);
    ``kinds``: its word may name a trade (the chipmaker), told by ``heads``.
    """

    name: str
    pattern: str
    labels: tuple[str, ...]
    picks: str
    head: str | None
    strong: bool
    quoted: bool
    plural: bool
    kinds: bool
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What the words around a name say of its part in the sentence; the first that fits counts."""

    role: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeedRule:
    """What one did who is called the buyer, the plaintiff: ``word`` is in the anaphor, and in front of
    a name or behind it stands what tells that this one did it."""

    deed: str
    word: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordKinds:
    """Kinds that words tell: the patterns of each, any of them, and what stands between them and a name."""

    patterns: Mapping[str, re.Pattern[str]]
    any_word: Spotter
    before: re.Pattern[str]
    behind: re.Pattern[str]


class Scale:
    """What groups of features weigh, each weighed once."""

    __slots__ = ("known", "weights")

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self.known: dict[tuple[str, ...], float] = {}

    def of(self, features: tuple[str, ...]) -> float:
        """The sum of the weights of some features; one that is not known weighs nothing."""
        found = self.known.get(features)
        if found is None:
            if len(self.known) >= _KEPT:
                self.known.clear()
            found = self.known[features] = sum(self.weights.get(feature, 0.0) for feature in features)
        return found


@dataclass(frozen=True, slots=True)
class ReferenceRules:
    """The rules of one language with the shared weights."""

    rows: tuple[AnaphorRule, ...]
    anaphors: Spotter
    roles: tuple[RoleRule, ...]
    opening_role: str
    opening_reach: int
    heads: WordKinds
    nations: WordKinds
    deeds: tuple[DeedRule, ...]
    core: re.Pattern[str]
    general: re.Pattern[str]
    counts: Mapping[int, re.Pattern[str]]
    joiner: re.Pattern[str]
    clause: re.Pattern[str]
    relative: re.Pattern[str]
    apposed: re.Pattern[str]
    introduces: re.Pattern[str]
    unnamed: Mapping[str, re.Pattern[str]]
    quotes: re.Pattern[str]
    shared: re.Pattern[str]
    announces: re.Pattern[str]
    body_first: re.Pattern[str]
    person_first: re.Pattern[str]
    folds: Mapping[int, str]
    officer: re.Pattern[str]
    scale: Scale
    least: float
    lead: float

    def fold(self, text: str) -> str:
        """A text as the patterns read it, character by character: 這家公司 as 这家公司."""
        return text.translate(self.folds) if self.folds else text

    def rule_of(self, match: re.Match[str]) -> AnaphorRule:
        """The row a match of ``anaphors`` came from."""
        return self.rows[int((match.lastgroup or "r0")[1:])]


def _need(source: Any, slots: Mapping[str, str], where: str, end: str = "") -> re.Pattern[str]:
    found = fill_pattern(source, slots, where, end)
    if found is None:
        raise TableError(f"{where}: missing")
    return found


def _slots(raw: Mapping[str, Any], where: str) -> dict[str, str]:
    """Named pieces of patterns: a text is a pattern, a list is any of its words."""
    slots: dict[str, str] = {}
    for name, value in raw.items():
        words = [value] if isinstance(value, str) else None
        slots[name] = (
            words[0]
            if words
            else "(?:"
            + "|".join(map(re.escape, sorted(text_list(value, where), key=len, reverse=True)))
            + ")"
        )
    return slots


def _cases(row: Mapping[str, Any], keys: set[str], where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if unknown := sorted(set(row) - keys):
        raise TableError(f"{where}: unknown keys: {', '.join(unknown)}")
    if not row.get("examples") or not row.get("rejects"):
        raise TableError(f"{where}: a rule needs examples and rejects")
    return tuple(text_list(row["examples"], where)), tuple(text_list(row["rejects"], where))


def _read_anaphor(row: Mapping[str, Any], slots: Mapping[str, str], heads: Any, where: str) -> AnaphorRule:
    examples, rejects = _cases(row, _ANAPHOR_KEYS, where)
    picks, head = row.get("picks", "one"), row.get("head")
    if picks not in PICKS or (head is not None and head not in heads):
        raise TableError(f"{where}: no such picks {picks!r} or head {head!r}")
    pattern = _need(row.get("pattern"), slots, where).pattern
    labels = tuple(text_list(row.get("labels", []), where))
    return AnaphorRule(
        row["name"], pattern, labels, picks, head, row.get("strong") == "yes", row.get("quoted") == "yes",
        row.get("plural") == "yes", row.get("kinds") == "yes", examples, rejects,
    )  # fmt: skip


def _read_weights(path: Path) -> tuple[Scale, float, float]:
    """The weights, ``least`` and ``lead`` of the table, which has thousandths."""
    raw = read_table(path)
    weights = {feature: int(weight) / _PARTS for feature, weight in raw["weights"].items()}
    return Scale(weights), int(raw["least"]) / _PARTS, int(raw["lead"]) / _PARTS


def _read_kinds(
    rows: Mapping[str, str], slots: Mapping[str, str], around: Sequence[re.Pattern[str]], where: str
) -> WordKinds:
    patterns = {name: _need(words, slots, f"{where}: {name}") for name, words in rows.items()}
    any_word = Spotter([words.pattern for words in patterns.values()])
    return WordKinds(patterns, any_word, *around)


def _read_deeds(
    rows: Mapping[str, Mapping[str, Any]], slots: Mapping[str, str], where: str
) -> Iterator[DeedRule]:
    for deed, row in rows.items():
        here = f"{where}: deeds: {deed}"
        cases = _cases(row, _DEED_KEYS, here)
        before = _need(row.get("before"), slots, here, r"\Z")
        yield DeedRule(
            deed, _need(row.get("word"), slots, here), before, _need(row.get("after"), slots, here), *cases
        )


def _read_folds(pairs: str, where: str) -> Mapping[int, str]:
    if wrong := [pair for pair in pairs.split() if len(pair) != _PAIR]:
        raise TableError(f"{where}: folds: no pairs of characters: {wrong[:3]}")
    return {ord(pair[0]): pair[1] for pair in pairs.split()}


def read_reference_rules(weights: Path, path: Path) -> ReferenceRules:
    """The rules of one language. Raises: TableError, naming file and row."""
    raw = read_table(path)
    scale, least, lead = _read_weights(weights)
    where = f"{path.parent.name}/{path.name}"
    slots = _slots(read_table(_GIVEN) | raw.get("slots", {}), where)
    rows = tuple(
        _read_anaphor(row, slots, raw["heads"], f"{where}: {row.get('name', '?')}") for row in raw["anaphors"]
    )
    roles = []
    for row in raw["roles"]:
        here = f"{where}: roles: {row.get('role', '?')}"
        cases = _cases(row, _ROLE_KEYS, here)
        before = fill_pattern(row.get("before"), slots, here, r"\Z")
        roles.append(RoleRule(row["role"], before, fill_pattern(row.get("after"), slots, here), *cases))
    singles = {key: _need(raw.get(key), slots, f"{where}: {key}") for key in _SINGLES}
    called = [singles.pop("called_before"), singles.pop("called_behind")]
    home = [singles.pop("home_before"), singles.pop("home_behind")]
    return ReferenceRules(
        rows=rows,
        anaphors=Spotter([f"(?P<r{i}>{row.pattern})" for i, row in enumerate(rows)]),
        roles=tuple(roles),
        opening_role=raw["opening_role"],
        opening_reach=int(raw["opening_reach"]),
        unnamed={
            label: sieve(_need(pattern, slots, f"{where}: unnamed: {label}"))
            for label, pattern in raw["unnamed"].items()
        },
        heads=_read_kinds(raw["heads"], slots, called, f"{where}: heads"),
        nations=_read_kinds(raw.get("nations", {}), slots, home, f"{where}: nations"),
        deeds=tuple(_read_deeds(raw.get("deeds", {}), slots, where)),
        counts={int(n): _need(words, slots, f"{where}: counts: {n}") for n, words in raw["counts"].items()},
        folds=_read_folds(raw.get("folds", ""), where),
        officer=_need(raw.get("officer", "(?!)"), slots, f"{where}: officer"),
        scale=scale,
        least=least,
        lead=lead,
        **singles,
    )
