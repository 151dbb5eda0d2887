"""What is asked of every candidate for a metric: what a figure can be of, and which words around can be."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.datatypes import Cue, Figure
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.state import Case

# These say of any metric how far it changed, or what part of it is meant.
_RELATIVE = frozenset({"percent", "multiple"})
# Steps of how far something lies behind what the words around lean to, in thousandths.
LEADS = (0, 250, 500, 1000, 2000, 3000, 4500)
# A number alone may have left its unit out: 46,000 behind 150 people.
_BARE = frozenset({"number"})


def fits(code: str, kind: str, unit: str | None, value: Decimal | None = None) -> str | None:
    """Whether a figure of this kind and unit can be one of a metric, ``direct``, or of its change or part.

    42% is direct for market_share and ``relative`` for revenue; a bare 46,000 may be of any metric
    that can be so large: of no yield.
    """
    fit = _fits(code, kind, unit)
    if fit == "bare" and value is not None:
        metric = load_metrics()[code]
        return fit if metric.low <= value <= metric.high else None
    return fit


@lru_cache(maxsize=8192)
def _fits(code: str, kind: str, unit: str | None) -> str | None:
    """Whether it can be by its kind and unit: what is remembered, as values hardly ever come again."""
    if load_metrics()[code].takes(kind, unit):
        return "direct"
    if kind in _BARE:
        return "bare"
    return "relative" if kind in _RELATIVE else None


@dataclass(frozen=True, slots=True)
class Look:
    """A case with what is asked of every candidate: the figure's kind, the change and the name beside it.

    ``since``: where the words before it stand that can be of it.
    """

    case: Case
    sign: str
    change: str
    beside: str
    since: tuple[int, ...]


def look_at(case: Case) -> Look:
    """A case with its questions answered."""
    return Look(
        case, _sign(case.figure), change_beside(case), _label_beside(case), tuple(_direct_before(case))
    )  # fmt: skip


def _sign(figure: Figure) -> str:
    return f"{figure.kind}:{figure.unit}" if figure.kind in ("count", "rate") else figure.kind


def change_beside(case: Case) -> str:
    """The word of change nearest to a figure in its clause: delta, share or none."""
    best: tuple[int, str] = (1 << 30, "none")
    for cue in case.layout.cues["change"].get(case.unit, ()):
        place = case.place(cue.start, cue.end)
        if not place.clauses and not place.figures:
            best = min(best, (place.gap, cue.code))
    return best[1]


def _label_beside(case: Case) -> str:
    """The label of the name nearest to a figure's left in its unit: a price is of a coin, not of a firm."""
    before = [m.entity for m in case.mentions() if m.entity.end <= case.figure.start]
    return before[-1].label if before else "none"


def _direct_before(case: Case) -> list[int]:
    """Where the words stand that can be of the figure as it is, in its unit and the three before."""
    figure, found = case.figure, []
    for unit in range(case.unit - 3, case.unit + 1):
        for cue in case.layout.cues["metric"].get(unit, ()):
            if (
                cue.start < figure.start
                and fits(cue.code, figure.kind, figure.unit, figure.value) == "direct"
            ):
                found.append(cue.start)
    return found


def fitting(look: Look, back: int = 0) -> list[Cue]:
    """The metric words of the figure's unit, or of one before, that can be of it."""
    figure = look.case.figure
    words = look.case.layout.cues["metric"].get(look.case.unit - back, ())
    return [cue for cue in words if fits(cue.code, figure.kind, figure.unit, figure.value)]


def count_since(look: Look, offset: int) -> int:
    """How many words that fit stand between a place and the figure; 2 for more."""
    return min(2, len(look.since) - bisect_left(look.since, offset))
