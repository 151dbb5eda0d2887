"""Values that other libraries get wrong without saying so are right here, or not given at all."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline import process
from pipeline.tables import read_table

TABLE = Path(__file__).with_name("silent_wrong_values.yaml")
CASES = [
    pytest.param(lang, case, id=f"{lang}: {case['text']}")
    for lang, classes in read_table(TABLE).items()
    for cases in classes.values()
    for case in cases
]


def spans(text):
    """The text without its brackets, and the spans that stood in them."""
    found, plain = [], ""
    for part in re.split(r"(\[[^]]*\])", text):
        surface = part.strip("[]")
        if part != surface:
            found.append((len(plain), len(plain) + len(surface)))
        plain += surface
    return plain, found


def number(value):
    return format(value.normalize(), "f")


def words(record):
    """``20000..30000 USD approx /unit``, as a rule's example says it."""
    if hasattr(record, "timex"):
        return " ".join(word for word in (record.type, record.timex, record.modifier) if word)
    ends = number(record.low) if record.low == record.high else f"{number(record.low)}..{number(record.high)}"
    return " ".join(w for w in (ends, record.unit, record.modifier, record.per and f"/{record.per}") if w)


def forbidden(record):
    """Every way in which a wrong value may be named."""
    if hasattr(record, "timex"):
        return {record.timex}
    ends = {number(end) for end in (record.value, record.low, record.high) if end is not None}
    return ends | {f"{end} {record.unit}" for end in ends}


def same_form(word):
    """Numbers compare as numbers; a year that may not be a time stays text."""
    return number(Decimal(word)) if re.fullmatch(r"-?\d+(\.\d+)?", word) else word


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_known_wrong_value_is_not_given(lang, case):
    text, wanted = spans(case["text"])
    result = process(text, lang, date.fromisoformat(case["date"]) if "date" in case else None)
    records = [found.figure for found in result.figures] + list(result.times)
    given = {(record.start, record.end): words(record) for record in records}
    for wrong in case.get("never", ()):
        assert same_form(wrong) not in {word for record in records for word in forbidden(record)}, given
    expected = dict(zip(wanted, case.get("gives", ()), strict=True))
    rest = sorted(said for span, said in given.items() if span not in expected)
    assert rest == sorted(case.get("also", ())), given
    given |= {(issue.start, issue.end): f"issue {issue.code}" for issue in result.issues} | given
    for span, said in expected.items():
        assert given.get(span) == said, given
