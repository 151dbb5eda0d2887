"""Sources -> Article or Rejected, one file and one line at a time."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.corpus.entries import (
    Fields,
    LanguageChoice,
    make_article,
    parse_line,
    read_line_id,
    read_line_text,
    read_sidecar,
)
from pipeline.corpus.sources import LINES_SUFFIX, SIDECAR_SUFFIX, Rejected, Source
from pipeline.corpus.texts import decode_text
from pipeline.datatypes import Article
from pipeline.errors import CorpusError

DEFAULT_SIZE_LIMIT = 10_000_000  # bytes of one article; a long one has 100,000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class InputFile:
    """What was read: ``sha256`` is null for a file refused unread for its size."""

    name: str
    bytes: int
    sha256: str | None


def rejected_from(error: CorpusError, source: str, line: int | None = None) -> Rejected:
    """The record of an error: ``"nul: the text ..."`` has type ``nul``."""
    code, _, message = str(error).partition(": ")
    return Rejected(source, line, code, message)


def read_corpus(
    sources: Iterable[Source | Rejected],
    languages: LanguageChoice,
    *,
    size_limit: int = DEFAULT_SIZE_LIMIT,
    on_file: Callable[[InputFile], None] = lambda _file: None,
) -> Iterator[Article | Rejected]:
    """Articles one by one in the order of ``sources``, and a Rejected for each that is none.

    ``on_file`` hears of every file once it has been read (the manifest, the progress
    bar). Two articles with one id cannot both be kept: the second is rejected.
    """
    reader = _Reader(languages, size_limit, on_file)
    for source in sources:
        if isinstance(source, Rejected):
            yield source
        else:
            yield from reader.read(source)


@dataclass(frozen=True, slots=True)
class _Reader:
    languages: LanguageChoice
    size_limit: int
    on_file: Callable[[InputFile], None]
    seen: dict[str, str] = field(default_factory=dict)  # article id -> where it came from

    def read(self, source: Source) -> Iterator[Article | Rejected]:
        is_lines = source.path.suffix.lower() == LINES_SUFFIX
        try:
            yield from self._read_lines_file(source) if is_lines else self._read_text_file(source)
        except CorpusError as error:
            yield rejected_from(error, source.name)
        except FileNotFoundError:
            yield Rejected(source.name, None, "vanished", "no longer there; run again")
        except OSError as error:
            message = f"cannot be read: {error.strerror}; check its permissions"
            yield Rejected(source.name, None, "unreadable", message)

    def _read_text_file(self, source: Source) -> Iterator[Article]:
        size = _check_regular(source.path)
        if size > self.size_limit:
            self.on_file(InputFile(source.name, size, None))
            raise CorpusError(
                f"too-large: {size} bytes, the limit is {self.size_limit}; split it into articles"
            )
        raw = source.path.read_bytes()
        self.on_file(_describe(source.name, raw))
        fields = self._read_fields_beside(source)
        yield self._admit(decode_text(raw), fields, source.name, source)

    def _read_fields_beside(self, source: Source) -> Fields:
        path = source.path.with_suffix(SIDECAR_SUFFIX)
        if not path.exists() and not path.is_symlink():
            return {}
        name = _sidecar_name(source)
        try:
            self.on_file(_hash_file(name, path))
            return read_sidecar(path)
        except OSError as error:
            raise CorpusError(f"sidecar: {name} cannot be read: {error.strerror}") from error

    def _read_lines_file(self, source: Source) -> Iterator[Article | Rejected]:
        _check_regular(source.path)
        digest, size = hashlib.sha256(), 0
        with source.path.open("rb") as stream:

            def read_chunk(limit: int) -> bytes:
                nonlocal size
                chunk = stream.readline(limit)
                digest.update(chunk)
                size += len(chunk)
                return chunk

            for number, raw in read_lines(read_chunk, self.size_limit):
                try:
                    yield from self._read_line(raw, number, source)
                except CorpusError as error:
                    yield rejected_from(error, source.name, number)
        self.on_file(InputFile(source.name, size, digest.hexdigest()))
        if size == 0:
            raise CorpusError("empty: the file holds no line; remove it or fill it in")

    def _read_line(self, raw: bytes | None, number: int, source: Source) -> Iterator[Article]:
        if raw is None:
            raise CorpusError(f"too-large: the line is over {self.size_limit} bytes; split it into articles")
        fields = parse_line(raw)
        if fields is None:
            return
        given = read_line_id(fields)
        place = f"{source.name}:{number}" if given is None else f"{source.name}#{given}"
        yield self._admit(read_line_text(fields), fields, place, source)

    def _admit(self, text: str, fields: Fields, place: str, source: Source) -> Article:
        folder_lang = source.folder_language(self.languages.known)
        article = make_article(text, fields, place, self.languages, folder_lang)
        first = self.seen.get(article.article_id)
        if first is not None:
            raise CorpusError(f"duplicate-id: same id as {first}; give each an id, URL or path of its own")
        self.seen[article.article_id] = place
        return article


def _check_regular(path: Path) -> int:
    """The size of a regular file; a pipe or device would block or never end."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise CorpusError("not-a-file: not a regular file; copy its content to one")
    return facts.st_size


def _describe(name: str, raw: bytes) -> InputFile:
    return InputFile(name, len(raw), hashlib.sha256(raw).hexdigest())


def _hash_file(name: str, path: Path) -> InputFile:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return InputFile(name, stream.tell(), digest)


def _sidecar_name(source: Source) -> str:
    return source.name[: -len(source.path.suffix)] + SIDECAR_SUFFIX


def describe_files(source: Source) -> Iterator[InputFile]:
    """A source's file and its sidecar as they are now; those that cannot be read are left out."""
    for name, path in (
        (source.name, source.path),
        (_sidecar_name(source), source.path.with_suffix(SIDECAR_SUFFIX)),
    ):
        if path.is_file() and os.access(path, os.R_OK):
            yield _hash_file(name, path)


def read_lines(read_chunk: Callable[[int], bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines of a stream from 1; None stands for a line longer than ``limit`` bytes.

    ``read_chunk`` is a ``readline``: an endless line is passed over piece by piece
    and never held whole.
    """
    number = 0
    while raw := read_chunk(limit + 1):
        number += 1
        if len(raw) <= limit or raw.endswith(b"\n"):
            yield number, raw
            continue
        while (piece := read_chunk(_CHUNK)) and not piece.endswith(b"\n"):
            pass
        yield number, None
