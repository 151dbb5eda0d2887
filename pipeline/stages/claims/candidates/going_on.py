"""Metrics that go on: the words of the sentences before, and what the figures before were of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.datatypes.sizes import likeness
from pipeline.stages.claims.candidates.look import Look, count_since, fits, fitting
from pipeline.stages.claims.candidates.standing import worded
from pipeline.stages.claims.ranking import GROUPS_KEPT, Candidate, Features
from pipeline.stages.claims.state import Decided

# Links by which a metric goes on from one figure to the next.
_GOES_ON = frozenset({"likewise", "each", "to", "from"})


def from_before(look: Look, own: bool) -> Iterator[Candidate]:
    """The words of the two units before."""
    case, figure = look.case, look.case.figure
    for back in (1, 2):
        for cue in fitting(look, back):
            far = _far(
                back, case.lines_since(cue.start), own, min(5, cue.end - cue.start),
                fits(cue.code, figure.kind, figure.unit, figure.value), look.change,
                case.before is None or cue.start > case.before.figure.end, count_since(look, cue.end),
            )  # fmt: skip
            yield Candidate(cue.code, (far, _far_sense(cue.code, look.sign)), "carried", None)


@lru_cache(maxsize=GROUPS_KEPT)
def _far(
    back: int, lines: int, own: bool, length: int, fit: str | None, change: str, new: bool, newer: int
) -> Features:
    return (
        f"back:new{new:d}:any{own:d}",
        f"back:new{new:d}:newer{newer}",
        f"back{back}:newer{newer}",
        f"back{back}",
        f"back{back}:ln{lines}",
        f"back:ln{lines}:any{own:d}",
        f"back{back}:any{own:d}",
        f"back{back}:len{length}",
        f"back:fit:{fit}:{change}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _far_sense(code: str, sign: str) -> Features:
    return (f"back:{code}", f"back:{sign}:{code}", f"code:{code}")


def carried(look: Look, own: bool) -> Iterator[Candidate]:
    """The metrics of the figures before, where they fit."""
    case, figure = look.case, look.case.figure
    seen: set[str] = set()
    for back, before in enumerate(case.recent):
        code = before.metric
        if code is not None and code not in seen and fits(code, figure.kind, figure.unit, figure.value):
            seen.add(code)
            yield Candidate(code, _describecarried(look, before, min(3, back), own), "carried", None)


def _describecarried(look: Look, before: Decided, back: int, own: bool) -> tuple[Features, ...]:
    """What speaks for the metric of a figure before."""
    case, figure = look.case, look.case.figure
    same = before.figure.kind == figure.kind and before.figure.unit == figure.unit
    links = case.layout.cues["link"].get(case.unit, ())
    likewise = any(before.figure.end <= c.start <= figure.start and c.code in _GOES_ON for c in links)
    fit, clauses = (
        fits(before.metric or "", figure.kind, figure.unit, figure.value),
        case.clauses_since(before),
    )
    return (
        _gone_on(min(3, case.unit - before.unit), back, same, own, clauses, likewise),
        _fit_again(fit, look.change, back, clauses, own),
        _gone_by(count_since(look, before.figure.end), own, same, fit, case.lines_since(before.figure.start)),
        (f"carry:{look.sign}", f"code:{before.metric}", f"carry:{before.change}:{figure.kind}"),
        _alike(likeness(figure, before.figure), min(2, back), own, likewise),
        worded("carry", case),
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _gone_on(units: int, back: int, same: bool, own: bool, clauses: int, likewise: bool) -> Features:
    base = f"carry:u{units}:b{back}"
    return (
        "carry",
        base,
        f"{base}:same{same:d}",
        f"{base}:own{own:d}",
        f"carry:c{clauses}:own{own:d}",
        f"carry:like{likewise:d}:own{own:d}",
        f"carry:same{same:d}:own{own:d}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _alike(like: str, back: int, own: bool, likewise: bool) -> Features:
    """How much is told beside how much was: what it was a year ago is as large, another thing is not."""
    return (
        f"carry:like{like}",
        f"carry:like{like}:b{back}",
        f"carry:like{like}:own{own:d}",
        f"carry:like{like}:too{likewise:d}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _fit_again(fit: str | None, change: str, back: int, clauses: int, own: bool) -> Features:
    return (f"carry:fit:{fit}:{change}", f"carry:fit:{fit}:b{back}:c{clauses}", f"carry:fit:{fit}:own{own:d}")


@lru_cache(maxsize=GROUPS_KEPT)
def _gone_by(newer: int, own: bool, same: bool, fit: str | None, lines: int) -> Features:
    """Whether the text has named another metric since, and how many lines have ended."""
    return (
        f"carry:newer{newer}",
        f"carry:newer{newer}:own{own:d}",
        f"carry:newer{newer}:same{same:d}",
        f"carry:newer{newer}:fit:{fit}",
        f"carry:ln{lines}",
        f"carry:ln{lines}:own{own:d}",
        f"carry:ln{lines}:same{same:d}",
    )
