"""How often a slot is right when the ranking is so sure: ``sure:base`` and ``sure:slope`` of its weights.

The share of all mass that the taken value has is too high a guess: the weights have seen the texts
they were fitted on. So passages that other weights have not seen are read with these, and a
line is laid through the logarithmic odds (Platt 1999, Probabilistic outputs for support vector machines).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from pipeline.stages.claims.ranking import odds

STEPS = 50
# Holds the line near the share itself where there is little to learn from.
PULL = 1.0
Guess = tuple[float, bool]


def lay_line(guesses: Sequence[Guess]) -> tuple[int, int]:
    """Base and slope, in thousandths, that make right and wrong of some guesses likeliest.

    >>> lay_line([(0.9, True), (0.9, False)] * 500)[0] < 0
    True

    Args:
        guesses: the share of the taken value, and whether it was right.
    """
    at = numpy.array([[1.0, odds(share)] for share, _ in guesses]).reshape(-1, 2)
    right = numpy.array([good for _, good in guesses], dtype=float)
    line, plain = numpy.array([0.0, 1.0]), numpy.array([0.0, 1.0])
    for _ in range(STEPS):  # Newton's steps
        likely = 1 / (1 + numpy.exp(-at @ line))
        slope = at.T @ (likely - right) + PULL * (line - plain)
        bend = (at * (likely * (1 - likely))[:, None]).T @ at + PULL * numpy.eye(2)
        line = line - numpy.linalg.solve(bend, slope)
    return round(float(line[0]) * 1000), round(float(line[1]) * 1000)
