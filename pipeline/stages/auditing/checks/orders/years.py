"""So many years between two dates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from pipeline.datatypes import Cue, Time
from pipeline.stages.auditing.intervals import Interval, exact
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.levels import times_in
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading


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
