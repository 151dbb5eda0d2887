"""Years of two digits, business years, lengths of a sentence and events that are counted from."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 11, 5)
TIMES = [
    # a year of two digits with a comma behind a topic, and what is moved from one to another
    ("取引所は23年、当局と10億円で和解した。", [("23年", "DATE", "2023")]),
    (
        "量産は29年から28年に1年前倒しする。",
        [("29年", "DATE", "2029"), ("28年", "DATE", "2028"), ("1年", "DURATION", "P1Y")],
    ),
    ("装置の寿命は15年、保証は5年だ。", [("15年", "DURATION", "P15Y"), ("5年", "DURATION", "P5Y")]),
    ("賃貸を15年から25年に延長した。", [("15年", "DURATION", "P15Y"), ("25年", "DURATION", "P25Y")]),
    # lengths that a sentence or an office has
    ("元社長に懲役18年の判決が出た。", [("18年", "DURATION", "P18Y")]),
    ("任期15年の判事が就いた。", [("15年", "DURATION", "P15Y")]),
    # business years
    ("28年度末までに店を減らす。", [("28年度末", "DATE", "FY2028")]),
    ("2028年度末までに店を減らす。", [("2028年度末", "DATE", "FY2028")]),
    ("2027会計年度第2四半期の決算を出した。", [("2027会計年度第2四半期", "DATE", "FY2027-Q2")]),
    ("年度末までに店を減らす。", [("年度末", "DATE", "FYXXXX")]),
    # counted from an event that is told, not from the article's day
    ("凍結の2週間前に送金した。", [("2週間前", "DATE", "XXXX-WXX")]),
    ("この会社の2年前の売上高は10億円だ。", [("2年前", "DATE", "2023")]),
    # so much a day is no first of a month; a high since last year no last year
    ("1日の処理件数は500万件だ。", []),
    ("11月1日の処理件数は500万件だ。", [("11月1日", "DATE", "XXXX-11-01")]),
    ("株価は昨年来高値を更新した。", []),
    # sets and zones
    ("報酬は四半期ごとに払う。", [("四半期ごと", "SET", "P3M")]),
    (
        "協定世界時（UTC）の5月2日0時に止まる。",
        [("協定世界時（UTC）の5月2日0時", "TIME", "XXXX-05-02T00:00Z")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TIMES, ids=[row[0] for row in TIMES])
def test_times_are_read(text, wanted):
    found = pipeline.process(text, "ja", DAY, model=False).times
    assert [(time.surface, time.type, time.timex) for time in found] == wanted


def test_a_business_year_of_a_firm_has_no_days_told():
    (time,) = pipeline.process("2027会計年度の売上高は5億円だ。", "ja", DAY, model=False).times
    assert (time.timex, time.begin, time.finish) == ("FY2027", None, None)


def test_a_number_is_no_year_of_business():
    found = pipeline.process("28年度末までに店を減らす。", "ja", DAY, model=False)
    assert not found.figures
