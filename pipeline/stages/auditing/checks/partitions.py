"""The check of a whole against its parts and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.stages.auditing.checks.sums import sum_reading
from pipeline.stages.auditing.scene import Item, Scene
from pipeline.stages.auditing.ties import bracket_of
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading


def check_partition(scene: Scene) -> Iterator[Reading]:
    """A whole against its parts and the rest: 60億ドルのうち35億ドルは…、残り25億ドルは… holds."""
    for rest in scene.items:
        if not scene.before(rest, "rest") or rest.again:
            continue
        before = [
            item
            for item in scene.near(rest, 1)
            if item.number < rest.number
            and item.same_kind(rest)
            and not item.again
            and bracket_of(scene, item) in (None, bracket_of(scene, rest))
        ]
        if len(before) < 2:
            continue
        opened = [i for i, item in enumerate(before) if i and scene.before(item, "part")]
        first = opened[-1] if opened else 1
        parts = [*before[first:], rest]
        # Percentages are parts of a hundred, unless they are said to be of one of them.
        told = bool(opened) or rest.figure.kind != "percent"
        wholes = [item for item in before[:first] if told and _holds_all(item, parts)]
        fits = [
            whole
            for whole in wholes
            if any(r.gap() <= 1 for r in sum_reading("partition", whole, parts, LIKELY))
        ]
        # What lies between may be of something else: 营收31.5亿，净利润4.2亿。其中租赁26亿，其余5.5亿.
        for whole in (fits or wholes)[-1:]:
            near = whole is before[first - 1]
            plain = near and (bool(opened) or whole.unit == rest.unit)
            # Out of a list in brackets its whole is another: 40%(上线解锁8亿枚，余下32亿枚); nor has a
            # revenue expected the rest of what was spent.
            apart = bracket_of(scene, whole) != bracket_of(scene, rest) or (
                not opened and whole.unit != rest.unit and whole.modality == "forecast" and rest.is_real
            )
            yield from sum_reading("partition", whole, parts, GUESS if apart else PLAIN if plain else LIKELY)


def _holds_all(whole: Item, parts: Sequence[Item]) -> bool:
    """Whether each of some parts is smaller than a whole, as written."""
    return all((part.figure.high or 0) < (whole.figure.low or 0) for part in parts)
