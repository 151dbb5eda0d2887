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
    # in which something is to begin
    ("開業は早くて29年となる。", [("29年", "DATE", "2029")]),
    ("納入開始は27年だ。", [("27年", "DATE", "2027")]),
    ("竣工は早ければ28年、遅くても31年とみる。", [("28年", "DATE", "2028"), ("31年", "DATE", "2031")]),
    ("竣工までに早くて20年かかる。", [("20年", "DURATION", "P20Y")]),
    ("早ければ20年で返せる。", [("20年", "DURATION", "P20Y")]),
    ("融資は長くて20年だ。", [("20年", "DURATION", "P20Y")]),
    # lengths that a sentence or an office has
    ("元社長に懲役18年の判決が出た。", [("18年", "DURATION", "P18Y")]),
    ("任期15年の判事が就いた。", [("15年", "DURATION", "P15Y")]),
    # lengths at school, which are no years of it
    ("大学の4年間で学んだ。", [("4年間", "DURATION", "P4Y")]),
    ("高校2年半で退いた。", [("2年半", "DURATION", "P2Y6M")]),
    ("5年生存率を測る。", [("5年", "DURATION", "P5Y")]),
    # in each such while so many percent, which is no length and no day
    ("資金調達率は8時間あたり-0.02%だ。", []),
    ("資金調達率は4時間0.006%だった。", []),
    ("1日0.4%の金利が付く。", []),
    ("1日0.4%下げた。", [("1日", "DATE", "XXXX-XX-01")]),
    ("金利は4時間で0.006%下げた。", [("4時間", "DURATION", "PT4H")]),
    # business years
    ("28年度末までに店を減らす。", [("28年度末", "DATE", "FY2028")]),
    ("2028年度末までに店を減らす。", [("2028年度末", "DATE", "FY2028")]),
    ("2027会計年度第2四半期の決算を出した。", [("2027会計年度第2四半期", "DATE", "FY2027-Q2")]),
    ("年度末までに店を減らす。", [("年度末", "DATE", "FYXXXX")]),
    # counted from an event that is told, not from the article's day
    ("凍結の2週間前に送金した。", [("2週間前", "DATE", "XXXX-WXX")]),
    ("締め切り2日前に届いた。", [("2日前", "DATE", "XXXX-XX-XX")]),
    ("満期2年前の国債を買う。", [("2年前", "DATE", "XXXX")]),
    ("量産4カ月後に止めた。", [("4カ月後", "DATE", "XXXX-XX")]),
    ("社長は2年前に退いた。", [("2年前", "DATE", "2023")]),
    ("この会社の2年前の売上高は10億円だ。", [("2年前", "DATE", "2023")]),
    ("2023年初来の高値を付けた。", [("2023年初来", "DATE", "2023")]),
    ("2023年初に高値を付けた。", [("2023年初", "DATE", "2023")]),
    ("週初に2割下げた。", [("週初", "DATE", "XXXX-WXX")]),
    ("週後半は2割上げた。", [("週後半", "DATE", "XXXX-WXX-H2")]),
    ("先週前半は2割上げた。", [("先週前半", "DATE", "2025-W44-H1")]),
    ("前四半期の売上高は10億円だ。", [("前四半期", "DATE", "XXXX-QX")]),
    ("翌四半期に黒字となった。", [("翌四半期", "DATE", "XXXX-QX")]),
    ("今四半期の売上高は10億円だ。", [("今四半期", "DATE", "2025-Q4")]),
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


def test_the_year_of_a_high_is_no_number():
    found = pipeline.process("2023年初来高値で、24年初来の安値だ。", "ja", DAY, model=False)
    assert not found.figures


def test_a_number_is_no_year_of_business():
    found = pipeline.process("28年度末までに店を減らす。", "ja", DAY, model=False)
    assert not found.figures


EDGES = [
    ("2024年の年初と2025年の年末を比べた。", ["2024 start", "2025 end"]),
    ("株価は昨年の年初から4割上がった。", ["2025 start"]),
    ("一昨年の年末に閉じた。", ["2024 end"]),
    ("再来年の年央に稼働する。", ["2028 mid"]),
    ("24年の年初に買った。", ["2024 start"]),
    ("先月の月末に払った。", ["2026-09 end"]),
    ("年初から4割上がった。", ["2026-01-01/2026-10-20 None"]),
    ("毎年の年初に配る。", ["P1Y None"]),
    ("その会社はこの年の年末に閉じた。", []),
    ("2023年の年初から年末にかけて売った。", ["2023 start"]),
    ("前日の年初来安値を割った。", ["XXXX-XX-XX None", "2026 start"]),
]


@pytest.mark.parametrize(("text", "wanted"), EDGES, ids=[row[0] for row in EDGES])
def test_the_edge_of_a_year_belongs_to_the_year_told_before_it(text, wanted):
    found = pipeline.process(text, "ja", date(2026, 10, 20), model=False).times
    assert [f"{time.timex} {time.modifier}" for time in found] == wanted
