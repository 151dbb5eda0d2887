"""The gold of ``corpus/gold/<lang>/*.yaml`` as objects: ``load_gold("ja")[0].figures[0].value``.

The format and what is right stand in corpus/gold/GUIDELINES.md; ``load_gold`` checks
what can be checked. ``gold_scores.py`` compares records with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.reference import load_reference
from pipeline.tables import read_table

GOLD = Path(__file__).parents[1] / "corpus/gold"
PARTS = {"e": "early", "l": "late"}
TYPES = ("DATE", "TIME", "DURATION", "SET")
# Kinds and the unit kinds (reference/units.yaml) that they may carry; none: no unit at all.
UNIT_KINDS: Mapping[str, frozenset[str] | None] = {
    "percent": frozenset({"percent"}),
    "count": frozenset({"count"}),
    "multiple": frozenset({"multiple"}),
    "rank": frozenset({"rank"}),
    "measure": frozenset({"measure"}),
    "rate": frozenset({"count", "measure"}),
    "number": None,
}
BOUNDS = ("more_than", "less_than", "at_least", "at_most", "nearly", "just_over")
MODIFIERS = ("approx", *BOUNDS)
# A bound of a duration may be said as a figure's or as TIMEX3 has it.
DURATION_MODS = ("equal_or_more", "equal_or_less", *MODIFIERS)
MODS = ("start", "mid", "end", "on_or_after", "on_or_before", "before", "after", *DURATION_MODS)
SENTENCE_KEYS = {"id", "class", "text", "date", "figures", "times"}
FIGURE_KEYS = {"surface", "start", "kind", "value", "low", "high", "fraction", "unit", "modifier", "per"}
TIME_KEYS = {"surface", "start", "type", "timex", "begin", "finish", "mod"}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_PER = re.compile(r"(?:[1-9][0-9]*_)?([a-z_]+)", re.IGNORECASE)


class GoldError(ValueError):
    """Gold that is not as the guidelines have it; a line for each place, ``file: id: what``."""


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A figure that a person saw; ``low`` and ``high`` are the value where there is one."""

    surface: str
    start: int
    end: int
    kind: str
    value: Decimal | None
    low: Decimal
    high: Decimal
    unit: str | None = None
    modifier: str | None = None
    per: str | None = None
    fraction: str | None = None


@dataclass(frozen=True, slots=True)
class GoldTime:
    """A time that a person saw."""

    surface: str
    start: int
    end: int
    type: str
    timex: str
    begin: date | None = None
    finish: date | None = None
    modifier: str | None = None


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """One row of a gold file; ``part`` is early or late, ``kind`` its class."""

    sentence_id: str
    lang: str
    part: str
    kind: str
    text: str
    date: date | None
    figures: tuple[GoldFigure, ...]
    times: tuple[GoldTime, ...]


def load_gold(lang: str, part: str | None = None, root: Path = GOLD) -> tuple[GoldSentence, ...]:
    """All sentences of a language, file by file; only the ``early`` or ``late`` ones when asked for.

    Raises: GoldError, which names every place that is wrong.
    """
    errors: list[str] = []
    sentences: list[GoldSentence] = []
    for path in sorted((root / lang).glob("*.yaml")):
        if path.name.endswith("-references.yaml") or any(
            kind in path.name for kind in ("-claims", "-audit", "-directions")
        ):
            continue  # gold of another kind: gold_names, gold_claims, gold_audit, gold_directions
        sentences += _read_file(path, lang, errors)
    seen: set[str] = set()
    for sentence in sentences:
        if sentence.sentence_id in seen:
            errors.append(f"{sentence.sentence_id}: id given twice")
        seen.add(sentence.sentence_id)
    if errors:
        raise GoldError("\n".join(errors))
    return tuple(sentence for sentence in sentences if part in (None, sentence.part))


def _read_file(path: Path, lang: str, errors: list[str]) -> list[GoldSentence]:
    table = read_table(path)
    if not isinstance(table, dict) or set(table) != {"about", "sentences"}:
        errors.append(f"{path.name}: want about and sentences")
        return []
    sentences = []
    for row in table["sentences"]:
        name = row.get("id", "?") if isinstance(row, dict) else "?"
        try:
            sentences.append(_read_sentence(row, lang, path))
        except (GoldError, KeyError) as error:
            missing = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            errors.append(f"{path.parent.name}/{path.name}: {name}: {missing}")
    return sentences


def _read_sentence(row: Mapping[str, Any], lang: str, path: Path) -> GoldSentence:
    _check_keys(row, SENTENCE_KEYS, "sentence")
    written = re.fullmatch(rf"{lang}-([el])-\d+", row["id"])
    if not written or PARTS[written[1]] != path.name.partition("-")[0]:
        raise GoldError(f"want an id like {lang}-{path.name[0]}-001, as the file's name has it")
    text = row["text"]
    return GoldSentence(
        row["id"],
        lang,
        PARTS[written[1]],
        row["class"],
        text,
        _read_day(row.get("date")),
        tuple(_read_figure(item, *place) for item, place in _places(row, "figures", text)),
        tuple(_read_time(item, *place) for item, place in _places(row, "times", text)),
    )


def _places(
    row: Mapping[str, Any], name: str, text: str
) -> Iterator[tuple[Mapping[str, Any], tuple[int, int]]]:
    """Each item of a list with the span of its surface, which follows that of the item before."""
    after = 0
    if not isinstance(row[name], list):
        raise GoldError(f"{name}: want a list")
    for item in row[name]:
        _check_keys(item, FIGURE_KEYS if name == "figures" else TIME_KEYS, name)
        start = _find(text, item["surface"], item.get("start"), after)
        after = start + len(item["surface"])
        yield item, (start, after)


def _find(text: str, surface: str, given: str | None, after: int) -> int:
    if given is not None:
        if not given.isdecimal() or text[int(given) : int(given) + len(surface)] != surface:
            raise GoldError(f"{surface!r} does not stand at {given}")
        if int(given) < after:
            raise GoldError(f"{surface!r} stands before the one listed before it")
        return int(given)
    start = text.find(surface, after)
    while start >= 0 and _cuts_number(text, start, start + len(surface)):
        start = text.find(surface, start + 1)
    if start >= 0 and surface:
        return start
    if surface and surface in text:
        raise GoldError(f"{surface!r} stands before the one listed before it, or only inside a longer number")
    raise GoldError(f"{surface!r} is not in the text")


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Whether a span begins or ends amid digits: 5% is not in 25%."""
    before = start > 0 and text[start - 1].isdecimal() and text[start].isdecimal()
    return before or (end < len(text) and text[end - 1].isdecimal() and text[end].isdecimal())


def _read_figure(row: Mapping[str, str], start: int, end: int) -> GoldFigure:
    surface, kind = row["surface"], row["kind"]
    value, low, high = _read_amount(row)
    unit, per, modifier = row.get("unit"), row.get("per"), row.get("modifier")
    if kind != "money" and kind not in UNIT_KINDS:
        raise GoldError(f"{surface!r}: unknown kind {kind}")
    _check_unit(surface, kind, unit)
    written = _PER.fullmatch(per) if per is not None else None
    if per is not None and (written is None or written[1] not in _units() | _currencies().keys()):
        raise GoldError(f"{surface!r}: unknown unit {per} in per")
    if modifier not in (None, *MODIFIERS):
        raise GoldError(f"{surface!r}: unknown modifier {modifier}")
    return GoldFigure(surface, start, end, kind, value, low, high, unit, modifier, per, row.get("fraction"))


def _read_amount(row: Mapping[str, str]) -> tuple[Decimal | None, Decimal, Decimal]:
    keys = {key for key in ("value", "low", "high", "fraction") if key in row}
    if keys == {"fraction"}:
        if not re.fullmatch(r"-?\d+/[1-9]\d*", row["fraction"]):
            raise GoldError(f"{row['surface']!r}: want a fraction like 1/3, got {row['fraction']}")
        exact = Fraction(row["fraction"]) * (100 if row["kind"] == "percent" else 1)
        value = Decimal(exact.numerator) / Decimal(exact.denominator)
        return value, value, value
    if keys == {"value"}:
        value = _read_number(row, "value")
        return value, value, value
    if keys != {"low", "high"}:
        raise GoldError(f"{row['surface']!r}: want value, or low and high, or fraction")
    low, high = _read_number(row, "low"), _read_number(row, "high")
    if low > high:
        raise GoldError(f"{row['surface']!r}: low is above high")
    return None, low, high


def _read_number(row: Mapping[str, str], key: str) -> Decimal:
    if _NUMBER.fullmatch(row[key]):
        return Decimal(row[key])
    raise GoldError(f"{row['surface']!r}: {key}: want a number written out, got {row[key]}")


@cache
def _units() -> Mapping[str, str]:
    return {code: unit.kind for code, unit in load_reference().units.items()}


def _currencies() -> Mapping[str, Any]:
    return load_reference().currencies


def _check_unit(surface: str, kind: str, unit: str | None) -> None:
    kinds = UNIT_KINDS.get(kind)
    if kind == "money":
        if unit not in _currencies():
            raise GoldError(f"{surface!r}: unknown currency {unit}")
    elif kinds is None:
        if unit is not None:
            raise GoldError(f"{surface!r}: a number has no unit, got {unit}")
    elif unit is None or unit not in _units():
        raise GoldError(f"{surface!r}: unknown unit {unit}")
    elif _units()[unit] not in kinds:
        raise GoldError(f"{surface!r}: {unit} is no unit of kind {kind}")


def _read_time(row: Mapping[str, str], start: int, end: int) -> GoldTime:
    surface, kind, timex, mod = row["surface"], row["type"], row["timex"], row.get("mod")
    if kind not in TYPES:
        raise GoldError(f"{surface!r}: unknown type {kind}")
    if mod not in (None, *MODS):
        raise GoldError(f"{surface!r}: unknown mod {mod}")
    if (
        not timex
        or re.search(r"\s", timex)
        or (kind != "SET" and (kind == "DURATION") != timex.startswith("P"))
    ):
        raise GoldError(f"{surface!r}: {timex!r} is no timex of a {kind}")
    if kind in {"DATE", "TIME"} and ("T" in timex) != (kind == "TIME"):
        raise GoldError(f"{surface!r}: a TIME, and no DATE, holds a T: {timex}")
    begin, finish = _read_day(row.get("begin")), _read_day(row.get("finish"))
    if begin and finish and begin > finish:
        raise GoldError(f"{surface!r}: begins after it finishes")
    return GoldTime(surface, start, end, kind, timex, begin, finish, mod)


def _read_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        raise GoldError(f"want a day like 2026-01-05, got {text}") from error


def _check_keys(row: Any, known: set[str], what: str) -> None:
    if not isinstance(row, dict):
        raise GoldError(f"{what}: want keys and values, got {row!r}")
    if unknown := sorted(row.keys() - known):
        raise GoldError(f"{what}: unknown key {', '.join(unknown)}")
