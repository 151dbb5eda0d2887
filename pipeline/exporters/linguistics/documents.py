"""KH Coder: a CSV a language, an article a row, its text and what it can be compared by.

A project of KH Coder has one language, hence a file for each. Tags, bylines, footers and the
repeated title are left out: they are the same in all articles and would lead every list of words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.exporters.csv_file import guard
from pipeline.exporters.linguistics.articles import RUNNING, ArticleRecords

_HEAD = ("text", "article_id", "date", "month", "lang", "source", "title")


def write_documents(articles: Iterable[ArticleRecords], folder: Path) -> dict[str, int]:
    """``ja.csv``, ``zh.csv`` ...: utf-8-sig, CRLF, no cell that runs; no article is left out."""
    with ExitStack() as files:
        writers: dict[str, Any] = {}
        for records in articles:
            lang = records.article["lang"]
            if lang not in writers:
                path = folder / f"{lang}.csv"
                stream = files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
                writers[lang] = csv.writer(stream, lineterminator="\r\n")
                writers[lang].writerow(_HEAD)
            writers[lang].writerow([guard(cell) for cell in _read_row(records)])
    return {}


def _read_row(records: ArticleRecords) -> list[str]:
    article = records.article
    day = article["published_on"] or ""
    cells = (article["article_id"], day, day[:7], article["lang"], article["source"], article["title"])
    return [read_running_text(records), *(cell or "" for cell in cells)]


def read_running_text(records: ArticleRecords) -> str:
    """Title, lead and body, a line break between zones; the whole text where no zones are marked."""
    zones, text = records.article["zones"], records.text
    parts = [text[zone["start"] : zone["end"]].strip() for zone in zones if zone["kind"] in RUNNING]
    return "\n".join(part for part in parts if part) or text.strip()
