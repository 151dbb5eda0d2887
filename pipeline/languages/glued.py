"""Latin names with an amount right behind them: ``OpenAI37億ドル`` is OpenAI and 37億ドル, ``GPT4`` one word.

Where words are not set apart, only what follows the digits tells which it is; the table
``glued`` of ``identifiers.yaml`` says what does.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline.languages.patterns import compile_sieved
from pipeline.tables import read_table

TABLE = Path(__file__).with_name("identifiers.yaml")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code).isalpha()}


def glued_name(letters: str = "A-Za-z", *, wide: bool = False) -> str:
    """A pattern for a Latin name that ends where an amount begins.

    Args:
        letters: the inside of a character class.
        wide: whether the text has full-width letters, digits and punctuation.
    """
    table = read_table(TABLE)["glued"]
    words = {key: table[key] for key in ("scale", "unit", "year", "trade", "counted")} | {
        "numbered": "|".join(table["numbered"])
    }
    digit, comma, point, century = "0-9", ",", r"\.", "19|20"
    if wide:
        digit, comma, point, century = "０-９", "，", "．", "１９|２０"
        words = {key: value.translate(_WIDE) for key, value in words.items()}
    grouped = rf"[{digit}]{{1,3}}(?:{comma}[{digit}]{{3}})+(?![{digit}])"
    some, few = (rf"[{digit}]{count}(?:{point}[{digit}]+)?" for count in ("+", "{1,4}"))
    return (
        rf"(?<![{letters}{digit}])(?!(?:{words['numbered']})[{digit}])"
        rf"(?:[{letters}]{{2,}}+(?={grouped}|{some}(?:{words['scale']}))"
        rf"|(?:{words['trade']})(?={few}(?:{words['counted']}))"
        rf"|[{letters}]{{3,}}+(?={few}(?:{words['unit']})|(?:{century})[{digit}]{{2}}(?:{words['year']})))"
    )


@cache
def _regex() -> re.Pattern[str]:
    return compile_sieved(glued_name())


def find_glued(folded: str) -> frozenset[int]:
    """Where in a text of half width a Latin name ends and an amount begins.

    >>> sorted(find_glued("OpenAI37億ドル、GPT4、Kraken2,500人"))
    [6, 23]
    """
    return frozenset(match.end() for match in _regex().finditer(folded))
