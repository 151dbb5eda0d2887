"""Cues around a figure or time that bound it: 約, およそ:, 以上, を超え.

They stand outside its span; the words are in ``cues.yaml``.
"""

from __future__ import annotations

from bisect import bisect_right

from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom, Chain
from pipeline.languages.pack import Language

# How many characters a cue may stand off with the name of a whole between.
REACH = 12
# Of two cues the one that says more: a bound over a leaning over a mere "about".
_STRENGTH = {"approx": 0, "nearly": 1, "just_over": 1}


# Types an amount may end with.
_AMOUNTS = frozenset({"currency", "coin", "iso", "ticker", "percent", "counter", "measure", "money_scale"})
# Types of a multiple or a part, which is told of what it is measured against.
_LIKENED = frozenset({"multiple_word", "times_mark", "half_word", "often", "fraction", "likened"})
# Types of what one thing is above or below another by.
_BY = frozenset(
    {"percent", "percent_point", "point_word", "minor", "currency", "coin", "fraction", "multiple_word"}
)
_SHARES = frozenset({"percent", "fraction", "slash_fraction", "multiple"})
_LENGTHS = frozenset({"duration", "one_unit", "lone_unit"})
# Words that say something of the number behind them, where one stands there.
_OPENING = frozenset({"before", "compared", "time_before"})
_SIGNS = frozenset({"symbol", "iso"})
_MONEY = frozenset({"currency", "coin", "iso", "ticker", "symbol", "symbol_after", "minor", "money_scale"})


def _tells(group: str | None, match: Match) -> bool:
    """Whether the whole between a cue and a match fits it: any, or a ``share`` of it, or a spelled ``part``.

    A percentage may be told of another one, with no bound of its own: 低于去年的5%.
    """
    if group is None:
        return True
    return match.rule.kind in _SHARES and (group == "share" or match.core[-1].surface[-1] not in "%％")


class CueFinder:
    """Finds the cues before and after a match: 約, およそ:, 以上, を超え."""

    def __init__(self, chain: Chain, text: str, language: Language) -> None:
        self.atoms, self.text, self.gap = chain.atoms, text, language.before_gap
        self.far, self.behind = language.before_far, language.after_far
        words = language.numerals.words
        self.scales = {**words.small_scales, **words.large_scales}.keys()
        self.index = {atom.start: i for i, atom in enumerate(chain.atoms)}
        self.ends = [atom.end for atom in chain.atoms]

    def around(self, match: Match, own: str | None, before: str, after: str) -> str | None:
        """The strongest cue around a match, of the given types, or within its core."""
        found = [own] if own else []
        found += [
            atom.types["infix"]
            for atom in match.core
            # the plus of +3% stands before its number, and is its sign
            if "infix" in atom.types and "infix" in match.rule.slots and atom.start > match.core_start
        ]
        # nor has what a level is averaged over: 跌破30日均线
        starts = () if match.rule.options.get("unbounded") == "both" else (match.core_start, match.start)
        for edge in dict.fromkeys(starts):
            told = self._is_spanned(match, edge) or self._is_beaten(match, edge)
            told = told or (before == "time_before" and self._is_left(edge))
            if not (told or self._is_likened(edge) or self._is_measured(edge)):
                found += self._walk(edge, -1, before)
        # what stands around a claimed core is of something else: 30日の移動平均を下回る
        ends = (match.core_end,) if "claims" in match.rule.options else (match.core_end, match.end)
        # what a change is measured against has no bound: 前日から3円上がった
        # nor has what something else has passed: 前年の3億円を上回った
        bare = "unbounded" in match.rule.options or self._is_outdone(match)
        for edge in dict.fromkeys(() if bare else ends):
            found += self._walk(edge, 1, after)
            if after == "after" and (between := self.behind.match(self.text, edge)) is not None:
                found += self._walk(between.end(), 1, after)
        if before == "before":
            found += self._compared(match)
        elif before == "time_before":
            # of equals the first is taken: what two words say together goes before what one says
            found = [*self._compared(match, "time_"), *found]
            found = [cue for cue in found if cue != self._denied(match)]
        for edge in dict.fromkeys((match.core_start, match.start)):
            found += self._far(match, edge, before)
        found += self._before_scale(match)
        return max(found, key=lambda cue: _STRENGTH.get(cue, 2), default=None)

    def _is_spanned(self, match: Match, edge: int) -> bool:
        """Whether an amount goes across what is told: $500B over four years, no bound of the years.

        Nor of what is no length, where money is paid for it: fined KRW35bn over 8.6 million breaches.
        """
        cue = self._neighbour(edge, -1)
        amount = None if cue is None or "spanning" not in cue.types else self._neighbour(cue.start, -1)
        if cue is None or amount is None:
            return False
        if any(not _LENGTHS.isdisjoint(atom.types) for atom in match.core):
            return amount.numeral is not None or not (_AMOUNTS | _LIKENED).isdisjoint(amount.types)
        paid = self.text[amount.end : cue.start].isspace() and self._is_money(amount)
        return paid and not any(self._is_money(atom) or "percent" in atom.types for atom in match.core)

    def _is_likened(self, edge: int) -> bool:
        """Whether a cue before an edge only likens what is told to it: twice as much as $3m, itself $3m."""
        cue = self._neighbour(edge, -1)
        if cue is None or "likening" not in cue.types:
            return False
        before = self._neighbour(cue.start, -1)
        return before is not None and not _LIKENED.isdisjoint(before.types)

    def _is_measured(self, edge: int) -> bool:
        """Whether a cue before an edge tells how far something is off it: 6% above $5.5B, itself $5.5B.

        Not where that is how far it moved: rose 5% above $100,000.
        """
        cue = self._neighbour(edge, -1)
        by = None if cue is None or "off" not in cue.types else self._neighbour(cue.start, -1)
        if cue is None or by is None or not self.text[by.end : cue.start].isspace():
            return False
        if _BY.isdisjoint(by.types) and not (by.numeral is not None and self._is_money(by)):
            return False
        return not self._moves(by)

    def _moves(self, atom: Atom | None) -> bool:
        """Whether a word of movement stands here, or before the amount that ends here: up, fell $1."""
        while atom is not None and (
            atom.numeral or not (_BY | _SIGNS | {"before", "counter", "measure"}).isdisjoint(atom.types)
        ):
            atom = self._neighbour(atom.start, -1)
        return atom is not None and "moves" in atom.types

    def _is_left(self, edge: int) -> bool:
        """Whether a cue before an edge tells what was moved from: up $1 from 2025, which begins nothing.

        By so many percent it may be since then: up 3% from May.
        """
        cue = self._neighbour(edge, -1)
        by = None if cue is None or "leaving" not in cue.types else self._neighbour(cue.start, -1)
        if by is None or "percent" in by.types:
            return False
        return "aside" in by.types or ("moves" not in by.types and self._moves(by))

    def _is_money(self, atom: Atom) -> bool:
        """Whether an atom is of money, or the number of its sign or code: the 35bn of KRW35bn."""
        if not _MONEY.isdisjoint(atom.types):
            return True
        before = self._neighbour(atom.start, -1) if atom.numeral is not None else None
        return before is not None and before.end == atom.start and not _SIGNS.isdisjoint(before.types)

    def _is_beaten(self, match: Match, edge: int) -> bool:
        """Whether a cue before a match only tells of passing it: topping the $5bn consensus, itself $5bn."""
        cue, after = self._neighbour(edge, -1), self._neighbour(match.core_end, 1)
        return cue is not None and after is not None and "passing" in cue.types and "yardstick" in after.types

    def _is_outdone(self, match: Match) -> bool:
        """Whether a cue behind an amount tells what passed it: last year's $3bn was topped, itself $3bn."""
        cue, possessive = self._neighbour(match.core_end, 1), self._neighbour(match.core_start, -1)
        while possessive is not None and "before" in possessive.types:
            possessive = self._neighbour(possessive.start, -1)
        if cue is None or possessive is None or "outdoing" not in cue.types:
            return False
        owner = self._neighbour(possessive.start, -1) if "possessive" in possessive.types else None
        return owner is not None and "outdone" in owner.types

    def _compared(self, match: Match, of: str = "") -> list[str]:
        """A bound said by two words, one on either side: 比 170 低; of a time 直到6月才."""
        before, after = self._neighbour(match.start, -1), self._neighbour(match.end, 1)
        than, compared = f"{of}than", f"{of}compared"
        if before is None or after is None or than not in before.types or compared not in after.types:
            return []
        if not of and self._opens(after):
            return []  # 比170低5%: by how much, and no bound
        return [after.types[compared]]

    def _denied(self, match: Match) -> str | None:
        """The bound a word behind a time takes away, as it says whose amount follows: 从9月的10%."""
        after = self._neighbour(match.end, 1)
        return None if after is None else after.types.get("time_possessor")

    def _far(self, match: Match, edge: int, kind: str) -> list[str]:
        """A cue with the whole named before its share: 约占全国的28%. It is not that of a number between."""
        index = bisect_right(self.ends, edge) - 1
        while index >= 0 and (atom := self.atoms[index]).start >= edge - REACH and atom.numeral is None:
            whole = self.far.fullmatch(self.text, atom.start, edge) if kind in atom.types else None
            if whole is not None and _tells(whole.lastgroup, match):
                return [atom.types[kind]]
            index -= 1
        return []

    def _before_scale(self, match: Match) -> list[str]:
        """A bound that only a scale without a digit makes one: 上百, where 链上3 is a place."""
        atom = self._neighbour(match.core_start, -1)
        first = match.core[0]
        bare = first.numeral is not None and first.surface[0] in self.scales
        return [atom.types["before_scale"]] if bare and atom and "before_scale" in atom.types else []

    def _walk(self, edge: int, step: int, kind: str) -> list[str]:
        found: list[str] = []
        article = self._neighbour(edge, -1) if kind == "time_before" else None
        if article is not None and step < 0 and "definite" in article.types:  # by the third quarter
            cue = self._neighbour(article.start, -1)
            edge = edge if cue is None or "leaving" in cue.types else article.start
        while (atom := self._neighbour(edge, step)) is not None and kind in atom.types:
            if step > 0 and not _OPENING.isdisjoint(atom.types) and self._opens(atom):
                break  # 20 users and over 30 coins: the bound of what follows; 比8万人多22.5%: by how much
            found.append(atom.types[kind])
            edge = atom.start if step < 0 else atom.end
        return found

    def _opens(self, cue: Atom) -> bool:
        """Whether a number follows a cue, with its sign or its own bound or without: and over $5, 多约2成."""
        after = self._neighbour(cue.end, 1)
        if after is not None and after.numeral is None and "before" in after.types:
            after = self._neighbour(after.end, 1)
        return after is not None and (after.numeral is not None or "symbol" in after.types)

    def _neighbour(self, edge: int, step: int) -> Atom | None:
        if step > 0:
            blank = self.text[edge : edge + 1] in (" ", "\u3000")
            after = self.index.get(edge + blank)
            return None if after is None else self.atoms[after]
        index = bisect_right(self.ends, edge) - 1  # the last atom that ends at or before the edge
        atom = self.atoms[index] if index >= 0 else None
        return atom if atom and self.gap.fullmatch(self.text, atom.end, edge) else None
