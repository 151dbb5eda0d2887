"""What a figure is a figure of: the candidates for its metric and what speaks for each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.datatypes import Cue, Figure
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import GROUPS_KEPT, Candidate, Features
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
    look = Look(
        case, _sign(case.figure), _change_beside(case), _label_beside(case), tuple(_direct_before(case))
    )  # fmt: skip
    words = _fitting(look)
    own = any(not case.place(cue.start, cue.end).clauses for cue in words)
    found = [*_from_words(look, words), *_from_before(look, bool(words))]
    found += _carried(look, own)
    found += _by_kind(look, own)
    found.append(Candidate(None, (_nothing(look.sign, own),), "none", None))
    return found


@lru_cache(maxsize=GROUPS_KEPT)
def _nothing(sign: str, own: bool) -> Features:
    return ("null", f"null:{sign}", f"own{own:d}:null")


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


def _sign(figure: Figure) -> str:
    return f"{figure.kind}:{figure.unit}" if figure.kind in ("count", "rate") else figure.kind


def _by_kind(look: Look, own: bool) -> Iterator[Candidate]:
    """What a figure may be of by its kind alone, seen with the name beside it: a price of a coin."""
    figure = look.case.figure
    links = look.case.layout.cues["link"].get(look.case.unit, ())
    moved = any(link.code == "to" and link.end >= figure.start - 1 for link in links)
    for code in dict.fromkeys((*_BY_UNIT.get(figure.unit or "", ()), *_BY_KIND.get(figure.kind, ()))):
        yield Candidate(code, (_prior(look.sign, code, own, look.change, look.beside, moved),), "prior", None)


@lru_cache(maxsize=GROUPS_KEPT)
def _prior(sign: str, code: str, own: bool, change: str, beside: str, moved: bool) -> Features:
    return (
        "prior",
        f"prior:{sign}:{code}",
        f"own{own:d}:prior:{code}",
        f"prior:{change}:{code}",
        f"beside:{beside}:{code}",
        f"prior:{beside}:{code}",
        f"prior:{beside}:{code}:own{own:d}:{change}",
        f"prior:to{moved:d}:{beside}:{code}",
    )


def _change_beside(case: Case) -> str:
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


def _fitting(look: Look, back: int = 0) -> list[Cue]:
    """The metric words of the figure's unit, or of one before, that can be of it."""
    figure = look.case.figure
    words = look.case.layout.cues["metric"].get(look.case.unit - back, ())
    return [cue for cue in words if fits(cue.code, figure.kind, figure.unit)]


def _from_words(look: Look, cues: list[Cue]) -> Iterator[Candidate]:
    """The words of the figure's unit; one word may name several metrics."""
    words: dict[tuple[int, int], list[Cue]] = {}
    for cue in cues:
        words.setdefault((cue.start, cue.end), []).append(cue)
    clause_of = look.case.layout.clause_at
    in_clause: dict[int, set[str]] = {}
    for start, end in words:
        in_clause.setdefault(clause_of(start), set()).update(cue.code for cue in words[start, end])
    for (start, end), alike in words.items():
        rivals = _rivals(words, look.case.figure, start, end)
        place = _place(look, start, end, rivals)
        codes = [cue.code for cue in alike]
        beside = in_clause[clause_of(start)]
        for cue in alike:
            groups = (
                *place,
                *_sense(look, cue, codes.index(cue.code), len(codes)),
                _wider(cue.code, _told_more(cue.code, beside), start >= look.case.figure.end),
            )
            yield Candidate(cue.code, groups, "explicit", cue)


def _told_more(code: str, beside: set[str]) -> tuple[bool, bool]:
    """Whether the clause has a word for a kind of this metric, and one for what this is a kind of."""
    return not beside.isdisjoint(_narrower()[code]), load_metrics()[code].kind_of in beside


@cache
def _narrower() -> dict[str, frozenset[str]]:
    """By code the metrics that are a kind of it."""
    known = load_metrics()
    return {code: frozenset(other for other in known if known[other].kind_of == code) for code in known}


@lru_cache(maxsize=GROUPS_KEPT)
def _wider(code: str, told: tuple[bool, bool], right: bool) -> Features:
    """Whether another word of the clause says more (research beside spending), or less."""
    more, less = told
    side = "R" if right else "L"
    special = (f"special{less:d}:{side}",) if load_metrics()[code].kind_of else ()
    return (f"wider{more:d}", f"wider{more:d}:{side}", *special)


def _from_before(look: Look, own: bool) -> Iterator[Candidate]:
    """The words of the two units before."""
    case, figure = look.case, look.case.figure
    for back in (1, 2):
        for cue in _fitting(look, back):
            far = _far(
                back, case.lines_since(cue.start), own, min(5, cue.end - cue.start),
                fits(cue.code, figure.kind, figure.unit), look.change,
                case.before is None or cue.start > case.before.figure.end, _fitting_since(look, cue.end),
            )  # fmt: skip
            yield Candidate(cue.code, (far, _far_sense(cue.code, look.sign)), "carried", None)


def _fitting_since(look: Look, offset: int) -> int:
    """How many words that fit stand between a place and the figure; 2 for more."""
    return min(2, len(look.since) - bisect_left(look.since, offset))


def _direct_before(case: Case) -> list[int]:
    """Where the words stand that can be of the figure as it is, in its unit and the three before."""
    figure, found = case.figure, []
    for unit in range(case.unit - 3, case.unit + 1):
        for cue in case.layout.cues["metric"].get(unit, ()):
            if cue.start < figure.start and fits(cue.code, figure.kind, figure.unit) == "direct":
                found.append(cue.start)
    return found


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
        f"back{back}:any{own:d}",
        f"back{back}:len{length}",
        f"back:fit:{fit}:{change}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _far_sense(code: str, sign: str) -> Features:
    return (f"back:{code}", f"back:{sign}:{code}", f"code:{code}")


def _rivals(words: Iterable[tuple[int, int]], figure: Figure, start: int, end: int) -> int:
    """How many other words that fit stand between a word and the figure."""
    low, high = (end, figure.start) if end <= figure.start else (figure.end, start)
    return sum([low <= first and last <= high for first, last in words])


def _place(look: Look, start: int, end: int, rivals: int) -> tuple[Features, ...]:
    """What a word's place speaks for, and the word itself."""
    figure, layout, place = look.case.figure, look.case.layout, look.case.place(start, end)
    side, clauses = place.side, min(3, place.clauses)
    groups: tuple[Features, ...] = (
        _near(side, clauses, min(2, place.figures), bucket(place.gap, GAPS), min(2, rivals)),
        _mine(side, layout.nearer(figure, start, end, look.case.unit), min(1, clauses), min(1, rivals)),
        (f"word:{layout.text[start:end].lower()}",),
    )
    if (tree := layout.tree.relate(figure.end, end)) is not None:
        groups += (
            (f"tree:{tree}", f"tree:{tree}:{side}:c{min(1, clauses)}", f"tree:{tree}:r{min(1, rivals)}"),
        )
    if (glue := layout.glue(figure, start, end)) is not None:
        groups += ((f"{side}:glue:{glue}",),)
    return groups


@lru_cache(maxsize=GROUPS_KEPT)
def _mine(side: str, nearer: int, clauses: int, rivals: int) -> Features:
    """Whether other figures stand nearer to a word."""
    return (f"{side}:nearer{nearer}", f"{side}:nearer{nearer}:c{clauses}", f"{side}:nearer{nearer}:r{rivals}")


@lru_cache(maxsize=GROUPS_KEPT)
def _near(side: str, clauses: int, figures: int, gap: int, rivals: int) -> Features:
    return (
        "word",
        f"c{clauses}",
        f"{side}:c{clauses}",
        f"{side}:g{gap}",
        f"{side}:f{figures}",
        f"{side}:c{clauses}:f{figures}",
        f"{side}:r{rivals}",
        f"{side}:c{min(1, clauses)}:r{rivals}:f{min(1, figures)}",
        f"amb:{side}:c{min(1, clauses)}",
    )


def _sense(look: Look, cue: Cue, order: int, alike: int) -> tuple[Features, Features]:
    """What a word's meaning speaks for: its code, how many others it has, whether the figure can be of it."""
    case, figure, code = look.case, look.case.figure, cue.code
    place, before = case.place(cue.start, cue.end), case.before
    again, kind = (
        (False, False) if before is None else (code == before.metric, before.figure.kind == figure.kind)
    )
    meant = _meant(
        fits(code, figure.kind, figure.unit), look.change, place.side, min(2, place.clauses), min(2, order),
        min(3, alike), min(6, cue.end - cue.start), (again, kind),
    )  # fmt: skip
    return meant, _named(code, place.side, look.sign, look.beside)


@lru_cache(maxsize=GROUPS_KEPT)
def _meant(
    fit: str | None, change: str, side: str, clauses: int, order: int, alike: int, length: int,
    again: tuple[bool, bool],
) -> Features:  # fmt: skip
    return (
        f"fit:{fit}:{side}:c{clauses}",
        f"order{order}",
        f"len{length}",
        f"amb{alike}",
        f"again{again[0]:d}:same{again[1]:d}",
        f"fit:{fit}",
        f"fit:{fit}:{change}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _named(code: str, side: str, sign: str, beside: str) -> Features:
    return (f"{side}:{code}", f"code:{code}", f"{sign}:{code}", f"beside:{beside}:{code}")


def _carried(look: Look, own: bool) -> Iterator[Candidate]:
    """The metrics of the figures before, where they fit."""
    case, figure = look.case, look.case.figure
    seen: set[str] = set()
    for back, before in enumerate(case.recent):
        code = before.metric
        if code is not None and code not in seen and fits(code, figure.kind, figure.unit):
            seen.add(code)
            yield Candidate(code, _describe_carried(look, before, min(3, back), own), "carried", None)


def _describe_carried(look: Look, before: Decided, back: int, own: bool) -> tuple[Features, ...]:
    """What speaks for the metric of a figure before."""
    case, figure = look.case, look.case.figure
    same = before.figure.kind == figure.kind and before.figure.unit == figure.unit
    links = case.layout.cues["link"].get(case.unit, ())
    likewise = any(before.figure.end <= c.start <= figure.start and c.code in _GOES_ON for c in links)
    fit, clauses = fits(before.metric or "", figure.kind, figure.unit), case.clauses_since(before)
    return (
        _gone_on(min(3, case.unit - before.unit), back, same, own, clauses, likewise),
        _fit_again(fit, look.change, back, clauses, own),
        _gone_by(_fitting_since(look, before.figure.end), own, same, fit),
        (f"carry:{look.sign}", f"code:{before.metric}", f"carry:{before.change}:{figure.kind}"),
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
def _fit_again(fit: str | None, change: str, back: int, clauses: int, own: bool) -> Features:
    return (f"carry:fit:{fit}:{change}", f"carry:fit:{fit}:b{back}:c{clauses}", f"carry:fit:{fit}:own{own:d}")


@lru_cache(maxsize=GROUPS_KEPT)
def _gone_by(newer: int, own: bool, same: bool, fit: str | None) -> Features:
    """Whether the text has named another metric since."""
    return (
        f"carry:newer{newer}",
        f"carry:newer{newer}:own{own:d}",
        f"carry:newer{newer}:same{same:d}",
        f"carry:newer{newer}:fit:{fit}",
    )
