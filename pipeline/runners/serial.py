"""One article after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pipeline.datatypes import Article, ArticleResult, Summary
from pipeline.errors import ConfigError, PipelineError, TableError
from pipeline.stages import load_tools, process_article, summarize_article

# What a single strange article can set off. A wrong type or a missing attribute is a
# fault of the code: it ends the run.
_QUARANTINED = (PipelineError, ArithmeticError, AssertionError, LookupError, RecursionError, ValueError)

Given = TypeVar("Given")
# An article, or the result of one whose summary alone is to be made anew.
Task = Article | ArticleResult
# What is done with an article, with the day of rates and whether to use trained models: what it gives, a
# Failure among others, is what the runner gives out.
Work = Callable[[Task, date | None, bool], Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be processed, and why; the run goes on."""

    article: Article
    message: str


@dataclass(frozen=True, slots=True)
class Processed:
    """What an article gave, and its summary: all that is dear and can be made of one article alone."""

    result: ArticleResult
    summary: Summary


def run_article(article: Article, as_of: date | None, model: bool) -> ArticleResult | Failure:
    """The result of one article, with the trained model of its language or without, or its Failure.

    Raises: ConfigError or TableError when the language cannot be loaded: no article's fault.
    """
    tools = load_tools(article.lang, model)
    return _guard(article, lambda: process_article(article, tools, as_of))


def run_summarized(task: Task, as_of: date | None, model: bool) -> Processed | Failure:
    """The result of one article with its summary, or its Failure.

    Raises: as `run_article`.
    """
    result = run_article(task, as_of, model) if isinstance(task, Article) else task
    if isinstance(result, Failure):
        return result
    return _guard(result.article, lambda: Processed(result, summarize_article(result)))


def article_of(task: Task) -> Article:
    """The article a task is about."""
    return task if isinstance(task, Article) else task.article


def _guard(article: Article, make: Callable[[], Given]) -> Given | Failure:
    """What is made of an article, or its Failure where it sets off an error."""
    try:
        return make()
    except (ConfigError, TableError):
        raise
    except _QUARANTINED as error:
        return Failure(article, f"{type(error).__name__}: {error}")


def run_serial(
    tasks: Iterable[Task],
    as_of: date | None,
    model: bool,
    workers: int | None = None,
    *,
    work: Work = run_summarized,
) -> Generator[Any, None, None]:
    """Results in the order of the tasks, each made when it is asked for.

    Args:
        work: what is done with an article.

    Raises: ConfigError for more ``workers`` than the one there is.
    """
    if workers not in (None, 1):
        raise ConfigError(f"--runner serial has one worker, not {workers}; take --runner processes")
    for task in tasks:
        yield work(task, as_of, model)
