"""How old or how long held, so many centuries, last days of months, weekdays behind a word."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 6, 10)
TIMES = [
    # so many years of standing are no year of two digits
    ("築32年の家を直した。", ["32年 DURATION P32Y"]),
    ("勤続24年の運転手が辞めた。", ["24年 DURATION P24Y"]),
    ("創業25年に記念品を配る。", ["25年 DURATION P25Y"]),
    ("運転歴28年の女性だ。", ["28年 DURATION P28Y"]),
    ("在任25年から退く。", ["25年 DURATION P25Y"]),
    ("返済期間24年の融資を組む。", ["24年 DURATION P24Y"]),
    ("設立2024年の会社だ。", ["2024年 DATE 2024"]),
    ("経験上、24年の春は荒れた。", ["24年の春 DATE 2024-SP"]),
    ("対象期間24年の売上だ。", ["24年 DATE 2024"]),
    # so many hundred years
    ("争いは2世紀にわたった。", ["2世紀 DURATION P200Y"]),
    ("1世紀ぶりに開いた。", ["1世紀 DURATION P100Y"]),
    ("3世紀余りが過ぎた。", ["3世紀 DURATION P300Y"]),
    ("19世紀以上に荒れた。", ["19世紀 DATE 18"]),
    ("2世紀に栄えた。", ["2世紀 DATE 01"]),
    # the last day of a month
    ("11月末日に辞める。", ["11月末日 DATE XXXX-11-30"]),
    ("2027年2月末日まで使える。", ["2027年2月末日 DATE 2027-02-28"]),
    ("来月末日に払う。", ["来月末日 DATE 2026-07-31"]),
    # a weekday whose first character another word would take
    ("次の日曜は雨だ。", ["次の日曜 DATE XXXX-WXX-7"]),
    ("翌日曜日に帰った。", ["翌日曜日 DATE XXXX-WXX-7"]),
    ("翌日に帰った。", ["翌日 DATE XXXX-XX-XX"]),
    # lengths
    ("6連休を取る。", ["6連休 DURATION P6D"]),
    ("週休2日を守る。", ["2日 DURATION P2D"]),
    ("在庫は4日で完売した。", ["4日 DURATION P4D"]),
    ("20日で営業を終えた。", ["20日 DATE XXXX-XX-20"]),
    ("入院は6日で済んだ。", ["6日 DURATION P6D"]),
    ("4日分の水を運ぶ。", ["4日 DURATION P4D"]),
    ("3月4日分の明細だ。", ["3月4日 DATE XXXX-03-04"]),
    ("消費期限3日の菓子だ。", ["3日 DURATION P3D"]),
    ("提出期限3日の書類だ。", ["3日 DATE XXXX-XX-03"]),
    ("金利固定25年で借りた。", ["25年 DURATION P25Y"]),
    ("一両日に返事をする。", ["一両日 DURATION P1D/P2D"]),
    ("審査は半年に1回ある。", ["半年 DURATION P6M"]),
    # an edge
    ("来月早々に始める。", ["来月早々 DATE 2026-07"]),
    # what is no length and no day of its own
    ("毎時5分と35分に出る。", ["毎時 SET PT1H"]),
    ("来年の今日、発つ。", ["来年 DATE 2027"]),
    ("今日的な問題だ。", []),
    ("20年代に流行した。", []),
    ("1920年代に流行した。", ["1920年代 DATE 192"]),
    # a feast of last year, or the next
    ("去年のハロウィンに着た。", ["去年のハロウィン DATE 2025-10-31"]),
    ("来年の元旦に届く。", ["来年の元旦 DATE 2027-01-01"]),
    ("五月人形を買う。", []),
    ("三分咲きの桜を見る。", []),
    ("十日町市に住む。", []),
]


@pytest.mark.parametrize(("text", "wanted"), TIMES, ids=[row[0] for row in TIMES])
def test_times_are_read(text, wanted):
    found = pipeline.process(text, "ja", DAY, model=False).times
    assert [f"{time.surface} {time.type} {time.timex}" for time in found] == wanted


def test_the_start_of_a_month_in_a_word():
    (time,) = pipeline.process("来月早々に始める。", "ja", DAY, model=False).times
    assert time.modifier == "start"
