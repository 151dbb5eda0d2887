"""Counted from a holiday, over midnight, within an hour; months of a law, parts of a distant year."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2026, 6, 10)
TIMES = [
    # counted from a holiday, whatever day the article bears
    ("こどもの日の4日前に出た。", ["こどもの日の4日前 DATE XXXX-05-01"]),
    ("2025年の文化の日の2日後に売った。", ["2025年の文化の日の2日後 DATE 2025-11-05"]),
    ("去年の大晦日の6日前に売った。", ["去年の大晦日の6日前 DATE 2025-12-25"]),
    ("父の日の4日前に送った。", ["父の日 DATE XXXX-06-WXX-7-#3", "4日前 DATE XXXX-XX-XX"]),
    ("春節の2日後に戻った。", ["2日後 DATE XXXX-XX-XX"]),
    ("説明会の4日前に知った。", ["4日前 DATE XXXX-XX-XX"]),
    ("4日前に知った。", ["4日前 DATE 2026-06-06"]),
    # a holiday and its hour, its part of the day
    ("大晦日の22時に締め切る。", ["大晦日の22時 TIME XXXX-12-31T22"]),
    ("昭和の日の夜に壊れた。", ["昭和の日の夜 TIME XXXX-04-29TNI"]),
    # a length and its half behind a cue
    ("残り2年半の任期だ。", ["2年半 DURATION P2Y6M"]),
    ("たった1時間半で売り切れた。", ["1時間半 DURATION PT1H30M"]),
    ("わずか3年半前の話だ。", ["3年半前 DATE 2022-12"]),
    # how long, how often a day: no first of a month
    ("1日に4、5時間は眠る。", ["4、5時間 DURATION PT4H/PT5H"]),
    ("1日に2〜3時間止める。", ["2〜3時間 DURATION PT2H/PT3H"]),
    ("9月1日に3時間止まった。", ["9月1日 DATE XXXX-09-01", "3時間 DURATION PT3H"]),
    ("1日に4、5回は鳴る。", ["1日 DURATION P1D"]),
    ("9月1日に4、5回鳴った。", ["9月1日 DATE XXXX-09-01"]),
    # the small hours of a night of two days
    ("9日の深夜2時に止まった。", ["9日の深夜 TIME XXXX-XX-09TNI"]),
    ("水曜の夜中の3時半に鳴った。", ["水曜の夜中 TIME XXXX-WXX-3TNI"]),
    ("水曜の夜8時に鳴った。", ["水曜の夜8時 TIME XXXX-WXX-3T20"]),
    # over midnight, within an hour
    ("23時から翌4時まで止める。", ["23時から翌4時 TIME T23/T04"]),
    ("午後10時〜翌日午前1時に止める。", ["午後10時〜翌日午前1時 TIME T22/T01"]),
    ("2026年8月2日21時〜翌3時に止める。", ["2026年8月2日21時〜翌3時 TIME 2026-08-02T21/2026-08-03T03"]),
    ("9時12分から31分まで続いた。", ["9時12分から31分 TIME T09:12/T09:31"]),
    ("9時12分5秒から13分40秒までの記録だ。", ["9時12分5秒から13分40秒 TIME T09:12:05/T09:13:40"]),
    # a part of a year by how far off it is
    ("4年前の秋に作った。", ["4年前の秋 DATE 2022-FA"]),
    ("6年前の11月に作った。", ["6年前の11月 DATE 2020-11"]),
    ("3年後の年末に終える。", ["3年後の年末 DATE 2029"]),
    ("発売から2年後の秋に売った。", ["2年後 DATE XXXX", "秋 DATE XXXX-FA"]),
    # months of a year told in a word or two digits
    ("去年7〜9月は伸びた。", ["去年7〜9月 DATE 2025-07/2025-09"]),
    ("25年7〜9月は伸びた。", ["25年7〜9月 DATE 2025-07/2025-09"]),
    ("25年11月から26年2月は伸びた。", ["25年11月から26年2月 DATE 2025-11/2026-02"]),
    ("20~30年は伸びた。", ["20~30年 DURATION P20Y/P30Y"]),
    ("先月4日から8日に開いた。", ["先月4日から8日 DATE 2026-05-04/2026-05-08"]),
    # the turn of the year that is to come
    ("年明けにも閉じる。", ["年明け DATE 2027"]),
    ("年明けに開業する計画だ。", ["年明け DATE 2027"]),
    ("年明けに開業した。", ["年明け DATE 2026"]),
    ("年末年始に売れる。", []),
    ("年度内に決める。", ["年度内 DATE FY2026"]),
    # months as laws count them, and one that is no January
    ("公布から三月を超えない日に始まる。", ["三月 DURATION P3M"]),
    ("申請は6月以内とする。", ["6月 DURATION P6M"]),
    ("2027年6月以内とする。", ["2027年6月 DATE 2027-06"]),
    ("一月余り止まった。", ["一月 DURATION P1M"]),
    ("一月に止まった。", ["一月 DATE XXXX-01"]),
    # a week by its number
    ("第31週は静かだった。", ["第31週 DATE XXXX-WXX"]),
    ("31週で生まれた。", ["31週 DURATION P31W"]),
    # terms of prison, years of one digit
    ("懲役3年6月を言い渡した。", ["3年6月 DURATION P3Y6M"]),
    ("公布から2年3月を超えない日とする。", ["2年3月 DURATION P2Y3M"]),
    ("3年6月に開いた。", []),
    ("令和3年6月に開いた。", ["令和3年6月 DATE 2021-06"]),
    ("23年6月に開いた。", ["23年6月 DATE 2023-06"]),
    # so far apart, averages, days a month
    ("警報は40秒間隔で鳴る。", ["40秒間隔 SET PT40S"]),
    ("警報は40秒間鳴る。", ["40秒間 DURATION PT40S"]),
    ("出来高は5日平均で3割減だ。", ["5日 DURATION P5D"]),
    ("週に4日は出社する。", ["4日 DURATION P4D"]),
    ("8月に4日だけ休む。", ["8月 DATE XXXX-08", "4日 DATE XXXX-XX-04"]),
    ("1回目は3時12分、2回目は同25分だ。", ["3時12分 TIME T03:12"]),
    # it did not last so long; so many days between two
    ("好調は四日と続かない。", ["四日 DURATION P4D"]),
    ("中5日で先発する。", ["5日 DURATION P5D"]),
    ("四日と五日に開く。", ["四日 DATE XXXX-XX-04", "五日 DATE XXXX-XX-05"]),
    ("7/15までに送る。", ["7/15 DATE XXXX-07-15"]),
    # since the year opened, to an end that is told
    ("年初から4月末までに下げた。", ["年初 DATE 2026", "4月末 DATE XXXX-04"]),
    ("年初から下げた。", ["年初から DATE 2026-01-01/2026-06-10"]),
    ("7年物で調達した。", []),
    ("9月1日に4億円を払った。", ["9月1日 DATE XXXX-09-01"]),
    ("9月2日21時〜翌3時に止める。", ["9月2日21時〜翌3時 TIME XXXX-09-02T21/XXXX-09-03T03"]),
    # of a week told, of every year
    ("来週月曜から水曜まで閉める。", ["来週月曜から水曜 DATE 2026-06-15/2026-06-17"]),
    ("毎年9月の第3月曜日に休む。", ["毎年9月の第3月曜日 SET XXXX-09-WXX-1-#3"]),
    ("毎年秋に開く。", ["毎年秋 SET XXXX-FA"]),
    ("午後9時から翌朝5時まで働く。", ["午後9時から翌朝5時 TIME T21/T05"]),
    # phrases
    ("一分一秒が勝負だ。", []),
    ("三日三晩続いた。", ["三日三晩 DURATION P3D"]),
    ("日曜大工に励む。", []),
    ("2日置きに洗う。", ["2日置き SET P3D"]),
    ("24時間365日見張る。", []),
]


@pytest.mark.parametrize(("text", "wanted"), TIMES, ids=[row[0] for row in TIMES])
def test_times_are_read(text, wanted):
    found = pipeline.process(text, "ja", DAY, model=False).times
    assert [f"{time.surface} {time.type} {time.timex}" for time in found] == wanted


@pytest.mark.parametrize("text", ["9日の深夜2時に止まった。", "12月14、15の両日に開く。"])
def test_hours_and_days_left_unread_are_no_figures(text):
    assert pipeline.process(text, "ja", DAY, model=False).figures == ()
