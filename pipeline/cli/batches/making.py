"""What is done with one article of a batch, by a worker: its result, summary and records, ready to keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.datatypes import ArticleResult, Made, Rendered, Summary
from pipeline.exporters.rendering import render
from pipeline.languages import languages_in
from pipeline.ledger import pack_rendered, pack_result, pack_summary
from pipeline.runners import Failure, Task
from pipeline.runners.serial import run_summarized
from pipeline.stages import comparable_claims
from pipeline.stages.reconciling import read_edition


def make_article(task: Task, as_of: date | None, model: bool) -> Made | Failure:
    """All of one article that can be made without looking at others, or its Failure.

    Raises: as `run_summarized`.
    """
    one = run_summarized(task, as_of, model)
    return one if isinstance(one, Failure) else pack_made(one.result, one.summary)


def pack_made(result: ArticleResult, summary: Summary) -> Made:
    """A result and its summary as the ledger keeps them."""
    article = result.article
    return Made(
        languages_in(article.text, article.lang),
        pack_result(result),
        pack_summary(summary),
        pack_rendered(render_article(result, summary)),
    )


def render_article(result: ArticleResult, summary: Summary) -> Rendered:
    """What the files of a batch take of an article, and what other articles are held against."""
    rendered = render(result, summary)
    edition = None if result.article.edition_of is None else read_edition(result)
    return replace(
        rendered, brief=replace(rendered.brief, told=tuple(comparable_claims(result)), edition=edition)
    )
