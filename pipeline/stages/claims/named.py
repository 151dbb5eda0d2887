"""Who is named where: the names of each unit with their parts, and what the whole text makes of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.datatypes import Annotations, Entity, Zone

CENTRAL = frozenset({"topic", "subject", "says", "introduced"})
_VOICES = frozenset({"source", "says"})
# Zones whose names (the writer, the publication) bear no figure.
_MARGINS = frozenset({"byline", "footer", "tag"})
# So many characters at most between the names of one list.
_JOINED = 8


class Mention(NamedTuple):
    """A name or anaphor that says what it is; ``things`` are several for a set (両社)."""

    entity: Entity
    things: tuple[str, ...]
    role: str
    central: bool


class Named:
    """The names of one article by the unit they stand in; the layout says where units and lines begin."""

    text: str
    units: list[int]
    lines: list[int]
    _runs: dict[int, list[tuple[Mention, ...]]]

    def unit_at(self, offset: int) -> int:
        """The number of the unit an offset lies in; the one before, between two."""
        return max(0, bisect_right(self.units, offset) - 1)

    def line_at(self, offset: int) -> int:
        """The number of the line an offset lies in."""
        return bisect_left(self.lines, offset)

    def place_names(self, found: Annotations, zones: Sequence[Zone]) -> None:
        """Names by unit, what they are, and which are spoken of most; those in the margins left out."""
        self._runs = {}
        margins = [zone for zone in zones if zone.kind in _MARGINS]
        named = [
            (e, tuple(e.referent.split("+")))
            for e in found.entities
            if e.referent is not None and not any(zone.start <= e.start < zone.end for zone in margins)
        ]
        self.counts = Counter(thing for _, things in named for thing in things)
        self.labels = {things[0]: e.label for e, things in named if len(things) == 1}
        # What the article names most often.
        self.central = max(self.counts, key=self.counts.__getitem__, default=None)
        self.mentions: dict[int, list[Mention]] = defaultdict(list)
        for entity, things in named:
            mention = Mention(entity, things, entity.role or "other", things[0] == self.central)
            self.mentions[self.unit_at(entity.start)].append(mention)
        self.total = sum(self.counts.values())
        # What candidates/fame.py says of things, once said.
        self.fames: dict[tuple[str, ...], tuple[bool, int, bool]] = {}
        # What the first line names, and who is only said to say things.
        title = self.lines[0] if self.lines else 0
        self.titled = {thing for e, things in named if e.start < title for thing in things}
        voiced = {thing for e, things in named if e.role not in _VOICES for thing in things}
        self.saying = self.counts.keys() - voiced
        self.leads = self._find_leads(named)
        # By label, what is named most often of its kind.
        self.foremost = _foremost(named, self.counts)
        self._place_subjects()

    def _place_subjects(self) -> None:
        """Where names and subjects stand, by unit and in the whole text."""
        # Where the names of a unit begin, and those of its subjects.
        self.named_at = {unit: [m.entity.start for m in each] for unit, each in self.mentions.items()}
        self.subjects_at = {
            unit: [m.entity.start for m in each if m.role in CENTRAL] for unit, each in self.mentions.items()
        }
        # Whom the article speaks of, place by place: what came last is what a bare figure is of.
        self.spoken_of = [
            (m.entity.start, m.things)
            for unit in sorted(self.mentions)
            for m in self.mentions[unit]
            if m.role in CENTRAL
        ]
        self.spoken_at = [at for at, _ in self.spoken_of]

    def _find_leads(self, named: Sequence[tuple[Entity, tuple[str, ...]]]) -> dict[int, str]:
        """By line what it speaks of first: the first subject or topic, else the first name."""
        leads: dict[int, tuple[bool, str]] = {}
        for entity, things in named:
            line, central = self.line_at(entity.start), entity.role in CENTRAL
            if line not in leads or (central and not leads[line][0]):
                leads[line] = central, things[0]
        return {line: thing for line, (_, thing) in leads.items()}

    def newer(self, start: int, end: int, things: tuple[str, ...]) -> int:
        """How many other things were spoken of between two places; 2 for more."""
        low, high = bisect_left(self.spoken_at, start), bisect_left(self.spoken_at, end)
        other: tuple[str, ...] | None = None
        for _, each in self.spoken_of[low:high]:
            if each not in (things, other):
                if other is not None:
                    return 2
                other = each
        return int(other is not None)

    def runs(self, unit: int) -> list[tuple[Mention, ...]]:
        """The lists of two names or more of one kind in a unit (甲社、乙社と丙社), in text order."""
        if unit not in self._runs:
            self._runs[unit] = self._find_runs(unit)
        return self._runs[unit]

    def _find_runs(self, unit: int) -> list[tuple[Mention, ...]]:
        found: list[list[Mention]] = []
        for mention in self.mentions.get(unit, ()):
            last = found[-1][-1].entity if found else None
            if (
                last is not None
                and last.label == mention.entity.label
                and len(mention.things) == 1
                and 0 < mention.entity.start - last.end <= _JOINED
                and mention.things != found[-1][-1].things
                and self._quiet(last.end, mention.entity.start)
            ):
                found[-1].append(mention)
            elif len(mention.things) == 1:
                found.append([mention])
        return [tuple(run) for run in found if len(run) > 1]

    def _quiet(self, start: int, end: int) -> bool:
        """Whether no figure, line or end of a sentence lies between two offsets."""
        between = self.text[start:end]
        return not any(c.isdecimal() or c in "\n。.;；" for c in between)


def _foremost(named: Sequence[tuple[Entity, tuple[str, ...]]], counts: Counter[str]) -> dict[str, str]:
    """By label, the thing named most often; of equals the first."""
    found: dict[str, str] = {}
    for entity, things in named:
        best = found.get(entity.label)
        if len(things) == 1 and (best is None or counts[things[0]] > counts[best]):
            found[entity.label] = things[0]
    return found
