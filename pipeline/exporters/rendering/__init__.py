"""A result and its summary -> the bytes that the files of a batch take of them.

Nothing here looks at another article: workers render, and the run only puts bytes into place.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.datatypes import ArticleResult, Rendered, Summary
from pipeline.exporters.docbin import doc_pieces
from pipeline.exporters.json_text import dump, dump_pretty
from pipeline.exporters.records import table_rows
from pipeline.exporters.summary import render_markdown, summary_record
from pipeline.exporters.tally import make_brief

__all__ = ["DOC", "PAGES", "render", "summary_pages"]

# Where the names of pieces begin: parts of a Doc, and summaries, which are whole files.
DOC, PAGES = "doc/", "summaries/"


def render(result: ArticleResult, summary: Summary) -> Rendered:
    """What the files of a batch take of an article: ``{"figures.jsonl": b'{"article_id": ...', ...}``.

    Raises: ExportError for a value that is no JSON.
    """
    pieces = {
        f"{name}.jsonl": "".join(f"{dump(row)}\n" for row in rows).encode()
        for name, rows in table_rows(result)
    }
    pieces |= {DOC + name: piece for name, piece in doc_pieces(result).items()}
    return Rendered(make_brief(result, summary), pieces | dict(summary_pages(summary)))


def summary_pages(summary: Summary) -> Iterator[tuple[str, bytes]]:
    """The files of a summary: ``("summaries/tf-607f658e4e1b.md", b"# ...")``, other languages, JSON."""
    stem = PAGES + summary.article_id.replace(":", "-")
    yield f"{stem}.md", render_markdown(summary).encode()
    for lang in summary.languages:
        if lang != summary.lang:
            yield f"{stem}.{lang}.md", render_markdown(summary, lang).encode()
    yield f"{stem}.json", (dump_pretty(summary_record(summary)) + "\n").encode()
