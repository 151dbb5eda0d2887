"""The choice among candidates: each weighs what its features weigh, and the heaviest is taken.

Weights are whole thousandths, so that the same article gives the same claims on every
machine. They are found by ``training/claims/fit.py``; candidates of the same value add up as
they do there (the sum of exponentials), which an integer maximum with a bonus would not.

Features that turn up together stand in one group, made once and weighed once: a figure has
dozens of candidates with a dozen features each, and most groups have been met before.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

_THOUSANDTHS = 1000
# Among the weights of features those that are none: of a candidate's leaning; how sure the taken one is,
# by its share of the mass.
LEANING, SURE_BASE, SURE_SLOPE = "leaning", "sure:base", "sure:slope"
# Logarithmic odds of a share farther out say no more; nothing is known for sure.
_SUREST, _PERCENT = 7.0, 100
# Masses are compared rounded to so many digits, so that the last bit of an exponential decides nothing.
_DIGITS = 9
_ALIKE = 1e-8
# How many groups of features are remembered: by what makes them, and by a scale with their weight.
GROUPS_KEPT = 4096
WORDED_KEPT = 1 << 14  # and those that hold words, of which there are more
_WEIGHED = 1 << 15

Features = tuple[str, ...]


class Candidate(NamedTuple):
    """One filling of a slot. ``value`` is what counts as the same; ``payload`` goes into the record.

    ``leaning``: how far it lies behind what the words around lean to, in thousandths.
    """

    value: Hashable
    groups: tuple[Features, ...]
    how: str
    payload: object = None
    leaning: int = 0

    @property
    def features(self) -> Features:
        """All that speaks for it or against it."""
        return tuple(chain.from_iterable(self.groups))


class Scale(dict[Features, int]):
    """What groups of features weigh in one slot, each summed up once; an unknown feature weighs nothing.

    >>> Scale({"here": 300, "L:topic": 120})[("here", "L:topic", "R:topic")]
    420
    """

    def __init__(self, weights: Mapping[str, int]) -> None:
        super().__init__()
        self.weights = weights
        self.trust = weights.get(LEANING, 0)
        self.base, self.slope = weights.get(SURE_BASE, 0), weights.get(SURE_SLOPE, _THOUSANDTHS)

    def __missing__(self, group: Features) -> int:
        if len(self) >= _WEIGHED:
            self.clear()
        known = self.weights
        self[group] = weight = sum([known[feature] for feature in group if feature in known])
        return weight

    def weigh(self, candidate: Candidate) -> int:
        """The weight of a candidate."""
        return sum(map(self.__getitem__, candidate.groups)) + candidate.leaning * self.trust // _THOUSANDTHS

    def confidence(self, share: float) -> int:
        """Of a hundred choices with such a share of the mass, how many are right on text not learned from.

        >>> Scale({}).confidence(0.75), Scale({"sure:base": -400, "sure:slope": 800}).confidence(0.75)
        (75, 62)
        """
        return max(1, min(_PERCENT - 1, round(_PERCENT * likely(odds(share), self.base, self.slope))))


def odds(share: float) -> float:
    """The logarithmic odds of a share, at most 7 either way."""
    if share >= 1:
        return _SUREST
    return max(-_SUREST, min(_SUREST, math.log(share / (1 - share)))) if share > 0 else -_SUREST


def likely(at: float, base: int, slope: int) -> float:
    """How likely a choice with some logarithmic odds is right (Platt 1999)."""
    return 1 / (1 + math.exp(-(base + slope * at) / _THOUSANDTHS))


def make_scales(weights: Mapping[str, Mapping[str, int]]) -> dict[str, Scale]:
    """A scale for each slot from the weights of its features."""
    return {slot: Scale(of_slot) for slot, of_slot in weights.items()}


def choose(candidates: Sequence[Candidate], scale: Scale) -> Candidate:
    """The best candidate of the best value; of equals the first.

    Args:
        candidates: at least one.
    """
    return weigh_up(candidates, scale)[0]


def weigh_up(candidates: Sequence[Candidate], scale: Scale) -> tuple[Candidate, float]:
    """The best candidate of the best value, and the share of all mass that the value has.

    Args:
        candidates: at least one.
    """
    if len(candidates) == 1:
        return candidates[0], 1.0
    weight_of, trust = scale.__getitem__, scale.trust
    scored = [
        sum(map(weight_of, candidate.groups)) + candidate.leaning * trust // _THOUSANDTHS
        for candidate in candidates
    ]
    top = max(scored)
    powers = [math.exp((score - top) / _THOUSANDTHS) for score in scored]
    total = sum(powers)
    if len({candidate.value for candidate in candidates}) == len(candidates):
        return candidates[scored.index(top)], 1 / total  # nothing adds up
    mass: dict[Hashable, float] = {}
    for candidate, power in zip(candidates, powers, strict=True):
        value = candidate.value
        mass[value] = mass.get(value, 0.0) + power
    least = max(mass.values()) - _ALIKE
    near = [value for value, weight in mass.items() if weight >= least]
    best = near[0] if len(near) == 1 else max(near, key=lambda value: round(mass[value], _DIGITS))
    taken, heaviest = None, 0
    for candidate, score in zip(candidates, scored, strict=True):
        if candidate.value == best and (taken is None or score > heaviest):
            taken, heaviest = candidate, score
    return taken or candidates[0], mass[best] / total
