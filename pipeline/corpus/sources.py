"""Paths -> the files to read, each with the name it is known by.

A name is the path below ``corpus/articles/`` for files that stand there, wherever
the run starts, else the path below the folder that was given. A given file, or a
given folder with a language's name, keeps that folder in its name, so that
``run dir``, ``run dir/ja`` and ``run dir/ja/x.txt`` all call it ``ja/x.txt``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

TEXT_SUFFIX = ".txt"
LINES_SUFFIX = ".jsonl"
SIDECAR_SUFFIX = ".yaml"
_ARTICLE_SUFFIXES = (TEXT_SUFFIX, LINES_SUFFIX)
_READ_SUFFIXES = (*_ARTICLE_SUFFIXES, SIDECAR_SUFFIX, ".yml")
_HOME = ("corpus", "articles")


def is_read(name: str) -> bool:
    """Whether a file would be read, as an article or beside one, by its name below a folder.

    >>> is_read("ja/a.txt"), is_read("ja/a.yaml"), is_read("ja/.a.txt"), is_read("ja/a.pdf")
    (True, True, False, False)
    """
    path = PurePosixPath(name)
    return path.suffix.lower() in _READ_SUFFIXES and not any(part.startswith(".") for part in path.parts)


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that was not read, and why; the batch goes on without it.

    ``type`` is a short stable name (nul, not-utf8, empty, too-large ...);
    ``line`` is the line of a JSON-lines file, from 1.
    """

    source: str
    line: int | None
    type: str
    message: str


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file to read. ``name`` is what ids and records know it by."""

    name: str
    path: Path

    def folder_language(self, known: Iterable[str]) -> str | None:
        """The language whose folder it stands in: ``ja`` for ``ja/2024/x.txt``."""
        folders = PurePosixPath(self.name).parts[:-1]
        return next((folder for folder in reversed(folders) if folder in known), None)


def find_sources(
    paths: Iterable[Path], languages: Iterable[str], leave_out: Path | None = None
) -> tuple[Source | Rejected, ...]:
    """Every article file under the paths, by name in code-point order; each file once.

    Hidden files, files of other kinds (README.md) and the folder ``leave_out`` (where
    the outputs go) are passed over. What looks like an article but cannot be one comes
    as Rejected.
    """
    skipped = _absolute(leave_out) if leave_out else None
    known = tuple(languages)
    found: dict[Path, Source | Rejected] = {}
    for given in paths:
        path = _absolute(given)
        root = _root_of(path, known)
        for file in _walk(path, skipped) if path.is_dir() else [path]:
            if file not in found:
                found[file] = _judge(file, _name_of(file, root))
    return tuple(sorted(found.values(), key=_order))


def _absolute(path: Path) -> Path:
    return Path.cwd() / os.path.normpath(path)  # not resolve(): a link keeps its own name


def _order(item: Source | Rejected) -> tuple[str, str]:
    return (item.name, str(item.path)) if isinstance(item, Source) else (item.source, "")


def _root_of(path: Path, known: tuple[str, ...]) -> Path:
    folder = path if path.is_dir() and not _is_article_name(path.name) else path.parent
    return folder.parent if folder.name in known else folder


def _name_of(file: Path, root: Path) -> str:
    parts = file.parts
    for at in range(len(parts) - len(_HOME) - 1, 0, -1):
        if parts[at : at + len(_HOME)] == _HOME:
            return "/".join(parts[at + len(_HOME) :])
    return file.relative_to(root).as_posix() if file != root else file.name


def _is_article_name(name: str) -> bool:
    return name.lower().endswith(_ARTICLE_SUFFIXES)


def _walk(folder: Path, skipped: Path | None) -> Iterator[Path]:
    """Files below a folder, and folders that cannot be entered or bear a file's name."""
    entered: set[tuple[int, int]] = set()  # a link may lead back up
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        if _is_article_name(current.name):
            yield current
            continue
        try:
            facts = current.stat()
            entries = sorted(current.iterdir()) if (facts.st_dev, facts.st_ino) not in entered else []
        except OSError:
            yield current
            continue
        entered.add((facts.st_dev, facts.st_ino))
        for entry in entries:
            if entry.name.startswith(".") or entry == skipped:
                continue
            if entry.is_dir():
                waiting.append(entry)
            elif entry.suffix.lower() in _READ_SUFFIXES and not _is_sidecar_in_use(entry):
                yield entry


def _is_sidecar_in_use(entry: Path) -> bool:
    texts = (entry.with_suffix(TEXT_SUFFIX), entry.with_suffix(TEXT_SUFFIX.upper()))
    return entry.suffix == SIDECAR_SUFFIX and any(text.exists() for text in texts)


def _judge(file: Path, name: str) -> Source | Rejected:
    """The file as a source, or what is wrong with it before it is opened."""
    printable = os.fsencode(name).decode("utf-8", "backslashreplace")
    if printable != name:
        return Rejected(printable, None, "file-name", "the file's name is not UTF-8; rename it")
    fault = _find_fault(file)
    return Rejected(name, None, *fault) if fault else Source(name, file)


def _find_fault(file: Path) -> tuple[str, str] | None:
    suffix = file.suffix.lower()
    fault = None
    if file.is_dir():
        fault = ("unreadable", "the folder cannot be read; check its permissions")
        if suffix in _ARTICLE_SUFFIXES:
            fault = ("directory", f"a folder named like a {suffix} file; rename it")
    elif suffix == SIDECAR_SUFFIX:
        reason = f"no {file.stem}{TEXT_SUFFIX} beside it; add the text or remove the sidecar"
        fault = ("sidecar-without-text", reason)
    elif suffix not in _ARTICLE_SUFFIXES:
        reason = "articles end in .txt or .jsonl, sidecars in .yaml; convert or rename it"
        fault = ("unknown-format", reason)
    elif file.is_symlink() and not file.exists():
        fault = ("dangling-symlink", "the link leads nowhere; mend or remove it")
    return fault
