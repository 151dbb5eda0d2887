"""What a word looks like, its letters left out."""

from __future__ import annotations

import re

# What a new line, and whatever stands beyond a text, is seen as.
LINE_SIGN = "⏎"
_DIGITS = re.compile(r"[0-9]+")
_RUNS = (
    (re.compile(r"[A-ZÀ-Þ]{2,}"), "XX"), (re.compile(r"[A-WYZÀ-Þ]"), "X"), (re.compile(r"[a-zß-ɏ]+"), "x"),
    (_DIGITS, "9"), (re.compile(r"[ァ-ヴー・]+"), "ア"), (re.compile(r"[ぁ-ん]+"), "あ"),
    (re.compile(r"[一-鿿々]+"), "字"),
)  # fmt: skip
_LONGEST, _LONG = 6, 5


def shape_of(word: str) -> str:
    """The kinds of characters in a row, and the length of a short word.

    >>> shape_of("Palladyne"), shape_of("QLN"), shape_of("シエラ"), shape_of("v2")
    ('Xx5', 'XX3', 'ア3', 'x92')
    """
    shape = word
    for pattern, sign in _RUNS:
        shape = pattern.sub(sign, shape)
    return f"{shape[:_LONGEST]}{min(len(word), _LONG)}"


def form_of(piece: str) -> str:
    """A character as it is; a Latin word by its shape, a number as one digit, white space as one sign.

    >>> form_of("砺"), form_of("Data"), form_of("2026")
    ('砺', 'Xx4', '0')
    """
    if piece.isspace():
        return LINE_SIGN if "\n" in piece else " "
    if piece[0] in "0123456789":
        return "0"
    return shape_of(piece) if piece[0].isalpha() and (len(piece) > 1 or piece.isascii()) else piece


def without_digits(word: str) -> str:
    """A word with each number as one digit.

    >>> without_digits("3nm")
    '0nm'
    """
    return _DIGITS.sub("0", word)
