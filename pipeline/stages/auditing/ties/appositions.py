"""An amount and the share it is, told side by side: ``20% of it, $1.94bn``; 全体の2割にあたる4億ドル.

Such a pair needs no tie to be looked for: the wording is one. What is to be found is the whole, which
a text names (占营收的15%), or which is the amount the sentence is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from pipeline.stages.auditing.intervals import Interval
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.levels import (
    PARAGRAPH,
    SURE,
    are_of_other_metrics,
    are_of_others,
    bounds_class,
    bracket_of,
    is_aside,
    is_left,
    is_told_twice,
)
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN

# Words that make of what follows something else.
OTHERS = ("from", "part", "rest", "rise", "fall", "difference", "last_year", "aside", "unit_price")
# How far a share and its amount may stand apart, and the name of the whole from its share.
REACH, NAME_REACH = 32, 20


def amount_of(scene: Scene, share: Item) -> Item | None:
    """The amount that a share is told of, right before or behind it: 3.6亿元，占80%; 四成即6亿元.

    One that nothing parts from it comes first: 储备653亿，国债占八成，约522亿 is of what stands behind.
    """
    if scene.beside(share, "rise", "fall") or (share.claim is not None and share.claim.change == "delta"):
        return None
    found: list[tuple[bool, int, Item]] = []
    for step in (-1, 1):
        other = _beside(scene, share, step)
        if other is None or other.figure.kind == "percent" or other.figure.per is not None:
            continue
        first, second = (other, share) if step < 0 else (share, other)
        if scene.again.get(second.figure.figure_id) == first.figure.figure_id:
            return other
        if (
            other.again
            or share.again
            or bounds_class(other)
            or is_left(scene, other)
            or (step < 0 and _is_whole_named(scene, other, share))
        ):
            continue
        if step < 0 and (part := _part_before(scene, other)) is not None:
            return part
        parted = _parts(scene, first, second)
        if parted is None or (parted and not _may_be_parted(scene, share, first, second)):
            continue
        opened = bracket_of(scene, other)
        bracketed = step > 0 and opened is not None and opened >= share.figure.end
        # 2,000万ドル(同7.5%): what a bracket behind an amount says is a share where a word says so.
        aside = step < 0 and bracket_of(scene, share) != bracket_of(scene, other)
        if bracketed or (scene.beside(share, "share") if aside else tells_share(scene, share)):
            found.append((parted, step, other))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _is_whole_named(scene: Scene, whole: Item, share: Item) -> bool:
    """Whether an amount right before a share is what it is of: 1,500億ドルの60%."""
    end, start = whole.figure.end, share.figure.start
    word = scene.said("share_of", max(end, start - TOUCH), start)
    if word is None or word.start - end > TOUCH * 2:
        return False
    return not any(scene.said(code, end, start) for code in ("clause", "topic", "share"))


def _part_before(scene: Scene, whole: Item) -> Item | None:
    """The part of a whole that stands right before it: 9,450 of the 21,000 ether, or 45%."""
    part = _beside(scene, whole, -1)
    if part is None or not part.same_kind(whole) or part.figure.end != whole.left:
        return None
    of = scene.said("out_of", part.figure.end, whole.figure.start)
    return part if of is not None and of.start - part.figure.end <= 1 else None


def tells_share(scene: Scene, share: Item) -> bool:
    """Whether a percentage is said to be a share."""
    told = share.claim is not None and share.claim.change == "share"
    return told or scene.beside(share, "share") is not None


def _beside(scene: Scene, item: Item, step: int) -> Item | None:
    """The next item of a unit in one direction, but for those that only say how many."""
    items = [one for one in scene.by_unit[item.unit] if one is item or not scene.is_few(one)]
    at = items.index(item) + step
    return items[at] if 0 <= at < len(items) else None


def _parts(scene: Scene, first: Item, second: Item) -> bool | None:
    """Whether the end of a clause parts two figures; None where they have nothing to do with each other."""
    end, start = first.figure.end, second.figure.start
    if start - end > REACH or any(scene.said(code, end, start) for code in OTHERS):
        return None
    word = scene.said("share", end, start)
    if word is not None and start - word.end <= TOUCH:
        clause = scene.said("clause", end, word.start)
        alone = clause is not None and scene.said("clause", end, clause.start) is None
        if clause is None or (alone and clause.start - end <= 1 and word.start - clause.end <= 1):
            return False  # $113bn, equivalent to 6.5%
    if scene.said("clause", end, start) is not None:
        return True
    if second.figure.kind == "percent":
        return None if scene.said("topic", end, start) is not None and word is None else False
    word = word or scene.said("share_of", end, start)
    return False if (word is not None and word.start - end <= 1) or start - end <= TOUCH else None


def _may_be_parted(scene: Scene, share: Item, first: Item, second: Item) -> bool:
    """Whether nothing but the name of a whole stands beside the end of the clause that parts two figures.

    ``20% of it, $1.94bn``; ``$270 million of the proceeds, 60% of the total``; 648億円で、売上高の12%.
    """
    end, start = first.figure.end, second.figure.start
    clause = scene.said("clause", end, start)
    if clause is None or scene.said("clause", end, clause.start) is not None:
        return False
    of = scene.said("out_of", end, end + TOUCH)
    named, _ = named_whole(scene, share)
    until = min(named, start) if second is share else start
    return (of is not None or clause.start - end <= 1) and until - clause.end <= 1


def wholes_of(scene: Scene, share: Item, amount: Item) -> Iterator[tuple[Item, int]]:
    """What a share and its amount may be of, with how sure that is; the sums of a list are none of them.

    Sure: the only one that can be meant; likely: one of several; a guess: any other amount of the
    article, which shows no more than that the pair may be right.
    """
    alike = [
        item
        for item in scene.items
        if item.same_kind(amount) and item is not amount and not item.again
        and not is_told_twice(item, amount) and not scene.is_few(item)
    ]  # fmt: skip
    meant = _meant(scene, share, amount, alike)
    begin, end = named_whole(scene, share)
    named, metrics = begin < end, _named_metrics(scene, share, begin, end)
    inside = scene.before(amount, "part") is not None and all(item.unit == amount.unit for item in meant)
    values = {item.figure.value for item in meant}
    for item in alike:
        if item not in meant:
            if (
                not metrics
                or item.claim is None
                or item.claim.confidence.metric < SURE
                or item.metric in metrics
            ):
                yield item, GUESS
        elif is_aside(scene, item) != is_aside(scene, amount) or item.modality != amount.modality:
            yield item, LIKELY if len(meant) > 1 else GUESS
        else:
            plain = (len(values) == 1 and (named or item.unit == share.unit)) or inside
            yield item, PLAIN if plain else LIKELY


def _meant(scene: Scene, share: Item, amount: Item, alike: list[Item]) -> list[Item]:
    """Those of some amounts that can be the whole: of the metric named, else of this sentence or the last."""
    begin, end = named_whole(scene, share)
    metrics = _named_metrics(scene, share, begin, end)
    ahead = [item for item in alike if item.number < min(share.number, amount.number)]
    ahead = [item for item in ahead if not is_left(scene, item)]
    beside = [item for item in alike if _is_beside(scene, share, item, begin, end)]
    inside = [item for item in alike if _part_before(scene, item) is amount]
    if beside or inside:
        return beside or inside
    if metrics:
        return [item for item in ahead if item.metric in metrics]
    if is_named_else(scene, share):
        return []
    ahead = [i for i in ahead if not are_of_other_metrics(i, amount) and not is_share_told(scene, i)]
    # 210 of its 1,750 workers, or 12%, and another firm 85, one in six: of a whole that is not told
    own = [item for item in ahead if item.unit == share.unit and _part_before(scene, item) is None]
    if own or PARAGRAPH in scene.text[scene.units[max(0, share.unit - 1)] : share.figure.start]:
        return own
    return [i for i in ahead if i.unit == share.unit - 1 and not are_of_others(i, amount)]


def _named_metrics(scene: Scene, share: Item, begin: int, end: int) -> list[str]:
    """The metrics a name of a whole tells; the word may begin with its own of: 70% of revenue."""
    return scene.metrics_in(begin - TOUCH if begin > share.figure.end else begin, end)


def _is_beside(scene: Scene, share: Item, item: Item, begin: int, end: int) -> bool:
    """Whether an amount stands where the whole of a share is named: 15亿元融资的四成, 2% of 15,000."""
    if item.unit != share.unit or begin == end:
        return False
    ahead = item.figure.end <= begin <= item.figure.end + 1
    clause = scene.said("clause", begin, max(begin, item.figure.start))
    return ahead or (begin > share.figure.end and 0 <= item.figure.start - end <= 1 and clause is None)


def is_named_else(scene: Scene, share: Item) -> bool:
    """Whether a whole is named by what is no word for any: 6% of the market; not 20% of it, 全体の6割."""
    begin, end = named_whole(scene, share)
    told = scene.said("total", begin, end) or scene.said("share", begin, end)
    short = begin > share.figure.end and end - begin <= TOUCH + 1
    return begin < end and told is None and not short


def is_share_told(scene: Scene, item: Item) -> bool:
    """Whether an amount stands beside a share of its own, and so is a part itself."""
    near = [one for one in scene.by_unit[item.unit] if one.figure.kind == "percent"]
    return any(amount_of(scene, one) is item for one in near)


def named_whole(scene: Scene, share: Item) -> tuple[int, int]:
    """Where the words stand that name the whole of a share, or nowhere: 売上高の12%, 70% of revenue."""
    end, start = share.figure.end, share.figure.start
    of = scene.said("out_of", end, end + TOUCH)
    if of is not None:
        stop = min(share.right, of.end + NAME_REACH)
        first = next((at for at in range(of.end, stop) if scene.said("clause", at, at + 1)), stop)
        return of.end, first
    word = scene.said("share_of", start - TOUCH, start)
    if word is None:
        told = scene.said("share", share.left, start)  # 占流通量约3%; no name: accounted for about 3%
        # 占到44% names nothing
        blank = told is None or scene.text[told.end : start][:1].isspace() or start - told.end < TOUCH - 1
        return (start, start) if told is None or blank else (min(told.end, start), start)
    begin = max(share.left, word.start - NAME_REACH)
    for code in ("clause", "topic", "share"):
        cut = scene.said(code, begin, word.start)
        if cut is not None:  # 全体の is the name itself
            begin = max(begin, cut.end if cut.end <= word.start else cut.start)
    return min(begin, word.start), word.start


def sum_of_shared(scene: Scene, amount: Item) -> Interval | None:
    """What the amounts of a list make together that are told with their shares; None for one alone."""
    listed = [
        item
        for item in scene.near(amount, 1, 1)
        if item.same_kind(amount) and item.figure.kind != "percent" and is_share_told(scene, item)
    ]  # fmt: skip
    return reduce(Interval.plus, (item.allows for item in listed), amount.allows) if listed else None
