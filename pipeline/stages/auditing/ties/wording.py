"""Words that part amounts which stand side by side: the smallest of several, what is usual, each of some."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.datatypes import Cue
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import TOUCH, Scene

# Where the noun of an amount may stand behind it: 3,000万円の簿価.
NOUN_REACH = 8
# How far behind a percentage "of the total" may stand.
OF_TOTAL = 12


def are_added(scene: Scene, first: Item, second: Item) -> bool:
    """Whether nothing but "and" stands between two amounts: 4,812 ETH and $3.1M, neither the other again."""
    end, start = first.figure.end, second.figure.start
    word = scene.said("and", end, start)
    return word is not None and word.start - end <= 1 and start - word.end <= 1


def is_extreme(scene: Scene, item: Item) -> bool:
    """Whether an amount is that of the smallest or largest of several: the largest $22.5m; 最小で50万ドル."""
    word = scene.before(item, "extreme")
    return word is not None and item.figure.start - word.end <= TOUCH


def is_each(scene: Scene, item: Item) -> bool:
    """Whether an amount is told once for each of several: 各3,000万ドル; $30 million each."""
    word = scene.before(item, "each")
    if word is not None and item.figure.start - word.end <= TOUCH:
        return True
    end = item.figure.end
    return scene.said("each", end, min(item.right, end + TOUCH)) is not None


def are_worded_apart(items: Sequence[Item]) -> bool:
    """Whether some of several percentages are in figures and others in words: 31%, 12% and half."""
    figures = [any(c.isdecimal() for c in item.figure.surface) for item in items]
    return items[0].figure.kind == "percent" and any(figures) and not all(figures)


def is_frame(item: Item) -> bool:
    """Whether a multiple has bounds far apart, as a law does: a fine of one to five times the gains."""
    low, high = item.figure.low, item.figure.high
    return low is not None and high is not None and low < high and low * 2 <= high


def is_apposed_of(scene: Scene, share: Item) -> bool:
    """Whether a share in apposition is of what stands before, of which no amount is told.

    ``6,120 on its books, a fifth of them pledged``; not ``bills, at $98 billion, are 32% of that``.
    """
    end, start = share.figure.end, share.figure.start
    halt = scene.said("clause", share.left, start)
    apposed = halt is not None and start - halt.end <= 1
    return apposed and scene.said("part", end, end + TOUCH) is not None


def is_to_usual(scene: Scene, stated: Item, first: Item, second: Item) -> bool:
    """Whether a multiple is of what is usual, and neither of two amounts is: 成交额放大到平时的三倍."""
    if scene.beside(stated, "usual") is None:
        return False
    return not any(scene.beside(item, "usual") for item in (first, second))


def is_of_another_noun(scene: Scene, whole: Item, part: Item) -> bool:
    """Whether a part is said to be of a noun that the amount before it is not of: 簿価のうち23億円を減損.

    ``売上高は100億円で、売上高のうち30億円は海外`` is of the same noun.
    """
    noun = scene.said("of_noun", whole.figure.end, part.figure.start)
    if noun is None or scene.said("clause", whole.figure.end, noun.start) is None:
        return False  # 200台を並べた検証機のうち215台
    told = scene.text[scene.units[whole.unit] : whole.figure.end + NOUN_REACH]
    return scene.text[noun.start : noun.end] not in told


def follow(number: Item, price: Item, amount: Item) -> bool:
    """Whether a number ends a sentence that the next takes up with a price and what it makes.

    350万株を新たに刷る。1株2,400円で引き受けてもらい、払込金は84億円になる.
    """
    told = number.number + 1 == price.number == amount.number - 1
    return told and number.unit + 1 == price.unit == amount.unit


def is_taken_up(scene: Scene, number: Item, price: Item, amount: Item) -> bool:
    """Whether the first amount of a sentence is what a number and a price of the last one make.

    ``sold 12.5 million shares at $27.40 each. The placement earned him $390 million``.
    """
    first = [item for item in scene.by_unit[amount.unit] if not scene.is_few(item)][:1]
    return number.unit == price.unit == amount.unit - 1 and first == [amount]


def stand_in_turn(scene: Scene, price: Item, number: Item, amount: Item) -> bool:
    """Whether a price, a number and what they make stand side by side: 250 at $112,000 each for $28m."""
    told = [item for item in scene.by_unit[amount.unit] if item is number or not scene.is_few(item)]
    at = told.index(amount)
    return {item.number for item in told[max(0, at - 2) : at]} == {price.number, number.number}


def is_summed(scene: Scene, total: Item) -> bool:
    """Whether a word says that an amount is a sum; not one that is of the amount before, or of a share.

    ``$88 million in all: a $3m pre-seed``; ``58% of the total``.
    """
    word = scene.before(total, "total")
    behind = total.left > scene.units[total.unit]
    if word is not None and behind and word.start - total.left <= 1 < total.figure.start - word.end:
        word = None if scene.said("summed", word.start, word.end) else word
    if word is not None:
        return (
            not _is_of_share(scene, total, word) and scene.said("rest", word.end, total.figure.start) is None
        )
    end = total.figure.end
    share = total.figure.kind == "percent" and scene.said("out_of", end, end + TOUCH) is not None
    return not (share or _is_last_of_two(scene, total)) and scene.behind(total, "summed") is not None


def _is_of_share(scene: Scene, item: Item, word: Cue) -> bool:
    """Whether a word for a total is what the percentage before an amount is of: 83% of the total, $84m."""
    last = scene.ahead_of(item)[-1:]
    if not last or last[0].figure.kind != "percent" or last[0].figure.end != item.left:
        return False
    return (
        scene.said("out_of", item.left, item.left + TOUCH) is not None and word.start - item.left <= OF_TOTAL
    )


def _is_last_of_two(scene: Scene, item: Item) -> bool:
    """Whether it is joined to the one before it, so that a word behind sums up both: A and B together."""
    last = scene.ahead_of(item)[-1:]
    if not last or last[0].unit != item.unit or not last[0].same_kind(item):
        return False
    end, start = last[0].figure.end, item.figure.start
    joined = scene.said("and", end, start)
    return joined is not None and start - joined.end <= TOUCH + 1
