"""What a figure is a figure of: the candidates for its metric and what speaks for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from pipeline.datatypes import Cue, Figure
from pipeline.datatypes.sizes import size_of
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.candidates.going_on import carried, from_before
from pipeline.stages.claims.candidates.look import LEADS, Look, fits, fitting, look_at
from pipeline.stages.claims.candidates.standing import words_beside
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import GROUPS_KEPT, Candidate, Features
from pipeline.stages.claims.state import Case

GAPS = (0, 1, 2, 4, 7, 12, 20, 40)
# Codes a figure has by its kind alone, when no word says more: `Bitcoin fell to $60,000` is a price.
# Only those that are right more often than not on the early gold; else no code, and an issue.
_BY_KIND = {
    "money": ("price", "unit_price"),
    "rank": ("ranking",),
    "percent": ("price",),
    "number": ("price",),
    "count": ("count",),
}
# So many of the metrics that words lean to are weighed, each so far behind at most.
_LEANT, _FARTHEST = 5, -6000
# A figure's kind, unit, per and size.
_Sized = tuple[str, str | None, str | None, str]
_BY_UNIT = {"person": ("headcount",), "user": ("users",), "year": ("age",)}


def metric_candidates(case: Case) -> list[Candidate]:
    """All words near that fit the figure, what was carried, what its kind says, and nothing at all."""
    look = look_at(case)
    words = fitting(look)
    own = any(not case.place(cue.start, cue.end).clauses for cue in words)
    found = [*_from_words(look, words), *from_before(look, bool(words))]
    found += carried(look, own)
    found += _by_kind(look, own)
    leanings = case.layout.leanings.get(case.figure.figure_id, ())
    found += _leaning(look, leanings, own)
    behind = dict(leanings)
    lead = bucket(leanings[0][1] - leanings[1][1], LEADS) if len(leanings) > 1 else -1
    found.append(Candidate(None, (_nothing(look.sign, own), (f"null:lead{lead}",)), "none", None))
    sized = (case.figure.kind, case.figure.unit, case.figure.per, size_of(case.figure))
    return [_weighed_up(candidate, behind, sized) for candidate in found]


def _weighed_up(candidate: Candidate, behind: Mapping[str, int], sized: _Sized) -> Candidate:
    """A candidate with what the figure's size says of it, and how far it lies behind what words lean to."""
    if candidate.value is None:
        return candidate
    code = str(candidate.value)
    groups = (*candidate.groups, _sized(code, *sized))
    if not behind:
        return Candidate(code, groups, candidate.how, candidate.payload)
    leaning = behind.get(code, _FARTHEST)
    groups += (_behind(bucket(-leaning, LEADS), candidate.how),)
    # not _replace, which takes several times as long
    return Candidate(code, groups, candidate.how, candidate.payload, leaning)


@lru_cache(maxsize=GROUPS_KEPT)
def _sized(code: str, kind: str, unit: str | None, per: str | None, size: str) -> Features:
    """Whether a metric is of such a size, and told per something."""
    return (
        f"size:{kind}:{size}:{code}",
        f"size:{unit}:{size}:{code}",
        f"per:{per}:{code}",
        f"per{bool(per):d}:{code}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _behind(distance: int, how: str) -> Features:
    return (f"behind{distance}", f"behind{distance}:{how}")


def _leaning(look: Look, leanings: Sequence[tuple[str, int]], own: bool) -> Iterator[Candidate]:
    """The metrics that the words around lean to, whether or not a word of the lexicon names them."""
    figure = look.case.figure
    for place, (code, _) in enumerate(leanings[:_LEANT]):
        fit = fits(code, figure.kind, figure.unit, figure.value)
        if fit is not None:
            yield Candidate(code, (_leant(place, fit, look.change, own, look.sign, code),), "context", None)


@lru_cache(maxsize=GROUPS_KEPT)
def _leant(place: int, fit: str, change: str, own: bool, sign: str, code: str) -> Features:
    return (
        "lean",
        f"lean:{place}:own{own:d}",
        f"lean:fit:{fit}:{change}",
        f"lean:{sign}:{code}",
        f"code:{code}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _nothing(sign: str, own: bool) -> Features:
    return ("null", f"null:{sign}", f"own{own:d}:null")


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


def _from_words(look: Look, cues: list[Cue]) -> Iterator[Candidate]:
    """The words of the figure's unit; one word may name several metrics."""
    words: dict[tuple[int, int], list[Cue]] = {}
    for cue in cues:
        words.setdefault((cue.start, cue.end), []).append(cue)
    clause_of = look.case.layout.clause_at
    in_clause: dict[int, set[str]] = {}
    for (start, _), alike in words.items():
        in_clause.setdefault(clause_of(start), set()).update(cue.code for cue in alike)
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


def _rivals(words: Iterable[tuple[int, int]], figure: Figure, start: int, end: int) -> int:
    """How many other words that fit stand between a word and the figure."""
    low, high = (end, figure.start) if end <= figure.start else (figure.end, start)
    return sum([low <= first and last <= high for first, last in words])


def _place(look: Look, start: int, end: int, rivals: int) -> tuple[Features, ...]:
    """What a word's place speaks for, and the word itself."""
    figure, layout, place = look.case.figure, look.case.layout, look.case.place(start, end)
    side, clauses = place.side, min(3, place.clauses)
    beside = layout.beside(start, end)
    groups: tuple[Features, ...] = (
        _near(side, clauses, min(2, place.figures), bucket(place.gap, GAPS), min(2, rivals)),
        _mine(side, layout.nearer(figure, start, end, look.case.unit), min(1, clauses), min(1, rivals)),
        (f"word:{layout.text[start:end].lower()}",),
        words_beside(side, beside),
        (f"{side}:word:>{beside[1]}:c{min(1, clauses)}",),
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
        fits(code, figure.kind, figure.unit, figure.value), look.change, place.side, min(2, place.clauses),
        min(2, order), min(3, alike), min(6, cue.end - cue.start), (again, kind),
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
