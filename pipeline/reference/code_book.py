"""The code book of named things: code -> label, canonical name, aliases, context rules.

The tables are ``reference/entities/*.yaml``; their syntax is described at the head of
``entities/cues.yaml``; most that ask for no context stand in ``wider.tsv``. Names are facts:
nothing here is a guess, and an entry without a certain Wikidata id has none. ``spellings.yaml``
adds other spellings; ``resolve.yaml`` says how names that look alike are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.errors import TableError
from pipeline.tables import read_lines, read_table, text_list

HERE = Path(__file__).parent / "entities"
CUES = "cues.yaml"
BESIDE = "beside.yaml"
SPELLINGS = "spellings.yaml"
RESOLVE = "resolve.yaml"
WIDER = "wider.tsv"
LABELS = frozenset(
    ["PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "CRYPTO", "EVENT", "WORK", "TECH", "LAW", "DISEASE"],
)
_ENTRY_KEYS = frozenset(["label", "name", "aliases", "short", "ticker", "wikidata", "versioned", "rules"])
_RULE_KEYS = frozenset(["alias", "cues", "beside", "sentence", "article", "examples", "rejects"])
_RULE_KEYS |= {"before", "after", "not_before", "not_after"}
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class ContextRule:
    """When an ambiguous alias names its entry.

    Of ``sentence`` (a cue in the same sentence), ``article`` (a cue anywhere),
    ``before`` and ``after`` (what touches the alias) one must hold, if any is
    given; ``not_before`` and ``not_after`` must not.
    """

    sentence: tuple[re.Pattern[str], ...]
    article: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    @property
    def positive(self) -> bool:
        """Whether the alias needs evidence at all: false for a rule of ``not_``s."""
        return any((self.sentence, self.article, self.before, self.after))


@dataclass(frozen=True, slots=True)
class Entry:
    """One named thing. ``aliases`` per language, without ``name`` and ``ticker``.

    ``short``: names that count only in an article that gives a full name too, or
    beside a title (Musk, マスク氏). ``versioned``: ``GPT`` also reads ``GPT-4o``.
    ``rules``: alias -> its context rule.
    """

    code: str
    label: str
    name: str
    aliases: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, ...]]
    ticker: str | None
    wikidata: str | None
    versioned: bool
    rules: Mapping[str, ContextRule]

    def names(self, lang: str) -> tuple[str, ...]:
        """Full names usable in one language, canonical first: ``("Tether", "テザー", ...)``."""
        always = (self.name, self.ticker) if self.ticker else (self.name,)
        return tuple(dict.fromkeys((*always, *self.aliases.get(lang, ()))))

    def every_name(self) -> tuple[str, ...]:
        """Full names of all languages: ``("Sam Altman", "サム・アルトマン", ...)``."""
        return (self.name, *(alias for aliases in self.aliases.values() for alias in aliases))


@dataclass(frozen=True, slots=True)
class CodeBook:
    """All entries by code, in code order."""

    entries: Mapping[str, Entry]

    def languages(self) -> tuple[str, ...]:
        """Codes of all languages that have aliases, sorted: ``("en", "ja", "zh")``."""
        return tuple(sorted({lang for entry in self.entries.values() for lang in entry.aliases}))


@dataclass(frozen=True, slots=True)
class Tables:
    """What entries of all tables share: groups of cues, shapes beside a name, other spellings by language."""

    cues: Mapping[str, list[str]]
    beside: Mapping[str, Mapping[str, Any]]
    spellings: Mapping[str, Mapping[str, list[str]]]


def _pattern(source: Any, where: str, end: str = "") -> re.Pattern[str] | None:
    """A cell that holds one regular expression, or nothing; ``end`` is put behind it."""
    if source is None:
        return None
    if not isinstance(source, str):
        raise TableError(f"{where}: want one regular expression, got {source!r}")
    try:
        return re.compile(f"(?:{source}){end}")
    except re.error as error:
        raise TableError(f"{where}: bad pattern {source!r}: {error}") from error


@cache
def compile_cues(cues: tuple[str, ...], case: bool = False) -> re.Pattern[str] | None:
    """One pattern for many cue words; Latin ones match from a word's start: ``coin`` in ``coins``.

    Inside a word they do not (``ai`` is not in ``said``); case counts only when asked for.
    """
    if not cues:
        return None
    parts = [(r"(?<![A-Za-z])" if cue[0].isascii() else "") + re.escape(cue) for cue in cues]
    return re.compile("|".join(parts), 0 if case else re.IGNORECASE)


def _with_beside(raw: Mapping[str, Any], shapes: Mapping[str, Any], where: str) -> dict[str, Any]:
    """A cell of ``rules`` with what its groups of ``beside`` add to its own patterns and words."""
    merged = dict(raw)
    for group in text_list(raw.get("beside", []), where):
        if group not in shapes:
            raise TableError(f"{where}: no shapes named {group!r} in {BESIDE}")
        shape = shapes[group]
        for key in ("before", "after"):
            merged[key] = "|".join(source for source in (merged.get(key), shape.get(key)) if source)
        merged["article"] = [*text_list(merged.get("article", []), where), *shape.get("article", [])]
    return {key: value for key, value in merged.items() if value}


def _context_rule(raw: Mapping[str, Any], tables: Tables, where: str) -> ContextRule:
    """One cell of ``rules``; unknown keys, no examples or no rejects are errors."""
    raw, groups = _with_beside(raw, tables.beside, where), tables.cues
    unknown = sorted(set(raw) - _RULE_KEYS)
    if unknown:
        raise TableError(f"{where}: unknown keys in rule: {', '.join(unknown)}")
    if not raw.get("examples") or not raw.get("rejects"):
        raise TableError(f"{where}: a rule needs examples and rejects")
    lists = [text_list(raw.get("sentence", []), where)]
    for group in text_list(raw.get("cues", []), where):
        if group not in groups:
            raise TableError(f"{where}: no group of cues named {group!r}")
        lists.append(groups[group])
    sentence = tuple(cue for cue in (compile_cues(tuple(each)) for each in lists) if cue is not None)
    return ContextRule(
        sentence=sentence,
        article=compile_cues(tuple(text_list(raw.get("article", []), where)), case=True),
        before=_pattern(raw.get("before"), where, end=r"\Z"),
        after=_pattern(raw.get("after"), where),
        not_before=_pattern(raw.get("not_before"), where, end=r"\Z"),
        not_after=_pattern(raw.get("not_after"), where),
        examples=tuple(text_list(raw["examples"], where)),
        rejects=tuple(text_list(raw["rejects"], where)),
    )


def _names_by_language(raw: Any, where: str) -> Mapping[str, tuple[str, ...]]:
    """``{ja: [テザー], zh: 泰达}`` as tuples; a name of one Latin letter needs no list either."""
    if not isinstance(raw, dict):
        raise TableError(f"{where}: want a list of names for each language, got {raw!r}")
    table = {lang: tuple(text_list(names, where)) for lang, names in raw.items()}
    for lang, names in table.items():
        if len(set(names)) < len(names):
            raise TableError(f"{where}: a name given twice in {lang}")
        if not all(name and name == name.strip() for name in names):
            raise TableError(f"{where}: empty name or spaces around it in {lang}")
    return MappingProxyType(table)


def _all_spellings(names: Mapping[str, tuple[str, ...]], tables: Tables) -> Mapping[str, tuple[str, ...]]:
    """Names with their other spellings behind them: 英伟达, 英偉達."""
    found = dict(names)
    for lang, spellings in tables.spellings.items():
        if any(name in spellings for name in found.get(lang, ())):
            more = [form for name in found[lang] for form in (name, *spellings.get(name, ()))]
            found[lang] = tuple(dict.fromkeys(more))
    return MappingProxyType(found)


def _rules(raw: Mapping[str, Any], known: set[str], tables: Tables, where: str) -> Mapping[str, ContextRule]:
    """The rules of an entry by alias; another spelling without its own has that of the name."""
    rules: dict[str, ContextRule] = {}
    for cell in raw.get("rules", []):
        rule = _context_rule(cell, tables, where)
        for alias in text_list(cell.get("alias", raw["name"]), where):
            if alias not in known or alias in rules:
                raise TableError(f"{where}: rule for no alias, or a second one: {alias!r}")
            rules[alias] = rule
    for alias, rule in list(rules.items()):
        for spellings in tables.spellings.values():
            for form in spellings.get(alias, ()):
                if form in known:
                    rules.setdefault(form, rule)
    return MappingProxyType(rules)


def _entry(code: str, raw: Any, tables: Tables, file: str) -> Entry:
    """One entry of a table, checked key by key."""
    where = f"{file}: {code}"
    if not isinstance(raw, dict) or not {"label", "name"} <= set(raw):
        raise TableError(f"{where}: an entry needs label and name")
    unknown = sorted(set(raw) - _ENTRY_KEYS)
    if unknown or not _CODE.fullmatch(code):
        raise TableError(f"{where}: unknown keys or malformed code: {', '.join(unknown) or code}")
    if raw["label"] not in LABELS:
        raise TableError(f"{where}: no label {raw['label']!r}")
    if "wikidata" in raw and not _WIKIDATA.fullmatch(raw["wikidata"]):
        raise TableError(f"{where}: not a Wikidata id: {raw['wikidata']!r}")
    aliases = _all_spellings(_names_by_language(raw.get("aliases", {}), where), tables)
    short = _all_spellings(_names_by_language(raw.get("short", {}), where), tables)
    known = {raw["name"], raw.get("ticker")}
    known.update(alias for names in (*aliases.values(), *short.values()) for alias in names)
    return Entry(
        code=code,
        label=raw["label"],
        name=raw["name"],
        aliases=aliases,
        short=short,
        ticker=raw.get("ticker"),
        wikidata=raw.get("wikidata"),
        versioned=raw.get("versioned") == "yes",
        rules=_rules(raw, known, tables, where),
    )


def _read_entries(folder: Path) -> Iterator[Entry]:
    """Every entry of every table of a folder, file by file."""
    cues = {name: text_list(cues, CUES) for name, cues in read_table(folder / CUES).items()}
    path = folder / SPELLINGS
    spellings = {
        lang: {name: text_list(forms, SPELLINGS) for name, forms in table.items()}
        for lang, table in (read_table(path) if path.is_file() else {}).items()
    }
    path = folder / BESIDE
    tables = Tables(cues, read_table(path) if path.is_file() else {}, spellings)
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in (CUES, BESIDE, SPELLINGS, RESOLVE):
            for code, raw in read_table(path).items():
                yield _entry(code, raw, tables, path.name)
    for code, raw in read_wider(folder):
        yield _entry(code, raw, tables, WIDER)


def read_wider(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of ``wider.tsv`` as the YAML tables have them: code, label, name, then names by language."""
    if (path := folder / WIDER).is_file():
        head, *rows = read_lines(path)
        for code, label, name, *names in rows:
            aliases = {lang: cell.split(";") for lang, cell in zip(head[3:], names, strict=True) if cell}
            yield code, {"label": label, "name": name, "aliases": aliases}


def read_code_book(folder: Path) -> CodeBook:
    """The code book of a folder of tables.

    Raises: TableError, naming file and entry, for anything the tables must not hold.
    """
    entries: dict[str, Entry] = {}
    seen: dict[str, str] = {}
    for entry in _read_entries(folder):
        if entry.code in entries:
            raise TableError(f"{folder.name}: code given twice: {entry.code}")
        if entry.wikidata and entry.wikidata in seen:
            raise TableError(
                f"{folder.name}: {entry.wikidata} given to {seen[entry.wikidata]} and {entry.code}"
            )
        if entry.wikidata:
            seen[entry.wikidata] = entry.code
        entries[entry.code] = entry
    return CodeBook(MappingProxyType(dict(sorted(entries.items()))))


@cache
def load_code_book() -> CodeBook:
    """The code book of this package, read once.

    >>> load_code_book().entries["tether"].label
    'ORG'
    """
    return read_code_book(HERE)
