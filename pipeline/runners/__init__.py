"""Where articles are processed. A runner maps ``process_article`` over articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from pipeline.datatypes import Article, ArticleResult
from pipeline.runners.serial import Failure, run_serial

__all__ = ["RUNNERS", "Failure", "Runner", "run_serial"]

# Articles, the day of rates for those without a date, and whether to use trained models.
Runner = Callable[[Iterable[Article], date | None, bool], Iterator[ArticleResult | Failure]]

RUNNERS: dict[str, Runner] = {
    "serial": run_serial,
}
