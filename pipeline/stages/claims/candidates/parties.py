"""Who: the candidates for subject, object and source of a figure."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.datatypes import Entity
from pipeline.stages.claims.candidates.standing import GAPS, count_between, describe_far, describe_near
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import Candidate
from pipeline.stages.claims.state import Case, Decided

_BACK = 4
_LISTED = frozenset({"ORG", "CRYPTO", "PRODUCT", "GPE"})
_BEARERS = _LISTED | {"PERSON", "FAC", "EVENT", "LAW", "LOC", "TECH"}
_COMPANIES = frozenset({"ORG", "CRYPTO"})


def subject_candidates(case: Case) -> list[Candidate]:
    """The names around, sets of them, who bore the figures before, what the article is about, and nobody."""
    turn = _told_in_turn(case)
    if turn is not None:
        return [Candidate(turn, (), "in-turn", None)]
    found: list[Candidate] = []
    for back in range(_BACK):
        found += _named(case, back)
        found += _groups(case, back)
    found += _carried(case)
    found += _about(case)
    before = case.before
    nobody = (
        "none",
        f"none:{case.metric}",
        f"none:named{bool(case.mentions()):d}",
        f"none:prev{bool(before and before.subject):d}",
    )
    found.append(Candidate((), nobody, "none", None))
    return found


def _named(case: Case, back: int) -> Iterator[Candidate]:
    """The names of the figure's unit, or of one before."""
    mentions = case.mentions(back)
    for mention in mentions:
        entity = mention.entity
        if entity.label not in _BEARERS or (back and entity.start > case.figure.start):
            continue
        features = describe_far(case, mention, back) if back else describe_near(case, mention)
        how = _how(entity, back)
        yield Candidate(mention.things, tuple(features), how, None if back else entity)


def _about(case: Case) -> Iterator[Candidate]:
    """What the article names most often."""
    thing, counts = case.layout.central, case.layout.counts
    if thing is not None:
        share = bucket(10 * counts[thing] // sum(counts.values()), (1, 3, 5))
        prior = ("prior", f"prior:{share}", f"prior:mentions{bool(case.mentions()):d}")
        yield Candidate((thing,), prior, "prior", None)


def _how(entity: Entity, back: int) -> str:
    """How a name came to be a party: by its part in the sentence, through an anaphor, or carried on."""
    if back:
        return "carried"
    if entity.source == "anaphor":
        return "coref"
    return "explicit" if entity.role in (None, "other") else str(entity.role)


def _groups(case: Case, back: int) -> Iterator[Candidate]:
    """All companies of a unit together, where a word for a set stands in the figure's unit."""
    if back > 2 or "set" not in case.links:
        return
    companies = (m for m in case.mentions(back) if m.entity.label in _COMPANIES and len(m.things) == 1)
    things = tuple(dict.fromkeys(m.things[0] for m in companies))
    if 2 <= len(things) <= 4:
        cues = (c for c in case.layout.cues["link"][case.unit] if c.code == "set")
        near = min(case.layout.place(case.figure, c.start, c.end).gap for c in cues)
        features = (
            "group",
            f"group:{len(things)}",
            f"group:b{back}",
            f"group:g{bucket(near, GAPS)}",
            f"group:{case.metric}",
        )
        yield Candidate(things, features, "set", None)


def _told_in_turn(case: Case) -> tuple[str, ...] | None:
    """Whose a figure is in a list told in turn (順に, 分别, respectively), with as many names as figures.

    None where there is no such list.
    """
    figure, layout = case.figure, case.layout
    if "each" not in case.links:
        return None
    numbers = [n for n in layout.of_unit[case.unit] if layout.figures[n].kind == figure.kind]
    place = next((i for i, n in enumerate(numbers) if layout.figures[n] is figure), -1)
    if len(numbers) < 2 or place < 0:
        return None
    for back in range(3):
        mentions = [m for m in case.mentions(back) if m.entity.label in _LISTED]
        if not back:
            mentions = [m for m in mentions if m.entity.start < layout.figures[numbers[0]].start]
        sets = [m.things for m in mentions if len(m.things) == len(numbers)]
        if sets:
            return (sets[-1][place],)
        things = list(dict.fromkeys(m.things for m in mentions if len(m.things) == 1))
        if len(things) == len(numbers):
            return things[place]
    return None


def _carried(case: Case) -> Iterator[Candidate]:
    """Who bore the figures before."""
    seen: set[tuple[str, ...]] = set()
    for back, before in enumerate(case.state.recent(case.unit)):
        if before.subject and before.subject not in seen:
            seen.add(before.subject)
            features = tuple(_describe_carried(case, before, back))
            yield Candidate(before.subject, features, "carried", None)


def _describe_carried(case: Case, before: Decided, back: int) -> Iterator[str]:
    """What speaks for who bore a figure before."""
    figure, metric = case.figure, case.metric
    units = min(3, case.unit - before.unit)
    names = sum(
        before.figure.end <= m.entity.start < figure.start or bool(units and m.entity.start < figure.start)
        for m in case.mentions()
    )
    same, kind = before.metric == metric, before.figure.kind == figure.kind
    newer = case.layout.newer(before.figure.end, figure.start, before.subject)
    yield "carry"
    yield f"carry:u{units}:b{min(3, back)}"
    yield f"carry:u{units}:n{min(2, names)}"
    yield f"carry:c{case.clauses_since(before)}:same{same:d}"
    yield f"carry:same{same:d}:kind{kind:d}:n{min(1, names)}"
    yield f"carry:{metric}"
    yield f"carry:u{units}:same{same:d}"
    yield f"carry:newer{newer}:u{units}"
    yield f"carry:newer{newer}:n{min(1, names)}"
    yield f"carry:ln{case.lines_since(before.figure.start)}:newer{newer}"
    yield f"carry:set{len(before.subject) > 1:d}"


def other_candidates(case: Case, subject: tuple[str, ...]) -> list[Candidate]:
    """The names of the unit that are not the subject, as object or source, and none."""
    mentions, metric = case.mentions(), case.metric
    found = [Candidate((), ("none", f"none:{metric}", f"none:n{min(3, len(mentions))}"), "none", None)]
    for mention in mentions:
        if set(mention.things) & set(subject):
            continue
        entity, role = mention.entity, mention.entity.role or "other"
        place = case.layout.place(case.figure, entity.start, entity.end)
        side, clauses = place.side, min(3, place.clauses)
        features = (
            role,
            f"{side}:{role}",
            f"{role}:{metric}",
            f"{entity.label}:{metric}",
            f"label:{entity.label}",
            f"{side}:c{clauses}",
            f"{side}:c{clauses}:{role}",
            f"{side}:f{min(2, place.figures)}",
            f"{side}:g{bucket(place.gap, GAPS)}",
            f"{side}:{metric}",
            f"o{min(2, count_between(case, entity))}",
        )
        found.append(Candidate(mention.things, features, _how(entity, 0), entity))
    return found
