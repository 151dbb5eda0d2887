"""What trades things are of, and which an anaphor names: the exchange is no bank."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.languages.coreference.referents import Anaphor, Referent
from pipeline.languages.coreference.rules import ReferenceRules
from pipeline.reference.trades import load_trades

_BESIDE = 32


class Trades:
    """The trades of the things of one text, each read once."""

    def __init__(self, text: str, referents: Sequence[Referent], rules: ReferenceRules) -> None:
        self.text, self.rules = text, rules
        self.named = [r for r in referents if r.thing]
        self.mentions: dict[str | None, list[Referent]] = {}
        for referent in self.named:
            self.mentions.setdefault(referent.thing, []).append(referent)
        self.known: dict[str, frozenset[str]] = {}
        self.words: dict[str, frozenset[str]] = {}

    def of(self, thing: str) -> frozenset[str]:
        """The trades of a thing: by its code, else by its name (経済産業省) and the words beside it."""
        if thing not in self.known:
            self.known[thing] = frozenset(self._read(thing))
        return self.known[thing]

    def of_anaphor(self, anaphor: Anaphor) -> frozenset[str]:
        """The trades an anaphor's own word names: exchange for この取引所, none for 同社."""
        rule = anaphor.rule
        if rule.head is not None:
            return frozenset({rule.head})
        if not rule.kinds:
            return frozenset()
        if anaphor.surface not in self.words:
            self.words[anaphor.surface] = frozenset(self._trades_in(anaphor.surface))
        return self.words[anaphor.surface]

    def _trades_in(self, words: str) -> Iterator[str]:
        if self.rules.any_head.search(words):
            yield from (trade for trade, pattern in self.rules.heads.items() if pattern.search(words))

    def _read(self, thing: str) -> Iterator[str]:
        known = load_trades().get(thing)
        if known is not None:
            yield from known
            return
        yield from self._trades_in(thing)
        for referent in self.mentions.get(thing, ()):
            yield from self._beside(referent)

    def _beside(self, referent: Referent) -> Iterator[str]:
        """The trades whose word stands in apposition to a mention: the exchange X; X, an exchange."""
        low, high = max(0, referent.start - _BESIDE), referent.end + _BESIDE
        for match in self.rules.any_head.finditer(self.text, low, high):
            if match.end() <= referent.start:
                apposed = self.rules.called_before.fullmatch(self.text, match.end(), referent.start)
            else:
                apposed = self.rules.called_behind.fullmatch(self.text, referent.end, match.start())
            # キャピタル of 白鷺キャピタルの森岡氏 is a name, not what he is
            if apposed and not self._meets_name(match.start(), match.end()):
                at = match.start()
                yield from (trade for trade, words in self.rules.heads.items() if words.match(self.text, at))

    def _meets_name(self, start: int, end: int) -> bool:
        """Whether a span meets a name; names are in text order and do not overlap."""
        place = bisect_left(self.named, end, key=lambda each: each.start) - 1
        return place >= 0 and self.named[place].end > start
