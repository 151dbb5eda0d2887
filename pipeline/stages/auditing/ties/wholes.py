"""What an amount is said to be a part of, and which amounts make up a share of one."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.datatypes import Cue
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.ties.levels import PARAGRAPH, are_of_other_metrics, is_named, opens
from pipeline.stages.auditing.ties.wording import is_of_another_noun

# Metrics of a percentage that is a share of what stands before it.
SHARES = ("market_share", "stake", "vote_share", "count")
# How far the whole may stand behind its part: 31 of the 35.
OF_REACH = 30
# Between a whole and its share: 74.8亿元总营收的65%.
BESIDE = 10


def parts_before(scene: Scene, stated: Item, whole: Item) -> list[Item]:
    """The amounts of a whole's kind in its unit, before it and its share: 142億と118億、計387億の67%."""
    first = min(stated.number, whole.number)
    return [i for i in scene.by_unit[stated.unit] if i.number < first and i.same_kind(whole) and not i.again]


def is_of(scene: Scene, share: Item, whole: Item) -> bool:
    """Whether a share stands right behind what it is of: 30億ドルの4割."""
    low, high = whole.figure.end, share.figure.start
    near = 0 <= high - low <= BESIDE and scene.said("share_of", low, high) is not None
    # 1,840億ドルで全体の60%: of another whole, which the word for it names.
    return near and not any(scene.said(code, low, high) for code in ("clause", "topic", "share"))


def told_before(scene: Scene, share: Item) -> tuple[Item, Item] | None:
    """The part and the whole told right before a share, in its sentence or the one before it.

    ``19.4 million of the 64.8 million shares, giving him 30%``; not where the share has a whole of its own.
    """
    last = [item for item in scene.ahead_of(share)[-3:] if not scene.is_few(item)][-2:]
    if len(last) < 2 or share.unit - last[-1].unit > 1 or last[0].unit != last[-1].unit:
        return None
    if share.claim is not None and share.claim.change == "delta":
        return None
    if any(scene.said(code, last[-1].figure.end, share.figure.start) for code in ("rise", "fall", "part")):
        return None
    opened = scene.by_unit[share.unit][0] is share
    if PARAGRAPH in scene.text[last[-1].figure.end : share.figure.start] or not (
        share.unit == last[-1].unit or opened
    ):
        return None
    for part, whole in ((last[0], last[1]), (last[1], last[0])):
        # 其中13亿元来自海外，毛利率为41%: of a metric of its own
        own = is_named(share) and share.metric not in (*SHARES, part.metric, whole.metric)
        if whole_of(scene, part) is whole and part.figure.kind != "percent" and not own:
            return part, whole
    return None


def has_share(scene: Scene, whole: Item) -> bool:
    """Whether a share of an amount follows it, so that the sum is a part of it: 三者合计占387亿美元的73%."""
    behind = scene.items[whole.number + 1 : whole.number + 2]
    return any(item.figure.kind == "percent" and is_of(scene, item, whole) for item in behind)


def whole_of(scene: Scene, part: Item) -> Item | None:
    """What an item is said to be a part of: 35人のうち31人, 31 of the 35."""
    before = [item for item in scene.near(part, 1) if item.number < part.number and not item.again]
    if len(before) > 2 and _is_rise(*before[-3:]):
        before.pop()
    if (
        before
        and (_says_part(scene, before[-1], part) or opens(scene, before[-1], part))
        and (before[-1].same_kind(part) or _is_a_year(before[-1], part))
        and not _is_vague(scene, before[-1], part)
        and not _is_measured(before[-1], part)
        and not is_of_another_noun(scene, before[-1], part)
        and not _are_of_two_nouns(before[-1], part)
    ):
        return before[-1]
    behind = scene.next_to(part)
    if behind is None or behind.unit != part.unit or not behind.same_kind(part) or behind.again:
        return None
    of = scene.said("out_of", part.figure.end, behind.figure.start)
    near = behind.figure.start - part.figure.end <= OF_REACH
    # $14.6bn of reserves against $13.5bn: of what it is, not of how much.
    near = near and of is not None and _is_of_amount(scene, of, behind)
    if (
        of is not None
        and of.start - part.figure.end <= 1
        and near
        and not scene.said("clause", of.end, behind.figure.start)
    ):
        return behind
    return None


def _are_of_two_nouns(whole: Item, part: Item) -> bool:
    """Whether a part has a noun of its own, its whole none, and claims know them to be of two metrics.

    ``600 billion, trained on data of which 15 trillion tokens``; not ``8 million users, 2 million pay``.
    """
    own = whole.figure.unit is None and part.figure.unit is not None
    return own and are_of_other_metrics(whole, part)


def _says_part(scene: Scene, whole: Item, part: Item) -> bool:
    """Whether a word says that an amount is a part; of another sentence's only at its beginning.

    ``35 sites. Of these, 31``; not ``sold 390 of them. Its treasury contains 2,115``.
    """
    word = scene.before(part, "part")
    if word is None or whole.unit == part.unit:
        return word is not None
    start = scene.units[part.unit]
    topic = scene.said("topic", start, word.start)
    # その三分の一は, but also 経営陣はそこから5億ドルを
    return word.start - start <= 1 or (topic is not None and word.start - topic.end <= 1)


def is_of_two(scene: Scene, part: Item, whole: Item) -> bool:
    """Whether a part is of two amounts together: 客の75万BTCと自社の10万BTCで、そのうち20万BTC."""
    both = [item for item in scene.by_unit[whole.unit] if item.number < whole.number]
    if part.number < whole.number or not both or not both[-1].same_kind(whole):
        return False
    joined = scene.said("and", both[-1].figure.end, whole.figure.start)
    return joined is not None and joined.start - both[-1].figure.end <= 1


def _is_of_amount(scene: Scene, of: Cue, whole: Item) -> bool:
    """Whether an "of" is followed by an amount, or by the, its, all of one: 17 of the fund's 12."""
    near = whole.figure.start - of.end <= BESIDE or scene.said("share_of", of.end, whole.figure.start)
    return bool(near) or scene.said("share", of.start, of.end) is not None


def _is_a_year(whole: Item, part: Item) -> bool:
    """Whether a part leaves out of what length of time its whole is: 年間1億ドル、うち7,000万ドル."""
    a, b = whole.figure, part.figure
    return a.kind == b.kind == "money" and a.unit == b.unit and a.per is not None and b.per is None


def _is_rise(first: Item, second: Item, last: Item) -> bool:
    """Whether the last of three is how far the others are apart: 210万から268万へと58万増えた、うち4万."""
    if not (first.same_kind(second) and second.same_kind(last)):
        return False
    more, less = sorted((first, second), key=lambda item: item.allows.high, reverse=True)
    return last.allows.high < less.allows.low and more.allows.minus(less.allows).meets(last.allows)


def _is_measured(whole: Item, part: Item) -> bool:
    """Whether one of two is measured and the other counted: 72 of them draw 130 kilowatts."""
    kinds = {whole.figure.kind, part.figure.kind}
    return len(kinds) > 1 and "measure" in kinds


def _is_vague(scene: Scene, whole: Item, part: Item) -> bool:
    """Whether a whole only says how many, of something else than the part."""
    return scene.is_few(whole) and whole.figure.unit != part.figure.unit


def parts_behind(scene: Scene, part: Item, whole: Item) -> list[Item]:
    """What is listed behind the first part of a whole: 1.2万人，其中美国8000，欧洲6000."""
    found: list[Item] = []
    for item in scene.by_unit[part.unit] if whole.number < part.number else ():
        if item.number <= part.number or item.figure.kind == "percent":
            continue
        words = ("part", "rest", "total", "rise", "fall", "from", "to", "difference", "per_head", "last_year")
        if not item.same_kind(part) or item.again or scene.before(item, *words):
            break
        found.append(item)
    return found


def are_places_apart(scene: Scene, parts: Sequence[Item]) -> bool:
    """Whether each of some parts is of a place of its own, so that none is counted twice."""
    places = [
        {
            entity.referent or entity.start for entity in scene.entities
            if entity.label in ("GPE", "LOC") and item.left <= entity.start < item.figure.start
        }
        for item in parts
    ]  # fmt: skip
    return all(places) and len(set().union(*places)) == sum(len(each) for each in places)
