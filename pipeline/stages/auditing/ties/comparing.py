"""Wording that sets two amounts against each other: versus, at two dated times, so many times the other.

Who writes ``$74 million versus $61 million a year before`` or ``15億円だったが、2024年には96億円`` means one
thing at two times, whatever claims make of its metric.
"""

from __future__ import annotations

from pipeline.datatypes import Time
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.levels import PARAGRAPH, are_of_others, is_named, times_in

# What stands in a TIMEX value for what is not known.
OPEN_YEAR = "XX"
# How far what a multiple is of stands behind it: three times the 340 tons.
BASE_REACH = 6


def are_set_against(scene: Scene, first: Item, second: Item) -> bool:
    """Whether a word sets an amount against the one before it: ``$74m versus $61m``; 14億に対し38億."""
    if first.unit != second.unit or not _are_next(scene, first, second):
        return False
    end, start = first.figure.end, second.figure.start
    word = scene.said("versus", end, start)
    return word is not None and (word.start - end <= TOUCH or start - word.end <= TOUCH)


def are_dated(scene: Scene, first: Item, second: Item) -> bool:
    """Whether two amounts are told each with a time of its own: 2022年に15億円、2024年には96億円."""
    if first.figure.unit != second.figure.unit or are_of_others(first, second):
        return False
    if first.figure.unit is None and (first.metric is None or first.metric != second.metric):
        return False
    if is_named(first) and is_named(second) and first.metric != second.metric:
        return False
    one, other = _own_times(scene, first), _own_times(scene, second)
    return bool(one and other) and not one & other


def _own_times(scene: Scene, item: Item) -> set[str]:
    """The dates beside an amount: right behind it, else before it, else behind it in its clause."""
    figure = item.figure
    dates = [time for time in times_in(scene, item.left, item.right) if time.type == "DATE"]
    at_once = {_name(time) for time in dates if 0 <= time.start - figure.end <= TOUCH}
    # in "1,860 last year, after 1,310 the year before" last year is of the one before it
    own = {_name(time) for time in dates if item.left + TOUCH < time.start < figure.start}
    if at_once or own:
        return at_once or own
    return {
        _name(time) for time in times_in(scene, figure.end, item.right)
        if time.type == "DATE" and scene.said("clause", figure.end, time.start) is None
    }  # fmt: skip


def _name(time: Time) -> str:
    """A date, or its words where the year is open: last year and the year before are two."""
    return time.surface.lower() if OPEN_YEAR in time.timex else time.timex


def is_base(scene: Scene, ratio: Item, item: Item) -> bool:
    """Whether an amount is what a multiple is told of: three times the 340 tons; 340トンの3倍."""
    if ratio.figure.kind != "multiple":
        return False
    start, end = item.figure.start, item.figure.end
    if 0 <= start - ratio.figure.end <= BASE_REACH:
        return scene.said("clause", ratio.figure.end, start) is None
    word = scene.said("share_of", end, ratio.figure.start)
    return word is not None and word.start - end <= 1 and ratio.figure.start - word.end <= TOUCH


def closes(scene: Scene, ratio: Item, first: Item, second: Item) -> bool:
    """Whether a ratio opens the sentence behind two amounts, which tells no amount of their kind.

    2022年に15億円だったが、2024年には96億円となった。わずか2年で3倍である.
    """
    if not first.unit == second.unit == ratio.unit - 1 or not _are_next(scene, first, second):
        return False
    if PARAGRAPH in scene.text[second.figure.end : ratio.figure.start]:
        return False
    here = [item for item in scene.by_unit[ratio.unit] if not scene.is_few(item)]
    ahead = [item for item in scene.by_unit[first.unit] if item.same_kind(first) and not scene.is_few(item)]
    return here[:1] == [ratio] and len(ahead) == 2 and not any(item.same_kind(first) for item in here)


def _are_next(scene: Scene, first: Item, second: Item) -> bool:
    """Whether no other amount of their kind stands between two."""
    return not any(one.same_kind(first) for one in scene.between(first.figure.end, second.figure.start))
