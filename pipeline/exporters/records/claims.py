"""Claims -> plain rows, shaped like ``ClaimRow`` of the schema."""

from __future__ import annotations

from typing import Any

from pipeline.datatypes import Claim, ClaimConfidence, ClaimMetric, ClaimParty, ClaimPeriod

Row = dict[str, Any]


def claim_row(claim: Claim) -> Row:
    """A claim as the contract has it: ``{"claim_id": ..., "metric": {"code": "revenue", ...}, ...}``."""
    return {
        "claim_id": claim.claim_id,
        "figure_id": claim.figure_id,
        "metric": _metric(claim.metric),
        "subject": _party(claim.subject),
        "object": _party(claim.object),
        "source": _party(claim.source),
        "period": _period(claim.period),
        "modality": claim.modality,
        "modality_start": claim.modality_start,
        "modality_end": claim.modality_end,
        "change": claim.change,
        "direction": claim.direction,
        "direction_start": claim.direction_start,
        "direction_end": claim.direction_end,
        "confidence": _confidence(claim.confidence),
    }


def _confidence(sure: ClaimConfidence) -> Row:
    return {
        "metric": sure.metric,
        "subject": sure.subject,
        "period": sure.period,
        "modality": sure.modality,
    }


def _metric(metric: ClaimMetric) -> Row:
    return {
        "code": metric.code,
        "surface": metric.surface,
        "start": metric.start,
        "end": metric.end,
        "how": metric.how,
    }


def _party(party: ClaimParty | None) -> Row | None:
    if party is None:
        return None
    return {"code": party.code, "name": party.name, "start": party.start, "end": party.end, "how": party.how}


def _period(period: ClaimPeriod | None) -> Row | None:
    if period is None:
        return None
    return {
        "timex": period.timex,
        "begin": period.begin.isoformat() if period.begin else None,
        "finish": period.finish.isoformat() if period.finish else None,
        "start": period.start,
        "end": period.end,
        "how": period.how,
    }
