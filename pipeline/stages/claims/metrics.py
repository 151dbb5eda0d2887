"""What a figure is a figure of: the candidates for its metric and what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.datatypes import Cue, Figure
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.layout import Layout, Place, bucket
from pipeline.stages.claims.ranking import Candidate
from pipeline.stages.claims.state import State

GAPS = (0, 1, 2, 4, 7, 12, 20, 40)
# Codes a figure has by its kind alone, when no word says more.
_BY_KIND = {
    "money": ("price", "unit_price", "market_cap", "investment"),
    "rank": ("ranking",),
    "percent": ("growth_rate", "market_share", "price", "stake", "yield"),
    "multiple": ("multiple", "growth_rate", "price"),
    "count": ("count", "holdings", "users", "projects"),
    "number": ("count", "price", "headcount", "users"),
    "rate": ("throughput",),
    "measure": ("size", "capacity"),
}
_BY_UNIT = {"person": ("headcount",), "user": ("users",), "year": ("age",)}
# These say of any metric how far it changed, or what part of it is meant.
_RELATIVE = frozenset({"percent", "multiple"})
# A number alone may have left its unit out: 46,000 behind 150 people.
_BARE = frozenset({"number"})


@lru_cache(maxsize=8192)
def fits(code: str, kind: str, unit: str | None) -> str | None:
    """Whether a figure of this kind and unit can be one of a metric, ``direct``, or of its change or part.

    42% is direct for market_share and ``relative`` for revenue; a bare 46,000 may be of any metric.
    """
    if load_metrics()[code].takes(kind, unit):
        return "direct"
    if kind in _BARE:
        return "bare"
    return "relative" if kind in _RELATIVE else None


def metric_candidates(figure: Figure, unit: int, layout: Layout, state: State) -> list[Candidate]:
    """All words near that fit the figure, what was carried, what its kind says, and nothing at all."""
    sign = f"{figure.kind}:{figure.unit}" if figure.kind in ("count", "rate") else figure.kind
    change, beside = _change_beside(figure, unit, layout), _label_beside(figure, unit, layout)
    found = [*_from_words(figure, sign, unit, change, beside, layout, state)]
    own = any(c.how == "explicit" and "c0" in c.features for c in found)
    found += _carried(figure, sign, unit, change, layout, state, own)
    codes = dict.fromkeys((*_BY_UNIT.get(figure.unit or "", ()), *_BY_KIND.get(figure.kind, ())))
    moved = next(
        (c.code for c in layout.cues["link"].get(unit, ()) if c.code == "to" and c.end >= figure.start - 1),
        "",
    )
    for code in codes:
        features = (
            "prior", f"prior:{sign}:{code}", f"own{own:d}:prior:{code}", f"prior:{change}:{code}",
            f"beside:{beside}:{code}", f"prior:{beside}:{code}", f"prior:{beside}:{code}:own{own:d}:{change}",
            f"prior:to{bool(moved):d}:{beside}:{code}",
        )  # fmt: skip
        found.append(Candidate(code, features, "prior", None))
    found.append(Candidate(None, ("null", f"null:{sign}", f"own{own:d}:null"), "none", None))
    return found


def _change_beside(figure: Figure, unit: int, layout: Layout) -> str:
    """The word of change nearest to a figure in its clause: delta, share or none."""
    best: tuple[int, str] = (1 << 30, "none")
    for cue in layout.cues["change"].get(unit, ()):
        place = layout.place(figure, cue.start, cue.end)
        if not place.clauses and not place.figures:
            best = min(best, (place.gap, cue.code))
    return best[1]


def _label_beside(figure: Figure, unit: int, layout: Layout) -> str:
    """What kind of name stands nearest to a figure's left in its unit: a price is of a coin rather than a firm."""
    before = [m.entity for m in layout.mentions.get(unit, ()) if m.entity.end <= figure.start]
    return before[-1].label if before else "none"


def _from_words(
    figure: Figure, sign: str, unit: int, change: str, beside: str, layout: Layout, state: State
) -> Iterator[Candidate]:
    words = layout.cues["metric"]
    cues = [c for c in words.get(unit, ()) if fits(c.code, figure.kind, figure.unit)]
    spans = sorted({(c.start, c.end) for c in cues})
    for cue in cues:
        place = layout.place(figure, cue.start, cue.end)
        rivals = _rivals(spans, figure, cue)
        alike = [c.code for c in cues if (c.start, c.end) == (cue.start, cue.end)]
        fit = fits(cue.code, figure.kind, figure.unit)
        last = state.decided[-1].metric if state.decided else None
        kind = bool(state.decided) and state.decided[-1].figure.kind == figure.kind
        features = (
            *_features(figure, sign, cue, place, rivals, alike.index(cue.code), layout),
            f"beside:{beside}:{cue.code}", f"amb{min(3, len(alike))}", f"amb{min(3, len(alike))}:{place.side}:c{min(1, place.clauses)}",
            f"word:{layout.text[cue.start : cue.end].lower()}", f"again{cue.code == last:d}:same{kind:d}",
            f"fit:{fit}", f"fit:{fit}:{change}", f"fit:{fit}:{place.side}:c{min(2, place.clauses)}",
        )  # fmt: skip
        yield Candidate(cue.code, features, "explicit", cue)
    for back in (1, 2):
        for cue in words.get(unit - back, ()):
            if fit := fits(cue.code, figure.kind, figure.unit):
                lines = min(2, layout.line_at(figure.start) - layout.line_at(cue.start))
                features = (
                    f"back{back}", f"back{back}:ln{lines}", f"back:{cue.code}", f"back:{sign}:{cue.code}",
                    f"back{back}:any{bool(cues):d}", f"code:{cue.code}", f"back{back}:len{min(5, cue.end - cue.start)}",
                    f"back:fit:{fit}:{change}",
                )  # fmt: skip
                yield Candidate(cue.code, features, "carried", None)


def _rivals(spans: list[tuple[int, int]], figure: Figure, cue: Cue) -> int:
    """How many other words that fit stand between a word and the figure."""
    if cue.end <= figure.start:
        return sum(cue.end <= start and end <= figure.start for start, end in spans)
    return sum(figure.end <= start and end <= cue.start for start, end in spans)


def _features(
    figure: Figure, sign: str, cue: Cue, place: Place, rivals: int, order: int, layout: Layout
) -> Iterator[str]:
    side, clauses, figures = place.side, min(3, place.clauses), min(2, place.figures)
    yield "word"
    yield f"c{clauses}"
    yield f"{side}:c{clauses}"
    yield f"{side}:g{bucket(place.gap, GAPS)}"
    yield f"{side}:f{figures}"
    yield f"{side}:c{clauses}:f{figures}"
    yield f"{side}:r{min(2, rivals)}"
    yield f"{side}:c{min(1, clauses)}:r{min(2, rivals)}:f{min(1, figures)}"
    yield f"order{min(2, order)}"
    yield f"len{min(6, cue.end - cue.start)}"
    yield f"code:{cue.code}"
    yield f"{sign}:{cue.code}"
    yield f"{side}:{cue.code}"
    if (tree := layout.tree.relate(figure.end, cue.end)) is not None:
        yield f"tree:{tree}"
        yield f"tree:{tree}:{side}:c{min(1, clauses)}"
        yield f"tree:{tree}:r{min(1, rivals)}"
    glue = layout.glue(figure, cue.start, cue.end)
    if glue is not None:
        yield f"{side}:glue:{glue}"


def _carried(
    figure: Figure, sign: str, unit: int, change: str, layout: Layout, state: State, own: bool
) -> Iterator[Candidate]:
    """The metrics of the figures before, where they fit."""
    seen: set[str] = set()
    for back, before in enumerate(state.recent(unit)):
        code = before.metric
        if code is None or code in seen or not (fit := fits(code, figure.kind, figure.unit)):
            continue
        seen.add(code)
        units = min(3, unit - before.unit)
        clauses = min(3, layout.clauses_between(before.figure.end, figure.start)) if not units else 3
        same = before.figure.kind == figure.kind and before.figure.unit == figure.unit
        likewise = any(
            before.figure.end <= link.start <= figure.start
            and link.code in ("likewise", "each", "to", "from")
            for link in layout.cues["link"][unit]
        )
        base = f"carry:u{units}:b{min(3, back)}"
        yield Candidate(
            code,
            (
                "carry", base, f"{base}:same{same:d}", f"{base}:own{own:d}", f"carry:c{clauses}:own{own:d}",
                f"carry:like{likewise:d}:own{own:d}", f"carry:{sign}", f"code:{code}",
                f"carry:same{same:d}:own{own:d}", f"carry:{before.change}:{figure.kind}",
                f"carry:fit:{fit}:{change}", f"carry:fit:{fit}:b{min(3, back)}:c{clauses}", f"carry:fit:{fit}:own{own:d}",
            ),
            "carried", None,
        )  # fmt: skip
