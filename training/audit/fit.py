"""Find what each sign of an accusation weighs: ``python training/audit/fit.py [--folds 5] [--workers 2]``.

A logistic regression with a penalty on the squares of the weights (L2) over the accusations of
examples.py: right or not. It goes, in thousandths, to pipeline/reference/accusations/weights.yaml. With
``--folds`` nothing is written: the accusations of each fold of texts are weighed by the others, and it is
printed how many right and false ones are kept from each weight on. About 20 minutes on two cores; 8 with
``--every 3``, which reads a third of the marked articles and counts them thrice.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.languages import available  # noqa: E402
from pipeline.stages.auditing.evidence import ACCUSES  # noqa: E402
from training.audit.examples import Example, gather  # noqa: E402

TARGET = ROOT / "pipeline/reference/accusations/weights.yaml"
# Found by folds: the penalty is flat from 4 to 12; signs seen less often say nothing sure.
PENALTY, RARE = 8.0, 6
# What an accusation counts by the text it is of: there are few clean articles, and next to no real errors.
COUNTS = {"marked": 1.0, "clean": 2.0, "short": 5.0, "real": 10.0}
# From which weight on an accusation is said at all, and from which it may be called contradicted: by folds
# three of four false ones fall below 600, one of five right ones, and the known doubt of the first article
# stays one. At 450 no more of the clean articles are accused, and more faulty texts.
DOUBTFUL, CONTRADICTED = 450, 1000
SMALLEST = 10  # thousandths
ROUNDS = 25
Floats = NDArray[numpy.float64]

HEAD = """\
# Written by training/audit/fit.py: what each sign of an accusation weighs, in thousandths of the logarithm of
# odds (stages/auditing/evidence.py says what the signs mean), and from which weight on an accusation is said
# to be doubtful or contradicted. The same for every language. Not edited by hand: mend a check or add gold.
"""


def fit(examples: Sequence[Example], penalty: float, every: int = 1) -> tuple[float, dict[str, float]]:
    """The base and the weights that make right accusations likely and false ones not, by Newton's steps.

    ``every``: each n-th marked article is there, and counts for n.
    """
    counted = Counter(sign for one in examples for sign in one.signs)
    names = sorted(sign for sign, times in counted.items() if times >= RARE)
    table, right = _table(examples, names), numpy.array([float(one.right) for one in examples])
    counts = numpy.array([COUNTS[one.kind] * (every if one.kind == "marked" else 1) for one in examples])
    weights = numpy.zeros(len(names) + 1)
    ridge = numpy.eye(len(weights)) * penalty
    ridge[-1, -1] = 1e-6  # the base is free
    for _ in range(ROUNDS):
        likely = 1 / (1 + numpy.exp(-(table @ weights)))
        slope = table.T @ (counts * (right - likely)) - ridge @ weights
        bend = (table * (counts * likely * (1 - likely))[:, None]).T @ table + ridge
        step = numpy.linalg.solve(bend, slope)
        weights += step
        if abs(step).max() < 1e-5:
            break
    return float(weights[-1]), dict(zip(names, weights[:-1].tolist(), strict=True))


def _table(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    """A row for each example: 1 for each sign it has, and for the base."""
    place = {name: i for i, name in enumerate(names)}
    table = numpy.zeros((len(examples), len(names) + 1))
    table[:, -1] = 1
    for row, one in enumerate(examples):
        table[row, [place[sign] for sign in one.signs if sign in place]] = 1
    return table


def score_folds(examples: Sequence[Example], folds: int, penalty: float) -> None:
    """Print how many right and false accusations of each fold are kept by weights of the others."""
    part = [crc32(one.text_id.encode()) % folds for one in examples]
    weighed = []
    for fold in range(folds):
        base, weights = fit([e for e, f in zip(examples, part, strict=True) if f != fold], penalty)
        weighed += [
            (one, base + sum(weights.get(sign, 0) for sign in one.signs))
            for one, f in zip(examples, part, strict=True)
            if f == fold
        ]
    for least in (-9.0, 0.0, 0.25, 0.5, DOUBTFUL / 1000, 0.75, CONTRADICTED / 1000, 1.5, 2.0):
        print(f"from {least}:")
        for kind in COUNTS:
            for verdict in ACCUSES:
                kept = Counter(
                    one.right
                    for one, weight in weighed
                    if one.kind == kind and one.verdict == verdict and weight >= least
                )
                print(f"  {kind} {verdict}: {kept[True]} right, {kept[False]} false")


def write(base: float, weights: Mapping[str, float]) -> None:
    """The weights as a table."""
    told = {name: round(weight * 1000) for name, weight in sorted(weights.items())}
    kept = {name: weight for name, weight in told.items() if abs(weight) >= SMALLEST}
    lines = [f"doubtful: {DOUBTFUL}", f"contradicted: {CONTRADICTED}", f"base: {round(base * 1000)}"]
    lines += ["weights:"]
    lines += [f'  "{name}": {weight}' for name, weight in kept.items()]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(kept)} weights")


def main() -> None:
    """Fit, or cross-validate, what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, default=0, help="weigh the early texts by folds; write nothing")
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="only each n-th marked article")
    given = parser.parse_args()
    examples = gather(available(), given.workers, given.every)
    print(f"{len(examples)} accusations, {sum(one.right for one in examples)} right")
    if given.folds:
        score_folds(examples, given.folds, given.penalty)
    else:
        write(*fit(examples, given.penalty, given.every))


if __name__ == "__main__":
    main()
