"""The check of a difference against the two amounts it lies between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.datatypes import Cue
from pipeline.stages.auditing.checks.sums import COUNTED, write_sum
from pipeline.stages.auditing.intervals import Interval
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.levels import (
    PARAGRAPH,
    are_bracketed_apart,
    are_far_apart,
    are_of_other_metrics,
    are_of_others,
    is_aside,
    is_left,
    is_named,
    is_reached,
    is_told_twice,
)
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, SUMS, Reading

# What is left of these is told in words of its own: inflows of 30, outflows of 20, a net 10.
FLOWS = frozenset({"inflow", "outflow", "net_income", "operating_income", "loss", "gross_profit"})


def check_difference(scene: Scene) -> Iterator[Reading]:
    """A difference against what it is the difference of: AからBへC増えた, 差は, net."""
    told: set[int] = set()
    for stated in scene.items:
        if (
            stated.number in told
            or stated.again
            or stated.figure.kind not in COUNTED - {"percent"}
            or scene.is_few(stated)
        ):
            continue
        sureness = _tells_difference(scene, stated)
        if sureness is None or scene.before(stated, "part") or _is_level(scene, stated):
            continue
        others = [
            item for item in scene.near(stated, 1, 0)
            if item.same_kind(stated) and not item.again and not scene.beside(item, "part")
            and not is_told_twice(item, stated)
        ]  # fmt: skip
        same = [item for item in others if item.unit == stated.unit]
        if len(same) == 2 and _is_announced(scene, stated, same):
            told.update(item.number for item in same)
            yield from _announced(scene, [stated, *same])
            continue
        pools = [(same, sureness)] if len(same) == 2 else []
        if pools and (_is_of_another(scene, stated, same) or _are_no_pair(scene, stated, same)):
            pools = [(same, GUESS)]
        elif pools and scene.is_movement(*same):
            pools = [(same, PLAIN)]
        elif pools and same[0].metric == same[1].metric and stated.allows.high < same[0].allows.low:
            pools = [(same, PLAIN if same[0].metric else sureness)]
        if len(same) < 2 and len(others) == 2:
            alike = others[0].metric == others[1].metric == stated.metric
            alike = alike and not _are_no_pair(scene, stated, others)
            alike = alike or (_closes(scene, stated, others) and not is_told_twice(*others))
            pools.append((others, min(sureness, LIKELY if alike else GUESS)))
        yield from _differences(stated, pools, told=scene.beside(stated, "difference") is not None)
        for first in range(len(others) - 1):
            for second in range(first + 1, len(others)):
                yield from _differences(stated, [([others[first], others[second]], GUESS)])


def _closes(scene: Scene, stated: Item, pair: Sequence[Item]) -> bool:
    """Whether a sentence opens with a word for a difference, behind one that tells the two amounts.

    ``213人を採用し、147人が退職した。純増は72人である``; whatever claims make of their metrics.
    """
    if not pair[0].unit == pair[1].unit == stated.unit - 1:
        return False
    opened = stated.left == scene.units[stated.unit] and scene.beside(stated, "difference") is not None
    return opened and PARAGRAPH not in scene.text[pair[1].figure.end : stated.figure.start]


def _is_level(scene: Scene, item: Item) -> bool:
    """Whether an amount is where something stands or came to: no difference, whatever moved."""
    last = scene.ahead_of(item)[-1:]
    if last and last[0].figure.end == item.left and not scene.beside(item, "difference"):
        one = last[0]
        word = scene.before(item, "rise", "fall")
        if one.figure.kind == "percent" and word is not None and word.start - one.figure.end <= TOUCH:
            return True  # 6割下がり約3セント: so much is what it fell by
    return (is_left(scene, item) or is_reached(scene, item)) and not scene.beside(item, "difference")


def _are_no_pair(scene: Scene, stated: Item, pair: Sequence[Item]) -> bool:
    """Whether a difference cannot lie between two amounts: of others, of two kinds, or net themselves."""
    first, second = pair
    moved = scene.is_movement(first, second)
    if are_bracketed_apart(scene, stated, first, second) or are_of_others(stated, first):
        return True
    if _are_of_other_times(scene, stated, first, second):
        return True
    # 净流入1.13亿 beside two that are net as well: three flows, of three funds.
    word = scene.beside(stated, "difference")
    if word is not None:
        return any(scene.beside(item, "difference") not in (None, word) for item in pair)
    if moved:
        # から1.9億へと6割減り、ALPWは7割下げて0.03: another change stands between.
        between = scene.between(second.figure.end, stated.figure.start)
        return any(item.claim is not None and item.claim.change == "delta" for item in between)
    alike = not are_of_other_metrics(first, second) and is_aside(scene, first) == is_aside(scene, second)
    units = {item.figure.unit for item in (stated, first, second)}
    return not alike or (len(units) > 1 and None in units and not first.metric)


def _are_of_other_times(scene: Scene, stated: Item, first: Item, second: Item) -> bool:
    """Whether a difference is not of two amounts: of one told twice, of what was not, or of another time."""
    if are_far_apart(first, second) or is_told_twice(first, second):
        return True
    if stated.is_real != first.is_real and first.is_real == second.is_real:
        return True  # a target lies between nothing that was reached
    if scene.beside(stated, "last_year") and not scene.is_movement(first, second):
        return True  # 62.5亿元，较前一周减少12.8亿元，最大一笔18亿元
    word = scene.before(stated, "difference")
    if word is not None and stated.figure.start - word.end <= 1 and first.metric != second.metric:
        return False  # minted 2.6 billion and burned 1.9 billion, a net 0.7 billion
    # 资本开支315亿元，低于386亿元，自由现金流净流出218亿元
    return is_named(stated) and stated.metric not in FLOWS and are_of_other_metrics(first, stated)


def _is_of_another(scene: Scene, stated: Item, pair: Sequence[Item]) -> bool:
    """Whether a figure is told of its own behind a pair: 売上高は82億円から123億円へ増え、営業利益も9億円."""
    if not stated.metric or not pair[0].metric or stated.metric == pair[0].metric:
        return False
    if scene.beside(stated, "difference"):
        return False
    # 増え、営業利益も9億円, but: drawing down their reserves by 1,600.
    word = scene.before(stated, "rise", "fall")
    last = word.end if word else pair[-1].figure.end
    return stated.figure.start > last and scene.said("clause", last, stated.figure.start) is not None


def _is_announced(scene: Scene, stated: Item, others: Sequence[Item]) -> bool:
    """Whether the word for a difference stands ahead of all three amounts: the gap between A and B is C."""
    ahead = all(item.number > stated.number for item in others)
    return ahead and scene.before(stated, "difference") is not None


def _announced(scene: Scene, three: Sequence[Item]) -> Iterator[Reading]:
    """Which of three amounts is the difference of the others, where the word for it opens the sentence.

    ``The gap is $20 million, of $80 million and $60 million`` as ``The gap between $80 million and
    $60 million is $20 million``: the first where it stands right at the word or its verb, else the
    last; but no amount is accused if one of them is the difference of the two others.
    """
    first, last = three[0], three[-1]
    word = scene.before(first, "topic") or scene.before(first, "difference")
    touches = word is not None and first.figure.start - word.end <= TOUCH
    smaller = first.allows.low <= max(item.allows.high for item in three[1:])
    for stated in (first, last) if touches and smaller else (last, first):
        pair = [item for item in three if item is not stated]
        found = list(_differences(stated, [(pair, LIKELY)]))
        if all(reading.gap() <= 1 for reading in found):
            yield found[0]._replace(sureness=PLAIN)
            return
    stated = first if touches and smaller else last
    pair = [item for item in three if item is not stated]
    yield from _differences(stated, [(pair, PLAIN)])


def _tells_difference(scene: Scene, item: Item) -> int | None:
    """How sure it is that a figure is how far two others are apart; None where nothing says so."""
    ahead, behind = scene.before(item, "difference"), scene.behind(item, "difference")
    if ahead is not None:
        told = reversed(scene.ahead_of(item))
        earlier = next((one for one in told if one.figure.end <= ahead.start), None)
        if earlier is None or not _ends_with(scene, earlier, ahead):
            return PLAIN
    if behind is not None and not _opens_next(scene, item, behind):
        return PLAIN
    changed = item.claim is not None and item.claim.change == "delta"
    if scene.behind(item, "rise", "fall"):
        return PLAIN if changed else LIKELY
    return LIKELY if scene.before(item, "rise", "fall") else None


def _ends_with(scene: Scene, item: Item, word: Cue) -> bool:
    """Whether a word is of the figure right before it: 60億円の差をつけられ."""
    touches = 0 <= word.start - item.figure.end <= 1
    return touches and not _opens_next(scene, item, word)


def _opens_next(scene: Scene, item: Item, word: Cue) -> bool:
    """Whether a word behind a figure is of the next one: 差は in 80億円と60億円の差は20億円."""
    following = scene.items[item.number + 1 : item.number + 2]
    touches = bool(following) and 0 <= following[0].figure.start - word.end <= TOUCH
    return touches or scene.said("topic", word.start, word.end + 1) is not None


def _differences(
    stated: Item, pools: Sequence[tuple[list[Item], int]], *, told: bool = False
) -> Iterator[Reading]:
    """A figure against how far pairs are apart; ``told``: by a word that is said of no level."""
    for pair, sureness in pools:
        more, less = sorted(pair, key=lambda item: item.allows.high, reverse=True)
        is_level = sureness == LIKELY and not told and stated.allows.low > less.allows.high  # and no rise
        computed = more.allows.minus(less.allows)
        computed = Interval(max(computed.low, Decimal(0)), computed.high)
        yield Reading(
            "difference", stated, (more, less), computed, stated.figure.unit,
            write_sum((more, less), " − "), GUESS if is_level else sureness, "equals", SUMS,
        )  # fmt: skip
