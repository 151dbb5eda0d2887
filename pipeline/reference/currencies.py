"""Currencies by code: ISO 4217, historic ones, crypto assets. Knows no language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import TableError
from pipeline.tables import read_table

TABLE = Path(__file__).with_name("currencies.yaml")

KINDS = frozenset({"fiat", "fund", "metal", "account", "historic", "crypto", "stablecoin"})
FIELDS = frozenset({"kind", "name", "digits", "until", "peg"})


@dataclass(frozen=True, slots=True)
class Currency:
    """One row of currencies.yaml; its head says what the fields mean."""

    code: str
    kind: str
    name: str
    digits: int | None = None
    until: date | None = None
    peg: str | None = None


def load_currencies(path: Path = TABLE) -> Mapping[str, Currency]:
    """All currencies by code, sorted: ``load_currencies()["USDT"].peg`` is ``"USD"``.

    Raises: TableError for an unknown field or kind, or a stablecoin without its peg.
    """
    table = read_table(path)
    currencies = {code: _read_currency(code, row, f"{path}: {code}") for code, row in table.items()}
    for currency in currencies.values():
        if currency.peg is not None and currency.peg not in currencies:
            raise TableError(f"{path}: {currency.code}: pegged to an unknown currency {currency.peg}")
    return dict(sorted(currencies.items()))


def _read_currency(code: str, row: dict[str, str], where: str) -> Currency:
    if not isinstance(row, dict) or not {"kind", "name"} <= set(row) <= FIELDS:
        raise TableError(f"{where}: want kind, name and at most {', '.join(sorted(FIELDS))}")
    if row["kind"] not in KINDS:
        raise TableError(f"{where}: unknown kind {row['kind']}")
    if (row["kind"] == "stablecoin") != ("peg" in row):
        raise TableError(f"{where}: a stablecoin, and nothing else, has a peg")
    try:
        digits = int(row["digits"]) if "digits" in row else None
        until = date.fromisoformat(row["until"]) if "until" in row else None
    except ValueError as error:
        raise TableError(f"{where}: {error}") from error
    return Currency(code, row["kind"], row["name"], digits, until, row.get("peg"))
