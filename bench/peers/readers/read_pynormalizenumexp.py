"""pynormalizenumexp: figures with a counter, absolute and relative times, durations (Japanese)."""

import math
from datetime import timedelta

from protocol import serve, trimmed
from pynormalizenumexp.normalize_numexp import NormalizeNumexp

# What stands outside our spans, longest first.
BOUNDS = """だいたい およそ ほとんど ちょうど ほぼ 約 以下 以前 以内 未満 以上 以降 越え 超え くらい
ばかり 前後 程度 ほど 近く 頃 ごろ 余り まで 迄 から 超 強 弱 末 初め 上旬 中旬 下旬 半ば 初頭"""
FIELDS = ("year", "month", "day", "hour", "minute", "second")


def convert(expressions, text, day):
    """A record an expression; ends that are infinite are open."""
    for found in expressions:
        start, end = trimmed(text, found.position_start, found.position_end, BOUNDS.split())
        place = {"start": start, "end": end}
        low, high = found.value_lower_bound, found.value_upper_bound
        if found.type == "numerical":
            ends = {"value": low} if low == high else {"low": closed(low, high), "high": closed(high, low)}
            yield {"kind": "figure", "unit": found.counter, **place, **ends}
        elif found.type == "abstime":
            yield {"kind": "time", **place, **moment(fields(low), fields(high))}
        elif found.type == "duration":
            yield {"kind": "time", "type": "DURATION", "timex": length(fields(low) or fields(high)), **place}
        elif found.type == "reltime":
            shift = fields(found.value_lower_bound_rel)
            yield {"kind": "time", **place, **resolved(shift, fields(found.value_lower_bound_abs), day)}


def closed(end, other):
    """An end of a range; an open one is where the other end is."""
    return other if math.isinf(end) else end


def fields(time):
    """What is said: ``{"year": 2024, "month": 4}``."""
    return (
        {name: int(getattr(time, name)) for name in FIELDS if not math.isinf(getattr(time, name))}
        if time
        else {}
    )


def moment(low, high):
    """Type and timex of an absolute time, or of a span of two."""
    first, last = point(low), point(high)
    timex = first if first == last or not last else f"{first}/{last}" if first else last
    return {"type": "TIME" if "T" in timex else "DATE", "timex": timex}


def point(said):
    """``2024-04-XX`` without its unsaid tail; ``T15:30`` for a time of day."""
    day = ""
    if said.keys() & {"year", "month", "day"}:
        parts = [f"{said['year']:04}" if "year" in said else "XXXX"]
        if said.keys() & {"month", "day"}:
            parts.append(f"{said['month']:02}" if "month" in said else "XX")
        if "day" in said:
            parts.append(f"{said['day']:02}")
        day = "-".join(parts)
    clock = ":".join(f"{said[name]:02}" for name in ("hour", "minute", "second") if name in said)
    return day + (f"T{clock}" if clock else "")


def length(said):
    """``P3Y``, ``PT30M``."""
    days = "".join(f"{said[name]}{name[0].upper()}" for name in ("year", "month", "day") if name in said)
    clock = "".join(f"{said[name]}{name[0].upper()}" for name in ("hour", "minute", "second") if name in said)
    return f"P{days}" + (f"T{clock}" if clock else "")


def resolved(shift, said, day):
    """A shift from the article's day, as fine as it is said: last year is ``2025``."""
    if day is None:
        parts = [
            form
            for name, form in (("year", "XXXX"), ("month", "XX"), ("day", "XX"))
            if name in {**shift, **said}
        ]
        return {"type": "DATE", "timex": "-".join(parts) or "XXXX"}
    base = day + timedelta(days=shift.get("day", 0))
    months = base.year * 12 + base.month - 1 + shift.get("year", 0) * 12 + shift.get("month", 0)
    whole = {"year": months // 12, "month": months % 12 + 1, "day": base.day}
    finest = max((FIELDS.index(name) for name in {**shift, **said} if name in whole), default=0)
    kept = {name: whole[name] for name in FIELDS[: finest + 1]}
    timex = point(kept | said)
    return {"type": "TIME" if "T" in timex else "DATE", "timex": timex}


if __name__ == "__main__":
    reader = NormalizeNumexp("ja")
    serve(lambda text, _lang, _day: reader.normalize(text), convert)
