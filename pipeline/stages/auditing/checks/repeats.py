"""Checks of what is told twice: the same again, or the same digits with another unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import reduce

from pipeline.stages.auditing.intervals import HUNDRED, Interval
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.ties.levels import (
    are_of_other_metrics,
    are_of_others,
    is_aside,
    is_named,
)
from pipeline.stages.auditing.ties.pairs import are_alike
from pipeline.stages.auditing.ties.wholes import has_share
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading

# So many digits are seldom the same by chance.
TELLING = 3
# So many sentences apart an amount is told again with its digits swapped.
AGAIN = 3
# So many before one are held against it: of thousands of rows about one thing each would be held against all.
ROWS = 32
# Amounts of money up to here are prices of things, of which a text may tell many.
PRICED = 10_000


def check_repeated(scene: Scene) -> Iterator[Reading]:
    """The same subject, metric and period twice: the values agree. この6億ドル was told before."""
    told = _Told(_fact_of)
    for item in scene.items:
        before = told.before(item)
        if item.again or item.figure.kind in ("rank", "percent", "multiple", "rate"):
            continue
        points_back = scene.before(item, "same")
        pointed = points_back is not None and points_back.end >= item.figure.start - 1
        # 解锁6400万枚，相当于现有4亿枚流通量的16%: a share of it is the same, not it
        pointed = pointed and not has_share(scene, item)
        near = scene.between(scene.units[max(0, item.unit - 2)], item.figure.start)
        alike = [
            other
            for other in (scene.ahead_of(item) if pointed else dict.fromkeys((*before, *near)))
            if not other.again and other.same_kind(item) and not scene.is_few(other)
        ]
        for other in reversed(alike):
            if _are_equal(item, other) and (
                pointed or _is_same_fact(item, other, wording=False) or _is_retold(item, other)
            ):
                yield _again(item, other, LIKELY)
            elif pointed and other is alike[-1] and item.unit - other.unit <= 2:
                same = other.metric is not None and other.metric == item.metric
                same = same and _digits(item) != _digits(other)  # which is for check_drift to say
                yield _again(
                    item,
                    other,
                    PLAIN if same and len(alike) == 1 else LIKELY if same or len(alike) == 1 else GUESS,
                )
            elif (
                item.unit != other.unit
                and not has_share(scene, item)
                and is_aside(scene, item) == is_aside(scene, other)
                and _is_same_fact(item, other, wording=True)
            ):
                yield _again(item, other, PLAIN if _is_spelled_out(item, other) else LIKELY)
            elif _is_swapped(item, other):
                yield _again(item, other, LIKELY)


def _is_swapped(item: Item, other: Item) -> bool:
    """Whether two amounts of one metric in sentences near each other have digits swapped: 290亿, 920亿.

    Nothing that is told of either sets them apart; their times may be left open, as what somebody holds is
    told again without one.
    """
    a, b = item.claim, other.claim
    if a is None or b is None or not 1 <= item.unit - other.unit <= AGAIN or item.figure.unit is None:
        return False
    if a.metric.code is None or a.metric.code != b.metric.code or a.change != "level" or b.change != "level":
        return False
    when = item.period == other.period or None in (item.period, other.period)
    whom = item.things == other.things or not (item.things and other.things)
    return when and whom and item.is_real == other.is_real and _have_swapped(item, other)


def _have_swapped(item: Item, other: Item) -> bool:
    """Whether two amounts are the same but for two neighbouring digits."""
    one, two = item.figure.value, other.figure.value
    if one is None or two is None or one.adjusted() != two.adjusted():
        return False
    a, b = (value.normalize().as_tuple().digits for value in (one, two))
    differ = [at for at in range(min(len(a), len(b))) if a[at] != b[at]]
    if len(a) != len(b) or len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    return a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]]


def _are_equal(item: Item, other: Item) -> bool:
    """Whether two amounts are one told twice: 1億2,300万 and 1億超 in two sentences.

    In one sentence two amounts are two: burned $8bn, less than the $9bn it had feared. Ends that only
    touch, and tens or dozens of something, agree with nothing.
    """
    a, b = item.figure, other.figure
    if None in (a.value, b.value):
        return (a.low, a.high) == (b.low, b.high)
    if item.unit == other.unit:
        return a.value == b.value and a.unit is not None
    return item.allows.low < other.allows.high and other.allows.low < item.allows.high


def _is_retold(item: Item, other: Item) -> bool:
    """Whether an amount is told again to the digit two sentences on at most: raised $320m. The $320m will."""
    a, b = item.figure, other.figure
    if are_of_others(item, other):
        return False  # $25 million for one firm, $25 million for another
    digits = _digits(item) or ()
    return a.value == b.value and a.unit == b.unit is not None and len(digits) > 1 and item.unit > other.unit


class _Told:
    """Items by what they must have in common, in text order: else each were held against all before it.

    The last `ROWS` of them, so that a text of rows costs what it is long.
    """

    def __init__(self, key: Callable[[Item], Hashable | None]) -> None:
        self._key, self._items = key, defaultdict[Hashable, list[Item]](list)

    def before(self, item: Item) -> Sequence[Item]:
        """The last with the key of an item that were asked for before it; none where the key is null."""
        key = self._key(item)
        if key is None:
            return ()
        told = self._items[key]
        told.append(item)
        return told[-ROWS - 1 : -1]


def _fact_of(item: Item) -> Hashable | None:
    """What `_is_same_fact` asks to be the same; null where it cannot be told."""
    return (item.metric, item.things) if item.metric is not None and item.things else None


def _again(item: Item, other: Item, sureness: int) -> Reading:
    return Reading(
        "repeated-figure", item, (other,), other.allows, other.figure.unit,
        f"{item.figure.surface} = {other.figure.surface}", sureness,
    )  # fmt: skip


def _is_same_fact(item: Item, other: Item, wording: bool) -> bool:
    """Whether two claims are of the same: who, what, when, to whom, and as sure.

    With ``wording`` the words must be the same too, of metric and of period: two amounts of one
    metric may be of two parts of a business, and that the words differ is all a text says of it.
    """
    a, b = item.claim, other.claim
    if a is None or b is None or a.metric.code is None or a.metric.code != b.metric.code:
        return False
    alike = (item.things, a.change, a.modality) == (other.things, b.change, b.modality)
    aims = (a.object.name if a.object else None) == (b.object.name if b.object else None)
    same = alike and aims and bool(item.things) and item.period == other.period and a.change == "level"
    if not wording:
        return same
    worded = a.metric.start is not None and a.metric.surface == b.metric.surface
    return same and worded and item.period is not None and _is_spelled_out(item, other)


def _is_spelled_out(item: Item, other: Item) -> bool:
    """Whether both claims name whom they are of."""
    claims = (item.claim, other.claim)
    return all(claim and claim.subject and claim.subject.start is not None for claim in claims)


def check_drift(scene: Scene) -> Iterator[Reading]:
    """The same digits of the same thing with another unit or power of ten: 70億ドル, then 70億円."""
    told = _Told(_digits_of)
    for item in scene.items:
        before = told.before(item)
        if item.again or item.figure.kind not in ("money", "count", "measure"):
            continue
        for other in before:
            if other.again or not _has_drifted(scene, item, other) or _is_part(scene, item, other):
                continue
            if any(scene.said("home", each.figure.start, each.figure.end) for each in (item, other)):
                # 新台幣1,280億元, in short 1,280億元
                continue
            same = other.metric is not None and other.metric == item.metric
            if not same and "interest_income" in (item.metric, other.metric):
                continue  # 8.2億円 a year on 820億円: a yield of one percent has the digits
            whom = bool(item.things) and item.things == other.things
            when = item.period == other.period or None in (item.period, other.period)
            # 74億元の売上高, then 74億ドルの売上高 of the same firm: nobody's digits come twice by chance
            when = when or (same and whom and item.figure.value == other.figure.value)
            if when and ((same and whom) or _are_close(scene, item, other)):
                plain = same and whom and _is_spelled_out(item, other)
                small = item.figure.kind != "money" or max(item.allows.high, other.allows.high) < PRICED
                few = small and len(_digits(item) or ()) < TELLING
                if few and not plain and item.unit - other.unit > 1:
                    continue  # 23人の見方, 2,300人の社員; 一皿120円, 定食1200円: two digits by chance
                yield Reading(
                    "unit-drift", item, (other,), other.allows, other.figure.unit,
                    f"{item.figure.surface} ≠ {other.figure.surface}", PLAIN if plain else LIKELY, "broken",
                )  # fmt: skip


def _are_close(scene: Scene, item: Item, other: Item) -> bool:
    """Whether what two neighbouring sentences tell may be one thing: of one subject, or each names both.

    純利益は48億円, 売上高は48億ドル are two things by their words (not so people: 登録者, 集まった人);
    of 1% an amount has the digits.
    """
    alone = item.figure.unit != other.figure.unit and item.figure.value == other.figure.value
    shared = not alone and any(each.figure.kind == "percent" for each in scene.near(item, 1))
    telling = alone and item.things == other.things != frozenset() and len(_digits(item) or ()) > 1
    if item.unit - other.unit > (2 if telling else 1) or shared:
        return False
    named = item.figure.kind == "money" and is_named(item) and is_named(other)
    if named and are_of_other_metrics(item, other):
        return False
    if not (item.things and other.things) or item.things == other.things:
        return True
    both = item.things | other.things
    return all(both <= scene.named_in(unit) for unit in (item.unit, other.unit))


def _is_part(scene: Scene, item: Item, other: Item) -> bool:
    """Whether one of two is a part of the other, by what stands near: a share, what it takes off, or others.

    入力が0.28ドル、キャッシュが効いた入力は9割引の0.028ドル: the ratio is told.
    """
    if not are_alike(item, other):
        return False
    less, more = sorted((item, other), key=lambda each: each.allows.high)
    near = [*scene.near(less, 0, 1)]
    share = less.allows.over(more.allows)
    if share is not None and any(i.figure.kind == "percent" and _makes(i, share) for i in near):
        return True
    if not item.same_kind(other):
        return False
    rest = [one for one in near if one.same_kind(less) and one is not more]
    runs = ([less, *rest[at:to]] for at in range(len(rest)) for to in range(at + 1, len(rest) + 1))
    return any(reduce(Interval.plus, (i.allows for i in run)).meets(more.allows) for run in runs)


def _makes(percent: Item, share: Interval) -> bool:
    """Whether a percentage is a share, or what is left when it is taken off."""
    off = Interval(HUNDRED - percent.allows.high, HUNDRED - percent.allows.low)
    return any(told.meets(share.scaled(HUNDRED)) for told in (percent.allows, off))


def _are_measures(scene: Scene, item: Item, other: Item) -> bool:
    """Whether two units measure the same: gigawatts and megawatts."""
    one, two = (scene.reference.units.get(each.figure.unit or "") for each in (item, other))
    return (
        item.figure.kind == "measure"
        and one is not None
        and two is not None
        and (one.dimension == two.dimension)
    )


def _digits_of(item: Item) -> Hashable | None:
    digits = _digits(item)
    return None if digits is None else (item.figure.kind, digits)


def _digits(item: Item) -> tuple[int, ...] | None:
    value = item.figure.value
    return None if value is None or value == 0 else value.normalize().as_tuple().digits


def _has_drifted(scene: Scene, item: Item, other: Item) -> bool:
    """Whether two of the same digits have a unit or a power of ten that is not the same."""
    if item.unit == other.unit:
        return False
    units = item.figure.unit != other.figure.unit
    if units and item.figure.kind != "money" and not _are_measures(scene, item, other):
        return False  # 350万人 and 350万件 are two things
    powers = item.figure.value != other.figure.value
    return (units or powers) and (len(_digits(item) or ()) > 1 or (units and not powers))
