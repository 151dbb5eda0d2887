"""Which figures belong together: what a text says of two amounts before a check may pair them.

That two amounts are the only ones of their kind in a sentence is no tie between them. ``Ether lost
8.4% to $2,720 and SOL dipped under $130``: two prices, two things, two falls. Each rule here is a way
in which writers set amounts side by side that are not one thing at two times.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter

from pipeline.datatypes import Time
from pipeline.stages.auditing.items import WHO, Item
from pipeline.stages.auditing.scene import TOUCH, Scene

# So many times one thing does not grow, nor with a slip of the pen: a block height, a difficulty.
FAR = Decimal(100_000)
# What something is worth is added to no money that was paid.
WORTHS = ("valuation", "market_cap")
# Of so many in a hundred a slot must be right to part two amounts.
SURE = 50
# What bounds a class: of so much and more, under so much.
CLASSES = frozenset({"at_least", "at_most", "less_than"})
# What ends more than a clause, and a paragraph.
HALT, PARAGRAPH = ";；", "\n\n"
OPEN, CLOSE = "(（[［", ")）]］"
_START = attrgetter("start")


def times_in(scene: Scene, low: int, high: int) -> Sequence[Time]:
    """The times that begin from one offset on and before another: a check asks for a few of a long text."""
    times = scene.times
    begin = bisect_left(times, low, key=_START)
    return times[begin : bisect_left(times, high, begin, key=_START)]


def bracket_of(scene: Scene, item: Item) -> int | None:
    """Where the bracket opens an item stands in, None outside of all: 9億ドル(98%増)."""
    start = scene.units[item.unit]
    depth = 0
    for at in range(item.figure.start - 1, start - 1, -1):
        if scene.text[at] in CLOSE:
            depth += 1
        elif scene.text[at] in OPEN:
            if depth == 0:
                return at
            depth -= 1
    return None


def is_aside(scene: Scene, item: Item) -> bool:
    """Whether an amount is one hoped for, paid on average or reached at most: no level of a time."""
    return scene.beside(item, "aside") is not None


def are_levels_apart(scene: Scene, ratio: Item, first: Item, second: Item) -> bool:
    """Whether two amounts are no two levels of one thing, between which a ratio could lie."""
    if scene.is_movement(first, second):
        return _is_of_another_move(scene, ratio, first, second)
    if is_aside(scene, first) != is_aside(scene, second) or is_told_twice(first, second):
        return True
    if _is_change(scene, first) != _is_change(scene, second) or scene.before(second, "part"):
        return True
    if _is_told_of_its_own(scene, ratio, first, second):
        return True
    bare = {first.figure.unit, second.figure.unit} > {None}
    if bare and (first.metric is None or first.metric != second.metric):
        return True
    return are_bracketed_apart(scene, ratio, first, second) or _moves_by_itself(scene, ratio, first, second)


def _is_told_of_its_own(scene: Scene, ratio: Item, first: Item, second: Item) -> bool:
    """Whether the second amount stands in a clause of its own, with nothing that makes it an earlier level.

    Fees fell 60% to 3 cents, while those on the main chain averaged $0.38: both behind the ratio.
    """
    if ratio.unit != second.unit or ratio.figure.start > first.figure.start:
        return False
    end, start = first.figure.end, second.figure.start
    if not scene.said("clause", end, start) or scene.said("from", end, start):
        return False
    dated = any(time.type == "DATE" for time in times_in(scene, end, second.right))
    return not dated and not scene.beside(second, "last_year")


def _is_change(scene: Scene, item: Item) -> bool:
    """Whether a word right before an amount says by how much something moved: 跌35元收1450元."""
    word = scene.before(item, "rise", "fall")
    if word is None or item.figure.start - word.end > 1:
        return False
    last = scene.ahead_of(item)[-1:]  # of 15%増の736億円 the word is that of the percentage
    return not (last and last[0].figure.kind == "percent" and 0 <= word.start - last[0].figure.end <= 1)


def are_of_others(first: Item, second: Item) -> bool:
    """Whether two amounts are told of two things: the shares of Strategy, bitcoin."""
    return bool(first.things and second.things) and first.things != second.things


def are_of_other_metrics(first: Item, second: Item) -> bool:
    """Whether two amounts are surely of two metrics; that one is unsure parts nothing."""
    if first.claim is None or second.claim is None or None in (first.metric, second.metric):
        return False
    sure = min(first.claim.confidence.metric, second.claim.confidence.metric) >= SURE
    return sure and first.metric != second.metric


def are_far_apart(first: Item, second: Item) -> bool:
    """Whether one amount is so many times another that no growth and no slip explains it."""
    more, less = sorted((first, second), key=lambda item: item.allows.high, reverse=True)
    return less.allows.high > 0 and more.allows.low / less.allows.high > FAR


def bounds_class(item: Item) -> bool:
    """Whether an amount bounds a class of things and is itself none: 1,000万円以上は2.1%, 50人以下者四成."""
    return item.figure.modifier in CLASSES


def are_joined(scene: Scene, first: Item, second: Item) -> bool:
    """Whether nothing but a short word stands between two amounts of a kind: 5,000万人と1,300万人.

    They are of one noun then, whatever their claims make of them.
    """
    end, start = first.figure.end, second.figure.start
    near = first.unit == second.unit and 0 < start - end <= TOUCH and first.same_kind(second)
    counted = first.countable and first.figure.kind != "money"  # raised $500m at $11bn
    return (
        near
        and counted
        and not any(scene.said(code, end, start) for code in ("from", "to", "clause", "topic"))
    )


def are_bracketed_apart(scene: Scene, ratio: Item, first: Item, second: Item) -> bool:
    """Whether a bracket parts a ratio from both amounts: 7億ドルで、取引収入は1億ドル(98%増).

    In brackets it is of the one before them; the other must stand in them too.
    """
    own, one, other = (bracket_of(scene, item) for item in (ratio, first, second))
    if own is not None:
        return own not in (one, other)
    return one is not None and one == other


def is_told_twice(first: Item, second: Item) -> bool:
    """Whether two amounts are one told again, in a headline and below it."""
    return first.unit != second.unit and first.allows.meets(second.allows)


def _moves_by_itself(scene: Scene, ratio: Item, first: Item, second: Item) -> bool:
    """Whether the second of two amounts moved in words of its own: fell 6% to $41, and B slipped to $18."""
    if ratio.unit != second.unit or ratio.figure.start > second.figure.start:
        return False
    word = scene.before(ratio, "rise", "fall")
    begin = max(ratio.figure.end, first.figure.end)
    if first.figure.start < ratio.figure.start and word is None:
        return False  # the word between is the ratio's own: 40億だった。25%増の50億
    between = [one for code in ("rise", "fall") if (one := scene.said(code, begin, second.figure.start))]
    own = word or scene.behind(ratio, "rise", "fall")
    # 21,350, down from 23,040: whence the first one came.
    return any(one is not own and not scene.said("from", one.start, second.figure.start) for one in between)


def _is_of_another_move(scene: Scene, ratio: Item, first: Item, second: Item) -> bool:
    """Whether a ratio says up and the amounts go down, or the other way: losses tripled, while the part
    that was won back went from 20% to 15%."""
    own = scene.beside(ratio, "rise", "fall")
    verbs = [word for item in (first, second) if (word := scene.before(item, "rise", "fall"))]
    if own is not None and any(word.code == own.code and word is not own for word in verbs):
        return False  # fell from $640m to $384bn, a drop of 40%: of this move, and wrong
    end = second.figure.end
    if end <= ratio.figure.start and scene.said("clause", end, ratio.figure.start) is None:
        return False  # 150億円から960億円へ36%減った
    up, down = scene.beside(ratio, "rise"), scene.beside(ratio, "fall")
    if (up is None) == (down is None) or first.allows.meets(second.allows):
        return False
    # To $1.14 from $2.85: whither stands first.
    to = scene.before(first, "to")
    turned = to is not None and first.figure.start - to.end <= TOUCH
    return (first.allows.low > second.allows.high) == ((up is None) == turned)


def is_reached(scene: Scene, item: Item) -> bool:
    """Whether an amount is where something came to, not by how much: slipped under $130, 跌破9.9万."""
    to = scene.before(item, "to")
    if to is not None and item.figure.start - to.end <= TOUCH:
        return True
    behind = scene.behind(item, "to")
    return behind is not None and 0 <= behind.start - item.figure.end <= 1


def is_left(scene: Scene, item: Item) -> bool:
    """Whether an amount is whence something moved: 由380亿提高到400亿, 40億から.

    A word right behind the amount before is of that one: 1,930人から380人の純増; and where such words stand
    behind, one behind a noun is of that: 保険基金から400万ドル.
    """
    before, end = scene.before(item, "from"), item.figure.end
    near = before is not None and item.figure.start - before.end <= TOUCH and before.start > item.left
    if before is not None and near and scene.said("postposed", before.start, before.end) is None:
        return True
    return scene.said("from", end, end + 1) is not None


def is_time_word(scene: Scene, start: int, end: int) -> bool:
    """Whether a word is of the time right behind it: less than three weeks later."""
    return len(times_in(scene, max(end, start + 1), end + TOUCH + 1)) > 0


def are_addends(item: Item, total: Item) -> bool:
    """Whether an amount can be added up to another: not what a firm is worth, nor by how much it grew."""
    worth = item.metric in WORTHS and total.metric not in WORTHS
    if worth and is_named(item):
        return False
    grown = item.figure.kind == "percent" and item.claim is not None and item.claim.change == "delta"
    return not grown or (total.claim is not None and total.claim.change == "delta")


def is_named(item: Item) -> bool:
    """Whether the word for an item's metric stands beside it, and was not carried from elsewhere."""
    start = item.claim.metric.start if item.claim else None
    return start is not None and item.left <= start < item.right


def is_product(scene: Scene, total: Item) -> bool:
    """Whether a total is what a number of things cost: 1枚500万円で800枚、計40億円."""
    before = [item for item in scene.by_unit[total.unit] if item.number < total.number]
    priced = [item for item in before if item.figure.kind == "money" and scene.beside(item, "unit_price")]
    return any(item.number > price.number and item.countable for price in priced for item in before) or any(
        item.number < price.number and item.countable and price.number - item.number == 1
        for price in priced for item in before
    )  # fmt: skip


def is_of_more(scene: Scene, total: Item) -> bool:
    """Whether a total is of more than a text tells one by one: the hundred largest holders together."""
    return any(
        item.figure.kind == "count" and item.figure.unit in WHO and not scene.is_few(item)
        and item.figure.unit != total.figure.unit
        for item in scene.between(scene.units[total.unit], total.figure.start)
    )  # fmt: skip


def has_raised_more(total: Item, parts: Sequence[Item], many: int | None) -> bool:
    """Whether a total is what one firm has raised in its life, of which a text need not tell every round.

    Not where it says of how many rounds it is (两轮合计), or lists them behind it.
    """
    own = total.metric == "funding_raised" and all(
        part.things == total.things and part.number < total.number for part in parts
    )
    return own and many != len(parts)


def is_growth(item: Item) -> bool:
    """Whether a percentage says by how much something grew, so that nothing is a part of it."""
    return item.figure.kind == "percent" and item.claim is not None and item.claim.change == "delta"


def opens(scene: Scene, whole: Item, part: Item) -> bool:
    """Whether a whole opens the sentence of its part: of its 8 million users, 2 million pay.

    Not what follows a whole without an amount: of its reserves, $13bn is in bills.
    """
    start = scene.units[whole.unit]
    of = scene.said("out_of", start, whole.figure.start)
    if of is None or of.start > start + 1 or whole.unit != part.unit:
        return False
    return whole.left == start and scene.said("clause", of.end, whole.figure.start) is None
