"""Who: the candidates for subject, object and source of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.datatypes import Entity
from pipeline.stages.claims.candidates.fame import fame
from pipeline.stages.claims.candidates.sets import SURE, groups, in_turn, told_in_turn
from pipeline.stages.claims.candidates.standing import (
    GAPS,
    bearer_of,
    count_between,
    describe_far,
    describe_near,
    worded,
)
from pipeline.stages.claims.candidates.trades import trades
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import GROUPS_KEPT, WORDED_KEPT, Candidate, Features
from pipeline.stages.claims.state import Case, Decided

_BACK = 4
# Who bore one of so many figures before has had his turn.
_TOLD = 4
_FOREMOST = frozenset({"ORG", "CRYPTO", "PRODUCT"})
_UNABLE = frozenset({"source", "aside", "says"})
_BEARERS = frozenset({"ORG", "CRYPTO", "PRODUCT", "GPE", "PERSON", "FAC", "EVENT", "LAW", "LOC", "TECH"})


def subject_candidates(case: Case) -> list[Candidate]:
    """The names around, sets of them, who bore the figures before, what the article is about, and nobody."""
    again = _told_again(case)
    if again is not None:
        return [Candidate(again, (), "carried", None)]
    turn = list(in_turn(case))
    if turn and turn[0].payload == SURE:
        return [turn[0]._replace(payload=None)]
    told = frozenset(d.subject for d in case.state.decided[-_TOLD:] if d.metric == case.metric)
    found: list[Candidate] = []
    for back in range(_BACK):
        found += _named(case, back, told)
    found += groups(case)
    found += turn
    found += told_in_turn(case)
    found += _carried(case)
    found += _about(case)
    had = bool(case.before and case.before.subject)
    nobody = _nobody(case.metric, bool(case.mentions()), had, _whole(case), _able(case))
    said = (f"said:word:{case.metric_word}:nobody",)
    found.append(Candidate((), (nobody, worded("none", case), said), "none"))
    return found


@lru_cache(maxsize=GROUPS_KEPT)
def _nobody(metric: str | None, named: bool, had: bool, whole: str, able: int) -> Features:
    bearer = bearer_of(metric)
    return (
        "none",
        f"none:{metric}",
        f"none:named{named:d}",
        f"none:prev{had:d}",
        f"none:whole:{whole}",
        f"none:whole:{whole}:{bearer}",
        f"none:able{able}",
        f"none:able{able}:{bearer}",
        f"none:able{able}:whole:{whole}",
    )


def _whole(case: Case) -> str:
    """Where a word for the whole field (worldwide, 業界) stands: in the figure's clause, its unit, or no."""
    places = [
        case.place(cue.start, cue.end)
        for cue in case.layout.cues["link"].get(case.unit, ())
        if cue.code == "whole"
    ]
    if not places:
        return "no"
    return "clause" if any(not place.clauses for place in places) else "unit"


def _able(case: Case) -> int:
    """How many names of the unit may bear a figure by their part: neither source nor aside; 2 for more.

    Who says it of a text that names nobody else says it of himself.
    """
    alone = len(case.layout.counts) == 1
    return min(2, sum(alone or mention.role not in _UNABLE for mention in case.mentions()))


def _named(case: Case, back: int, told: frozenset[tuple[str, ...]]) -> Iterator[Candidate]:
    """The names of the figure's unit, or of one before."""
    for mention in case.mentions(back):
        entity = mention.entity
        if entity.label not in _BEARERS or (back and entity.start > case.figure.start):
            continue
        if back:
            far = (*describe_far(case, mention, back), fame(case, mention.things, "back"))
            yield Candidate(mention.things, (*far, trades(case, mention.things)), "carried", None)
        else:
            near = (*describe_near(case, mention, told), fame(case, mention.things, "here"))
            yield Candidate(
                mention.things,
                (*near, trades(case, mention.things)),
                _how(entity),
                entity,
            )


def _about(case: Case) -> Iterator[Candidate]:
    """What the article names most often, and what it does of each kind of name."""
    layout, named, bearer = case.layout, bool(case.mentions()), bearer_of(case.metric)
    total, together = layout.total, "set" in case.links
    near = {mention.things for back in range(_BACK) for mention in case.mentions(back)}
    for label, thing in layout.foremost.items():
        if label in _FOREMOST or thing == layout.central:
            share = bucket(10 * layout.counts[thing] // total, (1, 3, 5))
            central = thing == layout.central
            features = _foremost(label, central, share, named, bearer, (thing,) in near, together)
            told = (features, fame(case, (thing,), "about"), trades(case, (thing,)))
            yield Candidate((thing,), told, "prior")


@lru_cache(maxsize=GROUPS_KEPT)
def _foremost(
    label: str, central: bool, share: int, named: bool, bearer: str, seen: bool, together: bool
) -> Features:
    first = ("prior", f"prior:{share}", f"prior:mentions{named:d}") if central else ()
    return (
        *first,
        "foremost",
        f"foremost:central{central:d}:{bearer}:{label}",
        f"foremost:{bearer}:{label}",
        f"foremost:{label}:named{named:d}",
        f"foremost:central{central:d}:seen{seen:d}:named{named:d}",
        f"foremost:central{central:d}:{share}",
        f"foremost:set{together:d}",
    )


def _how(entity: Entity) -> str:
    """How a name came to be a party: by its part in the sentence, or through an anaphor."""
    if entity.source == "anaphor":
        return "coref"
    return "explicit" if entity.role in (None, "other") else str(entity.role)


def _told_again(case: Case) -> tuple[str, ...] | None:
    """Who bore the same amount of the same metric before, where the figure's unit names nobody.

    Of 700億円の利息 told a second time, whoever was spoken of in between.
    """
    figure, metric = case.figure, case.metric
    if figure.kind != "money" or metric is None or case.mentions():
        return None
    return case.state.bearer_of.get((metric, figure.unit, figure.low, figure.high))


def _carried(case: Case) -> Iterator[Candidate]:
    """Who bore the figures before."""
    seen: set[tuple[str, ...]] = set()
    for back, before in enumerate(case.recent):
        if before.subject and before.subject not in seen:
            seen.add(before.subject)
            described = (
                *_describe_carried(case, before, min(3, back)), fame(case, before.subject, "carry"),
                trades(case, before.subject),
            )  # fmt: skip
            yield Candidate(before.subject, described, "carried", None)


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
    layout, thing = case.layout, before.subject[0]
    kind = _kind_borne(
        bearer_of(metric), layout.labels.get(thing, "none") if len(before.subject) == 1 else "set",
        before.metric == metric, thing == layout.central, bool(case.mentions()), units,
        thing in layout.foremost.values(), before.kept,
    )  # fmt: skip
    return carried, kind, (f"carry:{metric}",), worded("carry", case)


@lru_cache(maxsize=GROUPS_KEPT)
def _kind_borne(
    bearer: str, label: str, same: bool, central: bool, named: bool, units: int, foremost: bool, kept: int
) -> Features:
    """What kind of name bore the figure before, and whether it bears this kind of metric."""
    return (
        f"carry:bearer:{bearer}:{label}",
        f"carry:bearer:{bearer}:same{same:d}",
        f"carry:label:{label}:u{units}",
        f"carry:central{central:d}:named{named:d}",
        f"carry:central{central:d}:foremost{foremost:d}:u{units}",
        f"carry:kept{kept}:same{same:d}",
        f"carry:kept{kept}:named{named:d}",
    )


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
        words = _worded(place.side, case.layout.beside(entity.start, entity.end))
        groups = (standing, _beside_metric(place.side, role, entity.label, metric), words)
        found.append(Candidate(mention.things, groups, _how(entity), entity))
    return found


@lru_cache(maxsize=WORDED_KEPT)
def _worded(side: str, beside: tuple[str, str, str]) -> Features:
    before, after, then = beside
    return f"{side}:word:<{before}", f"{side}:word:>{after}", f"word:>{after} {then}"


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
