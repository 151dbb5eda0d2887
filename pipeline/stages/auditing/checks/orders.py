"""Checks of order and of time: on a par, more than, so many years apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.datatypes import Figure, Time
from pipeline.stages.auditing.intervals import Interval, exact, rounding
from pipeline.stages.auditing.scene import Item, Scene
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading

ONE_YEAR = Decimal(1)


def check_comparable(scene: Scene) -> Iterator[Reading]:
    """Two amounts said to be on a par, or one above the other: 30億ドル is 匹敵 to 35億ドル."""
    for item in scene.items:
        if item.again or item.figure.kind in ("rank", "multiple", "rate"):
            continue
        word = scene.beside(item, "on_par") or scene.compared(item)
        if word is None or scene.is_few(item) or scene.in_unit(item, "total", "summed"):
            continue
        others = [other for other in scene.near(item, 1, 0) if other.same_kind(item) and not other.again]
        own = [other for other in others if other.unit == item.unit]
        pool = own or (others if word.code == "on_par" else [])
        for other in pool:
            yield from _ordered(scene, item, other, word.code, len(pool) == 1)


def _ordered(scene: Scene, item: Item, other: Item, word: str, only: bool) -> Iterator[Reading]:
    first, second = sorted((item, other), key=lambda each: each.number)
    same = first.metric is not None and first.metric == second.metric
    if word == "on_par":
        yield Reading(
            "comparable", first, (second,), second.allows, first.figure.unit,
            f"{first.figure.surface} ≈ {second.figure.surface}", PLAIN if only else GUESS, "comparable",
            Decimal(2) / Decimal("1.3"),
        )  # fmt: skip
        return
    # In 30億ドルを上回る the bound is the word itself, no property of the amount.
    computed = Interval(_bare(item).low, _bare(item).high)
    relation, sign = ("at_least", "≥") if word in ("above", "over") else ("at_most", "≤")
    sureness = (PLAIN if only else LIKELY) if same else GUESS
    yield Reading(
        "comparable", other, (item,), computed, item.figure.unit,
        f"{other.figure.surface} {sign} {item.figure.surface}", sureness, relation,
    )  # fmt: skip


def _bare(item: Item) -> Interval:
    low, high = item.figure.low, item.figure.high
    if low is None or high is None:
        return item.allows
    return Interval(rounding(low).low, rounding(high).high)


def check_years(scene: Scene) -> Iterator[Reading]:
    """So many years between two that are told: 2014年に設立、11年後の2025年 holds."""
    for span in scene.times:
        years = _whole_years(span)
        if years is None:
            continue
        stated = _as_item(scene, span, years)
        dated = [time for time in _times_around(scene, span) if _year_of(time) is not None]
        for number, first in enumerate(dated):
            for second in dated[number + 1 :]:
                yield from _apart(scene, stated, first, second, len(dated) == 2)
        if len(dated) == 1 and scene.day is not None and scene.beside(stated, "since"):
            yield from _until_now(scene, stated, dated[0])


def _whole_years(time: Time) -> Decimal | None:
    """The years of a duration such as P8Y; None for any other time."""
    if time.type == "DURATION" and time.timex.startswith("P") and time.timex.endswith("Y"):
        digits = time.timex[1:-1]
        if digits.isdigit():
            return Decimal(digits)
    return None


def _year_of(time: Time) -> int | None:
    head = time.timex[:4]
    return int(head) if time.type == "DATE" and head.isdigit() and time.modifier is None else None


def _times_around(scene: Scene, span: Time) -> list[Time]:
    unit = scene.unit_at(span.start)
    return [time for time in scene.times if unit - 1 <= scene.unit_at(time.start) <= unit]


def _as_item(scene: Scene, time: Time, years: Decimal) -> Item:
    figure = Figure(
        time.time_id, time.start, time.end, time.surface, "duration", years, years, years,
        time.modifier, "year", None, time.rule,
    )  # fmt: skip
    unit = scene.unit_at(time.start)
    low, high = scene.units[unit], scene.end_of(unit)
    edges = [other for other in scene.times if other is not time and low <= other.start < high]
    left = max([low, *(other.end for other in edges if other.end <= time.start)])
    right = min([high, *(other.start for other in edges if other.start >= time.end)])
    wide = ONE_YEAR if time.modifier else Decimal(0)
    allows = Interval(years - wide, years + wide)
    return Item(-1, figure, allows, None, None, unit, left, right, frozenset(), False)


def _apart(scene: Scene, stated: Item, first: Time, second: Time, only: bool) -> Iterator[Reading]:
    if not scene.beside(stated, "apart", "since"):
        return
    years = Decimal(abs((_year_of(first) or 0) - (_year_of(second) or 0)))
    later, earlier = sorted((first, second), key=lambda time: _year_of(time) or 0, reverse=True)
    yield _years_reading(stated, exact(years), f"{later.surface} − {earlier.surface}", PLAIN if only else GUESS)


def _until_now(scene: Scene, stated: Item, since: Time) -> Iterator[Reading]:
    year, day = _year_of(since), scene.day
    if year is None or day is None:
        return
    years = Decimal(day.year - year)
    text = f"{day.year} − {since.surface}"
    yield _years_reading(stated, Interval(max(years - 1, Decimal(0)), years), text, LIKELY)


def _years_reading(stated: Item, computed: Interval, text: str, sureness: int) -> Reading:
    """One year off is a doubt (counted from the day or from the year), more is none."""
    value = stated.allows.low
    off = min(abs(stated.allows.low - computed.high), abs(stated.allows.high - computed.low))
    slack = Decimal("Infinity") if off <= 1 else Decimal(1)
    if value == 0:
        sureness = GUESS
    return Reading("date-arithmetic", stated, (), computed, "year", text, sureness, "equals", slack)
