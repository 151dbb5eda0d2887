"""All files of a batch, written as results come: only counts stay in memory."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.datatypes import Finding, Reconciliation, Rendered, Summary
from pipeline.exporters.changes import write_changes
from pipeline.exporters.datasets import DATASETS
from pipeline.exporters.docbin import SUFFIX, DocBinFiles
from pipeline.exporters.editions import edition_rows, render_html
from pipeline.exporters.editions import render_markdown as render_editions
from pipeline.exporters.formats import writing_formats
from pipeline.exporters.json_text import dump_pretty
from pipeline.exporters.jsonl import JsonLines
from pipeline.exporters.parquet import FOLDER, PARTITION
from pipeline.exporters.records import finding_row
from pipeline.exporters.rendering import DOC, PAGES, summary_pages
from pipeline.exporters.schema import RECORDS, TABLES, json_schema
from pipeline.exporters.summary import batch_record, render_batch_markdown
from pipeline.exporters.tally import BatchTally

MANIFEST = "manifest.json"
PROVENANCE = "prov.json"
_TABLE = rf"(?:{'|'.join(TABLES)})"
_WHOLE = "|".join(map(re.escape, ("rejected.jsonl", MANIFEST, PROVENANCE, *DATASETS)))
_OURS = re.compile(
    # figures.parquet: runs wrote one file a table once, and it must go
    rf"{_TABLE}\.(?:jsonl|csv|parquet)|{FOLDER}/{_TABLE}/{PARTITION}|{_WHOLE}"
    rf"|[a-z]{{2,3}}\.{SUFFIX}|schema/(?:{'|'.join(RECORDS)})\.schema\.json"
    # What changed in earlier runs is kept; the index of the last one is enough.
    r"|changes/[0-9]{6,}\.index\.jsonl"
    r"|summaries/(?:(?:editions-)?tf-[0-9a-f]{12}|batch)(?:\.[a-z]{2})?\.(?:md|json|html)"
)


def is_batch_file(name: str) -> bool:
    """Whether a name is one that a batch writes.

    >>> is_batch_file("summaries/tf-607f658e4e1b.md"), is_batch_file("README.md")
    (True, False)
    >>> is_batch_file("parquet/figures/lang=ja/month=2025-11/part-0.parquet")
    True
    """
    return _OURS.fullmatch(name) is not None


class BatchFiles:
    """The files of one batch below ``folder``: ``add`` and ``reject`` as it goes, then ``finish``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("summaries", "schema"):
            (folder / name).mkdir()
        self._lines = {name: JsonLines(folder / f"{name}.jsonl") for name in RECORDS}
        self._docs = DocBinFiles(folder)
        self._tally = BatchTally()
        self._exported: dict[str, int] = {}

    @property
    def counts(self) -> dict[str, int]:
        """Records of each table so far: ``{"articles": 1, "sentences": 95, ..., "rejected": 0}``."""
        return {name: lines.records for name, lines in self._lines.items()}

    @property
    def records(self) -> dict[str, int]:
        """Records of each file that holds some: ``{"figures.jsonl": 12, ...}``; all after ``finish``."""
        return {f"{name}.jsonl": count for name, count in self.counts.items()} | self._exported

    @property
    def figures_checked(self) -> int:
        """How many figures took part in a check so far: the coverage of the findings."""
        return self._tally.figures_checked

    def add(self, one: Rendered) -> None:
        """Write the records and the summary of one article."""
        doc: dict[str, bytes] = {}
        for name, piece in one.pieces.items():
            if name.startswith(DOC):
                doc[name.removeprefix(DOC)] = piece
            elif name.startswith(PAGES):
                (self._folder / name).write_bytes(piece)
            else:
                self._lines[name.removesuffix(".jsonl")].append(piece)
        self._docs.add(one.brief.lang, doc)
        self._tally.add(one.brief)

    def contest(self, summary: Summary, findings: Sequence[Finding]) -> None:
        """Write a summary anew in which more is contested than it was, and the findings that say so."""
        for name, page in summary_pages(summary):
            (self._folder / name).write_bytes(page)
        self._lines["findings"].write(
            {"article_id": summary.article_id} | finding_row(finding) for finding in findings
        )
        self._tally.contest(summary, findings)

    def add_editions(self, found: Reconciliation) -> None:
        """Write the editions of one article side by side."""
        self._lines["editions"].write(edition_rows(found))
        stem = f"summaries/editions-{found.editions[0].article_id.replace(':', '-')}"
        self._write(f"{stem}.md", render_editions(found))
        self._write(f"{stem}.html", render_html(found))

    def reject(self, row: dict[str, Any]) -> None:
        """Write the record of an input that was not read."""
        self._lines["rejected"].write([row])
        self._tally.reject()

    def finish(
        self, before: Mapping[str, str] | None = None, last: int = 0, *, side_by_side: bool = False
    ) -> int:
        """Make the other formats, the schemas, the changes and the batch summary from what was written.

        Args:
            before: the hash of each article's records after the run before, whose number is ``last``.
            side_by_side: in processes of their own where there is much to write.

        Returns the number of this run: ``last`` again if nothing changed.
        """
        for lines in self._lines.values():
            lines.close()
        with writing_formats(self._folder, side_by_side=side_by_side) as exported:
            self._docs.finish()
            for name in RECORDS:
                self._write(f"schema/{name}.schema.json", dump_pretty(json_schema(name)) + "\n")
            batch = self._tally.read()
            self._write("summaries/batch.md", render_batch_markdown(batch))
            self._write("summaries/batch.json", dump_pretty(batch_record(batch)) + "\n")
            number = write_changes(self._folder, before or {}, last)
        self._exported |= exported
        return number

    def close(self) -> None:
        """Close the files that are written to; safe to call twice."""
        self._docs.close()
        for lines in self._lines.values():
            lines.close()

    def _write(self, name: str, text: str) -> None:
        (self._folder / name).write_text(text, encoding="utf-8", newline="\n")
