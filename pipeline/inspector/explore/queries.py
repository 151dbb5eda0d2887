"""The queries that are offered by name: one file of ``queries/`` each, with what it says of itself.

A file begins with lines ``-- name: value``: the database it asks, a title, a description, and examples
of its parameters as they stand in an address; the rest is the SQL::

    -- database: corpus
    -- title: Forecasts
    -- description: What is expected, not what has happened.
    -- example: lang=ja
    SELECT ...
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

from pipeline.errors import ConfigError

_FOLDER = Path(__file__).with_name("queries")
# In the order they are shown.
_NAMES = (
    "search", "search_sentences", "about_entity", "figures_of_entity", "revenue_by_company", "forecasts",
    "findings_by_check", "contested_figures", "edition_contradictions",
)  # fmt: skip
_LINE = re.compile(r"-- (?P<name>database|title|description|example): (?P<value>.+)")
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")


class Query(NamedTuple):
    """A query offered by name; ``examples`` are sets of values for its parameters, may be empty."""

    name: str
    database: str
    title: str
    description: str
    examples: tuple[dict[str, str], ...]
    sql: str

    @property
    def parameters(self) -> list[str]:
        """The names of its parameters in the order they come: ``["q", "lang"]``."""
        return list(dict.fromkeys(_PARAMETER.findall(self.sql)))


@cache
def load_queries() -> tuple[Query, ...]:
    """All queries in the order they are shown.

    Raises: ConfigError for a file that does not say what it is.
    """
    return tuple(_read(_FOLDER / f"{name}.sql") for name in _NAMES)


def _read(path: Path) -> Query:
    said: dict[str, list[str]] = {"database": [], "title": [], "description": [], "example": []}
    lines = path.read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines) and (line := _LINE.fullmatch(lines[at])):
        said[line["name"]].append(line["value"])
        at += 1
    for name in ("database", "title", "description"):
        if not said[name]:
            raise ConfigError(f"{path}: no line -- {name}: at its beginning")
    examples = tuple(dict(parse_qsl(line, strict_parsing=True)) for line in said["example"])
    description = " ".join(said["description"])
    sql = "\n".join(lines[at:]).strip()
    return Query(path.stem, said["database"][0], said["title"][0], description, examples, sql)
