"""Open years closed by the article's day, ends of stretches as days, and times told farther away."""

from dataclasses import replace
from datetime import date

import pytest

import pipeline
from pipeline.datatypes import Cue, Time
from pipeline.stages.claims.times.anaphoric import resolve_times
from pipeline.stages.claims.times.moments import at_its_end, dated, days_of, last_day, shape_of, whole_quarter

DAY = date(2026, 3, 12)  # a Thursday


def told(timex, modifier=None, kind="DATE", start=0):
    return Time(f"x:time:{start}:{kind}", start, start + 4, "", kind, timex, None, None, modifier, None, "r")


CLOSED = [
    ("XXXX-06", "2025-06"), ("XXXX-02", "2026-02"), ("XXXX-Q4", "2025-Q4"), ("XXXX-H1", "2026-H1"),
    ("XXXX-WXX-4", "2026-03-12"), ("XXXX-WXX-5", "2026-03-06"), ("XXXX-XX-05", "2026-03-05"),
    ("XXXX-XX-31", "2026-01-31"), ("XXXX-03-12", "2026-03-12"), ("XXXX-09-13", "2025-09-13"),
    ("XXXX-04/XXXX-09", "2025-04/2025-09"), ("XXXX-07/XXXX-06", "2024-07/2025-06"),
    ("XXXX-01/XXXX-09", "2025-01/2025-09"), ("XXXX-XX-02/XXXX-XX-06", "2026-03-02/2026-03-06"),
]  # fmt: skip


@pytest.mark.parametrize(("timex", "closed"), CLOSED)
def test_an_open_year_is_the_last_that_was(timex, closed):
    time = dated(told(timex), DAY)
    assert time.timex == closed and time.anchor == DAY
    assert (time.begin, time.finish) == days_of(closed)


@pytest.mark.parametrize(
    "timex", ["XXXX", "FYXXXX-Q1", "XXXX-SU", "XXXX-02-30", "XXXX-XX-28/XXXX-XX-02", "2025", "XXXX-03-13"]
)
def test_what_the_day_does_not_close_stays_as_it_is(timex):
    assert dated(told(timex), DAY) == told(timex)
    assert dated(told("XXXX-06"), None) == told("XXXX-06")


def test_an_hour_keeps_its_hour_and_a_length_is_no_date():
    assert dated(told("XXXX-XX-11TNI", kind="TIME"), DAY).timex == "2026-03-11TNI"
    assert dated(told("PXD", kind="DURATION"), DAY).timex == "PXD"


def test_the_end_of_a_stretch_is_its_last_day():
    assert at_its_end(replace(told("2025", "end"))).timex == "2025-12-31"
    assert at_its_end(dated(told("XXXX-03", "end"), DAY)).timex == "2025-03-31"  # this March is not over
    assert at_its_end(told("2025", "start")).timex == "2025"
    assert (last_day("2024-02"), last_day("2025-H1"), last_day("2025-06-30"), last_day("2025-13")) == (
        "2024-02-29", "2025-06-30", None, None,
    )  # fmt: skip


SHAPES = {
    "2025": "year", "FY2025-Q1": "quarter", "2025-06": "month", "2025-06-30": "day", "2025/2026": "span",
    "P3M": "length", "T10": "clock", "?": "other",
}  # fmt: skip


def test_shapes_and_quarters():
    assert {timex: shape_of(timex) for timex in SHAPES} == SHAPES
    assert whole_quarter("2025-07/2025-09") == "2025-Q3"
    assert whole_quarter("2025-06/2025-08") == "2025-06/2025-08"


def test_the_end_of_the_quarter_is_that_of_the_one_reported_on():
    quarter, year = told("2025-Q4", start=0), told("2025", start=40)
    cue = Cue(60, 64, "then", "end+0", None)
    *_, end = resolve_times([quarter, year], [cue], lambda offset: offset // 20)
    assert (end.timex, end.modifier) == ("2025-Q4", "end")
    assert at_its_end(end).timex == "2025-12-31"
    assert resolve_last([told("2025", start=0)], Cue(300, 304, "then", "end+0", None)) is None


def resolve_last(times, cue):
    found = [
        time for time in resolve_times(times, [cue], lambda offset: offset // 20) if time.start >= cue.start
    ]
    return found[-1] if found else None


TEXTS = [
    ("ja", "発行残高は6月末で214億円となった。", date(2026, 7, 3), "2026-06-30"),
    ("ja", "同社は2025年10〜12月期の決算を発表した。期末の現金は20億円だった。", date(2026, 2, 6),
     "2025-12-31"),
    ("zh", "公司公布2025年第四季度业绩。期末现金20亿元。", date(2026, 2, 6), "2025-12-31"),
    ("en", "Acme lost $5 million in the second quarter of 2025. Cash stood at $30 million at quarter-end.",
     date(2025, 7, 30), "2025-06-30"),
    ("en", "Acme had revenue of $3 million in June.", date(2026, 3, 12), "2025-06"),
    ("en", "Shares of Acme fell 4% on Thursday.", date(2026, 3, 14), "2026-03-12"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "day", "period"), TEXTS)
def test_a_claim_holds_at_a_day_that_can_be_told(lang, text, day, period):
    claim = pipeline.process(text, lang, day, model=False).claims[-1]
    assert claim.period.timex == period and claim.period.finish is not None


def test_a_forecast_of_a_month_that_may_be_to_come_stays_open():
    (claim,) = pipeline.process("Acme plans to spend $3 billion by June.", "en", DAY, model=False).claims
    assert (claim.modality, claim.period.timex, claim.period.begin) == ("forecast", "XXXX-06", None)


MAY_COME = [
    ("en", "Futures put the probability of a cut in June at 62%.", "probability"),
    ("ja", "先物が織り込む6月の利下げの確率は62%だ。", "probability"),
    ("zh", "期货市场显示，6月降息的概率为62%。", "probability"),
    ("en", "If Acme sold its shares in June, it would lose $3 million.", "loss"),
]


@pytest.mark.parametrize(("lang", "text", "metric"), MAY_COME)
def test_a_month_of_what_may_come_stays_open(lang, text, metric):
    (claim,) = pipeline.process(text, lang, DAY, model=False).claims
    assert (claim.metric.code, claim.period.timex) == (metric, "XXXX-06")


def test_records_of_times_say_what_their_words_say():
    result = pipeline.process("Acme had revenue of $3 million in June.", "en", DAY, model=False)
    assert [time.timex for time in result.times] == ["XXXX-06"]


FARTHER = [
    ("en", "Quarvo loses $5 million\n\nQuarvo said it lost $5 million in the second quarter of 2025."),
    ("ja", "クオルヴォ、5億円の赤字\n\nクオルヴォは2025年4〜6月期に5億円の純損失を計上した。"),
    ("zh", "夸沃亏损5亿元\n\n夸沃在2025年第二季度亏损5亿元。"),
    ("en", "Quarvo reported results for the second quarter of 2025. The board met in Oslo. "
           "Its revenue was $9 million."),
    ("ja", "クオルヴォは2025年4〜6月期の決算を発表した。取締役会は東京で開かれた。売上高は9億円だった。"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), FARTHER)
def test_a_title_and_a_figure_sentences_on_hold_at_the_time_told_elsewhere(lang, text):
    claim = pipeline.process(text, lang, date(2025, 7, 30), model=False).claims[0]
    assert (claim.period.timex, claim.period.how) == ("2025-Q2", "carried")
