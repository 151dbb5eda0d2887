"""Findings of the audit -> plain rows, shaped like ``FindingRow`` of the schema."""

from __future__ import annotations

from pipeline.datatypes import Finding
from pipeline.exporters.records.claims import Row


def finding_row(finding: Finding) -> Row:
    """A finding as the contract has it: ``{"check": "stated-total", "verdict": "holds", ...}``."""
    computed = finding.computed
    return {
        "finding_id": finding.finding_id,
        "check": finding.check,
        "verdict": finding.verdict,
        "figure_ids": list(finding.figure_ids),
        "start": finding.start,
        "end": finding.end,
        "surface": finding.surface,
        "expression": finding.expression,
        "computed": {"low": computed.low, "high": computed.high, "unit": computed.unit} if computed else None,
        "message": finding.message,
        "message_en": finding.message_en,
        "repairs": [
            {"value": repair.value, "unit": repair.unit, "surface": repair.surface}
            for repair in finding.repairs
        ],
        "article_ids": list(finding.article_ids),
    }
