"""The page and the record of a whole batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.exporters.summary.cells import amount_cell, figure_record, name_cells, name_record, surface_cell
from pipeline.exporters.summary.markdown import columns_of, count_table, escape, join_page, table
from pipeline.exporters.tally import BatchSummary
from pipeline.reference.wording import Wording, load_wording, read_fallback


def render_batch_markdown(batch: BatchSummary, lang: str | None = None) -> str:
    """The batch as a page of Markdown, in ``lang`` or else its most frequent language."""
    words = load_wording(lang or next((code for code, _ in batch.languages), read_fallback()))
    totals = [
        ("articles", batch.articles),
        ("rejected", batch.rejected),
        ("sentences", batch.sentences),
        ("tokens", batch.tokens),
        ("entities", batch.entities),
        ("figures", sum(count for _, count in batch.figures)),
        ("times", sum(count for _, count in batch.times)),
        ("checked", batch.figures_checked),
    ]
    amounts = [
        (escape(large.title), surface_cell(large.figure, words), amount_cell(large.figure, words))
        for large in batch.largest
    ]
    names = [(*name_cells(one.name.name, one.name, words), str(one.articles)) for one in batch.names]
    return join_page(
        f"# {words.word('batch', 'title')}",
        "\n".join(f"- {words.word('batch', key)}: {count:,}" for key, count in totals),
        *_contested(batch, words),
        *_latest(batch, words),
        f"## {words.word('batch', 'largest')}",
        table([words.word("labels", "article"), *columns_of(words, "surface amount")], amounts, words),
        f"## {words.word('batch', 'frequent')}",
        table(columns_of(words, "name label code mentions articles"), names, words),
        f"## {words.word('batch', 'by_kind')}",
        count_table(batch.figures, words, "kind", "kinds"),
        f"## {words.word('batch', 'by_language')}",
        count_table(batch.languages, words, "code", None),
        f"## {words.word('batch', 'doubts')}",
        count_table(batch.issues, words, "issue", None),
    )


def _contested(batch: BatchSummary, words: Wording) -> Iterator[str]:
    """What is contradicted, then what is doubtful, each with its article; nothing where there is none."""
    if not batch.contested:
        return
    yield f"## {words.word('batch', 'contested')}"
    lines = []
    for one in batch.contested:
        said = one.messages.get(words.lang) or one.finding.message_en
        verdict = words.word("verdicts", one.finding.verdict)
        lines.append(f"- **{verdict}**: {escape(one.title)} (`{one.article_id}`): {escape(said)}")
    if batch.contested_more:
        lines.append(f"- … {batch.contested_more:,}")
    yield "\n".join(lines)


def _latest(batch: BatchSummary, words: Wording) -> Iterator[str]:
    """The articles published last; nothing where none tells its day."""
    if batch.latest:
        yield f"## {words.word('batch', 'latest')}"
        yield "\n".join(f"- {day}: {escape(title)} (`{one}`)" for day, one, title in batch.latest)


def batch_record(batch: BatchSummary) -> dict[str, Any]:
    """The batch as a record: amounts stay ``Decimal``, keys in a fixed order."""
    return {
        "articles": batch.articles,
        "rejected": batch.rejected,
        "sentences": batch.sentences,
        "tokens": batch.tokens,
        "entities": batch.entities,
        "languages": dict(batch.languages),
        "figures": dict(batch.figures),
        "times": dict(batch.times),
        "issues": dict(batch.issues),
        "findings": dict(batch.findings),
        "figures_checked": batch.figures_checked,
        "contested": [
            {
                "article_id": one.article_id,
                "title": one.title,
                "finding_id": one.finding.finding_id,
                "check": one.finding.check,
                "verdict": one.finding.verdict,
                "messages": one.messages,
            }
            for one in batch.contested
        ],
        "latest": [
            {"published_on": day, "article_id": one, "title": title} for day, one, title in batch.latest
        ],
        "names": [{**name_record(one.name), "articles": one.articles} for one in batch.names],
        "largest": [
            {"article_id": large.article_id, "title": large.title, "figure": figure_record(large.figure)}
            for large in batch.largest
        ],
    }
