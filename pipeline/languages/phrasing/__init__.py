"""Amounts and findings in the words of a language: 70億ドル, 70亿美元, $7 billion.

Numbers are grouped by CLDR (babel) in each language's own way, and never rounded where the
rounding would be silent: what its compact form cannot hold exactly is written in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.numbers import format_compact_decimal, format_decimal, get_currency_name

from pipeline.datatypes import Bounds, Finding, Told
from pipeline.errors import TableError
from pipeline.tables import read_table

__all__ = ["Phrasing", "load_phrasing", "tell_findings"]

# Whoever does not read the article's language reads this.
SECOND = "en"
_HERE = Path(__file__).parents[1]
_TABLES = (
    "currencies", "symbols", "units", "open", "modifiers", "verdicts", "findings", "metrics", "modalities",
    "periods", "halves",
)  # fmt: skip
_TEXTS = (
    "money", "range", "not_checkable", "fact", "fact_delta", "fact_rise", "fact_fall", "fact_share", "object",
    "contested", "and",
)  # fmt: skip
# What was computed is told to so many digits.
_ROUGHLY = Context(prec=3, rounding=ROUND_HALF_EVEN)
# Compact forms from here on: 1万, 10 thousand; what is smaller is written out.
_COMPACT_FROM = Decimal(10000)
_DIGITS = 3
_LONG = Context(prec=400, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True)
class Phrasing:
    """The wording of one language; ``tables`` are those of its ``phrasing.yaml``."""

    lang: str
    texts: Mapping[str, str]
    tables: Mapping[str, Mapping[str, str]]

    def number(self, value: Decimal) -> str:
        """A number grouped as the language does: ``70億``, ``7 billion``, ``1,234``."""
        with localcontext(_LONG):  # by default numbers of more than 28 digits cannot be rounded
            return self._grouped(value)

    def _grouped(self, value: Decimal) -> str:
        if abs(value) >= _COMPACT_FROM:
            kind: Literal["short", "long"] = "long" if _has_long(self.lang) else "short"
            scale = _scale(self.lang, kind, value)
            if scale and (value / scale).normalize() == round(value / scale, _DIGITS).normalize():
                return str(
                    format_compact_decimal(value, format_type=kind, locale=self.lang, fraction_digits=_DIGITS)
                )
        return str(format_decimal(value, locale=self.lang, decimal_quantization=False))

    def amount(self, value: Decimal, unit: str | None, modifier: str | None = None) -> str:
        """An amount with its unit: ``70億ドル``, ``約150人``, ``$7 billion``."""
        said = self._with_unit(self.number(value), unit)
        pattern = self.tables["modifiers"].get(modifier or "")
        return pattern.format(amount=said) if pattern else said

    def amounts(self, low: Decimal, high: Decimal, unit: str | None) -> str:
        """Two amounts and what lies between: ``2万〜3万ドル``, ``$20 thousand to $30 thousand``."""
        ends = (low, high)
        if unit in self.tables["symbols"]:
            told = [self._with_unit(self.number(end), unit) for end in ends]
            return self.texts["range"].format(low=told[0], high=told[1])
        numbers = [self.number(end) for end in ends]
        return self._with_unit(self.texts["range"].format(low=numbers[0], high=numbers[1]), unit)

    def _with_unit(self, number: str, unit: str | None) -> str:
        if unit is None:
            return number
        if unit in self.tables["symbols"]:
            return self.tables["symbols"][unit] + number
        if unit in self.tables["units"]:
            return self.tables["units"][unit].format(number=number)
        if unit.isupper():
            name = self.tables["currencies"].get(unit) or get_currency_name(unit, locale=self.lang)
            return self.texts["money"].format(number=number, name=name)
        return number

    def bounds(self, bounds: Bounds) -> str:
        """Two amounts and what lies between, to three digits: ``13億ドル〜104億ドル``."""
        low, high = (None if end is None else _ROUGHLY.plus(end) for end in (bounds.low, bounds.high))
        if low is None or high is None:
            side, one = ("high", high) if low is None else ("low", low)
            return self.tables["open"][side].format(amount=self.amount(one or Decimal(0), bounds.unit))
        if low == high:
            return self.amount(low, bounds.unit)
        return self.amounts(low, high, bounds.unit)

    def finding(self, finding: Finding) -> str:
        """A finding as a sentence: ``2社合わせて…は…と合わない``."""
        if finding.verdict == "not_checkable":
            return self.texts["not_checkable"].format(figure=finding.surface)
        return self.tables["findings"][finding.check].format(
            figure=finding.surface,
            verdict=self.tables["verdicts"][finding.verdict],
            expression=finding.expression or "",
            computed=self.bounds(finding.computed) if finding.computed else "",
        )


def tell_findings(findings: tuple[Finding, ...], phrasing: Phrasing) -> tuple[Finding, ...]:
    """Findings with their messages in the article's language and English, and repairs in its wording."""
    english = load_phrasing(SECOND)
    return tuple(
        replace(
            finding,
            message=phrasing.finding(finding),
            message_en=english.finding(finding),
            repairs=tuple(
                replace(repair, surface=phrasing.amount(repair.value, repair.unit))
                for repair in finding.repairs
            ),
        )
        for finding in findings
    )


def tell_in(finding: Finding, langs: Iterable[str]) -> tuple[Told, ...]:
    """A finding in the words of several languages, its repairs too: 70億ドル and $7 billion."""
    return tuple(
        Told(lang, phrasing.finding(finding), tuple(
            phrasing.amount(repair.value, repair.unit) for repair in finding.repairs
        ))
        for lang in langs for phrasing in (load_phrasing(lang),)
    )  # fmt: skip


@cache
def _has_long(lang: str) -> bool:
    """Whether CLDR has words for a language's scales: 7 billion, not 7B."""
    return "long" in Locale.parse(lang).compact_decimal_formats


@cache
def _steps(lang: str, kind: str) -> tuple[Decimal, ...]:
    """The powers of ten at which a language's compact form changes its scale word."""
    formats = Locale.parse(lang).compact_decimal_formats[kind]["other"]
    steps = []
    for power, pattern in formats.items():
        zeros = pattern.pattern.count("0")
        if zeros:
            steps.append(Decimal(power) / 10 ** (zeros - 1))
    return tuple(sorted(set(steps)))


def _scale(lang: str, kind: str, value: Decimal) -> Decimal | None:
    """What a number is divided by in its compact form."""
    return max((step for step in _steps(lang, kind) if step <= abs(value)), default=None)


@cache
def load_phrasing(code: str) -> Phrasing:
    """The wording of one language. Raises: TableError for a check or verdict without words."""
    path = _HERE / code / "phrasing.yaml"
    raw: Mapping[str, Any] = read_table(path)
    tables = {name: dict(raw.get(name, {})) for name in _TABLES}
    texts = {key: value for key, value in raw.items() if isinstance(value, str)}
    for name in _TEXTS:
        if name not in texts:
            raise TableError(f"{code}/{path.name}: no text {name}")
    return Phrasing(code, texts, tables)
