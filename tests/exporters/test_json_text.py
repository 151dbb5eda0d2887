"""Exact numbers, valid lines: what is written is what a JSON reader gets back."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ExportError
from pipeline.exporters.json_text import dump, dump_pretty, number_text

# Beyond 4,000 digits Python itself refuses to read a number back.
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False).filter(lambda d: abs(d.adjusted()) < 2000)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | DECIMALS | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1E-8", "0.00000001"),
        ("1E+10", "10000000000"),
        ("-1.50", "-1.5"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("0E+9", "0"),
        ("100", "100"),
        ("33.33333333333333333333333333", "33.33333333333333333333333333"),
        ("12345678901234567890123456789012345", "12345678901234567890123456789012345"),
    ],
)
def test_number_is_plain_and_exact(written, text):
    assert number_text(Decimal(written)) == text


@given(DECIMALS)
def test_every_decimal_comes_back_exactly(value):
    text = number_text(value)
    assert Decimal(text) == value
    assert "e" not in text.lower()
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == value


@given(DECIMALS)
def test_equal_values_have_equal_text(value):
    assert number_text(value) == number_text(
        value.normalize() if len(value.as_tuple().digits) <= 28 else value
    )


@pytest.mark.parametrize("written", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_no_number_no_text(written):
    with pytest.raises(ExportError):
        dump({"value": Decimal(written)})


@given(VALUES)
def test_every_value_comes_back_in_one_line(value):
    line = dump(value)
    assert len(line.splitlines()) == 1
    assert line.encode("utf-8")
    assert (
        json.loads(line, parse_float=Decimal) == value == json.loads(dump_pretty(value), parse_float=Decimal)
    )


def test_half_a_surrogate_pair_is_escaped():
    assert dump("a\ud800") == '"a\\ud800"'
    assert json.loads(dump({"x": "\ud800", "y": Decimal(1)})) == {"x": "\ud800", "y": 1}


def test_text_stays_readable():
    assert dump({"surface": "130億ドル😀"}) == '{"surface": "130億ドル😀"}'


@pytest.mark.parametrize("value", [{1}, {"a": object()}, {"a": Decimal(1), 2: 3}, {"a": [Decimal(1), 0.5]}])
def test_what_is_no_json_is_refused(value):
    with pytest.raises(ExportError):
        dump(value)
