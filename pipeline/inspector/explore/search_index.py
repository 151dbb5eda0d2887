"""The full-text index beside ``corpus.sqlite``, in a file of its own: ``search.sqlite``.

It holds the sentences and mentions with the language and day of their article, so that one page
can search and count them, and the keys of every sentence (FTS5). All of it is made from
``corpus.sqlite``, which is only read; it is made anew when that has other bytes.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from unicodedata import unidata_version

from pipeline.errors import ConfigError, ExportError
from pipeline.exporters.schema import SCHEMA_VERSION
from pipeline.inspector.explore import words
from pipeline.store import hash_file, sync_to_disk

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE sentences (
    id INTEGER PRIMARY KEY, article_id TEXT, title TEXT, lang TEXT, published_on TEXT, sentence INTEGER,
    zone TEXT, start INTEGER, "end" INTEGER, surface TEXT
);
CREATE TABLE mentions (
    id INTEGER PRIMARY KEY, article_id TEXT, title TEXT, lang TEXT, published_on TEXT, layer TEXT,
    surface TEXT, start INTEGER, "end" INTEGER, kind TEXT, label TEXT, unit TEXT, entity TEXT,
    metric TEXT, verdict TEXT, source TEXT, sentence_id INTEGER REFERENCES sentences (id)
);
-- Its text is in sentences; kept here are keys and places only.
CREATE VIRTUAL TABLE sentences_fts USING fts5 (keys, content = '', tokenize = 'ascii');
"""

_SENTENCES = """
INSERT INTO sentences (article_id, title, lang, published_on, sentence, zone, start, "end", surface)
SELECT s.article_id, a.title, a.lang, a.published_on, s.sentence, s.zone, s.start, s."end", s.surface
FROM corpus.sentences AS s JOIN corpus.articles AS a USING (article_id)
ORDER BY s.rowid;
CREATE INDEX "sentences.article_id" ON sentences (article_id, start);
"""

# The gravest verdict of the findings about a figure, which is the first each names.
_VERDICTS = """
CREATE TEMP TABLE judged AS
SELECT json_extract(figure_ids, '$[0]') AS figure_id,
    CASE min(CASE verdict WHEN 'contradicted' THEN 1 WHEN 'doubtful' THEN 2 WHEN 'holds' THEN 3 ELSE 4 END)
        WHEN 1 THEN 'contradicted' WHEN 2 THEN 'doubtful' WHEN 3 THEN 'holds' ELSE 'not_checkable'
    END AS verdict
FROM corpus.findings GROUP BY 1;
CREATE INDEX temp.by_figure ON judged (figure_id);
"""

_MENTIONS = """
INSERT INTO mentions (
    article_id, title, lang, published_on, layer, surface, start, "end",
    kind, label, unit, entity, metric, verdict, source, sentence_id
)
SELECT m.article_id, a.title, a.lang, a.published_on, m.layer, m.surface, m.start, m."end",
    m.kind, m.label, m.unit, m.entity, m.metric, m.verdict, m.source,
    (SELECT s.id FROM main.sentences AS s
     WHERE s.article_id = m.article_id AND s.start <= m.start AND m."end" <= s."end"
     ORDER BY s.start DESC LIMIT 1)
FROM (
    SELECT article_id, 'entity' AS layer, surface, start, "end", NULL AS kind, label, NULL AS unit,
        coalesce(name, code, coref, referent, surface) AS entity, NULL AS metric, NULL AS verdict, source
    FROM corpus.entities
    UNION ALL
    SELECT f.article_id, 'figure', f.surface, f.start, f."end", f.kind, NULL, f.unit,
        c."subject.name", c."metric.code", j.verdict, NULL
    FROM corpus.figures AS f
    LEFT JOIN corpus.claims AS c USING (figure_id)
    LEFT JOIN temp.judged AS j USING (figure_id)
    UNION ALL
    SELECT article_id, 'time', surface, start, "end", type, NULL, NULL, NULL, NULL, NULL, NULL
    FROM corpus.times
) AS m JOIN corpus.articles AS a USING (article_id)
ORDER BY a.rowid, m.start, m."end", m.layer;
"""
_FACETS = ("lang", "layer", "kind", "label", "unit", "entity", "metric", "verdict", "source")


def find_corpus(out: Path) -> Path:
    """``corpus.sqlite`` of an output folder.

    Raises: ConfigError when it is not there, is no database, or is of another version of the schema.
    """
    corpus = out / "corpus.sqlite"
    if not corpus.is_file():
        raise ConfigError(f"{out}: corpus.sqlite is not here; start with: run")
    try:
        with closing(_open_to_read(corpus)) as connection:
            row = connection.execute("SELECT value FROM about WHERE name = 'schema_version'").fetchone()
    except sqlite3.Error as error:
        raise ConfigError(f"{corpus}: {error}; run again") from error
    if row is None or row[0] != SCHEMA_VERSION:
        version = row[0] if row else "unknown"
        raise ConfigError(f"{corpus}: schema version {version}, wanted {SCHEMA_VERSION}; run again")
    return corpus


def refresh_index(corpus: Path, index: Path, tell: Callable[[str], None] = lambda _: None) -> bool:
    """Make the index anew unless it is that of these bytes already; whether it was made.

    It appears whole or not at all, and may be made by two at once. ``tell`` gets a line before it is made.

    Raises: ExportError when it cannot be written, or when the outputs change meanwhile.
    """
    key = _key(corpus)
    if _read_key(index) == key:
        return False
    tell(f"making the full-text index of {corpus} ({corpus.stat().st_size:,} bytes) -> {index}")
    temporary = None
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".search-", suffix=".sqlite", dir=index.parent)
        temporary = Path(name)
        os.close(handle)
        _write(corpus, temporary, key)
        if _key(corpus) != key:
            raise ExportError(f"{corpus}: was written while it was read; start again when the run has ended")
        temporary.chmod(0o644)  # mkstemp lets nobody else read
        sync_to_disk(temporary)
        temporary.replace(index)
        sync_to_disk(index.parent)
    except (OSError, sqlite3.Error) as error:
        raise ExportError(f"{index}: cannot be written ({error}); give --index FILE") from error
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)
    return True


def _key(corpus: Path) -> str:
    """What the index was made of: the data, and all that tells how a text gives its keys."""
    return f"{hash_file(corpus)} {words.VERSION} {SCHEMA_VERSION} {unidata_version}"


def _read_key(index: Path) -> str | None:
    if not index.is_file():
        return None
    try:
        with closing(_open_to_read(index)) as connection:
            row = connection.execute("SELECT value FROM about WHERE name = 'made_of'").fetchone()
    except sqlite3.Error:
        return None  # broken, or no index at all: it is made anew
    return str(row[0]) if row else None


def _open_to_read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _write(corpus: Path, target: Path, key: str) -> None:
    with closing(sqlite3.connect(target.absolute().as_uri(), uri=True, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS corpus", [f"{corpus.absolute().as_uri()}?mode=ro"])
        # The file has another name until it is whole: a journal would guard nothing.
        whole = "PRAGMA main.journal_mode = OFF; PRAGMA main.synchronous = OFF; BEGIN;"
        connection.executescript(whole + _TABLES + _SENTENCES + _VERDICTS + _MENTIONS)
        connection.executemany("INSERT INTO sentences_fts (rowid, keys) VALUES (?, ?)", _keys(connection))
        connection.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('optimize')")
        for column in ("article_id", "sentence_id", *_FACETS):
            connection.execute(f'CREATE INDEX "mentions.{column}" ON mentions ("{column}")')
        connection.execute("INSERT INTO about VALUES ('made_of', ?)", [key])
        connection.execute("COMMIT")


def _keys(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for number, surface in connection.execute("SELECT id, surface FROM sentences"):
        yield number, " ".join(word.key for word in words.read_words(surface))
