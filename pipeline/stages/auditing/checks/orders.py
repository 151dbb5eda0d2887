"""Checks of order and of time: on a par, more than, so many years apart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from pipeline.datatypes import Cue, Time
from pipeline.stages.auditing.intervals import Interval, exact, rounding
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.levels import are_of_others, is_time_word, times_in
from pipeline.stages.auditing.ties.pairs import are_alike
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading

# How near to the beginning of its sentence a comparison is of what the last one told: That is more than.
OPENING = 12


def check_comparable(scene: Scene) -> Iterator[Reading]:
    """Two amounts said to be on a par, or one above the other: 30億ドル is 匹敵 to 35億ドル."""
    for item in scene.items:
        if item.again or item.figure.kind in ("rank", "multiple"):
            continue
        word = scene.beside(item, "on_par") or scene.compared(item)
        if word is None or scene.is_few(item):
            continue
        if is_time_word(scene, word.start, word.end) or _is_bound(item, word):
            continue
        others = [
            other
            for other in scene.near(item, 1, 0)
            if are_alike(other, item) or other.same_kind(item)
            if not other.again and not scene.is_few(other)
        ]
        own = [other for other in others if other.unit == item.unit]
        if len(own) != 1 and scene.in_unit(item, "total", "summed"):
            continue
        opened = word.start - scene.units[item.unit] <= OPENING and len(others) == 1
        opened = opened or (
            len(others) == 1 and word.code in ("above", "below") and _is_of_another(item, others[0])
        )
        pool = own or (others if word.code == "on_par" or opened else [])
        for other in pool:
            if scene.is_movement(*sorted((item, other), key=lambda each: each.number)):
                continue  # more than halved, from $442m to $214m
            # 21.7億 above 22億, 14.6億 of it from one theft: what follows is compared with nothing.
            only = len(pool) == 1 and not (item.number < other.number and _is_next(scene, item, other, word))
            yield from _ordered(scene, item, other, word.code, only)


def _is_of_another(item: Item, other: Item) -> bool:
    """Whether two amounts are one metric of two things, so that the last sentence's is what is compared."""
    return are_of_others(item, other) and item.metric == other.metric is not None


def _is_next(scene: Scene, item: Item, other: Item, word: Cue) -> bool:
    """Whether an amount behind a comparison is of what comes next: 1割に満たず、半数近くが「わからない」."""
    ended = word.code in ("above", "below") and scene.said("clause", item.figure.end, other.figure.start)
    return bool(ended) or scene.before(other, "part") is not None


def _is_bound(item: Item, word: Cue) -> bool:
    """Whether a word is the bound of the amount right behind it: 接近一成."""
    return item.figure.modifier is not None and 0 <= item.figure.start - word.end <= 1


def _ordered(scene: Scene, item: Item, other: Item, word: str, only: bool) -> Iterator[Reading]:
    first, second = sorted((item, other), key=lambda each: each.number)
    same = first.metric is not None and first.metric == second.metric
    if word == "on_par":
        only = only and (same or first.figure.kind != "percent")
        yield Reading(
            "comparable", first, (second,), second.allows, first.figure.unit,
            f"{first.figure.surface} ≈ {second.figure.surface}", PLAIN if only else GUESS, "comparable",
            Decimal(2) / Decimal("1.3"),
        )  # fmt: skip
        return
    # In 30億ドルを上回る the bound is the word itself, no property of the amount.
    computed = Interval(_bare(item).low, _bare(item).high)
    relation, sign = ("at_least", "≥") if word in ("above", "over") else ("at_most", "≤")
    sureness = PLAIN if only and same else GUESS
    if other.allows.meets(computed) and _is_turned(other, item, relation):
        return  # 21.7億, above the 22億: rounding may explain it, but it is nothing to praise
    yield Reading(
        "comparable", other, (item,), computed, item.figure.unit,
        f"{other.figure.surface} {sign} {item.figure.surface}", sureness, relation,
    )  # fmt: skip


def _is_turned(other: Item, item: Item, relation: str) -> bool:
    """Whether the numbers as written are in the other order than is said."""
    one, two = other.figure.value, item.figure.value
    if one is None or two is None:
        return False
    return one < two if relation == "at_least" else one > two


def _bare(item: Item) -> Interval:
    low, high = item.figure.low, item.figure.high
    if low is None or high is None:
        return item.allows
    return Interval(rounding(low).low, rounding(high).high)


def check_years(scene: Scene) -> Iterator[Reading]:
    """So many years between two that are told: 2014年に設立、11年後の2025年 holds."""
    for cue in scene.cues.get("years", ()):
        if cue.value is None or not 0 < cue.value < MOST_YEARS:
            continue
        stated = scene.word_as_item(cue, cue.value, "year", "duration")
        unit = scene.unit_at(cue.start)
        if scene.said("further", cue.start - NEAR, cue.start + 1):
            continue  # another 24 years begin where others ended
        around = _dated(scene, cue, unit)
        dated = [time for time in around if scene.unit_at(time.start) == unit]
        own = {_year_of(time) for time in dated}
        pool = dated if len(own) > 1 else around
        for first, second in combinations(pool, 2):
            if _year_of(first) != _year_of(second):
                only = len({_year_of(time) for time in pool}) == 2
                yield _apart(scene, stated, first, second, only)
        alone = len({_year_of(time) for time in pool}) == 1 and (not own or len(pool) == len(dated))
        if alone and scene.day is not None:
            yield from _until_now(scene, stated, pool[0])


# Between a word and the years it is of: behind them, and before (it took the firm six years).
NEAR, AHEAD = 12, 20
# What is written with 年 or years and is longer is a date or geology.
MOST_YEARS = 200


def _dated(scene: Scene, cue: Cue, unit: int) -> list[Time]:
    """The times of a unit and those beside it that tell their year, but for those the cue itself is in.

    Of the next one only where it says since when: 2024年に、23年の歴史に幕。開業は2011年だった.
    """
    low, high = scene.units[unit - 1] if unit > 1 else 0, scene.end_of(unit)
    if scene.said("since", high, scene.end_of(unit + 1)):
        high = scene.end_of(unit + 1)
    return [
        time for time in times_in(scene, low, high)
        if _year_of(time) is not None and (time.end <= cue.start or cue.end <= time.start)
    ]  # fmt: skip


def _year_of(time: Time) -> int | None:
    head = time.timex[:4]
    told = time.type == "DATE" and time.anchor is None and len(head) == 4 and head.isdigit()
    return int(head) if told else None  # 198 is a decade


def _apart(scene: Scene, stated: Item, first: Time, second: Time, only: bool) -> Reading:
    years = Decimal(abs((_year_of(first) or 0) - (_year_of(second) or 0)))
    later, earlier = sorted((first, second), key=lambda time: _year_of(time) or 0, reverse=True)
    told = scene.said("apart", stated.figure.start - AHEAD, stated.figure.end + NEAR) is not None
    # A deal of 20 years, in two years' time: only a word for it makes of them years that lie between.
    agree = stated.allows.meets(exact(years))
    sureness = (PLAIN if told else LIKELY) if only and (told or agree) else GUESS
    if _is_counted_from(scene, stated, first, second):
        sureness = GUESS
    return _years_reading(stated, exact(years), f"{later.surface} − {earlier.surface}", sureness)


def _is_counted_from(scene: Scene, stated: Item, *times: Time) -> bool:
    """Whether years are counted until now from the last date before them: 1999年8月以来、26年ぶり."""
    last = max((time for time in times if time.end <= stated.figure.start), key=lambda t: t.end, default=None)
    ahead = all(time.end <= stated.figure.start for time in times)
    if last is None or not ahead or stated.figure.start - last.end > NEAR // 2:
        return False
    return scene.said("since", last.end, stated.figure.start) is not None


def _until_now(scene: Scene, stated: Item, since: Time) -> Iterator[Reading]:
    """From a year to the article's: the day is seldom told, so that one year less is as right."""
    year, day, end = _year_of(since), scene.day, stated.figure.end
    told = scene.said("ago", end, end + TOUCH) is not None  # 五年前的2019年
    if year is None or day is None or not _is_since(scene, stated, since):
        return
    years = Decimal(day.year - year)
    if years > 0:
        text = f"{day.year} − {since.surface}"
        computed = exact(years) if told else Interval(years - 1, years)
        yield _years_reading(stated, computed, text, LIKELY)


def _is_since(scene: Scene, stated: Item, since: Time) -> bool:
    """Whether years are counted from a date: a word for it beside the date, and no amount between.

    The five-year-old company was worth $2.9bn in June 2024; 2019年成立，员工1240人，一年前为760人.
    """
    low, high = sorted((stated.figure.start, since.start))
    if any(scene.between(low, high)):
        return False
    unit = scene.unit_at(since.start)
    first, last = scene.units[min(stated.unit, unit)], scene.end_of(max(stated.unit, unit))
    words = [cue for cue in scene.cues["since"] if first <= cue.start < last]
    if (
        scene.said("ago", stated.figure.end, stated.figure.end + TOUCH)
        and 0 <= (since.start - stated.figure.end) <= NEAR
    ):
        return True  # 五年前的2019年; three years ago, in 2021
    own = [cue for cue in words if abs(cue.start - stated.figure.end) > TOUCH]
    return bool(own) or (bool(words) and abs(since.start - stated.figure.start) <= 2 * NEAR)


def _years_reading(stated: Item, computed: Interval, text: str, sureness: int) -> Reading:
    """One year off is a doubt (counted from the day or from the year), more is none."""
    off = max(stated.allows.low - computed.high, computed.low - stated.allows.high)
    slack = Decimal("Infinity") if off <= 1 else Decimal(1)
    return Reading("date-arithmetic", stated, (), computed, "year", text, sureness, "equals", slack)
