"""Amounts of money, in units of a currency (ISO 4217) or a crypto asset (ticker)."""

from __future__ import annotations

from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Amount, Reading, read_amount
from pipeline.figures.rate import read_denominator
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom

CURRENCY_SLOTS = ("currency", "symbol", "iso", "ticker")


def currency_of(atoms: tuple[Atom, ...], slots: tuple[str, ...]) -> str | None:
    """The one currency among atoms, of the types the pattern speaks of; null for none.

    Raises: ReadingError when two of them differ (``$5円``).
    """
    kinds = [kind for kind in CURRENCY_SLOTS if kind in slots]
    codes = {atom.types[kind]: None for atom in atoms for kind in kinds if kind in atom.types}
    if len(codes) > 1:
        # a dollar sign says less than a name: $100 CAD
        codes.pop("USD", None)
    if len(codes) > 1:
        raise ReadingError(f"two currencies: {', '.join(codes)}")
    return next(iter(codes), None)


def read_money(match: Match) -> Reading:
    """Value in whole units of the currency: ``3.5万ドル`` is 35000 USD.

    ``2ドル3セント`` is 2.03 USD, ``50セント`` 0.5; ``1枚2万ドル`` is per piece.
    Raises: ReadingError for two currencies, or minor units of another one.
    """
    unit = currency_of(match.core, match.rule.slots)
    minor = match.code("minor")
    if minor is None:
        if unit is None:
            raise ReadingError("no currency")
        scale = Decimal(match.code("money_scale") or 1) if "money_scale" in match.rule.slots else Decimal(1)
        return Reading(read_amount(match).times(scale), unit, read_denominator(match))
    alone, _, factor = minor.partition(" ")
    if unit is None:
        return Reading(read_amount(match).times(Decimal(factor)), alone, read_denominator(match))
    return Reading(_with_minor(match, Decimal(factor)), unit, read_denominator(match))


def _with_minor(match: Match, factor: Decimal) -> Amount:
    """``2ドル3セント`` is 2.03, ``155円30~40銭`` 155.30 to 155.40, each end with its own whole or not."""
    ends: list[Decimal] = []
    whole = Decimal(0)
    waiting: Decimal | None = None
    for atom in match.core:
        if atom.numeral is not None:
            if atom.numeral.vague:
                raise ReadingError("a vague amount with minor units")
            if waiting is not None:
                ends.append(whole + waiting * factor)  # 30 in 30~40銭
            waiting = atom.numeral.low
        elif "currency" in atom.types and waiting is not None:
            whole, waiting = waiting, None
    ends.append(whole + (waiting or Decimal(0)) * factor)
    if waiting is None or waiting * factor >= 1 or ends[0] > ends[-1]:
        raise ReadingError("minor units that make a whole one")
    return Amount(ends[0] if len(ends) == 1 else None, ends[0], ends[-1])
