"""The checks of sums told beside others: totals compared, and a whole against its parts and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from pipeline.datatypes import Cue
from pipeline.stages.auditing.checks.ratios import EARNED
from pipeline.stages.auditing.checks.sums import BACK, sum_reading
from pipeline.stages.auditing.intervals import Interval
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.levels import WORTHS, bracket_of, is_growth, is_left, is_named, opens
from pipeline.stages.auditing.ties.lists import OPENERS, how_many, is_part, is_slip_of_scale
from pipeline.stages.auditing.ties.wording import is_each
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading

# Where neither amount stands in the sentence, both were told at most so many units before.
TOLD_BACK = 5
# How far behind an amount it may be said to be left.
LEFT = 12
# One part and the rest.
PAIR = 2


def check_total_comparison(scene: Scene) -> Iterator[Reading]:
    """A sum said to be above or below another figure: 2社合わせても…130億に及ばない.

    Not the order of two single figures; that is ``comparable``.
    """
    yield from _told_before(scene)
    yield from _above_a_sum(scene)
    for item in scene.items:
        word = scene.compared(item)
        low, high = scene.units[item.unit], scene.end_of(item.unit)
        if word is None or item.again or scene.is_few(item):
            continue
        if not (scene.said("total", low, high) or scene.said("summed", low, high)):
            continue
        if word.code in ("over", "under") and len(_summed_behind(scene, word)) > 1:
            continue
        relation = "at_least" if word.code in ("below", "under") else "at_most"
        near = [
            other for other in scene.near(item, BACK)
            if other.number != item.number and is_part(scene, other, item)
            and other.figure.value != item.figure.value
        ]  # fmt: skip
        own = [other for other in near if other.unit == item.unit]
        before = [other for other in near if other.unit == item.unit - 1]
        many = how_many(scene, item)
        parts = own if len(own) > 1 else [*before, *own]
        opened = scene.said("total", low, low + TOUCH) is not None
        whole = parts == own or (not own and (opened or len({part.metric for part in (*parts, item)}) == 1))
        plain = len(parts) == many or (many is None and whole)
        taken = parts[-many:] if many and len(parts) > many else parts
        yield from sum_reading("total-comparison", item, taken, PLAIN if plain else GUESS, relation)


def _above_a_sum(scene: Scene) -> Iterator[Reading]:
    """An amount said to be above or below a sum: more than the $3bn of A and $2bn of B combined."""
    for word in (cue for code in ("over", "under") for cue in scene.cues.get(code, ())):
        parts = _summed_behind(scene, word)
        if len(parts) < PAIR:
            continue
        unit = parts[0].unit
        ahead = [item for item in scene.by_unit[unit] if item.figure.end <= word.start]
        ahead = ahead or [item for item in scene.by_unit.get(unit - 1, ()) if item.same_kind(parts[0])]
        told = [item for item in ahead if is_part(scene, item, parts[0])]
        if len(told) == 1:
            relation = "at_least" if word.code == "over" else "at_most"
            yield from sum_reading("total-comparison", told[0], parts, LIKELY, relation)


def _summed_behind(scene: Scene, word: Cue) -> list[Item]:
    """The amounts between a word that compares and one for a sum behind them, in its sentence."""
    unit = scene.unit_at(word.start)
    total = scene.said("summed", word.end, scene.end_of(unit))
    if total is None:
        return []
    between = [item for item in scene.between(word.end, total.start) if not scene.is_few(item)]
    behind = [item for item in between if item.same_kind(between[0])]
    return behind if len(behind) == len(between) else []


def _told_before(scene: Scene) -> Iterator[Reading]:
    """A sum held against another amount, both told before and only named here.

    ``両社が合わせて失った額は、Tetherが稼いだ額に及ばない``: the losses of the two against what it earned.
    """
    for unit, low in enumerate(scene.units):
        high = scene.end_of(unit)
        total = scene.said("total", low, high) or scene.said("summed", low, high)
        order = next(
            (c for code in ("below", "under", "above", "over") if (c := scene.said(code, low, high))), None
        )
        here = [item for item in scene.between(low, high) if not scene.is_few(item)]
        if total is None or order is None or here:
            continue
        named = scene.metrics_in(low, high)
        told = [item for item in scene.items if unit - TOLD_BACK <= item.unit < unit and not item.again]
        parts = [item for item in told if item.metric in named[:1] and item.is_real]
        # 稼いだ tells no sales from profits
        meant = {*named[1:], *(EARNED if EARNED.intersection(named[1:]) else ())} - {*named[:1]}
        wholes = [item for item in told if item.metric in meant]
        few = [item for item in scene.between(low, high) if item.figure.value is not None]
        many = int(few[0].figure.value or 0) if few else 2
        if len(parts) >= many and wholes:
            relation = "at_least" if order.code in ("below", "under") else "at_most"
            yield from sum_reading(
                "total-comparison", _named_in(scene, wholes, low, high), parts[-many:], LIKELY, relation
            )


def _named_in(scene: Scene, items: Sequence[Item], low: int, high: int) -> Item:
    """Of some items the one whose subject is named between two offsets, else the last."""
    names = {entity.referent for entity in scene.entities if low <= entity.start < high}
    return next((item for item in reversed(items) if item.things & names), items[-1])


def check_partition(scene: Scene) -> Iterator[Reading]:
    """A whole against its parts and the rest: 60億ドルのうち35億ドルは…、残り25億ドルは… holds."""
    for rest in scene.items:
        if not (scene.before(rest, "rest") or _is_left_over(scene, rest)) or rest.again:
            continue
        before = [
            item
            for item in scene.near(rest, 1)
            if item.number < rest.number
            and item.same_kind(rest)
            and not item.again
            and not is_left(scene, item)
            and bracket_of(scene, item) in (None, bracket_of(scene, rest))
        ]
        if len(before) < 2:
            continue
        if any(_adds_up(before[i], [*before[i + 1 :], rest]) for i in range(1, len(before) - 1)):
            continue  # the amounts nearer to it make a whole and its parts
        opened = [i for i, item in enumerate(before) if i and scene.before(item, "part")]
        first = opened[-1] if opened else 1
        parts = [*before[first:], rest]
        # Percentages are parts of a hundred, unless they are said to be of one of them.
        told = bool(opened) or rest.figure.kind != "percent"
        wholes = [item for item in before[:first] if told and _holds_all(item, parts) and not is_growth(item)]
        wholes = wholes or [item for item in before[:first] if told and _is_slip(item, parts)]
        fits = [whole for whole in wholes if _adds_up(whole, parts)]
        # What lies between may be of something else: 营收31.5亿，净利润4.2亿。其中租赁26亿，其余5.5亿.
        for whole in (fits or wholes)[-1:]:
            near = whole is before[first - 1]
            plain = near and (bool(opened) or whole.unit == rest.unit)
            apart = _is_apart(scene, whole, parts, bool(opened))
            sureness = GUESS if apart else PLAIN if plain else LIKELY
            beside = not opened and _is_beside(scene, whole, parts[0])
            if any(is_each(scene, part) for part in parts):
                sureness = GUESS  # 各3,000万ドル: nobody says how many times
            for reading in sum_reading("partition", whole, parts, sureness):
                yield reading._replace(sureness=GUESS) if beside and reading.gap() > 1 else reading


def _is_left_over(scene: Scene, item: Item) -> bool:
    """Whether a word right behind an amount says that it is the rest: the 255,000 that were left."""
    word = scene.behind(item, "rest")
    return word is not None and word.start - item.figure.end <= LEFT


def _adds_up(whole: Item, parts: Sequence[Item]) -> bool:
    """Whether some amounts make another."""
    return any(reading.gap() <= 1 for reading in sum_reading("partition", whole, parts, GUESS))


def _is_slip(whole: Item, parts: Sequence[Item]) -> bool:
    """Whether a whole or one of its parts is off by tens: a $900 million facility of $6.2bn and $2.8bn."""
    for reading in sum_reading("partition", whole, parts, GUESS):
        if is_slip_of_scale(whole, reading.computed):
            return True
    return any(_is_slip_of_part(whole, part, [one for one in parts if one is not part]) for part in parts)


def _is_slip_of_part(whole: Item, part: Item, others: Sequence[Item]) -> bool:
    """Whether a part is ten, a hundred, ... times what the others leave of a whole: 6.4亿, 5.1亿 and 13亿."""
    left = reduce(Interval.minus, (one.allows for one in others), whole.allows)
    return left.low > 0 and is_slip_of_scale(part, left, down=True)


def _is_apart(scene: Scene, whole: Item, parts: Sequence[Item], opened: bool) -> bool:
    """Whether an amount is no whole of some parts by where it stands; ``opened``: behind it a word parts it.

    Out of a list in brackets its whole is another: 40%(上线解锁8亿枚，余下32亿枚); nor is an amount of the
    sentence before a whole that no word makes one.
    """
    rest = parts[-1]
    if bracket_of(scene, whole) != bracket_of(scene, rest):
        return True
    hoped = whole.modality == "forecast"
    return not opened and whole.unit != rest.unit and (hoped or not _is_broken_up(whole, parts))


def _is_beside(scene: Scene, whole: Item, part: Item) -> bool:
    """Whether an amount is told as the part behind it is, so that it is a part itself, of a whole not told.

    90 engineers in Tokyo, 20 in Osaka and the remaining 40 in Nagoya; 現物のうちAは97億円だった。Bは24億円.
    What is told otherwise is a whole: 60億円を調達し、35億円を研究に; 规模60亿元，A出资35亿元; of its 60, 35.
    """
    low = scene.units[whole.unit]
    if opens(scene, whole, part):
        return False
    listed = scene.before(whole, "part") or scene.said("out_of", low, min(whole.figure.start, low + 2))
    some = listed is not None and scene.said("some", listed.start, listed.end) is not None
    if listed is not None and not some and whole.figure.start - listed.end > TOUCH:
        return True
    end, start = whole.figure.end, part.figure.start
    if whole.unit != part.unit or set(scene.text[end:start]) & OPENERS:
        return False
    halt = scene.said("clause", end, start)
    if start - (halt.end if halt else end) <= 1:
        return _word_behind(scene, part) in scene.text[end : halt.start if halt else start].split()
    return _word_ahead(scene, whole) == _word_ahead(scene, part)


def _word_behind(scene: Scene, item: Item) -> str:
    """The word behind an amount; in a script without blanks all that is there."""
    return next(iter(scene.text[item.figure.end : item.right].split()), "")


def _word_ahead(scene: Scene, item: Item) -> str:
    """The word before an amount, in a script without blanks its last letter: 東京に90人、大阪に20人."""
    ahead = scene.text[scene.units[item.unit] : item.figure.start].split()[-1:]
    return "".join(ahead) if "".join(ahead).isascii() else ahead[0][-1]


def _is_broken_up(whole: Item, parts: Sequence[Item]) -> bool:
    """Whether an amount of the sentence before can be what this one parts: no worth, nor hoped for."""
    worth = whole.metric in WORTHS and not any(part.metric in WORTHS and is_named(part) for part in parts)
    alone = len(parts) == PAIR or all(part.unit == parts[-1].unit for part in parts)
    return alone and not worth and not (whole.modality == "forecast" and parts[-1].is_real)


def _holds_all(whole: Item, parts: Sequence[Item]) -> bool:
    """Whether each of some parts is smaller than a whole, as written."""
    return all((part.figure.high or 0) < (whole.figure.low or 0) for part in parts)
