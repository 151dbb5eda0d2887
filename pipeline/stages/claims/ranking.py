"""The choice among candidates: each weighs what its features weigh, and the heaviest is taken.

Weights are whole thousandths, so that the same article gives the same claims on every
machine. They are found by ``training/claims/fit.py``; candidates of the same value add up as
they do there (the sum of exponentials), which an integer maximum with a bonus would not.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

_SCALE = 1000


@dataclass(frozen=True, slots=True)
class Candidate:
    """One filling of a slot. ``value`` is what counts as the same; ``payload`` goes into the record."""

    value: Hashable
    features: tuple[str, ...]
    how: str
    payload: object = None


def weigh(candidate: Candidate, weights: Mapping[str, int]) -> int:
    """The weight of a candidate: the sum over its features; one that is not known weighs nothing."""
    return sum(weights.get(feature, 0) for feature in candidate.features)


def choose(candidates: Sequence[Candidate], weights: Mapping[str, int]) -> Candidate:
    """The best candidate of the best value; of equals the first.

    Args:
        candidates: at least one.
    """
    if len(candidates) == 1:
        return candidates[0]
    scored = [weigh(candidate, weights) for candidate in candidates]
    top = max(scored)
    mass: dict[Hashable, float] = {}
    for candidate, score in zip(candidates, scored, strict=True):
        mass[candidate.value] = mass.get(candidate.value, 0.0) + math.exp((score - top) / _SCALE)
    # Rounded, so that the last bit of an exponential decides nothing.
    best = max(mass, key=lambda value: round(mass[value], 9))
    own = [
        (score, -i) for i, (c, score) in enumerate(zip(candidates, scored, strict=True)) if c.value == best
    ]
    return candidates[-max(own)[1]]
