"""What a figure is a figure of: the candidates for its metric and what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.datatypes import Cue, Figure
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import Candidate
from pipeline.stages.claims.state import Case, Decided

GAPS = (0, 1, 2, 4, 7, 12, 20, 40)
# Links by which a metric goes on from one figure to the next.
_GOES_ON = frozenset({"likewise", "each", "to", "from"})
# Codes a figure has by its kind alone, when no word says more: `Bitcoin fell to $60,000` is a price.
# Only those that are right more often than not on the early gold; else no code, and an issue.
_BY_KIND = {
    "money": ("price", "unit_price"),
    "rank": ("ranking",),
    "percent": ("price",),
    "number": ("price",),
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


def metric_candidates(case: Case) -> list[Candidate]:
    """All words near that fit the figure, what was carried, what its kind says, and nothing at all."""
    look = Look(case, _sign(case.figure), _change_beside(case), _label_beside(case))
    found = [*_from_words(look), *_from_before(look)]
    own = any(c.how == "explicit" and "c0" in c.features for c in found)
    found += _carried(look, own)
    found += _by_kind(look, own)
    found.append(Candidate(None, ("null", f"null:{look.sign}", f"own{own:d}:null"), "none", None))
    return found


@dataclass(frozen=True, slots=True)
class Look:
    """A case with what is asked of every candidate: the figure's kind, the change and the name beside it."""

    case: Case
    sign: str
    change: str
    beside: str


def _sign(figure: Figure) -> str:
    return f"{figure.kind}:{figure.unit}" if figure.kind in ("count", "rate") else figure.kind


def _by_kind(look: Look, own: bool) -> Iterator[Candidate]:
    """What a figure may be of by its kind alone, seen with the name beside it: a price of a coin."""
    figure, sign, change, beside = look.case.figure, look.sign, look.change, look.beside
    links = look.case.layout.cues["link"].get(look.case.unit, ())
    moved = any(link.code == "to" and link.end >= figure.start - 1 for link in links)
    for code in dict.fromkeys((*_BY_UNIT.get(figure.unit or "", ()), *_BY_KIND.get(figure.kind, ()))):
        features = (
            "prior", f"prior:{sign}:{code}", f"own{own:d}:prior:{code}", f"prior:{change}:{code}",
            f"beside:{beside}:{code}", f"prior:{beside}:{code}", f"prior:{beside}:{code}:own{own:d}:{change}",
            f"prior:to{moved:d}:{beside}:{code}",
        )  # fmt: skip
        yield Candidate(code, features, "prior", None)


def _change_beside(case: Case) -> str:
    """The word of change nearest to a figure in its clause: delta, share or none."""
    best: tuple[int, str] = (1 << 30, "none")
    for cue in case.layout.cues["change"].get(case.unit, ()):
        place = case.layout.place(case.figure, cue.start, cue.end)
        if not place.clauses and not place.figures:
            best = min(best, (place.gap, cue.code))
    return best[1]


def _label_beside(case: Case) -> str:
    """The label of the name nearest to a figure's left in its unit: a price is of a coin, not of a firm."""
    before = [m.entity for m in case.mentions() if m.entity.end <= case.figure.start]
    return before[-1].label if before else "none"


def _fitting(look: Look, back: int = 0) -> list[Cue]:
    """The metric words of the figure's unit, or of one before, that can be of it."""
    figure = look.case.figure
    words = look.case.layout.cues["metric"].get(look.case.unit - back, ())
    return [cue for cue in words if fits(cue.code, figure.kind, figure.unit)]


def _from_words(look: Look) -> Iterator[Candidate]:
    """The words of the figure's unit."""
    cues = _fitting(look)
    spans = sorted({(c.start, c.end) for c in cues})
    for cue in cues:
        alike = [c.code for c in cues if (c.start, c.end) == (cue.start, cue.end)]
        rivals = _rivals(spans, look.case.figure, cue)
        features = (*_place(look, cue, rivals), *_sense(look, cue, alike))
        yield Candidate(cue.code, features, "explicit", cue)


def _from_before(look: Look) -> Iterator[Candidate]:
    """The words of the two units before."""
    case, figure, own = look.case, look.case.figure, bool(_fitting(look))
    for back in (1, 2):
        for cue in _fitting(look, back):
            fit = fits(cue.code, figure.kind, figure.unit)
            features = (
                f"back{back}", f"back{back}:ln{case.lines_since(cue.start)}", f"back:{cue.code}",
                f"back:{look.sign}:{cue.code}", f"back{back}:any{own:d}", f"code:{cue.code}",
                f"back{back}:len{min(5, cue.end - cue.start)}", f"back:fit:{fit}:{look.change}",
            )  # fmt: skip
            yield Candidate(cue.code, features, "carried", None)


def _rivals(spans: list[tuple[int, int]], figure: Figure, cue: Cue) -> int:
    """How many other words that fit stand between a word and the figure."""
    if cue.end <= figure.start:
        return sum(cue.end <= start and end <= figure.start for start, end in spans)
    return sum(figure.end <= start and end <= cue.start for start, end in spans)


def _place(look: Look, cue: Cue, rivals: int) -> Iterator[str]:
    """What a word's place speaks for."""
    figure, layout = look.case.figure, look.case.layout
    place = layout.place(figure, cue.start, cue.end)
    side, clauses, figures = place.side, min(3, place.clauses), min(2, place.figures)
    yield "word"
    yield f"c{clauses}"
    yield f"{side}:c{clauses}"
    yield f"{side}:g{bucket(place.gap, GAPS)}"
    yield f"{side}:f{figures}"
    yield f"{side}:c{clauses}:f{figures}"
    yield f"{side}:r{min(2, rivals)}"
    yield f"{side}:c{min(1, clauses)}:r{min(2, rivals)}:f{min(1, figures)}"
    yield f"{side}:{cue.code}"
    fit = fits(cue.code, figure.kind, figure.unit)
    yield f"fit:{fit}:{side}:c{min(2, clauses)}"
    yield f"amb:{side}:c{min(1, clauses)}"
    tree = layout.tree.relate(figure.end, cue.end)
    if tree is not None:
        yield f"tree:{tree}"
        yield f"tree:{tree}:{side}:c{min(1, clauses)}"
        yield f"tree:{tree}:r{min(1, rivals)}"
    glue = layout.glue(figure, cue.start, cue.end)
    if glue is not None:
        yield f"{side}:glue:{glue}"


def _sense(look: Look, cue: Cue, alike: list[str]) -> Iterator[str]:
    """What a word's meaning speaks for: its code, how many others it has, whether the figure can be of it."""
    case, figure, code = look.case, look.case.figure, cue.code
    before = case.before
    kind = before is not None and before.figure.kind == figure.kind
    fit = fits(code, figure.kind, figure.unit)
    yield f"order{min(2, alike.index(code))}"
    yield f"len{min(6, cue.end - cue.start)}"
    yield f"code:{code}"
    yield f"{look.sign}:{code}"
    yield f"beside:{look.beside}:{code}"
    yield f"amb{min(3, len(alike))}"
    yield f"word:{case.layout.text[cue.start : cue.end].lower()}"
    yield f"again{before is not None and code == before.metric:d}:same{kind:d}"
    yield f"fit:{fit}"
    yield f"fit:{fit}:{look.change}"


def _carried(look: Look, own: bool) -> Iterator[Candidate]:
    """The metrics of the figures before, where they fit."""
    case, figure = look.case, look.case.figure
    seen: set[str] = set()
    for back, before in enumerate(case.state.recent(case.unit)):
        code = before.metric
        if code is not None and code not in seen and fits(code, figure.kind, figure.unit):
            seen.add(code)
            features = tuple(_describe_carried(look, before, min(3, back), own))
            yield Candidate(code, features, "carried", None)


def _describe_carried(look: Look, before: Decided, back: int, own: bool) -> Iterator[str]:
    """What speaks for the metric of a figure before."""
    case, figure = look.case, look.case.figure
    fit = fits(before.metric or "", figure.kind, figure.unit)
    clauses = case.clauses_since(before)
    same = before.figure.kind == figure.kind and before.figure.unit == figure.unit
    links = case.layout.cues["link"].get(case.unit, ())
    likewise = any(before.figure.end <= c.start <= figure.start and c.code in _GOES_ON for c in links)
    base = f"carry:u{min(3, case.unit - before.unit)}:b{back}"
    yield "carry"
    yield base
    yield f"{base}:same{same:d}"
    yield f"{base}:own{own:d}"
    yield f"carry:c{clauses}:own{own:d}"
    yield f"carry:like{likewise:d}:own{own:d}"
    yield f"carry:{look.sign}"
    yield f"code:{before.metric}"
    yield f"carry:same{same:d}:own{own:d}"
    yield f"carry:{before.change}:{figure.kind}"
    yield f"carry:fit:{fit}:{look.change}"
    yield f"carry:fit:{fit}:b{back}:c{clauses}"
    yield f"carry:fit:{fit}:own{own:d}"
