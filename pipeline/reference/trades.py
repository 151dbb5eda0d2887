"""The trades of bodies in the code book, where they are at home, and who of its people is he or she.

``load_trades()["coinbase"]`` is ``{"exchange", "broker"}``, ``load_homes()["asml"]``
``{"europe", "netherlands"}``, ``load_people()["lisa-su"]`` ``{"woman"}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from pipeline.errors import TableError
from pipeline.tables import read_lines

TABLE = Path(__file__).parent / "entities" / "bodies.tsv"
PEOPLE = TABLE.with_name("people.tsv")

Words = Mapping[str, frozenset[str]]


class Bodies(NamedTuple):
    """By code the trades and the countries of bodies, none of them empty."""

    trades: Words
    homes: Words


def read_bodies(path: Path) -> Bodies:
    """The trades and homes of a table. Raises: TableError for a code that has two lines."""
    trades: dict[str, frozenset[str]] = {}
    homes: dict[str, frozenset[str]] = {}
    for code, told, at in _read_once(path):
        if told:
            trades[code] = frozenset(told.split())
        if at:
            homes[code] = frozenset(at.split())
    return Bodies(MappingProxyType(trades), MappingProxyType(homes))


def read_people(path: Path) -> Words:
    """By code of a person ``man`` or ``woman``. Raises: TableError for a code that has two lines."""
    return MappingProxyType({code: frozenset({sex}) for code, sex in _read_once(path)})


def _read_once(path: Path) -> Iterator[list[str]]:
    """The lines of a table below its head, each of a code of its own."""
    seen: set[str] = set()
    for line in read_lines(path)[1:]:
        if line[0] in seen:
            raise TableError(f"{path.name}: {line[0]} stands in two lines")
        seen.add(line[0])
        yield line


@cache
def _load() -> Bodies:
    return read_bodies(TABLE)


def load_trades() -> Words:
    """The trades of the table of this package, read once."""
    return _load().trades


def load_homes() -> Words:
    """The countries of bodies, read once."""
    return _load().homes


@cache
def load_people() -> Words:
    """By code of a person ``man`` or ``woman``, read once."""
    return read_people(PEOPLE)
