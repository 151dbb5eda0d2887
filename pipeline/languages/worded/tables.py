"""``numerals.yaml`` of a language whose number words stand apart, read into its words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from pipeline.errors import TableError
from pipeline.languages.number_words import WordedNumerals
from pipeline.tables import text_list

AMOUNTS = (
    "digits", "small_scales", "large_scales", "suffixes", "articles", "groups", "plurals", "parts",
    "ordinals", "vague_most",
)  # fmt: skip
LISTS = (
    "group", "points", "vague", "add", "of", "only_of", "many_parts", "parted", "slashed", "no_part",
    "compared", "led", "moved", "moved_on", "left", "ends", "stout",
    "loose_suffixes", "unclear", "lengths", "spans", "clock_ordinals", "ordinal_nouns",
    "split_decimals", "owned", "shy_scales", "shy_on", "spoken_suffixes",
)  # fmt: skip


def read_amounts(table: Mapping[str, str], where: str) -> dict[str, Decimal]:
    """Words with what they stand for: ``{"dozen": Decimal(12)}``. Raises: TableError."""
    try:
        return {word: Decimal(value) for word, value in table.items()}
    except InvalidOperation as error:
        raise TableError(f"{where}: not a number among {list(table.values())}") from error


def read_worded(raw: Mapping[str, Any], where: str) -> WordedNumerals:
    """The number words of a table. Raises: TableError for what is no number."""
    amounts = {name: read_amounts(raw.get(name, {}), where) for name in AMOUNTS}
    lists = {name: tuple(text_list(raw.get(name, []), where)) for name in LISTS}
    return WordedNumerals(**amounts, **lists, loose=raw.get("loose", {}))  # type: ignore[arg-type]
