"""Reads a language folder into one frozen :class:`Language`.

Every table has the same parts, all optional: ``words`` (``{type: {code: words}}``), ``patterns`` (named
pieces of patterns), ``contexts`` (words that tell, anywhere in its sentence, what a figure is of), ``rules``
and ``exclusions``. A rule or an exclusion without both examples and rejects does not load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.errors import TableError
from pipeline.languages.matching.coins import CoinRules, read_coins
from pipeline.languages.matching.grammar import OPTIONS, Rule, compile_rule, literals
from pipeline.languages.matching.lexicon import Lexicon, expand
from pipeline.languages.matching.runs import compile_runs
from pipeline.languages.matching.search import compile_context, compile_told
from pipeline.languages.number_words import NumberWords
from pipeline.languages.numerals import Numerals, compile_numerals, compile_worded
from pipeline.languages.patterns import NO_CUES, compile_sieved
from pipeline.languages.worded.tables import read_amounts, read_worded
from pipeline.reference.currencies import load_currencies
from pipeline.tables import read_table, text_list

# In this order: of two readings equally long the earlier rule wins.
TABLES = ("times", "figures", "currencies", "units", "cues")
# Types of which two letters are a sign, whose case tells what it is: km, mW.
SIGNS = frozenset({"measure", "length_measure", "rate_unit", "symbol", "minor", "iso", "ticker"})
SHARED = Path(__file__).with_name("identifiers.yaml")
_NUMBER_AMOUNTS = ("digits", "small_scales", "large_scales", "suffixes", "spelled_digits", "spelled_scales")
_NUMBER_LISTS = (
    *("vague", "group", "decimal", "points", "middle_dot", "spoken", "neighbours", "starts", "not_decimal"),
    *("wide_group", "spelled_particles", "spaced_before"),
)
_NUMBER_FLAGS = ("positional", "elided_tail", "arabic_points")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Numerals that are no figures: an idiom, a name, a label.

    ``unless_known``: a rule that takes all of it knows better (Q4, USD5000). ``any_of``: texts of which
    one must be there for the pattern to match at all, which is cheap to see. ``code`` names the issue that
    says so; null where silence is right (a URL). ``only_issue``: the figure stays, the issue with it.
    ``whole``: nothing that takes a part of it may stand ("$9bn a month from May 3" tells no day).
    """

    name: str
    code: str | None
    message: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]
    unless_known: bool = False
    any_of: tuple[str, ...] = ()
    only_issue: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Residue:
    """What only another language (the pack ``lang``) would write: 亿 or 美元 in a Japanese text."""

    lang: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """One language as data. ``numeral_pos``: the UD tag a word numeral must bear.

    ``counted_words`` are single words that hold a numeral and its counter (一人),
    ``glued_units`` units that may run on into a longer word (円 in 円高);
    ``script`` is a regex for the characters that tell the language, and
    ``script_share`` the least share of letters and Latin words they must make up.
    """

    code: str
    numerals: Numerals
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    exclusions: tuple[Exclusion, ...]
    numeral_pos: str | None
    counted_words: frozenset[str]
    glued_units: frozenset[str]
    script: re.Pattern[str]
    script_share: Decimal
    before_gap: re.Pattern[str]
    before_far: re.Pattern[str]
    after_far: re.Pattern[str]
    list_joiner: re.Pattern[str]
    list_closing: re.Pattern[str]
    moved_from: re.Pattern[str]
    moved_to: re.Pattern[str]
    again_per: re.Pattern[str]
    each_bound: re.Pattern[str]
    minor_of: re.Pattern[str]
    minor_unsaid: re.Pattern[str]
    minor_told: re.Pattern[str]
    bound_of_all: re.Pattern[str]
    told_per: re.Pattern[str]
    coins: CoinRules
    residues: tuple[Residue, ...] = ()


def read_numerals(path: Path) -> Numerals:
    """The number words of ``numerals.yaml``. Raises: TableError."""
    raw, where = read_table(path), str(path)
    if "add" in raw:
        return compile_worded(read_worded(raw, where))
    return compile_numerals(_read_run_together(raw, where))


def _read_run_together(raw: Mapping[str, Any], where: str) -> NumberWords:
    amounts = {name: read_amounts(raw.get(name, {}), where) for name in _NUMBER_AMOUNTS}
    lists = {name: tuple(text_list(raw.get(name, []), where)) for name in _NUMBER_LISTS}
    flags = {name: raw.get(name) == "true" for name in _NUMBER_FLAGS}
    return NumberWords(**amounts, **lists, **flags, loose=dict(raw.get("loose", {})))  # type: ignore[arg-type]


def _cases(row: Mapping[str, Any], where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not row.get("examples") or not row.get("rejects"):
        raise TableError(f"{where}: a rule needs examples and rejects")
    return tuple(text_list(row["examples"], where)), tuple(text_list(row["rejects"], where))


def _read_rule(row: Mapping[str, Any], where: str, lang: str) -> Rule:
    for key in ("name", "kind", "pattern"):
        if not isinstance(row.get(key), str):
            raise TableError(f"{where}: a rule needs a {key}")
    examples, rejects = _cases(row, f"{where}: {row['name']}")
    known = {"name", "kind", "pattern", "examples", "rejects"}
    options = {key: str(value) for key, value in row.items() if key not in known}
    if unknown := sorted(options.keys() - OPTIONS):
        raise TableError(f"{where}: {row['name']}: unknown option {', '.join(unknown)}")
    return Rule(row["name"], row["kind"], row["pattern"], options, examples, rejects, lang=lang)


def _read_exclusion(row: Mapping[str, Any], where: str) -> Exclusion:
    here = f"{where}: {row.get('name', '?')}"
    examples, rejects = _cases(row, here)
    try:
        regex = compile_sieved(row["pattern"], re.MULTILINE)
    except (re.error, KeyError) as error:
        raise TableError(f"{here}: pattern: {error}") from error
    any_of = tuple(text_list(row.get("any_of", []), here))
    message, known = row.get("message", ""), "unless_known" in row
    return Exclusion(
        row["name"], row.get("issue"), message, regex, examples, rejects, known, any_of,
        only_issue="only_issue" in row, whole="whole" in row,
    )  # fmt: skip


def _read_exclusions(tables: Mapping[str, Any], folder: Path) -> tuple[Exclusion, ...]:
    rows = [(row, str(SHARED)) for row in read_table(SHARED)["exclusions"]]
    for name, table in tables.items():
        rows += [(row, f"{folder.name}/{name}.yaml") for row in table.get("exclusions", [])]
    return tuple(_read_exclusion(row, where) for row, where in rows)


def _read_residues(about: Mapping[str, Any], where: str) -> tuple[Residue, ...]:
    found = []
    for lang, row in about.get("residue", {}).items():
        here = f"{where}: residue: {lang}"
        examples, rejects = _cases(row, here)
        try:
            found.append(Residue(lang, compile_sieved(row["pattern"]), examples, rejects))
        except (re.error, KeyError) as error:
            raise TableError(f"{here}: pattern: {error}") from error
    return tuple(found)


def _add_currency_codes(lexicon: Lexicon, not_currencies: list[str]) -> None:
    """ISO 4217 codes and tickers are written alike in every language: USD, BTC."""
    for code, currency in load_currencies().items():
        if code not in not_currencies:
            kind = "ticker" if currency.kind in ("crypto", "stablecoin") else "iso"
            lexicon.add(kind, code, [code], "reference/currencies.yaml")


def _add_offsets(lexicon: Lexicon) -> None:
    """Clocks ahead of or behind the world's are written alike in every language: UTC+8, GMT+08:00."""
    for sign, most in (("+", 14), ("-", 12)):
        for hours in range(1, most + 1):
            offset = f"{sign}{hours:02d}:00"
            written = (offset, f"{sign}{hours}", f"{sign}{hours:02d}", f" {sign}{hours}")
            lexicon.add("zone", offset, [f"{base}{w}" for base in ("UTC", "GMT") for w in written], "offsets")


def _fill_lexicon(lexicon: Lexicon, tables: Mapping[str, Any], code: str, *, capitals: bool) -> None:
    """All words and shapes of a language's tables; with ``capitals`` each also as a sentence begins.

    Raises: TableError where two tables have words of one name.
    """
    _add_currency_codes(lexicon, text_list(tables["currencies"].get("not_currencies", []), code))
    if "zone" in tables["times"].get("words", {}):
        _add_offsets(lexicon)
    owners: dict[str, str] = {}
    for name, table in tables.items():
        where = f"{code}/{name}.yaml"
        for kind, pattern in table.get("shapes", {}).items():
            lexicon.add_shape(kind, pattern, where)
        for kind, codes in table.get("words", {}).items():
            # One name for two things would let a rule of one table take the words of the other.
            if (other := owners.setdefault(kind, where)) != where:
                raise TableError(f"{where}: words {kind}: {other} has words of that name")
            for unit, words in codes.items():
                spelled = text_list(words, f"{where}: {kind}: {unit}")
                if capitals:
                    spelled = [
                        form for word in spelled for form in _with_capitals(word, 3 if kind in SIGNS else 2)
                    ]
                lexicon.add(kind, unit, spelled, where)


def _with_capitals(words: str, least: int) -> list[str]:
    """A word as it stands, at the head of a sentence, in a title and with a name; signs (km) as they are."""
    found = [words]
    for word in expand(words):
        if not (" " in word or (len(word) >= least and (head := word[:3]).isalpha() and head.islower())):
            continue
        *led, last = word.split(" ")
        named = [part[:1].upper() + part[1:] for part in led]
        # but for A$75 million is no "for a"
        raised = last[:1].upper() + last[1:] if len(last) > 1 else last
        # Swedish Krona and New Zealand dollars, degrees Celsius
        found += [
            word[:1].upper() + word[1:],
            *(" ".join((*h, t)) for h in (named, led) for t in (last, raised)),
        ]
    return found


def _add_runs(lexicon: Lexicon, units: Mapping[str, Any]) -> None:
    """Lets words stand between a number and its noun, where ``runs`` of the units say which."""
    if (runs := units.get("runs")) is None:
        return
    heads = [word for word, types in lexicon.words.items() if runs["heads"] in types]
    nouns = set(text_list(runs["nouns"], "units.yaml: runs"))
    refused = {word for word, types in lexicon.words.items() if not nouns & types.keys()}
    allowed = text_list(runs.get("allowed", []), "units.yaml: runs")
    single = [word for word, types in lexicon.words.items() if runs.get("single", "") in types]
    lexicon.runs = compile_runs(runs, heads, refused - set(allowed), single)


def _compile_rules(lexicon: Lexicon, tables: Mapping[str, Any], code: str) -> tuple[Rule, ...]:
    """The rules of all tables, in order; their literal words join the lexicon first."""
    patterns: dict[str, str] = {}
    contexts: dict[str, re.Pattern[str]] = {}
    found: list[tuple[Rule, str]] = []
    for name, table in tables.items():
        where = f"{code}/{name}.yaml"
        patterns |= table.get("patterns", {})
        contexts |= compile_told(table.get("told", {}))
        for context, words in table.get("contexts", {}).items():
            contexts[context] = compile_context(text_list(words, f"{where}: contexts: {context}"))
        found += [
            (_read_rule(row, where, code), f"{where}: {row.get('name', '?')}")
            for row in table.get("rules", [])
        ]
    for word in literals([*patterns.values(), *(rule.pattern for rule, _ in found)]):
        lexicon.add(f"={word}", "", [word], code)
    _add_runs(lexicon, tables["units"])
    lexicon.compile()
    return tuple(compile_rule(rule, lexicon, patterns, contexts, where) for rule, where in found)


def read_pack(folder: Path) -> Language:
    """The language of a folder of tables.

    Raises: TableError for a broken table, a rule without examples and rejects,
    a pattern whose slot no table fills, or a word with two codes in one type.
    """
    about = read_table(folder / "pack.yaml")
    tables = {name: read_table(folder / f"{name}.yaml") for name in TABLES}
    numerals = read_numerals(folder / "numerals.yaml")
    lexicon = Lexicon(numerals)
    _fill_lexicon(lexicon, tables, folder.name, capitals="capitals" in about)
    return Language(
        code=folder.name,
        numerals=numerals,
        lexicon=lexicon,
        rules=_compile_rules(lexicon, tables, folder.name),
        exclusions=_read_exclusions(tables, folder),
        numeral_pos=about.get("numeral_pos"),
        counted_words=frozenset(text_list(about.get("counted_words", []), folder.name)),
        glued_units=frozenset(text_list(about.get("glued_units", []), folder.name)),
        script=re.compile(about["script"]),
        script_share=Decimal(about["script_share"]),
        coins=read_coins(tables["currencies"], lexicon.words, f"{folder.name}/currencies.yaml"),
        residues=_read_residues(about, f"{folder.name}/pack.yaml"),
        **{cue: re.compile(tables["cues"].get(cue, none)) for cue, none in NO_CUES.items()},
    )
