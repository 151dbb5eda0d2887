"""From one day, month or year to another: 4〜9月期, 2024〜25年, 3月3〜5日."""

from __future__ import annotations

from datetime import date

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.times.dates import FIRST_YEAR, LAST_YEAR
from pipeline.times.spans import TimeReading, day_span

_CENTURY = 100


def _ends(match: Match) -> tuple[dict[str, int], dict[str, int]]:
    """The fields of both ends as written; a number without a mark is kept under ``?``."""
    ends: list[dict[str, int]] = [{}]
    waiting: int | None = None
    for atom in match.core:
        if atom.numeral is not None:
            waiting = int(atom.numeral.low)
        elif "date_mark" in atom.types and waiting is not None:
            ends[-1][atom.types["date_mark"]] = waiting
            waiting = None
        elif {"range", "neighbours", "time_after"} & atom.types.keys():
            if waiting is not None:
                ends[-1]["?"] = waiting
            ends.append({})
            waiting = None
    if len(ends) != 2 or waiting is not None:
        raise ReadingError("not two ends")
    return ends[0], ends[1]


def _completed(first: dict[str, int], last: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """What one end leaves out the other says: 4〜9月 begins in a month, 3月3〜5日 ends in March."""
    if "?" in first:
        mark = next(key for key in ("Y", "M", "D") if key in last and key not in first)
        first = {**{k: v for k, v in first.items() if k != "?"}, mark: first["?"]}
    if "Y" in last and "Y" in first and last["Y"] < _CENTURY:
        last = {**last, "Y": first["Y"] // _CENTURY * _CENTURY + last["Y"]}  # 2024〜25年
    for key in ("Y", "M"):
        if key in first and key not in last and not (key == "M" and "D" not in last):
            last = {**last, key: first[key]}
    if "Y" in first and "M" in last and (last["Y"], last["M"]) < (first["Y"], first.get("M", 0)):
        last = {**last, "Y": last["Y"] + 1}  # 2025年11月〜1月
    return first, last


def read_date_span(match: Match, anchor: date | None) -> TimeReading:
    """``2025年4〜9月期`` is 2025-04/2025-09; without a year both ends keep XXXX.

    Raises: ReadingError for years of two digits (20~30年 is a length) or a span that falls.
    """
    first, last = _completed(*_ends(match))
    years = [end["Y"] for end in (first, last) if "Y" in end]
    if any(not FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise ReadingError("no years of four digits")
    if first.keys() != last.keys():
        raise ReadingError("ends of different kinds")
    begin, end = (day_span(e.get("Y"), e.get("M"), e.get("D")) for e in (first, last))
    timex = f"{begin.timex}/{end.timex}"
    if begin.begin is None or end.finish is None:
        return TimeReading("DATE", timex, unresolved=begin.unresolved)
    if begin.begin > end.finish:
        raise ReadingError("a span that falls")
    return TimeReading("DATE", timex, begin.begin, end.finish)
