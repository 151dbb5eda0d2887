"""Every type that crosses a stage border: frozen, plain, no behaviour.

    Article -> Annotations -> NormalizedRecord -> ArticleResult -> Summary

Offsets are half-open ``[start, end)`` code-point offsets into ``Article.text``
exactly as published: ``text[start:end] == surface`` for every record. Amounts
are ``Decimal`` from end to end; collections are tuples in text order.
"""

from __future__ import annotations

from pipeline.datatypes.audit import Bounds, Finding, Repair
from pipeline.datatypes.batches import Brief, Made, Rendered
from pipeline.datatypes.claims import Claim, ClaimConfidence, ClaimMetric, ClaimParty, ClaimPeriod
from pipeline.datatypes.editions import Edition, EditionFigure, EditionRow, EditionTime, Reconciliation
from pipeline.datatypes.findings import Annotations, Cue, Entity, Figure, Issue, Time
from pipeline.datatypes.results import (
    ArticleResult,
    EntityCount,
    Fact,
    Held,
    Normalized,
    NormalizedFigure,
    Summary,
    Told,
)
from pipeline.datatypes.text import Article, Lexeme, Phrase, Sentence, Token, Zone

__all__ = [
    "Annotations",
    "Article",
    "ArticleResult",
    "Bounds",
    "Brief",
    "Claim",
    "ClaimConfidence",
    "ClaimMetric",
    "ClaimParty",
    "ClaimPeriod",
    "Cue",
    "Edition",
    "EditionFigure",
    "EditionRow",
    "EditionTime",
    "Entity",
    "EntityCount",
    "Fact",
    "Figure",
    "Finding",
    "Held",
    "Issue",
    "Lexeme",
    "Made",
    "Normalized",
    "NormalizedFigure",
    "Phrase",
    "Reconciliation",
    "Rendered",
    "Repair",
    "Sentence",
    "Summary",
    "Time",
    "Token",
    "Told",
    "Zone",
]
