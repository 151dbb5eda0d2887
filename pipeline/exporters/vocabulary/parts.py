"""Parts of a corpus, as ``--part`` names them: ``date=2025-11``, ``source=ja/2025``, ``article=tf:...``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import Any

from pipeline.errors import ConfigError

Row = dict[str, Any]


def _is_on(article: Row, wanted: str) -> bool:
    return f"{article['published_on'] or ''}-".startswith(f"{wanted}-")


def _is_from(article: Row, wanted: str) -> bool:
    source = article["source"] or ""
    return source == wanted or source.startswith(f"{wanted.rstrip('/')}/") or fnmatchcase(source, wanted)


def _is_named(article: Row, wanted: str) -> bool:
    return article["article_id"] in wanted.split(",")


KINDS: dict[str, Callable[[Row, str], bool]] = {"date": _is_on, "source": _is_from, "article": _is_named}


def parse_parts(parts: Sequence[str]) -> Callable[[Row], bool]:
    """Whether an article is in one of the parts.

    >>> is_in = parse_parts(["date=2025-11", "source=ja/news"])
    >>> is_in({"published_on": "2025-11-06", "source": None})
    True
    >>> is_in({"published_on": "2025-12-06", "source": "ja/newspaper/1.txt"})
    False

    Raises: ConfigError for a part that is not named like this.
    """
    wanted = []
    for part in parts:
        kind, equals, value = part.partition("=")
        if kind not in KINDS or not equals or not value:
            raise ConfigError(
                f"no part of a corpus: {part!r}; want date=2025-11, source=FOLDER or article=ID,ID"
            )
        wanted.append((KINDS[kind], value))
    return lambda article: any(is_in(article, value) for is_in, value in wanted)
