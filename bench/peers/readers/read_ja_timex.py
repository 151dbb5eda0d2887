"""ja-timex: times of Japanese as TIMEX3."""

import re
from datetime import timedelta

import pendulum
from ja_timex import TimexParser
from protocol import serve


def convert(times, _text, day):
    """A record a time; what is before or after the article's day is resolved as its own method does."""
    for time in times:
        timex, kind = plain(time.value), time.type
        if kind == "DURATION" and (time.mod in {"BEFORE", "AFTER"} or timex.startswith("P0Y")):
            timex, kind = shifted(timex, -1 if time.mod == "BEFORE" else 1, day), "DATE"
        start, end = getattr(time, "raw_span", None) or time.span
        yield {"kind": "time", "type": kind, "timex": timex, "start": start, "end": end}


def plain(value):
    """``2024-04-XX`` is ``2024-04``; ``T15-30-XX`` is ``T15:30``."""
    value = re.sub(r"(-XX)+$", "", value)
    day, mark, clock = value.partition("T")
    return value if value.startswith("P") else day + mark + clock.replace("-", ":")


def shifted(length, sign, day):
    """``P1Y`` before is last year: a TIMEX as fine as the length."""
    parts = re.fullmatch(r"P(\d+)([YMWD])", length)
    if not parts:
        return length
    count, unit = sign * int(parts[1]), parts[2]
    if day is None:
        return {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX"}[unit]
    months = day.year * 12 + day.month - 1 + count * {"Y": 12, "M": 1}.get(unit, 0)
    if unit == "Y":
        return f"{months // 12:04}"
    if unit == "M":
        return f"{months // 12:04}-{months % 12 + 1:02}"
    there = day + timedelta(days=count * (7 if unit == "W" else 1))
    year, week, _ = there.isocalendar()
    return f"{year}-W{week:02}" if unit == "W" else there.isoformat()


def read(text, _lang, day):
    """The parser's own answer; it is asked anew as the reference day is given when it is made."""
    reference = pendulum.datetime(day.year, day.month, day.day) if day else None
    if reference not in PARSERS:
        PARSERS[reference] = TimexParser(reference=reference)
    return PARSERS[reference].parse(text)


PARSERS = {}

if __name__ == "__main__":
    serve(read, convert)
