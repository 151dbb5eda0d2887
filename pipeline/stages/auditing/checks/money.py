"""Checks of money: conversions, unit price times quantity, a lone currency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from pipeline.reference import Rate
from pipeline.stages.auditing.intervals import Interval, exact
from pipeline.stages.auditing.items import Item
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.ties.levels import bracket_of, is_aside, is_named, times_in
from pipeline.stages.auditing.ties.lists import is_slip_of_scale
from pipeline.stages.auditing.ties.wording import are_added, follow, is_taken_up, stand_in_turn
from pipeline.stages.auditing.verdicts import GUESS, LIKELY, PLAIN, Reading

# A rate of the day stands for those some days around it, rounded by the writer.
RATE_WIDTH = Decimal("0.05")
# Bounds; and how near a product may come to an amount that it does not make.
BOUNDS, NEARLY = frozenset({"less_than", "at_most", "more_than", "at_least"}), Decimal("1.02")
# Between one of a currency and what it is worth: 1ドルを150円.
NEAR = 4
# Of a text of so many amounts one alone in its currency is worth a look.
MANY_AMOUNTS, FEW_OF_MANY = 5, Decimal("0.2")
# Of so many things all together cost more than ten do.
MANY, TEN = 100, 10
# People of whom each pays a price.
BUYERS = frozenset({"customers", "users"})
# What an asset is quoted at, in the money of its market.
QUOTED = frozenset({"price", "unit_price", "exchange_rate"})
ACROSS = frozenset({"GPE", "LOC"})


def check_conversion(scene: Scene) -> Iterator[Reading]:
    """An amount said again in another currency against the article's own rate or that of its time."""
    quotes = list(_quotes(scene))
    for item in scene.items:
        if item.figure.kind != "money" or item.figure.per is not None:
            continue
        for origin in _origins(scene, item):
            rate = _stated_rate(quotes, origin, item)
            if rate is None:
                rate = _rate_of(scene, origin, item)
                if not (item.again or scene.said("converted", origin.figure.end, item.figure.start)):
                    continue
            if rate is not None:
                text = f"{origin.figure.surface} × {_plain(rate)}"
                yield Reading(
                    "conversion", item, (origin,), origin.allows.times(rate), item.figure.unit, text,
                    GUESS if _is_own(scene, item, origin) or _is_summed_up(scene, item, origin) else PLAIN,
                )  # fmt: skip


def _origins(scene: Scene, item: Item) -> list[Item]:
    """What an amount says again: what its claim tells, else the one before it in another currency."""
    origin = scene.by_id.get(scene.again.get(item.figure.figure_id, ""))
    if origin is not None and origin.figure.kind != "money":
        return []
    if origin is not None and _is_amount(scene, origin):
        return [origin]
    near = [
        other for other in scene.near(item, 1)
        if other.number < item.number and _is_amount(scene, other)
    ]  # fmt: skip
    return near[-1:] if near and near[-1].figure.unit != item.figure.unit else []


def _is_own(scene: Scene, item: Item, origin: Item) -> bool:
    """Whether an amount is told of its own: beside the other (A and B), or in another clause or sentence.

    But for one behind a rate of its sentence: 8,650万ドル。1ドルが150円なら、支払いは130億円.
    """
    if item.again:
        return False
    if are_added(scene, origin, item):
        return True
    between = scene.items[origin.number + 1 : item.number]
    if any(o.unit == item.unit and (o.figure.per or _is_quote(scene, o)) for o in between):
        return False
    if not item.metric or not origin.metric or item.metric == origin.metric:
        return origin.unit != item.unit and any(o.figure.per for o in between)
    return scene.said("clause", origin.figure.end, item.figure.start) is not None


def _is_summed_up(scene: Scene, item: Item, origin: Item) -> bool:
    """Whether one of two amounts is told of all that came before: 累計の保有量は2万BTC."""
    return not item.again and is_aside(scene, item) != is_aside(scene, origin)


def _is_amount(scene: Scene, item: Item) -> bool:
    """Whether a figure is an amount of money that can be told again: no rate, nor a side of one."""
    figure = item.figure
    told = figure.kind == "money" and figure.per is None and figure.value != 1
    return told and not _is_quote(scene, item)


def _plain(rate: Interval) -> str:
    middle = (rate.low + rate.high) / 2
    return format(Decimal(f"{middle:.4g}").normalize(), "f")


def _is_quote(scene: Scene, item: Item) -> bool:
    """Whether an amount is what one of another currency is worth: 8.3元 in 1欧元兑8.3元."""
    if item.number < 1:
        return False
    one = scene.items[item.number - 1].figure
    rated = one.per in scene.reference.currencies and one.unit == item.figure.unit
    if rated and scene.said("from", one.end, item.figure.start):
        return True  # 1ドル=156円90銭から155円80銭へ
    return one.kind == "money" and one.value == 1 and item.figure.start - one.end <= NEAR


def _quotes(scene: Scene) -> Iterator[tuple[str, Item]]:
    """The amounts that tell what one of a currency is worth, each behind that currency: 1ドル=150円."""
    for one, quote in zip(scene.items[:1] + scene.items, scene.items, strict=False):
        base = quote.figure.per if quote.figure.per in scene.reference.currencies else None
        told = quote.figure.kind == "money" and _is_quote(scene, quote)
        if quote.figure.value is not None and (base or told):
            yield base or one.figure.unit or "", quote


def _stated_rate(quotes: Sequence[tuple[str, Item]], origin: Item, item: Item) -> Interval | None:
    """What the article says one of the other is worth: 1ドル=150円; 1ドルを150円として."""
    for base, quote in quotes:
        if abs(quote.unit - item.unit) > 1 and not item.again:
            continue  # said again is what a writer says he converts; else only beside the rate, no 数ドル
        if base == origin.figure.unit and quote.figure.unit == item.figure.unit:
            return quote.allows
        if base == item.figure.unit and quote.figure.unit == origin.figure.unit:
            return exact(Decimal(1)).over(quote.allows)
    return None


def _rate_of(scene: Scene, origin: Item, item: Item) -> Interval | None:
    """Units of the one for one of the other in the article's time; of the last years where it has no date."""
    source, target = origin.figure.unit or "", item.figure.unit or ""
    if scene.day is not None:
        value = _cross(scene, source, target, scene.day)
        return None if value is None else Interval(value * (1 - RATE_WIDTH), value * (1 + RATE_WIDTH))
    values = [
        value
        for year in range(2012, 2026)
        if (value := _cross(scene, source, target, date(year, 6, 30))) is not None
    ]
    return Interval(min(values) * (1 - RATE_WIDTH), max(values) * (1 + RATE_WIDTH)) if values else None


def _cross(scene: Scene, source: str, target: str, day: date) -> Decimal | None:
    one, other = scene.reference.usd_rate(source, day), scene.reference.usd_rate(target, day)
    if isinstance(one, Rate) and isinstance(other, Rate) and other.value:
        return one.value / other.value
    return None


def check_price(scene: Scene) -> Iterator[Reading]:
    """Unit price times quantity against the amount told: 1枚3万ドルで1万枚、総額3億ドル holds."""
    for price in scene.items:
        if price.figure.kind != "money" or price.again or not _is_unit_price(scene, price):
            continue
        near = [item for item in scene.near(price, 1, 1) if not item.again]
        amounts = [
            item for item in near if item.figure.kind == "money" and item.figure.unit == price.figure.unit
            and not _is_unit_price(scene, item)
        ]  # fmt: skip
        numbers = [
            item for item in near if _can_be_bought(scene, price, item)
            and item not in amounts and item.figure.unit not in (price.figure.unit, "company")
            and (item.figure.unit != "person" or item.metric in BUYERS)
            and not scene.is_few(item)
        ]  # fmt: skip
        named = [item for item in numbers if item.figure.unit == price.figure.per]
        made = _made(price, named or numbers, amounts)
        for amount in amounts:
            if made and amount not in made:
                continue
            if amount.allows.high <= price.allows.low:
                continue  # what one costs is not above what many cost
            for number in named or numbers:
                if _is_another_price(price, number, amount):
                    continue
                only = (len(amounts) == 1 and len(named or numbers) == 1) or stand_in_turn(
                    scene, price, number, amount
                )
                linked = scene.in_unit(amount, "total", "worth") is not None
                if _are_untied(scene, price, number, amount) or not _is_priced_at(price, number, amount):
                    only = False
                product, beside = price.allows.times(number.allows), _are_beside(scene, number, price, amount)
                # told in another sentence it is praised, and accused of nothing
                here = beside or amount.unit == price.unit or product.meets(amount.allows)
                sureness = PLAIN if only and linked and here else LIKELY if only and beside else GUESS
                yield Reading(
                    "price-quantity", amount, (price, number), product,
                    amount.figure.unit, f"{price.figure.surface} × {number.figure.surface}", sureness,
                )  # fmt: skip


def _are_beside(scene: Scene, number: Item, price: Item, amount: Item) -> bool:
    """Whether a number stands in the sentence of an amount, or the next one takes up what was told."""
    taken = follow(number, price, amount) or is_taken_up(scene, number, price, amount)
    return amount.unit == number.unit or taken


def _is_another_price(price: Item, number: Item, amount: Item) -> bool:
    """Whether an amount is of the order of a price of which there are very many, and no slip of a scale.

    1,040 coins at a cost of $58,300 apiece, with depreciation $96,000.
    """
    many = number.allows.low >= MANY and amount.allows.high < price.allows.high * TEN
    return many and not is_slip_of_scale(amount, price.allows.times(number.allows))


def _made(price: Item, numbers: Sequence[Item], amounts: Sequence[Item]) -> list[Item]:
    """The amounts that a price and a number do make: the others are of something else."""
    here = [price.allows.times(number.allows) for number in numbers if number.unit == price.unit]
    own = [amount for amount in amounts if amount.unit == price.unit]
    return [amount for amount in own if any(product.meets(amount.allows) for product in here)]


def _is_priced_at(price: Item, number: Item, amount: Item) -> bool:
    """Whether a number can be of what a price is for: in its sentence, or of the noun it is a price of.

    Of 14 cents a share and 2,500 roles, 16万元 a client and 2,600万 users nothing is made.
    """
    per, counted = price.figure.per, number.figure.unit
    here = number.unit in (price.unit, amount.unit) or follow(number, price, amount)
    return here or (per is not None and per == counted)


def _are_untied(scene: Scene, price: Item, number: Item, amount: Item) -> bool:
    """Whether a number and a price belong to no amount: one in brackets alone, a bound told elsewhere.

    Nor are proceeds a price times a number to the last digit: fees come off. A rent is told by the
    year and its amount for all of a term: $1.9 million per MW a year, 12 years.
    """
    low, high = scene.units[price.unit], scene.end_of(price.unit)
    if any(time.type == "DURATION" for time in times_in(scene, low, high)):
        return True
    loose = price.figure.modifier in BOUNDS and price.unit != amount.unit
    near = price.allows.times(number.allows).gap(amount.allows)
    return loose or 1 < near < NEARLY or bracket_of(scene, number) != bracket_of(scene, price)


def _can_be_bought(scene: Scene, price: Item, item: Item) -> bool:
    """Whether an amount can be how much was bought at a price: things, coins, or what the price is for."""
    if item.figure.kind == "money":
        currency = scene.reference.currencies.get(item.figure.unit or "")
        return currency is not None and currency.kind == "crypto"
    return item.figure.kind in ("count", "number") or item.figure.unit == price.figure.per


def _is_unit_price(scene: Scene, item: Item) -> bool:
    unit = scene.reference.units.get(item.figure.per or "")
    if unit is not None:
        return unit.dimension != "time"
    return scene.touches(item, "unit_price") or (
        item.metric == "unit_price" and is_named(item) and not scene.beside(item, "worth")
    )


def check_lone_currency(scene: Scene) -> Iterator[Reading]:
    """One amount in another currency than all the others, and nothing near it that says why."""
    origins = set(scene.again.values())
    money = [
        item for item in scene.items
        if item.figure.kind == "money" and item.figure.unit in scene.reference.currencies
        and not item.again and item.figure.figure_id not in origins and item.figure.per is None
        and scene.reference.currencies[item.figure.unit or ""].kind not in ("crypto", "stablecoin")
    ]  # fmt: skip
    counts = Counter(item.figure.unit for item in money)
    if len(money) < MANY_AMOUNTS or len(counts) < 2:
        return
    usual, number = counts.most_common(1)[0]
    if Decimal(number) < Decimal(len(money)) * (1 - FEW_OF_MANY):
        return
    told, repeated = scene.currencies_told, list({i.allows for i in scene.items if i.again})
    values: dict[str | None, set[Decimal | None]] = {}
    for item in money:
        values.setdefault(item.figure.unit, set()).add(item.figure.value)
    for item in money:
        if told[item.figure.unit] > counts[item.figure.unit]:
            continue  # told with its worth elsewhere: not alone
        if item.figure.unit != usual and len(values[item.figure.unit]) == 1:
            relation = "kept" if _is_explained(scene, item, repeated) else "broken"
            yield Reading(
                "lone-currency", item, (), item.allows, item.figure.unit,
                f"{usual}: {number} / {len(money)}", LIKELY, relation, weak=True,
            )  # fmt: skip


def _is_explained(scene: Scene, item: Item, repeated: Sequence[Interval]) -> bool:
    """Whether a place or a word near an amount tells why it is in another currency."""
    low, high = scene.units[item.unit], scene.end_of(item.unit)
    if scene.text[low : item.figure.start].rstrip().endswith(("(", "（")):
        return True
    if item.metric in QUOTED or any(item.allows.meets(one) for one in repeated):
        return True
    placed = any(low <= entity.start < high and entity.label in ACROSS for entity in scene.entities)
    return placed or scene.in_unit(item, "home") is not None
