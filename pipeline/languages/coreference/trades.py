"""What kinds things are of, and which an anaphor names: the exchange is no bank, the French lab no OpenAI."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.languages.coreference.referents import Anaphor, Referent
from pipeline.languages.coreference.rules import DeedRule, ReferenceRules, WordKinds
from pipeline.reference.trades import load_homes, load_people, load_trades

_BESIDE = 32


@cache
def _load_known() -> Mapping[str, frozenset[str]]:
    """By code the trades of bodies, and which person is a man and which a woman."""
    return {**load_trades(), **load_people()}


class Kinds:
    """The kinds (trades, nations) of the things of one text, each read once.

    ``known``: those of the code book, by code.
    """

    def __init__(
        self, names: Names, words: WordKinds, known: Mapping[str, frozenset[str]], whole: bool = True
    ) -> None:
        self.names, self.words, self.known, self.whole = names, words, known, whole
        self._things: dict[str, frozenset[str]] = {}
        self._surfaces: dict[str, frozenset[str]] = {}
        self._starts: list[int] | None = None

    def of(self, thing: str) -> frozenset[str]:
        """The kinds of a thing: by its code, its names (経済産業省) and the words beside them."""
        if thing not in self._things:
            self._things[thing] = frozenset(self._read(thing))
        return self._things[thing]

    def told(self, surface: str) -> frozenset[str]:
        """The kinds that words name: exchange for この取引所, none for 同社."""
        if surface not in self._surfaces:
            self._surfaces[surface] = frozenset(self._kinds_in(surface))
        return self._surfaces[surface]

    def _kinds_in(self, words: str) -> Iterator[str]:
        if any(self.words.any_word.find(words, 0, len(words))):
            yield from (kind for kind, pattern in self.words.patterns.items() if pattern.search(words))

    def _read(self, thing: str) -> Iterator[str]:
        known = self.known.get(thing)
        if known is not None:
            yield from known
            return
        mentions = self.names.mentions.get(thing, ())
        for surface in {thing} | {self.names.text[r.start : r.end] for r in mentions if self.whole}:
            yield from self._kinds_in(surface)
        for referent in mentions:
            yield from self._beside(referent)

    def _beside(self, referent: Referent) -> Iterator[str]:
        """The kinds whose word stands in apposition to a mention: the exchange X; X, an exchange."""
        text = self.names.text
        low, high = max(0, referent.start - _BESIDE), referent.end + _BESIDE
        if self._starts is None:  # what stands beside one name often stands beside the next
            self._starts = self.words.any_word.find_starts(text)
        for match in self.words.any_word.find(text, low, high, self._starts):
            if self.names.apposed(self.words, referent, match.span()):
                at = match.start()
                yield from (kind for kind, words in self.words.patterns.items() if words.match(text, at))


class Names:
    """The names of one text: the mentions of each thing, and what stands in apposition to them."""

    def __init__(self, text: str, referents: Sequence[Referent]) -> None:
        self.text = text
        self.named = [r for r in referents if r.thing]
        self.mentions: dict[str | None, list[Referent]] = {}
        for referent in self.named:
            self.mentions.setdefault(referent.thing, []).append(referent)

    def apposed(self, words: WordKinds, referent: Referent, span: tuple[int, int]) -> bool:
        """Whether a word stands in apposition to a mention; in 白鷺キャピタルの森岡氏 it does not."""
        start, end = span
        if end <= referent.start:
            between = words.before.fullmatch(self.text, end, referent.start)
        else:
            between = words.behind.fullmatch(self.text, referent.end, start)
        return bool(between) and not self._meets_name(start, end)

    def _meets_name(self, start: int, end: int) -> bool:
        """Whether a span meets a name; names are in text order and do not overlap."""
        place = bisect_left(self.named, end, key=lambda each: each.start) - 1
        return place >= 0 and self.named[place].end > start


class Lexicon:
    """What the words of an anaphor say of what it stands for: its trade, its nation, its deed, its noun."""

    def __init__(self, text: str, referents: Sequence[Referent], rules: ReferenceRules) -> None:
        self.text, self.rules = text, rules
        self.names = Names(text, referents)
        self.trades = Kinds(self.names, rules.heads, _load_known())
        self.homes = Kinds(self.names, rules.nations, load_homes(), whole=False)
        self._nouns: dict[tuple[str, str], str | None] = {}
        self._deeds: dict[tuple[str, str], bool] = {}

    def named(self, anaphor: Anaphor) -> frozenset[str]:
        """The trades an anaphor's own word names."""
        rule = anaphor.rule
        if rule.head is not None:
            return frozenset({rule.head})
        return self.trades.told(anaphor.surface) if rule.kinds else frozenset()

    def nation(self, anaphor: Anaphor) -> frozenset[str]:
        """The nations an anaphor's own words name: france for the French lab."""
        rule = anaphor.rule
        return self.homes.told(anaphor.surface) if rule.kinds or rule.head else frozenset()

    def is_general(self, anaphor: Anaphor) -> bool:
        """Whether the word of an anaphor goes with offices as well as with companies: the body."""
        return self.rules.general.search(anaphor.surface) is not None

    def noun(self, anaphor: Anaphor, thing: str) -> str | None:
        """Whether the noun of an anaphor is in the thing's name (the bank, Foo Bank), or stands beside it."""
        core = self.rules.core.search(anaphor.surface)
        if core is None or not (anaphor.rule.kinds or anaphor.rule.head) or anaphor.rule.picks == "person":
            return None
        key = (core[0], thing)
        if key not in self._nouns:
            self._nouns[key] = self._find_noun(core[0], thing)
        return self._nouns[key]

    def _find_noun(self, core: str, thing: str) -> str | None:
        beside = False
        for mention in self.names.mentions.get(thing, ()):
            if core.casefold() in self.text[mention.start : mention.end].casefold():
                return "in-name"
            low, high = max(0, mention.start - _BESIDE), mention.end + _BESIDE
            at = self.text.find(core, low, high)
            span = (at, at + len(core))
            beside = beside or (at >= 0 and self.names.apposed(self.rules.heads, mention, span))
        return "beside" if beside else None

    def did(self, anaphor: Anaphor, thing: str) -> bool | None:
        """Whether a thing did what the anaphor calls it by (the buyer); None where it tells no deed."""
        if anaphor.rule.picks not in ("party", "one"):
            return None
        deeds = [deed for deed in self.rules.deeds if deed.word.search(anaphor.surface)]
        if not deeds:
            return None
        key = (anaphor.surface, thing)
        if key not in self._deeds:
            mentions = self.names.mentions.get(thing, ())
            self._deeds[key] = any(self._fits(deed, mention) for deed in deeds for mention in mentions)
        return self._deeds[key]

    def _fits(self, deed: DeedRule, mention: Referent) -> bool:
        low = max(self.text.rfind("\n", 0, mention.start) + 1, mention.start - 2 * _BESIDE)
        if deed.before.search(self.text, low, mention.start):
            return True
        return deed.after.match(self.text, mention.end) is not None
