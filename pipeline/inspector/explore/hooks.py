"""What Datasette asks of us: SQL functions for the search, how cells look, who gets a page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_encode
from markupsafe import Markup

from pipeline.inspector.explore.application import Explorer
from pipeline.inspector.explore.metadata import CORPUS, SEARCH
from pipeline.inspector.explore.words import find_hits, match_expression, match_phrases

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]

# Code points shown before and after a hit.
_BEFORE, _AFTER = 30, 60
# Columns in the language of the article; of a longer one this much is shown.
_TEXTS = {"surface", "title", "hit", "before", "after", "said", "cue"}
_MOST = 2000


# After Datasette's own, which would give the search box its own reading of a query.
@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Give connections to the index their functions; ``_search=`` of its tables is read as ours too."""
    if database != SEARCH or not isinstance(datasette, Explorer):
        return
    for name in ("fts_query", "escape_fts"):
        conn.create_function(name, 1, _expression, deterministic=True)
    conn.create_function("fts_terms", 1, _phrases, deterministic=True)
    conn.create_function("hit_start", 2, lambda text, query: _hit(text, query)[0], deterministic=True)
    conn.create_function("hit_end", 2, lambda text, query: _hit(text, query)[1], deterministic=True)
    conn.create_function("hit_text", 2, lambda text, query: _hit(text, query)[3], deterministic=True)
    conn.create_function("hit_before", 2, lambda text, query: _hit(text, query)[2], deterministic=True)
    conn.create_function("hit_after", 2, lambda text, query: _hit(text, query)[4], deterministic=True)


def _expression(query: Any) -> str:
    return match_expression(_as_text(query))


def _phrases(query: Any) -> str:
    return json.dumps(match_phrases(_as_text(query)), ensure_ascii=False)


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


@lru_cache(maxsize=64)
def _hit(text: Any, query: Any) -> tuple[int | None, int | None, str | None, str | None, str | None]:
    """Start and end of the first hit in a text, what is before it, the hit, what is after; as published."""
    text = _as_text(text)
    hits = find_hits(text, _as_text(query))
    if not hits:
        return None, None, None, None, None
    start, end = hits[0]
    return start, end, text[max(0, start - _BEFORE) : start], text[start:end], text[end : end + _AFTER]


@hookimpl  # which gives arguments by position
def render_cell(  # noqa: PLR0917
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Any:
    """Texts in the language they are in, hits in the middle, articles as links; None leaves it to Datasette.

    In ``corpus`` Datasette itself makes links of ids in tables; only results of queries are left to us.
    """
    ours = isinstance(datasette, Explorer) and (database == SEARCH or table is None)
    if not ours or not isinstance(value, str):
        return None
    if column == "article_id":
        place = datasette.urls.row(CORPUS, "articles", tilde_encode(value))
        return Markup('<a href="{}">{}</a>').format(place, value)
    if column not in _TEXTS:
        return None
    language = row["lang"] if "lang" in row.keys() else None  # noqa: SIM118 - "in" looks at the values
    kind = column if column in ("before", "hit", "after") else "said"
    shown = value if len(value) <= _MOST else value[:_MOST] + "\u2026"
    return Markup('<span class="text-{}"{}>{}</span>').format(
        kind, Markup(' lang="{}"').format(language) if language else "", shown
    )


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """Let an Explorer look at each request before anything answers it."""

    def wrap(app: App) -> App:
        async def guarded(scope: Scope, receive: Any, send: Any) -> None:
            refusal = None
            if scope["type"] == "http" and isinstance(datasette, Explorer):
                host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
                refusal = datasette.refusal(scope["method"], host)
            await (refusal.asgi_send(send) if refusal else app(scope, receive, send))

        return guarded

    return wrap
