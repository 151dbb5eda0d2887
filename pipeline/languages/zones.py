"""The zones of an article: title, tag, title_repeat, dek, byline, body, footer.

``"甲社が参入\\n執筆:山田\\n甲社は…"`` has a title, a byline and a body. A language's
``zones.yaml`` says what a tag line, a byline and a footer line look like; where
they stand in relation to each other is the same everywhere and decided here:

- a first line is a title only if something of a head follows it (a tag line, the
  title again, or a byline) and then a body; else there is no head, and all is body;
- what stands between title and byline, two lines at most, is the dek; without a
  byline, the line behind a tagged and repeated title is;
- a footer is a tail of footer lines that begins with one that opens a footer.

Nothing is cut out of the text: zones are spans, in order, and what lies outside
them is white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.datatypes import Zone
from pipeline.errors import TableError
from pipeline.tables import read_table, text_list

_LONGEST_TITLE = 200
_LONGEST_DEK = 300
_LONGEST_LONE_DEK = 120  # a dek that only its place behind the title speaks for
_MOST_DEK_LINES = 2
_MOST_REST_LINES = 12  # what a disclaimer may take with it at the end
_LONGEST_LINE = 600  # longer lines are paragraphs; their patterns are not tried
_LINE = re.compile(r"\S[^\n\r\v\f\x85\u2028\u2029]*")
_SECTIONS = ("tags", "bylines", "footer_opens", "footer_goes_on", "footer_takes_rest", "not_titles")


@dataclass(frozen=True, slots=True)
class LineRule:
    """What one kind of line looks like; ``pattern`` has to fit the whole line, blanks around it aside."""

    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZoneRules:
    """One language's zone table: the rules of each section, in table order."""

    tags: tuple[LineRule, ...]
    bylines: tuple[LineRule, ...]
    footer_opens: tuple[LineRule, ...]
    footer_goes_on: tuple[LineRule, ...]
    footer_takes_rest: tuple[LineRule, ...]
    not_titles: tuple[LineRule, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str


@cache
def load_zone_rules(code: str) -> ZoneRules:
    """The rules of one language, from ``<code>/zones.yaml``; read once.

    Raises: TableError for an unknown section, a bad pattern, or a rule without
    examples and rejects.
    """
    path = Path(__file__).parent / code / "zones.yaml"
    return read_zone_rules(read_table(path), str(path))


def read_zone_rules(table: Any, where: str) -> ZoneRules:
    """The rules a table stands for; ``where`` begins every error message."""
    if unknown := sorted(table.keys() - set(_SECTIONS)):
        raise TableError(f"{where}: unknown section {unknown[0]}; known: {', '.join(_SECTIONS)}")
    sections = {
        section: tuple(
            _read_rule(name, rule, f"{where}: {section}.{name}")
            for name, rule in (table.get(section) or {}).items()
        )
        for section in _SECTIONS
    }
    return ZoneRules(**sections)


def _read_rule(name: str, rule: Any, where: str) -> LineRule:
    """One row of the table, checked."""
    texts = {key: tuple(text_list(rule.get(key, []), f"{where}.{key}")) for key in ("examples", "rejects")}
    if not all(texts.values()):
        raise TableError(f"{where}: a rule needs examples and rejects")
    try:
        pattern = re.compile(rule["pattern"], re.VERBOSE)
    except (KeyError, re.error) as error:
        raise TableError(f"{where}: no usable pattern: {error}") from error
    return LineRule(name, pattern, texts["examples"], texts["rejects"])


def mark_zones(text: str, rules: ZoneRules) -> tuple[Zone, ...]:
    """The zones of a text, in order; every character but white space is in just one.

    Neighbouring lines of one kind make one zone; a footer reaches to the end of
    the text. Empty for blank text.
    """
    lines = [_strip(match) for match in _LINE.finditer(text)]
    footer = _find_footer(lines, rules)
    kinds = _name_head(lines[:footer], rules)
    kinds += ["body"] * (footer - len(kinds)) + ["footer"] * (len(lines) - footer)
    zones: list[Zone] = []
    for line, kind in zip(lines, kinds, strict=True):
        end = len(text) if kind == "footer" else line.end
        if zones and zones[-1].kind == kind:
            zones[-1] = Zone(zones[-1].start, end, kind)
        else:
            zones.append(Zone(line.start, end, kind))
    return tuple(zones)


def _strip(match: re.Match[str]) -> _Line:
    """A line without the white space at its end."""
    line = match[0].rstrip()
    return _Line(match.start(), match.start() + len(line), line)


def _fits(line: _Line, rules: tuple[LineRule, ...]) -> bool:
    """Whether some rule describes the line."""
    return len(line.text) <= _LONGEST_LINE and any(rule.pattern.fullmatch(line.text) for rule in rules)


def _find_footer(lines: list[_Line], rules: ZoneRules) -> int:
    """Index of the first footer line; the number of lines if there is no footer.

    A text of footer lines alone has none: something must stand before it.
    """
    first = len(lines)
    for at in range(len(lines) - 1, 0, -1):
        if _fits(lines[at], rules.footer_opens):
            first = at
        elif not _fits(lines[at], rules.footer_goes_on):
            break
    for at in range(max(1, first - _MOST_REST_LINES), first):
        if _fits(lines[at], rules.footer_takes_rest):
            return at
    return first


def _name_head(lines: list[_Line], rules: ZoneRules) -> list[str]:
    """The kinds of the lines above the body; empty when the text has no head.

    Tag lines or bylines alone, without a title, count too; but text must follow.
    """
    if len(lines) < 2:
        return []
    if _fits(lines[0], rules.tags):
        return ["tag", *_name_head(lines[1:], rules)]
    if _fits(lines[0], rules.bylines):
        kinds = list(_name_bylines(lines, rules))
        return kinds if len(kinds) < len(lines) else []
    title = _fold(lines[0].text)
    if len(lines[0].text) > _LONGEST_TITLE:
        return []
    kinds = ["title"]
    while len(kinds) < len(lines):
        line = lines[len(kinds)]
        if _fits(line, rules.bylines):
            kinds += _name_bylines(lines[len(kinds) :], rules)
            break
        if _fits(line, rules.tags):
            kinds.append("tag")
        elif _fold(line.text) == title:
            kinds.append("title_repeat")
        else:
            dek = _count_dek(lines, kinds, title, rules)
            if not dek:
                break
            kinds += ["dek"] * dek
    sure = {"tag", "title_repeat"} & set(kinds)
    likely = "byline" in kinds and not _fits(lines[0], rules.not_titles)
    return kinds if (sure or likely) and len(kinds) < len(lines) else []


def _name_bylines(lines: list[_Line], rules: ZoneRules) -> Iterator[str]:
    """ "byline" for each line up to the first that is none."""
    for line in lines:
        if not _fits(line, rules.bylines):
            return
        yield "byline"


def _count_dek(lines: list[_Line], kinds: list[str], title: str, rules: ZoneRules) -> int:
    """How many of the next lines are the dek: those that stand between title and more of the head."""
    begin = len(kinds)
    if "dek" in kinds:
        return 0
    for at in range(begin, min(begin + _MOST_DEK_LINES + 1, len(lines))):
        line = lines[at]
        if _fits(line, rules.bylines) or _fits(line, rules.tags) or _fold(line.text) == title:
            return at - begin
        if len(line.text) > _LONGEST_DEK:
            break
    whole = {"tag", "title_repeat"} <= set(kinds) and begin + 1 < len(lines)
    return int(whole and len(lines[begin].text) <= _LONGEST_LONE_DEK)


def _fold(text: str) -> str:
    """A title without what differs between its two prints: width, case, blanks, marks.

    >>> _fold("Ｔether が「参入」") == _fold("tetherが参入")
    True
    """
    if len(text) > _LONGEST_TITLE:
        return text
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "PZC") or text
