"""The records of an output folder, article by article: only the findings are held in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.exporters.jsonl import read_exact

Row = dict[str, Any]

# Tables whose articles come in the order of articles.jsonl; what several articles together
# tell (findings) is written later.
_IN_ORDER = ("sentences", "tokens", "phrases", "entities", "figures", "times", "claims", "issues")


@dataclass(frozen=True, slots=True)
class ArticleRecords:
    """All records of one article, each list in the order of its file; numbers are texts."""

    article: Row
    sentences: list[Row]
    tokens: list[Row]
    phrases: list[Row]
    entities: list[Row]
    figures: list[Row]
    times: list[Row]
    claims: list[Row]
    issues: list[Row]
    findings: list[Row]


def read_articles(out: Path) -> Iterator[ArticleRecords]:
    """The articles of an output folder with all their records, in the order of articles.jsonl.

    Raises: ConfigError when a file is not there, or holds records of an article that is not.
    """
    check_outputs(out)
    findings = _by_article(out / "findings.jsonl")
    tables = {name: _Table(out / f"{name}.jsonl") for name in _IN_ORDER}
    for article in read_exact(out / "articles.jsonl"):
        name = article["article_id"]
        rows = {table: records.take(name) for table, records in tables.items()}
        yield ArticleRecords(article, **rows, findings=findings.pop(name, []))
    for table in tables.values():
        table.check_end()
    if findings:
        raise ConfigError(f"{out}: findings.jsonl names {min(findings)}, which articles.jsonl has not")


def check_outputs(out: Path) -> None:
    """Raises: ConfigError when a folder is not what a run has written."""
    for name in ("articles", "findings", "editions", *_IN_ORDER):
        if not (out / f"{name}.jsonl").is_file():
            raise ConfigError(f"{out}: {name}.jsonl is not here; start with: run")


def read_editions(out: Path) -> list[list[Row]]:
    """The rows of each article with editions, in the order of editions.jsonl; may be empty."""
    rows = read_exact(out / "editions.jsonl")
    return [list(group) for _, group in groupby(rows, key=lambda row: row["edition_of"])]


def _by_article(path: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in read_exact(path):
        found.setdefault(row["article_id"], []).append(row)
    return found


class _Table:
    """A file whose records are taken article by article."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = read_exact(path)
        self._next = next(self._rows, None)

    def take(self, article_id: str) -> list[Row]:
        """The records of an article that come next; none if they are of another."""
        rows = []
        while self._next is not None and self._next["article_id"] == article_id:
            rows.append(self._next)
            self._next = next(self._rows, None)
        return rows

    def check_end(self) -> None:
        if self._next is not None:
            raise ConfigError(
                f"{self._path}: {self._next['article_id']} is out of order or in no article; run again"
            )
