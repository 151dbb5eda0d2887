"""A claim as a sentence of a language: who, what, when, how much, how sure.

What comes out is read back by the extractor before anybody sees it (stages/retelling.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

from pipeline.datatypes import Claim, Figure
from pipeline.languages.phrasing import Phrasing

_PERIODS = {
    "year": re.compile(r"(?P<year>\d{4})"),
    "month": re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)"),
    "day": re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
    "quarter": re.compile(r"(?P<year>\d{4})-Q(?P<part>[1-4])"),
    "half": re.compile(r"(?P<year>\d{4})-H(?P<half>[12])"),
    "fiscal": re.compile(r"FY(?P<year>\d{4})"),
}


def say_fact(claim: Claim, figure: Figure, phrasing: Phrasing, names: Mapping[str, str]) -> str | None:
    """A claim in words: ``Tetherの純利益(2024年)は130億ドル``; None where a part cannot be said.

    Args:
        names: what the things of the claim are called in the language, by code.
    """
    metric = phrasing.tables["metrics"].get(claim.metric.code or "")
    amount = _say_amount(figure, phrasing)
    if metric is None or amount is None or claim.subject is None:
        return None
    change = claim.direction if claim.direction and claim.change == "delta" else claim.change
    pattern = phrasing.texts["fact" if change == "level" else f"fact_{change}"]
    text = pattern.format(
        subject=_say_party(claim.subject.code, claim.subject.name, phrasing, names),
        metric=metric,
        period=say_period(claim.period.timex if claim.period else None, phrasing),
        amount=amount,
        modality=phrasing.tables["modalities"][claim.modality],
    )
    if claim.object is not None:
        told = _say_party(claim.object.code, claim.object.name, phrasing, names)
        text += phrasing.texts["object"].format(object=told)
    return text


def _say_party(code: str | None, name: str, phrasing: Phrasing, names: Mapping[str, str]) -> str:
    """What a thing, or several, is called: by its code where the language has a name, else as it was."""
    if code is None:
        return phrasing.texts["and"].join(name.split("+"))
    return phrasing.texts["and"].join(names.get(each, each) for each in code.split("+"))


def _say_amount(figure: Figure, phrasing: Phrasing) -> str | None:
    if figure.low is None or figure.high is None:
        return None
    if figure.low == figure.high:
        return phrasing.amount(figure.low, figure.unit, figure.modifier)
    if figure.modifier is not None:
        return None  # a vague amount has no exact words in another language
    return phrasing.amounts(figure.low, figure.high, figure.unit)


def is_sayable(timex: str | None) -> bool:
    """Whether a period is told in full, so that a sentence can take it: 2024-04, but not XXXX-04."""
    return any(pattern.fullmatch(timex or "") for pattern in _PERIODS.values())


def say_period(timex: str | None, phrasing: Phrasing) -> str:
    """A period as a sentence takes it: ``(2024年)``, `` in April 2024``; nothing for one not told in full.

    >>> from pipeline.languages.phrasing import load_phrasing
    >>> say_period("2024-04", load_phrasing("en"))
    ' in April 2024'
    """
    for kind, pattern in _PERIODS.items():
        found = pattern.fullmatch(timex or "")
        if found is None:
            continue
        parts = {key: value.lstrip("0") for key, value in found.groupdict().items()}
        if "month" in parts:
            first = date(int(parts["year"]), int(parts["month"]), 1)
            parts["month_name"] = format_date(first, "MMMM", locale=phrasing.lang)
        parts["half"] = phrasing.tables["halves"].get(parts.get("half", ""), "")
        return phrasing.tables["periods"][kind].format(**parts)
    return ""
