"""Currencies that stand at a fixed number of another, and the days they did not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipeline.errors import TableError
from pipeline.reference.currencies import Currency
from pipeline.tables import read_table, text_list

TABLE = Path(__file__).with_name("pegs.yaml")


@dataclass(frozen=True, slots=True)
class PegException:
    """Days, both included, on which a peg did not hold; ``last`` null: it never came back."""

    first: date
    last: date | None
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Peg:
    """``per_anchor`` units make one ``anchor``; ``since`` null: from the first day on."""

    anchor: str
    per_anchor: Decimal
    source: str
    since: date | None = None
    exceptions: tuple[PegException, ...] = ()

    def exception_on(self, day: date) -> PegException | None:
        """The row that says the peg did not hold on ``day``: USDC has one on 2023-03-11."""
        for row in self.exceptions:
            if row.first <= day and (row.last is None or day <= row.last):
                return row
        return None


def load_pegs(currencies: Mapping[str, Currency], path: Path = TABLE) -> Mapping[str, Peg]:
    """The peg of each pegged currency, sorted: ``pegs["AED"].per_anchor`` is 3.6725.

    Stablecoins come from ``currencies``, official pegs and exceptions from the table.

    Raises: TableError for an unknown currency, field, date or number.
    """
    table = read_table(path)
    if set(table) != {"official", "exceptions"}:
        raise TableError(f"{path}: want the sections official and exceptions")
    exceptions = _read_exceptions(table["exceptions"], str(path))
    pegs = {
        coin.code: Peg(
            coin.peg, Decimal(1), f"{coin.code} stands for 1 {coin.peg}", None, exceptions.pop(coin.code, ())
        )
        for coin in currencies.values()
        if coin.peg is not None
    }
    if exceptions:
        raise TableError(f"{path}: exceptions for what is no stablecoin: {', '.join(sorted(exceptions))}")
    for code, row in table["official"].items():
        if code not in currencies or code in pegs:
            raise TableError(f"{path}: {code}: unknown, or a stablecoin")
        pegs[code] = _read_official(row, f"{path}: {code}")
    return dict(sorted(pegs.items()))


def _read_official(row: dict[str, str], where: str) -> Peg:
    if set(row) != {"per_usd", "since", "source"}:
        raise TableError(f"{where}: want per_usd, since and source")
    try:
        return Peg("USD", Decimal(row["per_usd"]), row["source"], date.fromisoformat(row["since"]))
    except (ValueError, InvalidOperation) as error:
        raise TableError(f"{where}: not a number and a date: {row['per_usd']}, {row['since']}") from error


def _read_exceptions(rows: Any, where: str) -> dict[str, tuple[PegException, ...]]:
    found: dict[str, tuple[PegException, ...]] = {}
    for place, row in enumerate(rows, start=1):
        here = f"{where}: exception {place}"
        if (
            not {"currencies", "from", "reason", "source"}
            <= set(row)
            <= {"currencies", "from", "to", "reason", "source"}
        ):
            raise TableError(f"{here}: want currencies, from, reason, source and perhaps to")
        try:
            last = date.fromisoformat(row["to"]) if "to" in row else None
            exception = PegException(date.fromisoformat(row["from"]), last, row["reason"], row["source"])
        except ValueError as error:
            raise TableError(f"{here}: {error}") from error
        for code in text_list(row["currencies"], here):
            found[code] = (*found.get(code, ()), exception)
    return found
