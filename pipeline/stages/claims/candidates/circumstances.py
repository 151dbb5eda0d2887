"""When and how sure: the candidates for period, modality and change, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.datatypes import Cue, Time
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.ranking import Candidate
from pipeline.stages.claims.state import Case

GAPS = (0, 2, 6, 12, 25, 50)
MODALITIES = ("fact", "forecast", "hypothetical", "reported", "offer", "negated")
CHANGES = ("level", "delta", "share")
# A word of change so near says something by itself.
_WORDED = 12
_NO_CUE: tuple[int, Cue | None] = (0, None)
_SHAPES = (
    ("year", re.compile(r"(?:FY)?[0-9X]{4}")), ("quarter", re.compile(r"(?:FY)?[0-9X]{4}-[QH][1-4]")),
    ("month", re.compile(r"[0-9X]{4}-[0-9X]{2}")), ("day", re.compile(r"[0-9X]{4}-[0-9X]{2}-[0-9X]{2}")),
    ("span", re.compile(r".+/.+")), ("length", re.compile(r"P.+")), ("clock", re.compile(r".*T.*")),
)  # fmt: skip


def _shape(timex: str) -> str:
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(timex)), "other")


def period_candidates(case: Case) -> list[Candidate]:
    """The times of the unit and the one before, the periods of the figures before, and none."""
    flow = load_metrics()[case.metric].time if case.metric else "unknown"
    times = [t for t in case.layout.times.get(case.unit, []) if t.type != "SET"]
    found = [Candidate(t.timex, tuple(_of_time(case, flow, t, times)), "explicit", t) for t in times]
    for t in case.layout.times.get(case.unit - 1, []):
        if t.type == "DATE":
            shape, own = f"back:{_shape(t.timex)}", f"back:own{bool(times):d}"
            features = ("back", f"back:ln{case.lines_since(t.start)}", shape, own, f"back:{flow}")
            found.append(Candidate(t.timex, features, "carried", t))
    found += _carried_periods(case, flow, bool(times))
    prev = case.before.period is None if case.before else None
    own_times = f"none:own{min(2, len(times))}"
    none = ("none", f"none:{flow}", f"none:{case.metric}", own_times, f"none:prev{prev}")
    found.append(Candidate(None, none, "none", None))
    return found


def _carried_periods(case: Case, flow: str, own: bool) -> Iterator[Candidate]:
    """The periods of the figures before."""
    seen: set[str] = set()
    for back, before in enumerate(case.state.recent(case.unit)):
        if before.period is None or before.period.timex in seen:
            continue
        seen.add(before.period.timex)
        units = min(3, case.unit - before.unit)
        features = (
            "carry", f"carry:u{units}:b{min(3, back)}",
            f"carry:u{units}:ln{case.lines_since(before.figure.start)}", f"carry:own{own:d}:u{units}",
            f"carry:c{case.clauses_since(before)}", f"carry:same{before.metric == case.metric:d}:u{units}",
            f"carry:{flow}:u{units}", f"carry:{case.metric}", f"carry:mod:{before.modality}",
            f"carry:{_shape(before.period.timex)}",
        )  # fmt: skip
        yield Candidate(before.period.timex, features, "carried", before.period)


def _of_time(case: Case, flow: str, time: Time, times: list[Time]) -> Iterator[str]:
    figure, layout = case.figure, case.layout
    place = layout.place(figure, time.start, time.end)
    side, clauses, figures = place.side, min(3, place.clauses), min(2, place.figures)
    low, high = (time.end, figure.start) if side == "L" else (figure.end, time.start)
    rivals = sum(low <= other.start < high for other in times)
    shape = _shape(time.timex)
    yield "time"
    yield f"{side}:c{clauses}"
    yield f"{side}:c{clauses}:f{figures}"
    yield f"{side}:g{bucket(place.gap, GAPS)}"
    yield f"{side}:r{min(2, rivals)}"
    yield f"{side}:c{min(1, clauses)}:r{min(1, rivals)}:f{figures}"
    yield f"shape:{shape}"
    yield f"{side}:shape:{shape}"
    yield f"shape:{shape}:{flow}"
    yield f"type:{time.type}"
    yield f"mod:{time.modifier}"
    yield f"n{min(3, len(times))}:r{min(1, rivals)}:{side}"
    if (tree := layout.tree.relate(figure.end, time.end)) is not None:
        yield f"tree:{tree}"
        yield f"tree:{tree}:{side}:r{min(1, rivals)}"


def modality_candidates(case: Case, period: Time | None) -> list[Candidate]:
    """Each modality with the words that speak for it; fact needs none."""
    cues = case.layout.cues["modality"].get(case.unit, [])
    when = case.layout.tense(period)
    here: dict[str, list[str]] = {
        code: [
            f"={code}", f"={code}:{case.metric}", f"={code}:when:{when}",
            f"={code}:when:{when}:cues{bool(cues):d}",
        ]
        for code in MODALITIES
    }  # fmt: skip
    nearest: dict[str, tuple[int, Cue]] = {}
    for cue in cues:
        gap = case.layout.place(case.figure, cue.start, cue.end).gap
        here[cue.code] += _of_cue(case, cue, sum(c.code == cue.code for c in cues) > 1)
        if cue.code not in nearest or gap < nearest[cue.code][0]:
            nearest[cue.code] = (gap, cue)
    if nearest:
        closest = min(nearest, key=lambda code: (nearest[code][0], code))
        here[closest].append(f"{closest}:nearest")
    for code in dict.fromkeys(cue.code for cue in case.layout.cues["modality"].get(case.unit - 1, [])):
        here[code].append(f"back:{code}")
    last = case.before
    if last is not None and case.unit - last.unit <= 1:
        carried = f"carry:{last.modality}:u{case.unit - last.unit}"
        here[last.modality] += [carried, f"{carried}:cues{bool(cues):d}"]
    here["fact"].append(f"cues{min(3, len(cues))}")
    return [
        Candidate(code, tuple(features), "cue" if code in nearest else "none", nearest.get(code, _NO_CUE)[1])
        for code, features in here.items()
    ]


def _of_cue(case: Case, cue: Cue, several: bool) -> Iterator[str]:
    """What a word of modality speaks for."""
    layout = case.layout
    place = layout.place(case.figure, cue.start, cue.end)
    side, clauses = place.side, min(3, place.clauses)
    last = not layout.clauses_between(cue.end, layout.end_of(case.unit) - 1)
    yield "cue"
    yield f"{cue.code}:{side}:c{clauses}"
    yield f"{cue.code}:{side}:f{min(2, place.figures)}"
    yield f"{cue.code}:{side}:g{bucket(place.gap, GAPS)}"
    yield f"{cue.code}:word:{layout.text[cue.start : cue.end].lower()}"
    yield f"{side}:c{clauses}:f{min(1, place.figures)}"
    yield f"{cue.code}:any"
    yield f"{cue.code}:last{last:d}:{side}"
    yield f"{cue.code}:sure{several:d}"


def change_candidates(case: Case) -> list[Candidate]:
    """Level, delta and share, with the words that speak for each."""
    figure, layout, metric = case.figure, case.layout, case.metric
    here: dict[str, list[str]] = {
        code: [f"={code}", f"={code}:{figure.kind}", f"={code}:{metric}", f"={code}:{figure.kind}:{metric}"]
        for code in CHANGES
    }
    for cue in (*layout.cues["change"].get(case.unit, ()), *layout.cues["link"].get(case.unit, ())):
        place = layout.place(figure, cue.start, cue.end)
        if place.clauses > 1 or place.figures > 1:
            continue
        near = f"{cue.code}:{place.side}:c{place.clauses}:f{place.figures}"
        word = layout.text[cue.start : cue.end].lower()
        for code in CHANGES:
            here[code] += [
                f"={code}:{near}", f"={code}:{near}:{figure.kind}",
                f"={code}:{cue.code}:{place.side}:g{bucket(place.gap, GAPS)}:{figure.kind}",
            ]  # fmt: skip
            if place.gap <= _WORDED:
                here[code].append(f"={code}:{place.side}:word:{word}")
    last = case.before
    if last is not None and last.unit == case.unit:
        here[last.change].append(f"carry:{last.change}")
    return [Candidate(code, tuple(features), "cue", None) for code, features in here.items()]
