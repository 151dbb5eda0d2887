"""Who gets so much each: people counted, and whether an amount is told a head."""

from __future__ import annotations

from pipeline.stages.auditing.items import GENERIC, Item
from pipeline.stages.auditing.scene import Scene

# Dimensions that count who is paid, served or asked.
HEADS, HOLDERS = frozenset({"people"}), frozenset({"wallet", "account"})
TAKERS = frozenset({"people", "organization", "place"})


def are_in_turn(stated: Item, amount: Item, head: Item) -> bool:
    """Whether an amount, the heads and so much a head are told in three sentences, one behind the other."""
    return {stated.unit - amount.unit, stated.unit - head.unit} == {1, 2}


def is_of_all(scene: Scene, item: Item) -> bool:
    """Whether an amount is one of all heads together, by the year at most: not 200 an address."""
    unit = scene.reference.units.get(item.figure.per or "")
    return unit is None or unit.kind != "count"


def are_heads(scene: Scene, item: Item) -> bool:
    """Whether a figure counts people, or what one of them has: 120人, 3 million wallets."""
    unit = scene.reference.units.get(item.figure.unit or "")
    return (
        item.figure.kind == "count" and unit is not None and (unit.dimension in HEADS or unit.code in HOLDERS)
    )


def may_be_heads(scene: Scene, item: Item) -> bool:
    """Whether a bare number or a count that is no coin or share may say how many got so much each."""
    kind = item.figure.kind in ("number", "count") and not scene.is_few(item)
    unit = scene.reference.units.get(item.figure.unit or "")
    return kind and (unit is None or unit.dimension in TAKERS) and item.figure.unit not in GENERIC


def is_per_head(scene: Scene, item: Item) -> bool:
    """Whether an amount is told for each of some: 1人当たり2000万円, $400,000 of revenue for each."""
    return (
        item.figure.per == "person"
        or scene.touches(item, "per_head")
        or scene.before(item, "per_head") is not None
    )
