"""The words and number forms of the summaries, per language, from wording.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from pathlib import Path

from pipeline.errors import TableError
from pipeline.tables import read_table

TABLE = Path(__file__).with_name("wording.yaml")

SECTIONS = frozenset(
    {"headings", "labels", "columns", "batch", "kinds", "modifiers", "bounds", "ratios", "scales", "bases"}
    | {"entity_labels", "verdicts"}
)
PHRASES = frozenset(
    [
        "modified",
        "about",
        "range",
        "dollars",
        "dollar_range",
        "scaled",
        "unconverted",
        "none",
        "checked",
        "marked",
        "meant",
        "or",
    ]
)

# A converted amount is read with three digits: no rate and no headline bears more.
READ_DIGITS = Context(prec=3, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class Wording:
    """One language's block of wording.yaml, whose head says what the parts are."""

    lang: str
    sections: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, str]
    scales: tuple[tuple[str, int], ...]

    def word(self, section: str, key: str) -> str:
        """The word for a code, the code itself where there is none: ``kinds``, ``money`` is ``金額``."""
        return self.sections[section].get(key, key)

    def number(self, amount: Decimal) -> str:
        """The amount with its scale word: 13000000000 is ``130億``, ``13 billion``, 1500 is ``1,500``."""
        for scale, power in self.scales:
            if abs(amount) >= Decimal(10) ** power:
                grouped = _grouped(amount.scaleb(-power))
                return self.phrases["scaled"].format(number=grouped, scale=scale)
        return _grouped(amount)

    def read_amount(self, amount: Decimal, rounded: bool) -> str:
        """As ``number``, with three digits when ``rounded``: 435820635.105 is ``4.36億``."""
        return self.number(READ_DIGITS.plus(amount) if rounded else amount)


def _grouped(number: Decimal) -> str:
    """Thousands set apart, no exponent, no idle zeros: ``1,234.5``."""
    text = format(number, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def load_wording(lang: str) -> Wording:
    """The words of a language, or those of the table's fallback: ``load_wording("ja").lang`` is ``"ja"``."""
    blocks = _load_blocks()
    return blocks.get(lang) or blocks[read_fallback()]


@cache
def read_fallback() -> str:
    """The language of a summary where the article's has no words here."""
    return str(read_table(TABLE)["fallback"])


@cache
def _load_blocks(path: Path = TABLE) -> Mapping[str, Wording]:
    table = read_table(path)
    blocks = {lang: _read_block(lang, block, f"{path}: {lang}") for lang, block in table["languages"].items()}
    if table["fallback"] not in blocks:
        raise TableError(f"{path}: no words for the fallback {table['fallback']}")
    return blocks


def _read_block(lang: str, block: Mapping[str, Mapping[str, str] | str], where: str) -> Wording:
    if set(block) != SECTIONS | PHRASES:
        raise TableError(
            f"{where}: missing or unknown: {', '.join(sorted(set(block) ^ (SECTIONS | PHRASES)))}"
        )
    sections = {key: value for key, value in block.items() if not isinstance(value, str)}
    phrases = {key: value for key, value in block.items() if isinstance(value, str)}
    try:
        scales = tuple((word, int(power)) for word, power in sections["scales"].items())
    except (KeyError, ValueError) as error:
        raise TableError(f"{where}: scales: want word: power of ten, got {error}") from error
    return Wording(lang, sections, phrases, tuple(sorted(scales, key=lambda scale: -scale[1])))
