"""What was fetched, on disk: texts with their sidecars in the layout of the corpus, raw pages, and a journal.

The journal (``.fetched.jsonl``) has a line for each visit, the last of an address
counts: what the next request says to get a 304, and where the page was put. A run that is
killed loses at most the page it was at.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import re
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.corpus import derive_article_id
from pipeline.errors import ConfigError, ExportError, FetchError

JOURNAL = ".fetched.jsonl"
UNREAD = "unread"  # raw pages in which no body was found
RAW_SUFFIX = ".html.gz"
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one address since it was last visited.

    ``stem`` is the path of the text and its companions without suffix, null where nothing
    was kept; ``page_url`` what the article is known by; ``listed_on`` the date a feed gave;
    ``links`` what a listing named, as
    (address, date, alternates).
    """

    url: str
    status: str
    final_url: str
    page_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    stem: str | None = None
    lang: str | None = None
    published_on: str | None = None
    listed_on: str | None = None
    title: str | None = None
    canonical: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    body_sha256: str | None = None
    edition_of: str | None = None
    method: str | None = None
    reason: str | None = None
    links: tuple[tuple[str, str | None, tuple[tuple[str, str], ...]], ...] = ()


_KEYS = tuple(field.name for field in fields(Entry))


@contextmanager
def open_shelf(folder: Path) -> Iterator[Shelf]:
    """The shelf of a folder, for this process alone; its journal is tidied in the end.

    Raises: ConfigError when the folder cannot be used, or another fetch is writing there;
        ExportError when a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot hold pages: {error.strerror}") from error
    try:
        _lock(handle, folder)
        shelf = Shelf(folder)
        shelf.tidy()  # a line that a kill cut short would spoil the next one
        yield shelf
        shelf.tidy()
    except OSError as error:
        raise ExportError(f"{error.filename or folder}: {error.strerror or error}") from error
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    """Hold the folder itself as the lock: no lock file is left behind."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ConfigError(f"{folder}: another fetch is writing there; wait for it or give --into") from error


class Shelf:
    """The pages in a folder; made by :func:`open_shelf`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries: dict[str, Entry] = {entry.url: entry for entry in _read_journal(folder / JOURNAL)}
        self._by_body = {e.body_sha256: e.url for e in self.entries.values() if e.body_sha256 and e.stem}
        self._by_page = {e.page_url: e.url for e in self.entries.values() if e.page_url and e.stem}

    def text_path(self, entry: Entry) -> Path:
        """Where the text of a stored page is."""
        return self.folder / f"{entry.stem}.txt"

    def holds(self, entry: Entry) -> bool:
        """Whether what an entry speaks of is still there; people may have removed it."""
        if entry.status == "duplicate":
            return self.with_body(entry.body_sha256 or "") is not None
        suffix = RAW_SUFFIX if entry.status == "no-body" else ".txt"
        return entry.stem is None or (self.folder / f"{entry.stem}{suffix}").exists()

    def with_body(self, body_sha256: str) -> Entry | None:
        """The stored page with this body, if there is one."""
        entry = self._stored(self._by_body.get(body_sha256))
        return entry if entry and entry.body_sha256 == body_sha256 else None

    def with_page(self, page_url: str) -> Entry | None:
        """The stored page that is known by this address, if there is one."""
        entry = self._stored(self._by_page.get(page_url))
        return entry if entry and entry.page_url == page_url else None

    def _stored(self, url: str | None) -> Entry | None:
        entry = self.entries.get(url) if url else None
        return entry if entry and entry.status == "stored" and self.holds(entry) else None

    def put(self, entry: Entry, text: str | None, raw: bytes | None) -> None:
        """Keep an entry with its files; what the address held elsewhere before goes.

        ``text`` None: there is none; ``raw`` None: the raw page is kept as it is, or not at all.
        """
        before = self.entries.get(entry.url)
        if raw is not None and entry.stem is not None:
            # No time and no name in it: the same page gives the same bytes.
            write_whole(self.folder / f"{entry.stem}{RAW_SUFFIX}", gzip.compress(raw, mtime=0))
        if text is not None:
            write_whole(self.text_path(entry), text.encode("utf-8"))
            self.write_sidecar(entry)
        self.record(entry)
        if before and before.stem and before.stem != entry.stem:
            self._drop_files(before.stem)

    def record(self, entry: Entry) -> None:
        """Note an entry in the journal, at once."""
        self.entries[entry.url] = entry
        if entry.status == "stored" and entry.body_sha256:
            self._by_body[entry.body_sha256] = entry.url
        if entry.status == "stored" and entry.page_url:
            self._by_page[entry.page_url] = entry.url
        with (self.folder / JOURNAL).open("ab") as stream:
            stream.write(_to_line(entry))
            stream.flush()
            os.fsync(stream.fileno())

    def _drop_files(self, stem: str) -> None:
        if not any(each.stem == stem for each in self.entries.values()):
            for suffix in (".txt", ".yaml", RAW_SUFFIX):
                (self.folder / f"{stem}{suffix}").unlink(missing_ok=True)

    def has_raw(self, entry: Entry) -> bool:
        """Whether the raw page of an entry is kept."""
        return entry.stem is not None and (self.folder / f"{entry.stem}{RAW_SUFFIX}").exists()

    def read_raw(self, entry: Entry) -> bytes:
        """The raw page of an entry as it came.

        Raises: FetchError when the file is damaged.
        """
        try:
            return gzip.decompress((self.folder / f"{entry.stem}{RAW_SUFFIX}").read_bytes())
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise FetchError(f"{entry.stem}{RAW_SUFFIX} is damaged: {error}; fetch it again") from error

    def write_sidecar(self, entry: Entry) -> None:
        """Write the sidecar of a stored page."""
        known = {
            "url": entry.page_url,
            "lang": entry.lang,
            "published_on": entry.published_on,
            "edition_of": entry.edition_of,
            "title": entry.title,
        }
        lines = [f"{key}: {quote(value)}\n" for key, value in known.items() if value]
        write_whole(self.folder / f"{entry.stem}.yaml", "".join(lines).encode("utf-8"))

    def tidy(self) -> None:
        """Write the journal anew with one line for each address, in order."""
        if self.entries:
            lines = [_to_line(entry) for _, entry in sorted(self.entries.items())]
            write_whole(self.folder / JOURNAL, b"".join(lines))


def stem_of(folder: str, page_url: str) -> str:
    """Where a page is put: ``ja/tether-joins-ai-3f2a9c01d4e5``, told by its address alone.

    >>> stem_of("ja", "https://a.example/news/Tether_joins.html?id=7")
    'ja/tether-joins-html-2f1c00c77d04'
    """
    path = page_url.partition("://")[2].partition("?")[0].partition("#")[0]
    last = [part for part in path.split("/") if part][-1]
    slug = _SLUG.sub("-", last.lower()).strip("-")[:_LONGEST_SLUG].strip("-") or "page"
    return f"{folder}/{slug}-{derive_article_id(page_url).partition(':')[2]}"


def hash_body(body: str) -> str:
    """The hash by which mirrors are told: blanks, case and widths do not count, figures and words do."""
    folded = "".join(unicodedata.normalize("NFKC", body).casefold().split())
    return hashlib.sha256(folded.encode("utf-8")).hexdigest()


def quote(value: str) -> str:
    """A text as a YAML scalar: JSON's form, with all that YAML takes for a line break escaped.

    >>> quote('a "b"\\u2028c: d')
    '"a \\\\"b\\\\"\\\\u2028c: d"'
    """
    written = json.dumps(value, ensure_ascii=False)
    return "".join(
        char
        if char.isprintable()
        else f"\\u{ord(char):04x}"
        if ord(char) < 0x10000
        else f"\\U{ord(char):08x}"
        for char in written
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all; nothing is touched where it is the same."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.part")
    with waiting.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    waiting.replace(path)


def _to_line(entry: Entry) -> bytes:
    known = {key: value for key in _KEYS if (value := getattr(entry, key)) not in (None, ())}
    return (json.dumps(known, ensure_ascii=False) + "\n").encode("utf-8", errors="backslashreplace")


def _read_journal(path: Path) -> Iterator[Entry]:
    """The entries of a journal; a last line cut short by a kill is passed over.

    Raises: ConfigError for anything else that is no journal.
    """
    if not path.exists():
        return
    lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line) if line.strip() else None
            if row is not None:
                yield Entry(**{key: _frozen(value) for key, value in row.items() if key in _KEYS})
        except (ValueError, TypeError, AttributeError) as error:
            if number < len(lines):
                raise ConfigError(
                    f"{path}:{number}: not as fetch wrote it; mend or remove the line"
                ) from error


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
