"""What is said to be on a par, or one above the other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.datatypes import Cue
from pipeline.stages.auditing.intervals import Interval, rounding
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.ties.levels import are_of_others, is_time_word
from pipeline.stages.auditing.ties.pairs import are_alike
from pipeline.stages.auditing.verdicts import GUESS, PLAIN, Reading

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
