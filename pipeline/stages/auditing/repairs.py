"""What a figure that does not hold may have been meant to be: few, ranked, never applied.

Slips of the pen come in kinds: a zero too many, 億 for 万, billion for 億, yen for dollars.
Each that would make the relation hold is a candidate; the fewer slips it needs the earlier it
comes, and a slip into the currency of the article's other amounts before one into another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal

from pipeline.datatypes import Repair
from pipeline.reference import Rate, Reference
from pipeline.stages.auditing.intervals import rounding
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import OF_LATE, Scene
from pipeline.stages.auditing.verdicts import Reading

# Powers of ten a slip can make: one zero, thousand for million, 万 for 億 or 亿 for billion, and two of them.
POWERS = (-1, 1, -3, 3, -4, 4, -2, 2)
MOST = 5
COINS = frozenset({"crypto", "stablecoin"})
# Of one that needs another currency too: less if it is the article's usual one.
USUAL, UNUSUAL = Decimal("0.5"), Decimal(1)
_SIGNIFICANT = Context(prec=3, rounding=ROUND_HALF_EVEN)


def find_repairs(reading: Reading, scene: Scene) -> tuple[Repair, ...]:
    """The candidates for the figure of a reading that does not hold, the likeliest first."""
    value = reading.stated.figure.value
    if value is None or reading.relation in ("kept", "broken", "comparable") or value <= 0:
        return ()
    found = sorted(_slips(reading, scene, value), key=lambda each: each[0])
    repairs = [Repair(_tidy(amount), unit, "") for _, amount, unit in found]
    if reading.relation == "equals" and reading.sole is None:
        middle = (reading.computed.low + reading.computed.high) / 2
        if middle > 0:
            repairs.append(Repair(_tidy(_SIGNIFICANT.plus(middle)), reading.stated.figure.unit, ""))
    return tuple(dict.fromkeys(repairs))[:MOST]


def slip_of(reading: Reading, scene: Scene) -> str:
    """The likeliest slip that explains a figure: ``power3``, ``currency``, ``swap``; else ``none``."""
    value = reading.stated.figure.value
    if value is None or reading.relation in ("kept", "broken", "comparable") or value <= 0:
        return "none"
    found = min(_slips(reading, scene, value), key=lambda each: each[0], default=None)
    if found is None:
        return "swap" if _is_swapped(reading, value) else "none"
    _, amount, unit = found
    power = abs(amount.adjusted() - value.adjusted())
    return f"power{power}" if unit == reading.stated.figure.unit else "currency"


def _is_swapped(reading: Reading, value: Decimal) -> bool:
    """Whether two neighbouring digits written the other way round explain a figure: 920億 for 290億."""
    sign, digits, exponent = value.normalize().as_tuple()
    for at in range(len(digits) - 1):
        first, second = digits[at : at + 2]
        turned = (*digits[:at], second, first, *digits[at + 2 :])
        meant = Decimal((sign, turned, int(exponent)))
        if first != second and reading._replace(sole=rounding(meant)).gap() <= 1:
            return True
    return False


def _slips(
    reading: Reading, scene: Scene, value: Decimal
) -> Iterator[tuple[tuple[Decimal, int], Decimal, str | None]]:
    item = reading.stated
    for unit, extra in _units(item, scene):
        factor = _exchange(reading, scene, item.figure.unit, unit)
        if factor is None:
            continue
        for rank, power in enumerate((0, *POWERS)):
            if power == 0 and unit == item.figure.unit:
                continue
            if not _can_be_written(scene, value.scaleb(power), item.figure.unit, unit):
                continue
            moved = reading.allowed.scaled(Decimal(10) ** power * factor)
            if reading._replace(sole=moved).gap() <= 1:
                yield (extra + (1 if power else 0), rank), value.scaleb(power), unit


def _units(item: Item, scene: Scene) -> Sequence[tuple[str | None, Decimal]]:
    """The units a figure may have been meant in: its own, of money also the others of the article."""
    own = [(item.figure.unit, Decimal(0))]
    if item.figure.kind != "money":
        return own
    told = scene.currencies_told.most_common()
    usual = told[0][0]
    others = [unit for unit, _ in told if unit != item.figure.unit]
    return own + [(unit, USUAL if unit == usual else UNUSUAL) for unit in others]


def _can_be_written(scene: Scene, value: Decimal, own: str | None, unit: str | None) -> bool:
    """Whether a writer can have meant an amount: no ¥298.99, nor dollars written for a coin."""
    meant, written = (scene.reference.currencies.get(code or "") for code in (unit, own))
    if meant is None or written is None or unit == own:
        return True
    if meant.kind in COINS and written.kind not in COINS:
        return False
    return meant.digits != 0 or value == value.to_integral_value()


def _exchange(reading: Reading, scene: Scene, own: str | None, unit: str | None) -> Decimal | None:
    """What the figure's allowed amounts are to be multiplied by if it was meant in another unit."""
    if own == unit:
        return Decimal(1)
    mine, theirs = _dollars(scene.reference, own, scene), _dollars(scene.reference, unit, scene)
    if mine is None or theirs is None:
        return None
    return theirs / mine


def _dollars(reference: Reference, unit: str | None, scene: Scene) -> Decimal | None:
    rate = reference.usd_rate(unit or "", scene.day or OF_LATE)
    return rate.value if isinstance(rate, Rate) and rate.value else None


def _tidy(amount: Decimal) -> Decimal:
    return Decimal(format(amount.normalize(), "f"))
