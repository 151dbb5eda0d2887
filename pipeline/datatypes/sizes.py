"""How large a figure is, in coarse steps: a price per share is no revenue, a rate of 4% no growth of 300%."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from pipeline.datatypes.findings import Figure

# Steps of percentages and multiples; of everything else a step is half a power of ten.
_RATIOS = tuple(map(Decimal, ("0.1", "0.5", "1", "2", "3", "5", "8", "12", "20", "30", "50", "75", "100",
                              "150", "300", "1000")))  # fmt: skip
_AMOUNTS = tuple(step * Decimal(10) ** power for power in range(-2, 13) for step in (1, 3))
_RELATIVE = frozenset({"percent", "multiple"})
# One amount over another that may be told beside it.
_TIMES = tuple(map(Decimal, ("0.01", "0.1", "0.5", "0.8", "1", "1.25", "2", "10", "100")))


def size_of(figure: Figure) -> str:
    """The step a figure is in, ``none`` for one without an amount; a range is as large as its upper end.

    130億ドル is ``25``, 42% is ``r10``, 0% ``zero``.
    """
    amount = amount_of(figure)
    if amount is None:
        return "none"
    if not amount:
        return "zero"
    if figure.kind in _RELATIVE:
        return f"r{bisect_right(_RATIOS, amount)}"
    return str(bisect_right(_AMOUNTS, amount))


def likeness(figure: Figure, other: Figure) -> str:
    """How one figure compares with another of the same unit: ``other`` for one of another unit.

    12億ドル after 15億ドル is ``4`` (between 0.8 times and as much), $0.5 a share is ``other``.
    """
    if (figure.kind, figure.unit, figure.per) != (other.kind, other.unit, other.per):
        return "other"
    one, two = amount_of(figure), amount_of(other)
    if not one or not two:
        return "none"
    return str(bisect_right(_TIMES, one / two))


def amount_of(figure: Figure) -> Decimal | None:
    """The amount of a figure without its sign; of a range or a bound what is told of it."""
    told = (figure.value, figure.high, figure.low)
    return next((abs(amount) for amount in told if amount is not None), None)
