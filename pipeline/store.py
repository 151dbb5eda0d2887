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
from collections.abc import Callable, Iterator
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
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts))


def _publish(staging: Path, out: Path, is_ours: Callable[[str], bool], last: str) -> None:
    written = list_files(staging)
    with ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(_fsync, [staging / name for name in written]))
    for name in sorted(written, key=lambda name: name == last):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (staging / name).replace(out / name)
    folders = sorted({(out / name).parent for name in written})
    kept = {out / name for name in written}
    for file in [file for folder in folders for file in sorted(folder.iterdir())]:
        if file not in kept and file.is_file() and is_ours(file.relative_to(out).as_posix()):
            file.unlink()
    for folder in folders:
        _fsync(folder)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hash_file(path: Path) -> str:
    """The sha256 of a file's bytes, read piece by piece."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
