"""The trades of bodies in the code book, where they are at home, and who of its people is he or she.

``load_trades()["coinbase"]`` is ``{"exchange", "broker"}``, ``load_homes()["asml"]``
``{"europe", "netherlands"}``, ``load_people()["lisa-su"]`` ``{"woman"}``.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    seen: set[str] = set()
    for code, told, at in read_lines(path)[1:]:
        if code in seen:
            raise TableError(f"{path.name}: {code} stands in two lines")
        seen.add(code)
        if told:
            trades[code] = frozenset(told.split())
        if at:
            homes[code] = frozenset(at.split())
    return Bodies(MappingProxyType(trades), MappingProxyType(homes))


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
    return MappingProxyType({code: frozenset({sex}) for code, sex in read_lines(PEOPLE)[1:]})
