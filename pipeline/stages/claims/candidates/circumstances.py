"""How sure, and whether it moved: the candidates for modality and change, and what speaks for each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

from pipeline.datatypes import Cue, Figure, Time
from pipeline.stages.claims.candidates.look import LEADS
from pipeline.stages.claims.candidates.standing import GAPS, words_apart
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import GROUPS_KEPT, Candidate, Features
from pipeline.stages.claims.state import Case

MODALITIES = ("fact", "forecast", "hypothetical", "reported", "offer", "negated")
CHANGES = ("level", "delta", "share")
# A word of change so near says something by itself.
_WORDED = 12
# From and to stand so near before the amounts at the ends of a movement.
_JOINED = 3
_ENDS = frozenset({"from", "to"})
_NOTHING: Mapping[str, int] = {}
_NO_CUE: tuple[int, Cue | None] = (0, None)


def modality_candidates(case: Case, period: Time | None) -> list[Candidate]:
    """Each modality with the words that speak for it; fact needs none."""
    cues = case.layout.cues["modality"].get(case.unit, ())
    when = case.layout.tense(period)
    here = {
        code: [_modal(code, case.metric, when, bool(cues)), *words_apart(f"={code}", case)]
        for code in MODALITIES
    }
    nearest: dict[str, tuple[int, Cue]] = {}
    for cue in cues:
        gap = case.place(cue.start, cue.end).gap
        here[cue.code] += _of_cue(case, cue, sum([c.code == cue.code for c in cues]) > 1, when)
        if cue.code not in nearest or gap < nearest[cue.code][0]:
            nearest[cue.code] = (gap, cue)
    if nearest:
        closest = min(nearest, key=lambda code: (nearest[code][0], code))
        here[closest].append((f"{closest}:nearest",))
    for code in dict.fromkeys([cue.code for cue in case.layout.cues["modality"].get(case.unit - 1, ())]):
        here[code].append((f"back:{code}",))
    last = case.before
    if last is not None and case.unit - last.unit <= 1:
        carried = f"carry:{last.modality}:u{case.unit - last.unit}"
        here[last.modality].append((carried, f"{carried}:cues{bool(cues):d}"))
    here["fact"].append((f"cues{min(3, len(cues))}",))
    behind = case.layout.tendencies.get(case.figure.figure_id, _NOTHING)
    found = []
    for code, groups in here.items():
        leaning = behind.get(f"modality:{code}", 0)
        groups.append(_behind(code, bucket(-leaning, LEADS), bool(cues)))
        how = "cue" if code in nearest else "none"
        found.append(Candidate(code, tuple(groups), how, nearest.get(code, _NO_CUE)[1], leaning))
    return found


@lru_cache(maxsize=GROUPS_KEPT)
def _modal(code: str, metric: str | None, when: str, cues: bool) -> Features:
    return (f"={code}", f"={code}:{metric}", f"={code}:when:{when}", f"={code}:when:{when}:cues{cues:d}")


def _of_cue(case: Case, cue: Cue, several: bool, when: str) -> tuple[Features, ...]:
    """What a word of modality speaks for."""
    layout, place = case.layout, case.place(cue.start, cue.end)
    last = not layout.clauses_between(cue.end, layout.end_of(case.unit) - 1)
    standing = _cued(
        cue.code, place.side, min(3, place.clauses), min(2, place.figures), bucket(place.gap, GAPS), last,
        several,
    )  # fmt: skip
    nearer = layout.nearer(case.figure, cue.start, cue.end, case.unit)
    word = (f"{cue.code}:word:{layout.text[cue.start : cue.end].lower()}",)
    return standing, word, _of_others(cue.code, nearer, when, min(1, place.clauses))


@lru_cache(maxsize=GROUPS_KEPT)
def _behind(code: str, distance: int, cues: bool) -> Features:
    """How far a modality lies behind what the words around lean to."""
    return (f"{code}:behind{distance}", f"{code}:behind{distance}:cues{cues:d}")


@lru_cache(maxsize=GROUPS_KEPT)
def _of_others(code: str, nearer: int, when: str, clauses: int) -> Features:
    """Whether other figures stand nearer to a word of modality, and whether the time is one it can be of."""
    return (
        f"{code}:nearer{nearer}",
        f"{code}:nearer{nearer}:when:{when}",
        f"nearer{nearer}:c{clauses}",
        f"{code}:c{clauses}:when:{when}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _cued(code: str, side: str, clauses: int, figures: int, gap: int, last: bool, several: bool) -> Features:
    return (
        "cue",
        f"{code}:{side}:c{clauses}",
        f"{code}:{side}:f{figures}",
        f"{code}:{side}:g{gap}",
        f"{side}:c{clauses}:f{min(1, figures)}",
        f"{code}:any",
        f"{code}:last{last:d}:{side}",
        f"{code}:sure{several:d}",
    )


def change_candidates(case: Case) -> list[Candidate]:
    """Level, delta and share, with the words that speak for each; no delta at the ends of a movement."""
    figure, layout, metric = case.figure, case.layout, case.metric
    codes = [code for code in CHANGES if code != "delta" or not _is_an_end(case)]
    here = {code: [_changed(code, figure.kind, metric), *words_apart(f"={code}", case)] for code in codes}
    links = [cue for cue in layout.cues["link"].get(case.unit, ()) if cue.code != "whole"]
    for cue in (*layout.cues["change"].get(case.unit, ()), *links):
        place = case.place(cue.start, cue.end)
        if place.clauses > 1 or place.figures > 1:
            continue
        gap = bucket(place.gap, GAPS)
        for code in codes:
            here[code].append(
                _moved(code, cue.code, place.side, place.clauses, place.figures, gap, figure.kind)
            )
        if place.gap <= _WORDED:
            word = layout.text[cue.start : cue.end].lower()
            for code in codes:
                here[code].append((f"={code}:{place.side}:word:{word}",))
    last = case.before
    if last is not None and last.unit == case.unit and last.change in here:
        here[last.change].append((f"carry:{last.change}",))
    return [Candidate(code, tuple(groups), "cue", None) for code, groups in here.items()]


def _is_an_end(case: Case) -> bool:
    """Whether a figure and the one next to it are told as from and to: ``eased from 6.1% to 4.8%``."""
    layout, own = case.layout, case.figure
    if not _ENDS.issubset(layout.links.get(case.unit, ())):
        return False
    number = bisect_left(layout.starts, own.start)
    near = [*layout.figures[max(0, number - 1) : number], *layout.figures[number + 1 : number + 2]]
    return any(each.unit == own.unit and _is_movement(case, own, each) for each in near)


def _is_movement(case: Case, first: Figure, second: Figure) -> bool:
    """Whether a movement is told from one of two figures to the other, in whichever order."""
    return (_has_beside(case, "from", first) and _has_beside(case, "to", second)) or (
        _has_beside(case, "to", first) and _has_beside(case, "from", second)
    )


def _has_beside(case: Case, code: str, figure: Figure) -> bool:
    """Whether a word such as from or to stands before a figure, or joined to its end (630億円から)."""
    return any(
        cue.code == code and (0 <= figure.start - cue.end <= _JOINED or cue.start == figure.end)
        for cue in case.layout.cues["link"].get(case.unit, ())
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _changed(code: str, kind: str, metric: str | None) -> Features:
    return (f"={code}", f"={code}:{kind}", f"={code}:{metric}", f"={code}:{kind}:{metric}")


@lru_cache(maxsize=GROUPS_KEPT)
def _moved(code: str, cue: str, side: str, clauses: int, figures: int, gap: int, kind: str) -> Features:
    near = f"={code}:{cue}:{side}:c{clauses}:f{figures}"
    return (near, f"{near}:{kind}", f"={code}:{cue}:{side}:g{gap}:{kind}")
