"""What a language's words say of claims: its cues as codes, and how much each circumstance weighs.

``claims.yaml`` and ``metrics.yaml`` hold the words, ``audit.yaml`` those that checks go by,
``word_weights.tsv`` what the words around a figure speak for, ``claim_weights.yaml`` the
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
from pipeline.tables import read_table

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
    return ClaimTables(finder, leanings, read_weights(folder / "claim_weights.yaml"))


def read_weights(path: Path) -> Mapping[str, Mapping[str, int]]:
    """The weights of a language by slot and feature, in thousandths. Raises: TableError."""
    table = read_table(path) if path.exists() else {}
    weights: dict[str, dict[str, int]] = {slot: {} for slot in SLOTS}
    for slot, rows in table.items():
        if slot not in weights:
            raise TableError(f"{path.parent.name}/{path.name}: no slot {slot}")
        weights[slot] = {feature: int(weight) for feature, weight in rows.items()}
    return weights
