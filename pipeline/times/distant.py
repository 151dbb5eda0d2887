"""A part of a year told by how far off the year is: 3年前の春, 5年前の9月, 2年後の年末."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.times.dates import date_of
from pipeline.times.moments import read_distance
from pipeline.times.spans import BLANK, TimeReading
from pipeline.times.written import read_written


def read_part_at_a_distance(match: Match, anchor: date | None) -> TimeReading:
    """``3年前の春`` is 2023-SP by an article of 2026, ``5年前の9月`` 2021-09; without its day XXXX-09.

    The pattern names the ``length`` and what lies ``within`` the year it leads to.
    Raises: ReadingError for a length that is none of years.
    """
    length, within = match.part("length"), match.part("within")
    if length is None or within is None:
        raise ReadingError("no part of a distant year")
    year = read_distance(length, anchor)
    if year.timex != BLANK["Y"] and (year.begin is None or year.timex != f"{year.begin.year}"):
        raise ReadingError("counted in what is no year")
    told = replace(read_written(within), relative=None)
    if year.begin is None:
        # a blank year of no article: a part of it stays one
        return replace(date_of(replace(told, relative="Y?"), None), unresolved=year.unresolved)
    found = date_of(replace(told, fields={**told.fields, "Y": year.begin.year}), anchor)
    return replace(found, anchored=True)
