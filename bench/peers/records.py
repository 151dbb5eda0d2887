"""Neutral records of a peer -> Figure and Time, its units as our codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import pipeline
from bench.peers.sample_figures import CURRENCIES, DIMENSIONS
from pipeline.datatypes import Figure, Time
from pipeline.reference import load_reference

# Whose units are words of the text and no codes: kept in ``surface``, to be looked for in the gold's.
WORDS = frozenset({"pynormalizenumexp", "jionlp"})
# Base units as pynormalizenumexp writes them; its other counters are words that our pack knows.
SYMBOLS = {"m": "meter", "g": "gram", "m2": "square_meter", "m3": "cubic_meter", "B": "byte", "W": "watt"}
# quantulum3's own names that are not pint's.
NAMES = {
    "percentage": "percent",
    "basis point": "basis_point",
    "dollar": "USD",
    "euro": "EUR",
    "pound sterling": "GBP",
    "count": "times",
    "pound-mass": "pound",
    "degree celsius": "degree_Celsius",
    "degree fahrenheit": "degree_Fahrenheit",
    "tonne": "metric_ton",
}
# Units that are so many of ours.
PARTS: Mapping[str, tuple[str | None, Decimal]] = {
    "basis point": ("percent", Decimal("0.01")),
    "cent": ("USD", Decimal("0.01")),
    "dozen": (None, Decimal(12)),
    "Jiao": ("CNY", Decimal("0.1")),
    "Fen": ("CNY", Decimal("0.01")),
}
SPELLINGS = (("metre", "meter"), ("litre", "liter"))


def read_answers(path: Path, peer: str, lang: str) -> tuple[dict[str, tuple[list[Figure], list[Time]]], Any]:
    """What a reader wrote: ``({"ja-e-001": (figures, times), ...}, {"sentences": 10500.0, ...})``."""
    *rows, last = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    answers = {}
    for row in rows:
        figures = [read_figure(r, peer, lang) for r in row["records"] if r["kind"] != "time"]
        times = [read_time(record) for record in row["records"] if record["kind"] == "time"]
        answers[row["id"]] = (list(_longest([f for f in figures if f])), list(_longest(times)))
    return answers, last["speed"]


def read_figure(record: Mapping[str, Any], peer: str, lang: str) -> Figure | None:
    """A figure, None for what gives no number."""
    try:
        value = Decimal(record["value"]) if "value" in record else None
        low = Decimal(record["low"]) if "low" in record else value
        high = Decimal(record["high"]) if "high" in record else value
    except InvalidOperation:
        return None
    if low is None or high is None:
        return None
    unit, factor = read_unit(record.get("unit"), peer, lang)
    kind = unit_kind(unit) or record["kind"]
    return Figure(
        figure_id="",
        start=record["start"],
        end=record["end"],
        surface=record.get("unit", "") if peer in WORDS else "",
        kind=kind,
        value=None if value is None else value * factor,
        low=low * factor,
        high=high * factor,
        modifier=None,
        unit=unit,
        per=None,
        rule=peer,
        fraction=record.get("fraction"),
    )


@cache
def read_unit(words: str | None, peer: str, lang: str) -> tuple[str | None, Decimal]:
    """A peer's unit as our code, and how many of ours one of it is: ``Cent`` is 0.01 USD."""
    one = Decimal(1)
    if words is None or peer == "ours":
        return words, one
    if words in PARTS:
        return PARTS[words]
    if peer == "recognizers-text-suite":
        return model_name(words)
    if peer == "quantulum3":
        return quantity_name(words), one
    return (SYMBOLS[words], one) if words in SYMBOLS else word_of_language(words, lang)


def word_of_language(words: str, lang: str) -> tuple[str | None, Decimal]:
    """What our own pack takes a counter for, so that no unit is lost on the way: 人 is person."""
    found = pipeline.process(f"5{words}", lang).figures
    if len(found) != 1 or found[0].figure.value is None:
        return words, Decimal(1)
    return found[0].figure.unit, found[0].figure.value / 5


def model_name(words: str) -> tuple[str | None, Decimal]:
    """``Light year`` is light_year, ``Dollar`` USD; a code (EUR, percent) stays."""
    if words in CURRENCIES:
        return CURRENCIES[words][0][0], CURRENCIES[words][1]
    if words in DIMENSIONS:
        return DIMENSIONS[words][0][0], Decimal(1)
    ours = words.lower().replace(" ", "_")
    return ours if unit_kind(ours) else "kelvin" if words == "K" else words, Decimal(1)


def quantity_name(words: str) -> str | None:
    """``kilometre`` is kilometer, ``degree Celsius`` degree_Celsius, ``dimensionless`` none."""
    for spelling, ours in SPELLINGS:
        words = words.replace(spelling, ours)
    if words == "dimensionless":
        return None
    words = words.partition(" per ")[0]  # what it is per is not scored
    return NAMES.get(words.lower(), words if words.isupper() else re.sub("[ -]", "_", words))


def unit_kind(unit: str | None) -> str | None:
    """The kind of figure that a unit makes, None where it says nothing."""
    if unit in load_reference().currencies:
        return "money"
    row = load_reference().units.get(unit or "")
    return row.kind if row else None


def read_time(record: Mapping[str, Any]) -> Time:
    """A time; where days are given instead of a TIMEX they are its TIMEX."""
    begin, finish = _read_day(record.get("begin")), _read_day(record.get("finish"))
    if after := _read_day(record.get("after")):
        finish = after - timedelta(days=1)
    timex = record.get("timex") or (f"{begin}" if begin == finish else f"{begin}/{finish}")
    return Time("", record["start"], record["end"], "", record["type"], timex, begin, finish, None, None, "")


def _read_day(text: str | None) -> date | None:
    # what could not be resolved is the first day of all to Recognizers-Text
    return date.fromisoformat(text) if text and not text.startswith("0001") else None


def _longest(records: list[Any]) -> Iterator[Any]:
    """Those that lie in no longer one: a number inside an amount of money was read twice."""
    for one in records:
        wider = (o for o in records if o.start <= one.start and one.end <= o.end)
        if all(o.end - o.start == one.end - one.start for o in wider):
            yield one
