"""The trades of bodies in the code book: ``load_trades()["coinbase"]`` is ``"exchange"``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import TableError
from pipeline.tables import read_table, text_list

TABLE = Path(__file__).parent / "entities" / "trades.yaml"


def read_trades(path: Path) -> Mapping[str, str]:
    """The trade of each code of a table. Raises: TableError for a code in two lists."""
    found: dict[str, str] = {}
    for trade, codes in read_table(path).items():
        for code in text_list(codes, f"{path.name}: {trade}"):
            if code in found:
                raise TableError(f"{path.name}: {code} is in {found[code]} and in {trade}")
            found[code] = trade
    return MappingProxyType(found)


@cache
def load_trades() -> Mapping[str, str]:
    """The table of this package, read once."""
    return read_trades(TABLE)
