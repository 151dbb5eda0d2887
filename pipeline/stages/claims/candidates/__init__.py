"""The candidates for each slot of a claim, each with the features that speak for it."""

from __future__ import annotations

from pipeline.stages.claims.candidates.circumstances import change_candidates, modality_candidates
from pipeline.stages.claims.candidates.metrics import metric_candidates
from pipeline.stages.claims.candidates.parties import other_candidates, subject_candidates
from pipeline.stages.claims.candidates.periods import period_candidates

__all__ = [
    "change_candidates",
    "metric_candidates",
    "modality_candidates",
    "other_candidates",
    "period_candidates",
    "subject_candidates",
]
