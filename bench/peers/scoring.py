"""A peer's records against the gold, on what the peer claims to read; ours on the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bench.peers.moments import same_moment
from bench.peers.peers import Claim
from pipeline.datatypes import Figure, NormalizedFigure, Time
from pipeline.reference import load_reference
from pipeline.stages.normalization import normalize
from tests.gold import GoldFigure, GoldSentence
from tests.gold_scores import Tally, match, same_amount, same_span, same_value

Answers = dict[str, tuple[list[Figure], list[Time]]]


@dataclass(frozen=True, slots=True)
class Row:
    """F1 in percent of one reader; None where nothing of the kind is claimed or in the gold."""

    value: float | None
    amount: float | None
    span: float | None
    timex: float | None
    figures: int
    times: int


def score(sentences: Sequence[GoldSentence], answers: Answers, claim: Claim) -> Row:
    """The F1 of each column over all sentences."""
    value, value_gold = _figures(sentences, answers, claim.values, value_is_right)
    amount, _ = _figures(sentences, answers, claim.units, amount_is_right)
    span, _ = _figures(sentences, answers, claim.units, same_span)
    timex, time_gold = _times(sentences, answers, claim.types)
    return Row(value, amount, span, timex, value_gold, time_gold)


def _figures(
    sentences: Iterable[GoldSentence],
    answers: Answers,
    kinds: frozenset[str],
    same: Callable[[Any, Any], bool],
) -> tuple[float | None, int]:
    tally = Tally()
    for sentence in sentences:
        gold = [figure for figure in sentence.figures if figure.kind in kinds]
        apart = [f for f in sentence.figures if f.kind not in kinds] + list(sentence.times)
        found = _asked_for(answers[sentence.sentence_id][0], gold, apart, lambda f: f.kind in kinds)
        tally = _add(tally, gold, found, same)
    return (100 * tally.f1 if tally.gold else None), tally.gold


def _times(
    sentences: Iterable[GoldSentence], answers: Answers, types: frozenset[str]
) -> tuple[float | None, int]:
    tally = Tally()
    for sentence in sentences:
        gold = [time for time in sentence.times if time.type in types]
        apart = [time for time in sentence.times if time.type not in types]
        found = _asked_for(answers[sentence.sentence_id][1], gold, apart, lambda t: t.type in types)
        tally = _add(tally, gold, found, same_moment)
    return (100 * tally.f1 if tally.gold else None), tally.gold


def _asked_for(
    found: Iterable[Any], gold: Sequence[Any], apart: Sequence[Any], claimed: Callable[[Any], bool]
) -> list[Any]:
    """What counts as given: at a place that is asked for, or of a claimed kind at a place of nothing."""
    return [
        one
        for one in found
        if any(_meet(one, wanted) for wanted in gold)
        or (claimed(one) and not any(_meet(one, other) for other in apart))
    ]


def _meet(one: Any, other: Any) -> bool:
    return bool(one.start < other.end and other.start < one.end)


def _add(tally: Tally, gold: list[Any], found: list[Any], same: Callable[[Any, Any], bool]) -> Tally:
    right = len(match(gold, found, same))
    return Tally(tally.gold + len(gold), tally.found + len(found), tally.right + right)


def value_is_right(gold: GoldFigure, found: Figure) -> bool:
    """The number as written, or as much in base units (100 km, 100,000 m), or a share as a ratio."""
    return same_value(gold, found) or _same_in_base(gold, found) or _same_ratio(gold, found)


def amount_is_right(gold: GoldFigure, found: Figure) -> bool:
    """Number and unit as written, or as much in base units; a ratio needs none.

    A unit that is a word and no code is right where the gold's surface ends with it.
    """
    if same_amount(gold, found) or _same_in_base(gold, found) or _same_ratio(gold, found):
        return True
    return bool(found.surface) and gold.surface.endswith(found.surface) and same_value(gold, found)


def _same_ratio(gold: GoldFigure, found: Figure) -> bool:
    """``two thirds`` as 0.667 and as 66.7 percent."""
    if gold.kind != "percent" or found.unit is not None:
        return False
    return same_value(replace(gold, low=gold.low / 100, high=gold.high / 100), found)


def _same_in_base(gold: GoldFigure, found: Figure) -> bool:
    wanted, given = _measure(gold.unit), _measure(found.unit)
    if not wanted or wanted != given:
        return False
    ends = [
        _normalized(number, unit).normalized.value
        for unit, one in ((gold.unit, gold), (found.unit, found))
        for number in (one.low, one.high)
    ]
    low, high, found_low, found_high = ends
    return (low, high) == (found_low, found_high)


def _measure(unit: str | None) -> str | None:
    row = load_reference().units.get(unit or "")
    return row.base if row else None


@cache
def _normalized(number: Any, unit: str | None) -> NormalizedFigure:
    figure = Figure("", 0, 0, "", "measure", number, number, number, None, unit, None, "")
    return normalize((figure,), "", load_reference(), None)[0][0]
