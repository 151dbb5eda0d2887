"""Counted things: 150人, 1万枚, 19の学問分野; and bare numbers."""

from __future__ import annotations

from pipeline.figures.amounts import Reading, read_amount
from pipeline.languages.matching.grammar import Match


def read_count(match: Match) -> Reading:
    """``1万枚`` is 10000 piece; a noun (2つの国) says more than a general counter."""
    unit = match.code("noun") or match.code("counter") or match.rule.options.get("unit")
    return Reading(read_amount(match), unit)


def read_number(match: Match) -> Reading:
    """A number with no unit the tables know: ``19`` in 正解は19だ."""
    return Reading(read_amount(match), None)
