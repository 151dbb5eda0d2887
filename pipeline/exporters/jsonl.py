"""JSON lines, the canonical form: every other format is made from these files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.exporters.json_text import dump

# A line -> its record, numbers as in `read_exact`. Made once: json.loads would make one for every line.
parse_exact = json.JSONDecoder(parse_float=str, parse_int=str).decode
# The same with numbers as in `read_numbers`.
parse_numbers = json.JSONDecoder(parse_float=Decimal).decode


class JsonLines:
    """A file of JSON lines that is written as records come; nothing is held back."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")
        self.records = 0

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Append the rows, one line each."""
        for row in rows:
            self.append(f"{dump(row)}\n".encode())

    def append(self, lines: bytes) -> None:
        """Append lines that are written already; no record holds the end of a line."""
        self._stream.write(lines)
        self.records += lines.count(b"\n")

    def close(self) -> None:
        """Hand the rest to the disk."""
        self._stream.close()


def read_exact(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON-lines file, every number as the text it was written with."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield parse_exact(line)


def read_numbers(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON-lines file, numbers as int or, where they have a point, as Decimal."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield parse_numbers(line)
