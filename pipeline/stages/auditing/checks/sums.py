"""Checks that add up: stated totals and totals of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from itertools import chain, combinations

from pipeline.stages.auditing.intervals import Interval, add_rounded
from pipeline.stages.auditing.items import Item, distinct
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.ties.levels import has_raised_more, is_of_more, is_product
from pipeline.stages.auditing.ties.lists import (
    are_in_a_row,
    are_no_addends,
    are_of_one_sum,
    are_other_shares,
    counted_parts,
    how_many,
    is_broken_down,
    is_listed,
    is_part,
    is_slip_of_scale,
    opens_list,
    row_before,
    told_once,
    whole_list,
    without_total,
)
from pipeline.stages.auditing.ties.wholes import has_share
from pipeline.stages.auditing.ties.wording import are_worded_apart, is_each, is_summed
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, SUMS, Reading

# A total may come so many units of text after its parts.
BACK = 3
MOST_PARTS = 12
# Metrics of money put into something; they add up to what was put in.
OUTLAYS = frozenset({"investment", "loan", "acquisition_price"})
# What may open a list behind its total, beside words.
SIGNS, HALF_POINT = {"%", "％"}, Decimal("0.5")
COLONS = frozenset(":：")
COUNTED = frozenset({"money", "count", "measure", "number", "percent"})


def add_up(items: Sequence[Item], like: Item) -> tuple[Interval, str | None] | None:
    """The sum of amounts and its unit: that of ``like`` where all have it, else dollars; None if none."""
    if not items:
        return None
    alike = all(one.same_kind(other) for one, other in combinations(items, 2))
    if alike and all(item.same_kind(like) or item.figure.unit is None for item in items):
        bare = [item.figure.modifier is None and item.figure.value is not None for item in items]
        return add_rounded([*map(_to_the_point, items)], bare), like.figure.unit
    dollars = [item.dollars for item in (*items, like)]
    if None in dollars:
        return None
    return reduce(Interval.plus, (amount for amount in dollars[:-1] if amount)), "USD"


def _to_the_point(item: Item) -> Interval:
    """What an amount allows in a sum: percentages written with the sign are rounded to points."""
    figure = item.figure
    if figure.kind != "percent" or figure.value is None or figure.modifier or not set(figure.surface) & SIGNS:
        return item.allows
    half = min(HALF_POINT, (item.allows.high - item.allows.low) / 2)
    return Interval(figure.value - half, figure.value + half)


def write_sum(items: Sequence[Item], sign: str = " + ") -> str:
    """The figures as written with a sign between: ``50億ドル + 50億ドル``."""
    return sign.join(item.figure.surface for item in items)


def sum_reading(
    check: str, stated: Item, parts: Sequence[Item], sureness: int, relation: str = "equals"
) -> Iterator[Reading]:
    """The reading of a figure as the sum of two or more others; none where they cannot be added."""
    added = add_up(parts, stated)
    if added is None or len(parts) < 2:
        return
    computed, unit = added
    sole = stated.dollars if unit != stated.figure.unit else _to_the_point(stated)
    yield Reading(
        check, stated, tuple(parts), computed, unit, write_sum(parts), sureness, relation, SUMS,
        sole=sole,
    )  # fmt: skip


def check_total(scene: Scene) -> Iterator[Reading]:
    """A stated total against what was said of each part before it, or is listed behind it.

    ``A社は50億ドル、B社は50億ドルの赤字。2社合わせて100億ドル`` holds.
    """
    for total in scene.items:
        if total.figure.kind not in COUNTED or total.again or scene.is_few(total):
            continue
        if scene.compared(total) is None and is_summed(scene, total):
            # Backers including A with $150 million put in $400 million: no less than what is told of some.
            told = scene.said("some", scene.units[total.unit], total.figure.start)
            some = (told or scene.behind(total, "some")) is not None
            more = is_of_more(scene, total) or is_product(scene, total) or has_share(scene, total)
            for by in (_parts_by_claim, _parts_by_subject, _parts_by_place):
                placed = by is not _parts_by_subject
                for reading in by(scene, total):
                    least = some or has_raised_more(total, reading.operands, how_many(scene, total))
                    yield reading._replace(
                        relation="at_least" if least else reading.relation,
                        sureness=GUESS
                        if more
                        or (placed and _is_stated(reading) and are_no_addends(scene, total, reading.operands))
                        or are_other_shares(total, reading.computed)
                        or are_worded_apart((total, *reading.operands))
                        or _is_below_a_part(total, reading)
                        else reading.sureness,
                    )
        elif opens_list(scene, total):
            yield from _listed(total, whole_list(scene, total, 0))
        else:
            yield from _broken_down(scene, total)
            if scene.compared(total) is None:
                yield from _unsaid(scene, total)


def _is_below_a_part(total: Item, reading: Reading) -> bool:
    """Whether one part is more than a total that is not off by tens: of 30億円、20億円、2社が計10億円."""
    more = any(part.allows.low > total.allows.high for part in reading.operands)
    return more and not is_slip_of_scale(total, reading.computed)


def _is_stated(reading: Reading) -> bool:
    """Whether a total that does not hold is none of an announced list, whose items may be of any metric."""
    return reading.gap() > 1 and reading.check == "stated-total"


def _broken_down(scene: Scene, total: Item) -> Iterator[Reading]:
    """A total against the list that the next sentence announces: 内訳は…."""
    own = [item for item in scene.by_unit[total.unit] if item.same_kind(total)]
    listed = _parts_in(scene, total, total.unit + 1)
    if is_broken_down(scene, total, own, listed) and not any(is_each(scene, one) for one in listed):
        yield from sum_reading("list-total", total, listed, LIKELY)


def _unsaid(scene: Scene, total: Item) -> Iterator[Reading]:
    """A total that no word calls one: of as many as it says, told beside it; of a row that slips by tens."""
    for check, parts in counted_parts(scene, total):
        yield from sum_reading(check, total, parts, LIKELY)
    for reading in sum_reading("stated-total", total, row_before(scene, total), LIKELY):
        if reading.gap() <= 1 or is_slip_of_scale(total, reading.computed):
            yield reading


def _parts_by_claim(scene: Scene, total: Item) -> Iterator[Reading]:
    """Parts that claims tell: the same metric, one for each of the things the total is of."""
    if total.metric is None:
        return
    earlier = [
        item
        for item in scene.by_metric[total.metric]
        if item.figure.start < total.figure.start and is_part(scene, item, total)
    ]
    if len(total.things) > 1:
        parts = [
            next((item for item in reversed(earlier) if item.things == {thing}), None)
            for thing in sorted(total.things)
        ]
        found = [part for part in parts if part is not None]
        # 3社合わせて behind two: the article does not tell all of them.
        if len(found) == len(parts) and how_many(scene, total) in (None, len(parts)):
            found.sort(key=lambda item: item.number)
            yield from sum_reading("stated-total", total, found, PLAIN)


def _parts_by_subject(scene: Scene, total: Item) -> Iterator[Reading]:
    """What one subject was told to spend before: loans, stakes and purchases add up to what it put in.

    Never more than a doubt: an article need not tell all of it, and offers were not paid.
    """
    if total.metric not in OUTLAYS or len(total.things) != 1:
        return
    spent = [
        item for item in sorted(chain(*(scene.by_metric[code] for code in OUTLAYS)), key=lambda i: i.number)
        if item.number < total.number and item.things == total.things
        and item.is_real and not item.again and item.figure.kind == "money" and item.figure.value != 1
        and item.figure.per is None
    ]  # fmt: skip
    for reading in sum_reading("stated-total", total, list(distinct(spent)), LIKELY):
        yield reading._replace(weak=True)


def _parts_by_place(scene: Scene, total: Item) -> Iterator[Reading]:
    """Parts by where they stand: a run before or behind, as many as the total says."""
    many = how_many(scene, total)
    before = [
        item
        for item in scene.near(total, BACK)
        if item.number < total.number and is_part(scene, item, total) and not _is_total(scene, item)
    ]
    before = _summed_once(told_once(without_total(before, total)))
    yield from _broken_down(scene, total)
    for check, parts in counted_parts(scene, total):
        yield from sum_reading(check, total, parts, LIKELY)
    behind = whole_list(scene, total, 1)
    listed = [item for item in behind if item.unit == total.unit]
    listed = listed if is_listed(scene, total, listed) else []
    colon = scene.text[total.figure.end : total.figure.end + 2].strip()[:1] in COLONS
    for reading in _listed_runs(total, listed, many):
        # a total of $190 million: $40 million on chips, $30 million on power and $20 million on land
        whole = colon and reading.sureness == LIKELY and reading.operands == tuple(listed)
        yield reading._replace(sureness=PLAIN) if whole else reading
    yield from _guesses("list-total", total, [behind[:count] for count in _counts(behind)])
    yield from _told_runs(scene, total, before, many)


def _summed_once(parts: Sequence[Item]) -> list[Item]:
    """Parts without those that a later one sums up: of 12.2 and 4.8, together 17, and 33 only 17 and 33."""
    kept: list[Item] = []
    for part in parts:
        runs = (kept[-count:] for count in _counts(kept))
        within = next(
            (r for r in runs for s in sum_reading("stated-total", part, r, GUESS) if s.gap() <= 1), []
        )
        kept = [*(kept[: len(kept) - len(within)]), part]
    return kept


def _listed(total: Item, items: list[Item]) -> Iterator[Reading]:
    """A list behind its total. One that does not say it is whole may leave items out."""
    for reading in _listed_runs(total, items, None):
        short = reading.computed.high < reading.allowed.low
        yield reading._replace(sureness=min(reading.sureness, LIKELY)) if short else reading


def _parts_in(scene: Scene, total: Item, unit: int) -> list[Item]:
    return [item for item in scene.by_unit.get(unit, ()) if item is total or is_part(scene, item, total)]


def _is_total(scene: Scene, item: Item) -> bool:
    return scene.before(item, "total") is not None


def _told_runs(scene: Scene, total: Item, parts: list[Item], many: int | None) -> Iterator[Reading]:
    """Runs that end before a total: as many as it says, else those of its sentence and the one before."""
    near = [item for item in parts if item.unit >= total.unit - 1]
    if many:
        fits = [item for item in parts if item.metric == total.metric] if total.metric else []
        for chosen in (fits, near, parts):
            taken = chosen[-many:]
            if len(taken) == many:
                plain = len(chosen) == many and _are_alike(taken)
                # 3本のETFに計5,300万香港ドル behind three prices in dollars: of nothing told.
                alike = {item.figure.unit for item in taken} <= {total.figure.unit, None}
                sureness = PLAIN if plain else LIKELY if alike or _are_alike(taken) else GUESS
                yield from sum_reading("stated-total", total, taken, sureness)
    else:
        same = [item for item in near if item.unit == total.unit]
        here = [i for i in scene.by_unit[total.unit] if i.number < total.number and i.same_kind(total)]
        whole = without_total(here, total)
        yield from (r for r in sum_reading("stated-total", total, whole, LIKELY) if r.gap() <= 1)
        if are_in_a_row(scene, total, same):
            yield from sum_reading("stated-total", total, same, LIKELY)
        for chosen in (same, near):
            tied = are_of_one_sum(scene, total, chosen)
            kin = total.metric in (None, *(item.metric for item in chosen))
            known = chosen is same or None not in {item.metric for item in chosen}
            sureness = (PLAIN if kin else LIKELY) if _are_alike(chosen) and known and tied else GUESS
            yield from sum_reading("stated-total", total, chosen, sureness)
    for reading in _guesses("stated-total", total, [parts[-count:] for count in _counts(parts)]):
        yield reading._replace(asked=many is not None)


def _listed_runs(total: Item, parts: list[Item], many: int | None) -> Iterator[Reading]:
    """Runs that begin behind a total: as many as it says, else all."""
    if many:
        yield from sum_reading("list-total", total, parts[:many] if len(parts) >= many else [], PLAIN)
    else:
        sureness = PLAIN if _are_alike(parts) else LIKELY
        beyond = any(part.allows.low > total.allows.high for part in parts)
        for reading in sum_reading("list-total", total, parts, sureness):
            slip = not beyond or is_slip_of_scale(total, reading.computed)
            yield reading if slip else reading._replace(sureness=GUESS)
    yield from _guesses("list-total", total, [parts[:count] for count in _counts(parts)])


def _are_alike(items: Sequence[Item]) -> bool:
    return len({item.metric for item in items}) == 1


def _counts(parts: Sequence[Item]) -> range:
    return range(2, min(len(parts), MOST_PARTS) + 1)


def _guesses(check: str, total: Item, runs: Sequence[Sequence[Item]]) -> Iterator[Reading]:
    for run in runs:
        yield from sum_reading(check, total, run, GUESS)
