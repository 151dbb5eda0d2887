"""Sets of names as options: both, the three, the former; each is weighed like a single mention.

What may be in a set are the things mentioned last; what speaks for a set is what speaks for
its members, that they stand joined (A and B) or in one sentence, and that they are of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from pipeline.languages.coreference.features import Scene, coarse, word_features
from pipeline.languages.coreference.referents import Anaphor, Referent
from pipeline.languages.coreference.trades import Lexicon

SEVERAL = ("set", "pair", "former", "latter")
PAIR = 2
# How many things may be in a set, how many sentences back, and how many members one is tried with.
_THINGS, _REACH, _LARGEST = 7, 4, 5
_FARTHEST, _OFTEN = 3, 3
_AWAY = frozenset({"source", "aside"})
Candidates = Mapping[str, Sequence[Referent]]


def count_of(surface: str, counts: Mapping[int, re.Pattern[str]]) -> int | None:
    """How many a set has by its word (3社, the trio), None where it does not say."""
    return next((count for count, words in counts.items() if words.search(surface)), None)


def join_names(text: str, joiner: re.Pattern[str], near: Sequence[Referent]) -> list[list[Referent]]:
    """Runs of names with nothing but a joiner between them: A、B、Cは; each thing once a run."""
    groups: list[list[Referent]] = []
    for referent in near:
        between = text[groups[-1][-1].end : referent.start] if groups else ""
        headed = groups and referent.title and groups[-1][-1].role != referent.role
        if groups and not headed and joiner.fullmatch(between):
            if all(r.thing != referent.thing for r in groups[-1]):
                groups[-1].append(referent)
        else:
            groups.append([referent])
    return [group for group in groups if len(group) > 1]


def find_joined(text: str, named: Sequence[Referent], shared: re.Pattern[str]) -> frozenset[int]:
    """Where the names begin that stand joined with another: A and B, A、B."""
    found = set()
    for one, other in pairwise(named):
        if shared.fullmatch(text, one.end, other.start):
            found |= {one.start, other.start}
    return frozenset(found)


def candidates(near: Sequence[Referent], number: int) -> Candidates:
    """The mentions of the things that may be in a set, the thing mentioned last first."""
    found: dict[str, list[Referent]] = {}
    for referent in reversed(near):
        if referent.thing is None or number - referent.sentence > _REACH:
            continue
        if referent.thing in found or len(found) < _THINGS:
            found.setdefault(referent.thing, []).append(referent)
    return found


def possible_sets(
    things: Sequence[str], joined: Sequence[Sequence[str]], wanted: int | None
) -> Iterator[tuple[str, ...]]:
    """The sets of some things: all of the size wanted; where none is told, pairs and what stands joined."""
    told = {frozenset(group) for group in joined if len(group) == (wanted or len(group))}
    told |= {frozenset(each) for each in combinations(things, min(wanted or PAIR, _LARGEST))}
    place = {thing: i for i, thing in enumerate(things)}
    for each in sorted(told, key=lambda group: sorted(place.get(thing, -1) for thing in group)):
        yield tuple(sorted(each, key=lambda thing: place.get(thing, -1)))


def member_features(mentions: Sequence[Referent], lexicon: Lexicon, scene: Scene) -> Iterator[str]:
    """What speaks for a thing as a member; ``mentions`` are its, the last one first."""
    last = mentions[0]
    roles = {coarse(mention.role) for mention in mentions}
    away = scene.number - last.sentence
    yield f"set/label:{scene.anaphor.rule.labels.index(last.label)}"
    yield f"set/dist:{min(away, _FARTHEST)}"
    yield f"set/role:{'subject' if 'subject' in roles else coarse(last.role)}"
    if roles <= _AWAY:
        yield "set/away"
    yield f"set/rank:{min(scene.ranks.get(last.thing, _FARTHEST), _FARTHEST)}"
    yield f"set/count:{min(scene.counts.get(last.thing, 0), _OFTEN)}"
    if last.thing in scene.titled:
        yield "set/titled"
    if scene.counts.get(last.thing, 0) == scene.most > 1:
        yield "set/oftenest"
    if last.start in scene.reporters:
        yield "set/reporter"
    yield from (f"set/{feature}" for feature in word_features(last, lexicon, scene))


def set_features(
    group: Sequence[str], things: Candidates, joined: Sequence[Sequence[Referent]], told: frozenset[str]
) -> Iterator[str]:
    """What speaks for some things as a set."""
    members = frozenset(group)
    lasts = [things[thing][0] for thing in group]
    labels = {mention.label for mention in lasts}
    yield f"set/labels:{len(labels) > 1:d}"
    yield f"set/size:{len(group)}"
    if members == told:
        yield "set/told"
    runs = [run for run in joined if {mention.thing for mention in run} == members]
    if runs:
        newest = max(mention.start for mentions in things.values() for mention in mentions)
        yield "set/joined"
        yield f"set/joined-last:{max(run[-1].start for run in runs) == newest:d}"
    elif any(members < {mention.thing for mention in run} for run in joined):
        yield "set/part"
    together = set.intersection(*({mention.sentence for mention in things[thing]} for thing in group))
    if together:
        alone = {t for t, ms in things.items() if any(m.sentence == max(together) for m in ms)} == members
        yield f"set/together:{alone:d}"
    roles = sorted({coarse(mention.role) for mention in lasts})
    yield f"set/roles:{'+'.join(roles[:PAIR])}"


def pick(anaphor: Anaphor, group: Sequence[str], things: Candidates) -> tuple[Referent, ...]:
    """The mentions that answer: all of a set in text order, one of it for the former and the latter."""
    members = sorted((_mention(things[thing]) for thing in group), key=lambda mention: mention.start)
    if anaphor.rule.picks == "former":
        return (members[0],)
    return (members[-1],) if anaphor.rule.picks == "latter" else tuple(members)


def _mention(mentions: Sequence[Referent]) -> Referent:
    """The last mention by name, else the last one."""
    return next((mention for mention in mentions if not mention.anaphoric), mentions[0])
