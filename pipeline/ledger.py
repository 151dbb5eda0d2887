"""The ledger: of every article what it was made of, by which rules, and what came of it.

One SQLite file (WAL) inside the output folder, ``.ledger.sqlite``. A result is kept in one
transaction of its own as soon as it is there: a run that is killed loses at most the articles it
was working on. The outputs are made from it anew; without it every article is processed again.

    SELECT source, state, error FROM articles WHERE state = 'failed'

``result`` and ``summary`` are JSON, compressed by zlib; JSON and no pickle, as a ledger may come
from somewhere else. ``rendered`` are the bytes that the outputs take of the article, behind a line
of JSON that tells their names and lengths; compressed too.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipeline.datatypes import Article, ArticleResult, Brief, Made, Rendered, Summary
from pipeline.errors import ConfigError

NAME = ".ledger.sqlite"
# Another layout needs another number: a ledger with another one is made anew.
LAYOUT = 2
# Compressing harder takes longer than it saves.
_LEVEL = 1

_TABLES = """
CREATE TABLE articles (
    article_id TEXT PRIMARY KEY,
    source TEXT NOT NULL,    -- where it was read from
    state TEXT NOT NULL,     -- done, failed or removed (a tombstone)
    content TEXT NOT NULL,   -- sha256 of all that came in of it
    langs TEXT NOT NULL,     -- languages whose tables read it, its own first: "ja zh"
    rules TEXT NOT NULL,     -- fingerprint of what made the result: code, tables, dictionaries, model
    telling TEXT NOT NULL,   -- fingerprint of what made the summary
    writing TEXT NOT NULL,   -- fingerprint of what wrote its records
    error TEXT,              -- why it failed
    result BLOB, summary BLOB, rendered BLOB
);
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


_KNOWN = "source, state, content, langs, rules, telling, writing, error"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of an article, without its result; fields as the columns of ``articles``."""

    article_id: str
    source: str
    state: str
    content: str
    langs: tuple[str, ...]
    rules: str
    telling: str
    writing: str
    error: str | None = None


class Ledger:
    """An open ledger. Every call is a transaction of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, article_id: str) -> Entry | None:
        """What is known of an article, null if nothing is."""
        row = self._connection.execute(
            f"SELECT {_KNOWN} FROM articles WHERE article_id = ?",  # noqa: S608 - columns of ours
            [article_id],
        ).fetchone()
        return None if row is None else _entry(article_id, *row)

    def read_result(self, article_id: str) -> ArticleResult:
        """The result of an article that is done."""
        result: ArticleResult = _unpack(ArticleResult, self._read("result", article_id))
        return result

    def read_summary(self, article_id: str) -> Summary:
        """The summary of an article that is done."""
        summary: Summary = _unpack(Summary, self._read("summary", article_id))
        return summary

    def read_rendered(self, article_id: str) -> Rendered:
        """What the outputs take of an article that is done."""
        return unpack_rendered(self._read("rendered", article_id))

    def save(self, entry: Entry, made: Made | None = None) -> None:
        """Keep what came of an article: null of one that failed."""
        blobs = (made.result, made.summary, made.rendered) if made else (None, None, None)
        self._connection.execute(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                entry.article_id, entry.source, entry.state, entry.content, " ".join(entry.langs),
                entry.rules, entry.telling, entry.writing, entry.error, *blobs,
            ],
        )  # fmt: skip

    def entries(self, state: str) -> list[Entry]:
        """All articles of a state, by source."""
        rows = self._connection.execute(
            f"SELECT article_id, {_KNOWN} FROM articles"  # noqa: S608 - columns of ours
            " WHERE state = ? ORDER BY source, article_id",
            [state],
        )
        return [_entry(*row) for row in rows]

    def bury(self, article_id: str) -> None:
        """Make a tombstone of an article that is no longer there."""
        self._connection.execute(
            "UPDATE articles SET state = 'removed', result = NULL, summary = NULL, rendered = NULL"
            " WHERE article_id = ?",
            [article_id],
        )

    def note(self, name: str, value: str) -> None:
        """Keep a fact of the whole batch."""
        self._connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", [name, value])

    def noted(self, name: str) -> str | None:
        """A fact that was kept, null if it was not."""
        row = self._connection.execute("SELECT value FROM about WHERE name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def _read(self, column: str, article_id: str) -> bytes:
        row = self._connection.execute(
            f"SELECT {column} FROM articles WHERE article_id = ?",  # noqa: S608 - a column of ours
            [article_id],
        ).fetchone()
        return bytes(row[0])


@contextmanager
def open_ledger(out: Path, *, write: bool = True) -> Iterator[Ledger]:
    """The ledger of an output folder; made if it is not there, or in memory alone if not to be written.

    Raises: ConfigError when the file is damaged: it may be deleted, all is then processed again.
    """
    path = out / NAME
    where = path if write or path.exists() else ":memory:"
    try:
        with closing(sqlite3.connect(where, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            # A crash of the machine may lose the last results, never the ledger.
            connection.execute("PRAGMA synchronous = NORMAL")
            if connection.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
                connection.executescript(
                    "BEGIN; DROP TABLE IF EXISTS articles; DROP TABLE IF EXISTS about;"
                    f"{_TABLES} PRAGMA user_version = {LAYOUT}; COMMIT"
                )
            yield Ledger(connection)
    except (sqlite3.DatabaseError, zlib.error) as error:
        raise ConfigError(
            f"{path}: {error}; delete it if it stays so: the next run makes everything anew"
        ) from error


def _entry(article_id: str, *row: Any) -> Entry:
    source, state, content, langs, *rest = row
    return Entry(article_id, source, state, content, tuple(langs.split()), *rest)


def dump_article(article: Article) -> bytes:
    """An article as JSON with all its fields: what its hash is taken of."""
    dumped: bytes = _adapter(Article).dump_json(article)
    return dumped


def pack_result(result: ArticleResult) -> bytes:
    """A result as `Ledger.save` takes it."""
    return _pack(ArticleResult, result)


def pack_summary(summary: Summary) -> bytes:
    """A summary as `Ledger.save` takes it."""
    return _pack(Summary, summary)


def pack_rendered(rendered: Rendered) -> bytes:
    """What the outputs take of an article as `Ledger.save` takes it."""
    lengths = [(name, len(piece)) for name, piece in rendered.pieces.items()]
    head = _adapter(_Head).dump_json(_Head(rendered.brief, lengths))
    return zlib.compress(b"".join([head, b"\n", *rendered.pieces.values()]), _LEVEL)


def unpack_rendered(packed: bytes) -> Rendered:
    """The same back."""
    head, _, body = zlib.decompress(packed).partition(b"\n")
    read: _Head = _adapter(_Head).validate_json(head)
    ends = accumulate(length for _, length in read.lengths)
    pieces = {name: body[end - length : end] for (name, length), end in zip(read.lengths, ends, strict=True)}
    return Rendered(read.brief, pieces)


@dataclass(frozen=True, slots=True)
class _Head:
    """The first line of what is rendered: names and lengths of the pieces behind it."""

    brief: Brief
    lengths: list[tuple[str, int]]


def _pack(kind: Any, value: Any) -> bytes:
    return zlib.compress(_adapter(kind).dump_json(value), _LEVEL)


def _unpack(kind: Any, packed: bytes) -> Any:
    return _adapter(kind).validate_json(zlib.decompress(packed))


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter  # noqa: PLC0415 - takes long to load, and status can do without

    return TypeAdapter(kind)
