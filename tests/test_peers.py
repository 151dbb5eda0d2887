"""The bench against peers is fair only if what is the same counts as the same: its comparisons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bench.peers import sample, sample_figures, sample_times
from bench.peers.moments import days, length, same_moment
from bench.peers.peers import PEERS, Claim
from bench.peers.readers.protocol import plain, trimmed
from bench.peers.records import read_figure, read_time, read_unit
from bench.peers.run import READERS
from bench.peers.scoring import amount_is_right, score, value_is_right
from tests.gold import GoldFigure, GoldSentence, GoldTime


def label(text, **rest):
    return {"text": text, "start": 0, "end": len(text), **rest}


def case(suite, text, *labels, lang="ja", **rest):
    return {
        "suite": f"x/{suite}Model",
        "lang": lang,
        "id": "1",
        "text": text,
        "expected": list(labels),
        **rest,
    }


def counts(one):
    ((_, found),) = sample.score_cases([one]).items()
    return found.counts


RIGHT = [
    case("Number", "12ドルだ", label("12", value="12")),
    case("Number", "3分の2だ", label("3分の2", value="0.666666666666667")),
    case("Percent", "5%だ", label("5%", value="5", unit="%")),
    case("Currency", "8ドルだ", label("8ドル", value="8", unit="Dollar")),
    case("Currency", "8円だ", label("8円", value="8", unit="Japanese yen", iso="JPY")),
    case("NumberRange", "500以上だ", label("500以上", low="500", low_incl=True)),
    case("Dimension", "7キロメートルだ", label("7キロメートル", value="7", unit="Kilometer")),
    case("Ordinal", "第3位だ", label("第3位", value="3", offset="3", relativeTo="start")),
    case("DateTime", "2024年だ", label("2024年", kind="daterange", timex="2024")),
    case("DateTime", "昨日だ", label("昨日", kind="date", timex="2026-01-04"), ref="2026-01-05T00:00:00"),
]


@pytest.mark.parametrize("one", RIGHT, ids=lambda one: f"{one['suite']}: {one['text']}")
def test_the_same_in_their_words_is_right(one):
    found = counts(one)
    assert found["items"] == found["value"] == found["whole"] == found["span"] == 1, found


def test_what_is_no_figure_of_ours_is_set_apart():
    assert counts(case("Ordinal", "次だ", label("次", value="current+1", offset="1")))["apart"] == 1
    assert counts(case("Currency", "円だ", label("円", unit="Japanese yen", iso="JPY")))["apart"] == 1


def test_empty_cases_and_spurious_records_are_counted():
    found = counts(case("Percent", "5%だ"))
    assert (found["empty"], found["left_alone"], found["spurious"]) == (1, 0, 1)
    assert counts(case("Percent", "5ドルだ"))["left_alone"] == 1


def test_a_wrong_value_is_told_from_a_missing_one():
    assert counts(case("Percent", "5%だ", label("5%", value="6", unit="%")))["wrong"] == 1
    assert counts(case("Percent", "無だ", label("無", value="6", unit="%")))["wrong"] == 0


@pytest.mark.parametrize(
    ("theirs", "ours"), [("T18:00:00", "T18"), ("T18:00", "T18"), ("T18:30:00", "T18:30"), ("2024", "2024")]
)
def test_idle_zeros_of_a_clock(theirs, ours):
    assert sample_times.plain(theirs) == ours


def test_half_open_spans_end_on_the_day_before():
    time = read_time({"start": 0, "end": 3, "type": "DATE", "begin": "2024-01-01", "after": "2025-01-01"})
    assert (time.begin, time.finish) == (date(2024, 1, 1), date(2024, 12, 31))
    assert same_moment(GoldTime("2024", 0, 3, "DATE", "2024"), time)


def test_days_and_lengths_of_timex():
    assert days("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert days("2025-Q3") == (date(2025, 7, 1), date(2025, 9, 30))
    assert days("2024/2026") == (date(2024, 1, 1), date(2026, 12, 31))
    assert days("199") == (date(1990, 1, 1), date(1999, 12, 31))
    assert days("2025-SU") is None
    assert length("P2W") == length("P14D") and length("P0.5Y") == length("P6M")
    assert length("PXD") is None


def moment(timex, kind="DATE"):
    return read_time({"start": 0, "end": 2, "type": kind, "timex": timex})


@pytest.mark.parametrize(
    ("wanted", "given", "kind", "same"),
    [
        ("XXXX-10-02", "2026-10-02", "DATE", True),
        ("XXXX-10-02", "2026-10-03", "DATE", False),
        ("XXXX-WXX-1", "2026-01-05", "DATE", True),
        ("XXXX-WXX-2", "2026-01-05", "DATE", False),
        ("T15:30", "2026-01-05T15:30", "TIME", True),
        ("P3M", "P90D", "DURATION", False),
        ("PXD", "P3D", "DURATION", False),
    ],
)
def test_a_peer_may_say_more_than_the_text_but_not_another_day(wanted, given, kind, same):
    assert same_moment(GoldTime("x", 0, 2, kind, wanted), moment(given, kind)) is same


def test_units_of_peers_become_codes():
    assert read_unit("人", "pynormalizenumexp", "ja") == ("person", 1)
    assert read_unit("km/h", "ours", "ja")[0] == "km/h"
    assert read_unit("Cent", "recognizers-text-suite", "en") == ("USD", Decimal("0.01"))
    assert read_unit("Light year", "recognizers-text-suite", "en")[0] == "light_year"
    assert read_unit("kilometre", "quantulum3", "en")[0] == "kilometer"
    assert read_unit("dimensionless", "quantulum3", "en")[0] is None


def test_amounts_in_base_units_are_the_same():
    gold = GoldFigure("2km", 0, 3, "measure", *[Decimal(2)] * 3, "kilometer")
    given = read_figure(
        {"kind": "figure", "start": 0, "end": 3, "value": "2000", "unit": "m"}, "pynormalizenumexp", "ja"
    )
    assert value_is_right(gold, given) and amount_is_right(gold, given)


def test_a_peer_is_scored_on_its_claims():
    gold = [
        GoldFigure("5%", 0, 2, "percent", *[Decimal(5)] * 3, "percent"),
        GoldFigure("8円", 3, 5, "money", *[Decimal(8)] * 3, "JPY"),
    ]
    sentence = GoldSentence("ja-e-1", "ja", "early", "x", "5%、8円。", None, tuple(gold), ())
    money = {"kind": "money", "start": 3, "end": 5, "value": "8", "unit": "JPY"}
    share = {"kind": "percent", "start": 0, "end": 2, "value": "9", "unit": "percent"}
    given = [read_figure(record, "ours", "ja") for record in (money, share)]
    only = frozenset({"money"})
    row = score([sentence], {"ja-e-1": (given, [])}, Claim(only, only))
    assert (row.value, row.amount, row.span, row.timex, row.figures) == (100.0, 100.0, 100.0, None, 1)


def test_spans_lose_what_stands_outside_ours():
    assert trimmed("営収 約5円以上だ", 3, 8, ["以上", "約"]) == (4, 6)
    assert trimmed("約", 0, 1, ["約"]) == (0, 1)


def test_numbers_are_written_out():
    assert plain({"value": 1.2e9, "low": float("inf"), "unit": None}) == {"value": "1200000000"}


def test_every_peer_has_a_reader_and_a_pinned_version():
    assert all((READERS / peer.reader).exists() and peer.version for peer in PEERS)
    assert sample_figures.KINDS.keys() >= {
        suite for peer in PEERS for claim in peer.claims.values() for suite in claim.suites
    } - {"DateTime"}
