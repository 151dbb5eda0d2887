"""Numbers as people write them in Japanese, Chinese and English: the inverse of what is tested.

Each function takes an exact number and gives one written form of it, or None where that
form cannot say it. Nothing here is read from the tables of the packs.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

HAN = "零一二三四五六七八九"
FORMAL_ZH = "零壹贰叁肆伍陆柒捌玖"
MYRIADS = {"ja": ("", "万", "億", "兆", "京"), "zh": ("", "万", "亿", "万亿"), "hant": ("", "萬", "億", "兆")}
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
THOUSANDS = ("", " thousand", " million", " billion", " trillion")


def plain(value: Decimal) -> str:
    """1234567.5"""
    return f"{value:f}"


def grouped(value: Decimal) -> str:
    """1,234,567.5"""
    return f"{value:,f}"


def wide(text: str | None) -> str | None:
    """A form in full width: １２３"""
    return None if text is None else "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def myriads(value: Decimal, script: str) -> str | None:
    """1億2000万: Arabic digits between the words for 10,000 and its powers."""
    if value != int(value) or value < 10_000:
        return None
    rest, parts = int(value), []
    for word in MYRIADS[script][:3]:
        rest, part = divmod(rest, 10_000)
        parts.append(f"{part}{word}" if part else "")
    return None if rest else "".join(reversed(parts))


def decimal_scale(value: Decimal, word: str, scale: int, separator: str = "") -> str | None:
    """1.2345億: one scale word behind a decimal."""
    number = value / scale
    if not Decimal("1") <= number < 10_000 or -number.normalize().as_tuple().exponent > 4:
        return None
    return f"{number.normalize():,f}{separator}{word}"


def _four(number: int, digits: str, places: str, *, ja: bool) -> str:
    """千二百三 (ja) or 一千二百零三 (zh) for a number below 10,000."""
    said, gap = "", False
    for index, digit in enumerate(f"{number:04d}"):
        place = places[index].strip()
        if digit == "0":
            gap = True
            continue
        if not ja and gap and said:
            said += digits[0]
        one = digit == "1" and ja and place
        said += ("" if one else digits[int(digit)]) + place
        gap = False
    return said


def han(
    value: Decimal, *, script: str, digits: str = HAN, places: tuple[str, ...] = ("千", "百", "十", "")
) -> str | None:
    """千二百三十四万五千 in Japanese, 一千二百三十四万五千 in Chinese."""
    if value != int(value) or not 0 < value < 10**12:
        return None
    number, said = int(value), ""
    ja = script == "ja"
    for power in (2, 1, 0):
        part = number // 10_000**power % 10_000
        if not part:
            continue
        # a zero is said in Chinese where the thousands of a lower part are missing
        zero = (
            digits[0]
            if not ja and said and (part < 1000 or number // 10_000 ** (power + 1) % 10 == 0)
            else ""
        )
        said += zero + _four(part, digits, "".join(p or " " for p in places), ja=ja) + MYRIADS[script][power]
    return said


def formal_zh(value: Decimal) -> str | None:
    """壹佰壹拾万贰仟陆佰壹拾肆"""
    return han(value, script="zh", digits=FORMAL_ZH, places=("仟", "佰", "拾", ""))


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{ONES[hundreds]} hundred"] if hundreds else []
    if rest:
        tens, ones = divmod(rest, 10)
        tail = ONES[rest] if rest < 20 else TENS[tens] + (f"-{ONES[ones]}" if ones else "")
        words.append(f"and {tail}" if hundreds else tail)
    return " ".join(words)


def english_words(value: Decimal) -> str | None:
    """one million two hundred and three thousand and four"""
    if value != int(value) or not 0 < value < 10**15:
        return None
    parts = []
    for power in range(4, -1, -1):
        part = int(value) // 1000**power % 1000
        if part:
            parts.append(_below_thousand(part) + THOUSANDS[power])
    return " ".join(parts)


def scaled(word: str, scale: int, separator: str = "") -> Callable[[Decimal], str | None]:
    """A form with one scale word: 1.2 million, 3.5万, 2bn."""
    return lambda value: decimal_scale(value, word, scale, separator)


FORMS: dict[str, dict[str, Callable[[Decimal], str | None]]] = {
    "ja": {
        "plain": plain,
        "grouped": grouped,
        "wide": lambda v: wide(plain(v)),
        "wide grouped": lambda v: wide(grouped(v)),
        "myriads": lambda v: myriads(v, "ja"),
        "wide myriads": lambda v: wide(myriads(v, "ja")),
        "kanji": lambda v: han(v, script="ja"),
        "man": scaled("万", 10**4),
        "oku": scaled("億", 10**8),
        "cho": scaled("兆", 10**12),
    },
    "zh": {
        "plain": plain,
        "grouped": grouped,
        "wide": lambda v: wide(plain(v)),
        "myriads": lambda v: myriads(v, "zh"),
        "traditional myriads": lambda v: myriads(v, "hant"),
        "hanzi": lambda v: han(v, script="zh"),
        "traditional": lambda v: han(v, script="hant"),
        "formal": formal_zh,
        "wan": scaled("万", 10**4),
        "yi": scaled("亿", 10**8),
        "wan yi": scaled("万亿", 10**12),
    },
    "en": {
        "plain": plain,
        "grouped": grouped,
        "words": english_words,
        "million": scaled("million", 10**6, " "),
        "billion": scaled("billion", 10**9, " "),
        "trillion": scaled("trillion", 10**12, " "),
        "M": scaled("M", 10**6),
        "bn": scaled("bn", 10**9),
    },
}
