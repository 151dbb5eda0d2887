"""The page of one article in one language, and its record.

The headings and the facts are in the language asked for; what is quoted stays as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.datatypes import EntityCount, Fact, Finding, Issue, NormalizedFigure, Sentence, Summary, Told
from pipeline.exporters.records.findings import finding_row
from pipeline.exporters.summary.cells import (
    amount_cell,
    figure_record,
    name_cells,
    name_record,
    rate_cell,
    surface_cell,
)
from pipeline.exporters.summary.markdown import columns_of, escape, join_page, table
from pipeline.reference.wording import Wording, load_wording

NAMES_SHOWN = 15
DOUBTS_SHOWN = 30


def render_markdown(summary: Summary, lang: str | None = None) -> str:
    """The summary of an article as a page of Markdown in ``lang``, else the article's language.

    Title, date, how many figures were checked, findings and doubts; what is contested; the facts;
    key figures with their dollars; sentences with their spans ``[start, end)``; names; the doubts.
    """
    words = load_wording(lang or summary.lang)
    date = summary.published_on.isoformat() if summary.published_on else words.word("labels", "no_date")
    checked = words.phrases["checked"].format(checked=summary.checked, figures=summary.figures)
    head = [
        (words.word("labels", "published"), date),
        (words.word("labels", "language"), summary.lang),
        (words.word("labels", "checked"), checked),
        (words.word("headings", "contested"), str(len(summary.findings))),
        (words.word("labels", "issues"), str(summary.issues)),
        (words.word("labels", "article"), f"`{summary.article_id}`"),
    ]
    contested = {figure.figure_id for figure, _ in summary.contested}
    return join_page(
        f"# {escape(summary.title)}" if summary.title else f"# {summary.article_id}",
        "\n".join(f"- {label}: {value}" for label, value in head),
        *_contested_block(summary, words),
        f"## {words.word('headings', 'facts')}",
        _facts(summary.facts, words),
        f"## {words.word('headings', 'figures')}",
        _figure_table(summary.key_figures, contested, words),
        f"## {words.word('headings', 'sentences')}",
        *(_quotation(one, summary, words) for one in summary.sentences),
        *([] if summary.sentences else [words.phrases["none"]]),
        f"## {words.word('headings', 'entities')}",
        _name_table(summary.entities[:NAMES_SHOWN], words),
        *_doubts_block(summary.doubts, words),
    )


def summary_record(summary: Summary) -> dict[str, Any]:
    """The summary as a record: amounts stay ``Decimal``, dates are ISO texts, keys in a fixed order."""
    return {
        "article_id": summary.article_id,
        "lang": summary.lang,
        "title": summary.title,
        "published_on": summary.published_on.isoformat() if summary.published_on else None,
        "sentences": [
            {"start": one.start, "end": one.end, "surface": one.surface} for one in summary.sentences
        ],
        "facts": [_fact_record(fact) for fact in summary.facts],
        "key_figures": [figure_record(one) for one in summary.key_figures],
        "entities": [name_record(one) for one in summary.entities],
        "contested": [
            {"figure_id": figure.figure_id, "finding_id": finding.finding_id}
            for figure, finding in summary.contested
        ],
        "findings": [
            {**finding_row(one), "messages": {words.lang: words.message for words in told}}
            for one, told in summary.findings
        ],
        "figures": summary.figures,
        "checked": summary.checked,
        "dropped": summary.dropped,
        "issues": summary.issues,
    }


def _fact_record(fact: Fact) -> dict[str, Any]:
    return {
        "claim_id": fact.claim_id,
        "figure_id": fact.figure.figure_id,
        "start": fact.figure.start,
        "end": fact.figure.end,
        "texts": dict(fact.texts),
        "contested": fact.contested.finding_id if fact.contested else None,
    }


def _contested_block(summary: Summary, words: Wording) -> Iterator[str]:
    """What does not hold, contradictions first, each with its arithmetic and what may have been meant."""
    if not summary.findings:
        return
    yield f"## {words.word('headings', 'contested')}"
    order = sorted(summary.findings, key=lambda pair: (pair[0].verdict != "contradicted", pair[0].start))
    yield "\n".join(_finding_line(finding, told, words) for finding, told in order)


def _finding_line(finding: Finding, told: Iterable[Told], words: Wording) -> str:
    own = next((one for one in told if one.lang == words.lang), None)
    said = escape(own.message if own else finding.message_en)
    line = (
        f"- **{words.word('verdicts', finding.verdict)}**: {said} <sub>[{finding.start}, {finding.end})</sub>"
    )
    if not finding.repairs:
        return line
    repairs = own.repairs if own else tuple(repair.surface for repair in finding.repairs)
    meant = words.phrases["or"].join(map(escape, repairs[:3]))
    return f"{line}  \n  {words.phrases['meant'].format(meant)}"


def _doubts_block(doubts: Sequence[Issue], words: Wording) -> Iterator[str]:
    """What the reading itself was not sure of: the words, the code, why; the rest is in issues.jsonl."""
    if not doubts:
        return
    yield f"## {words.word('labels', 'issues')}"
    lines = [
        f"- {escape(one.surface)} (`{one.code}`): {escape(one.message)} <sub>[{one.start}, {one.end})</sub>"
        for one in doubts[:DOUBTS_SHOWN]
    ]
    if len(doubts) > DOUBTS_SHOWN:
        lines.append(f"- … {len(doubts) - DOUBTS_SHOWN:,}")
    yield "\n".join(lines)


def _facts(facts: Iterable[Fact], words: Wording) -> str:
    lines = []
    for fact in facts:
        text = escape(dict(fact.texts).get(words.lang, ""))
        if fact.contested is not None:
            text = words.phrases["marked"].format(text)
        lines.append(f"- {text} <sub>[{fact.figure.start}, {fact.figure.end})</sub>")
    return "\n".join(lines) or words.phrases["none"]


def _quotation(one: Sentence, summary: Summary, words: Wording) -> str:
    """A sentence as it was written, and which of its figures are contested."""
    inside = [figure.surface for figure, _ in summary.contested if one.start <= figure.start < one.end]
    quoted = f"> {escape(one.surface.strip())}\n>\n> <sub>[{one.start}, {one.end})</sub>"
    if not inside:
        return quoted
    marked = words.phrases["marked"].format(escape(words.phrases["or"].join(dict.fromkeys(inside))))
    return f"{quoted} {marked}"


def _figure_table(figures: Iterable[NormalizedFigure], contested: set[str], words: Wording) -> str:
    rows = []
    for one in figures:
        surface = surface_cell(one, words)
        if one.figure.figure_id in contested:
            surface = words.phrases["marked"].format(surface)
        rows.append(
            (
                surface,
                words.word("kinds", one.figure.kind),
                amount_cell(one, words),
                rate_cell(one, words),
                f"[{one.figure.start}, {one.figure.end})",
            )
        )
    return table(columns_of(words, "surface kind amount rate place"), rows, words)


def _name_table(names: Iterable[EntityCount], words: Wording) -> str:
    return table(
        columns_of(words, "name label code mentions"),
        [name_cells(one.surface, one, words) for one in names],
        words,
    )
