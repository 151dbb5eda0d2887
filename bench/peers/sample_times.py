"""How a label of the sample and a time of ours are compared: type, TIMEX and what modifies it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bench.peers.moments import length
from bench.peers.sample_figures import Label, Verdict, covers
from pipeline.datatypes import Time

TYPES: Mapping[str, str] = {
    "date": "DATE",
    "daterange": "DATE",
    "datetime": "TIME",
    "datetimerange": "TIME",
    "time": "TIME",
    "timerange": "TIME",
    "duration": "DURATION",
    "set": "SET",
}
# What modifies: theirs -> ours. A duration has the words of a figure as well.
MODIFIERS: Mapping[str | None, frozenset[str | None]] = {
    None: frozenset({None}),
    "before": frozenset({"before", "on_or_before"}),
    "until": frozenset({"before", "on_or_before"}),
    "after": frozenset({"after", "on_or_after"}),
    "since": frozenset({"after", "on_or_after"}),
    "approx": frozenset({"approx"}),
    "start": frozenset({"start"}),
    "end": frozenset({"end"}),
    "mid": frozenset({"mid"}),
    "more": frozenset({"more_than", "at_least", "equal_or_more"}),
    "less": frozenset({"less_than", "at_most", "equal_or_less"}),
}
_RANGE = re.compile(r"\((?P<first>[^,]*),(?P<last>[^,]*),(?P<length>[^,)]*)\)")
_CLOCK_OF_NOW = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_FULL_CLOCK = re.compile(r"\d+[:：]\d+[:：]\d+")


def why_apart(label: Label) -> str | None:
    """Why a label asks for something that is no time of ours; None when it is scored."""
    if label["timex"] == "PRESENT_REF":
        return "now"
    if label.get("mod") == "ref_undef":
        return "points to another text"
    if _CLOCK_OF_NOW.search(label["timex"]) and not _FULL_CLOCK.search(label["text"]):
        return "counted from the clock, an article has only a day"
    return None


def compare(label: Label, time: Time) -> Verdict:
    """How far ``time`` is what ``label`` asks for: the TIMEX, then type and modifier too."""
    right = _same_timex(label, time)
    whole = (
        right and _same_type(label, time) and time.modifier in MODIFIERS.get(label.get("mod"), frozenset())
    )
    span = (time.start, time.end) == (label["start"], label["end"]) or (
        "mod" in label and covers(label, time)
    )
    return Verdict(right, whole, span, None if right else _vague(label, time))


def _same_type(label: Label, time: Time) -> bool:
    wanted = TYPES[label["kind"]]
    return time.type == ("TIME" if wanted == "DATE" and "T" in label["timex"] else wanted)


def plain(timex: str) -> str:
    """A clock time without idle zeros: ``T18:00:00`` is ``T18``, as is ``T18:00``."""
    return re.sub(r"(T\d\d(?::[0-5]\d)?)(?<!:00):00(?::00)?$|(T\d\d):00(?::00)?$", r"\1\2", timex)


def _same_timex(label: Label, time: Time) -> bool:
    span = _RANGE.fullmatch(label["timex"])
    if span is None:
        if plain(label["timex"]) == plain(time.timex) or _same_length(label["timex"], time.timex):
            return True
    elif "/" in time.timex and _same_ends(span["first"], span["last"], time.timex):
        return True
    return _same_days(label, time)


def _same_length(theirs: str, ours: str) -> bool:
    wanted = length(theirs)
    return wanted is not None and wanted == length(ours)


def _same_ends(first: str, last: str, timex: str) -> bool:
    """Both ends of ``a/b``; their last day is the one after ours, or the one on which ours begins."""
    begin, _, end = timex.partition("/")
    if end.startswith("T") and "T" in begin:  # 2025-10-02T10/T12: the day is said once
        end = begin[: begin.index("T")] + end
    if plain(first) != plain(_first_day(begin)):
        return False
    return plain(last) in {plain(_first_day(end)), plain(end), _next_day(end)}


def _first_day(timex: str) -> str:
    """The day a year or month begins on: ``2014`` is ``2014-01-01``; others stay."""
    if re.fullmatch(r"\d{4}", timex):
        return f"{timex}-01-01"
    return f"{timex}-01" if re.fullmatch(r"(\d{4}|XXXX)-\d\d", timex) else timex


def _next_day(timex: str) -> str | None:
    try:
        return (date.fromisoformat(timex) + timedelta(days=1)).isoformat()
    except ValueError:
        return None


def _same_days(label: Label, time: Time) -> bool:
    """One reading, and the days of ours are its days."""
    readings = label.get("resolutions", ())
    if len(readings) != 1 or time.begin is None or time.finish is None or "T" in label["timex"] + time.timex:
        return False
    if TYPES[label["kind"]] != "DATE" or readings[0].get("Mod"):
        return False
    first = readings[0].get("start") or readings[0].get("value")
    last = readings[0].get("end")
    if not first or not first[:1].isdigit():  # "not resolved"
        return False
    begin = datetime.fromisoformat(first).date()
    finish = datetime.fromisoformat(last).date() - timedelta(days=1) if last else begin
    return (time.begin, time.finish) == (begin, finish)


def _vague(label: Label, time: Time) -> str | None:
    """``a few days``: three there, PXD here."""
    if "X" in time.timex and re.fullmatch(r"PT?\d+[A-Z]", label["timex"]):
        bare = re.sub(r"\d+", "X", label["timex"])
        return "vague: three there, unknown here" if bare == time.timex else None
    return None
