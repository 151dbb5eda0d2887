"""The reference tables are whole, and say no more than they know."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.errors import TableError
from pipeline.reference import Missing, load_reference
from pipeline.reference.currencies import load_currencies
from pipeline.reference.pegs import load_pegs
from pipeline.reference.units import load_units

REFERENCE = load_reference()


def test_iso_4217_is_there():
    fiat = [code for code, row in REFERENCE.currencies.items() if row.kind == "fiat"]
    assert len(fiat) > 150
    assert {"USD", "EUR", "JPY", "CNY", "TWD", "HKD", "KRW", "VND", "AED", "SLE", "VES", "ZWG", "XCG"} <= set(
        fiat
    )
    digits = {code: REFERENCE.currencies[code].digits for code in ("JPY", "USD", "KWD", "CLF", "IDR")}
    assert digits == {"JPY": 0, "USD": 2, "KWD": 3, "CLF": 4, "IDR": 2}


def test_crypto_assets_are_there_and_collide_with_nothing():
    crypto = [code for code, row in REFERENCE.currencies.items() if row.kind in ("crypto", "stablecoin")]
    assert len(crypto) >= 80
    assert {"BTC", "ETH", "USDT", "USDC", "DAI", "SOL", "TON", "POL", "MATIC"} <= set(crypto)
    assert REFERENCE.currencies["MNT"].kind == "fiat"
    assert not set(REFERENCE.currencies) & set(REFERENCE.units)


def test_every_stablecoin_and_only_it_is_pegged_beside_the_official_ones():
    coins = {code for code, row in REFERENCE.currencies.items() if row.kind == "stablecoin"}
    official = {"AED", "BHD", "BMD", "JOD", "OMR", "PAB", "QAR", "SAR"}
    assert set(REFERENCE.pegs) == coins | official
    assert "HKD" not in REFERENCE.pegs


def test_every_measure_has_one_way_to_its_base():
    for unit in REFERENCE.units.values():
        ways = [way for way in (unit.pint, unit.factor) if way is not None]
        assert len(ways) == (1 if unit.kind == "measure" else 0), unit.code
        assert (unit.base is not None) == (unit.kind == "measure")
        assert unit.code == unit.code.strip() and " " not in unit.code


def test_codes_the_contract_names():
    named = "person company country piece unit item word token parameter megawatt kilometer gigabyte liter"
    assert set(named.split()) <= set(REFERENCE.units)
    assert len(REFERENCE.units) >= 140
    assert REFERENCE.units["percent"].kind == "percent"
    assert REFERENCE.units["times"].kind == "multiple"
    assert REFERENCE.units["terahash"].factor == Decimal(10) ** 12


@pytest.mark.parametrize(
    ("currency", "day", "holds"),
    [
        ("USDC", date(2023, 3, 9), True),
        ("USDC", date(2023, 3, 10), False),
        ("USDC", date(2023, 3, 13), False),
        ("USDC", date(2023, 3, 14), True),
        ("UST", date(2022, 5, 8), True),
        ("UST", date(2022, 5, 9), False),
        ("UST", date(2026, 1, 1), False),
        ("AED", date(1990, 1, 1), False),
        ("USDT", None, True),
        ("USDC", None, False),
    ],
)
def test_pegs_and_their_exceptions(currency, day, holds):
    assert isinstance(REFERENCE.usd_rate(currency, day), Missing) != holds


def test_reference_is_loaded_once():
    assert load_reference() is REFERENCE


def write(tmp_path, text):
    path = tmp_path / "table.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "counts: {people: [person, person]}",
        "counts: {people: [person]}\nratios: {person: rank}",
        "measures: {length: {units: {meter: meter}}}",
        "own: {hash: {base: hash, units: {hash: one}}}",
        "colours: {red: 1}",
    ],
)
def test_bad_units(tmp_path, text):
    with pytest.raises(TableError, match=r"table\.yaml"):
        load_units(write(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "USD: {kind: fiat}",
        "USD: {kind: money, name: Dollar}",
        "USD: {kind: fiat, name: Dollar, colour: green}",
        "USD: {kind: fiat, name: Dollar, digits: two}",
        "USDT: {kind: stablecoin, name: Tether}",
        "USDT: {kind: stablecoin, name: Tether, peg: USD}",
        "BTC: {kind: crypto, name: Bitcoin, peg: USD}",
        "DEM: {kind: historic, name: Mark, until: long ago}",
    ],
)
def test_bad_currencies(tmp_path, text):
    with pytest.raises(TableError, match=r"table\.yaml: [A-Z]{3}"):
        load_currencies(write(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "official: {}",
        "official: {ZZZ: {per_usd: 1, since: 2000-01-01, source: a}}\nexceptions: []",
        "official: {AED: {per_usd: 1, since: 2000-01-01}}\nexceptions: []",
        "official: {AED: {per_usd: many, since: 2000-01-01, source: a}}\nexceptions: []",
        "official: {}\nexceptions: [{currencies: USDC, from: 2023-03-10, reason: a}]",
        "official: {}\nexceptions: [{currencies: USDC, from: March, reason: a, source: b}]",
        "official: {}\nexceptions: [{currencies: JPY, from: 2023-03-10, reason: a, source: b}]",
    ],
)
def test_bad_pegs(tmp_path, text):
    with pytest.raises(TableError, match=r"table\.yaml"):
        load_pegs(REFERENCE.currencies, write(tmp_path, text))
