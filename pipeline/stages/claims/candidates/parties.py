"""Who: the candidates for subject, object and source of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.datatypes import Entity
from pipeline.stages.claims.candidates.standing import GAPS, count_between, describe_far, describe_near
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import GROUPS_KEPT, Candidate, Features
from pipeline.stages.claims.state import Case, Decided

_BACK = 4
# Who bore one of so many figures before has had his turn.
_TOLD = 4
_LISTED = frozenset({"ORG", "CRYPTO", "PRODUCT", "GPE"})
_BEARERS = _LISTED | {"PERSON", "FAC", "EVENT", "LAW", "LOC", "TECH"}
_COMPANIES = frozenset({"ORG", "CRYPTO"})


def subject_candidates(case: Case) -> list[Candidate]:
    """The names around, sets of them, who bore the figures before, what the article is about, and nobody."""
    turn = _told_in_turn(case)
    if turn is not None:
        return [Candidate(turn, (), "in-turn", None)]
    again = _told_again(case)
    if again is not None:
        return [Candidate(again, (), "carried", None)]
    told = frozenset(d.subject for d in case.state.decided[-_TOLD:] if d.metric == case.metric)
    found: list[Candidate] = []
    for back in range(_BACK):
        found += _named(case, back, told)
        found += _groups(case, back)
    found += _carried(case)
    found += _about(case)
    had = bool(case.before and case.before.subject)
    found.append(Candidate((), (_nobody(case.metric, bool(case.mentions()), had),), "none", None))
    return found


@lru_cache(maxsize=GROUPS_KEPT)
def _nobody(metric: str | None, named: bool, had: bool) -> Features:
    return ("none", f"none:{metric}", f"none:named{named:d}", f"none:prev{had:d}")


def _named(case: Case, back: int, told: frozenset[tuple[str, ...]]) -> Iterator[Candidate]:
    """The names of the figure's unit, or of one before."""
    for mention in case.mentions(back):
        entity = mention.entity
        if entity.label not in _BEARERS or (back and entity.start > case.figure.start):
            continue
        if back:
            yield Candidate(mention.things, describe_far(case, mention, back), "carried", None)
        else:
            yield Candidate(mention.things, describe_near(case, mention, told), _how(entity), entity)


def _about(case: Case) -> Iterator[Candidate]:
    """What the article names most often."""
    thing, counts = case.layout.central, case.layout.counts
    if thing is not None:
        share = bucket(10 * counts[thing] // sum(counts.values()), (1, 3, 5))
        prior = ("prior", f"prior:{share}", f"prior:mentions{bool(case.mentions()):d}")
        yield Candidate((thing,), (prior,), "prior", None)


def _how(entity: Entity) -> str:
    """How a name came to be a party: by its part in the sentence, or through an anaphor."""
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
        near = min(case.place(c.start, c.end).gap for c in cues)
        features = (
            "group",
            f"group:{len(things)}",
            f"group:b{back}",
            f"group:g{bucket(near, GAPS)}",
            f"group:{case.metric}",
        )
        yield Candidate(things, (features,), "set", None)


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


def _told_again(case: Case) -> tuple[str, ...] | None:
    """Who bore the same amount of the same metric before, where the figure's unit names nobody.

    Of 700億円の利息 told a second time, whoever was spoken of in between.
    """
    figure, metric = case.figure, case.metric
    if figure.kind != "money" or metric is None or case.mentions():
        return None
    amount = (figure.unit, figure.low, figure.high)
    for before in reversed(case.state.decided):
        same = before.metric == metric and before.change == "level" and before.subject
        if same and (before.figure.unit, before.figure.low, before.figure.high) == amount:
            return before.subject
    return None


def _carried(case: Case) -> Iterator[Candidate]:
    """Who bore the figures before."""
    seen: set[tuple[str, ...]] = set()
    for back, before in enumerate(case.recent):
        if before.subject and before.subject not in seen:
            seen.add(before.subject)
            yield Candidate(before.subject, _describe_carried(case, before, min(3, back)), "carried", None)


def _describe_carried(case: Case, before: Decided, back: int) -> tuple[Features, ...]:
    """What speaks for who bore a figure before."""
    figure, metric = case.figure, case.metric
    units = min(3, case.unit - before.unit)
    carried = _borne(
        units, back, min(2, case.names_between(0 if units else before.figure.end, figure.start)),
        case.clauses_since(before), before.metric == metric, before.figure.kind == figure.kind,
        case.layout.newer(before.figure.end, figure.start, before.subject),
        case.lines_since(before.figure.start), len(before.subject) > 1,
    )  # fmt: skip
    return carried, (f"carry:{metric}",)


@lru_cache(maxsize=GROUPS_KEPT)
def _borne(
    units: int, back: int, names: int, clauses: int, same: bool, kind: bool, newer: int, lines: int,
    several: bool,
) -> Features:  # fmt: skip
    return (
        "carry",
        f"carry:u{units}:b{back}",
        f"carry:u{units}:n{names}",
        f"carry:c{clauses}:same{same:d}",
        f"carry:same{same:d}:kind{kind:d}:n{min(1, names)}",
        f"carry:u{units}:same{same:d}",
        f"carry:newer{newer}:u{units}",
        f"carry:newer{newer}:n{min(1, names)}",
        f"carry:ln{lines}:newer{newer}",
        f"carry:set{several:d}",
    )


def other_candidates(case: Case, subject: tuple[str, ...]) -> list[Candidate]:
    """The names of the unit that are not the subject, as object or source, and none."""
    mentions, metric = case.mentions(), case.metric
    none = ("none", f"none:{metric}", f"none:n{min(3, len(mentions))}")
    found, taken = [Candidate((), (none,), "none", None)], frozenset(subject)
    for mention in mentions:
        if not taken.isdisjoint(mention.things):
            continue
        entity, role = mention.entity, mention.role
        place = case.place(entity.start, entity.end)
        standing = _standing(
            place.side, role, min(3, place.clauses), min(2, place.figures), bucket(place.gap, GAPS),
            min(2, count_between(case, entity, place)),
        )  # fmt: skip
        groups = (standing, _beside_metric(place.side, role, entity.label, metric))
        found.append(Candidate(mention.things, groups, _how(entity), entity))
    return found


@lru_cache(maxsize=GROUPS_KEPT)
def _standing(side: str, role: str, clauses: int, figures: int, gap: int, others: int) -> Features:
    return (
        role,
        f"{side}:{role}",
        f"{side}:c{clauses}",
        f"{side}:c{clauses}:{role}",
        f"{side}:f{figures}",
        f"{side}:g{gap}",
        f"o{others}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _beside_metric(side: str, role: str, label: str, metric: str | None) -> Features:
    return (f"{role}:{metric}", f"{label}:{metric}", f"label:{label}", f"{side}:{metric}")
