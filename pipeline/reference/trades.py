"""The trades of bodies in the code book, and where they are at home.

``load_trades()["coinbase"]`` is ``{"exchange", "broker"}``, ``load_homes()["asml"]``
``{"europe", "netherlands"}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import TableError
from pipeline.tables import read_table, text_list

TABLE = Path(__file__).parent / "entities" / "trades.yaml"
HOMES = Path(__file__).parent / "homes.yaml"


def read_trades(path: Path) -> Mapping[str, frozenset[str]]:
    """The trades of each code of a table. Raises: TableError for a code that a list has twice."""
    found: dict[str, set[str]] = {}
    for trade, codes in read_table(path).items():
        for code in text_list(codes, f"{path.name}: {trade}"):
            if trade in found.setdefault(code, set()):
                raise TableError(f"{path.name}: {code} is in {trade} twice")
            found[code].add(trade)
    return MappingProxyType({code: frozenset(trades) for code, trades in found.items()})


@cache
def load_trades() -> Mapping[str, frozenset[str]]:
    """The table of this package, read once."""
    return read_trades(TABLE)


@cache
def load_homes() -> Mapping[str, frozenset[str]]:
    """The countries of bodies, read once."""
    return read_trades(HOMES)
