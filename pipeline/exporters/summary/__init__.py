"""Summaries of an article and of a batch: Markdown to read, records for JSON.

The Markdown is in the language asked for (reference/wording.yaml). Every text from
an article is escaped: nothing in it can become markup, a table border or HTML.
"""

from __future__ import annotations

from pipeline.exporters.summary.article import render_markdown, summary_record
from pipeline.exporters.summary.batch import batch_record, render_batch_markdown
from pipeline.exporters.summary.cells import RATE_DIGITS_SHOWN
from pipeline.exporters.summary.markdown import escape

__all__ = [
    "RATE_DIGITS_SHOWN",
    "batch_record",
    "escape",
    "render_batch_markdown",
    "render_markdown",
    "summary_record",
]
