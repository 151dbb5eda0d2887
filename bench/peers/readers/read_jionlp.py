"""JioNLP: money and times of Chinese."""

from datetime import date, datetime

import jionlp
from protocol import serve, trimmed

# What stands outside our spans, longest first.
BOUNDS = """大约 将近 接近 超过 达到 至少 最多 不到 不足 不少于 低于 高于 以上 以下 左右 上下
约 超 近 逾 达 合 仅 多 余"""
UNDATED = date(2026, 1, 5)
MONEY, TIME = jionlp.ner.MoneyExtractor(), jionlp.ner.TimeExtractor()
UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}


def read(text, _lang, day):
    """Both extractors; they count from the article's day, or from a fixed one as ours has none."""
    day = day or UNDATED
    return MONEY(text), TIME(text, time_base={"year": day.year, "month": day.month, "day": day.day})


def convert(answer, text, _day):
    """Their span holds the words of a bound, which is cut off as ours stand outside."""
    money, times = answer
    for found in money:
        start, end = trimmed(text, *found["offset"], BOUNDS.split())
        amount = found["detail"]["num"]
        ends = {"low": amount[0], "high": amount[1]} if isinstance(amount, list) else {"value": amount}
        yield {"kind": "money", "unit": found["detail"]["case"], "start": start, "end": end, **ends}
    for found in times:
        start, end = trimmed(text, *found["offset"], BOUNDS.split())
        yield {"kind": "time", "start": start, "end": end, **moment(found["type"], found["detail"]["time"])}


def moment(kind, time):
    """Type and timex; days as begin and finish."""
    if kind == "time_delta":
        lengths = [
            length(each) for each in (time if isinstance(time, list) else [time]) if "infinite" not in each
        ]
        return {"type": "DURATION", "timex": "/".join(lengths)}
    if kind == "time_period":
        return {"type": "SET", "timex": length(time["delta"])}
    first, last = (datetime.fromisoformat(each) for each in time)
    if (first.hour, first.minute, last.hour, last.minute) == (0, 0, 23, 59):
        return {"type": "DATE", "begin": first.date().isoformat(), "finish": last.date().isoformat()}
    if (first.date(), first.hour) == (last.date(), last.hour):
        minute = f":{first.minute:02}" if first.minute == last.minute else ""
        return {"type": "TIME", "timex": f"{first.date()}T{first.hour:02}{minute}"}
    return {"type": "TIME", "timex": f"{first:%Y-%m-%dT%H:%M}/{last:%Y-%m-%dT%H:%M}"}


def length(parts):
    """``{"month": 3.0}`` is ``P3M``."""
    days = "".join(f"{parts[u]:g}{UNITS[u]}" for u in ("year", "month", "week", "day") if u in parts)
    clock = "".join(f"{parts[u]:g}{UNITS[u]}" for u in ("hour", "minute", "second") if u in parts)
    return f"P{days}" + (f"T{clock}" if clock else "")


if __name__ == "__main__":
    serve(read, convert)
