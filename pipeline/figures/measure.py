"""Physical measures: 100MW, 80km, 時速120キロ. Units by pint's names."""

from __future__ import annotations

from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Amount, Reading, read_amount
from pipeline.figures.rate import read_denominator
from pipeline.languages.matching.grammar import Match
from pipeline.reference import load_reference

LENGTH = "length"

# The types that name a unit, those whose meaning the rule's context has told among them.
MEASURE_SLOTS = (
    "decade_of_life",
    "length_measure",
    "pound_word",
    "temperature_letter",
    "inch_mark",
    "size_measure",
    "young",
)


def read_measure(match: Match) -> Reading:
    """``100MW`` is 100 megawatt; ``時速120km`` is 120 kilometer per hour.

    Raises: ReadingError for two different units in one range.
    """
    if (unit := match.rule.options.get("unit")) is not None:
        return Reading(read_amount(match), unit)
    if "temperature" in match.rule.slots:  # 華氏98.6度: the scale is named before the number
        scales = [atom.types["temperature"] for atom in match.atoms if "temperature" in atom.types]
        return Reading(read_amount(match), scales[-1])
    kinds = ["measure", *(kind for kind in MEASURE_SLOTS if kind in match.rule.slots)]
    atoms = match.atoms if "shared" in match.rule.options else match.core
    codes = list(dict.fromkeys(atom.types[kind] for kind in kinds for atom in atoms if kind in atom.types))
    if len(codes) != 1:
        raise ReadingError(f"units differ: {', '.join(codes)}")
    code, _, per = codes[0].partition(" ")
    if "speed" in match.rule.slots and load_reference().units[code].dimension != LENGTH:
        raise ReadingError("no length: what is made or moved in a time is a rate")
    amount = read_amount(match)
    if (spread := match.rule.options.get("spread")) is not None:
        ends = (amount.low, amount.high)
        if amount.modifier or any(end % 10 or not 10 <= end <= 90 for end in ends):
            raise ReadingError("no decade of life")  # 数十代
        amount = Amount(None, amount.low, amount.high + Decimal(spread), amount.modifier)
    return Reading(amount, code, per or read_denominator(match))
