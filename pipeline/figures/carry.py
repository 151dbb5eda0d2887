"""Units a list writes once: 1.2億、1.8億、2.4億円 are three amounts of yen."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.datatypes import Figure

BARE = "number"
CARRIED = "carried"
# 8000億 and "4 million" bear a scale; 10K and plain digits may be anything.
_SCALE = re.compile(r"[^\W\dA-Za-z]$|[A-Za-z]{3,}$")


_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# Kinds whose plain numbers take the unit at the end of a list, when they rise towards it.
_LISTED = ("money", "count", "measure")


def _takes_unit_of(figure: Figure, other: Figure) -> bool:
    """Whether a bare number before a figure is an amount of the same thing.

    For money with a scale of its own (8000億), as 3、5億円 may be a list number; for
    percentages with the sign, where the number is the percentage; and for what rises
    without any scale at all: 10、20、50ドル, 3、5、8社.
    """
    if figure.kind != BARE or figure.unit is not None or figure.value is None or other.per is not None:
        return False
    if other.kind == "percent":
        return other.unit == "percent" and (other.surface[-1] in "%％" or other.how == CARRIED)
    if other.kind == "money" and _SCALE.search(figure.surface) is not None:
        return True
    rises = other.value is not None and figure.value < other.value
    return rises and other.kind in _LISTED and _is_plain(figure) and _is_plain(other)


def _is_plain(figure: Figure) -> bool:
    """Whether its number is written in digits alone: 20 and 50ドル, not 5億円."""
    digits = _PLAIN.match(figure.surface)
    return digits is not None and Decimal(digits[0]) == figure.value


def carry_units(figures: list[Figure], text: str, joiner: re.Pattern[str]) -> list[Figure]:
    """The figures with units carried from right to left along a list, marked ``how`` carried.

    Args:
        figures: in text order.
        joiner: what stands between two items of a list, and nothing else.
    """
    carried = list(figures)
    for index in range(len(carried) - 2, -1, -1):
        one, other = carried[index], carried[index + 1]
        if _takes_unit_of(one, other) and joiner.fullmatch(text, one.end, other.start):
            figure_id = one.figure_id.removesuffix(BARE) + other.kind
            carried[index] = replace(one, figure_id=figure_id, kind=other.kind, unit=other.unit, how=CARRIED)
    return carried
