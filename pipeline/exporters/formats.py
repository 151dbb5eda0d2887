"""All other formats of a folder of JSON lines: one after the other, or in two processes beside this one.

Writing is an eighth of the CPU time of a run, and comes when its workers have nothing left to do:
SQLite takes about two thirds of what CSV and Parquet take together.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.errors import ConfigError, ExportError
from pipeline.exporters import EXPORTERS
from pipeline.exporters.datasets import DATASETS
from pipeline.exporters.schema import TABLES

# What one process writes; the rest of DATASETS describes these files and comes when they are there.
_SHARES: tuple[tuple[str, ...], ...] = (("corpus.sqlite",), tuple(EXPORTERS))
# Starting a process takes half a second: less than this many bytes are written sooner without.
WORTH_IT = 10_000_000
_PROCESSES = get_context("forkserver")


@contextmanager
def writing_formats(folder: Path, *, side_by_side: bool) -> Iterator[dict[str, int]]:
    """Write the formats of what is in ``folder``; on leaving they are there, and their records filled in.

    ``{"figures.csv": 12, "parquet/figures/lang=ja/month=2025-11/part-0.parquet": 12}``

    Args:
        side_by_side: in processes of their own, while the caller goes on.

    Raises: ExportError when a file cannot be written.
    """
    records: dict[str, int] = {}
    size = sum((folder / f"{table}.jsonl").stat().st_size for table in TABLES)
    writers = [_Writer(forms, folder) for forms in _SHARES] if side_by_side and size >= WORTH_IT else []
    try:
        yield records
        for writer in writers:
            records |= writer.wait()
    finally:
        for writer in writers:
            writer.end()
    if not writers:
        for forms in _SHARES:
            records |= _write(forms, folder)
    for name in DATASETS:
        if (name,) not in _SHARES:
            DATASETS[name](folder, folder / name)


class _Writer:
    """A process that writes some formats and tells what it wrote."""

    def __init__(self, forms: tuple[str, ...], folder: Path) -> None:
        self._forms, self._folder = forms, folder
        self._line, far_end = _PROCESSES.Pipe(duplex=False)
        self._process = _PROCESSES.Process(target=_serve, args=(forms, folder, far_end), daemon=True)
        self._process.start()
        far_end.close()

    def wait(self) -> Mapping[str, int]:
        """The records of its files; written here if the process has died."""
        try:
            told = self._line.recv()
        except (EOFError, OSError):
            return _write(self._forms, self._folder)
        if isinstance(told, BaseException):
            raise told
        written: dict[str, int] = told
        return written

    def end(self) -> None:
        """Let nothing of it be left, whether it has finished or not."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._line.close()


def _serve(forms: tuple[str, ...], folder: Path, line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; who started it decides
    try:
        line.send(_write(forms, folder))
    except (ConfigError, ExportError) as error:
        line.send(error)
    except OSError as error:
        line.send(ExportError(f"{error.filename or folder}: {error.strerror or error}"))


def _write(forms: tuple[str, ...], folder: Path) -> dict[str, int]:
    records: dict[str, int] = {}
    for form in forms:
        if form in DATASETS:
            DATASETS[form](folder, folder / form)
        else:
            for table in TABLES:
                records |= EXPORTERS[form](folder, table)
    return records
