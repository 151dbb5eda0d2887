"""Where articles are processed. A runner maps ``process_article`` over articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from pipeline.datatypes import Article, ArticleResult
from pipeline.runners.serial import Failure, run_serial

__all__ = ["RUNNERS", "Failure", "Runner", "run_serial"]

Runner = Callable[[Iterable[Article], date | None], Iterator[ArticleResult | Failure]]

RUNNERS: dict[str, Runner] = {
    "serial": run_serial,
}
