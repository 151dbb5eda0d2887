"""The figures of one article as checks see them: what each allows, its claim, and the words beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from pipeline.datatypes import ArticleResult, Claim, Cue, Figure, NormalizedFigure
from pipeline.reference import Rate, Reference
from pipeline.stages.auditing.intervals import TENTH, Interval, stated_interval
from pipeline.stages.auditing.items import COUNTABLE, Item, says_how_many, things_of

# An article without a date is taken for one of late; within a fifth rates moved over some years.
OF_LATE, DRIFT = date(2025, 6, 30), Decimal("0.2")
# What stands so near before a figure is said of it: 単価は3万円, an average price of $3.
TOUCH = 4
# Of the words for claims those that tell the ends of a movement, and its length.
_OF_CLAIMS = frozenset({("link", "from"), ("link", "to"), ("direction", "by")})
# By these nobody knows which of two levels is the higher.
_NO_MOVES = frozenset({"better", "worse", "more", "less"})
# How far before an amount the word stands that says it moved from there: 从最初的40亿.
FROM_REACH = 12


class Scene:
    """One article: its items in text order, and where its words for relations are."""

    def __init__(self, result: ArticleResult, cues: Sequence[Cue], reference: Reference) -> None:
        self.text, self.day = result.article.text, result.article.published_on
        self.reference, self.times, self.entities = reference, result.times, result.entities
        self.units = [sentence.start for sentence in result.sentences] or [0]
        self._join_lines(cues)
        self.cues: dict[str, list[Cue]] = defaultdict(list)
        for cue in cues:
            if cue.kind in ("audit", "clause") or (cue.kind, cue.code) in _OF_CLAIMS:
                self.cues[cue.code].append(cue)
        # Where words begin for better, worse (improved, 悪化), more and less (再多拿10%).
        self.valued = {cue.start for cue in cues if cue.kind == "direction" and cue.code in _NO_MOVES}
        self.metrics = sorted((cue for cue in cues if cue.kind == "metric"), key=lambda cue: cue.start)
        self._metric_starts = [cue.start for cue in self.metrics]
        self._starts = {code: [cue.start for cue in found] for code, found in self.cues.items()}
        self._ends = {code: sorted(cue.end for cue in found) for code, found in self.cues.items()}
        self.again = dict(result.conversions)
        self.items = self._make_items(result.figures, {claim.figure_id: claim for claim in result.claims})
        self.by_unit: dict[int, list[Item]] = defaultdict(list)
        self.by_metric: dict[str | None, list[Item]] = defaultdict(list)
        for item in self.items:
            self.by_unit[item.unit].append(item)
            self.by_metric[item.metric].append(item)
        self.currencies_told = Counter(item.figure.unit for item in self.items if item.figure.kind == "money")
        self._places = [item.figure.start for item in self.items]
        self.by_id = {item.figure.figure_id: item for item in self.items}

    def _join_lines(self, cues: Sequence[Cue]) -> None:
        """A line that goes on in the next (およそ: / 60倍。) is one unit with it."""
        for cue in cues:
            if cue.kind == "line":
                after = bisect_right(self.units, cue.end - 1)
                while after < len(self.units) and self.units[after] <= cue.end:
                    del self.units[after]

    def _make_items(self, figures: Sequence[NormalizedFigure], claims: dict[str, Claim]) -> tuple[Item, ...]:
        items: list[Item] = []
        # 2社 in 2社合わせて100億ドル is no figure to stop at.
        spans = [(n.figure.start, n.figure.end) for n in figures if not says_how_many(n.figure)]
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        for normalized in figures:
            figure = normalized.figure
            allows = stated_interval(figure)
            if allows is None:
                continue  # which takes no number either: an item's is its place among the items
            unit = self.unit_at(figure.start)
            low, high = self.units[unit], self.end_of(unit)
            before, behind = bisect_right(ends, figure.start), bisect_left(starts, figure.end)
            left = max([low, *ends[before - 1 : before]]) if before else low
            right = min([high, *starts[behind : behind + 1]])
            claim = claims.get(figure.figure_id)
            items.append(
                Item(len(items), figure, allows, self._in_dollars(normalized, allows), claim, unit, left,
                     right, things_of(claim), figure.figure_id in self.again, self._is_countable(figure))
            )  # fmt: skip
        return tuple(items)

    def _is_countable(self, figure: Figure) -> bool:
        """Whether a figure counts things: coins of a kind are counted too."""
        currency = self.reference.currencies.get(figure.unit or "")
        return figure.kind in COUNTABLE or (
            currency is not None and currency.kind == "crypto" and figure.per is None
        )

    def _in_dollars(self, normalized: NormalizedFigure, allows: Interval) -> Interval | None:
        """What an amount of money allows in dollars; undated at a rate of late, within a fifth of it."""
        if normalized.figure.kind != "money":
            return None
        if normalized.normalized.rate is not None:
            return allows.scaled(normalized.normalized.rate)
        late = self.reference.usd_rate(normalized.figure.unit or "", OF_LATE)
        if not isinstance(late, Rate):
            return None
        return Interval(allows.low * late.value * (1 - DRIFT), allows.high * late.value * (1 + DRIFT))

    def unit_at(self, offset: int) -> int:
        """The number of the unit an offset lies in."""
        return max(0, bisect_right(self.units, offset) - 1)

    def end_of(self, unit: int) -> int:
        """Where a unit ends."""
        return self.units[unit + 1] if unit + 1 < len(self.units) else len(self.text)

    def said(self, code: str, start: int, end: int) -> Cue | None:
        """The last word of a kind that begins between two offsets."""
        starts = self._starts.get(code, [])
        at = bisect_left(starts, end) - 1
        return self.cues[code][at] if at >= 0 and starts[at] >= start else None

    def count(self, code: str, start: int, end: int) -> int:
        """How many words of a kind begin between two offsets."""
        starts = self._starts.get(code, [])
        return bisect_left(starts, end) - bisect_left(starts, start)

    def stands_beside(self, figure: Figure, code: str, reach: int) -> bool:
        """Whether a word of a kind ends near where a figure begins, or begins near where it ends."""
        return any(
            (at := bisect_left(places, edge - reach)) < len(places) and places[at] <= edge + reach
            for places, edge in (
                (self._ends.get(code, []), figure.start),
                (self._starts.get(code, []), figure.end),
            )
        )

    def before(self, item: Item, *codes: str) -> Cue | None:
        """A word of one of the kinds between an item and the figure before it."""
        return next((cue for code in codes if (cue := self.said(code, item.left, item.figure.start))), None)

    def behind(self, item: Item, *codes: str) -> Cue | None:
        """A word of one of the kinds in the rest of an item's clause, nearer than the next figure."""
        end = item.figure.end
        for code in codes:
            starts = self._starts.get(code, [])
            at = bisect_left(starts, end)
            if at < len(starts) and starts[at] < item.right:
                cue = self.cues[code][at]
                near = item.right == self.end_of(item.unit) or cue.start - end <= item.right - cue.end
                if near and self.said("clause", end, cue.start) is None:
                    return cue
        return None

    def beside(self, item: Item, *codes: str) -> Cue | None:
        """A word of one of the kinds before an item, else behind it."""
        return self.before(item, *codes) or self.behind(item, *codes)

    def compared(self, item: Item) -> Cue | None:
        """The word that holds something against an item: 130億に及ばない, less than the 130 billion.

        Not a word right before it, which is the bound of the item itself: 超78亿.
        """
        cue = self.before(item, "over", "under")
        if cue is not None and not 0 <= item.figure.start - cue.end <= 1:
            return cue
        return self.behind(item, "above", "below")

    def touches(self, item: Item, code: str) -> bool:
        """Whether a word of a kind stands right before an item, or behind it in its clause."""
        cue = self.before(item, code)
        return (cue is not None and item.figure.start - cue.end <= TOUCH) or self.behind(
            item, code
        ) is not None

    def is_movement(self, first: Item, second: Item) -> bool:
        """Whether two amounts of a unit are whence and whither: 40億から50億へ, from $4 to $5."""
        if first.unit != second.unit or not first.same_kind(second):
            return False
        between = [item for item in self.by_unit[first.unit] if first.number < item.number < second.number]
        if any(item.same_kind(first) for item in between):
            return False
        end, start = first.figure.end, second.figure.start
        told = self.said("from", max(first.left, first.figure.start - FROM_REACH), start)
        if told is None or self.said("clause", end, start) is None:
            return told is not None
        return self._turns_back(end, start) or self._goes_on_to(told, first, second)

    def is_whence(self, item: Item) -> bool:
        """Whether a word for whence stands right before an amount or right behind it: from $63, 63円から."""
        start, end = item.figure.start, item.figure.end
        told = self.said("from", max(item.left, start - FROM_REACH), start)
        if told is not None and self.said("postposed", told.start, told.start + 1) is None:
            return True
        after = self.said("postposed", end, end + TOUCH)
        return after is not None and self.said("from", after.start, after.start + 1) is not None

    def is_left(self, item: Item) -> bool:
        """Whether a word for whence stands farther before an amount, or beside it: from a high of $187."""
        return self.before(item, "from") is not None or self.is_whence(item)

    def is_whither(self, item: Item) -> bool:
        """Whether a word for whither stands right before an amount or right behind it: to $63, 63円へ."""
        end = item.figure.end
        return self.to_before(item) is not None or self.said("to", end, end + 1) is not None

    def to_before(self, item: Item) -> Cue | None:
        """The word for whither right before an amount."""
        return self.said("to", max(item.left, item.figure.start - TOUCH), item.figure.start)

    def _turns_back(self, end: int, start: int) -> bool:
        """Whether whence something came stands behind where it is: ``21,350, down from 23,040``."""
        moved = self.said("rise", end, start) or self.said("fall", end, start)
        if moved is None or self.said("clause", moved.start, start) is not None or moved.start - end > TOUCH:
            return False
        origin = self.said("from", moved.end, start)
        return origin is not None and start - origin.end <= TOUCH

    def _goes_on_to(self, told: Cue, first: Item, second: Item) -> bool:
        """Whether a word for whence stands right behind an amount and one for whither behind the next.

        ``83億円から、足元では341億円に伸びた``.
        """
        end, whither = first.figure.end, second.figure.end
        to = self.said("to", whither, whither + 1)
        alone = not any(self.between(end, second.figure.start))  # 575BTCから6.1%減り、1日平均は18BTCと
        behind = told.start == end and self.said("postposed", end, end + 1) is not None
        return alone and behind and to is not None

    def in_unit(self, item: Item, *codes: str) -> Cue | None:
        """A word of one of the kinds anywhere in an item's unit."""
        low, high = self.units[item.unit], self.end_of(item.unit)
        return next((cue for code in codes if (cue := self.said(code, low, high))), None)

    def metrics_in(self, low: int, high: int) -> list[str]:
        """The metrics named between two offsets, in text order; of a word of several the first."""
        found: dict[int, str] = {}
        begin, end = (bisect_left(self._metric_starts, at) for at in (low, high))
        for cue in self.metrics[begin:end]:
            found.setdefault(cue.start, cue.code)
        return list(found.values())

    def near(self, item: Item, back: int, ahead: int = 0) -> Iterator[Item]:
        """The others from ``back`` units before an item's to ``ahead`` behind it, in text order."""
        for unit in range(item.unit - back, item.unit + ahead + 1):
            for other in self.by_unit.get(unit, ()):
                if other is not item:
                    yield other

    def named_in(self, unit: int) -> set[str]:
        """The things that a unit names."""
        low, high = self.units[unit], self.end_of(unit)
        return {e.referent for e in self.entities if e.referent and low <= e.start < high}

    def ahead_of(self, item: Item) -> Sequence[Item]:
        """The items before one, in text order."""
        return self.items[: max(0, item.number)]

    def next_to(self, item: Item) -> Item | None:
        """The item behind one, in whatever unit."""
        return next(iter(self.items[item.number + 1 : item.number + 2]), None)

    def between(self, low: int, high: int) -> Iterator[Item]:
        """The items between two offsets."""
        begin, finish = (bisect_left(self._places, at) for at in (low, high))
        return (item for item in self.items[begin:finish] if item.figure.end <= high)

    def word_as_item(self, cue: Cue, value: Decimal, unit: str, kind: str) -> Item:
        """Words that say an amount and are no figure, as an item: eleven years later, halved."""
        over = next((time for time in self.times if time.start < cue.end and cue.start < time.end), None)
        name = over.time_id if over else f"{kind}:{cue.start}-{cue.end}"
        modifier = over.modifier if over else None
        surface = self.text[cue.start : cue.end]
        figure = Figure(
            name, cue.start, cue.end, surface, kind, value, value, value, modifier, unit, None, "audit"
        )
        # Years are counted whole; of other words the usual tenth holds.
        wide = Decimal(1 if modifier else 0) if kind == "duration" else value * TENTH
        at = self.unit_at(cue.start)
        allows = Interval(value - wide, value + wide)
        return Item(-1, figure, allows, None, None, at, self.units[at], self.end_of(at), frozenset(), False)

    def is_few(self, item: Item) -> bool:
        """Whether an item only says how many are meant: 2社, the three firms."""
        return says_how_many(item.figure)
