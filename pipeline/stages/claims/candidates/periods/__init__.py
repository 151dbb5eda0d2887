"""When: the candidates for the period of a figure, and what speaks for each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from pipeline.datatypes import Time
from pipeline.datatypes.sizes import likeness
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.candidates.look import change_beside
from pipeline.stages.claims.candidates.periods.farther import (
    periods_long_before,
    standing_of,
    times_before,
    times_behind_title,
)
from pipeline.stages.claims.candidates.standing import GAPS, worded, words_beside
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import GROUPS_KEPT, WORDED_KEPT, Candidate, Features
from pipeline.stages.claims.state import Case
from pipeline.stages.claims.times.anaphoric import RULE
from pipeline.stages.claims.times.moments import shape_of, whole_quarter

# So near before an amount a time counted from another is its own.
_BESIDE = 4
# Steps of how far no period lies before one, in thousandths.
_LEADS = (-3000, -1500, -700, -200, 200, 700, 1500, 3000)


def period_candidates(case: Case) -> list[Candidate]:
    """The times of the unit and of those before, the periods of the figures before, and none."""
    flow = load_metrics()[case.metric].time if case.metric else "unknown"
    times = [t for t in case.layout.times.get(case.unit, ()) if t.type != "SET"]
    found = [Candidate(whole_quarter(t.timex), _of_time(case, flow, t, times), "explicit", t) for t in times]
    found += times_before(case, flow, bool(times))
    found += times_behind_title(case, flow, bool(times))
    if not _told_anew(case, times):
        found += _carried_periods(case, flow, bool(times))
        found += periods_long_before(case, flow, bool(times))
    prev = case.before.period is None if case.before else None
    none = _no_period(flow, case.metric, min(2, len(times)), prev)
    behind = case.layout.tendencies.get(case.figure.figure_id)
    leaning = behind["period:none"] - behind["period:told"] if behind else 0
    leant = _leaning(bisect_right(_LEADS, leaning), flow, min(2, len(times)), prev)
    found.append(Candidate(None, (none, worded("none", case), leant), "none", None, leaning))
    return found


def _told_anew(case: Case, times: list[Time]) -> bool:
    """Whether a time counted from another stands right before an amount of its own (上年同期为8亿元).

    Not where it is what a change is measured against (比上年同期增加8亿元). One that goes on from the
    figure before (The next day it lost $5 million) is no such thing, and may stand farther off.
    """
    figure = case.figure
    level = figure.kind not in ("percent", "multiple") and change_beside(case) == "none"
    for time in times:
        if time.rule == RULE and time.end <= figure.start:
            place = case.place(time.start, time.end)
            told = _goes_on(case, time) or (level and place.gap <= _BESIDE)
            if told and not place.clauses and not place.figures:
                return True
    return False


def _goes_on(case: Case, time: Time) -> bool:
    """Whether a time begins after that of the figure before."""
    told = case.before.period if case.before else None
    if told is None or told.begin is None or time.begin is None:
        return False
    return told.begin < time.begin


@lru_cache(maxsize=GROUPS_KEPT)
def _leaning(lead: int, flow: str, own: int, prev: bool | None) -> Features:
    """How far the words around lean to no period rather than to one."""
    return (
        f"none:lean{lead}",
        f"none:lean{lead}:{flow}",
        f"none:lean{lead}:own{own}",
        f"none:lean{lead}:prev{prev}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _no_period(flow: str, metric: str | None, own: int, prev: bool | None) -> Features:
    return ("none", f"none:{flow}", f"none:{metric}", f"none:own{own}", f"none:prev{prev}")


def _carried_periods(case: Case, flow: str, own: bool) -> Iterator[Candidate]:
    """The periods of the figures before."""
    seen: set[str] = set()
    for back, before in enumerate(case.recent):
        if before.period is None or before.period.timex in seen:
            continue
        seen.add(before.period.timex)
        carried = _carried(
            min(3, case.unit - before.unit), min(3, back), case.lines_since(before.figure.start), own,
            case.clauses_since(before), before.metric == case.metric, flow, before.subject == case.subject,
            before.modality == "fact", likeness(case.figure, before.figure),
        )  # fmt: skip
        said = (
            f"carry:{case.metric}",
            f"carry:mod:{before.modality}",
            f"carry:{shape_of(before.period.timex)}",
        )
        groups = (carried, said, worded("carry", case), standing_of(case, before, back))
        yield Candidate(whole_quarter(before.period.timex), groups, "carried", before.period)


@lru_cache(maxsize=GROUPS_KEPT)
def _carried(
    units: int,
    back: int,
    lines: int,
    own: bool,
    clauses: int,
    same: bool,
    flow: str,
    of_it: bool,
    fact: bool,
    like: str,
) -> Features:
    return (
        f"carry:subject{of_it:d}:u{units}",
        f"carry:subject{of_it:d}:same{same:d}:own{own:d}",
        f"carry:subject{of_it:d}:ln{lines}",
        f"carry:{flow}:same{same:d}",
        f"carry:fact{fact:d}:u{units}:own{own:d}",
        "carry",
        f"carry:u{units}:b{back}",
        f"carry:u{units}:ln{lines}",
        f"carry:own{own:d}:u{units}",
        f"carry:c{clauses}",
        f"carry:same{same:d}:u{units}",
        f"carry:{flow}:u{units}",
        f"carry:like{like}:same{same:d}",
        f"carry:like{like}:same{same:d}:own{own:d}",
        f"carry:like{like}:same{same:d}:subject{of_it:d}",
    )


def _of_time(case: Case, flow: str, time: Time, times: list[Time]) -> tuple[Features, ...]:
    """What speaks for a time of the figure's unit."""
    figure, place = case.figure, case.place(time.start, time.end)
    side = place.side
    low, high = (time.end, figure.start) if side == "L" else (figure.end, time.start)
    rivals = sum([low <= other.start < high for other in times])
    groups: tuple[Features, ...] = (
        _standing(
            side, min(3, place.clauses), min(2, place.figures), bucket(place.gap, GAPS), min(2, rivals),
            min(3, len(times)),
        ),
        _kind(shape_of(time.timex), side, flow, time.type, time.modifier),
        _mine(
            side, case.layout.nearer(figure, time.start, time.end, case.unit), min(1, place.clauses),
            case.before is not None and case.before.period is time,
        ),
    )  # fmt: skip
    beside, near = case.layout.beside(time.start, time.end), min(1, place.clauses)
    if time.rule == RULE:
        groups += (_anaphoric(side, near, figure.kind, beside[0], beside[1]),)
    groups += (words_beside(side, beside), _near_words(side, beside[0], beside[1], near))
    if (tree := case.layout.tree.relate(figure.end, time.end)) is not None:
        groups += ((f"tree:{tree}", f"tree:{tree}:{side}:r{min(1, rivals)}"),)
    return groups


@lru_cache(maxsize=WORDED_KEPT)
def _near_words(side: str, before: str, after: str, near: int) -> Features:
    """The words beside a time, with whether it stands in the figure's clause."""
    return f"{side}:word:<{before}:c{near}", f"{side}:word:>{after}:c{near}"


@lru_cache(maxsize=GROUPS_KEPT)
def _anaphoric(side: str, clauses: int, kind: str, before: str, after: str) -> Features:
    """Whether a time counted from another is the figure's own (前年同期は8億円), or compared with."""
    return (
        f"anaphoric:{side}:c{clauses}",
        f"anaphoric:{kind}",
        f"anaphoric:word:<{before}",
        f"anaphoric:word:>{after}",
        f"anaphoric:word:>{after}:{kind}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _mine(side: str, nearer: int, clauses: int, was: bool) -> Features:
    """Whether other figures stand nearer to a time, and the one before was of it."""
    return (
        f"{side}:nearer{nearer}:c{clauses}",
        f"{side}:was{was:d}:c{clauses}",
        f"was{was:d}:nearer{nearer}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _standing(side: str, clauses: int, figures: int, gap: int, rivals: int, count: int) -> Features:
    beaten = min(1, rivals)
    return (
        "time",
        f"{side}:c{clauses}",
        f"{side}:c{clauses}:f{figures}",
        f"{side}:g{gap}",
        f"{side}:r{rivals}",
        f"{side}:c{min(1, clauses)}:r{beaten}:f{figures}",
        f"n{count}:r{beaten}:{side}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _kind(shape: str, side: str, flow: str, timex_type: str, modifier: str | None) -> Features:
    return (
        f"shape:{shape}",
        f"{side}:shape:{shape}",
        f"shape:{shape}:{flow}",
        f"type:{timex_type}",
        f"mod:{modifier}",
    )
