"""What a language's words say of claims: its cues as codes, and how much each circumstance weighs.

``claims.yaml`` and ``metrics.yaml`` hold the words, ``audit.yaml`` those that checks go by,
``word_weights.tsv`` what the words around a figure speak for, ``claim_weights.tsv`` the
weights of circumstances; both were found by ``training/claims/fit.py`` on the early gold. The
stages see codes and weights only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import TableError
from pipeline.languages import load_language
from pipeline.languages.claims.cues import CueFinder, read_cue_rules
from pipeline.languages.claims.leanings import Leanings, read_leanings
from pipeline.languages.claims.metric_words import read_metric_words

__all__ = ["SLOTS", "ClaimTables", "CueFinder", "load_claim_tables"]

SLOTS = ("metric", "subject", "object", "source", "period", "modality", "change")
_HERE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class ClaimTables:
    """The cues of one language, what its words lean to, and for each slot of a claim the weights."""

    cues: CueFinder
    leanings: Leanings
    weights: Mapping[str, Mapping[str, int]]


@cache
def load_claim_tables(code: str) -> ClaimTables:
    """The tables of one language. Raises: TableError."""
    folder = _HERE / code
    rules = read_cue_rules(folder / "claims.yaml", folder / "audit.yaml")
    numerals = load_language(code).numerals
    finder = CueFinder(rules, read_metric_words(folder / "metrics.yaml"), numerals)
    leanings = read_leanings(folder / "word_weights.tsv")
    return ClaimTables(finder, leanings, read_weights(folder / "claim_weights.tsv"))


def read_weights(path: Path) -> Mapping[str, Mapping[str, int]]:
    """The weights of a language by slot and feature, in thousandths.

    A line each, tabs between: ``metric``, ``L:accuracy``, ``371``. Raises: TableError.
    """
    where = f"{path.parent.name}/{path.name}"
    # Not splitlines: a feature may hold other signs that end lines.
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n") if path.exists() else []
    weights: dict[str, dict[str, int]] = {slot: {} for slot in SLOTS}
    for number, line in enumerate(lines, 1):
        try:
            slot, feature, weight = line.split("\t")
            weights[slot][feature] = int(weight)
        except KeyError as error:
            raise TableError(f"{where}: line {number}: no slot {slot}") from error
        except ValueError as error:
            raise TableError(f"{where}: line {number}: want slot, feature and weight: {error}") from error
    if sum(map(len, weights.values())) < len(lines):
        raise TableError(f"{where}: a feature is given twice")
    return weights
