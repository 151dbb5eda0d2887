"""Physical measures: 100MW, 80km, 時速120キロ. Units by pint's names."""

from __future__ import annotations

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Reading, read_amount
from pipeline.figures.rate import read_denominator
from pipeline.languages.grammar import Match


def read_measure(match: Match) -> Reading:
    """``100MW`` is 100 megawatt; ``時速120km`` is 120 kilometer per hour.

    Raises: ReadingError for two different units in one range.
    """
    codes = list(dict.fromkeys(atom.types["measure"] for atom in match.every("measure")))
    if len(codes) != 1:
        raise ReadingError(f"units differ: {', '.join(codes)}")
    unit, _, per = codes[0].partition(" ")
    return Reading(read_amount(match), unit, per or read_denominator(match))
