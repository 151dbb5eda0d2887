"""spaCy's DocBin format, written piece by piece: a msgpack map under zlib.

spaCy itself would hold all Docs of a batch, and three copies while it writes. What it
packs for one Doc is packed by it here too; ours is the map around. A test compares it
with what spaCy makes of the same Docs.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from pipeline.errors import ExportError

VERSION = "0.1"
_CHUNK = 1 << 20
_MOST_BYTES = (1 << 32) - 1  # of one value in msgpack
_FLAGS = {"has_unknown_spaces": False}


class PackedDocs:
    """The Docs of one language, waiting in files without a name in ``folder`` until they are written."""

    def __init__(self, folder: Path, attributes: list[int]) -> None:
        self._attributes = attributes
        self._parts = {
            name: TemporaryFile(dir=folder)  # noqa: SIM115 - closed by close()
            for name in ("tokens", "spaces", "lengths", "span_groups", "user_data")
        }
        self._strings: set[str] = set()
        self._docs = 0

    def add(self, tokens: bytes, spaces: bytes, span_groups: bytes, user_data: bytes, strings: bytes) -> None:
        """Take in one Doc, its arrays as the bytes of 64-bit integers and of booleans.

        Args:
            user_data: packed.
            strings: a JSON list.
        """
        self._parts["tokens"].write(tokens)
        self._parts["spaces"].write(spaces)
        self._parts["lengths"].write(struct.pack("<i", len(spaces)))
        self._parts["span_groups"].write(pack(span_groups))
        self._parts["user_data"].write(pack(user_data))
        self._strings.update(json.loads(strings))
        self._docs += 1

    def write(self, path: Path) -> None:
        """Write the DocBin; equal Docs give equal bytes.

        Raises: ExportError when it is larger than the format can hold.
        """
        squeezed = zlib.compressobj()
        try:
            with path.open("wb") as stream:
                for piece in self._pieces():
                    stream.write(squeezed.compress(piece))
                stream.write(squeezed.flush())
        except struct.error as error:
            limit = f"{_MOST_BYTES:,} bytes"
            raise ExportError(f"{path.name}: more than {limit}; run the corpus in parts") from error

    def close(self) -> None:
        """Give back the files."""
        for part in self._parts.values():
            part.close()

    def _pieces(self) -> Iterator[bytes]:
        """The map, in the order spaCy writes it."""
        yield struct.pack(">BI", _MAP, 10)
        yield pack("version") + pack(VERSION) + pack("attrs") + pack(self._attributes)
        for name in ("tokens", "spaces", "lengths"):
            yield pack(name)
            yield struct.pack(">BI", _BYTES, self._parts[name].tell())
            yield from self._read(name)
        yield pack("strings")
        yield struct.pack(">BI", _LIST, len(self._strings))
        yield from map(pack, sorted(self._strings))
        yield from self._repeat("cats", {})
        yield from self._repeat("flags", _FLAGS)
        for name in ("span_groups", "user_data"):
            yield pack(name)
            yield struct.pack(">BI", _LIST, self._docs)
            yield from self._read(name)

    def _repeat(self, name: str, value: Any) -> Iterator[bytes]:
        yield pack(name) + struct.pack(">BI", _LIST, self._docs)
        packed = pack(value)
        yield from (packed for _ in range(self._docs))

    def _read(self, name: str) -> Iterator[bytes]:
        part = self._parts[name]
        part.seek(0)
        while chunk := part.read(_CHUNK):
            yield chunk


_CONSTANTS = {None: b"\xc0", False: b"\xc2", True: b"\xc3"}
_BYTES, _INTEGER, _TEXT, _LIST, _MAP = 0xC6, 0xD3, 0xDB, 0xDD, 0xDF


def pack(value: Any) -> bytes:
    """A plain value in msgpack, always in its widest form: None, truths, integers, texts, bytes, lists, maps.

    >>> pack("億").hex(" ")
    'db 00 00 00 03 e5 84 84'
    """
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, int):
        return struct.pack(">Bq", _INTEGER, value)
    if isinstance(value, str):
        raw = value.encode("utf-8")
        return struct.pack(">BI", _TEXT, len(raw)) + raw
    if isinstance(value, bytes):
        return struct.pack(">BI", _BYTES, len(value)) + value
    if isinstance(value, dict):
        return struct.pack(">BI", _MAP, len(value)) + _join(part for pair in value.items() for part in pair)
    return struct.pack(">BI", _LIST, len(value)) + _join(value)


def _join(values: Iterable[Any]) -> bytes:
    return b"".join(map(pack, values))
