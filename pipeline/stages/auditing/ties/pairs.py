"""Which two amounts a ratio can lie between, and how sure that is: no pair without a tie.

A multiple, a growth or a share tells no amounts; any two of a kind around it will do for a calculator.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.stages.auditing.intervals import HUNDRED
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.ties.comparing import are_dated, are_set_against, closes, is_base
from pipeline.stages.auditing.ties.levels import HALT, PARAGRAPH, are_joined, is_named, times_in
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN

AMOUNTS = frozenset({"money", "count", "measure", "number", "rate", "percent"})
RATIOS = frozenset({"percent", "multiple"})
# Metrics of ratios that say nothing of what the ratio is of.
LOOSE_METRICS = ("growth_rate", "multiple", "market_share", "return", "count", "productivity", "margin")
# Ends of TIMEX lengths up to some weeks, and how near one stands to the ratio it is of: 24時間で43%.
SHORT, SPAN_REACH = "HDW", 16
_FARTHER = (2, 3)


def pairs_near(scene: Scene, stated: Item, back: int = 1, ahead: int = 0) -> Iterator[tuple[Item, Item, int]]:
    """Pairs of amounts of one kind near a ratio, in text order, and how sure it is that they are meant.

    Sure: the only two of their kind in its unit, of one metric, and no other ratio beside it; likely:
    the only two around, of one metric; else a guess.
    """
    around = [
        item
        for item in scene.near(stated, back, ahead)
        if item.figure.kind in AMOUNTS and item.figure.kind != stated.figure.kind
        and not item.again and not scene.is_few(item)
    ]  # fmt: skip
    own = [item for item in around if item.unit == stated.unit]
    rivals = _rivals(scene, stated)
    for first, second in combinations(around, 2):
        if not first.same_kind(second):
            continue
        alike = [item for item in own if item.same_kind(first)]
        wide = [item for item in around if item.same_kind(first)]
        here = len(alike) == 2 and first in alike and second in alike
        only = here or (len(alike) < 2 and len(wide) == 2)
        same = _are_worded(scene, stated, first, second) or (
            first.metric == second.metric and stated.metric in (None, first.metric, *LOOSE_METRICS)
        )
        alone = len(own) == len(alike) and not rivals
        moved = here and scene.is_movement(first, second)
        if first.metric and {first.metric} == {second.metric, stated.metric}:
            # 营收31.5亿元，同比增长75%，2024年为18亿元；净利润4.2亿元: two of the ratio's own metric.
            kin = [item for item in alike if item.metric == first.metric]
            here = here or (len(kin) == 2 and first in kin and second in kin)
        if are_untied(scene, stated, first, second):
            yield first, second, GUESS
        elif (moved or (here and same and (first.metric or alone))) and not rivals:
            yield first, second, PLAIN
        else:
            near = stated.unit in (first.unit, second.unit) or closes(scene, stated, first, second)
            yield first, second, LIKELY if only and same and alone and near else GUESS


def _are_worded(scene: Scene, stated: Item, first: Item, second: Item) -> bool:
    """Whether the wording makes of two amounts what a ratio lies between, whatever their metrics."""
    if are_joined(scene, first, second) or are_set_against(scene, first, second):
        return True
    return are_dated(scene, first, second) or any(is_base(scene, stated, one) for one in (first, second))


def _rivals(scene: Scene, stated: Item) -> list[Item]:
    """The other ratios of a ratio's metric in its sentence."""
    return [
        item
        for item in scene.near(stated, 0)
        if item.figure.kind == stated.figure.kind and item.metric == stated.metric
    ]


def are_untied(scene: Scene, ratio: Item, first: Item, second: Item) -> bool:
    """Whether nothing in the text makes two amounts those that a ratio lies between."""
    if scene.is_movement(first, second):
        return False
    if {first.figure.unit, second.figure.unit} > {None} and first.metric != second.metric:
        return True  # halved to $410m, and transactions are down to 2.1 million
    if closes(scene, ratio, first, second):
        alike = ratio.figure.kind == "multiple" and first.metric == second.metric is not None
        return not (alike or _are_worded(scene, ratio, first, second))
    if first.unit != second.unit or second.unit != ratio.unit:
        apart = PARAGRAPH in scene.text[first.figure.start : max(second.figure.start, ratio.figure.start)]
        return apart or not (_are_of_one_metric(first, second) or _is_next(scene, ratio, first, second))
    if _is_over_span(scene, ratio) or _is_taken(scene, ratio, first, second):
        return True
    # Rose 14%, and the profit was 40 after 35: what follows a ratio in another clause is of something else.
    ahead = ratio.figure.end <= first.figure.start and not are_dated(scene, first, second)
    halted = bool(set(scene.text[first.figure.end : second.figure.start]) & set(HALT))
    return ahead and (halted or scene.said("clause", ratio.figure.end, first.figure.start) is not None)


def _are_of_one_metric(first: Item, second: Item) -> bool:
    """Whether two amounts of two sentences are of one metric, which both sentences name."""
    named = is_named(first) and is_named(second)
    return named and first.metric == second.metric


def _is_next(scene: Scene, ratio: Item, first: Item, second: Item) -> bool:
    """Whether the last amount of a sentence, the only one of the next and the ratio follow each other.

    売上高は205億円だった。前年同期は104億円で、ほぼ2倍になった.
    """
    if not (first.unit + 1 == second.unit == ratio.unit and second.figure.end <= ratio.figure.start):
        return False
    begin = max(second.left, scene.units[second.unit])
    between = [one for one in scene.between(first.figure.end, begin) if one.same_kind(first)]
    return not between and not _is_over_span(scene, ratio) and not _is_taken(scene, ratio, first, second)


def _is_over_span(scene: Scene, ratio: Item) -> bool:
    """Whether a ratio is told over hours, days or weeks, at whose beginning the text tells no amount."""
    figure = ratio.figure
    return any(
        time.type == "DURATION" and time.timex[-1:] in SHORT and scene.unit_at(time.start) == ratio.unit
        and (0 <= time.start - figure.end <= SPAN_REACH or 0 <= figure.start - time.end <= SPAN_REACH)
        and time.end <= ratio.right
        for time in times_in(scene, ratio.left, ratio.right)
    )  # fmt: skip


def _is_taken(scene: Scene, ratio: Item, first: Item, second: Item) -> bool:
    """Whether something between two amounts and a ratio behind them is nearer to either.

    Another ratio has the two already (较三季度末的251亿枚增加两成，较上年同期翻番); other amounts of
    their currency are nearer to this one (出力は15ドルで、前世代の45ドルの3分の1).
    """
    if ratio.number < second.number:
        return False
    a = second.figure
    return any(
        one.figure.kind in RATIOS or (one.figure.kind == "money" == a.kind and one.figure.unit == a.unit)
        for one in scene.between(a.end, ratio.figure.start)
    )


def compares_farther(scene: Scene, stated: Item) -> bool:
    """Whether an amount of a share's unit and one told two or three units before make it.

    出力は1.10ドル … 競合は入力3ドル、出力15ドルで、14分の1に近い: of 15 and 1.10, not of 3 and 15.
    """
    for own in scene.by_unit[stated.unit]:
        for far in (item for back in _FARTHER for item in scene.by_unit.get(stated.unit - back, ())):
            if own.figure.kind in RATIOS or not are_alike(own, far):
                continue
            less, more = sorted((own, far), key=lambda item: item.allows.high)
            share = less.allows.over(more.allows)
            if share is not None and stated.allows.meets(share.scaled(HUNDRED)):
                return True
    return False


def are_alike(first: Item, second: Item) -> bool:
    """Whether two are amounts of one unit, of which one may leave out what it is per."""
    a, b = first.figure, second.figure
    return (a.kind, a.unit) == (b.kind, b.unit) and (a.per == b.per or None in (a.per, b.per))
