"""Results -> pages for people: the explorer, and the corrections that come back from it.

`write_explorer` makes a folder (or one file) that a browser opens without a server; what a
person corrects there comes back as a file and is read by ``pipeline.inspector.corrections``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.exporters.linguistics.articles import Lexicons
from pipeline.inspector.columns import article_chunk
from pipeline.inspector.indexing import TextIndex
from pipeline.inspector.mentions import MentionColumns, worst_verdict
from pipeline.inspector.page import (
    ASSETS,
    SCRIPTS,
    STYLES,
    chunk_script,
    linked_page,
    single_page,
    strings_chunk,
)
from pipeline.inspector.reading import ArticleRecords, Row, read_articles, read_editions
from pipeline.inspector.vocabulary import Vocabulary
from pipeline.store import stage_outputs

__all__ = ["Languages", "Written", "write_explorer"]

INDEX = "index.html"
# Texts are searched and shown in KWIC lines by the dozen: a file each would be slow.
TEXTS_A_CHUNK = 32
_OURS = re.compile(r"index\.html|assets/[\w.]+|data/[a-z]+(?:-[0-9]+)?\.js")
_LICENCES = ("uplot.LICENSE.txt",)


@dataclass(frozen=True, slots=True)
class Languages:
    """What only the tables of languages know.

    ``names``: by language of the interface, what a code is called: ``{"ja": {"metric.revenue": "売上高"}}``.
    ``lexicons``: from a language to what gives the dictionary's entries of a text, None where it has none.
    """

    names: Mapping[str, Mapping[str, str]]
    lexicons: Lexicons


@dataclass(frozen=True, slots=True)
class Written:
    """What an explorer holds: articles, files, and the bytes of them all."""

    articles: int
    files: int
    size: int


def write_explorer(out: Path, to: Path, languages: Languages, *, one_file: bool = False) -> Written:
    """Write the explorer of the records in ``out`` into the folder ``to``.

    Args:
        one_file: everything in index.html, to be sent around; for small corpora.

    Raises: ConfigError when ``out`` holds no outputs; ExportError when a file cannot be written.
    """
    with (
        stage_outputs(to, lambda name: _OURS.fullmatch(name) is not None, INDEX) as folder,
        Vocabulary(languages.lexicons) as vocabulary,
    ):
        chunks = _chunks(out, vocabulary)
        strings = strings_chunk(languages.names)
        articles = 0
        if one_file:
            scripts = [strings]
            for name, content in chunks:
                scripts.append(chunk_script(name, content))
                articles += name.startswith("article-")
            (folder / INDEX).write_text(single_page(scripts), encoding="utf-8", newline="\n")
        else:
            articles = _write_files(folder, strings, chunks)
        files = [path for path in folder.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
    return Written(articles, len(files), size)


def _write_files(folder: Path, strings: str, chunks: Iterator[tuple[str, Any]]) -> int:
    (folder / "assets").mkdir()
    (folder / "data").mkdir()
    for name in (*STYLES, *SCRIPTS, *_LICENCES):
        (folder / "assets" / name).write_bytes((ASSETS / name).read_bytes())
    (folder / "data/strings.js").write_text(strings, encoding="utf-8", newline="\n")
    articles = 0
    for name, content in chunks:
        path = folder / "data" / f"{name}.js"
        path.write_text(chunk_script(name, content), encoding="utf-8", newline="\n")
        articles += name.startswith("article-")
    (folder / INDEX).write_text(linked_page(), encoding="utf-8", newline="\n")
    return articles


def _chunks(out: Path, vocabulary: Vocabulary) -> Iterator[tuple[str, Any]]:
    """Name and content of every chunk of data; what needs all articles comes last."""
    mentions, index = MentionColumns(), TextIndex()
    listed: list[list[Any]] = []
    texts: list[str] = []
    for number, records in enumerate(read_articles(out)):
        yield f"article-{number}", article_chunk(records)
        mentions.add(records)
        read = vocabulary.read(records)
        index.add(read, vocabulary.add(number, read))
        listed.append(_listed(records))
        texts.append(records.article["text"])
        if len(texts) == TEXTS_A_CHUNK:
            yield f"texts-{number // TEXTS_A_CHUNK}", texts
            texts = []
    if texts:
        yield f"texts-{(len(listed) - 1) // TEXTS_A_CHUNK}", texts
    yield "mentions", mentions.chunk()
    yield "plots", mentions.plots()
    pairs, lemmas = index.pieces()
    yield from ((f"pairs-{number}", piece) for number, piece in enumerate(pairs))
    yield from ((f"lemmas-{number}", piece) for number, piece in enumerate(lemmas))
    yield from vocabulary.chunks()
    groups = read_editions(out)
    yield from ((f"editions-{number}", _edition_rows(rows)) for number, rows in enumerate(groups))
    yield (
        "corpus",
        {
            "articles": listed,
            "pieces": len(pairs),
            "textsAChunk": TEXTS_A_CHUNK,
            "vocabulary": vocabulary.sizes(),
            "editions": [_edition_group(rows) for rows in groups],
        },
    )


def _listed(records: ArticleRecords) -> list[Any]:
    """What the list shows of an article."""
    article = records.article
    keys = ("article_id", "lang", "title", "published_on", "source", "url", "edition_of", "content_sha256")
    counts = (records.entities, records.figures, records.times, records.claims, records.findings)
    return [
        *(article[key] for key in keys),
        int(article["characters"]),
        *map(len, counts),
        worst_verdict(records.findings),
    ]


def _edition_group(rows: list[Row]) -> dict[str, Any]:
    severities = [row["severity"] for row in rows]
    return {
        "of": rows[0]["edition_of"],
        "articles": [cell["article_id"] for cell in rows[0]["cells"]],
        "severe": severities.count("severe"),
        "minor": severities.count("minor"),
        "rows": len(rows),
    }


def _edition_rows(rows: list[Row]) -> list[Row]:
    return [
        {key: value for key, value in row.items() if key not in ("article_id", "edition_of")} for row in rows
    ]
