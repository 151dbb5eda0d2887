"""The path of a claim, for ``explain``: what was weighed for each slot, and what spoke for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.datatypes import Annotations, Article, Figure
from pipeline.stages.claims.layout import Layout
from pipeline.stages.claims.ranking import Candidate, choose, weigh

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One candidate for one slot of a figure: its weight in thousandths and the features that weigh most."""

    start: int
    end: int
    surface: str
    slot: str
    value: str
    how: str
    weight: int
    chosen: bool
    because: str


def trace_claims(
    article: Article, found: Annotations, weights: Mapping[str, Mapping[str, int]]
) -> list[Step]:
    """The candidates of each slot of each figure in text order, the chosen one first, at most three."""
    from pipeline.stages.claims import walk  # noqa: PLC0415 - walk traces through this module's pick

    steps: list[Step] = []

    def pick(slot: str, figure: Figure, candidates: Sequence[Candidate]) -> Candidate:
        taken = choose(candidates, weights[slot])
        others = sorted(
            (c for c in candidates if c.value != taken.value), key=lambda c: -weigh(c, weights[slot])
        )
        seen = {c.value: c for c in reversed(others)}
        best = sorted(seen.values(), key=lambda c: -weigh(c, weights[slot]))[: _SHOWN - 1]
        steps.extend(_step(slot, figure, c, weights[slot], c is taken) for c in (taken, *best))
        return taken

    walk(Layout(article.text, found, article.published_on), pick)
    return steps


def _step(slot: str, figure: Figure, candidate: Candidate, weights: Mapping[str, int], chosen: bool) -> Step:
    value = candidate.value
    said = "+".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
    strongest = sorted(candidate.features, key=lambda f: (-abs(weights.get(f, 0)), f))[:_SHOWN]
    because = ", ".join(f"{feature} {weights[feature]:+d}" for feature in strongest if feature in weights)
    return Step(
        figure.start, figure.end, figure.surface, slot, said or "-", candidate.how,
        weigh(candidate, weights), chosen, because,
    )  # fmt: skip
