"""Is an accusation likelier than a misreading of ours? Signs of either, weighed.

A tie between figures is a guess at what a writer meant. On clean texts it can be counted how often such a
guess accuses nobody's error; on the same texts with an error put in, how often it finds it. What sets the
two apart are signs: how far the figures stand apart, what stands between, whether a slip of the pen explains
the gap (``70億円`` for ``70億ドル``: a power of ten does, an arbitrary gap seldom), whether other figures
around make the accused one. training/audit/fit.py learns what each weighs, reference/accusations has it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from pipeline.reference.accusations import Accusations
from pipeline.stages.auditing.intervals import HUNDRED, Interval
from pipeline.stages.auditing.items import COUNTABLE, FEW, Item
from pipeline.stages.auditing.repairs import slip_of
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.ties.levels import is_named
from pipeline.stages.auditing.ties.pairs import RATIOS
from pipeline.stages.auditing.verdicts import Judged, Reading

ACCUSES = ("doubtful", "contradicted")
# Where the steps of a gap and of a number of letters lie, and of how many figures there are.
GAPS = tuple(map(Decimal, ("1.02", "1.06", "1.15", "1.35", "2", "5", "15", "150", "5000")))
NEAR, REACH = (4, 10, 20, 40, 80), (20, 40, 60, 100, 160, 300, 600, 1200)
DENSE, FIGURES = (2, 3, 4, 6, 8), (2, 3, 4, 6, 10, 20)
# Counted up to here; what is beyond makes no difference.
MOST = 3
# A text of so few figures tells one thing: its signs have weights of their own beside those of all texts.
SHORT = 6
# How near a word must stand to the accused figure to be a sign.
BESIDE = 6
# How many sentences to each side are searched for what else makes a figure.
AROUND = 1
# Checks whose own pair may make the ratio in another way: a rise told as a share.
RATIO_CHECKS = ("growth", "share", "multiple")
# These weigh differently from check to check.
CROSSED = frozenset(
    ["sentences", "slip", "metrics", "order", "units", "near", "metric", "clauses", "made-here", "made-near"]
)


def weigh_all(judged: Sequence[Judged], scene: Scene, table: Accusations) -> list[Judged]:
    """Judgements as the evidence bears them; of a figure that one contradicts, the others stay doubts."""
    weighed = [weigh(one, scene, table) for one in judged]
    graves = [one for one in weighed if one is not None and one.verdict == "contradicted"]
    wrong = {one.reading.stated.figure.figure_id for one in graves}
    found = []
    for one, left in zip(judged, weighed, strict=True):
        backed = one.verdict in ACCUSES and one.reading.stated.figure.figure_id in wrong
        kept = one._replace(verdict="doubtful") if backed and left != one else left
        if kept is not None:
            found.append(kept)
    return found


def weigh(one: Judged, scene: Scene, table: Accusations) -> Judged | None:
    """A judgement as the evidence bears it: an accusation may become a doubt, or nothing at all.

    What the text itself asks for and no accusation is borne is *not checkable*.
    """
    if one.verdict not in ACCUSES:
        return one
    weight = table.weigh(signs(one.reading, scene))
    if weight < table.doubtful:
        return one._replace(verdict="not_checkable") if one.reading.asked else None
    return one if weight >= table.contradicted else one._replace(verdict="doubtful")


def signs(reading: Reading, scene: Scene) -> tuple[str, ...]:
    """What can be seen of an accusation: ``("check:stated-total", "gap:5", "slip:power1", ...)``."""
    found = {
        "gap": str(_step(reading.gap(), GAPS)),
        "slip": slip_of(reading, scene),
        **_places(reading, scene),
        **_meanings(reading),
        **_surroundings(reading, scene),
    }
    check = reading.check
    plain = [f"check:{check}", f"check:{check}/sure:{reading.sureness}"]
    plain += [f"{name}:{value}" for name, value in found.items()]
    plain += [f"word:{code}" for code in _words_beside(reading.stated, scene)]
    of_check = [f"{check}/{name}:{found[name]}" for name in sorted(CROSSED)]
    of_few = [f"few/{sign}" for sign in plain] if len(scene.items) <= SHORT else []
    return (*plain, *of_check, *of_few)


def _step(number: Decimal | int, cuts: Sequence[Decimal | int]) -> int:
    """How many cuts a number is beyond."""
    return bisect_left(cuts, number)


def _places(reading: Reading, scene: Scene) -> dict[str, str]:
    """How the figures of a reading stand to each other."""
    stated, others = reading.stated, reading.operands
    every = [item.figure for item in (stated, *others)]
    units = [item.unit for item in (stated, *others)]
    low, high = min(figure.start for figure in every), max(figure.end for figure in every)
    found = {
        "sentences": str(min(MOST, max(units) - min(units))),
        "reach": str(_step(high - low, REACH)),
        "clauses": str(min(MOST, scene.count("clause", low, high))),
        "near": "none",
        "order": "none",
    }
    if others:
        start, end = stated.figure.start, stated.figure.end
        gaps = [max(0, start - item.figure.end, item.figure.start - end) for item in others]
        found["near"] = str(_step(min(gaps), NEAR))
        found["order"] = (
            "last" if all(item.figure.end <= start for item in others)
            else "first" if all(item.figure.start >= end for item in others) else "middle"
        )  # fmt: skip
    return found


def _meanings(reading: Reading) -> dict[str, str]:
    """What the figures of a reading are of, as far as their claims know."""
    stated, others = reading.stated, reading.operands
    metrics = [item.metric for item in others]
    things = [item.things for item in others]
    units = [(item.figure.kind, item.figure.unit) for item in others]
    own = (stated.figure.kind, stated.figure.unit)
    every = (stated, *others)
    return {
        "metrics": "none" if not metrics else _agreement(metrics),
        "metric": "none" if stated.metric is None else "same" if stated.metric in metrics else "other",
        "things": "alone" if len(things) < 2 else _agreement([each or None for each in things]),
        "thing": "none" if not stated.things else "same" if stated.things in things else "other",
        "units": "alone" if len(units) < 2 else _agreement_of_units(units),
        "unit": "same" if own in units else "kind" if own[0] in {kind for kind, _ in units} else "other",
        "bare": str(any(i.figure.unit is None and i.figure.kind == "number" for i in every)),
        "small": str(any(_is_small(item) for item in others)),
        "per": str(len({item.figure.per for item in every})),
        "named": str(sum(is_named(item) for item in others[:2])),
        "own-name": str(is_named(stated)),
        "change": "+".join(sorted({item.claim.change if item.claim else "none" for item in others})),
    }


def _agreement(values: Collection[object]) -> str:
    distinct = set(values)
    return "unknown" if None in distinct else "one" if len(distinct) == 1 else "several"


def _agreement_of_units(units: Collection[tuple[str, str | None]]) -> str:
    distinct = set(units)
    return "one" if len(distinct) == 1 else "bare" if any(unit is None for _, unit in distinct) else "several"


def _is_small(item: Item) -> bool:
    value = item.figure.value
    return item.figure.kind in COUNTABLE and value is not None and value <= FEW


def _surroundings(reading: Reading, scene: Scene) -> dict[str, str]:
    """What stands around the figures of a reading, and whether it makes the accused one otherwise."""
    stated = reading.stated
    units = {item.unit for item in (stated, *reading.operands)}
    around = [item for item in scene.near(stated, AROUND, AROUND) if not item.again]
    here = [item for item in around if item.unit == stated.unit]
    allowed = reading.allowed
    again = any(_is_alike(item, stated) and item.allows.meets(allowed) for item in around)
    return {
        "ratios": str(min(MOST, sum(i.figure.kind in RATIOS for i in scene.by_unit[stated.unit]))),
        "dense": str(_step(max(len(scene.by_unit[unit]) for unit in units), DENSE)),
        "figures": str(_step(len(scene.items), FIGURES)),
        "made-here": str(min(MOST - 1, sum(_makers(reading, here)))),
        "made-near": str(min(MOST, sum(_makers(reading, around)))),
        "again": str(again),
    }


def _is_alike(item: Item, other: Item) -> bool:
    return (item.figure.kind, item.figure.unit) == (other.figure.kind, other.figure.unit)


def _makers(reading: Reading, around: Sequence[Item]) -> Iterator[bool]:
    """For each pair of amounts around the accused figure whether it makes it."""
    stated, allowed = reading.stated, reading.allowed
    ratio = stated.figure.kind in RATIOS
    used = set(reading.operands)
    for first, second in combinations(around, 2):
        if first in used and second in used and reading.check not in RATIO_CHECKS:
            continue
        if ratio:
            yield _is_ratio(stated, allowed, first, second)
        elif _is_alike(first, stated) and _is_alike(second, stated):
            a, b = first.allows, second.allows
            less, more = sorted((a, b))
            yield allowed.meets(a.plus(b)) or allowed.meets(more.minus(less))


def _is_ratio(stated: Item, allowed: Interval, first: Item, second: Item) -> bool:
    """Whether a percentage or a multiple is what one of two amounts is of, or against, the other."""
    if first.figure.kind in RATIOS or not (
        _is_alike(first, second) or None in (first.figure.unit, second.figure.unit)
    ):
        return False
    for one, other in ((first.allows, second.allows), (second.allows, first.allows)):
        times = one.over(other)
        if times is None:
            continue
        if stated.figure.kind == "multiple":
            if allowed.meets(times):
                return True
            continue
        shares = [times, Interval(times.low - 1, times.high - 1), Interval(1 - times.high, 1 - times.low)]
        whole = Interval(one.low + other.high, one.high + other.low)
        shares.append(Interval(one.low / whole.low, one.high / whole.high))
        if any(allowed.meets(share.scaled(HUNDRED)) for share in shares):
            return True
    return False


def _words_beside(stated: Item, scene: Scene) -> list[str]:
    """The kinds of words that end or begin right beside the accused figure."""
    figure = stated.figure
    return sorted(code for code in scene.cues if scene.stands_beside(figure, code, BESIDE))
