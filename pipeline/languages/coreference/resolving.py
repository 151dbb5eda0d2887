"""One antecedent for each anaphor, or a set, or none: by role, distance and salience.

The weights stand in ``weights.yaml``; what they lean on is old: subjects and topics are
the centre of attention (Grosz, Joshi and Weinstein 1995), demonstratives take what was
just brought in, and nothing refers to its own clause's subject unless it is one itself.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.datatypes import Sentence
from pipeline.languages.coreference.referents import Anaphor, Referent, read_role, sentence_at
from pipeline.languages.coreference.rules import ReferenceRules
from pipeline.languages.coreference.sets import PAIR, count_of, join_names, last_different
from pipeline.reference.trades import load_trades

UNRESOLVED = "unresolved"
_SEVERAL = ("set", "pair", "former", "latter")
_SUBJECTS = ("topic", "subject", "says")
# These may stand before their name: 「当社は…」とXは語った; after it closed its mine, X ...
_CATAPHORIC = ("own", "speaker", "topic")
_BESIDE = 12
# What is never called a company or they: a word of the trade would be used.
_NO_COMPANIES = frozenset({"authority", "university", "media"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an anaphor stands for: things and the refs of their nearest mentions; none when left open."""

    anaphor: Anaphor
    things: tuple[str, ...]
    refs: tuple[str, ...]
    label: str
    how: str
    role: str = "other"


class _Scored(NamedTuple):
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
        self.trades: dict[str | None, frozenset[str]] = {}
        self.last_set: tuple[int, list[Referent]] = (-1, [])
        titled = [r.thing for r in self.referents if r.title and r.label in ("ORG", "CRYPTO")]
        self.centre = titled[0] if len(set(titled)) == 1 else None
        self.titled = frozenset(r.thing for r in self.referents if r.title)

    def answer(self, anaphor: Anaphor) -> Answer:
        """The answer for the next anaphor of the text."""
        number = sentence_at(self.starts, anaphor.start)
        if anaphor.rule.picks in _SEVERAL:
            found, how = self._several(anaphor, number)
        else:
            found, how = self._one(anaphor, number)
            if anaphor.rule.plural and (group := self._told_set(number) or self._group_of(found)):
                found, how = group, "set"
        if not found:
            return Answer(anaphor, (), (), (*anaphor.rule.labels, "ORG")[0], UNRESOLVED)
        high = max(self.sentences[number].end, anaphor.end)
        role = read_role(
            self.text, (anaphor.start, anaphor.end), (self.sentences[number].start, high), self.rules
        )
        self._remember(anaphor, found, number, role)
        things = tuple(referent.thing or "" for referent in found)
        return Answer(anaphor, things, tuple(r.ref for r in found), found[0].label, how, role)

    def _remember(self, anaphor: Anaphor, found: Sequence[Referent], number: int, role: str) -> None:
        """What was answered is a mention for what comes behind it."""
        if len(found) > 1:
            self.last_set = (number, list(found))
            return
        one = found[0]
        self.last = one.thing
        mention = Referent(
            anaphor.start, anaphor.end, one.thing, one.label, role, number, one.ref, anaphoric=True
        )
        place = next(
            (i for i, r in enumerate(self.referents) if r.start > anaphor.start), len(self.referents)
        )
        self.referents.insert(place, mention)

    def _before(self, anaphor: Anaphor, number: int, back: int) -> Iterator[Referent]:
        """Candidates of the right kind before an anaphor, in text order."""
        for referent in self.referents:
            if referent.start >= anaphor.start:
                return
            if number - referent.sentence <= back and (referent.label in anaphor.rule.labels):
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
        if rule.prefers and any(r.label in rule.prefers for r in near):
            near = [r for r in near if r.label in rule.prefers]
        near += self._central(anaphor, number, near)
        if rule.picks == "speaker":
            near += self._behind(anaphor, number)
        scored = self._weigh(anaphor, number, near)
        if rule.picks in _CATAPHORIC and (not scored or scored[0].referent.thing is None):
            behind = [r for r in self._behind(anaphor, number) if r.role in _SUBJECTS]
            if behind:
                return behind[:1], "behind"
        if not scored or scored[0].weight < weights.least or scored[0].referent.thing is None:
            return [], UNRESOLVED
        if len(scored) > 1 and self._alike(scored[0], scored[1]):
            return [], UNRESOLVED
        best = scored[0].referent
        return [best], "head" if anaphor.rule.head in self._trades(best.thing) else best.role

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
        counts = Counter([r.thing for r in self.referents if r.start < anaphor.start])
        salience: dict[str, float] = {}
        roles = weights.roles[picks]
        for referent in near:
            if referent.thing is not None and referent.thing in barred:
                continue
            weight = roles.get(referent.role, roles["other"])
            weight *= weights.decay[picks] ** min(abs(number - referent.sentence), weights.reach[picks])
            if referent.thing is not None:
                if referent.thing not in salience:
                    salience[referent.thing] = self._salience(referent.thing, anaphor, counts[referent.thing])
                weight += salience[referent.thing]
            known = best.get(referent.thing)
            if known is None or weight >= known.weight:
                best[referent.thing] = _Scored(referent, weight)
        return sorted(best.values(), key=lambda s: (-s.weight, -s.referent.start))

    def _central(self, anaphor: Anaphor, number: int, near: Sequence[Referent]) -> list[Referent]:
        """What the article is about, when it was last named too far back: as if named long ago.

        For この会社, with no name at all nearby, it is what was last the subject.
        """
        before = [r for r in self._before(anaphor, number, number + 1) if r.thing is not None]
        if anaphor.rule.picks == "new":
            return [] if near else [r for r in before if r.role in _SUBJECTS][-1:]
        if anaphor.rule.picks not in ("one", "topic", "speaker"):
            return []
        counts = Counter(r.thing for r in before)
        if not counts:
            return []
        thing = max(
            counts, key=lambda each: (counts[each], -next(i for i, r in enumerate(before) if r.thing == each))
        )
        return [] if any(r.thing == thing for r in near) else [r for r in before if r.thing == thing][-1:]

    def _salience(self, thing: str, anaphor: Anaphor, mentions: int) -> float:
        """What speaks for a thing whatever the place of a mention; ``mentions`` stand before the anaphor."""
        weights = self.rules.weights
        salience = weights.salience[anaphor.rule.picks]
        weight = salience * min(math.log2(1 + mentions), weights.most)
        if salience:
            weight += weights.title * (thing in self.titled)
            weight += weights.central * (thing == self.centre)
        trades = self._trades(thing)
        if anaphor.rule.head in trades:
            weight += weights.head
        elif (trades & _NO_COMPANIES) if anaphor.rule.head is None else trades:
            weight -= weights.wrong_head
        return weight + (weights.again if salience and self.last == thing else 0)

    def _trades(self, thing: str | None) -> frozenset[str]:
        """What trades a thing is of: by its code, else by its name (経済産業省) and the words beside it."""
        if thing not in self.trades:
            self.trades[thing] = frozenset(self._read_trades(thing or ""))
        return self.trades[thing]

    def _read_trades(self, thing: str) -> Iterator[str]:
        known = load_trades().get(thing)
        if known is not None:
            yield known
            return
        beside = [
            self.text[max(0, r.start - _BESIDE) : r.start] + thing + self.text[r.end : r.end + _BESIDE]
            for r in self.referents
            if r.thing == thing and not r.anaphoric
        ]
        for trade, words in self.rules.heads.items():
            if any(words.search(around) for around in beside):
                yield trade

    def _barred(self, anaphor: Anaphor, number: int, near: Sequence[Referent]) -> set[str]:
        """Things the anaphor cannot stand for: the subject it stands under, unless it is one itself.

        A pronoun may mean the subject of an earlier clause of its sentence; a noun that
        is no subject (valued the startup at ...) means none of them.
        """
        rule = anaphor.rule
        if rule.picks in ("own", "speaker", "person") or self.rules.subject_after.match(
            self.text, anaphor.end
        ):
            return set()
        subjects = [r for r in near if r.sentence == number and r.role in _SUBJECTS and r.thing is not None]
        if rule.picks == "topic" and self.rules.genitive_after.match(self.text, anaphor.end):
            return set()
        if rule.picks == "topic" or (
            rule.picks == "one" and self.rules.genitive_after.match(self.text, anaphor.end)
        ):
            last = subjects[-1:] if subjects else []
            return {
                r.thing or "" for r in last if not self.rules.clause.search(self.text, r.end, anaphor.start)
            }
        return {r.thing or "" for r in subjects}

    def _several(self, anaphor: Anaphor, number: int) -> tuple[list[Referent], str]:
        """A set: the last names that stand joined; else the last different ones of the sentences before."""
        picks = anaphor.rule.picks
        every = [
            r for r in self._before(anaphor, number, self.rules.weights.reach[picks]) if r.thing is not None
        ]
        names = [r for r in every if not r.anaphoric]
        wanted = count_of(anaphor.surface) if picks == "set" else 2
        near = names if picks in ("former", "latter") else every
        chosen = self._last_set(names, number, wanted) or last_different(near, wanted or PAIR)
        if len(chosen) < 2:
            return [], UNRESOLVED
        if picks == "former":
            return chosen[:1], picks
        if picks == "latter":
            return chosen[-1:], picks
        return chosen, "set"

    def _last_set(self, near: Sequence[Referent], number: int, wanted: int | None) -> list[Referent]:
        """The last names that stand joined, or the set answered last, if no other name came behind."""
        latest = max((r.start for r in near), default=-1)
        told, members = self.last_set
        if told == number and len(members) == (wanted or len(members)):
            return members
        groups = [
            g for g in join_names(self.text, self.rules.joiner, near) if wanted is None or len(g) == wanted
        ]
        # Three names in a row are what 3社 means even if another came behind; a pair is not so sure.
        sure = wanted is not None and wanted > PAIR
        return groups[-1] if groups and (sure or groups[-1][-1].start >= latest) else []

    def _told_set(self, number: int) -> list[Referent]:
        """The set answered last, for a they in the same sentence with no other name between."""
        told, members = self.last_set
        if told != number or any(r.sentence == number and r.thing is not None for r in self.referents):
            return []
        return members

    def _group_of(self, found: Sequence[Referent]) -> list[Referent]:
        """The other members of ``AとB`` with the one found; empty where it stands alone."""
        if not found:
            return []
        one = found[0]
        for group in join_names(
            self.text, self.rules.joiner, [r for r in self.referents if r.sentence == one.sentence]
        ):
            if one in group and one.role in _SUBJECTS:
                return group
        return []
