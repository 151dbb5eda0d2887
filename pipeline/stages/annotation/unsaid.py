"""Small change whose currency the text leaves open: cents in a text that speaks of euros only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.datatypes import Figure
from pipeline.figures.rate import CARRIED

# Currencies whose hundredth is a cent, besides the dollar of the United States.
OF_CENTS = frozenset({"EUR", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "ZAR"})
MESSAGE = "small change that nothing says the currency of, in a text of other money"


def untold_change(
    figures: Iterable[Figure],
    text: str,
    unsaid: re.Pattern[str],
    told: re.Pattern[str],
) -> tuple[Figure, ...]:
    """The figures whose currency is not known: ``50 cents`` where all other money is in euros.

    Args:
        figures: in text order.
        unsaid: an amount of small change that does not say of what.
        told: what anywhere in the text shows that it is of what the table takes it for.
    """
    money = [figure for figure in figures if figure.kind == "money"]
    bare = [
        figure
        for figure in money
        if figure.how != CARRIED
        and (found := unsaid.match(text, figure.start)) is not None
        and found.end() >= figure.end
    ]
    sure = {figure.unit for figure in money if figure not in bare}
    if not bare or not sure.intersection(OF_CENTS) or told.search(text) is not None:
        return ()
    return tuple(figure for figure in bare if figure.unit not in sure)
