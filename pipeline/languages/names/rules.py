"""The tables of name shapes, read and checked: ``shared.yaml`` and ``<lang>/entities.yaml``.

A rule without examples and rejects does not load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import TableError
from pipeline.languages.names.evidence import UnseenRules, read_unseen_rules
from pipeline.languages.names.learned.table import LearnedRules, read_learned_rules
from pipeline.languages.names.mention import Titles
from pipeline.languages.patterns import fill_pattern
from pipeline.reference.code_book import LABELS
from pipeline.tables import read_table, text_list

_SHARED_KEYS = frozenset(["name", "pattern", "anchor", "reach", "examples", "rejects"])
_RULE_KEYS = {
    "masks": _SHARED_KEYS,
    "patterns": _SHARED_KEYS.union(
        ["label", "all_tags_not", "any_tag", "extends", "except", "twice", "made_up", "over"]
    ),
    "letters": frozenset(["name", "pattern", "examples", "rejects"]),
    "labels": frozenset(["name", "label", "before", "after", "words", "examples", "rejects"]),
    "tags": frozenset(["name", "label", "tags", "suffixes", "shortest", "except", "examples", "rejects"]),
    "declared": frozenset(["name", "after", "examples", "rejects"]),
}
_MADE_UP = {"no": -1, "yes": 0, "rare": 1}
_TAILS = ("organisation", "product", "crypto", "tail", "place", "ender", "seat")
_KEYS = {"slots", "amount", "run", "titles", "tokens_guide", "unknown", "proposals", "unseen", "learned"}
_KEYS |= {"sentence_case", "letter_codes", *_RULE_KEYS}


@dataclass(frozen=True, slots=True)
class Example:
    """``オバマ大統領 => オバマ PERSON``: a text and what the rule finds in it."""

    text: str
    found: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What all rules share. ``pattern``: a mask's, a pattern's (group ``name``) or a letter's.

    ``anchor``: words every match has, at most ``reach`` characters behind its start; a
    pattern that could begin anywhere is then tried near them only. ``twice``: one match
    is a chance, a name must be matched in two places. ``made_up``: the name or its stem holds
    no word of the dictionary (0), or none but rare ones (1: 灯塔). ``over``: what must follow where a
    known firm begins the name: 谷歌资本 before 领投. ``words``: how many a name has for a label's cue.
    """

    name: str
    examples: tuple[Example, ...]
    rejects: tuple[str, ...]
    label: str = ""
    pattern: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    tags: tuple[str, ...] = ()
    any_tag: tuple[str, ...] = ()
    all_tags_not: tuple[str, ...] = ()
    suffixes: frozenset[str] = frozenset()
    shortest: int = 2
    exceptions: frozenset[str] = frozenset()
    extends: bool = False
    twice: bool = False
    made_up: int = -1
    over: re.Pattern[str] | None = None
    words: int = 1
    anchor: re.Pattern[str] | None = None
    reach: int = 0


@dataclass(frozen=True, slots=True)
class RunRules:
    """How runs of capitalised Latin words are read; see the head of ``shared.yaml``."""

    word: re.Pattern[str]
    joiner: re.Pattern[str]
    version: re.Pattern[str]
    generic: frozenset[str]
    inner: frozenset[str]
    generic_form: re.Pattern[str]
    organisation: frozenset[str]
    product: frozenset[str]
    crypto: frozenset[str]
    tail: frozenset[str]
    given: frozenset[str]
    place: frozenset[str]
    common: frozenset[str]
    heads: frozenset[str]
    ender: frozenset[str]
    seat: frozenset[str]
    loose: re.Pattern[str]
    common_form: re.Pattern[str]
    given_form: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ProposalRules:
    """What of a trained model's names is taken, and as what.

    ``head`` and ``tail`` are cut off; what ``person`` fits behind makes it one; what
    ``never`` fits whole is dropped, what ``weak`` fits is only a hint, and so is a name
    without a word whose tag begins with one of ``proper``. ``suffixes``
    and then ``tags`` (of all its words) give a label, else ``labels`` translates the model's;
    a label it does not list is not taken. One of ``unsure`` raises the issue unsure-label.
    """

    labels: Mapping[str, str]
    unsure: frozenset[str]
    shortest: int
    proper: tuple[str, ...]
    head: re.Pattern[str]
    tail: re.Pattern[str]
    never: re.Pattern[str]
    weak: re.Pattern[str]
    person: re.Pattern[str]
    suffixes: tuple[tuple[str, re.Pattern[str]], ...]
    tags: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class NameRules:
    """The shape rules of one language, the shared ones in them.

    ``tokens_guide``: token borders and tags of the language are a guide to names;
    ``unknown``: tags that begin so are a guess where a token has no reading (else empty);
    ``sentence_case``: a capital at the start of a sentence is no evidence.
    """

    masks: tuple[Rule, ...]
    patterns: tuple[Rule, ...]
    letters: tuple[Rule, ...]
    letter_codes: Mapping[str, str]
    labels: tuple[Rule, ...]
    tags: tuple[Rule, ...]
    declared: tuple[Rule, ...]
    run: RunRules
    amount: re.Pattern[str]
    titles: Titles
    tokens_guide: bool
    unknown: str
    sentence_case: bool
    proposals: ProposalRules | None = None
    unseen: UnseenRules | None = None
    learned: LearnedRules | None = None

    @property
    def asks_words(self) -> bool:
        """Whether some rule asks what the dictionary has."""
        return any(rule.made_up >= 0 for rule in self.patterns)


def _slots(raw: Mapping[str, Any], where: str) -> dict[str, str]:
    """Named pieces of patterns: a text is a pattern, a list any of its words, a table a
    character and any of those that follow it (``高: "度额"`` is 高度 or 高额)."""
    slots: dict[str, str] = {}
    for name, value in raw.items():
        if isinstance(value, str):
            slots[name] = value
        elif isinstance(value, dict):
            slots[name] = "(?:" + "|".join(f"{first}[{rest}]" for first, rest in value.items()) + ")"
        else:
            words = sorted(text_list(value, where), key=lambda word: (-len(word), word))
            slots[name] = "(?:" + "|".join(map(re.escape, words)) + ")"
    return slots


def _example(line: str, where: str) -> Example:
    """``text => surface LABEL; surface LABEL`` read."""
    text, arrow, found = line.partition(" => ")
    pairs = [tuple(each.strip().rsplit(" ", 1)) for each in found.split(";")]
    if not arrow or any(len(pair) != 2 for pair in pairs):
        raise TableError(f"{where}: want 'text => surface LABEL', got {line!r}")
    return Example(text, tuple((pair[0], pair[1]) for pair in pairs))


def _rule(kind: str, raw: Any, slots: Mapping[str, str], file: str) -> Rule:
    """One rule of a table, its keys checked."""
    where = f"{file}: {kind}: {raw.get('name') if isinstance(raw, dict) else raw!r}"
    if not isinstance(raw, dict) or not raw.get("name"):
        raise TableError(f"{where}: a rule needs a name")
    if unknown := sorted(set(raw) - _RULE_KEYS[kind]):
        raise TableError(f"{where}: unknown keys: {', '.join(unknown)}")
    if not raw.get("examples") or not raw.get("rejects"):
        raise TableError(f"{where}: a rule needs examples and rejects")
    label = raw.get("label", "")
    if "label" in _RULE_KEYS[kind] and label not in LABELS:
        raise TableError(f"{where}: no label {label!r}")
    anchor = fill_pattern(raw.get("anchor"), slots, where, sieved=True)
    return Rule(
        name=raw["name"],
        examples=tuple(_example(line, where) for line in text_list(raw["examples"], where)),
        rejects=tuple(text_list(raw["rejects"], where)),
        label=label,
        # With an anchor the pattern is tried only where the anchor says.
        pattern=fill_pattern(raw.get("pattern"), slots, where, sieved=anchor is None),
        before=fill_pattern(raw.get("before"), slots, where, end=r"\Z"),
        after=fill_pattern(raw.get("after"), slots, where),
        tags=tuple(text_list(raw.get("tags", []), where)),
        any_tag=tuple(text_list(raw.get("any_tag", []), where)),
        all_tags_not=tuple(text_list(raw.get("all_tags_not", []), where)),
        suffixes=frozenset(text_list(raw.get("suffixes", []), where)),
        shortest=int(raw.get("shortest", "2")),
        exceptions=frozenset(text_list(raw.get("except", []), where)),
        extends=raw.get("extends") == "yes",
        twice=raw.get("twice") == "yes",
        made_up=_MADE_UP[raw.get("made_up", "no")],
        over=fill_pattern(raw.get("over"), slots, where),
        words=int(raw.get("words", "1")),
        anchor=anchor,
        reach=int(raw.get("reach", "0")),
    )


def _words(shared: Mapping[str, Any], own: Mapping[str, Any], key: str, where: str) -> frozenset[str]:
    """A word list of both tables together."""
    return frozenset(text_list(shared.get(key, []), where)) | frozenset(text_list(own.get(key, []), where))


def _run_rules(shared: Mapping[str, Any], own: Mapping[str, Any], where: str) -> RunRules:
    """How Latin runs are read: the shared rules and the language's own words."""
    pieces: dict[str, Any] = {}
    for key in ("word", "joiner", "version", "generic_form", "loose", "common_form", "given_form"):
        if (compiled := fill_pattern(own.get(key, shared.get(key)), {}, where)) is None:
            raise TableError(f"{where}: run: {key} is missing")
        pieces[key] = compiled
    for key in (*_TAILS, "generic", "inner", "given", "common", "heads"):
        pieces[key] = _words(shared, own, key, where)
    return RunRules(**pieces)


def _proposal_rules(raw: Mapping[str, Any], slots: Mapping[str, str], where: str) -> ProposalRules | None:
    """The table of what is taken of a model's names; None where a language has none."""
    if not raw:
        return None
    cuts: dict[str, Any] = {
        key: fill_pattern(raw.get(key, "(?!)"), slots, where, end)
        for key, end in (("head", ""), ("tail", r"\Z"), ("never", ""), ("weak", ""), ("person", ""))
    }
    suffixes: Any = tuple(
        (label, fill_pattern(source, slots, where, r"\Z"))
        for label, source in raw.get("suffixes", {}).items()
    )
    return ProposalRules(
        labels=dict(raw["labels"]),
        unsure=frozenset(text_list(raw.get("unsure", []), where)),
        shortest=int(raw.get("shortest", "2")),
        proper=tuple(text_list(raw["proper"], where)),
        suffixes=suffixes,
        tags=tuple((label, tuple(text_list(tags, where))) for label, tags in raw.get("tags", {}).items()),
        **cuts,
    )


def read_name_rules(shared_path: Path, path: Path) -> NameRules:
    """The rules of one language: those of ``shared.yaml`` first, then its own.

    Raises: TableError, naming file and rule.
    """
    shared, own = read_table(shared_path), read_table(path)
    where = f"{path.parent.name}/{path.name}"
    if unknown := sorted((set(own) | set(shared)) - _KEYS):
        raise TableError(f"{where}: unknown blocks: {', '.join(unknown)}")
    slots = _slots({**shared.get("slots", {}), **own.get("slots", {})}, where)
    rules = {
        kind: tuple(
            _rule(kind, raw, slots, file)
            for file, table in ((shared_path.name, shared), (where, own))
            for raw in table.get(kind, [])
        )
        for kind in _RULE_KEYS
    }
    titles = [
        fill_pattern(own.get("titles", {}).get(key, "(?!)"), slots, where, end)
        for key, end in (("before", r"\Z"), ("after", ""), ("given", r"\Z"), ("verb", r"\Z"))
    ]
    amount = fill_pattern(shared.get("amount"), {}, where, end=r"\Z")
    if None in titles or amount is None:
        raise TableError(f"{where}: amount and titles (before, after, given, verb) are patterns")
    return NameRules(
        **rules,
        letter_codes=dict(own.get("letter_codes", {})),
        run=_run_rules(shared.get("run", {}), own.get("run", {}), where),
        amount=amount,
        titles=Titles(*filter(None, titles)),
        tokens_guide=own.get("tokens_guide") == "yes",
        unknown=own.get("unknown", ""),
        sentence_case=own.get("sentence_case") == "yes",
        proposals=_proposal_rules(own.get("proposals", {}), slots, where),
        unseen=read_unseen_rules(own.get("unseen", {}), slots, own.get("slots", {}), where),
        learned=read_learned_rules(own.get("learned", {}), own.get("slots", {}), where),
    )
