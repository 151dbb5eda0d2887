"""Every place of a text where a rule fits.

A match never crosses a break of the chain, so a rule is tried only on the
stretches between breaks that hold all it cannot do without.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain as joined
from typing import Any

from pipeline.languages.matching.grammar import REACH, Match, Rule
from pipeline.languages.matching.lexicon import BREAK, LATIN, Atom, Chain, expand
from pipeline.languages.number_words import alternation
from pipeline.languages.numerals import fold

# How far before a place the words may begin that it must, or must not, stand behind.
LEAD = 90
# The kind of rule that takes a sign of a currency with its number.
MONEY = "money"
# What parts two sides of a context, and what may stand between them.
_APART = " … "
_CLAUSE = r"[^,;:()\n]{1,70}"
_STOP = re.compile(r"[。!?\n]")
_PHRASE_END = re.compile(r"[ \t]*(?:\Z|\n|[^\w\s(\[$€£¥])")
_STRETCH = re.compile(f"[^{re.escape(BREAK)}]+")


def find_matches(rules: Iterable[Rule], chain: Chain) -> Iterator[Match]:
    """Every place where a rule fits, rule by rule, each from left to right."""
    stretches = _Stretches(chain.signs)
    for rule in rules:
        assert rule.regex is not None, "rules are compiled when they are read"
        for start, end in stretches.for_rule(rule):
            for found in rule.regex.finditer(chain.signs, start, end):
                if found.start() == found.end():
                    continue
                spans = found.regs
                atoms = _atoms(chain, *spans[0])
                if _is_severed(rule, chain, atoms[0], spans[0][0]):
                    continue
                told = _told(rule, chain.text, atoms[0].start)
                if _in_context(rule, chain.text, atoms[0].start, atoms[-1].end) and told != "":
                    parts = tuple(
                        [
                            (name, _atoms(chain, *spans[group]))
                            for name, group in rule.parts
                            if spans[group][0] < spans[group][1]
                        ]
                    )
                    core = _atoms(chain, *spans[rule.core])
                    yield Match(rule, atoms, core, atoms[0].start, atoms[-1].end, parts, told)


def _is_severed(rule: Rule, chain: Chain, first: Atom, start: int) -> bool:
    """Whether a match begins with a number cut off from its sign of a currency.

    The 1.8 billion of "$1.8 billion analysts" counts no analysts, that of "a $57bn quarter" no quarters.
    """
    if first.numeral is None or rule.kind == MONEY or not chain.at[start]:
        return False
    before = chain.atoms[chain.at[start] - 1]
    return before.end == first.start and "symbol" in before.types


class _Stretches:
    """The stretches of a chain between breaks, by the signs they hold."""

    def __init__(self, signs: str) -> None:
        self.spans = [found.span() for found in _STRETCH.finditer(signs)]
        self.holders: dict[str, set[int]] = defaultdict(set)
        for index, (start, end) in enumerate(self.spans):
            for sign in signs[start:end]:
                self.holders[sign].add(index)
        self.present = frozenset(self.holders)
        # many rules need the same: a number, a currency
        self.having: dict[frozenset[str], AbstractSet[int]] = {}

    def for_rule(self, rule: Rule) -> list[tuple[int, int]]:
        """Those that hold one sign of each need of a rule and are long enough for all, in order."""
        least = len(rule.needs)
        if not least:
            return self.spans
        found: AbstractSet[int] | None = None
        for need in rule.needs:
            having = self.having.get(need)
            if having is None:
                having = self.having[need] = self._hold(need)
            found = having if found is None else found & having
            if not found:
                return []
        spans = [self.spans[index] for index in sorted(found or ())]
        return [(start, end) for start, end in spans if end - start >= least] if least > 1 else spans

    def _hold(self, need: frozenset[str]) -> AbstractSet[int]:
        return frozenset().union(*[self.holders[sign] for sign in need & self.present])


def _in_context(rule: Rule, text: str, start: int, end: int) -> bool:
    """Whether what stands around a place, within its sentence, is what the rule asks for."""
    if "ends" in rule.options and _PHRASE_END.match(text, end) is None:
        return False
    if rule.near is rule.not_near is rule.behind is rule.not_behind is None:
        return True
    lead = _STOP.split(text[max(0, start - LEAD) : start])[-1]
    around = lead[-REACH:] + "\n" + _STOP.split(text[end : end + REACH], maxsplit=1)[0]
    if rule.near is not None and rule.near.search(around) is None:
        return False
    if rule.behind is not None and not _ends_with(lead, rule.behind):
        return False
    if rule.not_behind is not None and _ends_with(lead, rule.not_behind):
        return False
    return rule.not_near is None or rule.not_near.search(around) is None


def _told(rule: Rule, text: str, start: int) -> str | None:
    """The code of the nearest name told before a place, of which it is; empty where none is."""
    if not rule.told:
        return None
    lead = _STOP.split(text[max(0, start - LEAD) : start])[-1].rstrip()
    (_, any_name), *by_code = rule.told
    if any_name.search(lead) is None:
        return ""
    found = [
        (told.end("name"), -told.start("name"), code)
        for code, names in by_code
        for told in names.finditer(lead)
        if told.end() == len(lead)
    ]
    return max(found, default=(0, 0, ""))[2]


def _ends_with(before: str, context: re.Pattern[str]) -> bool:
    """Whether a word of a context stands last, blanks aside."""
    last = len(before.rstrip())
    return any(found.end() == last for found in context.finditer(before))


def _atoms(chain: Chain, start: int, end: int) -> tuple[Atom, ...]:
    last = chain.at[end] if end < len(chain.at) else len(chain.atoms)
    return chain.atoms[chain.at[start] : last]


def compile_context(words: Iterable[str]) -> re.Pattern[str]:
    """A regex for any of the words anywhere in a text in half width; Latin ones as whole words only.

    Between the two sides of a ``…`` others of their clause may stand.

    >>> compile_context(["(体|)重", "weight"]).findall("重さの overweight, Weight")
    ['重', 'Weight']
    >>> compile_context(["(rose|fell) … from"]).findall("It rose by 3% in a year from")
    ['rose by 3% in a year from']
    """
    spelled = {fold(w) for line in words for w in expand(line) if w.strip()}
    apart: dict[str, list[str]] = {}
    for word in sorted(word for word in spelled if _APART in word):
        first, _, last = word.partition(_APART)
        apart.setdefault(last, []).append(first)
    pieces = [f"{_any_of(firsts)}{_CLAUSE}{_any_of([last])}" for last, firsts in apart.items()]
    pieces.append(_any_of(word for word in spelled if _APART not in word))
    return re.compile("|".join(filter(None, pieces)) or r"(?!)", re.IGNORECASE)


def compile_told(table: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """By name and code, what tells before a number of which thing it is: ``the yen, at`` of JPY.

    First of each name, without a code, what any of them needs, which is quick to see.

    >>> told = compile_told({"at": {"ways": ",? at", "names": {"JPY": ["yen"], "KRW": ["the won"]}}})
    >>> told["at:JPY"].search("The yen, at")["name"]
    'yen'
    >>> list(told)
    ['at:', 'at:JPY', 'at:KRW']
    """
    made: dict[str, re.Pattern[str]] = {}
    for name, told in table.items():
        words = {
            code: [word.lower() for line in names for word in expand(line)]
            for code, names in told["names"].items()
        }
        made[f"{name}:"] = re.compile(alternation(joined.from_iterable(words.values())), re.IGNORECASE)
        for code, own in words.items():
            made[f"{name}:{code}"] = re.compile(
                rf"(?<![A-Za-z-]){told.get('before', '')}(?P<name>{alternation(own)})"
                rf"(?![A-Za-z-])(?:{told['ways']})(?![A-Za-z])",
                re.IGNORECASE,
            )
    return made


def _any_of(words: Iterable[str]) -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    for word in words:
        fences = ("(?<![A-Za-z])" if word[0] in LATIN else "", "(?![A-Za-z])" if word[-1] in LATIN else "")
        groups.setdefault(fences, []).append(word.lower())
    pieces = [f"{left}{alternation(found)}{right}" for (left, right), found in sorted(groups.items())]
    return f"(?:{'|'.join(pieces)})" if pieces else ""
