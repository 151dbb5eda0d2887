"""Checks that divide: multiples, amounts a head, growth, shares, parts and wholes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, islice

from pipeline.datatypes import Cue
from pipeline.stages.auditing.intervals import HUNDRED, Interval, exact
from pipeline.stages.auditing.items import Item, distinct
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.heads import (
    are_heads,
    are_in_turn,
    is_of_all,
    is_per_head,
    may_be_heads,
)
from pipeline.stages.auditing.ties.levels import (
    are_far_apart,
    are_levels_apart,
    are_of_others,
    bounds_class,
)
from pipeline.stages.auditing.ties.pairs import pairs_near
from pipeline.stages.auditing.ties.wording import is_frame, is_to_usual
from pipeline.stages.auditing.ties.years import is_to_last_year, year_of
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading

PROFITS = frozenset({"net_income", "operating_income", "gross_profit", "ebitda"})
# What is earned, before and after costs.
EARNED = frozenset({"revenue", *PROFITS})
HALF = Decimal("0.5")
# So many amounts before a multiple may be what it compares a head; pairs of all are too many.
SUMS, ONE = 12, exact(Decimal(1))
# How near the word for a change stands to a percentage that claims take for another: a gain of about 18%.
BESIDE = 10


def ratio_of(first: Item, second: Item) -> tuple[Item, Item, Interval] | None:
    """The larger, the smaller, and how many times they are."""
    more, less = sorted((first, second), key=lambda item: item.allows.high, reverse=True)
    ratio = more.allows.over(less.allows)
    return None if ratio is None else (more, less, ratio)


def write_ratio(more: Item, less: Item) -> str:
    """The two figures as written: ``130億ドル ÷ 150人``."""
    return f"{more.figure.surface} ÷ {less.figure.surface}"


def check_multiple(scene: Scene) -> Iterator[Reading]:
    """A multiple against the two amounts it compares: 3400 is 2倍以上 of 1570.

    Where the language says by how many times something grew (增长了2倍 is threefold), one is added.
    """
    for stated in scene.items:
        if stated.figure.kind != "multiple" or is_frame(stated) or scene.in_unit(stated, "per_head"):
            continue
        grown = scene.beside(stated, "grown_by") is not None
        for first, second, sureness in pairs_near(scene, stated, 1, 1):
            found = ratio_of(first, second)
            if found is None or _are_changes(scene, first, second):
                continue
            more, less, ratio = found
            # Down from its high of $263, three times its first $31
            gone = scene.is_left(more) and not scene.is_movement(first, second)
            apart = gone or _is_priced(scene, stated) or _is_of_others(scene, stated, first, second)
            apart = apart or is_to_usual(scene, stated, first, second)
            # At a price of $75,000 they would be worth $240 million, 4.7 times as much.
            priced = bool(scene.before(first, "unit_price")) != bool(scene.before(second, "unit_price"))
            apart = apart or (priced and not scene.is_movement(first, second))
            sure, text = GUESS if apart else sureness, write_ratio(more, less)
            times = Reading("multiple", stated, (more, less), ratio, "times", text, sure)
            if not grown:
                yield times
                continue
            by = ratio.minus(ONE)
            # Often said for the multiple itself: then a doubt, no more.
            yield times._replace(
                computed=Interval(max(by.low, Decimal(0)), max(by.high, Decimal(0))),
                expression=f"{text} − 1",
                weak=times.gap() <= 1,
            )


def _are_changes(scene: Scene, first: Item, second: Item) -> bool:
    """Whether two percentages say by how much something moved: fell 0.8%, fell nearly a tenth."""
    if first.figure.kind != "percent" or scene.is_movement(first, second):
        return False
    return any(scene.beside(item, "rise", "fall") for item in (first, second))


def _is_priced(scene: Scene, stated: Item) -> bool:
    """Whether a multiple tells how dear a share is, of earnings, sales or assets nobody need tell."""
    return scene.beside(stated, "dear") is not None


def _is_of_others(scene: Scene, stated: Item, first: Item, second: Item) -> bool:
    """Whether a multiple does not lie between two amounts: of others in two sentences, or no levels.

    Of two things in one sentence one may be twice the other.
    """
    if are_of_others(first, second) and first.unit != second.unit:
        return True
    if scene.beside(stated, "last_year") and not scene.is_movement(first, second):
        # $4bn paid by one, $504m by another, twice what a third did: against what is not told.
        years = [
            year_of(scene, begin, item)
            for begin, item in ((scene.units[first.unit], first), (first.figure.end, second))
        ]
        if are_of_others(first, second) or (None not in years and years[0] == years[1]):
            return True
    return are_levels_apart(scene, stated, first, second) or is_to_last_year(scene, stated, first, second)


def check_halved(scene: Scene) -> Iterator[Reading]:
    """Halved, told in a word that is no figure (半減, 减半, halved): 0.42 to 0.21 holds."""
    for cue in scene.cues.get("halved", ()):
        stated = scene.word_as_item(cue, HALF, "times", "multiple")
        behind = next(iter(scene.between(cue.end, cue.end + BESIDE)), None)
        for first, second, sureness in pairs_near(scene, stated, 1, 0):
            if behind is not None and second is not behind:
                continue  # cost $3. The price has since halved to $1.50, and rivals charge 40 cents
            if _are_changes(scene, first, second) or _is_of_another_metric(scene, stated, second):
                continue
            if not _ends(scene, cue, first, second):
                continue
            more, less = sorted((first, second), key=lambda item: item.allows.high, reverse=True)
            part = less.allows.over(more.allows)
            if part is not None:
                yield Reading(
                    "multiple", stated, (less, more), part, "times", write_ratio(less, more), sureness
                )


def _ends(scene: Scene, cue: Cue, first: Item, second: Item) -> bool:
    """Whether what began at one amount may end at the other: halved from $187, it is still above $40."""
    if not scene.is_left(first):
        return True
    before = second.figure.end <= cue.start and scene.is_movement(first, second)
    return before or scene.is_whither(second)


def _is_of_another_metric(scene: Scene, stated: Item, last: Item) -> bool:
    """Whether a word behind two amounts is of a metric named between: TVL从1.8亿降至5000万，代币价格腰斩."""
    named = scene.metrics_in(last.figure.end, stated.figure.start)
    return bool(named) and last.metric not in named


def check_per_capita(scene: Scene) -> Iterator[Reading]:
    """An amount a head against the amount and the heads, or how many times two of them are.

    ``社員120人で売上24億円、1人当たり2000万円`` holds.
    """
    for stated in scene.items:
        if stated.figure.kind == "multiple" and scene.in_unit(stated, "per_head"):
            yield from _compare_heads(scene, stated)
        elif stated.figure.kind != "multiple" and is_per_head(scene, stated):
            yield from _divide_by_heads(scene, stated)


def _divide_by_heads(scene: Scene, stated: Item) -> Iterator[Reading]:
    near = [item for item in scene.near(stated, 4, 1) if not item.again and not is_per_head(scene, item)]
    heads = [item for item in near if are_heads(scene, item) and item.allows.low > 1]
    if not heads and (scene.beside(stated, "each") or scene.touches(stated, "per_head")):
        heads = [item for item in near if may_be_heads(scene, item) and item.unit >= stated.unit - 1]
    amounts = [
        item
        for item in near
        if item.figure.kind == stated.figure.kind
        and item.figure.unit == stated.figure.unit
        and item not in heads
        and not _are_profit_and_sales(stated, item)
        and is_of_all(scene, item)
    ]
    for amount in amounts:
        for head in heads:
            computed = amount.allows.over(head.allows)
            if computed is None:
                continue
            close = abs(stated.unit - amount.unit) <= 1 and abs(stated.unit - head.unit) <= 1
            only = len(amounts) == 1 and len(heads) == 1 and (close or are_in_turn(stated, amount, head))
            same = bool(amount.things) and amount.things == head.things and close and len(amounts) == 1
            yield Reading(
                "per-capita", stated, (amount, head), computed, stated.figure.unit,
                write_ratio(amount, head), PLAIN if only else LIKELY if same else GUESS,
            )  # fmt: skip


def _are_profit_and_sales(one: Item, other: Item) -> bool:
    """Whether two amounts are a profit and a revenue: 900 employees, $400,000 of revenue for each."""
    return one.metric != other.metric and {one.metric, other.metric} <= EARNED


def _compare_heads(scene: Scene, stated: Item) -> Iterator[Reading]:
    before = scene.ahead_of(stated)
    heads = [item for item in before if item.figure.unit == "person" and item.things][-4:]
    each: list[tuple[Item, Item, Interval]] = []
    for head in heads:
        sums = distinct(item for item in reversed(before) if _is_sum_of(item, head))
        for amount in reversed(list(islice(sums, SUMS))):
            a_head = amount.allows.over(head.allows)
            if a_head is not None:
                each.append((amount, head, a_head))
    for one, other in combinations(each, 2):
        if one[1].things == other[1].things or not one[0].same_kind(other[0]):
            continue
        more, less = sorted((one, other), key=lambda found: found[2].high, reverse=True)
        times = more[2].over(less[2])
        if times is not None:
            text = f"({write_ratio(*more[:2])}) ÷ ({write_ratio(*less[:2])})"
            yield Reading(
                "per-capita", stated, (*more[:2], *less[:2]), times, "times", text, LIKELY, weak=True
            )


def _is_sum_of(item: Item, head: Item) -> bool:
    """Whether an item is a level of money of those who have these heads."""
    return (
        item.figure.kind == "money" and item.things == head.things and not item.again
        and item.claim is not None and item.claim.change == "level"
    )  # fmt: skip


def check_growth(scene: Scene) -> Iterator[Reading]:
    """A growth in percent against the levels before and behind, or the level and how much it rose.

    ``40億ドルから50億ドルへ25%増`` holds.
    """
    for stated in scene.items:
        if stated.figure.kind != "percent" or not _tells_growth(scene, stated):
            continue
        falls = _falls(scene, stated)
        for first, second, sureness in pairs_near(scene, stated, 1, 1):
            if first.figure.kind == "percent" and sureness < PLAIN:
                continue
            found = ratio_of(first, second)
            if found is not None:
                guess = (
                    is_to_last_year(scene, stated, first, second)
                    or are_levels_apart(scene, stated, first, second)
                    or are_of_others(first, second)
                    or are_far_apart(first, second)
                    or bounds_class(first)
                    or bounds_class(second)
                    or (stated.is_real and not (first.is_real and second.is_real))
                )
                yield from _growths(stated, found, falls, GUESS if guess else sureness)


def _falls(scene: Scene, stated: Item) -> bool:
    """Whether a change goes down: by the word before it, else by the one behind."""
    for beside in (scene.before, scene.behind):
        if (up := beside(stated, "rise")) or beside(stated, "fall"):
            return up is None
    return False


def _tells_growth(scene: Scene, item: Item) -> bool:
    if item.claim is not None and item.claim.change != "delta" and not _is_worded_so(scene, item):
        return False
    if any(scene.is_movement(item, one) or scene.is_movement(one, item) for one in scene.near(item, 0)):
        return False  # 付费率从5%提高到6.25%: two levels
    if scene.beside(item, "compound"):
        return False  # 15% a year for five years
    return scene.beside(item, "rise", "fall") is not None


def _is_worded_so(scene: Scene, item: Item) -> bool:
    """Whether a word for a change stands beside a percentage, and none for a share: a gain of about 18%."""
    end = item.figure.end
    share = scene.beside(item, "share") or scene.said("out_of", end, end + TOUCH)
    return not share and any(scene.stands_beside(item.figure, code, BESIDE) for code in ("rise", "fall"))


def _growths(
    stated: Item, found: tuple[Item, Item, Interval], falls: bool, sureness: int
) -> Iterator[Reading]:
    more, less, ratio = found
    if falls:
        low, high = HUNDRED - HUNDRED / ratio.low, HUNDRED - HUNDRED / ratio.high
        text = f"1 − {less.figure.surface} ÷ {more.figure.surface}"
    else:
        low, high = ratio.low * HUNDRED - HUNDRED, ratio.high * HUNDRED - HUNDRED
        text = f"{write_ratio(more, less)} − 1"
    computed = Interval(max(low, Decimal(0)), max(high, Decimal(0)))
    reading = Reading("growth", stated, (more, less), computed, "percent", text, sureness)
    yield reading
    if less.claim is not None and less.claim.change == "delta" and more.allows.low > less.allows.high:
        # The smaller is by how much it rose: the level before is the difference.
        before = more.allows.plus(less.allows) if falls else more.allows.minus(less.allows)
        rise = less.allows.over(before)
        if rise is not None:
            sign = "+" if falls else "−"
            text = f"{less.figure.surface} ÷ ({more.figure.surface} {sign} {less.figure.surface})"
            yield reading._replace(computed=rise.scaled(HUNDRED), expression=text)
