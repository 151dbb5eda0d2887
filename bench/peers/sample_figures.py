"""How a label of the sample and a figure of ours are compared; the tables say what counts as the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.datatypes import Figure, Time

Label = Mapping[str, Any]

# Their names of units -> our (unit, per); several where their name is generic.
DIMENSIONS: Mapping[str, tuple[tuple[str, str | None], ...]] = {
    "Centimeter": (("centimeter", None),),
    "Decimeter": (("decimeter", None),),
    "Foot": (("foot", None),),
    "Gallon": (("gallon", None),),
    "Gram": (("gram", None),),
    "Inch": (("inch", None),),
    "Jin": (("jin", None),),
    "Kilobyte": (("kilobyte", None),),
    "Kilogram": (("kilogram", None),),
    "Kilometer": (("kilometer", None),),
    "Kilometer per hour": (("kilometer", "hour"),),
    "Megabit": (("megabit", None),),
    "Megabyte": (("megabyte", None),),
    "Meter": (("meter", None),),
    "Metric ton": (("metric_ton", None),),
    "Microgram": (("microgram", None),),
    "Mile": (("mile", None),),
    "Mile per hour": (("mile", "hour"),),
    "Millimeter": (("millimeter", None),),
    "Ounce": (("ounce", None),),
    "Picometer": (("picometer", None),),
    "Pound": (("pound", None),),
    "Square kilometer": (("square_kilometer", None),),
    "Ton": (("metric_ton", None),),
    "Turn": (("turn", None), ("revolution", None)),
    "Year": (("year", None),),
    "C": (("degree_Celsius", None),),
    "F": (("degree_Fahrenheit", None),),
    "Degree": (("degree", None), ("degree_Celsius", None), ("degree_Fahrenheit", None)),
}
# Their currencies without a code -> what one of it is in ours: (codes, factor).
CURRENCIES: Mapping[str, tuple[tuple[str, ...], Decimal]] = {
    "Dollar": (("USD",), Decimal(1)),
    "Pound": (("GBP",), Decimal(1)),
    "Franc": (("CHF", "FRF"), Decimal(1)),
    "Bitcoin": (("BTC",), Decimal(1)),
    "Cent": (("USD", "EUR"), Decimal("0.01")),
    "Penny": (("GBP", "USD"), Decimal("0.01")),
}
LOWER_BOUNDS = ("more_than", "at_least", "just_over")
UPPER_BOUNDS = ("less_than", "at_most", "nearly")
# Kinds of ours that answer a suite; one that meets no label of it is spurious.
KINDS: Mapping[str, frozenset[str]] = {
    "Number": frozenset({"number", "count"}),
    "Percent": frozenset({"percent"}),
    "Ordinal": frozenset({"rank"}),
    "NumberRange": frozenset({"money", "percent", "count", "multiple", "rank", "measure", "rate", "number"}),
    "Currency": frozenset({"money"}),
    "Dimension": frozenset({"measure", "rate"}),
    "Age": frozenset({"measure"}),
    "Temperature": frozenset({"measure"}),
}
# They write 15 digits of what does not end.
CLOSE = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one record of ours answers one label. ``apart``: why the label is not scored."""

    value: bool = False
    whole: bool = False
    span: bool = False
    apart: str | None = None


def covers(label: Label, record: Figure | Time) -> bool:
    """Whether ours lies within theirs: where a modifier is inside there and outside here."""
    return bool(label["start"] <= record.start and record.end <= label["end"])


def same_number(theirs: str | Decimal, ours: Decimal | None) -> bool:
    """Whether two amounts are the same in the digits that the sample writes: 0.666666666666667 is 2/3."""
    if ours is None:
        return False
    wanted = Decimal(theirs)
    return wanted == ours or abs(wanted - ours) <= CLOSE * abs(wanted)


def amounts(figure: Figure) -> list[Decimal]:
    """The numbers a figure stands for: its value or its ends; a share also as a ratio (75 % is 0.75)."""
    ends = [end for end in dict.fromkeys((figure.value, figure.low, figure.high)) if end is not None]
    if figure.fraction and "/" in figure.fraction:
        over, under = figure.fraction.split("/")
        ends.append(Decimal(over) / Decimal(under))
    elif figure.kind == "percent":
        ends += [end / 100 for end in ends]
    return ends


def why_apart(suite: str, label: Label, times: Sequence[Time]) -> str | None:
    """Why a label asks for something that is no figure of ours; None when it is scored."""
    value = None if label.get("value") == "null" else label.get("value")
    if suite == "Ordinal" and str(value).startswith("current"):
        return "counted from here, no rank"
    if suite == "Ordinal" and value == "end+0":
        return "the last one, no rank"
    if suite in {"Currency", "Dimension", "Temperature", "Percent"} and value is None:
        return "a unit without a number"
    if suite == "Number" and any(t.start <= label["start"] and label["end"] <= t.end for t in times):
        return "part of a time"
    return None


def compare(suite: str, label: Label, figure: Figure) -> Verdict:
    """How far ``figure`` is what ``label`` asks for."""
    span = (figure.start, figure.end) == (label["start"], label["end"])
    if suite == "Number":
        right = any(same_number(label["value"], amount) for amount in amounts(figure))
        inside = figure.start <= label["start"] and label["end"] <= figure.end and figure.kind != "number"
        return Verdict(right, right, span or inside)
    if suite == "NumberRange":
        right = _same_range(label, figure)
        if "low" not in label or "high" not in label:  # a bound's words are in their span, not in ours
            span = covers(label, figure)
        return Verdict(right, right, span, None if right else _vague(label, figure))
    if suite == "Currency":
        codes, factor = ((label["iso"],), Decimal(1)) if label.get("iso") else CURRENCIES[label["unit"]]
        right = same_number(Decimal(label["value"]) * factor, figure.value)
        return Verdict(right, right and figure.unit in codes, span)
    if suite == "Ordinal":
        from_end = label["value"].startswith("end")
        wanted = str(1 - int(label["offset"])) if from_end else label["value"]
        right = same_number(wanted, figure.value)
        return Verdict(right, right and figure.unit == ("rank_from_end" if from_end else "rank"), span)
    if suite == "Percent":
        right = same_number(label["value"], figure.value) or any(
            same_number(Decimal(label["value"]) / 100, amount) for amount in amounts(figure)
        )
        return Verdict(right, right and figure.kind == "percent", span)
    right = same_number(label["value"], figure.value)
    return Verdict(right, right and (figure.unit, figure.per) in DIMENSIONS[label["unit"]], span)


def ends_of(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """Low and high as a range has them: 500 with more_than is (500, None)."""
    if figure.value is None:
        return figure.low, figure.high
    low = None if figure.modifier in UPPER_BOUNDS else figure.value
    high = None if figure.modifier in LOWER_BOUNDS else figure.value
    return low, high


def _same_range(label: Label, figure: Figure) -> bool:
    """Both ends as labelled; not asked whether an end itself belongs to it (half-open there, closed here)."""
    low, high = ends_of(figure)
    scales = (1, 100) if figure.kind == "percent" else (1,)
    return any(_same_end(label, "low", low, s) and _same_end(label, "high", high, s) for s in scales)


def _same_end(label: Label, end: str, ours: Decimal | None, scale: int) -> bool:
    if end not in label or ours is None:
        return end not in label and ours is None
    return same_number(label[end], ours / scale)


def _vague(label: Label, figure: Figure) -> str | None:
    """``40-odd``: more than 40 there, 41 to 49 here."""
    if figure.value is not None or figure.low is None or figure.modifier != "approx":
        return None
    if "high" not in label and figure.low >= Decimal(label["low"]):
        return "vague: open there, bounded here"
    return None


def is_of_suite(suite: str, figure: Figure) -> bool:
    """Whether a figure that no label asks for speaks to this suite, so that it counts as spurious."""
    if suite == "NumberRange":
        low, high = ends_of(figure)
        return low != high
    if suite == "Age":
        return figure.unit == "year"
    if suite == "Temperature":
        return figure.unit in {"degree_Celsius", "degree_Fahrenheit", "degree", "kelvin"}
    return figure.kind in KINDS[suite]
