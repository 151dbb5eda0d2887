"""Errors as writers and translators make them, put into one figure of a text.

Each is a way to write a figure's surface anew; none uses our own grammar, so that a fault of
ours cannot hide behind itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

# 3分の1, 1/3: what stands there is no amount.
FRACTION = re.compile(r"分[の之]|\d/\d")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# One scale word taken for another, by language; longer words first.
SCALES = {
    "ja": (("億", "万"), ("万", "億"), ("兆", "億")),
    "zh": (("万亿", "亿"), ("亿", "万"), ("万", "亿")),
    "en": (("trillion", "billion"), ("billion", "million"), ("million", "billion"), ("thousand", "million")),
}
CURRENCIES = {
    "ja": (("ドル", "円"), ("ユーロ", "ドル"), ("円", "ドル"), ("元", "円")),
    "zh": (("美元", "元"), ("日元", "美元"), ("欧元", "美元"), ("港元", "元"), ("元", "美元")),
    "en": (
        ("HK$", "$"), ("US$", "€"), ("$", "¥"), ("¥", "$"), ("€", "$"), ("dollars", "yen"),
        ("yen", "dollars"), ("yuan", "dollars"), ("euros", "dollars"),
    ),
}  # fmt: skip
INSERTED = {
    "ja": "別に47億ドルも動いた。",
    "zh": "另有47亿美元被调动。",
    "en": " Another $4.7 billion was moved.",
}
ABOUT = {"ja": "未満", "zh": "不到", "en": "less than "}
# A time with a word for its number, and another: the first that stands there is changed.
OTHER_TIMES = {
    "ja": (("一", "二"), ("二", "三"), ("三", "二"), ("前", "後")),
    "zh": (("一", "二"), ("二", "三"), ("三", "四"), ("四", "三")),
    "en": (
        ("first", "second"), ("second", "third"), ("third", "fourth"), ("fourth", "third"),
        ("January", "February"), ("February", "March"), ("March", "April"), ("April", "May"), ("May", "June"),
        ("June", "July"), ("July", "August"), ("August", "September"), ("September", "October"),
        ("October", "November"), ("November", "December"), ("December", "January"),
    ),
}  # fmt: skip
SENTENCE_END = {"ja": "。", "zh": "。", "en": ". "}


class Mutation(NamedTuple):
    """An error: its name, the class it should be told as, and the text with it.

    ``start`` and ``end``: where the changed figure stands in the new text; for one deleted an empty span.
    """

    name: str
    wanted: str
    text: str
    start: int
    end: int


def mutate(text: str, start: int, end: int, lang: str, bare: bool = True) -> Iterator[Mutation]:
    """Every error that can be put into the figure between two offsets.

    ``bare``: it has no modifier yet, so that it can be given one.
    """
    surface = text[start:end]
    for name, wanted, changed in _rewrites(surface, lang):
        if changed != surface:
            yield Mutation(name, wanted, text[:start] + changed + text[end:], start, start + len(changed))
    yield Mutation("deletion", "omitted", text[:start] + text[end:], start, start)
    if (at := text.find(SENTENCE_END[lang], end)) >= 0:
        at += len(SENTENCE_END[lang].rstrip())
        added = INSERTED[lang]
        begin = at + next(i for i, c in enumerate(added) if c.isdigit() or c == "$")
        yield Mutation("insertion", "added", text[:at] + added + text[at:], begin, at + len(added) - 1)
    if not bare or NUMBER.search(surface) is None:
        return
    word = ABOUT[lang]
    before = text[:start] + word if lang != "ja" else text[:start]
    if lang == "ja":
        yield Mutation("modifier", "modifier", before + surface + word + text[end:], start, end)
    else:
        yield Mutation(
            "modifier", "modifier", before + surface + text[end:], start + len(word), end + len(word)
        )


def mutate_time(text: str, start: int, end: int, lang: str) -> Iterator[Mutation]:
    """The time between two offsets by one later or earlier: 3月 for 2月, the third quarter for the second."""
    surface = text[start:end]
    numbers = list(NUMBER.finditer(surface))
    if numbers:
        last = numbers[-1]
        number = int(last[0].replace(",", "").partition(".")[0])
        # No month 13, no fifth quarter, no day 32.
        later = number - 1 if number in (4, 12, 28, 30, 31) else number + 1
        changed = surface[: last.start()] + str(later) + surface[last.end() :]
    else:
        changed = next((surface.replace(a, b) for a, b in OTHER_TIMES[lang] if a in surface), surface)
    if changed != surface:
        yield Mutation("period", "period", text[:start] + changed + text[end:], start, start + len(changed))


def _rewrites(surface: str, lang: str) -> Iterator[tuple[str, str, str]]:
    number = NUMBER.search(surface)
    if number is None or FRACTION.search(surface):
        return
    yield "x10", "magnitude", NUMBER.sub(lambda found: _write(_read(found[0]) * 10, found[0]), surface)
    if _can_be_tenth(surface):
        yield "÷10", "magnitude", NUMBER.sub(lambda found: _write(_read(found[0]) / 10, found[0]), surface)
    several = len(NUMBER.findall(surface)) > 1
    for words, name, wanted in ((SCALES, "scale word", "magnitude"), (CURRENCIES, "currency", "currency")):
        hit = next(((old, new) for old, new in words[lang] if old in surface), None)
        if hit and not (several and words is SCALES):  # 5万4000万 is another way to write 5億4000万
            yield name, wanted, surface.replace(*hit)
    if several:
        return  # of a range or of 5億4000万 one number alone is another kind of error
    digits = [i for i, c in enumerate(number[0]) if c.isdigit()]
    last = max((i for i in digits if number[0][i] != "0"), default=None)
    if last is not None:
        other = str((int(number[0][last]) + 3) % 9 + 1)
        changed = number[0][:last] + other + number[0][last + 1 :]
        yield "digit", "digits", surface.replace(number[0], changed, 1)
    for one, next_ in pairwise(digits):
        if number[0][one] != number[0][next_] and number[0][next_] != "0" and number[0][one] != "0":
            swapped = list(number[0])
            swapped[one], swapped[next_] = swapped[next_], swapped[one]
            yield "transposition", "digits", surface.replace(number[0], "".join(swapped), 1)
            break


def _read(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _can_be_tenth(surface: str) -> bool:
    """Whether a tenth of it is still a figure: 0.7社 is none."""
    scaled = any(word in surface for words in SCALES.values() for word, _ in words) or "." in surface
    return scaled or all(_read(number) % 10 == 0 for number in NUMBER.findall(surface))


def _write(value: Decimal, like: str) -> str:
    """A number in the manner of another: with commas where that had them, or where it is long."""
    plain = format(value.normalize(), "f")
    whole, _, rest = plain.partition(".")
    if "," in like or (len(whole) > 4 and len(like) <= 4):
        whole = f"{int(whole):,}"
    return f"{whole}.{rest}" if rest else whole
