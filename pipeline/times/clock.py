"""Times of day and parts of the day, alone or on a day: 午後3時半, 18:00 UTC+8, 明日の朝.

A rule names the parts of its pattern: ``hour``, ``minute``, ``second``, ``to`` (minutes
before the hour), ``day``, ``every``, ``bound``. The words ``clock`` (18:00),
``half_day`` (how the hours of a part of the day count), ``day_part`` and ``zone`` are
known by their type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from pipeline.errors import ReadingError
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.times.dates import read_date
from pipeline.times.spans import MODIFIERS, TimeReading, day_span, resolve
from pipeline.times.written import read_written

_NUMBERS = re.compile(r"\d+")
_LETTERED = re.compile(r"(\d+)([dhms])")
_FRACTION = re.compile(r"\.\d+")
_ONE_DAY = re.compile(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|W[\dX]{2}-\d)")
# Hours said of a part of the day: the hours it has, and from which to which 12 are added.
_HALVES = {
    "AM": (range(13), range(0)),
    "MORNING": (range(12), range(0)),  # 午前12時 is said of midnight and of noon
    "DAWN": (range(13), range(0)),
    "NOON": (range(1, 16), range(1, 5)),
    "PM": (range(1, 24), range(1, 12)),
    "EVENING": (range(1, 24), range(1, 12)),
    "NIGHT": (range(25), range(5, 12)),
}
_PARTS = ("hour", "minute", "second")
_HALF_HOUR = 30
# How the hours of a part of the day count, where its word does not say: Sunday night at 8.
_HALF_OF_PART = {"MO": "MORNING", "AF": "PM", "EV": "EVENING", "NI": "NIGHT"}
_TWELVE_IS_MIDNIGHT = frozenset({"AM", "DAWN"})


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as said: the hour still without its part of the day.

    ``exact``: the hour is one of 24 without more (15時, 09:30), so that nothing is added.
    """

    hour: int
    minute: int | None
    second: int | None
    half: str | None

    @property
    def exact(self) -> bool:
        """True when the hour can be no other of the day: 0, or 13 and more."""
        return self.hour == 0 or self.hour > 12

    def at(self, half: str | None) -> Clock:
        """The same with the hour of 24: 3 of PM is 15. Raises: ReadingError for no such hour."""
        if half is None:
            return replace(self, half=None)
        hours, later = _HALVES[half]
        hour = self.hour + 12 if self.hour in later else self.hour
        if self.hour not in hours:
            raise ReadingError(f"no hour {self.hour} in that part of the day")
        if hour == 12 and half in _TWELVE_IS_MIDNIGHT:
            hour = 0
        elif hour == 12 and half == "NIGHT":
            hour = 24
        return replace(self, hour=hour, half=None)

    @property
    def order(self) -> tuple[int, int, int]:
        """What one of two times of a day is earlier by."""
        return self.hour, self.minute or 0, self.second or 0

    def timex(self, zone: str | None = None) -> str:
        """``T15:30``; T09 where no minutes are said, T09:00+09:00 with a zone, T09:00:06 with seconds."""
        minute = 0 if self.minute is None and (zone or self.second is not None) else self.minute
        parts = (self.hour, minute, self.second)
        return "T" + ":".join(f"{part:02d}" for part in parts if part is not None) + (zone or "")


def number_of(match: Match, name: str) -> int | None:
    """The number of a part, from its numeral or from the code of its word (半 is 30)."""
    part = match.part(name)
    if part is None:
        return None
    for atom in part.core:
        if atom.numeral is not None:
            if atom.numeral.vague or atom.numeral.low != int(atom.numeral.low):
                raise ReadingError("no whole number")
            return int(atom.numeral.low)
        if (code := atom.types.get("clock_number") or atom.types.get("noon")) is not None:
            return int(code)
    raise ReadingError("no number")


def half_of(match: Match) -> str | None:
    """How the hours of a match are counted: the code of its part of the day, null when it says none."""
    said = match.code("half_day") or match.code("half_letter")
    return said or _HALF_OF_PART.get(match.code("day_part") or "")


def _from_code(atom: Atom) -> list[int]:
    """The numbers of 18:00, 8.30 or 0930."""
    numbers = _NUMBERS.findall(atom.surface)
    if len(numbers) == 1 and len(numbers[0]) == 4:
        numbers = [numbers[0][:2], numbers[0][2:]]
    return [int(number) for number in numbers]


def clock_of(match: Match) -> Clock:
    """The time of day of a match. Raises: ReadingError for an hour or minute there is not."""
    code = next((atom for atom in match.core if "clock" in atom.types), None)
    said = [number_of(match, name) for name in _PARTS] if code is None else [*_from_code(code), None, None]
    hour, minute, second = said[:3]
    before = number_of(match, "to")
    if before is not None and before >= _HALF_HOUR:
        raise ReadingError("so many minutes before, or before that minute")  # 9時40分前
    if before is not None and hour is not None:
        hour, minute = 23 if hour == 0 else (hour - 1) or 12, 60 - before
    if hour is None or not 0 <= hour <= 24 or (minute or 0) > 59 or (second or 0) > 59:
        raise ReadingError("no time of day")  # 25時 is said in Japan for the small hours
    if hour == 24 and (minute or second):
        raise ReadingError("no time of day")
    half = half_of(match)
    if hour == 0 and half == "NIGHT" and match.code("noon") is not None:
        hour = 12  # midnight tonight ends the day
    return Clock(hour, minute, second, half)


def read_day(part: Match, anchor: date | None) -> TimeReading:
    """The one day a part stands for: 明日, 5月9日(木), next Monday.

    Raises: ReadingError for a part that is no day: a month, a week.
    """
    found = _read_day(part, anchor)
    if not _ONE_DAY.fullmatch(found.timex):
        raise ReadingError("no single day")
    return found


def _read_day(part: Match, anchor: date | None) -> TimeReading:
    code = part.core[0]
    if "part_day" in code.types:
        return resolve(code.types["part_day"], anchor)
    if (part.code("relative") or "").startswith("D") and {"M", "D"} <= read_written(part).fields.keys():
        # tomorrow, April 13: the date says it
        dated = tuple(atom for atom in part.core if "relative" not in atom.types)
        part = Match(part.rule, part.atoms, dated, part.start, part.end)
    return read_date(part, anchor)


def on_day(day: TimeReading, clock: str) -> TimeReading:
    """A time on a day: 2026-01-05 and T09 are 2026-01-05T09."""
    return replace(day, type="TIME", timex=day.timex + clock, modifier=None)


def bound_of(match: Match) -> str | None:
    """The modifier said within: before of "tomorrow before 5pm"."""
    part = match.part("bound")
    if part is None:
        return None
    return part.code("time_before") or part.code("time_after")


def _edge_of(match: Match) -> str | None:
    """The early or late of a part of a day: start of "early Monday morning"."""
    part = match.part("edge")
    edge = match.code("part_edge") if part is None else part.code("part")
    if edge is not None and edge not in MODIFIERS:
        raise ReadingError(f"{edge} of a part of a day")
    return edge


def read_iso_moment(match: Match, anchor: date | None) -> TimeReading:
    """``2024-05-06T10:30:00Z``, as machines write it; parts of a second are left out."""
    day, _, clock = _FRACTION.sub("", match.core[0].surface).partition("T")
    year, month, number = (int(part) for part in day.split("-"))
    return on_day(day_span(year, month, number), f"T{clock}")


def read_short_length(match: Match, anchor: date | None) -> TimeReading:
    """How long it takes, its units as letters: ``1h 30m`` is PT1H30M, ``2d 4h`` P2DT4H."""
    parts = [(int(number), unit.upper()) for number, unit in _LETTERED.findall(match.core[0].surface)]
    days = "".join(f"{number}D" for number, unit in parts if unit == "D")
    clock = "".join(f"{number}{unit}" for number, unit in parts if unit != "D")
    return TimeReading("DURATION", f"P{days}T{clock}")


def read_clock(match: Match, anchor: date | None) -> TimeReading:
    """``18:00`` is T18:00, ``明日の15時`` 2026-01-06T15, ``Monday morning`` XXXX-WXX-1TMO.

    Raises: ReadingError for an hour there is not.
    """
    has_hour = match.part("hour") is not None or any("clock" in atom.types for atom in match.core)
    day = match.part("day")
    if has_hour:
        said = clock_of(match)
        clock = said.at(said.half)
        if day is None and clock.hour == 24 and said.hour == 12:
            clock = replace(clock, hour=0)
        if day is not None and said.half == "NIGHT" and clock.hour < 5:
            raise ReadingError("a night of two days")  # 7日の深夜1時 may be the 7th or the 8th
        timex = clock.timex(match.code("zone"))
    else:
        timex = f"T{match.code('day_part')}"
    found = TimeReading("TIME", timex) if day is None else on_day(read_day(day, anchor), timex)
    if match.part("every") is not None:
        found = replace(found, type="SET", unresolved=None)
    # the early of "early Sunday morning at 8" is of the morning
    return replace(found, modifier=bound_of(match) or (None if has_hour else _edge_of(match)))
