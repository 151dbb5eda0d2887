"""Multinomial regression over units: Adagrad in small batches, in an order that the seed fixes."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

Floats = NDArray[numpy.float32]
Numbers = NDArray[numpy.int64]
# Epochs, units at a time, the first step (Adagrad shortens it with what a weight has moved), L2.
EPOCHS, BATCH, RATE, PENALTY = 12, 1024, 0.6, 2e-6


def descend(features: Numbers, targets: Numbers, worth: Floats, height: int, width: int) -> Floats:
    """The weights (a row a feature, a column a class) that make the targets likeliest.

    ``features`` has a row a unit; feature 0 is none and stays at nothing. ``worth``: what a unit counts for.
    """
    weights = numpy.zeros((height, width), dtype=numpy.float32)
    moved = numpy.full((height, width), 1e-3, dtype=numpy.float32)
    order = numpy.arange(len(features))
    shuffle = numpy.random.default_rng(0)
    for epoch in range(EPOCHS):
        shuffle.shuffle(order)
        rate = RATE * (1 - epoch / EPOCHS)
        for first in range(0, len(order), BATCH):
            units = order[first : first + BATCH]
            block = features[units]
            scores = weights[block].sum(axis=1)
            mass = numpy.exp(scores - scores.max(axis=1, keepdims=True))
            slope = mass / mass.sum(axis=1, keepdims=True)
            slope[numpy.arange(len(units)), targets[units]] -= 1
            slope *= worth[units, None]
            flat = block.ravel()
            sort = numpy.argsort(flat, kind="stable")
            touched, at = numpy.unique(flat[sort], return_index=True)
            owner = sort // block.shape[1]
            gradient = numpy.add.reduceat(slope[owner], at, axis=0) / BATCH
            gradient += PENALTY * weights[touched]
            moved[touched] += gradient**2
            weights[touched] -= rate * gradient / numpy.sqrt(moved[touched])
            weights[0] = 0
    return weights
