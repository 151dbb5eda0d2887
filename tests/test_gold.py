"""The gold is as the guidelines have it, and what is not is said by file and id."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from decimal import Decimal

import pytest

from pipeline import process
from tests.gold import GOLD, GoldError, GoldFigure, GoldTime, load_gold
from tests.gold_listed import load_listed, place_rows, read_rows
from tests.gold_marked import load_marked, read_line, read_marked
from tests.gold_names import GoldError as MarkError
from tests.gold_scores import Tally, match, same_figure, same_span, same_time, same_value, score_figures

LANGS = sorted(path.name for path in GOLD.iterdir() if len(path.name) == 2)
SENTENCE = """\
about: a try
sentences:
  - id: ja-e-001
    class: money
    text: 25%の5%は2ドル、5%の30%は{text}。
    figures: [{figures}]
    times: [{times}]
"""


@pytest.fixture
def write(tmp_path):
    def make(figures="", times="", text="3ドル", name="early-try.yaml", content=SENTENCE):
        (tmp_path / "ja").mkdir(exist_ok=True)
        content = content.replace("{figures}", figures).replace("{times}", times).replace("{text}", text)
        (tmp_path / "ja" / name).write_text(content, encoding="utf-8")
        return tmp_path

    return make


def figure(surface, rest="kind: percent, value: 5, unit: percent"):
    return f"{{surface: {surface}, {rest}}}"


def time(surface, rest):
    return f"{{surface: {surface}, {rest}}}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_gold_is_sound(lang):
    assert load_gold(lang)
    assert load_marked(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_all_names_of_all_marked_paragraphs_are_listed(lang):
    listed = {text.text_id: text for text in load_listed(lang)}
    assert listed.keys() == {passage.text_id for passage in load_marked(lang)}
    assert all(text.text[n.start : n.end] == n.surface for text in listed.values() for n in text.names)


def test_a_row_stands_for_all_places_of_its_name_and_the_longest_name_wins():
    text = "米ミラは楽天モバイルを、楽天は欧米でミラノを買う。ミラ銀行は閉じた。"
    rows = read_rows("== a\n米|GPE\nミラ|ORG\n楽天|ORG\n楽天モバイル|ORG\n欧米|LOC\n", "try")["a"]
    placed = [(name.surface, name.start) for name in place_rows(text, rows)]
    assert placed == [("米", 0), ("ミラ", 1), ("楽天モバイル", 4), ("楽天", 12), ("欧米", 15), ("ミラ", 25)]


def test_a_row_with_a_piece_of_the_text_stands_for_that_place_alone():
    rows = read_rows("== a\nMeta|ORG|at Meta now\nMeta|PRODUCT|Meta the app\n", "try")["a"]
    names = place_rows("Meta? Work at Meta now, on Meta the app.", rows)
    assert [(name.start, name.label) for name in names] == [(14, "ORG"), (27, "PRODUCT")]


@pytest.mark.parametrize("raw", ["== a\nMeta|FIRM\n", "== a\nMeta\n", "== a\n== a\n"])
def test_a_list_that_is_wrong_is_refused_by_line(raw):
    with pytest.raises(MarkError, match="try:2: "):
        read_rows(raw, "try")


@pytest.mark.parametrize("row", [("Meta", "ORG", ""), ("Alpha", "ORG", "Alp"), ("Alpha", "ORG", "Beta")])
def test_a_row_that_stands_nowhere_is_refused(row):
    with pytest.raises(MarkError, match="stands nowhere"):
        place_rows("Alpha grew", [row])


def test_a_marked_line_is_a_passage():
    line = r"Brisk grows\n\nBrisk made 【$4 million|revenue|Brisk|2025||delta】. 【date|2026-03-14】"
    passage = read_line(line, "en", "en-e-marked-a1")
    (claim,) = passage.claims
    assert passage.text == "Brisk grows\n\nBrisk made $4 million." and passage.date == date(2026, 3, 14)
    assert (claim.surface, claim.metric, claim.subjects, claim.period) == (
        "$4 million",
        "revenue",
        ("Brisk",),
        "2025",
    )
    assert (claim.modality, claim.change) == ("fact", "delta")
    assert passage.text[claim.start : claim.end] == claim.surface


@pytest.mark.parametrize(
    ("mark", "complaint"),
    [
        ("$4|turnover", "no metric turnover"), ("$4|revenue|Brask", "'Brask' is not in the text"),
        ("$4|revenue|Brisk|lately", "not a TIMEX3 value"), ("$4|revenue|Brisk||sure", "no modality sure"),
        ("$4|revenue|Brisk||||more", "more than 6 fields"),
    ],
)  # fmt: skip
def test_a_wrong_mark_is_told_by_file_and_line(tmp_path, mark, complaint):
    (tmp_path / "en").mkdir()
    path = tmp_path / "en" / "early-marked-a.txt"
    path.write_text(f"Brisk made 【$3|revenue|Brisk】.\nBrisk made 【{mark}】.\n", encoding="utf-8")
    with pytest.raises(MarkError, match=f"early-marked-a.txt:2: .*{re.escape(complaint)}"):
        read_marked(path)


def test_surfaces_are_found_in_order_and_never_inside_a_number(write):
    root = write(f"{figure('5%')}, {figure('2ドル', 'kind: money, value: 2, unit: USD')}, {figure('5%')}")
    (sentence,) = load_gold("ja", root=root)
    assert [(f.start, f.end) for f in sentence.figures] == [(4, 6), (7, 10), (11, 13)]
    assert all(sentence.text[f.start : f.end] == f.surface for f in sentence.figures)
    assert sentence.figures[0].value == sentence.figures[0].low == Decimal(5)


def test_start_points_to_one_of_two(write):
    (sentence,) = load_gold(
        "ja", root=write(figure("5%", "start: 11, kind: percent, value: 5, unit: percent"))
    )
    assert sentence.figures[0].start == 11


def test_part_comes_from_the_id(write):
    root = write(figure("5%"))
    assert len(load_gold("ja", "early", root)) == 1 and not load_gold("ja", "late", root)


def test_fraction_of_a_percentage_is_in_percent(write):
    (sentence,) = load_gold("ja", root=write(figure("5%", "kind: percent, fraction: 1/3, unit: percent")))
    assert sentence.figures[0].fraction == "1/3"
    assert sentence.figures[0].low.quantize(Decimal("0.01")) == Decimal("33.33")


WRONG = [
    (figure("7%"), "", "'7%' is not in the text"),
    (
        f"{figure('30%')}, {figure('2ドル', 'kind: money, value: 2, unit: USD')}",
        "",
        "before the one listed before",
    ),
    (figure("0%"), "", "inside a longer number"),
    (figure("5%", "start: 5, kind: percent, value: 5, unit: percent"), "", "does not stand at 5"),
    (figure("5%", "kind: share, value: 5, unit: percent"), "", "unknown kind share"),
    (figure("5%", "kind: percent, value: 5, unit: per_cent"), "", "unknown unit per_cent"),
    (figure("5%", "kind: percent, value: 5, unit: person"), "", "no unit of kind percent"),
    (figure("5%", "kind: percent, value: 5"), "", "unknown unit None"),
    (figure("5%", "kind: money, value: 5, unit: XYZ"), "", "unknown currency XYZ"),
    (figure("5%", "kind: number, value: 5, unit: percent"), "", "has no unit"),
    (figure("5%", "kind: percent, value: 5, unit: percent, modifier: about"), "", "unknown modifier about"),
    (figure("5%", "kind: percent, value: 5, unit: percent, per: moon"), "", "unknown unit moon in per"),
    (figure("5%", "kind: percent, value: 5_000, unit: percent"), "", "a number written out"),
    (figure("5%", "kind: percent, value: 5e3, unit: percent"), "", "a number written out"),
    (figure("5%", "kind: percent, low: 9, high: 5, unit: percent"), "", "low is above high"),
    (figure("5%", "kind: percent, low: 9, unit: percent"), "", "want value, or low and high"),
    (figure("5%", "kind: percent, fraction: a third, unit: percent"), "", "want a fraction"),
    (figure("5%", "kind: percent, value: 5, unit: percent, note: x"), "", "unknown key note"),
    (figure("5%", "value: 5, unit: percent"), "", "'kind' is missing"),
    ("", time("2ドル", "type: DAY, timex: 2024"), "unknown type DAY"),
    ("", time("2ドル", "type: DATE, timex: 2024, mod: late"), "unknown mod late"),
    ("", time("2ドル", "type: DATE, timex: T10"), "holds a T"),
    ("", time("2ドル", "type: DURATION, timex: 3Y"), "no timex of a DURATION"),
    ("", time("2ドル", "type: DATE, timex: 2024, begin: 2024"), "want a day like"),
    ("", time("2ドル", "type: DATE, timex: 2024, begin: 2024-02-01, finish: 2024-01-01"), "begins after"),
]


@pytest.mark.parametrize(("figures", "times", "complaint"), WRONG, ids=[wrong[2] for wrong in WRONG])
def test_wrong_gold_is_named(write, figures, times, complaint):
    with pytest.raises(GoldError) as caught:
        load_gold("ja", root=write(figures, times))
    assert str(caught.value).startswith("ja/early-try.yaml: ja-e-001: ") and complaint in str(caught.value)


def test_all_errors_are_told_at_once(write):
    write(figure("7%"))
    root = write(figure("8%"), name="early-zero.yaml")
    with pytest.raises(GoldError) as caught:
        load_gold("ja", root=root)
    assert len(str(caught.value).splitlines()) == 2


def test_file_and_id_agree(write):
    with pytest.raises(GoldError, match="want an id like"):
        load_gold("ja", root=write(figure("5%"), name="late-try.yaml"))
    with pytest.raises(GoldError, match="want about and sentences"):
        load_gold("ja", root=write(name="early-try.yaml", content="- a list"))


def test_an_id_is_given_once(write):
    write(figure("5%"))
    with pytest.raises(GoldError, match="ja-e-001: id given twice"):
        load_gold("ja", root=write(figure("5%"), name="early-other.yaml"))


GIVEN = process("売上高は約35億円、4月に3分の1。", "ja")
MONEY, SHARE = (found.figure for found in GIVEN.figures)
GOLD_MONEY = GoldFigure("35億円", 5, 9, "money", *[Decimal(3500000000)] * 3, "JPY", "approx")


def test_records_are_compared_field_by_field():
    assert same_figure(GOLD_MONEY, MONEY)
    for change in ({"modifier": None}, {"unit": "USD"}, {"per": "piece"}, {"start": 4}, {"kind": "count"}):
        other = dataclasses.replace(GOLD_MONEY, **change)
        assert not same_figure(other, MONEY) and same_value(other, MONEY)
    assert not same_value(dataclasses.replace(GOLD_MONEY, high=Decimal(36)), MONEY)


def test_fractions_are_exact():
    third = Decimal(100) / 3
    gold = GoldFigure(
        SHARE.surface, SHARE.start, SHARE.end, "percent", *[third] * 3, "percent", fraction="1/3"
    )
    assert same_figure(gold, SHARE)
    assert not same_figure(dataclasses.replace(gold, fraction="2/3"), SHARE)


def test_times_are_compared_field_by_field():
    (month,) = GIVEN.times
    gold = GoldTime("4月", month.start, month.end, "DATE", "XXXX-04")
    assert same_time(gold, month)
    assert not same_time(dataclasses.replace(gold, modifier="end"), month)
    assert not same_time(dataclasses.replace(gold, timex="XXXX-05"), month)


def test_each_record_stands_in_one_pair():
    wide = dataclasses.replace(GOLD_MONEY, start=0)
    assert match([wide, GOLD_MONEY], [MONEY], same_value) == [(GOLD_MONEY, MONEY)]
    assert match([GOLD_MONEY], [MONEY, MONEY], same_span) == [(GOLD_MONEY, MONEY)]
    assert not match([dataclasses.replace(GOLD_MONEY, start=20, end=24)], [MONEY], same_value)


def test_scores_count_what_is_missing_and_what_is_too_much():
    scores = score_figures([([GOLD_MONEY], [MONEY, SHARE]), ([GOLD_MONEY], [])])
    assert scores["figure"] == Tally(gold=2, found=2, right=1)
    assert (scores["figure"].precision, scores["figure"].recall, scores["figure"].f1) == (0.5, 0.5, 0.5)
    assert Tally().f1 == 1.0
