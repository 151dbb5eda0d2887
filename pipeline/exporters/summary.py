"""Summaries of an article and of a batch: Markdown to read, records for JSON.

The Markdown is in the article's language (reference/wording.yaml). Every text from
an article is escaped: nothing in it can become markup, a table border or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.datatypes import EntityCount, Normalized, NormalizedFigure, Summary
from pipeline.exporters.records import figure_row
from pipeline.exporters.tally import BatchSummary
from pipeline.reference.wording import Wording, load_wording, read_fallback

# Every ASCII mark that Markdown, GitHub's tables, its maths ($) or HTML give a meaning.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
_LIST_START = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))(?=\S?(\s|$))")
_LINE_ENDS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
NAMES_SHOWN = 15
RATE_DIGITS_SHOWN = 6


def render_markdown(summary: Summary) -> str:
    """The summary of an article as a page of Markdown, ending with a newline.

    Title, date and open issues, then the key figures with their dollars, the names
    by frequency, and the three sentences with their spans ``[start, end)``.
    """
    words = load_wording(summary.lang)
    date = summary.published_on.isoformat() if summary.published_on else words.word("labels", "no_date")
    facts = [
        (words.word("labels", "published"), date),
        (words.word("labels", "language"), summary.lang),
        (words.word("labels", "issues"), str(summary.issues)),
        (words.word("labels", "article"), f"`{summary.article_id}`"),
    ]
    return _page(
        f"# {escape(summary.title)}" if summary.title else f"# {summary.article_id}",
        "\n".join(f"- {label}: {value}" for label, value in facts),
        f"## {words.word('headings', 'figures')}",
        _figure_table(summary.key_figures, words),
        f"## {words.word('headings', 'sentences')}",
        *(_quotation(one.surface, one.start, one.end) for one in summary.sentences),
        *([] if summary.sentences else [words.phrases["none"]]),
        f"## {words.word('headings', 'entities')}",
        _name_table(summary.entities[:NAMES_SHOWN], words),
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
        "key_figures": [_figure_record(one) for one in summary.key_figures],
        "entities": [_name_record(one) for one in summary.entities],
        "issues": summary.issues,
    }


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
    ]
    amounts = [
        (escape(large.title), _surface(large.figure, words), _amount(large.figure, words))
        for large in batch.largest
    ]
    names = [(*_name_cells(one.name.name, one.name, words), str(one.articles)) for one in batch.names]
    return _page(
        f"# {words.word('batch', 'title')}",
        "\n".join(f"- {words.word('batch', key)}: {count:,}" for key, count in totals),
        f"## {words.word('batch', 'largest')}",
        _table([words.word("labels", "article"), *_columns(words, "surface amount")], amounts, words),
        f"## {words.word('batch', 'frequent')}",
        _table(_columns(words, "name label code mentions articles"), names, words),
        f"## {words.word('batch', 'by_kind')}",
        _count_table(batch.figures, words, "kind", "kinds"),
        f"## {words.word('batch', 'by_language')}",
        _count_table(batch.languages, words, "code", None),
        f"## {words.word('batch', 'doubts')}",
        _count_table(batch.issues, words, "issue", None),
    )


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
        "names": [{**_name_record(one.name), "articles": one.articles} for one in batch.names],
        "largest": [
            {"article_id": large.article_id, "title": large.title, "figure": _figure_record(large.figure)}
            for large in batch.largest
        ],
    }


def escape(text: str) -> str:
    """The text as Markdown that shows it on one line: ``2~3|a`` is ``2\\~3\\|a``."""
    line = _MARKUP.sub(r"\\\g<0>", _LINE_ENDS.sub(" ", text))
    # At the start of a block "1." and "-" would open a list.
    return _LIST_START.sub(lambda found: f"{found[1]}{_inert(found[2])}", line)


def _inert(mark: str) -> str:
    return f"\\{mark}" if mark in "-+" else f"{mark}\\"


def _page(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def _quotation(surface: str, start: int, end: int) -> str:
    return f"> {escape(surface.strip())}\n>\n> <sub>[{start}, {end})</sub>"


def _columns(words: Wording, keys: str) -> list[str]:
    return [words.word("columns", key) for key in keys.split()]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], words: Wording) -> str:
    """A table, or the word for none. Cells are escaped by whoever made them."""
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines) if len(lines) > 2 else words.phrases["none"]


def _figure_table(figures: Iterable[NormalizedFigure], words: Wording) -> str:
    rows = [
        (
            _surface(one, words),
            words.word("kinds", one.figure.kind),
            _amount(one, words),
            _rate(one, words),
            f"[{one.figure.start}, {one.figure.end})",
        )
        for one in figures
    ]
    return _table(_columns(words, "surface kind amount rate place"), rows, words)


def _name_table(names: Iterable[EntityCount], words: Wording) -> str:
    return _table(
        _columns(words, "name label code mentions"),
        [_name_cells(one.surface, one, words) for one in names],
        words,
    )


def _name_cells(shown: str, one: EntityCount, words: Wording) -> tuple[str, str, str, str]:
    code = f"`{one.code}`" if one.code else "—"
    return escape(shown), escape(words.word("entity_labels", one.label)), code, str(one.mentions)


def _count_table(counts: Iterable[tuple[str, int]], words: Wording, column: str, section: str | None) -> str:
    rows = [(escape(words.word(section, key) if section else key), f"{count:,}") for key, count in counts]
    return _table(_columns(words, f"{column} count"), rows, words)


def _surface(one: NormalizedFigure, words: Wording) -> str:
    """The figure as written, its modifier in brackets: ``6億ドル（以上）``."""
    surface = escape(one.figure.surface)
    if one.figure.modifier is None:
        return surface
    return words.phrases["modified"].format(surface, modifier=words.word("modifiers", one.figure.modifier))


def _amount(one: NormalizedFigure, words: Wording) -> str:
    """The common unit in words: ``約4.36億ドル``, ``3,000以上 `person```, ``25 `meter/second```."""
    normalized, figure = one.normalized, one.figure
    # What a rate converted is read as "about", with three digits.
    converted = normalized.rate_basis not in (None, "identity") and normalized.rate != 1
    number = _number(normalized, converted, words)
    if number is None:
        return words.phrases["unconverted"]
    code = normalized.unit
    if code == "USD":
        code = None
    elif figure.kind in words.sections["ratios"]:
        number, code = words.word("ratios", figure.kind).format(number), None
    bound = words.sections["bounds"].get(figure.modifier or "")
    if bound is not None:
        number = bound.format(number)
    elif converted or figure.modifier == "approx":
        number = words.phrases["about"].format(number)
    # A compound unit (meter/second) has its denominator in itself.
    per = f"/{figure.per}" if figure.per and "/" not in (code or "") else ""
    return f"{escape(number)} `{code or ''}{per}`" if code or per else escape(number)


def _number(normalized: Normalized, rounded: bool, words: Wording) -> str | None:
    """The amount or its range in words, with the dollars where it has them; null when there is none."""
    low, high, dollars = normalized.low, normalized.high, normalized.unit == "USD"
    if normalized.value is None and low is not None and high is not None:
        ends = {"low": words.read_amount(low, rounded), "high": words.read_amount(high, rounded)}
        return words.phrases["dollar_range" if dollars else "range"].format(**ends)
    known = next((amount for amount in (normalized.value, low, high) if amount is not None), None)
    if known is None:
        return None
    text = words.read_amount(known, rounded)
    return words.phrases["dollars"].format(text) if dollars else text


def _rate(one: NormalizedFigure, words: Wording) -> str:
    """Where the dollars come from: ``ECB 2024-06-28: 1 JPY = 0.00622601 USD``."""
    rate, basis = one.normalized.rate, one.normalized.rate_basis
    if rate is None or basis in (None, "identity"):
        return "—"
    day = f" {one.normalized.rate_date.isoformat()}" if one.normalized.rate_date else ""
    shown = format(round(rate, RATE_DIGITS_SHOWN - 1 - rate.adjusted()), "f")
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{words.word('bases', basis or '')}{day}: 1 {one.figure.unit} = {shown} USD"


def _name_record(one: EntityCount) -> dict[str, Any]:
    return {
        "name": one.name,
        "surface": one.surface,
        "label": one.label,
        "code": one.code,
        "mentions": one.mentions,
    }


# What a summary repeats of a figure's record; the rest is in figures.jsonl.
_SHOWN = (
    *("figure_id", "start", "end", "surface", "kind", "value", "low", "high"),
    *("modifier", "unit", "per", "normalized"),
)


def _figure_record(one: NormalizedFigure) -> dict[str, Any]:
    row = figure_row(one, None)
    return {key: row[key] for key in _SHOWN}
