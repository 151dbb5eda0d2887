"""Kinds of figure, one reader each: a rule's match in, a :class:`Reading` out."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.figures.amounts import Amount, Reading
from pipeline.figures.count import read_count, read_number, read_power
from pipeline.figures.measure import read_measure
from pipeline.figures.money import read_exchange, read_money, read_money_of_ten
from pipeline.figures.multiple import read_multiple
from pipeline.figures.percentage import (
    read_fraction,
    read_improper_fraction,
    read_percentage,
    read_slash_fraction,
    read_word_fraction,
)
from pipeline.figures.rank import read_rank
from pipeline.figures.rate import read_rate
from pipeline.languages.matching.grammar import Match

__all__ = ["FIGURE_KINDS", "FIGURE_READERS", "Amount", "Reading"]

# What a rule of figures.yaml may call its reader, and the kind its figures get.
FIGURE_READERS: dict[str, Callable[[Match], Reading]] = {
    "money": read_money,
    "money_of_ten": read_money_of_ten,
    "exchange": read_exchange,
    "percent": read_percentage,
    "fraction": read_fraction,
    "slash_fraction": read_slash_fraction,
    "improper_fraction": read_improper_fraction,
    "word_fraction": read_word_fraction,
    "multiple": read_multiple,
    "rank": read_rank,
    "rate": read_rate,
    "measure": read_measure,
    "count": read_count,
    "number": read_number,
    "power": read_power,
}
FIGURE_KINDS: dict[str, str] = {name: name for name in FIGURE_READERS} | {
    "money_of_ten": "money",
    "exchange": "money",
    "fraction": "percent",
    "slash_fraction": "percent",
    "word_fraction": "percent",
    "power": "number",
    "improper_fraction": "number",
}
