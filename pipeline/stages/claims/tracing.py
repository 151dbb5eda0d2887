"""The path of a claim, for ``explain``: what was weighed for each slot, and what spoke for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.datatypes import Figure
from pipeline.stages.claims.ranking import Candidate, Scale, choose

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One candidate for one slot of a figure, in the fields of a reading: ``rule`` names the slot.

    ``weight`` is in thousandths; ``because`` holds the features that weigh most.
    """

    start: int
    end: int
    surface: str
    kind: str
    rule: str
    reading: str
    outcome: str
    how: str
    weight: int
    because: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Chooses as the claims do and writes down each choice: the one taken first, at most three a slot."""

    scales: Mapping[str, Scale]
    steps: list[Step] = field(default_factory=list)

    def pick(self, slot: str, figure: Figure, candidates: Sequence[Candidate]) -> Candidate:
        """The heaviest of ``candidates``, the contest noted in ``steps``."""
        scale = self.scales[slot]
        taken = choose(candidates, scale)
        beaten: dict[object, Candidate] = {}
        for candidate in sorted(candidates, key=lambda c: -scale.weigh(c)):
            if candidate.value != taken.value:
                beaten.setdefault(candidate.value, candidate)
        shown = (taken, *list(beaten.values())[: _SHOWN - 1])
        self.steps.extend(_step(slot, figure, c, scale, "won" if c is taken else "lost") for c in shown)
        return taken


def _step(slot: str, figure: Figure, candidate: Candidate, scale: Scale, outcome: str) -> Step:
    value, weights = candidate.value, scale.weights
    said = "+".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
    strongest = sorted(candidate.features, key=lambda f: (-abs(weights.get(f, 0)), f))[:_SHOWN]
    because = ", ".join(f"{feature} {weights[feature]:+d}" for feature in strongest if feature in weights)
    return Step(
        figure.start, figure.end, figure.surface, "claim", f"claims.{slot}", said or "-", outcome,
        candidate.how, scale.weigh(candidate), because,
    )  # fmt: skip
