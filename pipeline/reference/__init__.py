"""What is so in every language: currencies, units, rates, and the code book.

``code_book.py`` (named things) is loaded on its own; the rest is one Reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from pipeline.reference.accusations import Accusations, load_accusations
from pipeline.reference.currencies import Currency, load_currencies
from pipeline.reference.pegs import Peg, load_pegs
from pipeline.reference.rates import RATE_DIGITS, Missing, Rate, Rates, load_manual_rates
from pipeline.reference.units import Unit, load_units

__all__ = [
    "Accusations",
    "Currency",
    "Missing",
    "Peg",
    "Rate",
    "Rates",
    "Reference",
    "Unit",
    "load_reference",
]


@dataclass(frozen=True)
class Reference:
    """The tables of this package, loaded and checked against each other."""

    currencies: Mapping[str, Currency]
    units: Mapping[str, Unit]
    rates: Rates
    pegs: Mapping[str, Peg]
    accusations: Accusations

    def knowing(self, codes: Iterable[str]) -> Reference:
        """The same with coins that one article alone knows: ``reference.knowing(["KST"])``."""
        unknown = {code: Currency(code, "crypto", code) for code in sorted({*codes} - self.currencies.keys())}
        return replace(self, currencies={**self.currencies, **unknown}) if unknown else self

    def usd_rate(self, currency: str, day: date | None) -> Rate | Missing:
        """Dollars for one unit on ``day``: USD is 1, USDT 1 by its peg, JPY by the ECB.

        The order is identity, peg, ECB, the user's table. Without a day only what
        holds on every day has a rate: the dollar, and a dollar coin that never
        left its peg.
        """
        if currency == "USD":
            return Rate(Decimal(1), None, None, "identity")
        if currency not in self.currencies:
            return Missing(f"{currency} is no currency of reference/currencies.yaml")
        if currency in self.pegs:
            return self._pegged_rate(currency, self.pegs[currency], day)
        if day is None:
            return Missing(
                f"no date for the rate of {currency}: the article has none and none was given", "no-date"
            )
        found = self.rates.rate_asof(currency, day)
        if isinstance(found, Missing) and self.currencies[currency].kind == "crypto":
            return Missing(f"{currency} floats and rates_manual.csv has no price up to 7 days before {day}")
        return found

    def usd_rate_over(self, currency: str, begin: date, finish: date) -> Rate | Missing:
        """The mean rate of a period for what adds up over it; Missing where the ECB has none.

        >>> load_reference().usd_rate_over("JPY", date(2024, 1, 1), date(2024, 12, 31)).source[-38:]
        'mean of 256 days 2024-01-01/2024-12-31'
        """
        if currency == "USD":
            return Rate(Decimal(1), None, None, "identity")
        if currency in self.pegs:
            return Missing(f"{currency} is pegged; its rate of one day is its rate")
        return self.rates.ecb.mean_rate(currency, begin, finish)

    def _pegged_rate(self, currency: str, peg: Peg, day: date | None) -> Rate | Missing:
        if day is None and (peg.since or peg.exceptions or peg.anchor != "USD"):
            return Missing(f"no date for the peg of {currency}, which did not hold on every day", "no-date")
        if day is not None and ((peg.since and day < peg.since) or peg.exception_on(day)):
            manual = self.rates.manual.rate_asof(currency, day)
            return manual if isinstance(manual, Rate) else Missing(_why_off(currency, peg, day))
        anchor = self.usd_rate(peg.anchor, day)
        if isinstance(anchor, Missing):
            return anchor
        source = f"{peg.source}; {anchor.source}" if anchor.source else peg.source
        return Rate(RATE_DIGITS.divide(anchor.value, peg.per_anchor), anchor.date or day, source, "peg")


def _why_off(currency: str, peg: Peg, day: date) -> str:
    exception = peg.exception_on(day)
    if exception is None:
        return f"{currency} was not yet pegged on {day}"
    return f"{currency} on {day}: {exception.reason} ({exception.source})"


@cache
def load_reference() -> Reference:
    """The reference tables, read once; ``load_reference().units["person"].kind`` is ``"count"``."""
    currencies = load_currencies()
    return Reference(
        currencies, load_units(), Rates(load_manual_rates()), load_pegs(currencies), load_accusations()
    )
