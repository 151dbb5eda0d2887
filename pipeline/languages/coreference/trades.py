"""What trades things are of, and which an anaphor names: the exchange is no bank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.languages.coreference.referents import Anaphor, Referent
from pipeline.languages.coreference.rules import ReferenceRules
from pipeline.reference.trades import load_trades

_BESIDE = 14


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
        beside = [
            self._beside(i, thing) for i, referent in enumerate(self.referents) if referent.thing == thing
        ]
        for trade, words in self.rules.heads.items():
            if any(words.search(around) for around in beside):
                yield trade

    def _beside(self, number: int, thing: str) -> str:
        """A thing's name with the words around one mention, up to the names before and behind."""
        at = self.referents[number]
        low = max((r.end for r in self.referents[:number] if r.end <= at.start), default=0)
        high = min((r.start for r in self.referents[number + 1 :] if r.start >= at.end), default=len(self.text))
        before = self.text[max(low, at.start - _BESIDE) : at.start]
        return before + thing + self.text[at.end : min(high, at.end + _BESIDE)]
