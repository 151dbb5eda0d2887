"""A rise must end higher than it began, a fall lower."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.datatypes import Claim
from pipeline.stages.auditing.intervals import Interval
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene
from pipeline.stages.auditing.ties.pairs import RATIOS
from pipeline.stages.auditing.verdicts import PLAIN, Reading

# The better rank is the smaller number.
_TURNED = {"rise": "fall", "fall": "rise"}
# The chance of a cut rises to 84% from 62%: the word is what the chance is of.
_OF_EVENTS = frozenset({"probability"})


def check_direction(scene: Scene) -> Iterator[Reading]:
    """Two levels of a movement stand as its word says: 630億円から560億円に増えた does not hold."""
    for first in scene.items:
        second = _next_level(scene, first)
        if second is None:
            continue
        source = next((item for item in (first, second) if scene.is_whence(item)), None)
        if source is None and _is_taken_on(scene, first, second):
            source = first
        if source is None or (source is second and _goes_on(scene, second)):
            continue
        goal = second if source is first else first
        way = _way_of(scene, goal, source)
        if way is None:
            continue
        relation, sign = ("at_least", "≥") if way == "rise" else ("at_most", "≤")
        yield Reading(
            "direction", goal, (source,), _written(source), source.figure.unit,
            f"{goal.figure.surface} {sign} {source.figure.surface}", PLAIN, relation, Decimal(1),
            sole=_written(goal),
        )  # fmt: skip


def _next_level(scene: Scene, first: Item) -> Item | None:
    """The amount of the same kind right behind a level in its sentence; only a change may stand between."""
    if first.again:
        return None
    for item in scene.items[first.number + 1 :]:
        if item.unit != first.unit:
            return None
        if item.same_kind(first):
            return None if item.again else item
        if item.figure.kind not in RATIOS:
            return None
    return None


def _way_of(scene: Scene, goal: Item, source: Item) -> str | None:
    """Rise or fall by the word that says it of both levels of one thing; None where nothing is sure.

    Not of rates of exchange, nor by a word for better or worse: which of the two is more nobody knows always.
    """
    one, other = goal.claim, source.claim
    if one is None or other is None or not _are_levels(one, other) or scene.compared(goal):
        return None  # 目標の14%に届かない compares
    told = one if other.direction_start is None else other
    if told.direction_start is None or told.direction_start in scene.valued:
        return None
    if told is one:
        moved = goal.metric is not None and goal.things == source.things and _is_led_to(scene, goal, one)
    else:
        moved = _is_moved_to(scene, goal, one, other) or _is_left_for(goal, source, one)
    if not moved or _is_rate_of_exchange(scene, goal) or _is_rate_of_exchange(scene, source):
        return None
    return _TURNED[told.direction or ""] if goal.figure.kind == "rank" else told.direction


def _are_levels(one: Claim, other: Claim) -> bool:
    """Whether two amounts are levels of one metric (shares are), and no chances."""
    same = one.metric.code == other.metric.code and one.metric.code not in _OF_EVENTS
    return same and "delta" not in (one.change, other.change)


def _is_moved_to(scene: Scene, goal: Item, one: Claim, other: Claim) -> bool:
    """Whether the word of movement of a level joins another with it: rose from 5 to 8.

    Beside its word it is a change: ``up $380m from $1.64bn``, 30億円から5億円積み増した.
    """
    if one.direction_start is None or one.direction_end is None or one.direction != other.direction:
        return False
    if abs(one.direction_start - (other.direction_start or 0)) > TOUCH:
        return False
    start, end = goal.figure.start, goal.figure.end
    between = scene.text[one.direction_end : start] or scene.text[end : one.direction_start]
    return bool(between.strip()) or scene.said("to", start - TOUCH, start) is not None


def _is_left_for(goal: Item, source: Item, one: Claim) -> bool:
    """Whether a level is told first, then that of the same thing from which it came: $3m, down from $4m."""
    first = one.direction is None and goal.number < source.number
    return first and goal.metric is not None and goal.things == source.things


def _is_taken_on(scene: Scene, first: Item, second: Item) -> bool:
    """Whether a level is told in a clause that takes it to the next: 従業員1.2万人を1.3万人へ減らす."""
    start = first.figure.start
    apart = scene.said("clause", first.figure.end, second.figure.start) or scene.said(
        "by", start - TOUCH, start
    )
    return apart is None and scene.is_whither(second)


def _is_led_to(scene: Scene, goal: Item, claim: Claim) -> bool:
    """Whether a word of movement and one for whither stand with a level: rose to $63bn, 630億円へ伸びた.

    No other amount and no clause stands between, and no level between the two words.
    """
    word, end = claim.direction_start or 0, claim.direction_end or 0
    low, high = min(end, goal.figure.end), max(word, goal.figure.start)
    if not (goal.left <= word < goal.right and scene.is_whither(goal)) or scene.said("clause", low, high):
        return False
    to = scene.to_before(goal)
    return word <= to.start if to is not None else word >= goal.figure.end


def _written(item: Item) -> Interval:
    """The amount as written: nobody rounds a fall to a rise, from 60 to 50."""
    low, high = item.figure.low, item.figure.high
    return item.allows if low is None or high is None else Interval(low, high)


def _goes_on(scene: Scene, source: Item) -> bool:
    """Whether a level is that from which the next one comes: up by 1.4m from 4.3m to 5.7m."""
    after = scene.next_to(source)
    return after is not None and scene.is_movement(source, after)


def _is_rate_of_exchange(scene: Scene, item: Item) -> bool:
    """Whether a level may be so much of one currency for another, which rises as the other falls.

    ``6.85上调至6.70``, ``1ドル=150円から155円への円安``, ``155 yen per dollar``.
    """
    figure = item.figure
    if figure.per in scene.reference.currencies or (figure.kind == "number" and item.metric == "price"):
        return True
    return any(
        before.figure.kind == figure.kind == "money"
        and before.figure.unit != figure.unit
        and figure.start - before.figure.end <= TOUCH
        for before in scene.items[max(0, item.number - 1) : item.number]
    )
