"""Amounts of money, in units of a currency (ISO 4217) or a crypto asset (ticker)."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.errors import ReadingError
from pipeline.figures.amounts import Amount, Reading, read_amount
from pipeline.figures.rate import read_denominator
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom
from pipeline.languages.numerals import plain

CURRENCY_SLOTS = (
    "currency", "coin", "symbol", "symbol_after", "dollar", "iso", "ticker", "prefix_currency",
    "spoken_currency", "letter_symbol",
)  # fmt: skip

# Types of a part of a currency; the letters stand for one at their number only: 2p, 2.6c.
MINOR_SLOTS = (
    "minor", "pence_letter", "cent_letter", "hong_kong_cent", "ringgit_cent", "spoken_minor",
)  # fmt: skip
_NO_DIGIT = re.compile(r"[^0-9.]")


def currency_of(atoms: tuple[Atom, ...], slots: tuple[str, ...]) -> str | None:
    """The one currency among atoms, of the types the pattern speaks of; null for none.

    Raises: ReadingError when two of them differ (``$5円``).
    """
    kinds = [kind for kind in CURRENCY_SLOTS if kind in slots]
    codes = {atom.types[kind]: None for atom in atoms for kind in kinds if kind in atom.types}
    if len(codes) > 1 and all(atom.types.get("currency") != "USD" for atom in atoms):
        # a dollar sign says less than a name: $100 CAD, but 5 dollars to 8 euros
        codes.pop("USD", None)
    if len(codes) > 1:
        raise ReadingError(f"two currencies: {', '.join(codes)}")
    return next(iter(codes), None)


def read_money(match: Match) -> Reading:
    """Value in whole units of the currency: ``3.5万ドル`` is 35000 USD.

    ``2ドル3セント`` is 2.03 USD, ``50セント`` 0.5; ``1枚2万ドル`` is per piece.
    Raises: ReadingError for two currencies, or minor units of another one.
    """
    unit = match.rule.options.get("unit") or currency_of(match.core, match.rule.slots)
    if unit is None and "shared" in match.rule.options:  # fell from 6.25 to 3.125 bitcoins
        unit = currency_of(match.atoms, match.rule.slots)
    if "hundredths" in match.rule.options:
        return Reading(_said(match), unit, read_denominator(match))
    whole = match._replace(core=match.atoms) if "shared" in match.rule.options else match
    minor = _minor_of(whole)
    if _is_parted(match):
        unit = unit or (minor or "").partition(" ")[0] or None
        return Reading(_with_minor(match), unit, read_denominator(match))
    if minor is None:
        if unit is None:
            raise ReadingError("no currency")
        scale = Decimal(match.code("money_scale") or 1) if "money_scale" in match.rule.slots else Decimal(1)
        return Reading(read_amount(match).times(scale), unit, read_denominator(match))
    alone, _, factor = minor.partition(" ")
    if unit is None:
        return Reading(read_amount(match).times(Decimal(factor)), alone, read_denominator(match))
    return Reading(_with_minor(match), unit, read_denominator(match))


def _minor_of(match: Match) -> str | None:
    """The one unit of minor money in the core, null for none.

    Raises: ReadingError for two of them (``5銭〜8セント``).
    """
    slots = [slot for slot in MINOR_SLOTS if slot in match.rule.slots]
    codes = [atom.types[slot] for slot in slots for atom in match.core if slot in atom.types]
    if len({code.partition(" ")[0] for code in codes}) > 1:
        raise ReadingError(f"two currencies: {', '.join(codes)}")
    return codes[0] if codes else None


def read_money_of_ten(match: Match) -> Reading:
    """``$30s`` is 30 to 39 dollars, ``$1.30s`` 1.30 to 1.39: all that begin alike.

    Raises: ReadingError where nothing says how many of its digits are meant.
    """
    unit, told = currency_of(match.core, match.rule.slots), match.every("tens_of_money")[0].surface
    low = Decimal(_NO_DIGIT.sub("", told))
    exponent = int(low.as_tuple().exponent)
    kept = Decimal(low.normalize().as_tuple().exponent)
    if unit is None or kept <= exponent:
        raise ReadingError("no digit is left open")
    high = low + Decimal(10) ** int(kept) - Decimal(10) ** exponent
    return Reading(Amount(None, low, plain(high), None), unit, read_denominator(match))


def read_exchange(match: Match) -> Reading:
    """``the yuan, at 7.1 to the dollar`` is 7.1 CNY per USD: so much of what is told before.

    Raises: ReadingError for a currency in itself.
    """
    unit, per = match.told, read_denominator(match)
    if unit is None or per == unit:
        raise ReadingError("no two currencies")
    return Reading(read_amount(match), unit, per)


def _said(match: Match) -> Amount:
    """``two pounds fifty`` is 2.5, ``a buck ninety`` 1.9.

    Raises: ReadingError for what is no hundredths of one.
    """
    *wholes, part = (numeral.low for numeral in match.numerals())
    whole = wholes[0] if wholes else Decimal(1)
    if not 10 <= part < 100 or whole != whole.to_integral_value():
        raise ReadingError("no hundredths")
    return Amount(whole + part / 100, whole + part / 100, whole + part / 100)


def _is_parted(match: Match) -> bool:
    """Whether a number follows a unit of money right away: 3元5角, 七块五, not 3元~5元 nor USD 5."""
    kinds = {"currency", "minor", "spoken_currency", "spoken_minor"} & set(match.rule.slots)
    pairs = zip(match.core, match.core[1:], strict=False)
    return match.core[0].numeral is not None and any(
        after.numeral is not None and not kinds.isdisjoint(unit.types) for unit, after in pairs
    )


def _with_minor(match: Match) -> Amount:
    """``2ドル3セント`` is 2.03, ``155円30~40銭`` 155.30 to 155.40, ``七块五`` 7.5.

    Raises: ReadingError for parts that make a whole one (``2ドル300セント``).
    """
    ends = _money_parts(match)
    values: list[Decimal] = []
    whole = Decimal(0)
    for parts, after in zip(ends, [*ends[1:], None], strict=True):
        total: Decimal | None = None
        last: Decimal | None = None
        for number, own in parts:
            # 30 in 30~40銭 is of the next unit, 五 in 七块五 and in 七块五到八块 of the next place
            later = after[0][1] if after else None
            place = last and last / 10
            factor = own or (place if place and (later is None or later >= (last or 0)) else later)
            if factor is None or (last is not None and number * factor >= last):
                raise ReadingError("minor units that make a whole one")
            total, last = (total or 0) + number * factor, factor
        values.append((total or Decimal(0)) + (whole if parts[0][1] != 1 else 0))
        whole = parts[0][0] if parts[0][1] == 1 else whole
    if values[0] > values[-1] or len(values) > 2:
        raise ReadingError("a range that falls")
    return Amount(values[0] if len(values) == 1 else None, values[0], values[-1])


def _money_parts(match: Match) -> list[list[tuple[Decimal, Decimal | None]]]:
    """Each number with the size of its unit, null where it has none, by the ends of a range."""
    ends: list[list[tuple[Decimal, Decimal | None]]] = [[]]
    for atom in match.core:
        if atom.numeral is not None:
            if atom.numeral.vague:
                raise ReadingError("a vague amount with minor units")
            ends[-1].append((atom.numeral.low, None))
        elif not {"tilde", "range"}.isdisjoint(atom.types):
            ends.append([])
        elif ends[-1]:
            size = _size_of(atom, match.rule.slots)
            ends[-1][-1] = (ends[-1][-1][0], size) if size is not None else ends[-1][-1]
    if not all(ends):
        raise ReadingError("a range with one end")
    return ends


def _size_of(atom: Atom, slots: tuple[str, ...]) -> Decimal | None:
    """What one of a unit is worth: 1 for a currency, 0.01 for its hundredth; null for no unit."""
    for kind in ("minor", "minor_more", "spoken_minor"):
        if kind in atom.types and kind in slots:
            return Decimal(atom.types[kind].split()[-1])
    return Decimal(1) if any(kind in atom.types for kind in CURRENCY_SLOTS if kind in slots) else None
