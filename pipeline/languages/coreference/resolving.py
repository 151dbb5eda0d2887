"""One antecedent for each anaphor, or a set, or none: by role, distance and salience.

The weights stand in ``weights.yaml``; what they lean on is old: subjects and topics are
the centre of attention (Grosz, Joshi and Weinstein 1995), demonstratives take what was
just brought in, and nothing refers to its own clause's subject unless it is one itself.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.datatypes import Sentence
from pipeline.languages.coreference.referents import Anaphor, Referent, read_role, sentence_at
from pipeline.languages.coreference.rules import ReferenceRules
from pipeline.reference.trades import load_trades

UNRESOLVED = "unresolved"
_SEVERAL = ("set", "pair", "former", "latter")
_SUBJECTS = ("topic", "subject")
# What is never called a company or they: a word of the trade would be used.
_NO_COMPANIES = frozenset({"authority", "university"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an anaphor stands for: things and the refs of their nearest mentions; none when left open."""

    anaphor: Anaphor
    things: tuple[str, ...]
    refs: tuple[str, ...]
    label: str
    how: str


@dataclass(frozen=True, slots=True)
class _Scored:
    """A candidate thing with its best mention and what it weighs."""

    referent: Referent
    weight: float


class Resolver:
    """Answers the anaphors of one text in text order; what it has answered counts as a mention."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], referents: Sequence[Referent], rules: ReferenceRules
    ) -> None:
        self.text, self.sentences, self.rules = text, sentences, rules
        self.starts = [sentence.start for sentence in sentences]
        self.referents = list(referents)
        self.last: str | None = None
        titled = [r.thing for r in self.referents if r.title and r.label in ("ORG", "CRYPTO")]
        self.centre = titled[0] if len(set(titled)) == 1 else None

    def answer(self, anaphor: Anaphor) -> Answer:
        """The answer for the next anaphor of the text."""
        number = sentence_at(self.starts, anaphor.start)
        if anaphor.rule.picks in _SEVERAL:
            found, how = self._several(anaphor, number)
        else:
            found, how = self._one(anaphor, number)
        if not found:
            return Answer(anaphor, (), (), min(anaphor.rule.labels, default="ORG"), UNRESOLVED)
        self._remember(anaphor, found, number)
        things = tuple(referent.thing or "" for referent in found)
        return Answer(anaphor, things, tuple(r.ref for r in found), found[0].label, how)

    def _remember(self, anaphor: Anaphor, found: Sequence[Referent], number: int) -> None:
        """What was answered is a mention for what comes behind it."""
        if len(found) > 1:
            return
        one = found[0]
        self.last = one.thing
        high = max(self.sentences[number].end, anaphor.end)
        role = read_role(
            self.text, anaphor.start, anaphor.end, self.sentences[number].start, high, self.rules
        )
        mention = Referent(anaphor.start, anaphor.end, one.thing, one.label, role, number, one.ref)
        place = next((i for i, r in enumerate(self.referents) if r.start > anaphor.start), len(self.referents))
        self.referents.insert(place, mention)

    def _before(self, anaphor: Anaphor, number: int, back: int) -> Iterator[Referent]:
        """Candidates of the right kind before an anaphor, in text order."""
        for referent in self.referents:
            if referent.start >= anaphor.start:
                return
            if number - referent.sentence <= back and (
                referent.label in anaphor.rule.labels
            ):
                yield referent

    def _behind(self, anaphor: Anaphor, number: int) -> list[Referent]:
        """Candidates behind an anaphor in its sentence or the next: 「当社は…」とXは語った."""
        return [
            referent
            for referent in self.referents
            if referent.start > anaphor.start
            and referent.sentence - number <= 1
            and referent.thing is not None
            and referent.label in anaphor.rule.labels
        ]

    def _one(self, anaphor: Anaphor, number: int) -> tuple[list[Referent], str]:
        """The best single antecedent and what decided, or nothing."""
        rule, weights = anaphor.rule, self.rules.weights
        near = list(self._before(anaphor, number, weights.reach[rule.picks]))
        near += self._central(anaphor, number, near)
        scored = self._weigh(anaphor, number, near)
        if rule.picks in ("own", "speaker") and (not scored or scored[0].referent.thing is None):
            behind = self._behind(anaphor, number)
            if behind:
                return behind[:1], "behind"
        if not scored or scored[0].weight < weights.least or scored[0].referent.thing is None:
            return [], UNRESOLVED
        if len(scored) > 1 and self._alike(scored[0], scored[1]):
            return [], UNRESOLVED
        best = scored[0].referent
        return [best], "head" if self._has_head(anaphor, best.thing) else best.role

    def _alike(self, best: _Scored, second: _Scored) -> bool:
        """Whether nothing tells two candidates apart: as heavy, or the members of one pair (AとBは)."""
        lead = self.rules.weights.lead
        first, other = sorted((best.referent, second.referent), key=lambda r: r.start)
        if self.rules.shared.fullmatch(self.text, first.end, other.start):
            lead += self.rules.weights.again
        return best.weight < lead * second.weight

    def _weigh(self, anaphor: Anaphor, number: int, near: Sequence[Referent]) -> list[_Scored]:
        """Each thing at its best mention, heaviest first; of equals the nearest."""
        weights, picks = self.rules.weights, anaphor.rule.picks
        best: dict[str | None, _Scored] = {}
        barred = self._barred(anaphor, number, near)
        for referent in near:
            if referent.thing is not None and referent.thing in barred:
                continue
            roles = weights.roles[picks]
            weight = roles.get(referent.role, roles["other"])
            weight *= weights.decay[picks] ** min(number - referent.sentence, weights.reach[picks])
            if referent.thing is not None:
                weight += self._salience(referent, anaphor)
            known = best.get(referent.thing)
            if known is None or weight >= known.weight:
                best[referent.thing] = _Scored(referent, weight)
        return sorted(best.values(), key=lambda s: (-s.weight, -s.referent.start))

    def _central(self, anaphor: Anaphor, number: int, near: Sequence[Referent]) -> list[Referent]:
        """What the article is about, when it was last named too far back: as if named long ago."""
        if anaphor.rule.picks not in ("one", "topic", "speaker"):
            return []
        before = [r for r in self._before(anaphor, number, number + 1) if r.thing is not None]
        counts = Counter(r.thing for r in before)
        if not counts:
            return []
        thing = max(counts, key=lambda each: (counts[each], -next(i for i, r in enumerate(before) if r.thing == each)))
        return [] if any(r.thing == thing for r in near) else [r for r in before if r.thing == thing][-1:]

    def _salience(self, referent: Referent, anaphor: Anaphor) -> float:
        """What speaks for a thing whatever the place of a mention."""
        weights = self.rules.weights
        mentions = sum(r.thing == referent.thing and r.start < anaphor.start for r in self.referents)
        weight = weights.salience * math.log2(1 + mentions)
        weight += weights.title * any(r.title and r.thing == referent.thing for r in self.referents)
        weight += weights.head * self._has_head(anaphor, referent.thing)
        weight += weights.central * (referent.thing == self.centre)
        if anaphor.rule.head is None and self._trade(referent.thing) in _NO_COMPANIES:
            weight -= weights.wrong_head
        return weight + weights.again * (self.last == referent.thing)

    def _has_head(self, anaphor: Anaphor, thing: str | None) -> bool:
        """Whether the text says of a thing that it is of the trade the anaphor names."""
        head = self.rules.heads.get(anaphor.rule.head or "")
        if head is None:
            return False
        if self._trade(thing) == anaphor.rule.head:
            return True
        for referent in self.referents:
            if referent.thing == thing and referent.start < anaphor.start:
                around = self.text[max(0, referent.start - 10) : referent.end + 10]
                if head.search(around):
                    return True
        return bool(thing and head.search(thing))

    def _trade(self, thing: str | None) -> str | None:
        """The trade of a thing: by its code, else by its name (経済産業省)."""
        if thing is None:
            return None
        found = load_trades().get(thing)
        if found is not None:
            return found
        return next((trade for trade, words in self.rules.heads.items() if words.search(thing)), None)

    def _barred(self, anaphor: Anaphor, number: int, near: Sequence[Referent]) -> set[str]:
        """Things the anaphor cannot stand for: the subject of its own clause, unless it is one itself."""
        if anaphor.rule.picks in ("own", "speaker") or self.rules.subject_after.match(self.text, anaphor.end):
            return set()
        subjects = [r for r in near if r.sentence == number and r.role in _SUBJECTS and r.thing is not None]
        last = subjects[-1] if subjects else None
        if last is None or self.rules.clause.search(self.text, last.end, anaphor.start):
            return set()
        return {last.thing or ""}

    def _several(self, anaphor: Anaphor, number: int) -> tuple[list[Referent], str]:
        """A set: the last names that stand joined; else the last different ones of the sentences before."""
        picks = anaphor.rule.picks
        near = [
            r
            for r in self._before(anaphor, number, self.rules.weights.reach[picks])
            if r.thing is not None
        ]
        wanted = self._count(anaphor) if picks == "set" else 2
        groups = [g for g in self._joined(near) if wanted is None or len(g) == wanted]
        if groups:
            chosen = groups[-1]
        else:
            chosen = self._last_different(near, wanted or 2)
        if len(chosen) < 2:
            return [], UNRESOLVED
        if picks == "former":
            return chosen[:1], picks
        if picks == "latter":
            return chosen[-1:], picks
        return chosen, "set"

    def _count(self, anaphor: Anaphor) -> int | None:
        """How many a set has by its numeral (3社), None where it does not say."""
        digits = [character for character in anaphor.surface if character.isnumeric()]
        return int(unicodedata.numeric(digits[0])) if len(digits) == 1 else None

    def _joined(self, near: Sequence[Referent]) -> list[list[Referent]]:
        """Runs of names with nothing but a joiner between them: A、B、Cは."""
        groups: list[list[Referent]] = []
        for referent in near:
            between = self.text[groups[-1][-1].end : referent.start] if groups else ""
            if groups and self.rules.joiner.fullmatch(between):
                if all(r.thing != referent.thing for r in groups[-1]):
                    groups[-1].append(referent)
            else:
                groups.append([referent])
        return [group for group in groups if len(group) > 1]

    def _last_different(self, near: Sequence[Referent], wanted: int) -> list[Referent]:
        """The last so many different things, in the order they first stood."""
        last: dict[str, Referent] = {}
        for referent in reversed(near):
            last.setdefault(referent.thing or "", referent)
            if len(last) == wanted:
                break
        return sorted(last.values(), key=lambda r: r.start) if len(last) == wanted else []
