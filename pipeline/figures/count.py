"""Counted things: 150人, 1万枚, 19の学問分野; and bare numbers."""

from __future__ import annotations

from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Reading, read_amount
from pipeline.languages.matching.grammar import Match


def read_count(match: Match) -> Reading:
    """``1万枚`` is 10000 piece; a noun (2つの国) says more than a general counter.

    Raises: ReadingError for bounds of two different things (3人以上5社以下).
    """
    counters = {atom.types["counter"] for atom in match.every("counter")}
    if "interval" in match.rule.options and len(counters) > 1:
        raise ReadingError(f"units differ: {', '.join(sorted(counters))}")
    unit = match.code("noun") or match.code("counter") or match.rule.options.get("unit")
    return Reading(read_amount(match).times(Decimal(match.rule.options.get("factor", "1"))), unit)


def read_number(match: Match) -> Reading:
    """A number with no unit the tables know: ``19`` in 正解は19だ."""
    return Reading(read_amount(match), None)
