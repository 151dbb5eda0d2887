"""Markdown that shows what it is given: every text of an article is escaped.

Nothing in a text can become markup, a table border or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.reference.wording import Wording

# Every ASCII mark that Markdown, GitHub's tables, its maths ($) or HTML give a meaning.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
_LIST_START = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))(?=\S?(\s|$))")
_LINE_ENDS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")


def escape(text: str) -> str:
    """The text as Markdown that shows it on one line: ``2~3|a`` is ``2\\~3\\|a``."""
    line = _MARKUP.sub(r"\\\g<0>", _LINE_ENDS.sub(" ", text))
    # At the start of a block "1." and "-" would open a list.
    return _LIST_START.sub(lambda found: f"{found[1]}{_inert(found[2])}", line)


def _inert(mark: str) -> str:
    return f"\\{mark}" if mark in "-+" else f"{mark}\\"


def join_page(*blocks: str) -> str:
    """Blocks with blank lines between them, ending with a newline."""
    return "\n\n".join(blocks) + "\n"


def columns_of(words: Wording, keys: str) -> list[str]:
    """The heads of columns by their keys."""
    return [words.word("columns", key) for key in keys.split()]


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: Wording) -> str:
    """A table, or the word for none. Cells are escaped by whoever made them."""
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines) if len(lines) > 2 else words.phrases["none"]


def count_table(counts: Iterable[tuple[str, int]], words: Wording, column: str, section: str | None) -> str:
    """Codes and how often each was found."""
    rows = [(escape(words.word(section, key) if section else key), f"{count:,}") for key, count in counts]
    return table(columns_of(words, f"{column} count"), rows, words)
