"""What is written is what is read: parse(format(v)) == v for every form of every language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import pipeline
from tests.written_forms import FORMS

# A sentence and the currency it is said in; the form stands where {} is.
FRAMES = {
    "ja": ("売上高は{}円だった。", "JPY"),
    "zh": ("营收为{}元。", "CNY"),
    "en": ("It earned {} euros.", "EUR"),
}
CASES = [(lang, form) for lang, forms in FORMS.items() for form in forms]
# Round and ragged, small and large, with and without decimals, as news writes them.
VALUES = st.one_of(
    st.integers(2, 99_999),
    st.integers(2, 9_999).map(lambda n: n * 10_000),
    st.integers(1, 99_999).map(lambda n: n * 10**7),
    st.integers(1, 9_999).map(lambda n: n * 10**11),
    st.integers(100_000, 999_999_999_999),
    st.decimals("0.01", "99999", places=2),
).map(Decimal)


def read(lang, text):
    return [
        (f.figure.kind, f.figure.value, f.figure.unit, f.figure.modifier, f.figure.per, f.figure.surface)
        for f in pipeline.process(text, lang).figures
    ]


@pytest.mark.parametrize(("lang", "form"), CASES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(value=VALUES)
def test_what_is_written_is_read(lang, form, value):
    written = FORMS[lang][form](value)
    assume(written is not None)
    frame, unit = FRAMES[lang]
    found = read(lang, frame.format(written))
    assert [record[:5] for record in found] == [("money", value, unit, None, None)], written
    assert found[0][-1].startswith(written)


@settings(max_examples=80, deadline=None)
@given(value=VALUES, data=st.data())
def test_one_amount_in_three_languages_is_one_record(value, data):
    frames = {"ja": "評価額は約{}ドルだ。", "zh": "估值约{}美元。", "en": "It is worth about {} dollars."}
    found = {}
    for lang, frame in frames.items():
        forms = [written for form in FORMS[lang].values() if (written := form(value)) is not None]
        found[lang] = [record[:5] for record in read(lang, frame.format(data.draw(st.sampled_from(forms))))]
    assert found["ja"] == found["zh"] == found["en"] == [("money", value, "USD", "approx", None)]
