"""One antecedent for each anaphor, or a set, or none: by weighed features (features.py, weights.yaml).

Every mention of a fitting thing is an option, every joined pair where the anaphor may be
plural, and nothing at all is one too. What an option weighs is the sum of its features;
an answer is the thing that has most of the mass, if it has enough (conditional logit).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.datatypes import Sentence
from pipeline.languages.coreference.features import (
    NO_COMPANIES,
    SUBJECTS,
    Scene,
    beside_feature,
    clause_feature,
    coarse,
    group_features,
    mark_places,
    place_features,
    thing_features,
)
from pipeline.languages.coreference.memory import Ledger
from pipeline.languages.coreference.referents import PEOPLE, Anaphor, Option, Referent, read_role, sentence_at
from pipeline.languages.coreference.rules import ReferenceRules
from pipeline.languages.coreference.sets import (
    PAIR,
    SEVERAL,
    candidates,
    count_of,
    find_joined,
    join_names,
    member_features,
    pick,
    possible_sets,
    set_features,
)
from pipeline.languages.coreference.speakers import (
    find_employers,
    find_quotes,
    find_reporters,
    find_speakers,
    presume_employer,
    quote_around,
)
from pipeline.languages.coreference.trades import Lexicon

UNRESOLVED = "unresolved"
# These may stand before their name: 「当社は…」とXは語った; after it closed its mine, X ...
_CATAPHORIC = ("own", "speaker", "topic", "one")
# What speaks for one thing and not for a group that it is the last of.
_OF_ONE = re.compile(r"label:|joined")
_PRONOUNS = ("own", "speaker", "person", "topic", "contrast", "other")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an anaphor stands for: things and the refs of their nearest mentions; none when left open."""

    anaphor: Anaphor
    things: tuple[str, ...]
    refs: tuple[str, ...]
    label: str
    how: str
    role: str = "other"


class Resolver:
    """Answers the anaphors of one text in text order; what it has answered counts as a mention."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], referents: Sequence[Referent], rules: ReferenceRules
    ) -> None:
        text = rules.fold(text)
        self.text, self.sentences, self.rules = text, sentences, rules
        self.starts = [sentence.start for sentence in sentences]
        self.ledger = Ledger(referents)
        self.last: str | None = None
        self.called: dict[str | None, set[str]] = {}
        self.lexicon = Lexicon(text, referents, rules)
        self.last_set: tuple[int, tuple[Referent, ...]] = (-1, ())
        titled = [r.thing for r in referents if r.title and r.label in ("ORG", "CRYPTO")]
        self.centre = titled[0] if len(set(titled)) == 1 else None
        self.titled = frozenset(r.thing for r in referents if r.title)
        self.quotes = find_quotes(text, rules)
        self.employers = find_employers(text, referents, rules)
        self.joined = find_joined(text, [r for r in referents if r.thing], rules.shared)
        self.reporters = find_reporters(text, sentences, referents, rules)

    def answer(self, anaphor: Anaphor) -> Answer:
        """The answer for the next anaphor of the text."""
        found, how = self.choose(anaphor, self.options(anaphor))
        return self.settle(anaphor, found, how)

    def settle(self, anaphor: Anaphor, found: Sequence[Referent], how: str) -> Answer:
        """The answer that an anaphor stands for these; it counts as a mention for what comes behind."""
        if not found:
            return Answer(anaphor, (), (), (*anaphor.rule.labels, "ORG")[0], UNRESOLVED)
        number = sentence_at(self.starts, anaphor.start)
        role = self._role(anaphor, number)
        self._remember(anaphor, found, number, role)
        things = tuple(referent.thing or "" for referent in found)
        return Answer(anaphor, things, tuple(r.ref for r in found), found[0].label, how, role)

    def options(self, anaphor: Anaphor) -> list[Option]:
        """What an anaphor may stand for, in text order, nothing last."""
        number = sentence_at(self.starts, anaphor.start)
        near = self._before(anaphor, number)
        scene = self._scene(anaphor, number)
        if anaphor.rule.picks in SEVERAL:
            return [*self._sets(near, scene), _nothing(anaphor, number, near)]
        if anaphor.rule.picks in _CATAPHORIC:
            near += self._behind(anaphor, number)
        above = [
            {r.thing: found for r in near if (found := tell(self.text, r, scene, self.rules))}
            for tell in (clause_feature, beside_feature)
        ]
        known: dict[str | None, tuple[str, ...]] = {}
        options = []
        paragraph = self.text.rfind("\n", 0, anaphor.start)
        marks = mark_places(near, anaphor.start, paragraph, self.joined)
        for referent, marked in zip(near, marks, strict=True):
            if referent.thing not in known:
                known[referent.thing] = tuple(thing_features(referent, self.lexicon, scene))
                known[referent.thing] += tuple(f[referent.thing] for f in above if referent.thing in f)
            place = place_features(self.text, referent, scene, marked)
            options.append(Option((referent,), (referent.thing,), (place, known[referent.thing])))
        joined = self._groups(near, number) if anaphor.rule.plural else []
        options += [self._as_group(group, options, scene) for group in joined]
        return [*options, _nothing(anaphor, number, near)]

    def _sets(self, near: Sequence[Referent], scene: Scene) -> Iterator[Option]:
        """The sets an anaphor may stand for."""
        anaphor = scene.anaphor
        things = candidates(near, scene.number)
        told, members = self.last_set
        last = frozenset(str(r.thing) for r in members) if scene.number - told <= 1 else frozenset()
        runs = join_names(self.text, self.rules.joiner, [r for r in near if r.thing in things])
        joined = [[str(r.thing) for r in run] for run in runs]
        if last and last <= set(things):
            joined.append([*last])
        wanted = count_of(anaphor.surface, self.rules.counts) if anaphor.rule.picks == "set" else PAIR
        own = {t: tuple(member_features(ms, self.lexicon, scene)) for t, ms in things.items()}
        for group in possible_sets([*things], joined, wanted):
            found = pick(anaphor, group, things)
            features = tuple(set_features(group, things, runs, last))
            groups = (*(own[thing] for thing in group), features)
            yield Option(found, tuple(member.thing for member in found), groups)

    def choose(self, anaphor: Anaphor, options: Sequence[Option]) -> tuple[tuple[Referent, ...], str]:
        """The members of the best option and what decided; none where nothing has mass enough."""
        weigh = self.rules.scale.of
        scores = [sum(map(weigh, option.groups)) for option in options]
        top = max(scores)
        mass: dict[tuple[str | None, ...], float] = {}
        best: dict[tuple[str | None, ...], int] = {}
        for i, (option, score) in enumerate(zip(options, scores, strict=True)):
            mass[option.things] = mass.get(option.things, 0.0) + math.exp(score - top)
            if option.things not in best or score >= scores[best[option.things]]:
                best[option.things] = i
        things, *others = sorted(mass, key=lambda each: -mass[each])
        if not things or None in things or mass[things] < self.rules.least * sum(mass.values()):
            return (), UNRESOLVED
        if others and mass[things] < self.rules.lead * mass[others[0]]:
            return (), UNRESOLVED
        members = options[best[things]].members
        return members, self._how(anaphor, members)

    def _how(self, anaphor: Anaphor, members: Sequence[Referent]) -> str:
        """What decided: the trade its word names, its place behind, a set, or the part of the mention."""
        one = members[0]
        if len(members) > 1:
            return "set"
        if one.start > anaphor.start:
            return "behind"
        return "head" if self.lexicon.trades.of(one.thing or "") & self.lexicon.named(anaphor) else one.role

    def _remember(self, anaphor: Anaphor, found: Sequence[Referent], number: int, role: str) -> None:
        """What was answered is a mention for what comes behind it."""
        if len(found) > 1:
            self.last_set = (number, tuple(found))
            return
        one = found[0]
        self.last = one.thing
        if anaphor.rule.picks not in _PRONOUNS:
            self.called.setdefault(one.thing, set()).add(self._word(anaphor))
        mention = Referent(
            anaphor.start, anaphor.end, one.thing, one.label, role, number, one.ref, anaphoric=True,
            coded=one.coded,
        )  # fmt: skip
        behind = next(self.ledger.behind(number), None)
        person = behind.thing if behind and behind.label == "PERSON" and one.label == "ORG" else None
        if person and behind and self.rules.body_first.fullmatch(self.text, anaphor.end, behind.start):
            self.employers.setdefault(person, one.thing or "")
        self.ledger.note(mention)

    def _before(self, anaphor: Anaphor, number: int) -> list[Referent]:
        """Candidates of the right kind before an anaphor, in text order.

        Those in reach; and what the text goes on about, at its last mention, however far back.
        """
        self.ledger.read_to(anaphor.start)
        labels = (*anaphor.rule.labels, PEOPLE) if anaphor.rule.plural else anaphor.rule.labels
        return self.ledger.tally(labels).near(number)

    def _behind(self, anaphor: Anaphor, number: int) -> list[Referent]:
        """Candidates behind an anaphor in its sentence or the next: 「当社は…」とXは語った."""
        return [
            referent
            for referent in self.ledger.behind(number)
            if referent.thing is not None
            and referent.label in anaphor.rule.labels
            and self.text.find("\n", anaphor.end, referent.start) < 0
        ]

    def _role(self, anaphor: Anaphor, number: int) -> str:
        sentence = self.sentences[number]
        within = (sentence.start, max(sentence.end, anaphor.end))
        if anaphor.rule.picks == "own":
            return "genitive"
        return read_role(self.text, (anaphor.start, anaphor.end), within, self.rules)

    def _word(self, anaphor: Anaphor) -> str:
        """What an anaphor calls a thing: by its trades, else by its row."""
        return "+".join(sorted(self.lexicon.named(anaphor))) or anaphor.rule.name

    def _scene(self, anaphor: Anaphor, number: int) -> Scene:
        """What is known where an anaphor stands."""
        every, fitting = self.ledger.all, self.ledger.tally(anaphor.rule.labels)
        quote = quote_around(self.quotes, anaphor.start, anaphor.end)
        if quote is not None:
            speakers = find_speakers(self.text, quote, self.ledger.referents)
            self._presume(speakers)
        else:
            here = [r for r in every.back(number) if r.label == "PERSON" and r.role in SUBJECTS]
            speakers = frozenset(r.thing or "" for r in here)
        employers = frozenset(self.employers[s] for s in speakers if s in self.employers)
        begin, last = self.text.rfind("\n", 0, anaphor.start), next(reversed(fitting.read), None)
        return Scene(
            anaphor, number, self._role(anaphor, number), self.lexicon.named(anaphor),
            self.lexicon.nation(anaphor), quote is not None,
            speakers, employers, every.counts, every.most, fitting.ranks(self.text, self.rules.shared),
            self.titled, self.centre, self.last, self.reporters,
            None if anaphor.rule.picks in _PRONOUNS else self._word(anaphor), self.called,
            frozenset(r.thing for r in fitting.back(number - 1) if r.sentence == number - 1),
            last is None or last.start <= begin,
        )  # fmt: skip

    def _presume(self, speakers: frozenset[str]) -> None:
        """Whom speakers work for of whom that was not said."""
        for speaker in sorted(speakers - set(self.employers)):
            named = (r for r in self.ledger.referents if r.thing == speaker and r.label == "PERSON")
            person = next((r for r in named if not r.anaphoric and not r.title), None)
            # most are no officers: who else was read need not be looked through
            if person is None or not self.rules.officer.match(self.text, person.end):
                continue
            bodies = [r for r in self.ledger.all.read if r.thing and not self._is_office(r.thing)]
            body = presume_employer(self.text, person, bodies, self.rules)
            body = self.centre if body is None else body
            if body is not None:
                self.employers[speaker] = body

    def _is_office(self, thing: str) -> bool:
        return bool(self.lexicon.trades.of(thing) & NO_COMPANIES)

    def _groups(self, near: Sequence[Referent], number: int) -> list[tuple[Referent, ...]]:
        """The joined names in reach that may be a they, and the set answered last."""
        groups = [tuple(group) for group in join_names(self.text, self.rules.joiner, near)]
        told, members = self.last_set
        return [*groups, members] if members and number - told <= 1 else groups

    def _as_group(self, group: tuple[Referent, ...], options: Sequence[Option], scene: Scene) -> Option:
        """A group as an option: what speaks for its last member, that it is one, and of what kind."""
        last = group[-1]
        alone = next((o.groups for o in options if o.members == (last,)), ())
        own = tuple(tuple(f for f in each if not _OF_ONE.search(f)) for each in alone)
        part = "told" if group == self.last_set[1] else coarse(last.role)
        things = tuple(member.thing for member in group)
        return Option(group, things, (*own, group_features(group, scene, part)))


def _nothing(anaphor: Anaphor, number: int, near: Sequence[Referent]) -> Option:
    """Nothing as an option: what speaks for leaving an anaphor open."""
    features = ["null", f"{anaphor.rule.picks}/null", f"null:{anaphor.rule.name}"]
    features += ["null:far"] if not any(abs(number - r.sentence) <= 1 for r in near) else []
    return Option((), (), (tuple(features),))
