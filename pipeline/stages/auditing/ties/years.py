"""Which year amounts are of, and what a change against the year before is told against."""

from __future__ import annotations

from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.ties.levels import times_in

YEAR = len("2025")


def year_of(scene: Scene, begin: int, item: Item) -> str | None:
    """The year of an amount: of its claim, else the last told before it from some offset on."""
    told = [t for t in times_in(scene, begin, item.figure.start) if t.type == "DATE"]
    period = item.period or (told[-1].timex if told else None)
    return period[:4] if period else None


def is_to_last_year(scene: Scene, stated: Item, first: Item, second: Item) -> bool:
    """Whether a growth is told against a year before that none of two amounts is of: 同比增长220%.

    What follows the growth must have a time of its own: 第三季度营收89亿，同比增长34%，高于预期的86亿.
    An outlook that is raised from one amount to another grows against the year before, not the outlook.
    """
    if scene.beside(stated, "last_year") is None:
        return False
    if scene.is_movement(first, second):
        return scene.in_unit(first, "outlook") is not None
    follows = first.number < stated.number < second.number
    if follows and _is_within(first.period, second.period):
        return True  # 2025年收入97.4亿元，同比大增74.7%，四季度单季30.6亿元
    return not any(
        time.type == "DATE"
        for item in ((second,) if follows else (first, second))
        for time in times_in(scene, item.left, item.figure.start)
    )  # fmt: skip


def _is_within(one: str | None, other: str | None) -> bool:
    """Whether a period is a part of a year: its quarter, half or month, which a year may be left out of."""
    if one is None or other is None:
        return False
    return len(one) == YEAR < len(other) and other[:YEAR] in (one, "XXXX")
