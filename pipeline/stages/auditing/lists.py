"""Where amounts are listed: right before their total, or in the sentence behind it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.auditing.scene import Item, Scene
from pipeline.stages.auditing.ties import is_aside, is_left, is_named


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
