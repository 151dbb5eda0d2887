"""Patterns of the tables: regular expressions with named pieces filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.errors import TableError


def fill_pattern(
    source: str | None, slots: Mapping[str, str], where: str, end: str = ""
) -> re.Pattern[str] | None:
    """A pattern with its ``{slots}`` filled in; braces of counts (``{2,4}``) stay.

    Raises: TableError, naming ``where``, for what is no regular expression.
    """
    if source is None:
        return None
    for slot, text in slots.items():
        source = source.replace("{" + slot + "}", text)
    try:
        return re.compile(f"(?:{source}){end}")
    except re.error as error:
        raise TableError(f"{where}: bad pattern {source!r}: {error}") from error
