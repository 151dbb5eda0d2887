"""Times of day, alone or on a date: 午後3時半, 18:00 UTC+8, 2月2日午前9時."""

from __future__ import annotations

from datetime import date

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.times.dates import read_date, read_date_code
from pipeline.times.spans import TimeReading


def _hours(match: Match) -> tuple[int, int | None, int | None]:
    """Hour, minute and second, from a code (18:00) or from numbers with their marks."""
    for atom in match.core:
        if "noon" in atom.types:
            return int(atom.types["noon"]), None, None
        if "clock" in atom.types:
            hour, minute, *rest = (int(n) for n in atom.surface.split(":"))
            return hour, minute, rest[0] if rest else None
    found: dict[str, int] = {}
    waiting = None
    for atom in match.core:
        if atom.numeral is not None:
            waiting = atom.numeral
        elif "clock_mark" in atom.types and waiting is not None and not waiting.vague:
            found[atom.types["clock_mark"]] = int(waiting.low)
            waiting = None
        elif "half_hour" in atom.types:
            found["M"] = 30
    if "H" not in found:
        raise ReadingError("no hour")
    return found["H"], found.get("M"), found.get("S")


def clock_timex(match: Match) -> str:
    """``T15:30`` for 午後3時半, with ``+08:00`` or ``Z`` where a zone is named.

    Raises: ReadingError for an hour or minute there is not.
    """
    hour, minute, second = _hours(match)
    half = match.code("half_day")
    if half == "PM" and hour < 12:
        hour += 12
    elif half == "NIGHT" and 6 <= hour < 12:
        hour += 12  # 深夜11時 is 23:00, 深夜0時 midnight
    elif half == "AM" and hour == 12:
        hour = 0
    if hour > 29 or (minute or 0) > 59 or (second or 0) > 59 or (half and hour > 24):
        raise ReadingError("no time of day")  # 25時 is said in Japan for the small hours
    text = f"T{hour:02d}" + "".join(f":{part:02d}" for part in (minute, second) if part is not None)
    return text + (match.code("zone") or "")


def read_clock(match: Match, anchor: date | None) -> TimeReading:
    """``18:00`` is T18:00, a TIME without a day."""
    return TimeReading("TIME", clock_timex(match), unresolved=None)


def read_datetime(match: Match, anchor: date | None) -> TimeReading:
    """``2025年2月2日午前9時`` is 2025-02-02T09, with the day it falls on."""
    clock = clock_timex(match)
    clock_marks = {"clock_mark", "clock", "half_day", "zone"}
    until = next(i for i, atom in enumerate(match.core) if clock_marks & atom.types.keys())
    if match.core[until - 1].numeral is not None:
        until -= 1
    day = Match(match.rule, match.atoms, match.core[:until], match.start, match.end)
    reader = read_date_code if "date_code" in match.core[0].types else read_date
    found = reader(day, anchor)
    return TimeReading(
        "TIME", found.timex + clock, found.begin, found.finish, None, found.anchored, found.unresolved
    )
