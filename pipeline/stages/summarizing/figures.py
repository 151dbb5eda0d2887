"""The figures of an article that matter, and how much one says."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal

from pipeline.datatypes import ArticleResult, NormalizedFigure, Sentence, Zone

KEY_FIGURES = 10
# Of ten key figures so many may be money when there are others to show.
MONEY_FIGURES = 7
# Named things and figures count where the article speaks, not in bylines and footers.
SPEAKING_ZONES = frozenset({"title", "dek", "body"})

# How much a figure of a kind says, and for some the power of ten at which it says that:
# a company (一社) or a dollar is hardly a figure, ten billion dollars are.
KIND_WEIGHTS = {"money": 1.0, "percent": 0.7, "multiple": 0.7, "number": 0.2}
KIND_WEIGHTS |= dict.fromkeys(("rank", "rate", "measure", "count"), 0.5)
FULL_SIZES = {"money": 10, "count": 5, "number": 5}
# Six digits of a logarithm order amounts well enough, the same on every machine.
_ROUGHLY = Context(prec=6)


def speaks(start: int, zones: Sequence[Zone]) -> bool:
    """Whether the article itself speaks at an offset: title, dek or body, not byline or footer."""
    kinds = [zone.kind for zone in zones if zone.start <= start < zone.end]
    return not zones or any(kind in SPEAKING_ZONES for kind in kinds)


def amount_key(one: NormalizedFigure) -> tuple[object, ...]:
    """What makes two figures the same amount: ``6億ドル`` and ``6億ドル以上`` are one."""
    figure = one.figure
    return (figure.kind, figure.unit, figure.per, figure.value, figure.low, figure.high)


def choose_figures(result: ArticleResult, sentences: Sequence[Sentence]) -> tuple[NormalizedFigure, ...]:
    """At most ten figures that matter, each amount once, in text order.

    Money comes first, the larger the better; what stands in a chosen sentence or is
    said again counts more.
    """
    groups: dict[tuple[object, ...], list[NormalizedFigure]] = {}
    for one in result.figures:
        if one.figure.kind in KIND_WEIGHTS and speaks(one.figure.start, result.article.zones):
            groups.setdefault(amount_key(one), []).append(one)
    ranked = sorted(
        groups.values(), key=lambda group: (-_importance(group, sentences), group[0].figure.start)
    )
    # A bare number says nothing without its sentence: only when there is too little else.
    ranked.sort(key=lambda group: group[0].figure.kind == "number")
    money = [group[0] for group in ranked if group[0].figure.kind == "money"]
    others = [group[0] for group in ranked if group[0].figure.kind != "money"]
    room = max(MONEY_FIGURES, KEY_FIGURES - len(others))
    chosen = money[:room] + others[: KEY_FIGURES - len(money[:room])]
    return tuple(sorted(chosen, key=lambda one: (one.figure.start, one.figure.end)))


def _importance(group: Sequence[NormalizedFigure], sentences: Sequence[Sentence]) -> float:
    quoted = any(one.start <= again.figure.start < one.end for again in group for one in sentences)
    return 3 * weight(group[0]) + 0.7 * quoted + 0.2 * min(2, len(group) - 1)


def weight(one: NormalizedFigure) -> float:
    """What a figure says: 1.0 for ten billion dollars, 0.22 for 150 people, 0.0 for one of anything."""
    most = KIND_WEIGHTS.get(one.figure.kind, 0.0)
    full = FULL_SIZES.get(one.figure.kind)
    return most if full is None else most * _magnitude(one) / full


def _magnitude(one: NormalizedFigure) -> float:
    """The power of ten of an amount, in dollars where known: 10.1 for 13000000000; 0 below one."""
    normalized, figure = one.normalized, one.figure
    amounts = (normalized.value, normalized.high, normalized.low, figure.value, figure.high, figure.low)
    known = next((amount for amount in amounts if amount is not None), Decimal(0))
    return float(known.log10(_ROUGHLY)) if known > 1 else 0.0
