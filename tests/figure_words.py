"""A figure in a few words, for tests that list many: ``3000 USD just_over /month``."""

from __future__ import annotations

from pipeline.datatypes import Figure


def said(figure: Figure) -> str:
    """Number or range, unit, modifier and denominator; what is null is left out."""
    low, high = format(figure.low, "f"), format(figure.high, "f")
    number = low if low == high else f"{low}..{high}"
    words = (number, figure.unit, figure.modifier, figure.per and f"/{figure.per}")
    return " ".join(word for word in words if word)
