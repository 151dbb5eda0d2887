"""Tickers of coins that no table knows: ``172 million LMR`` in a text that tells of the token LMR.

A word of capitals is taken for a coin where the article gives reason to: what stands beside it
anywhere (``the KST token``, ``$KST``, ``5 million KST were burnt``), a bracket behind the name of
a coin (``Lumora (LMR)``), or the names found there. ``coins.yaml`` says which words never are one.
One made of another's ticker is a coin of its own by its spelling: ``12,000 wstETH`` are no ETH.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import TableError
from pipeline.languages.patterns import fill_pattern
from pipeline.tables import read_table, text_list

if TYPE_CHECKING:
    from pipeline.languages.names import Mention

TABLE = Path(__file__).parents[1] / "coins.yaml"
# The types of a coin's ticker and of a clock's name, which may be spelled alike: KST.
TICKER, ZONE = "ticker", "zone"
LABEL, LISTED = "CRYPTO", "gazetteer"
_WORD = re.compile(r"(?<![A-Za-z])(?<![A-Za-z0-9][-_./&])[A-Z][A-Z0-9]{1,5}(?![A-Za-z0-9_&]|[-.][A-Za-z])")
# One made of a ticker: a prefix in front, or an e behind (wstETH, sUSDe, USDe).
_MADE = (
    r"(?<![A-Za-z_])(?<![A-Za-z0-9][-_./&])(?P<prefix>{prefix})?(?P<ticker>[A-Z][A-Z0-9]{{2,5}})e?"
    r"(?![A-Za-z0-9_&]|[-.][A-Za-z])"
)
_LETTERS = 2
# How far before a ticker what shows it may begin.
_LEAD, _NEAR = 70, 12
_BRACKET = re.compile(r" ?[(\[]\$?\Z")


class Coin(NamedTuple):
    """A ticker at its place: where it ends, and its code."""

    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Coins:
    """The coins of a text by where they begin, and what stands like one but nothing says so of."""

    told: Mapping[int, Coin]
    untold: Mapping[int, int]

    def untold_behind(self, text: str, end: int) -> int | None:
        """Where a word ends that stands behind an amount like a ticker and may be anything."""
        return self.untold.get(end + (text[end : end + 1] == " "))


NO_COINS: Mapping[int, Coin] = {}


@dataclass(frozen=True, slots=True)
class CoinRules:
    """What shows a ticker, right before it and right behind, and what never is one.

    ``elsewhere`` stands behind one that is no unit where it stands (3,000 KST holders);
    ``amount`` is what an amount ends with, ``context`` the words of a text about coins;
    ``made`` is a word made of a known ticker, or of one of ``currencies``;
    ``known`` are the words of the language's tables with their types.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    elsewhere: re.Pattern[str]
    amount: re.Pattern[str]
    context: re.Pattern[str]
    never: frozenset[str]
    made: re.Pattern[str]
    currencies: frozenset[str]
    known: Mapping[str, Mapping[str, str]]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    def find(self, text: str, mentions: Iterable[Mention]) -> Coins:
        """The unknown coins of a folded text: ``KST`` in "Kestrel's KST token. 5 million KST"."""
        places: dict[str, list[int]] = {}
        for found in _WORD.finditer(text):
            if self._may_be(found[0]):
                places.setdefault(found[0], []).append(found.start())
        made = self._made_of_others(text)
        if not places:
            return Coins(made or NO_COINS, {})
        named = list(mentions)
        listed = [mention for mention in named if mention.source == LISTED and mention.label != LABEL]
        for mention in listed:
            places.pop(text[mention.start : mention.end].strip("$"), None)
        reasons = self._named_so(text, named)
        ends = {mention.end for mention in named if mention.label == LABEL}
        told: dict[int, Coin] = made
        untold: dict[int, int] = {}
        for word, starts in places.items():
            sure = any(self._shown(text, start, start + len(word), ends) for start in starts)
            plain = word.isalpha() and word not in self.known
            if sure or (plain and word in reasons):
                told.update(_at(text, start, word) for start in self._units(text, word, starts))
            elif plain:
                untold.update((start, start + len(word)) for start in self._units(text, word, starts))
        if not untold:
            return Coins(told, {})
        inside = {at for mention in named for at in range(mention.start, mention.end - 1)}
        inside -= {mention.start for mention in named if mention.end == untold.get(mention.start)}
        return Coins(told, {start: end for start, end in untold.items() if start not in inside})

    def _made_of_others(self, text: str) -> dict[int, Coin]:
        """The coins whose names are made of a known ticker: ``wstETH``, and ``USDe`` for USDE."""
        told: dict[int, Coin] = {}
        for found in self.made.finditer(text):
            word, types = found[0], self.known.get(found["ticker"], {})
            if word in self.known or self.elsewhere.match(text, found.end()):
                continue
            code = self.known.get(word.upper(), {}).get(TICKER)
            if code or (found["prefix"] and (TICKER in types or found["ticker"] in self.currencies)):
                start, coin = _at(text, found.start(), word)
                told[start] = coin._replace(code=code or word)
        return told

    def _units(self, text: str, word: str, starts: list[int]) -> Iterator[int]:
        """Where a word may be a unit: not in 3,000 KST holders, which counts holders."""
        return (start for start in starts if not self.elsewhere.match(text, start + len(word)))

    def _may_be(self, word: str) -> bool:
        if word in self.never or sum(char.isalpha() for char in word) < _LETTERS:
            return False
        return self.known.get(word, {ZONE: ""}).keys() == {ZONE}

    def _named_so(self, text: str, mentions: Iterable[Mention]) -> set[str]:
        """The words that the names of a text take for coins.

        To stand behind an amount is reason only in a text about coins: 5,000 of anything may be sold.
        """
        coins = [mention for mention in mentions if mention.label == LABEL and mention.sure]
        found = {
            text[m.start : m.end].removeprefix("$")
            for m in coins
            if m.source == LISTED or not self.amount.search(text[max(0, m.start - _NEAR) : m.start])
        }
        if len(found) < len(coins) and self.context.search(text):
            found |= {text[m.start : m.end].removeprefix("$") for m in coins}
        return found

    def _shown(self, text: str, start: int, end: int, ends: set[int]) -> bool:
        """Whether what stands beside a word shows that it is a coin's ticker."""
        lead = text[max(0, start - _LEAD) : start]
        if self.before.search(lead) or self.after.match(text, end):
            return True
        bracket = _BRACKET.search(lead)
        return bracket is not None and start - len(bracket[0]) in ends


def _at(text: str, start: int, word: str) -> tuple[int, Coin]:
    """A ticker with the dollar sign right before it: 5 million $KST."""
    signed = text[start - 1 : start] == "$" and not text[max(0, start - 2) : start - 1].isalpha()
    return start - signed, Coin(start + len(word), word)


def coin_types(coin: Coin, types: Mapping[str, str] | None) -> dict[str, str]:
    """The types of a ticker, with those its letters have in the tables of the language."""
    return {**(types or {}), TICKER: coin.code}


def merge(starts: Iterable[int], coins: Mapping[int, Coin]) -> Iterator[int]:
    """The places where words may begin, with those where coins do."""
    return iter(sorted({*starts, *coins}) if coins else starts)


def read_coins(table: Mapping[str, Any], known: Mapping[str, Mapping[str, str]], where: str) -> CoinRules:
    """The rules of a language's ``coins``, beside those that hold in all. Raises: TableError."""
    own, shared = table.get("coins", {}), _shared()
    if own and not (own.get("examples") and own.get("rejects")):
        raise TableError(f"{where}: coins: want examples and rejects")
    sides: list[re.Pattern[str]] = []
    for side, end in (
        ("before", r"\Z"),
        ("after", ""),
        ("elsewhere", ""),
        ("amount", r"\Z"),
        ("context", ""),
    ):
        parts = [f"(?:{part[side]})" for part in (shared, own) if side in part]
        pattern = fill_pattern("|".join(parts), {}, f"{where}: coins: {side}", end)
        assert pattern is not None, "the shared table has all of them"
        sides.append(pattern)
    examples, rejects = (
        tuple(text_list(shared[key], str(TABLE)) + text_list(own.get(key, []), where))
        for key in ("examples", "rejects")
    )
    before, after, elsewhere, amount, context = sides
    made = re.compile(_MADE.format(prefix=shared["prefix"]))
    never, currencies = frozenset(shared["never"]), frozenset(shared["currencies"])
    return CoinRules(
        before, after, elsewhere, amount, context, never, made, currencies, known, examples, rejects
    )


@cache
def _shared() -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_table(TABLE)
    return table
