"""How much each sign speaks for an accusation, or for a misreading of ours, from weights.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import TableError
from pipeline.tables import read_table

TABLE = Path(__file__).with_name("weights.yaml")


@dataclass(frozen=True)
class Accusations:
    """What training/audit/fit.py learned, all in thousandths of the logarithm of odds.

    ``doubtful``, ``contradicted``: from which weight on so much is said; ``base``: what every
    accusation weighs; ``weights``: what each sign adds.
    """

    doubtful: int
    contradicted: int
    base: int
    weights: Mapping[str, int]

    def weigh(self, signs: Iterable[str]) -> int:
        """The weight of an accusation with these signs; one that was never seen weighs nothing."""
        return self.base + sum(self.weights.get(sign, 0) for sign in signs)


@cache
def load_accusations() -> Accusations:
    """The table, read once; ``load_accusations().weigh(["slip:power-1"])`` is above its ``base``.

    Raises: TableError when a part is missing or no whole number.
    """
    table = read_table(TABLE)
    try:
        weights = {name: int(weight) for name, weight in table["weights"].items()}
        return Accusations(int(table["doubtful"]), int(table["contradicted"]), int(table["base"]), weights)
    except (KeyError, TypeError, ValueError) as error:
        raise TableError(f"{TABLE}: {error}: run training/audit/fit.py") from error
