"""Output folders: all of a run's files appear together, or none of them.

A run writes into a hidden folder inside the output folder. When it has finished,
each file is brought to the disk (fsync) and moved into place (rename); files of an
earlier run that this one did not write are removed. A run that stops half-way leaves
the outputs as they were.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ConfigError, ExportError

_STAGING = ".staging"
# Waiting for the disk: 500 small files take 2 s one after the other, 0.1 s together.
_WRITERS = 16


@contextmanager
def stage_outputs(out: Path, is_ours: Callable[[str], bool], last: str) -> Iterator[Path]:
    """An empty folder to write in; on leaving without an error its files go to ``out``.

    Args:
        is_ours: whether a name relative to ``out`` is one a run may have written;
            nothing else is ever removed.
        last: the file that is moved after all others (the manifest).

    Raises: ExportError when a file cannot be written.
    """
    staging = out / _STAGING
    shutil.rmtree(staging, ignore_errors=True)  # left by a run that was killed
    try:
        staging.mkdir(parents=True)
        yield staging
        _publish(staging, out, is_ours, last)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise ExportError(f"{error.filename or out}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def lock_folder(out: Path) -> Iterator[None]:
    """Hold a folder, made if it is not there, as a lock of its own: no lock file is left behind.

    Raises: ConfigError when ``out`` cannot be a folder or another run is writing there.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise ConfigError(f"{out}: cannot be the output folder: {error.strerror}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise ConfigError(f"{out}: another run is writing there; wait for it or give --out") from error
    try:
        yield
    finally:
        os.close(handle)


def list_files(folder: Path) -> list[str]:
    """The files below a folder, relative, in code-point order; hidden ones left out."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(place, name) for name in names if not name.startswith("."))
        found += [file.relative_to(folder).as_posix() for file in files if file.is_file()]
    return sorted(found)


def _publish(staging: Path, out: Path, is_ours: Callable[[str], bool], last: str) -> None:
    written = list_files(staging)
    with ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(sync_to_disk, [staging / name for name in written]))
    for name in sorted(written, key=lambda name: name == last):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (staging / name).replace(out / name)
    folders = {folder for name in written for folder in (out / name).parents if folder.is_relative_to(out)}
    folders |= _remove_stale(out, set(written), is_ours)
    with ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(sync_to_disk, sorted(folder for folder in folders if folder.is_dir())))


def _remove_stale(out: Path, written: Set[str], is_ours: Callable[[str], bool]) -> set[Path]:
    """Remove files of ours that this run did not write, and the folders that leaves empty.

    The folders something was removed from, some of which may be gone.
    """
    stale = [out / name for name in list_files(out) if name not in written and is_ours(name)]
    touched = set()
    for file in stale:
        file.unlink()
        folder = file.parent
        while folder != out and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
        touched.add(folder)
    return touched


def sync_to_disk(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk before anything that relies on them."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hash_file(path: Path) -> str:
    """The sha256 of a file's bytes, read piece by piece."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
