"""Editions side by side: rows for JSON lines, a table in Markdown, a page in HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.datatypes import EditionFigure, EditionRow, EditionTime, Reconciliation
from pipeline.exporters.editions.page import render_html
from pipeline.exporters.editions.side_by_side import render_markdown
from pipeline.exporters.json_text import dump

__all__ = ["FORMATS", "edition_rows", "render_html", "render_markdown"]


def edition_rows(found: Reconciliation) -> list[dict[str, Any]]:
    """A record for each figure: ``{"row": 1, "severity": "severe", "classes": ["magnitude", ...], ...}``."""
    return [_row(found, number, row) for number, row in enumerate(found.rows, start=1)]


def _row(found: Reconciliation, number: int, row: EditionRow) -> dict[str, Any]:
    first = found.editions[0]
    return {
        "article_id": first.article_id,
        "edition_of": first.edition_of,
        "row": number,
        "severity": row.severity,
        "classes": list(row.classes),
        "slip": row.slip,
        "majority": found.editions[row.majority].article_id if row.majority is not None else None,
        "outliers": [found.editions[n].article_id for n in row.outliers],
        "message": row.message,
        "cells": [
            _cell(edition.article_id, edition.lang, cell)
            for edition, cell in zip(found.editions, row.cells, strict=True)
        ],
    }


def _cell(article_id: str, lang: str, cell: EditionFigure | EditionTime | None) -> dict[str, Any]:
    figure = cell if isinstance(cell, EditionFigure) else None
    time = cell if isinstance(cell, EditionTime) else None
    return {
        "article_id": article_id,
        "lang": lang,
        "figure_id": figure.figure_id if figure else None,
        "time_id": time.time_id if time else None,
        "start": cell.start if cell else None,
        "end": cell.end if cell else None,
        "surface": cell.surface if cell else None,
        "low": figure.low if figure else None,
        "high": figure.high if figure else None,
        "unit": figure.unit if figure else None,
        "modifier": cell.modifier if cell else None,
        "timex": time.timex if time else None,
    }


def render_jsonl(found: Reconciliation) -> str:
    """The records as JSON lines."""
    return "".join(dump(row) + "\n" for row in edition_rows(found))


FORMATS: dict[str, Callable[[Reconciliation], str]] = {
    "jsonl": render_jsonl,
    "markdown": render_markdown,
    "html": render_html,
}
