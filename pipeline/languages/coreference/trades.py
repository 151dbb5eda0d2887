"""What trades things are of, and which an anaphor names: the exchange is no bank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.languages.coreference.referents import Anaphor, Referent
from pipeline.languages.coreference.rules import ReferenceRules
from pipeline.reference.trades import load_trades

_BESIDE = 32


class Trades:
    """The trades of the things of one text, each read once."""

    def __init__(self, text: str, referents: Sequence[Referent], rules: ReferenceRules) -> None:
        self.text, self.rules = text, rules
        self.referents = list(referents)
        self.known: dict[str, frozenset[str]] = {}

    def of(self, thing: str) -> frozenset[str]:
        """The trades of a thing: by its code, else by its name (経済産業省) and the words beside it."""
        if thing not in self.known:
            self.known[thing] = frozenset(self._read(thing))
        return self.known[thing]

    def named(self, anaphor: Anaphor) -> frozenset[str]:
        """The trades an anaphor's own word names: exchange for この取引所, none for 同社."""
        head = anaphor.rule.head
        if head is not None:
            return frozenset({head})
        if not anaphor.rule.kinds:
            return frozenset()
        return frozenset(
            trade for trade, words in self.rules.heads.items() if words.search(anaphor.surface)
        )

    def _read(self, thing: str) -> Iterator[str]:
        known = load_trades().get(thing)
        if known is not None:
            yield from known
            return
        for trade, words in self.rules.heads.items():
            if words.search(thing) or any(
                self._is_called(referent, words) for referent in self.referents if referent.thing == thing
            ):
                yield trade

    def _is_called(self, referent: Referent, words: re.Pattern[str]) -> bool:
        """Whether a word of a trade stands in apposition to a mention: the exchange X; X, an exchange."""
        low = max(0, referent.start - _BESIDE)
        for match in words.finditer(self.text, low, referent.start):
            if any(r.start < match.end() and match.start() < r.end for r in self.referents if r.thing):
                continue  # キャピタル of 白鷺キャピタルの森岡氏 is a name, not what he is
            if self.rules.called_before.fullmatch(self.text, match.end(), referent.start):
                return True
        found = words.search(self.text, referent.end, referent.end + _BESIDE)
        return found is not None and bool(
            self.rules.called_behind.fullmatch(self.text, referent.end, found.start())
        )
