"""Figures that say another one again: ``15億ドル(約2,300億円)``, ``2%, or about $3 million``."""

from __future__ import annotations

import re

from pipeline.datatypes import Figure
from pipeline.stages.claims.layout import Layout

_OPENS = re.compile(r"[^()（）\n]{0,4}[(（][^()（）0-9\n]{0,12}")
# 約2,250億円、1ドル=150円換算)
_CLOSES = re.compile(r"[^()（）\n]{0,20}[)）]")
_NEAR = 16
_AMOUNTS = frozenset({"money", "measure"})


def find_conversions(layout: Layout) -> dict[int, int]:
    """The figures that say the one before again, each with that one, by their numbers.

    Both are amounts in different units, or a share and the amount it comes to.
    """
    found: dict[int, int] = {}
    for number in range(1, len(layout.figures)):
        before, figure = layout.figures[number - 1], layout.figures[number]
        if number - 1 not in found and _says_again(before, figure, layout):
            found[number] = number - 1
    return found


def _says_again(before: Figure, figure: Figure, layout: Layout) -> bool:
    between = layout.text[before.end : figure.start]
    same_kind = before.kind == figure.kind and before.kind in _AMOUNTS and before.unit != figure.unit
    if _OPENS.fullmatch(between) and _CLOSES.match(layout.text, figure.end):
        return same_kind
    if len(between) > _NEAR or "\n" in between:
        return False
    linked = any(
        before.end <= cue.start < figure.start
        for cue in layout.cues["link"].get(layout.unit_at(figure.start), ())
        if cue.code == "same"
    )
    share = before.kind in ("percent", "multiple") and figure.kind in ("money", "count", "measure")
    return linked and (same_kind or share)
