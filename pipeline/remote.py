"""Folders that are elsewhere, by fsspec: ``s3://bucket/articles``, ``gs://``, ``abfs://``, ``sftp://``.

fsspec and the driver of a scheme (s3fs, gcsfs ...) are read when they are first needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import ConfigError, ExportError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+::?//", re.IGNORECASE)


def is_elsewhere(place: str) -> bool:
    """Whether a place is an address and no path.

    >>> is_elsewhere("s3://bucket/articles"), is_elsewhere("corpus/articles")
    (True, False)
    """
    return _SCHEME.match(place) is not None


class Remote:
    """A folder elsewhere; names are relative to it.

    Raises: ConfigError when fsspec or the driver is not installed, the scheme unknown, or the place
        cannot be reached.
    """

    def __init__(self, place: str) -> None:
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            raise ConfigError(f"{place}: needs fsspec: pip install 'techflow-pipeline[remote]'") from error
        try:
            self._files, self._root = url_to_fs(place)
        except (ImportError, ValueError) as error:
            raise ConfigError(f"{place}: {error}") from error
        self._place = place

    @property
    def name(self) -> str:
        """The last part of the place: ``articles``."""
        return PurePosixPath(self._root).name or "remote"

    def sizes(self) -> dict[str, int]:
        """The bytes of every file below the folder, by name; empty when it is not there.

        Raises: ConfigError when it cannot be listed.
        """
        try:
            self._files.invalidate_cache()
            found: dict[str, dict[str, Any]] = self._files.find(self._root, detail=True)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise ConfigError(f"{self._place}: cannot be listed: {error}") from error
        if self._root in found:
            raise ConfigError(f"{self._place}: is a file; give the folder it is in")
        root = PurePosixPath(self._root)
        return {
            PurePosixPath(path).relative_to(root).as_posix(): entry["size"]
            for path, entry in sorted(found.items())
        }

    def copy_here(self, folder: Path, is_wanted: Callable[[str], bool]) -> int:
        """Copy the files whose name is wanted into a folder here; how many there were.

        Raises: ConfigError when one cannot be read.
        """
        names = [name for name in self.sizes() if is_wanted(name) and ".." not in PurePosixPath(name).parts]
        for name in names:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._files.get_file(self._path(name), str(target))
            except OSError as error:
                raise ConfigError(f"{self._place}: {name} cannot be read: {error}") from error
        return len(names)

    def send(self, folder: Path, names: Iterable[str]) -> None:
        """Copy files from a folder here, in this order.

        Raises: ExportError when one cannot be written.
        """
        for name in names:
            path = self._path(name)
            try:
                self._files.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
                self._files.put_file(str(folder / name), path)
            except OSError as error:
                raise ExportError(f"{self._place}: {name} cannot be written: {error}") from error

    def remove(self, names: Iterable[str]) -> None:
        """Delete files.

        Raises: ExportError when one cannot be deleted.
        """
        for name in names:
            try:
                self._files.rm_file(self._path(name))
            except OSError as error:
                raise ExportError(f"{self._place}: {name} cannot be deleted: {error}") from error

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"
