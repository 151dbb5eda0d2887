"""When and how sure: the candidates for period, modality and change, and what speaks for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.datatypes import Cue, Figure, Time
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.layout import Layout, bucket
from pipeline.stages.claims.ranking import Candidate
from pipeline.stages.claims.state import State

GAPS = (0, 2, 6, 12, 25, 50)
MODALITIES = ("fact", "forecast", "hypothetical", "reported", "offer", "negated")
CHANGES = ("level", "delta", "share")
_SHAPES = (
    ("year", re.compile(r"(?:FY)?[0-9X]{4}")), ("quarter", re.compile(r"(?:FY)?[0-9X]{4}-[QH][1-4]")),
    ("month", re.compile(r"[0-9X]{4}-[0-9X]{2}")), ("day", re.compile(r"[0-9X]{4}-[0-9X]{2}-[0-9X]{2}")),
    ("span", re.compile(r".+/.+")), ("length", re.compile(r"P.+")), ("clock", re.compile(r".*T.*")),
)  # fmt: skip


def _shape(timex: str) -> str:
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(timex)), "other")


def period_candidates(
    figure: Figure, unit: int, metric: str | None, layout: Layout, state: State
) -> list[Candidate]:
    """The times of the unit and the one before, the periods of the figures before, and none."""
    flow = load_metrics()[metric].time if metric else "unknown"
    times = [t for t in layout.times.get(unit, []) if t.type != "SET"]
    found = [
        Candidate(t.timex, tuple(_of_time(figure, flow, t, times, layout)), "explicit", t) for t in times
    ]
    for t in layout.times.get(unit - 1, []):
        if t.type == "DATE":
            lines = min(2, layout.line_at(figure.start) - layout.line_at(t.start))
            features = (
                "back",
                f"back:ln{lines}",
                f"back:{_shape(t.timex)}",
                f"back:own{bool(times):d}",
                f"back:{flow}",
            )
            found.append(Candidate(t.timex, features, "carried", t))
    seen: set[str] = set()
    for back, before in enumerate(state.recent(unit)):
        if before.period is None or before.period.timex in seen:
            continue
        seen.add(before.period.timex)
        units = min(3, unit - before.unit)
        clauses = min(3, layout.clauses_between(before.figure.end, figure.start)) if not units else 3
        lines = min(2, layout.line_at(figure.start) - layout.line_at(before.figure.start))
        carried = (
            "carry", f"carry:u{units}:b{min(3, back)}", f"carry:u{units}:ln{lines}", f"carry:own{bool(times):d}:u{units}",
            f"carry:c{clauses}", f"carry:same{before.metric == metric:d}:u{units}", f"carry:{flow}:u{units}",
            f"carry:{metric}", f"carry:mod:{before.modality}", f"carry:{_shape(before.period.timex)}",
        )  # fmt: skip
        found.append(Candidate(before.period.timex, carried, "carried", before.period))
    prev = state.decided[-1].period is None if state.decided else None
    none = ("none", f"none:{flow}", f"none:{metric}", f"none:own{min(2, len(times))}", f"none:prev{prev}")
    found.append(Candidate(None, none, "none", None))
    return found


def _of_time(figure: Figure, flow: str, time: Time, times: list[Time], layout: Layout) -> Iterator[str]:
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


def modality_candidates(
    figure: Figure, unit: int, metric: str | None, period: Time | None, layout: Layout, state: State
) -> list[Candidate]:
    """Each modality with the words that speak for it; fact needs none."""
    cues = layout.cues["modality"].get(unit, [])
    here: dict[str, list[str]] = {code: [f"={code}", f"={code}:{metric}"] for code in MODALITIES}
    nearest: dict[str, tuple[int, Cue]] = {}
    for cue in cues:
        place = layout.place(figure, cue.start, cue.end)
        side, clauses = place.side, min(3, place.clauses)
        word = layout.text[cue.start : cue.end].lower()
        here[cue.code] += [
            "cue", f"{cue.code}:{side}:c{clauses}", f"{cue.code}:{side}:f{min(2, place.figures)}",
            f"{cue.code}:{side}:g{bucket(place.gap, GAPS)}", f"{cue.code}:word:{word}",
            f"{side}:c{clauses}:f{min(1, place.figures)}", f"{cue.code}:any",
            f"{cue.code}:last{not layout.clauses_between(cue.end, layout.end_of(unit) - 1):d}:{side}",
            f"{cue.code}:sure{sum(c.code == cue.code for c in cues) > 1:d}",
        ]  # fmt: skip
        if cue.code not in nearest or place.gap < nearest[cue.code][0]:
            nearest[cue.code] = (place.gap, cue)
    if nearest:
        closest = min(nearest, key=lambda code: (nearest[code][0], code))
        here[closest].append(f"{closest}:nearest")
    when = layout.tense(period)
    for code in MODALITIES:
        here[code].append(f"={code}:when:{when}")
        here[code].append(f"={code}:when:{when}:cues{bool(cues):d}")
    before = layout.cues["modality"].get(unit - 1, [])
    for code in dict.fromkeys(cue.code for cue in before):
        here[code].append(f"back:{code}")
    if state.decided and unit - state.decided[-1].unit <= 1:
        last = state.decided[-1]
        here[last.modality].append(f"carry:{last.modality}:u{unit - last.unit}")
        here[last.modality].append(f"carry:{last.modality}:u{unit - last.unit}:cues{bool(cues):d}")
    here["fact"] += [f"cues{min(3, len(cues))}"]
    return [
        Candidate(
            code, tuple(features), "cue" if code in nearest else "none", nearest.get(code, (0, None))[1]
        )
        for code, features in here.items()
    ]


def change_candidates(
    figure: Figure, unit: int, metric: str | None, layout: Layout, state: State
) -> list[Candidate]:
    """Level, delta and share, with the words that speak for each."""
    here: dict[str, list[str]] = {
        code: [f"={code}", f"={code}:{figure.kind}", f"={code}:{metric}", f"={code}:{figure.kind}:{metric}"]
        for code in CHANGES
    }
    for cue in (*layout.cues["change"].get(unit, ()), *layout.cues["link"].get(unit, ())):
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
            if place.gap <= 12:
                here[code].append(f"={code}:{place.side}:word:{word}")
    if state.decided and state.decided[-1].unit == unit:
        here[state.decided[-1].change].append(f"carry:{state.decided[-1].change}")
    return [Candidate(code, tuple(features), "cue", None) for code, features in here.items()]
