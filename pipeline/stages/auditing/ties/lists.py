"""Which amounts a total can be of: listed right before it, or behind it where a word or sign says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from pipeline.stages.auditing.intervals import Interval
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.ties.levels import (
    HALT,
    PARAGRAPH,
    are_addends,
    are_of_other_metrics,
    is_aside,
    is_left,
    is_named,
)
from pipeline.stages.auditing.ties.wording import is_each, is_extreme

# A slip of scale makes so many tens of a total.
SCALES = range(1, 9)
# A part of more than so much may make up what is missing.
OPEN = frozenset({"more_than", "at_least"})
# What may open a list.
OPENERS = frozenset(":：(（—–")
SIGNS, CLOSERS = ":：(（", ")）"
# So many amounts in a row are a list.
ROW, PAIR = 3, 2


def is_part(scene: Scene, item: Item, total: Item) -> bool:
    """Whether a figure can be a part of a total: the same kind of amount, told as real as the total."""
    a, b = item.figure, total.figure
    money = b.kind == "money" and (
        (a.kind == "money" and a.per == b.per) or (a.kind == "number" and a.unit is None)
    )
    return (
        (money or item.same_kind(total))
        and are_addends(item, total)
        and not is_left(scene, item)
        and not is_extreme(scene, item)
        and not item.again
        and not scene.is_few(item)
        and (item.is_real or (item.modality == total.modality and _says_so(total)))
    )


def _says_so(total: Item) -> bool:
    """Whether a total is itself said to be expected or offered; to carry that on is too little."""
    return total.claim is not None and total.claim.modality_start is not None


def is_slip_of_scale(total: Item, computed: Interval, *, down: bool = False) -> bool:
    """Whether parts make ten, a hundred, ... times of their total: 億 for 万; ``down``: so much less."""
    powers = [-power if down else power for power in SCALES]
    return any(computed.meets(total.allows.scaled(Decimal(10) ** power)) for power in powers)


def are_other_shares(total: Item, computed: Interval) -> bool:
    """Whether percentages before a total make over twice of it: of others, as its subject is the sum of two.

    Founders hold 31%, employees 18%, the Series A and seed investors 21.5% between them.
    """
    twice = computed.low > total.allows.high * 2
    return total.figure.kind == "percent" and twice and not is_slip_of_scale(total, computed)


def how_many(scene: Scene, total: Item) -> int | None:
    """How many parts a total says it has: 2 of 2社合わせて; None where it does not say."""
    low, high = scene.units[total.unit], scene.end_of(total.unit)
    for item in scene.between(low, high):
        if item is total or item.figure.unit == total.figure.unit or not scene.is_few(item):
            continue
        cue = scene.said("total", item.figure.start - 12, item.figure.end + 12)
        if cue is not None and item.figure.value is not None:
            return int(item.figure.value)
    pair = scene.said("pair", low, high)
    return 2 if pair is not None else None


def is_listed(scene: Scene, total: Item, items: Sequence[Item]) -> bool:
    """Whether amounts behind a total are said to be its items: a word or sign for a list, or one unit.

    ``$4bn in total: A $3bn, B $1bn``; 两座合计1.4GW的电站，园区首期2GW is none.
    """
    if not items:
        return False
    end, start = total.figure.end, items[0].figure.start
    if set(scene.text[end:start]) & OPENERS or any(
        scene.said(code, end, start) for code in ("part", "listed", "some")
    ):
        return True
    if is_left(scene, total) or set(scene.text[end:start]) & set(HALT):
        return False
    units = {item.figure.unit for item in (total, *items)}
    return None not in units and len(units) == 1


def are_of_one_sum(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """Whether amounts before a total are told as what it sums up.

    Those of its own sentence are; those of the one before in its currency, where no paragraph parts them.
    """
    ahead = [item for item in parts if item.unit != total.unit]
    if not ahead:
        return True
    if PARAGRAPH in scene.text[ahead[0].figure.start : total.figure.start]:
        return False
    money = {item.figure.unit for item in parts if total.figure.kind == "money"}
    return money <= {total.figure.unit, None}


def are_in_a_row(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """Whether the amounts before a total are listed right before it, which has no noun of its own.

    现金45亿元、短期投资30亿元，合计75亿元: two metrics, one sum.
    """
    ahead = [item for item in scene.by_unit[total.unit] if item.number < total.number]
    told = [item for item in ahead if not scene.is_few(item)]
    level = all(item.claim is None or item.claim.change == "level" for item in (*parts, total))
    once = len({item.modality for item in (*parts, total)}) == 1
    if not level or not once or any(is_aside(scene, item) for item in parts):
        return False
    own = is_named(total) and total.metric not in {item.metric for item in parts}
    if not parts or set(scene.text[parts[-1].figure.end : total.figure.start]) & set(HALT):
        return False  # 投入1,200万元；另有一家五口合计损失2千多万: of others
    return list(parts) == told[-len(parts) :] and not own and scene.before(total, "total") is not None


def is_broken_down(scene: Scene, total: Item, own: Sequence[Item], listed: Sequence[Item]) -> bool:
    """Whether the next sentence opens with a word for a list, and a total is the last amount it can be of.

    ``own`` and ``listed``: what can be added up in its own sentence, the total with it, and in the next.

    416億円へ増えた。内訳は取引手数料が260億円、ステーキングが156億円だ.
    """
    unit = total.unit + 1
    if len(listed) < 2 or not own or own[-1] is not total or scene.is_few(total) or is_left(scene, total):
        return False
    low, first = scene.units[unit], listed[0]
    here = scene.by_unit[unit]
    if here[0] is not first and any(item.same_kind(total) for item in here[: here.index(first)]):
        return False
    word, high = scene.said("listed", low, first.figure.start), scene.end_of(unit)
    if scene.said("rest", listed[-1].figure.end, high) or scene.said("some", low, high):
        return False
    opens = word is not None and scene.said("clause", low, word.start) is None
    return opens and total.figure.kind != "percent"


def are_no_addends(scene: Scene, total: Item, parts: Sequence[Item]) -> bool:
    """Whether one of some parts only bounds what is counted, or, of so many firms, is of another metric.

    The third theft above $10 million; 6700BTCを保有。甲は412BTC、乙は388BTCを採掘し、3社で1340BTC.
    """
    if any(part.figure.modifier in OPEN for part in parts):
        return True
    several = any(are_of_other_metrics(*two) for two in combinations((total, *parts), 2))
    return several and how_many(scene, total) is not None


def without_total(parts: Sequence[Item], total: Item) -> Sequence[Item]:
    """Parts behind one that is the total itself, told before them too: 开支26亿，A12亿，B14亿，合计26亿."""
    alike = [at for at, part in enumerate(parts) if part.figure.value == total.figure.value is not None]
    behind = parts[alike[-1] + 1 :] if alike else ()
    return behind if len(behind) > 1 else parts


def told_once(parts: Sequence[Item]) -> list[Item]:
    """Parts without those told before of the same thing in another sentence: a headline's."""
    return [
        part for at, part in enumerate(parts)
        if not any(one.unit != part.unit and one.allows == part.allows
                   and (one.metric, one.things) == (part.metric, part.things) for one in parts[:at])
    ]  # fmt: skip


def behind(scene: Scene, total: Item, ahead: int) -> list[Item]:
    """What can be a part of a total and stands behind it, up to ``ahead`` sentences on."""
    return [
        item
        for item in scene.near(total, 0, ahead)
        if item.number > total.number and is_part(scene, item, total)
    ]


def whole_list(scene: Scene, total: Item, ahead: int) -> list[Item]:
    """What is listed behind a total; nothing where there is more without an amount: 其余份额由老股东认购."""
    listed = behind(scene, total, ahead)
    end = scene.end_of(total.unit)
    here = [item.figure.end for item in listed if item.figure.end <= end]
    return [] if here and scene.said("rest", here[-1], end) else listed


def opens_list(scene: Scene, total: Item) -> bool:
    """Whether at least two amounts of its kind are listed behind a figure and a colon, bracket or word."""
    listed = behind(scene, total, 0)
    ahead = [
        item for item in scene.near(total, 0) if item.number < total.number and is_part(scene, item, total)
    ]
    if len(listed) < 2 or ahead or any(item.allows.low > total.allows.high for item in listed):
        return False
    end, start = total.figure.end, listed[0].figure.start
    opener = next((at for at in range(end, start) if scene.text[at] in SIGNS), None)
    if opener is not None and not set(scene.text[opener:start]) & set(CLOSERS):
        return scene.said("clause", end, opener) is None and total.figure.kind != "percent"
    word = scene.said("listed", end, start)
    clause = scene.said("clause", end, start)
    if word is None or (
        clause is not None and (clause.start > word.start or listed[0].left != total.figure.end)
    ):
        return False
    return clause is None or word.start - clause.end <= 1


def counted_parts(scene: Scene, total: Item) -> Iterator[tuple[str, list[Item]]]:
    """The parts of a total that tells how many they are, in the sentence before it or the next one.

    ``3社に最大1,290億円を補助する。富岳電機に620億円、…`` with three amounts; two must be of two things.
    """
    told = {
        item.figure.start: int(item.figure.value or 0)
        for item in scene.by_unit[total.unit]
        if scene.is_few(item)
    }
    pair = scene.said("pair", scene.units[total.unit], scene.end_of(total.unit))
    many = told | ({pair.start: PAIR} if pair else {})
    if not many or total.figure.kind == "percent" or _is_no_total(scene, total):
        return
    last, own, next_one = (
        [
            item for item in scene.by_unit.get(total.unit + step, ())
            if item is not total and is_part(scene, item, total) and not scene.before(item, "total")
        ]
        for step in (-1, 0, 1)
    )  # fmt: skip
    ahead = [item for item in own if item.number < total.number]
    runs = [("stated-total", [*last, *ahead])] if len(ahead) == len(own) else []
    runs.append(("list-total", next_one if not own else own if not ahead else []))
    for check, parts in runs:
        whom = {item.things for item in parts}
        if len(parts) < PAIR or (len(parts) < ROW and len(whom) < len(parts)):
            continue
        # of 142億、118億、21億で、この3社で387億の73% the three are no items behind the first
        if not any(count == len(parts) and _is_told_at(at, check, parts) for at, count in many.items()):
            continue
        begin, end = sorted((parts[0].figure.start, total.figure.end))
        apart = len(parts) < ROW and any(are_of_other_metrics(total, part) for part in parts)
        if PARAGRAPH not in scene.text[begin:end] and not apart:
            yield check, parts


def _is_no_total(scene: Scene, item: Item) -> bool:
    """Whether an amount is whence something moved, told of each of several, or what is left."""
    return is_left(scene, item) or is_each(scene, item) or scene.beside(item, "rest") is not None


def _is_told_at(at: int, check: str, parts: Sequence[Item]) -> bool:
    """Whether how many parts there are is told before a list, or behind parts that a total follows."""
    return at < parts[0].figure.start if check == "list-total" else at > parts[-1].figure.start


def row_before(scene: Scene, total: Item) -> list[Item]:
    """Three and more amounts right before another of their kind: 15億円、12億円、6億円、これが33億円."""
    ahead = [item for item in scene.by_unit[total.unit] if item.number < total.number]
    ahead = [item for item in ahead if not scene.is_few(item)]
    row: list[Item] = []
    for item in reversed(ahead):
        if not is_part(scene, item, total) or item.figure.unit != total.figure.unit:
            break
        if item.figure.value is None or are_of_other_metrics(item, total):
            break
        row.insert(0, item)
    value = total.figure.value
    if value is None or total.figure.kind == "percent" or len(row) < ROW or _is_no_total(scene, total):
        return []
    if len({item.metric for item in row}) > 1:
        return []
    # A $66m, B $48m, C $31m and D $15m: one more of the row, with the digits of their sum by chance.
    telling = len(value.normalize().as_tuple().digits) >= ROW or is_named(total)
    return row if telling and not scene.said("and", row[-1].figure.end, total.figure.start) else []
