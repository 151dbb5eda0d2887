"""Figures and names as cells of a table, and as records of JSON."""

from __future__ import annotations

from typing import Any

from pipeline.datatypes import EntityCount, Normalized, NormalizedFigure
from pipeline.exporters.records import figure_row
from pipeline.exporters.summary.markdown import escape
from pipeline.reference.wording import Wording

RATE_DIGITS_SHOWN = 6


def name_cells(shown: str, one: EntityCount, words: Wording) -> tuple[str, str, str, str]:
    """A name as cells: as shown, its label, its code, how often it is mentioned."""
    code = f"`{one.code}`" if one.code else "—"
    return escape(shown), escape(words.word("entity_labels", one.label)), code, str(one.mentions)


def surface_cell(one: NormalizedFigure, words: Wording) -> str:
    """The figure as written, its modifier in brackets: ``6億ドル（以上）``."""
    surface = escape(one.figure.surface)
    if one.figure.modifier is None:
        return surface
    return words.phrases["modified"].format(surface, modifier=words.word("modifiers", one.figure.modifier))


def amount_cell(one: NormalizedFigure, words: Wording) -> str:
    """The common unit in words: ``約4.36億ドル``, ``3,000以上 `person```, ``25 `meter/second```."""
    normalized, figure = one.normalized, one.figure
    # What a rate converted is read as "about", with three digits.
    converted = normalized.rate_basis not in (None, "identity") and normalized.rate != 1
    number = _number(normalized, converted, words)
    if number is None:
        return words.phrases["unconverted"]
    code = normalized.unit
    if code == "USD":
        code = None
    elif figure.kind in words.sections["ratios"]:
        number, code = words.word("ratios", figure.kind).format(number), None
    bound = words.sections["bounds"].get(figure.modifier or "")
    if bound is not None:
        number = bound.format(number)
    elif converted or figure.modifier == "approx":
        number = words.phrases["about"].format(number)
    # A compound unit (meter/second) has its denominator in itself.
    per = f"/{figure.per}" if figure.per and "/" not in (code or "") else ""
    return f"{escape(number)} `{code or ''}{per}`" if code or per else escape(number)


def _number(normalized: Normalized, rounded: bool, words: Wording) -> str | None:
    """The amount or its range in words, with the dollars where it has them; null when there is none."""
    low, high, dollars = normalized.low, normalized.high, normalized.unit == "USD"
    if normalized.value is None and low is not None and high is not None:
        ends = {"low": words.read_amount(low, rounded), "high": words.read_amount(high, rounded)}
        return words.phrases["dollar_range" if dollars else "range"].format(**ends)
    known = next((amount for amount in (normalized.value, low, high) if amount is not None), None)
    if known is None:
        return None
    text = words.read_amount(known, rounded)
    return words.phrases["dollars"].format(text) if dollars else text


def rate_cell(one: NormalizedFigure, words: Wording) -> str:
    """Where the dollars come from: ``ECB 2024-06-28: 1 JPY = 0.00622601 USD``."""
    rate, basis = one.normalized.rate, one.normalized.rate_basis
    if rate is None or basis in (None, "identity"):
        return "—"
    day = f" {one.normalized.rate_date.isoformat()}" if one.normalized.rate_date else ""
    shown = format(round(rate, RATE_DIGITS_SHOWN - 1 - rate.adjusted()), "f")
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{words.word('bases', basis or '')}{day}: 1 {one.figure.unit} = {shown} USD"


def name_record(one: EntityCount) -> dict[str, Any]:
    """A name and how often it is mentioned, as a record."""
    return {
        "name": one.name,
        "surface": one.surface,
        "label": one.label,
        "code": one.code,
        "mentions": one.mentions,
    }


# What a summary repeats of a figure's record; the rest is in figures.jsonl.
_SHOWN = (
    *("figure_id", "start", "end", "surface", "kind", "value", "low", "high"),
    *("modifier", "unit", "per", "normalized"),
)


def figure_record(one: NormalizedFigure) -> dict[str, Any]:
    """What a summary repeats of a figure's record."""
    row = figure_row(one, None)
    return {key: row[key] for key in _SHOWN}
