"""The words around a figure as features, by side and place: what leanings.py reads.

Figures, times, names and metric words stand as one item each; a figure is seen with its size, and with
the metrics that were named in the sentences before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.datatypes import Annotations, Figure
from pipeline.datatypes.sizes import size_of

# So many items are looked at to a figure's left and right, so many by their very place, so many in pairs.
LEFT, RIGHT, PLACED, PAIRED = 13, 8, 3, 6
# Of so many units before the figure's, the metrics that are named in them.
BEFORE = 2
# What forms and compounds of a word share: so many letters of a Latin one, so many characters of another.
_STEM_LATIN, _STEM_OTHER = 5, 2
# Kinds of spans that stand as one item, the first where they meet.
_FIGURE, _TIME, _NAME, _METRIC = range(4)

_Span = tuple[int, int, int, tuple[str, ...]]
Told = Mapping[int, tuple[str, ...]]


class Item(NamedTuple):
    """One word, or a span that stands as one: ``marks`` are what it is seen as."""

    start: int
    unit: int
    marks: tuple[str, ...]


def list_items(text: str, found: Annotations) -> list[Item]:
    """The words of a text in order; figures, times, names and metric words stand as one item each."""
    spans: list[_Span] = [(_FIGURE, f.start, f.end, (f"#{f.kind}",)) for f in found.figures]
    spans += [(_TIME, t.start, t.end, ("#time",)) for t in found.times]
    spans += [(_NAME, e.start, e.end, (f"#{e.label}",)) for e in found.entities]
    spans += _metric_words(text, found)
    spans.sort(key=lambda span: (span[0], span[1]))
    taken = bytearray(len(text))
    kept: list[tuple[int, tuple[str, ...]]] = []
    for _, start, end, marks in spans:
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, marks))
    kept += [
        (token.start, (token.surface.lower(),))
        for token in found.tokens
        if taken.find(1, token.start, token.end) < 0 and not token.surface.isspace()
    ]
    kept.sort(key=lambda each: each[0])
    borders = [sentence.start for sentence in found.sentences]
    return [Item(start, bisect_left(borders, start + 1), marks) for start, marks in kept]


def _metric_words(text: str, found: Annotations) -> list[_Span]:
    """The words of the lexicon, each seen as itself and as the metrics it may name."""
    codes: dict[tuple[int, int], list[str]] = {}
    for cue in found.cues:
        if cue.kind == "metric":
            codes.setdefault((cue.start, cue.end), []).append(f"={cue.code}")
    return [(_METRIC, start, end, (text[start:end].lower(), *named)) for (start, end), named in codes.items()]


def tell_before(items: Sequence[Item]) -> Told:
    """By unit what the metric words of the two units before it name: ``B1:=revenue``, ``B2:=loss``."""
    named: dict[int, set[str]] = {}
    for item in items:
        named.setdefault(item.unit, set()).update([mark for mark in item.marks if mark[:1] == "="])
    return {
        unit: tuple(
            [
                f"B{back}:{code}"
                for back in range(1, BEFORE + 1)
                for code in sorted(named.get(unit - back, ()))
            ]
        )
        for unit in named
    }


def describe(figure: Figure, items: Sequence[Item], at: int, told: Told) -> Iterator[str]:
    """The features of a figure that is the item ``at``: what it is, the words around it, what was told."""
    yield from describe_figure(figure)
    yield from told.get(items[at].unit, ())
    seen: set[str] = set()
    for side, n, marks, before in walk(items, at):
        seen.update(describe_item(side, n, marks))
        if before is not None and n < PAIRED:
            seen.update(describe_pair(side, before, marks))
    yield from sorted(seen)


def describe_figure(figure: Figure) -> tuple[str, ...]:
    """What a figure is, and how large: a price per share is no revenue."""
    kind, unit, per, size = figure.kind, figure.unit, figure.per, size_of(figure)
    return (
        f"kind:{kind}", f"unit:{unit}", f"per:{per}", f"bias:{kind}:{unit}",
        f"size:{kind}:{size}", f"size:{kind}:{unit}:{size}", f"size:{kind}:/{per}:{size}",
    )  # fmt: skip


def walk(items: Sequence[Item], at: int) -> Iterator[tuple[str, int, tuple[str, ...], str | None]]:
    """The items around one within its sentence: the side, how far, the marks, the word nearer to it."""
    unit = items[at].unit
    for side, places in (("L", range(at - 1, at - LEFT - 1, -1)), ("R", range(at + 1, at + RIGHT + 1))):
        before: str | None = None
        for n, place in enumerate(places):
            if not 0 <= place < len(items) or items[place].unit != unit:
                break
            marks = items[place].marks
            yield side, n, marks, before
            before = marks[0]


def describe_item(side: str, n: int, marks: tuple[str, ...]) -> Iterator[str]:
    """One item as it is and by its side; a near one by its very place too."""
    if (stem := _stem(marks[0])) is not None:
        yield stem
        if n < PLACED:
            yield f"{side}{n}:{stem}"
    for mark in marks:
        yield mark
        yield f"{side}:{mark}"
        if n < PLACED:
            yield f"{side}{n}:{mark}"


def describe_pair(side: str, before: str, marks: tuple[str, ...]) -> list[str]:
    """One item with the word between it and the figure."""
    return [f"{side}:{before}|{mark}" for mark in marks]


def _stem(word: str) -> str | None:
    """What a word begins with, so that its forms and compounds share something."""
    length = _STEM_LATIN if word.isascii() else _STEM_OTHER
    return f"{word[:length]}~" if len(word) > length and word[0].isalpha() else None
