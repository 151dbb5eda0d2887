"""One article after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.datatypes import Article, ArticleResult
from pipeline.errors import ConfigError, PipelineError, TableError
from pipeline.stages import load_tools, process_article

# What a single strange article can set off. A wrong type or a missing attribute is a
# fault of the code: it ends the run.
_QUARANTINED = (PipelineError, ArithmeticError, AssertionError, LookupError, RecursionError, ValueError)


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be processed, and why; the run goes on."""

    article: Article
    message: str


def run_article(article: Article, as_of: date | None, model: bool) -> ArticleResult | Failure:
    """The result of one article, with the trained model of its language or without, or its Failure.

    Raises: ConfigError or TableError when the language cannot be loaded: no article's fault.
    """
    tools = load_tools(article.lang, model)
    try:
        return process_article(article, tools, as_of)
    except (ConfigError, TableError):
        raise
    except _QUARANTINED as error:
        return Failure(article, f"{type(error).__name__}: {error}")


def run_serial(
    articles: Iterable[Article], as_of: date | None, model: bool
) -> Iterator[ArticleResult | Failure]:
    """Results in the order of the articles, each made when it is asked for."""
    for article in articles:
        yield run_article(article, as_of, model)
