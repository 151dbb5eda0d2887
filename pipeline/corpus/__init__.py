"""Files -> Article, or Rejected with the reason: nothing broken gets past here.

``*.txt`` is one article, its fields in a sidecar of the same stem (``.yaml``:
url, published_on, lang, edition_of, title); ``*.jsonl`` is one article a line:
``{"id"?, "text", "lang"?, "date" or "published_on"?, "url"?, "edition_of"?}``.
A UTF-8 byte order mark is no part of the text; all else is kept as it stands,
newlines too.
"""

from pipeline.corpus.entries import (
    LanguageChoice,
    content_sha256,
    derive_article_id,
    make_article,
    parse_day,
    parse_line,
    read_line_id,
    read_line_text,
)
from pipeline.corpus.reading import (
    DEFAULT_SIZE_LIMIT,
    InputFile,
    describe_files,
    read_corpus,
    read_lines,
    rejected_from,
)
from pipeline.corpus.sources import Rejected, Source, find_sources, is_read
from pipeline.corpus.texts import check_text, decode_text

__all__ = [
    "DEFAULT_SIZE_LIMIT",
    "InputFile",
    "LanguageChoice",
    "Rejected",
    "Source",
    "check_text",
    "content_sha256",
    "decode_text",
    "derive_article_id",
    "describe_files",
    "find_sources",
    "is_read",
    "make_article",
    "parse_day",
    "parse_line",
    "read_corpus",
    "read_line_id",
    "read_line_text",
    "read_lines",
    "rejected_from",
]
