"""Text and the fields beside it -> Article; the fields come from a sidecar or a JSON line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.corpus.texts import check_front_matter, check_text, decode_text
from pipeline.datatypes import Article
from pipeline.errors import CorpusError, TableError
from pipeline.tables import read_table

# ``title`` is for people who read the sidecar; the title of record is a zone of the text.
SIDECAR_KEYS = frozenset({"url", "published_on", "lang", "edition_of", "title"})
SIDECAR_LIMIT = 64 * 1024
_NOTHING = ("", "null", "~")  # the strict YAML reader gives null as written
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """The languages there are, and how to tell which one a text is in.

    Handed in by the caller: the corpus knows no language itself.
    """

    known: tuple[str, ...]
    detect: Callable[[str], str]

    def named(self, code: str) -> str:
        """The language a code stands for: ``zh-Hant`` is ``zh``.

        Raises: CorpusError for a language without a pack.
        """
        plain = code.strip().lower().replace("_", "-")
        for candidate in (plain, plain.partition("-")[0]):
            if candidate in self.known:
                return candidate
        raise CorpusError(f"unknown-language: no language {code!r}; there are: {', '.join(self.known)}")

    def of_text(self, text: str) -> str:
        """The language a text is written in, told from the text alone."""
        return self.named(self.detect(text))


def derive_article_id(key: str) -> str:
    """A stable id from a URL or path, never from the text.

    >>> derive_article_id("ja/000_39dabbda776826a5.txt")
    'tf:607f658e4e1b'
    """
    return "tf:" + hashlib.sha256(key.encode("utf-8")).hexdigest()[:12]


def content_sha256(text: str) -> str:
    """The hash of a text as published: it changes with an edit, the id does not.

    >>> content_sha256("Tether")[:8]
    'b1b7a97b'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def make_article(
    text: str, fields: Fields, source: str, languages: LanguageChoice, default_lang: str | None = None
) -> Article:
    """An article from its text and the fields of its sidecar or JSON line.

    The language is the one its fields name, else ``default_lang`` (its folder's), else
    the one detected.

    Raises: CorpusError for a text or field that cannot be used.
    """
    check_text(text)
    check_front_matter(text)
    url = _read_field(fields, "url")
    given = _read_field(fields, "lang")
    lang = languages.named(given) if given else default_lang or languages.of_text(text)
    return Article(
        article_id=derive_article_id(url or source),
        lang=lang,
        text=text,
        published_on=read_published_on(fields),
        published_at=read_published_at(fields),
        url=url,
        edition_of=_read_field(fields, "edition_of"),
        source=source,
    )


def read_published_on(fields: Fields) -> date | None:
    """The day of ``published_on`` or ``date``: ``2024-07-01T09:00:00+09:00`` is 2024-07-01.

    Raises: CorpusError for no such day, or when the two keys disagree.
    """
    days = {key: parse_day(given) for key in ("published_on", "date") if (given := _read_field(fields, key))}
    if len(set(days.values())) > 1:
        raise CorpusError("wrong-date: date and published_on name different days; keep one")
    return next(iter(days.values()), None)


def read_published_at(fields: Fields) -> datetime | None:
    """The moment of ``published_on`` or ``date``, null when they say no time of day.

    Raises: CorpusError for no such time, or when the two keys disagree.
    """
    given = [value for key in ("published_on", "date") if (value := _read_field(fields, key))]
    moments = {datetime.fromisoformat(value) for value in given if not _DAY.fullmatch(value)}
    if len(moments) > 1:
        raise CorpusError("wrong-date: date and published_on name different times; keep one")
    return next(iter(moments), None)


def parse_day(written: str) -> date:
    """The day an ISO date stands for; of a date with a time, the day as written.

    >>> parse_day("2024-07-01 23:30")
    datetime.date(2024, 7, 1)

    Raises: CorpusError for anything else, such as 2024/7/1 or 2023-02-29.
    """
    try:
        if _DAY.fullmatch(written):
            return date.fromisoformat(written)
        if _DAY.match(written):
            return datetime.fromisoformat(written).date()
    except ValueError as error:
        raise CorpusError(f"wrong-date: {written!r} is no day ({error})") from error
    raise CorpusError(f"wrong-date: {written[:40]!r} is no date; write YYYY-MM-DD")


def _read_field(fields: Fields, key: str) -> str | None:
    """A field's text, stripped; None when it is absent, null or blank."""
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise CorpusError(f"wrong-type: {key} must be a text, not {type(value).__name__}")
    value = value.strip()
    return None if value in _NOTHING else check_text(value, key)


def read_sidecar(path: Path) -> Fields:
    """The fields of a sidecar: ``{"url": "https://...", "published_on": "2024-07-01"}``.

    Raises: CorpusError for broken YAML, an unknown key, or a file too large to be one.
    """
    if path.stat().st_size > SIDECAR_LIMIT:
        raise CorpusError(f"sidecar: larger than {SIDECAR_LIMIT} bytes; a sidecar holds a few fields")
    try:
        fields = read_table(path)
    except TableError as error:
        # The record names the source already, and whole paths differ from machine to machine.
        reason = str(error).replace(str(path), "").lstrip(":").splitlines()[0]
        raise CorpusError(
            f"sidecar: line {reason}" if reason[:1].isdigit() else f"sidecar:{reason}"
        ) from error
    except RecursionError as error:
        raise CorpusError("sidecar: not plain 'key: value' lines; a sidecar holds a few fields") from error
    if not isinstance(fields, dict):
        raise CorpusError("sidecar: not plain 'key: value' lines; a sidecar holds a few fields")
    for key, value in fields.items():
        if key not in SIDECAR_KEYS:
            raise CorpusError(
                f"sidecar: unknown key {str(key)[:40]!r}; known: {', '.join(sorted(SIDECAR_KEYS))}"
            )
        if not isinstance(value, str):
            raise CorpusError(f"sidecar: {key} must be a text")
    return fields


def parse_line(raw: bytes) -> dict[str, Any] | None:
    """One JSON line as a dict, or None for a blank line (skipped, but counted).

    Keys beyond ours are left alone: exports of other programs carry more columns.

    Raises: CorpusError for what is not one JSON object.
    """
    text = decode_text(raw)
    if not text.strip():
        return None
    try:
        fields = json.loads(text, object_pairs_hook=_read_object, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise CorpusError("not-json: nested too deeply") from error
    except ValueError as error:  # JSONDecodeError, and integers of thousands of digits
        raise CorpusError(f"not-json: {error}; every line must be one JSON object") from error
    if not isinstance(fields, dict):
        raise CorpusError(f"wrong-type: the line is a {type(fields).__name__}, not a JSON object")
    return fields


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise CorpusError(f"not-json: key given twice: {twice[:40]!r}")
    return fields


def _refuse_constant(name: str) -> None:
    raise CorpusError(f"not-json: {name} is no JSON value")


def read_line_id(fields: Fields) -> str | int | None:
    """The ``id`` of a JSON line as given, or None.

    Raises: CorpusError for an id that is neither a text nor a whole number.
    """
    given = fields.get("id")
    if given is None or (isinstance(given, int) and not isinstance(given, bool)):
        return given
    if not isinstance(given, str):
        raise CorpusError(f"wrong-type: id must be a text or a whole number, not {type(given).__name__}")
    return check_text(given, "id")


def read_line_text(fields: Fields) -> str:
    """The ``text`` of a JSON line.

    Raises: CorpusError when there is none, or it is no text.
    """
    if fields.get("text") is None:
        raise CorpusError("no-text: the line has no text; give it a key 'text'")
    text = fields["text"]
    if not isinstance(text, str):
        raise CorpusError(f"wrong-type: text must be a text, not {type(text).__name__}")
    return text
