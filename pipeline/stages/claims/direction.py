"""Which way an amount moved, by the word of movement nearest to its figure.

a change (12% in ``rose 12%``, +3%)  -> its sign, the nearest word for rise or fall, or as in the list so far
a level (``to $63bn``, 増の630億円)   -> only where such a word governs it: beside it, or joined by to or from
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter

from pipeline.datatypes import Cue
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.layout import Place
from pipeline.stages.claims.state import Case

RISE, FALL = "rise", "fall"
# More and less by word; of better and worse where more is better, then where less is. Gain and loss are
# words for what is won or lost too (lost $5m): they move a change, and beside them what is held (lost 9,000
# members). More and less compare (5% above): they move a change only.
_WORDS: Mapping[str, tuple[str | None, str | None]] = {
    "rise": (RISE, RISE), "gain": (RISE, RISE), "fall": (FALL, FALL), "loss": (FALL, FALL),
    "more": (RISE, RISE), "less": (FALL, FALL), "better": (RISE, FALL), "worse": (FALL, RISE),
    "still": (None, None),
}  # fmt: skip
_LIGHT, _COMPARED = frozenset({"gain", "loss"}), frozenset({"more", "less"})
# Of what joins a level with a word of movement: its side of the level, and the side the word must be on.
_JOINS = {
    "to": ("L", "L"), "by": ("L", "L"), "of": ("L", "L"), "at": ("L", "L"), "from": ("L", "LR"),
    "reached": ("R", "R"), "became": ("R", "L"),
}  # fmt: skip
# These stand right behind the word, or behind the change it tells: a cut of 300, up 3.3% at $142.
_TIGHT = frozenset({"of", "at"})
# What stands between costs as many characters as these; farther than so many nothing is told.
_CLAUSE, _FIGURE, _FARTHEST = 30, 12, 90
# A word so near to a level governs it (増の630億円, 降至63亿); what joins the two stands so near to it.
_BESIDE, _JOINED = 2, 3
# Metrics whose percentages are movements.
_OF_MOVES = frozenset({"return", "growth_rate"})


def find_direction(case: Case, change: str) -> tuple[str | None, Cue | None]:
    """``rise`` or ``fall`` with the word that says so; None where nothing does, no word for a sign.

    Of ``売上高は12%増の630億円`` both rise, of ``売上高は630億円`` nothing is told.
    """
    told = _is_told_in_parts(case)
    moved = change == "delta" or (change == "level" and told)
    # No word says that it measures a margin or yield, which may be below zero.
    bare = case.figure.kind == "percent" and case.metric_at is None
    sign = _sign(case) if moved or told or bare else None
    if sign is not None:
        return sign, None
    multiple = _of_multiple(case) if change == "delta" else None
    near = [found for found in sorted(_weighed(case), key=itemgetter(0)) if moved or _governs(case, found[1])]
    if near and near[0][0] <= (_BESIDE if multiple else _FARTHEST):
        way = _way(case, near[0][1])
        return way, near[0][1] if way else None
    if multiple or not moved:
        return multiple, None
    return _carried(case), None


def _is_told_in_parts(case: Case) -> bool:
    """Whether a percentage is of what no percentage measures is told (a price), or points of one."""
    if case.figure.unit == "percentage_point":
        return True
    return case.figure.kind == "percent" and (_is_never_in_percent(case) or case.metric in _OF_MOVES)


def _is_never_in_percent(case: Case) -> bool:
    return case.metric is None or "percent" not in load_metrics()[case.metric].kinds


def _is_of_a_stock(case: Case) -> bool:
    """Whether what is lost or won is part of what one has: members, market value, 40%; no hacked money."""
    stock = case.metric is not None and load_metrics()[case.metric].time == "stock"
    return stock or case.figure.kind == "percent"


def _sign(case: Case) -> str | None:
    """What the sign of a figure says: +3%, −3%, ▲3%."""
    surface, value = case.figure.surface, case.figure.low
    if surface[0] in "+＋":
        return RISE
    return FALL if value is not None and value < 0 and not surface[0].isalnum() else None


def _weighed(case: Case) -> Iterator[tuple[int, Cue]]:
    """The words of movement of the figure's sentence, and how far each is from it."""
    for cue in case.layout.cues["direction"].get(case.unit, ()):
        if cue.code in _WORDS:
            place = case.place(cue.start, cue.end)
            yield place.gap + _CLAUSE * place.clauses + _FIGURE * place.figures, cue


def _governs(case: Case, word: Cue) -> bool:
    """Whether a word of movement says how a level was reached, or left."""
    if word.code in _COMPARED:
        return False
    place = case.place(word.start, word.end)
    if place.gap <= _BESIDE and not place.clauses:
        return word.code not in _LIGHT or _is_of_a_stock(case) or _is_joined(case, word, place)
    return place.clauses <= 1 and _is_joined(case, word, place)


def _is_joined(case: Case, word: Cue, place: Place) -> bool:
    """Whether a word such as to or from joins a level with a word of movement.

    In another clause with a metric of its own only from does: its staff was cut to 40, from 60 employees.
    """
    apart = place.clauses > 0 and _has_own_metric(case, word)
    return any(
        _joins(case, link, word, place.side)
        for link in case.layout.cues["direction"].get(case.unit, ())
        if link.code in _JOINS and not (apart and link.code != "from")
    )


def _has_own_metric(case: Case, word: Cue) -> bool:
    """Whether the word for what a figure measures stands between it and a word of movement."""
    low, high = min(word.start, case.figure.start), max(word.end, case.figure.end)
    return case.metric_at is not None and low < case.metric_at < high


def _joins(case: Case, link: Cue, word: Cue, side: str) -> bool:
    """Whether a word such as to or from stands beside the figure, and the word of movement where it must."""
    place, (own, others) = case.place(link.start, link.end), _JOINS[link.code]
    if place.side != own or place.gap > _JOINED or side not in others:
        return False
    told = case.before.figure.end if case.before and link.code == "at" else 0
    return link.code not in _TIGHT or 0 <= link.start - max(word.end, told) <= _BESIDE


def _of_multiple(case: Case) -> str | None:
    """Whether so many times what was before is more or less: twice the sum of 2024, 0.6 times."""
    low, high = case.figure.low, case.figure.high
    if case.figure.kind != "multiple":
        return None
    if low is not None and low > 1:
        return RISE
    return FALL if high is not None and high < 1 else None


def _carried(case: Case) -> str | None:
    """The way of the figure before it in a list: AMD rose 2.7%, Broadcom 1.4%; no margin of 46% behind it."""
    last = case.before
    if last is None or last.unit != case.unit or last.figure.kind != case.figure.kind:
        return None
    named = case.metric_at is not None and last.figure.end <= case.metric_at
    return last.direction if not named or _is_never_in_percent(case) else None


def _way(case: Case, word: Cue) -> str | None:
    """Rise or fall (the smaller loss is the better one, the smaller profit the worse); None of no move."""
    more, less = _WORDS[word.code]
    return less if case.metric and load_metrics()[case.metric].less_is_better else more
