"""When, told farther away: in the sentences before, for a title in those behind, of figures long before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.stages.claims.candidates.standing import words_beside
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import GROUPS_KEPT, Candidate, Features
from pipeline.stages.claims.state import Case, Decided
from pipeline.stages.claims.times.anaphoric import RULE
from pipeline.stages.claims.times.moments import shape_of, whole_quarter

# So many units before are looked through for a time, so many behind a title.
_BACK, _AHEAD = 3, 3
# So many periods of figures before the last few.
_LONG = 3
_USES, _UNITS = (0, 1, 3, 6), (3, 6, 12)


def times_before(case: Case, flow: str, own: bool) -> Iterator[Candidate]:
    """The dates of the units before: the quarter a report is about is told once."""
    used = {id(d.period) for d in case.recent if d.period is not None}
    for back in range(1, _BACK + 1):
        times = [t for t in case.layout.times.get(case.unit - back, ()) if t.type in ("DATE", "TIME")]
        for number, time in enumerate(times):
            groups = (
                _back(back, shape_of(time.timex), own, case.lines_since(time.start), flow, id(time) in used),
                _in_unit(back, number == 0, number == len(times) - 1, time.rule == RULE, time.modifier),
                words_beside("back", case.layout.beside(time.start, time.end)),
            )
            yield Candidate(whole_quarter(time.timex), groups, "carried", time)


@lru_cache(maxsize=GROUPS_KEPT)
def _back(back: int, shape: str, own: bool, lines: int, flow: str, used: bool) -> Features:
    return (
        "back",
        f"back{back}:ln{lines}",
        f"back{back}:{shape}",
        f"back{back}:own{own:d}",
        f"back:{flow}:{shape}",
        f"back{back}:used{used:d}:own{own:d}",
        f"back:used{used:d}:{shape}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _in_unit(back: int, first: bool, last: bool, counted: bool, modifier: str | None) -> Features:
    return (
        f"back{back}:first{first:d}:last{last:d}",
        f"back:counted{counted:d}",
        f"back:mod:{modifier}",
    )


def times_behind_title(case: Case, flow: str, own: bool) -> Iterator[Candidate]:
    """For a figure of the first line the dates of the text under it, which says it again in full."""
    if case.line or not case.layout.lines:
        return
    amount = (case.figure.unit, case.figure.low, case.figure.high)
    figures = case.layout.figures
    for ahead in range(1, _AHEAD + 1):
        unit = case.unit + ahead
        again = any(
            (figures[n].unit, figures[n].low, figures[n].high) == amount
            for n in case.layout.of_unit.get(unit, ())
        )
        for time in case.layout.times.get(unit, ()):
            if time.type in ("DATE", "TIME"):
                groups = (
                    _ahead(ahead, shape_of(time.timex), flow, again, own, time.rule == RULE),
                    words_beside("ahead", case.layout.beside(time.start, time.end)),
                )
                yield Candidate(whole_quarter(time.timex), groups, "carried", time)


@lru_cache(maxsize=GROUPS_KEPT)
def _ahead(ahead: int, shape: str, flow: str, again: bool, own: bool, counted: bool) -> Features:
    return (
        "ahead",
        f"ahead{ahead}:again{again:d}",
        f"ahead:{shape}",
        f"ahead:{shape}:{flow}",
        f"ahead:again{again:d}:{shape}",
        f"ahead:own{own:d}",
        f"ahead:counted{counted:d}",
    )


def periods_long_before(case: Case, flow: str, own: bool) -> Iterator[Candidate]:
    """The periods of figures before the last few, the newest first."""
    seen = {d.period.timex for d in case.recent if d.period is not None}
    for before in reversed(case.state.last_in.values()):
        if before.period is None or before.period.timex in seen:
            continue
        seen.add(before.period.timex)
        if len(seen) > _LONG + len(case.recent):
            return
        group = _long(
            shape_of(before.period.timex), flow, own, before.subject == case.subject,
            before.metric == case.metric, bucket(case.state.used[before.period.timex], _USES),
            bucket(case.unit - before.unit, _UNITS), before.period.rule == RULE,
        )  # fmt: skip
        yield Candidate(whole_quarter(before.period.timex), (group,), "carried", before.period)


@lru_cache(maxsize=GROUPS_KEPT)
def _long(
    shape: str, flow: str, own: bool, of_it: bool, same: bool, uses: int, units: int, counted: bool
) -> Features:
    return (
        "long",
        f"long:{shape}",
        f"long:{shape}:{flow}",
        f"long:own{own:d}:n{uses}",
        f"long:subject{of_it:d}:same{same:d}",
        f"long:n{uses}:{shape}",
        f"long:u{units}:n{uses}",
        f"long:counted{counted:d}",
    )


def standing_of(case: Case, before: Decided, back: int) -> Features:
    """How the period of a figure before stands among all: used most, its subject's last, compared with."""
    period = before.period
    newest = case.recent[0].period if case.recent else None
    of_subject = case.state.period_of.get(case.subject)
    return _standing(
        min(2, back), period is not None and period.timex == case.state.most_used,
        newest is not None and newest.rule == RULE, period is not None and period.rule == RULE,
        None if of_subject is None else period is not None and of_subject.timex == period.timex,
    )  # fmt: skip


@lru_cache(maxsize=GROUPS_KEPT)
def _standing(back: int, top: bool, newest: bool, counted: bool, mine: bool | None) -> Features:
    return (
        f"carry:top{top:d}",
        f"carry:b{back}:newest{newest:d}:counted{counted:d}",
        f"carry:counted{counted:d}",
        f"carry:mine{mine}",
        f"carry:mine{mine}:top{top:d}",
    )
