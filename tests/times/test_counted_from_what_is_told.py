"""N after what is told, N after the article's day, and dates yet to come: no year is guessed."""

from __future__ import annotations

from datetime import date

import pytest

import pipeline

DAY = date(2025, 11, 5)
TIMES = [
    ("発表から3カ月後に10億円を調達した。", "3カ月後", "XXXX-XX"),
    ("買収した2年後に売却した。", "2年後", "XXXX"),
    ("半減期の6カ月後に価格は上がる。", "6カ月後", "XXXX-XX"),
    ("上場から約半年後に撤退した。", "半年後", "XXXX-XX"),
    ("ハッキングの5日後に補償した。", "5日後", "XXXX-XX-XX"),
    ("2020年の創業から3年後に黒字化した。", "3年後", "2023"),
    ("2016年に設立した2年後、上場した。", "2年後", "2018"),
    ("2024年5月の上場から3カ月後に売った。", "3カ月後", "2024-08"),
    # months after a year say no month
    ("2020年の創業から3カ月後に動いた。", "3カ月後", "XXXX-XX"),
    # from the article's day
    ("今から3年後に黒字化する。", "3年後", "2028"),
    ("会社は3年後に上場する。", "3年後", "2028"),
    ("2〜3カ月後に上場する。", "2〜3カ月後", "2026-01/2026-02"),
    ("1〜2年後に黒字化する。", "1〜2年後", "2026/2027"),
    ("2、3年前に始めた。", "2、3年前", "2022/2023"),
]
PERIODS = [
    (DAY, "12月会合で25bpの利下げが決まる確率は約70%だ。", "70%", "2025-12"),
    (date(2025, 12, 20), "上場は1月15日で、調達額は10億円となる。", "10億円", "2026-01-15"),
    (date(2025, 12, 20), "3月に開催する大会には1万人が参加する見通しだ。", "1万人", "2026-03"),
    (DAY, "12月に決まった利下げの幅は25bpだった。", "25bp", "2024-12"),
    (DAY, "10月に10億円を調達した。", "10億円", "2025-10"),
    (DAY, "12月期の売上高は10億円だった。", "10億円", "2024-12"),
]


@pytest.mark.parametrize(("text", "surface", "timex"), TIMES, ids=[row[0] for row in TIMES])
def test_what_is_counted_from(text, surface, timex):
    found = pipeline.process(text, "ja", DAY, model=False)
    (time,) = [time for time in found.times if time.surface == surface]
    assert time.timex == timex
    assert (time.begin is None) == ("X" in timex)


@pytest.mark.parametrize(("day", "text", "surface", "timex"), PERIODS, ids=[row[1] for row in PERIODS])
def test_the_year_of_a_coming_date(day, text, surface, timex):
    found = pipeline.process(text, "ja", day)
    (figure,) = [f.figure for f in found.figures if f.figure.surface == surface]
    (claim,) = [claim for claim in found.claims if claim.figure_id == figure.figure_id]
    assert claim.period is not None
    assert claim.period.timex == timex
