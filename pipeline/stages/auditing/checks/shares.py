"""Checks of parts of a whole: shares in percent, and that a part is not more than its whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce

from pipeline.stages.auditing.checks.ratios import write_ratio
from pipeline.stages.auditing.checks.sums import write_sum
from pipeline.stages.auditing.intervals import HUNDRED, Interval, exact
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.appositions import (
    amount_of,
    is_named_else,
    named_whole,
    sum_of_shared,
    wholes_of,
)
from pipeline.stages.auditing.ties.comparing import closes
from pipeline.stages.auditing.ties.levels import (
    are_bracketed_apart,
    bounds_class,
    is_growth,
    is_left,
    is_told_twice,
    times_in,
)
from pipeline.stages.auditing.ties.lists import is_slip_of_scale
from pipeline.stages.auditing.ties.pairs import compares_farther, pairs_near
from pipeline.stages.auditing.ties.wholes import (
    OF_REACH,
    are_places_apart,
    is_of,
    is_of_two,
    parts_before,
    parts_behind,
    told_before,
    whole_of,
)
from pipeline.stages.auditing.ties.wording import is_apposed_of
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading

# Of these parts may be above the whole, as others go the other way.
NET = frozenset({"inflow", "outflow", "net_income", "operating_income", "loss"})


def check_share(scene: Scene) -> Iterator[Reading]:
    """A percentage of a whole against the part and the whole: 15億 of 800億 is 約2%."""
    for stated in scene.items:
        if stated.figure.kind != "percent":
            continue
        amount = amount_of(scene, stated)
        apposed = [] if amount is None else list(_share_of_amount(scene, stated, amount))
        yield from apposed
        sure = any(reading.sureness > GUESS for reading in apposed)
        other = amount is not None and is_named_else(scene, stated) and whole_of(scene, amount) is None
        yield from _share_of_part(scene, stated)
        if _tells_share(scene, stated):
            yield from _share_of_several(scene, stated)
            for reading in _share_of_pairs(scene, stated, amount):
                # Where the wording ties an amount to its share, another pair clears it and accuses nobody.
                if reading.gap() <= 1 or not (sure or other):
                    yield reading


def _share_of_pairs(scene: Scene, stated: Item, amount: Item | None) -> Iterator[Reading]:
    """A share against pairs of amounts near it, the one beside it among them if there is one."""
    for first, second, sureness in pairs_near(scene, stated, 1, 1):
        if first.figure.kind == "percent" or scene.is_movement(first, second):
            continue  # of what moved from one to the other a percentage is the growth
        if amount is not None and amount not in (first, second):
            continue
        if is_apposed_of(scene, stated):
            continue
        more, less = sorted((first, second), key=lambda item: item.allows.high, reverse=True)
        computed = less.allows.over(more.allows)
        if computed is None:
            continue
        inside = whole_of(scene, less) is more
        named = _names_whole(scene, stated, more) and not are_bracketed_apart(scene, stated, first, second)
        told = named or (inside and _are_neighbours(scene, stated, less))
        taken = not named and (
            _is_taken(scene, stated, second) or _are_no_whole(scene, stated, first, second)
        )
        taken = taken or _is_in_another(scene, stated, less, more)
        # 615億ドル、首位の1,530億ドルに次ぎ、シェアは27%: two of a market, or one's own
        taken = taken or (stated.metric == "market_share" and not (inside or named))
        taken = taken or any(item.claim and item.claim.change == "delta" for item in (first, second))
        taken = taken or (not (inside or named) and compares_farther(scene, stated))
        closed = LIKELY if _closes(scene, stated, first, second) else sureness
        sure = GUESS if taken else PLAIN if told and stated.unit == less.unit else closed
        reading = Reading(
            "share", stated, (less, more), computed.scaled(HUNDRED), "percent",
            write_ratio(less, more), sure,
        )  # fmt: skip
        if scene.before(second, "rest") and not named:
            yield from _shares_with_rest(reading, first, second)
            continue
        yield reading
        # A part and its whole are no two parts: of its 8 million users, 2 million pay.
        near = first.unit == second.unit and second.figure.start - first.figure.end <= TOUCH
        listed = near or scene.in_unit(stated, "total", "pair") is not None
        if sure > GUESS and listed and not (inside or named or scene.before(more, "share")):
            yield from _shares_of_both(reading, more, less)


def _closes(scene: Scene, stated: Item, first: Item, second: Item) -> bool:
    """Whether a share with no whole of its own opens the next sentence: 融資5640億、延滞169億。延滞率は3%."""
    told = scene.beside(stated, "share") is not None and not is_named_else(scene, stated)
    return told and closes(scene, stated, first, second)


def _share_of_part(scene: Scene, stated: Item) -> Iterator[Reading]:
    """A share against a part and its whole told right before it: 800万人のうち160万人。割合は45%."""
    pair = None if is_named_else(scene, stated) else told_before(scene, stated)
    computed = pair[0].allows.over(pair[1].allows) if pair else None
    if pair and computed is not None:
        sure = PLAIN if pair[0].unit == stated.unit and _tells_share(scene, stated) else LIKELY
        yield Reading("share", stated, pair, computed.scaled(HUNDRED), "percent", write_ratio(*pair), sure)


def _share_of_several(scene: Scene, stated: Item) -> Iterator[Reading]:
    """What several amounts are of the whole beside a share; if all are counted (この3社で) it may accuse."""
    here = scene.by_unit[stated.unit]
    for whole in here:
        if whole.figure.kind == "percent" or not _names_whole(scene, stated, whole):
            continue
        parts = parts_before(scene, stated, whole)
        together = reduce(Interval.plus, (part.allows for part in parts)) if len(parts) > 1 else None
        share = together.over(whole.allows) if together else None
        counted = any(scene.is_few(one) and one.figure.value == len(parts) for one in here)
        if share is not None and (counted or share.scaled(HUNDRED).meets(stated.allows)):
            text, sure = f"({write_sum(parts)}) ÷ {whole.figure.surface}", PLAIN if counted else LIKELY
            yield Reading("share", stated, (*parts, whole), share.scaled(HUNDRED), "percent", text, sure)


def _share_of_amount(scene: Scene, stated: Item, amount: Item) -> Iterator[Reading]:
    """A share against the amount beside it and what can be the whole: 20% of it, $1.94bn."""
    for whole, sureness in wholes_of(scene, stated, amount):
        turned = whole.allows.over(
            amount.allows
        )  # 在全部6,500万人中占44%: what stands beside it is the whole
        if turned is not None and turned.scaled(HUNDRED).meets(stated.allows):
            yield Reading(
                "share", stated, (whole, amount), turned.scaled(HUNDRED), "percent",
                write_ratio(whole, amount), sureness,
            )  # fmt: skip
        computed = amount.allows.over(whole.allows)
        if computed is not None:
            # 国内は2,990億円、海外は6,038億円と全体の6割: more than a whole is no part, but for a slip
            beyond = computed.low > 1 and not is_slip_of_scale(stated, computed.scaled(HUNDRED))
            yield Reading(
                "share", stated, (amount, whole), computed.scaled(HUNDRED), "percent",
                write_ratio(amount, whole), GUESS if beyond else sureness,
            )  # fmt: skip
    listed = sum_of_shared(scene, amount)
    computed = amount.allows.over(listed) if listed else None
    if computed is not None:
        yield Reading(
            "share", stated, (amount,), computed.scaled(HUNDRED), "percent", amount.figure.surface, GUESS
        )


def _are_no_whole(scene: Scene, stated: Item, first: Item, second: Item) -> bool:
    """Whether two amounts are no part and whole: one at two times, or what is told behind the share.

    ``410 people, up from 95, a quarter of them``; ``$184 billion, or 60% of it, and USDC for $75 billion``.
    """
    if are_bracketed_apart(scene, stated, first, second) or is_told_twice(first, second):
        return True
    if scene.said("from", first.figure.start, second.figure.start) or scene.before(second, "last_year"):
        return True
    if (first.period and second.period and first.period != second.period) or _is_dated_apart(
        scene, first, second
    ):
        return True
    if bounds_class(first) or bounds_class(second) or scene.before(stated, "part"):
        return True  # 合同97亿美元，其中两成为预付款，并采购58亿: of what stands before
    if not first.number < stated.number < second.number:
        return False
    clause = scene.said("clause", stated.figure.end, second.figure.start)
    begin = clause.end if clause and second.figure.start - clause.end > 1 else stated.figure.end
    of = scene.before(second, "total") or scene.said("out_of", begin, second.figure.start)
    if clause is None:  # 200人，占14%，并终止500名外包
        of = of or scene.said("share_of", begin, second.figure.start)
    return of is None  # but not 20% of it, $1.94bn


def _is_dated_apart(scene: Scene, first: Item, second: Item) -> bool:
    """Whether the second of two amounts of one metric has a time of its own: 310亿，3月时为110亿."""
    if first.metric != second.metric or scene.before(second, "part", "share", "total"):
        return False
    return any(time.type == "DATE" for time in times_in(scene, second.left, second.figure.start))


def _is_taken(scene: Scene, stated: Item, last: Item) -> bool:
    """Whether a pair has its percentage already: 15% in 3600人，研发2160人，占60%；海外占比则为15%."""
    between = scene.items[last.number + 1 : stated.number]
    return bool(between) and all(item.figure.kind == "percent" for item in between)


def _shares_of_both(reading: Reading, more: Item, less: Item) -> Iterator[Reading]:
    """What the larger of two is of both: 5,000万と1,300万、前者だけで全体の8割."""
    both = more.allows.plus(less.allows)
    computed = more.allows.over(both)
    if computed is not None:
        text = f"{more.figure.surface} ÷ ({more.figure.surface} + {less.figure.surface})"
        yield reading._replace(computed=computed.scaled(HUNDRED), expression=text)


def _shares_with_rest(reading: Reading, part: Item, rest: Item) -> Iterator[Reading]:
    """What a part is of itself and of what is left: 20%に当たる900万株を持ち、残る3600万株を買う."""
    computed = part.allows.over(part.allows.plus(rest.allows))
    if computed is not None:
        one, other = part.figure.surface, rest.figure.surface
        sure = min(reading.sureness, LIKELY)
        yield reading._replace(
            operands=(part, rest), computed=computed.scaled(HUNDRED), sureness=sure,
            expression=f"{one} ÷ ({one} + {other})",
        )  # fmt: skip


def _is_in_another(scene: Scene, stated: Item, less: Item, more: Item) -> bool:
    """Whether one of two amounts has its own part in the text, so that they are no part and whole.

    大企業は480社の72%、中小企業は1920社の39.5%: the smaller is the whole of another share. ``$2.31 billion,
    half of the total, while B brought in $1.04 billion``: the larger is a part itself.
    """
    behind = scene.items[less.number + 1 : less.number + 2]
    if any(
        item is not stated and item.figure.kind == "percent" and is_of(scene, item, less) for item in behind
    ):
        return True
    if more.unit != stated.unit or more.number + 1 != stated.number:
        return False
    begin, end = named_whole(scene, stated)
    near = less.number > stated.number or begin - more.figure.end <= TOUCH
    return near and any(scene.said(code, begin, end) for code in ("total", "share"))


def _names_whole(scene: Scene, stated: Item, whole: Item) -> bool:
    """Whether the whole stands right beside its share: 30億ドルの4割, 18% of $12 billion."""
    if whole.figure.end <= stated.figure.start:
        return is_of(scene, stated, whole)
    of = scene.said("out_of", stated.figure.end, whole.figure.start)
    near = whole.figure.start - stated.figure.end <= OF_REACH
    return of is not None and near and scene.said("clause", of.end, whole.figure.start) is None


def _are_neighbours(scene: Scene, one: Item, other: Item) -> bool:
    """Whether no other amount of the second's kind stands between two."""
    low, high = sorted((one.number, other.number))
    return not any(item.same_kind(other) for item in scene.items if low < item.number < high)


def _tells_share(scene: Scene, item: Item) -> bool:
    told = item.claim is not None and item.claim.change == "share"
    return (scene.beside(item, "share") is not None or told) and not scene.beside(item, "rise", "fall")


def check_part(scene: Scene) -> Iterator[Reading]:
    """A part is not more than its whole: 35人のうち31人 holds."""
    for part in scene.items:
        whole = whole_of(scene, part)
        if whole is None or part.figure.low is None or whole.figure.high is None or is_growth(whole):
            continue
        # A part above what its whole is said to be is no rounding, even where the two may meet.
        meet = part.allows.low <= whole.allows.high
        open_end = whole.figure.modifier in ("more_than", "at_least", "just_over")
        limit = whole.allows if open_end else exact(whole.figure.high)
        # What flowed on balance is less than what flowed one way: 流出1.37亿，其中A流出3.75亿，B流入1.13亿.
        flows = {part.metric, whole.metric} & NET and part.figure.kind == "money"
        net = flows or scene.beside(part, "difference") is not None
        # A percentage behind another may be of what that one is of: 年化收益2.9%。其中Lido占24%
        net = net or (part.figure.kind == "percent" and part.figure.low > whole.figure.high)
        # このうち半導体は前の期の3280億円から伸びた: what it was is no part of what the whole is
        net = net or (is_left(scene, part) and any(map(is_growth, scene.items[part.number + 1 :][:1])))
        net = net or is_of_two(scene, part, whole)
        more = (part, *parts_behind(scene, part, whole))
        alone = part.figure.low <= limit.high
        if alone and len(more) > 1 and sum(item.allows.low for item in more) > limit.high and not net:
            yield from _parts_beyond(scene, more, whole, limit)
            continue
        yield Reading(
            "part-of-whole", part, (whole,), limit, whole.figure.unit,
            f"{part.figure.surface} ≤ {whole.figure.surface}", GUESS if net else PLAIN, "at_most",
            Decimal("Infinity") if meet else Decimal(1), sole=exact(part.figure.low),
        )  # fmt: skip


def _parts_beyond(scene: Scene, parts: tuple[Item, ...], whole: Item, limit: Interval) -> Iterator[Reading]:
    """Parts that are more than their whole together: no praise; a doubt where they are of two places."""
    if are_places_apart(scene, parts):
        yield Reading(
            "part-of-whole", parts[0], (whole, *parts[1:]), limit, whole.figure.unit,
            f"{write_sum(parts)} ≤ {whole.figure.surface}", LIKELY, "at_most",
            sole=reduce(Interval.plus, (item.allows for item in parts)),
        )  # fmt: skip
