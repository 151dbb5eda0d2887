"""Checks of money against usual bands: a year's interest on what bears it, a profit and its revenue."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.stages.auditing.checks.ratios import EARNED, PROFITS
from pipeline.stages.auditing.intervals import Interval
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.heads import is_per_head
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading

# A year's interest in parts of what bears it: government paper and deposits of the last thirty
# years in hard currencies lie well within.
YIELDS = Interval(Decimal("0.01"), Decimal("0.08"))
HELD = frozenset(
    {"holdings", "reserves", "assets_under_management", "assets", "deposits", "cash", "tvl", "collateral"}
)

# How far before an amount the word begins that says what it is: reserves that averaged $54 billion.
WORD = 24
# A share's profit is no part of a firm's revenue: so much less is in another scale.
SCALES = 10_000


def check_yield(scene: Scene) -> Iterator[Reading]:
    """A year's interest against what bears it: 700億円 on 1300億ドル is 0.4 %, far below any yield."""
    holdings = {item.number for item in scene.items if item.metric in HELD or _is_named_held(scene, item)}
    for interest in scene.items:
        if interest.again or not _is_interest(scene, interest):
            continue
        others = [item for item in scene.near(interest, 1) if _bears(scene, interest, item)]
        own = [item for item in others if item.unit == interest.unit]
        for number in sorted(holdings | {item.number for item in others}):
            held = scene.items[number]
            if held is interest or held.again or not held.is_real or not _bears(scene, interest, held):
                continue
            if held.metric in EARNED:
                continue  # of which interest is a part: revenue of $740m, of which $711m was interest
            named = held.number in holdings
            same = named and _same_holder(scene, interest, held)
            only = own == [held] or (not own and others == [held])
            if named or only:
                sureness = PLAIN if same or (only and own) else LIKELY if only else GUESS
                yield from _banded(interest, held, sureness)


def _same_holder(scene: Scene, interest: Item, held: Item) -> bool:
    """Whether both are of one thing; what nobody is said to hold, next to it, is of whom the interest is."""
    if not interest.things or held.things:
        return bool(interest.things) and interest.things == held.things
    return any(
        item.things == interest.things and item.allows == interest.allows for item in scene.near(held, 1, 1)
    )


def _is_named_held(scene: Scene, item: Item) -> bool:
    """Whether a word beside an amount says that it is held: on reserves of $54 billion."""
    start, end = item.figure.start, item.figure.end
    told = scene.metrics_in(max(item.left, start - WORD), start) or scene.metrics_in(end, end + 2)
    return told[-1:] != [] and told[-1] in HELD


def _is_interest(scene: Scene, item: Item) -> bool:
    if item.figure.kind not in ("money", "count") or (item.claim and item.claim.change != "level"):
        return False
    word = scene.before(item, "interest")
    behind = scene.said("interest", item.figure.end, item.figure.end + TOUCH)
    if behind is not None and scene.said("clause", item.figure.end, behind.start) is None:
        return True  # 1300万元的利息, but not: to $1.2 billion; interest came to $38 million
    near = word is not None and scene.said("clause", word.end, item.figure.start) is None
    return item.metric in ("interest_income", "interest_expense") or (
        (scene.touches(item, "interest") or (near and not _is_named_held(scene, item)))
        and item.metric not in HELD
    )


def _bears(scene: Scene, interest: Item, held: Item) -> bool:
    """Whether an amount can be what bears an interest: the larger, of the same kind, no price."""
    a, b = interest.figure, held.figure
    money = a.kind == b.kind == "money" and a.per in (None, "year") and b.per is None  # 年に75億円
    larger = b.unit != a.unit or held.allows.high >= interest.allows.low
    return (
        larger
        and (money or held.same_kind(interest))
        and held.number != interest.number
        and (held.metric != "interest_income" or _is_named_held(scene, held))
    )


def _banded(interest: Item, held: Item, sureness: int) -> Iterator[Reading]:
    text = f"{held.figure.surface} × 1–8 %"
    if interest.same_kind(held):
        yield Reading(
            "yield-band", interest, (held,), held.allows.times(YIELDS), held.figure.unit, text, sureness
        )
    elif interest.dollars and held.dollars:
        computed = held.dollars.times(YIELDS)
        yield Reading("yield-band", interest, (held,), computed, "USD", text, sureness, sole=interest.dollars)


def check_margin(scene: Scene) -> Iterator[Reading]:
    """A profit is not above the revenue of the same company and time."""
    for profit in scene.items:
        if (
            profit.metric not in PROFITS
            or profit.again
            or profit.claim is None
            or profit.claim.change != "level"
            or scene.beside(profit, "negative")
        ):
            continue
        near = {item.number for item in scene.near(profit, 2, 2)}
        told_last = [
            revenue.number for revenue in scene.by_metric["revenue"]
            if revenue.number < profit.number and revenue.same_kind(profit) and not revenue.again
        ]  # fmt: skip
        for revenue in scene.by_metric["revenue"]:
            if not _is_revenue_of(scene, revenue, profit):
                continue
            if profit.allows.high * SCALES < revenue.allows.low:
                continue
            told = profit.things and abs(profit.unit - revenue.unit) <= 1
            # Farther off it accuses nobody, but clears: what is told nearby may be of a part.
            guess = revenue.number not in near or _is_revalued(scene, profit)
            # 2023年营业额3400万元，去年4.1亿元。净利6200万元: of the one told last
            guess = guess or revenue.number < max(told_last, default=0)
            yield Reading(
                "margin-band", profit, (revenue,), revenue.allows, revenue.figure.unit,
                f"{profit.figure.surface} ≤ {revenue.figure.surface}",
                GUESS if guess else PLAIN if told else LIKELY, "at_most",
            )  # fmt: skip


def _is_revenue_of(scene: Scene, revenue: Item, profit: Item) -> bool:
    """Whether an amount is what those earned at that time of whom a profit is: not so much for each."""
    return (
        revenue.claim is not None
        and revenue.claim.change == "level"
        and revenue.same_kind(profit)
        and (revenue.things, revenue.period) == (profit.things, profit.period)
        and not is_per_head(scene, revenue)
    )


def _is_revalued(scene: Scene, profit: Item) -> bool:
    """Whether a net profit may come of what is held and no revenue: of coins, or as the text says."""
    if profit.metric != "net_income":
        return False
    coins = any(
        item.things == profit.things and item.figure.kind == "money"
        and scene.reference.currencies[item.figure.unit or ""].kind == "crypto"
        for item in scene.by_metric["holdings"] if item.figure.unit in scene.reference.currencies
    )  # fmt: skip
    return coins or scene.in_unit(profit, "revalued") is not None
