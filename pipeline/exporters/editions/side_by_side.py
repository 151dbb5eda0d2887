"""Editions side by side as a table in Markdown: what differs gravely first, then all in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.datatypes import EditionFigure, EditionRow, EditionTime, Reconciliation
from pipeline.exporters.summary.markdown import escape, join_page

MARKS = {"severe": "**✗**", "minor": "~", "none": "✓"}


def render_markdown(found: Reconciliation) -> str:
    """The page: how many figures agree, what contradicts, then every figure through all editions."""
    counts = Counter(row.severity for row in found.rows)
    severe = [row for row in found.rows if row.severity == "severe"]
    editions = [
        f"- {edition.lang}: {escape(edition.title or edition.source or edition.article_id)}"
        f" — {len(edition.figures)} figures" for edition in found.editions
    ]  # fmt: skip
    said = f"{counts['none']} agree, {counts['minor']} differ slightly, {counts['severe']} contradict"
    return join_page(
        "# Editions side by side",
        "\n".join(editions),
        f"{len(found.rows)} rows: {said}.",
        "## Contradictions",
        "\n".join(f"- {escape(row.message)}" for row in severe) or "None.",
        "## All figures, and times that differ",
        _table(found, found.rows),
    )


def _table(found: Reconciliation, rows: Iterable[EditionRow]) -> str:
    head = ["", *(edition.lang for edition in found.editions), "difference"]
    lines = [head, ["---"] * len(head)]
    for row in rows:
        cells = [_cell(cell, n in row.outliers) for n, cell in enumerate(row.cells)]
        lines.append([MARKS[row.severity], *cells, escape(", ".join(row.classes))])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: EditionFigure | EditionTime | None, outlier: bool) -> str:
    if cell is None:
        return "—"
    text = escape(cell.surface)
    if cell.modifier:
        text = f"{text} ({cell.modifier.replace('_', ' ')})"
    return f"**{text}**" if outlier else text
