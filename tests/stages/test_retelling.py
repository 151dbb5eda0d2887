"""Facts told anew in every language: read back to the last digit, what is contested marked, conflicts."""

import json
import random
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import stages
from pipeline.cli import app
from pipeline.datatypes import (
    Article,
    Bounds,
    Claim,
    ClaimConfidence,
    ClaimMetric,
    ClaimParty,
    ClaimPeriod,
    Figure,
    Finding,
    Zone,
)
from pipeline.exporters.summary import render_markdown, summary_record
from pipeline.languages import available
from pipeline.languages.claims import load_claim_tables
from pipeline.languages.phrasing import load_phrasing
from pipeline.languages.phrasing.facts import say_fact, say_period
from pipeline.reference.metrics import load_metrics
from pipeline.stages import (
    annotate_article,
    contest,
    load_tools,
    process_article,
    retelling,
    summarize_article,
)
from pipeline.stages.auditing import ConflictFinder, comparable_claims
from pipeline.stages.retelling import is_same_amount, retell, says_the_same
from pipeline.stages.summarizing import rank_facts, summarize

FIRST = Path(__file__).resolve().parents[2] / "corpus/articles/ja/000_39dabbda776826a5.txt"
LANGS = ("ja", "zh", "en")
MARKS = {"ja": "〔要確認〕", "zh": "〔待核实〕", "en": " (unverified)"}


def process(text, lang, name="tf:000000000001", **more):
    return process_article(Article(name, lang, text, **more), load_tools(lang, False))


def read(text, lang):
    article = Article("text", lang, text, (Zone(0, len(text), "body"),))
    return annotate_article(article, load_tools(lang, False))


def figures_by_line(lines, lang):
    """The figures read in each of some lines, all read at once."""
    found, start = read("\n".join(lines), lang).figures, 0
    for line in lines:
        end = start + len(line)
        yield [one for one in found if start <= one.start and one.end <= end]
        start = end + 1


@pytest.mark.parametrize("lang", available())
def test_every_metric_has_a_label_that_the_lexicon_reads_as_its_code(lang):
    labels, cues = load_phrasing(lang).tables["metrics"], load_claim_tables(lang).cues
    assert set(labels) == set(load_metrics())
    assert len(set(labels.values())) == len(labels), "no two are called the same"
    codes = {
        code: [cue.code for cue in cues.find(label) if cue.kind == "metric"] for code, label in labels.items()
    }
    assert [code for code, found in codes.items() if code not in found] == []


NUMBERS = [
    ("0", "0", "0", "0"),
    ("1234", "1,234", "1,234", "1,234"),
    ("0.42", "0.42", "0.42", "0.42"),
    ("0.00622601", "0.00622601", "0.00622601", "0.00622601"),
    ("10000", "1万", "1万", "10 thousand"),
    ("15000", "1.5万", "1.5万", "15 thousand"),
    ("7000000000", "70億", "70亿", "7 billion"),
    ("70000000000", "700億", "700亿", "70 billion"),
    ("1300000000000", "1.3兆", "1.3万亿", "1.3 trillion"),
    # What three digits behind the point cannot hold is written out.
    ("12345", "12,345", "12,345", "12.345 thousand"),
    ("1234500", "123.45万", "123.45万", "1,234,500"),
    ("999999500", "999,999,500", "999,999,500", "999,999,500"),
    ("1234567890", "1,234,567,890", "1,234,567,890", "1,234,567,890"),
    ("123456.789", "123,456.789", "123,456.789", "123,456.789"),
]


@pytest.mark.parametrize(("value", *LANGS), NUMBERS)
def test_numbers_are_grouped_as_the_language_does(value, ja, zh, en):
    assert [load_phrasing(lang).number(Decimal(value)) for lang in LANGS] == [ja, zh, en]


def some_numbers():
    """Numbers of one to twelve digits, some with a fraction, some with zeros behind."""
    chance = random.Random(7)
    for _ in range(200):
        digits = chance.randrange(1, 10 ** chance.randrange(1, 12))
        yield Decimal(digits).scaleb(chance.choice([0, 0, -1, -2, -3, 3, 6, 8]))


@pytest.mark.parametrize("unit", ["USD", "JPY", "person", "percent"])
@pytest.mark.parametrize("lang", LANGS)
def test_no_number_is_rounded_silently(lang, unit):
    values = [Decimal(value) for value, *_ in NUMBERS[1:]] + list(some_numbers())
    lines = [load_phrasing(lang).amount(value, unit) for value in values]
    for value, line, found in zip(values, lines, figures_by_line(lines, lang), strict=True):
        assert [(one.low, one.high, one.unit) for one in found] == [(value, value, unit)], line


AMOUNTS = [
    ("7000000000", "USD", None, "70億ドル", "70亿美元", "$7 billion"),
    ("70000000000", "JPY", None, "700億円", "700亿日元", "¥70 billion"),
    ("200", "CNY", None, "200元", "200元", "200 yuan"),
    ("4300000000", "HKD", None, "43億香港ドル", "43亿港元", "HK$4.3 billion"),
    ("5", "BTC", None, "5BTC", "5BTC", "5 BTC"),
    ("25", "percent", None, "25%", "25%", "25%"),
    ("60", "times", "approx", "約60倍", "约60倍", "about 60 times"),
    ("3000000000", "USD", "nearly", "30億ドル近く", "近30亿美元", "nearly $3 billion"),
    ("600000000", "USD", "at_least", "6億ドル以上", "至少6亿美元", "at least $600 million"),
    ("150", "person", "more_than", "150人超", "超150人", "more than 150 people"),
    ("150", "person", "less_than", "150人未満", "不到150人", "less than 150 people"),
    ("150", "person", "at_most", "150人以下", "至多150人", "at most 150 people"),
]


@pytest.mark.parametrize(("value", "unit", "modifier", *LANGS), AMOUNTS)
def test_amounts_keep_their_bound_and_are_read_back_as_they_were(value, unit, modifier, ja, zh, en):
    amount = Decimal(value)
    given = Figure("f", 0, 1, "x", "money", amount, amount, amount, modifier, unit, None, "test")
    for lang, wanted in zip(LANGS, (ja, zh, en), strict=True):
        said = load_phrasing(lang).amount(amount, unit, modifier)
        assert said == wanted
        (found,) = read(said, lang).figures
        assert is_same_amount(given, found), found


BOUNDS = [
    (Bounds(Decimal("1.3e9"), Decimal("10.4e9"), "USD"), "13億〜104億ドル", "13亿至104亿美元",
     "$1.3 billion to $10.4 billion"),
    (Bounds(Decimal("2.5"), Decimal("3.6111"), "times"), "2.5〜3.61倍", "2.5至3.61倍", "2.5 to 3.61 times"),
    (Bounds(None, Decimal(35), "person"), "35人以下", "35人以下", "at most 35 people"),
    (Bounds(Decimal("9e9"), None, "USD"), "90億ドル以上", "90亿美元以上", "at least $9 billion"),
    (Bounds(Decimal(11), Decimal(11), "year"), "11年", "11年", "11 years"),
    # What was computed is told to three digits, and what is one then is told once.
    (Bounds(Decimal("123456"), Decimal("123444"), "JPY"), "12.3万円", "12.3万日元", "¥123 thousand"),
]  # fmt: skip


@pytest.mark.parametrize(("bounds", *LANGS), BOUNDS)
def test_bounds_are_told_to_three_digits_open_where_they_are(bounds, ja, zh, en):
    assert [load_phrasing(lang).bounds(bounds) for lang in LANGS] == [ja, zh, en]


PERIODS = [
    ("2024", "(2024年)", "(2024年)", " in 2024"),
    ("2024-04", "(2024年4月)", "(2024年4月)", " in April 2024"),
    ("2024-04-05", "(2024年4月5日)", "(2024年4月5日)", " on April 5, 2024"),
    ("2024-Q3", "(2024年第3四半期)", "(2024年第3季度)", " in Q3 2024"),
    ("2025-H1", "(2025年上半期)", "(2025年上半年)", " in the first half of 2025"),
    ("FY2024", "(2024年度)", "(2024财年)", " in fiscal 2024"),
    ("XXXX-04", "", "", ""),
    (None, "", "", ""),
]


@pytest.mark.parametrize(("timex", *LANGS), PERIODS)
def test_periods_told_in_full_are_said(timex, ja, zh, en):
    assert [say_period(timex, load_phrasing(lang)) for lang in LANGS] == [ja, zh, en]


def claim(metric="net_income", modality="fact", change="level", timex="2024"):
    return Claim(
        "c", "f", ClaimMetric(metric, None, None, None, "explicit"),
        ClaimParty("tether", "Tether", 0, 6, "topic"), None, None,
        ClaimPeriod(timex, None, None, None, None, "explicit"), modality, None, None, change,
        None, None, None, ClaimConfidence(90, 80, 70, 95),
    )  # fmt: skip


LOSS = Figure("f", 0, 1, "x", "money", *[Decimal(13) * 10**9] * 3, "approx", "USD", None, "test")


@pytest.mark.parametrize("lang", LANGS)
def test_a_fact_says_how_sure_it_is_and_is_read_back_whatever_it_says(lang):
    phrasing = load_phrasing(lang)
    told = {}
    for modality in phrasing.tables["modalities"]:
        for change in ("level", "delta", "share"):
            for timex, *_ in PERIODS:
                one = claim(modality=modality, change=change, timex=timex)
                told[modality, change, timex] = say_fact(one, LOSS, phrasing, {"tether": "Tether"})
                text = told[modality, change, timex]
                back = read(text, lang)
                assert says_the_same(one, LOSS, back, (0, len(text)), text), text
                assert not says_the_same(claim("revenue"), LOSS, back, (0, len(text)), text), text
    whole = {key: text for key, text in told.items() if key[2] and key[2][0] != "X"}
    assert len(set(whole.values())) == len(whole) == 6 * 3 * 6, "no two claims are told in one sentence"


@pytest.mark.parametrize("lang", LANGS)
def test_a_fact_that_says_less_or_more_than_its_claim_does_not_say_the_same(lang):
    phrasing, names = load_phrasing(lang), {"tether": "Tether", "openai": "OpenAI"}
    other = ClaimParty("openai", "OpenAI", 0, 6, "topic")
    told = claim(modality="forecast", change="share")
    for wrong in (
        claim(change="share"), claim(modality="reported", change="share"), claim(modality="forecast"),
        claim(modality="forecast", change="share", timex="2023"), replace(told, subject=other),
        claim(modality="forecast", change="share", timex=None), replace(told, object=other),
    ):  # fmt: skip
        text = say_fact(told, LOSS, phrasing, names)
        back = read(text, lang)
        assert says_the_same(told, LOSS, back, (0, len(text)), text)
        if wrong.change == told.change:  # what is no share needs no word that says so
            assert not says_the_same(wrong, LOSS, back, (0, len(text)), text), wrong
        text = say_fact(wrong, LOSS, phrasing, names)
        if text is not None:
            assert not says_the_same(told, LOSS, read(text, lang), (0, len(text)), text), text


def test_the_month_of_may_is_no_forecast():
    result = process("Tether's net profit in May 2021 was $13 billion.", "en")
    assert [claim.modality for claim in result.claims] == ["fact"]
    assert "May 2021" in dict(summarize_article(result).facts[0].texts)["en"]


def test_a_period_that_another_sentence_tells_is_in_no_fact():
    result = process("Tetherの2024年の純利益は130億ドルだった。利息収入は70億ドルだった。", "ja")
    assert [one.period.how for one in result.claims if one.period] == ["explicit", "carried"]
    assert [found.figure.surface for _, found in rank_facts(result)] == ["130億ドル"]


MOVED = [
    ("ja", "Tetherの2024年の純利益は30億ドル減少した。", "Tether: net income in 2024 down $3 billion"),
    ("zh", "Tether 2024年净利润增加30亿美元。", "Tether: net income in 2024 up $3 billion"),
    ("en", "Coinbase's revenue fell by $20 million in 2024.", "Coinbase: revenue in 2024 down $20 million"),
]


@pytest.mark.parametrize(("lang", "text", "want"), MOVED, ids=[row[1] for row in MOVED])
def test_a_change_is_told_with_its_direction(lang, text, want):
    assert [dict(fact.texts)["en"] for fact in summarize_article(process(text, lang)).facts] == [want]


def test_a_change_told_the_wrong_way_is_told_in_none():
    result = process("Tetherの2024年の純利益は30億ドル減少した。", "ja")
    claim, figure = result.claims[0], result.figures[0].figure
    assert claim.direction == "fall"
    for lang in LANGS:
        up, down = (
            say_fact(replace(claim, direction=moves), figure, load_phrasing(lang), {"tether": "Tether"})
            for moves in ("rise", "fall")
        )
        assert says_the_same(claim, figure, read(down, lang), (0, len(down)), down), down
        assert not says_the_same(claim, figure, read(up, lang), (0, len(up)), up), up


def test_what_is_rather_wrong_than_right_is_no_fact():
    result = process("Tetherの2024年の純利益は130億ドルだった。", "ja")
    for slot in ("metric", "subject", "period"):
        unsure = replace(result.claims[0].confidence, **{slot: 30})
        claims = (replace(result.claims[0], confidence=unsure),)
        assert list(rank_facts(replace(result, claims=claims))) == []


def test_vague_amounts_and_metrics_without_a_label_are_not_told():
    for lang in LANGS:
        phrasing = load_phrasing(lang)
        vague = replace(LOSS, value=None, high=Decimal(14) * 10**9)
        assert say_fact(claim(), vague, phrasing, {}) is None
        assert say_fact(claim("nonsense"), LOSS, phrasing, {}) is None
        assert say_fact(replace(claim(), subject=None), LOSS, phrasing, {}) is None
        assert say_fact(claim(), replace(LOSS, low=None), phrasing, {}) is None


@pytest.fixture(scope="module")
def first():
    return process(FIRST.read_text(encoding="utf-8"), "ja", "tf:607f658e4e1b")


@pytest.fixture(scope="module")
def summary(first):
    return summarize_article(first)


def test_facts_of_the_first_article_say_the_same_in_three_languages(first, summary):
    assert len(summary.facts) >= 6
    given = {one.figure.figure_id: one.figure for one in first.figures}
    for lang in LANGS:
        lines = [dict(fact.texts)[lang] for fact in summary.facts]
        for fact, line, found in zip(summary.facts, lines, figures_by_line(lines, lang), strict=True):
            (one,) = found
            assert is_same_amount(one, fact.figure), line
            assert given[fact.figure.figure_id] == fact.figure
            assert first.article.text[fact.figure.start : fact.figure.end] == fact.figure.surface


def test_the_first_fact_in_three_languages(summary):
    assert dict(summary.facts[0].texts) == {
        "ja": "Tetherの純利益(2024年)は130億ドル",
        "zh": "Tether的净利润(2024年)为130亿美元",
        "en": "Tether: net income in 2024 of $13 billion",
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({}, {"low": Decimal(12)}, False),
        ({}, {"high": Decimal(14)}, False),
        ({}, {"unit": "JPY"}, False),
        ({}, {"per": "share"}, False),
        ({}, {"modifier": "approx"}, False),
        ({"modifier": "more_than"}, {"modifier": "at_least"}, True),
        ({"modifier": "just_over"}, {"modifier": "at_least"}, True),
        ({"modifier": "less_than"}, {"modifier": "at_most"}, True),
        ({"modifier": "less_than"}, {"modifier": "more_than"}, False),
        ({"modifier": "nearly"}, {"modifier": "less_than"}, False),
        ({"modifier": "at_least"}, {}, False),
    ],
)
def test_amounts_are_the_same_to_the_last_digit_and_bound(one, other, same):
    plain = Figure("f", 0, 1, "x", "money", *[Decimal(13)] * 3, None, "USD", None, "test")
    assert is_same_amount(replace(plain, **one), replace(plain, **other)) is same
    assert is_same_amount(replace(plain, **other), replace(plain, **one)) is same


TAMPERED = [
    ("a zero too many", "ja", "130億ドル", "1300億ドル"),
    ("a digit", "en", "$13 billion", "$14 billion"),
    ("a scale", "zh", "130亿美元", "130万美元"),
    ("a currency", "en", "$13 billion", "¥13 billion"),
    ("a bound", "ja", "6億ドル以上", "6億ドル"),
    ("a rounding", "zh", "130亿美元", "约130亿美元"),
    ("a metric", "zh", "净利润", "营业收入"),
    ("a subject", "en", "Tether: net income", "OpenAI: net income"),
    ("no subject", "ja", "Tetherの純利益", "純利益"),
    ("another figure", "en", "$13 billion", "$13 billion and $2 billion"),
    ("no figure", "ja", "130億ドル", "多額"),
]


@pytest.mark.parametrize(
    ("lang", "old", "new"), [row[1:] for row in TAMPERED], ids=[row[0] for row in TAMPERED]
)
def test_a_fact_that_is_told_wrong_in_one_language_is_told_in_none(
    first, summary, monkeypatch, lang, old, new
):
    def slip(claim, figure, phrasing, names):
        text = say_fact(claim, figure, phrasing, names)
        return text.replace(old, new) if text and phrasing.lang == lang else text

    monkeypatch.setattr(retelling, "say_fact", slip)
    wrong = {fact.claim_id for fact in summary.facts if old in dict(fact.texts)[lang]}
    assert wrong
    again = summarize_article(first)
    assert {fact.claim_id for fact in summary.facts} - wrong <= {fact.claim_id for fact in again.facts}
    assert not wrong & {fact.claim_id for fact in again.facts}
    assert again.dropped >= summary.dropped + len(wrong)
    # No figure of a fact is one that the article has not.
    for each in LANGS:
        for line in figures_by_line([dict(fact.texts)[each] for fact in again.facts], each):
            assert any(is_same_amount(line[0], one.figure) for one in first.figures)


def test_a_fact_that_is_lost_in_every_language_is_lost(first, monkeypatch):
    monkeypatch.setattr(retelling, "say_fact", lambda *given: None)
    told = summarize_article(first)
    assert told.facts == () and told.dropped > 6


INTEREST = "Tetherの準備金は1300億ドルだ。Tetherの2024年の利息収入は700億円だった。Tetherの従業員は150人だ。"
CONTESTED = {"ja": "700億円", "zh": "700亿日元", "en": "¥70 billion"}


def lines_with(page, *words):
    return [line for line in page.splitlines() if all(word in line for word in words)]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_contested_is_marked_wherever_it_is_told(lang):
    summary = summarize_article(process(INTEREST, "ja"))
    page = render_markdown(summary, lang)
    (contested,) = {fact.figure.surface for fact in summary.facts if fact.contested}
    assert contested == "700億円"
    place = "[{0.start}, {0.end})".format(next(fact.figure for fact in summary.facts if fact.contested))
    accusation, fact, cell = lines_with(page, place)
    assert accusation.startswith("- **") and "1300億ドル × 1–8 %" in accusation
    assert fact.startswith("- ") and f"{CONTESTED[lang]}{MARKS[lang]}" in fact
    assert cell.startswith(f"| 700億円{MARKS[lang]} |")
    (quoted,) = lines_with(page, "<sub>", f" 700億円{MARKS[lang]}")
    assert "[20, 47)" in quoted
    assert page.count(MARKS[lang]) == 3, "and nothing else is"


@pytest.mark.parametrize("lang", LANGS)
def test_pages_of_the_first_article_mark_its_contested_figures(summary, lang):
    page = render_markdown(summary, lang)
    head = [line for line in page.splitlines() if line.startswith("- **")]
    assert [line.count("700億円") >= 1 for line in head[:2]] == [True, True], "contradictions come first"
    assert f"30億ドル{MARKS[lang]}" in page or f"{MARKS[lang]} |" in page
    for surface in ("130億ドル", "37億ドル", "67億ドル"):
        assert not lines_with(page, f"| {surface}", MARKS[lang].strip())


def test_messages_of_what_is_contested_are_in_every_language(summary):
    told = {one.check: {each.lang: each.message for each in words} for one, words in summary.findings}
    assert set(told["yield-band"]) == set(LANGS)
    assert {one.verdict for one, _ in summary.findings} <= {"doubtful", "contradicted"}
    for lang, mark in (("ja", "合わない"), ("zh", "不符"), ("en", "does not agree")):
        assert mark in told["yield-band"][lang]
    record = summary_record(summary)
    assert [one["messages"] for one in record["findings"]] == [
        {each.lang: each.message for each in words} for _, words in summary.findings
    ]
    assert [fact["texts"] for fact in record["facts"]] == [dict(fact.texts) for fact in summary.facts]


@pytest.mark.parametrize(("lang", "meant"), [("ja", "70億ドル"), ("zh", "70亿美元"), ("en", r"\$7 billion")])
def test_what_may_have_been_meant_is_told_in_the_language_of_the_page(lang, meant):
    page = render_markdown(summarize_article(process(INTEREST, "ja")), lang)
    (line,) = [line for line in page.splitlines() if meant in line]
    assert line.startswith("  ") and not any(other in line for other in {"70億ドル", "70亿美元"} - {meant})


def readers():
    return {lang: (lambda text, lang=lang: read(text, lang)) for lang in LANGS}


def quoted(result, sentences=None):
    """The sentences that are quoted of those given, all of them if none are."""
    given = replace(summarize(result), sentences=sentences or result.sentences)
    return [one.surface for one in retell(result, given, (), readers()).sentences]


def test_a_sentence_that_reads_otherwise_alone_is_left_out(first):
    # およそ stands in the line before: alone it would be sixty times to the digit.
    alone = [one for one in first.sentences if one.surface.strip() == "60倍。"]
    others = [one for one in first.sentences if "130億ドルを稼いだ" in one.surface]
    assert alone and others
    assert quoted(first, (*others, *alone)) == [one.surface for one in others]


def test_a_sentence_is_left_out_when_any_of_its_figures_is_another_in_its_place():
    result = process("甲社は30億ドルを得た。乙社の社員は150人で、店は42店だ。", "ja")
    assert len(quoted(result)) == 2
    for number, change in [(1, {"low": Decimal(15)}), (2, {"unit": "company"}), (1, {"modifier": "approx"})]:
        figures = list(result.figures)
        figures[number] = replace(figures[number], figure=replace(figures[number].figure, **change))
        assert quoted(replace(result, figures=tuple(figures))) == ["甲社は30億ドルを得た。"]
    bare = [replace(one, figure=replace(one.figure, unit="euro")) for one in result.figures]
    assert quoted(replace(result, figures=tuple(bare))) == []


def test_only_what_is_told_of_a_subject_once_can_be_a_fact():
    once = process("Tetherの2024年の純利益は130億ドルだった。", "ja")
    assert [found.figure.surface for _, found in rank_facts(once)] == ["130億ドル"]
    text = "Tetherの2024年の純利益は130億ドルだった。Tetherの2024年の純利益は13億ドルだった。"
    assert list(rank_facts(process(text, "ja"))) == []


def test_what_editions_contest_is_marked_in_a_quoted_sentence_too():
    result = process("Tetherの準備金は1300億ドルだ。別の工場の建設費は42億ドルになりそうだという。", "ja")
    before = summarize_article(result)
    figure = next(one.figure for one in result.figures if one.figure.surface == "42億ドル")
    bare = replace(before, facts=(), key_figures=())
    assert figure in bare.quoted
    after, _ = contest(bare, [finding(figure)])
    assert [one.surface for one, _ in after.contested] == ["42億ドル"]
    assert lines_with(render_markdown(after), "<sub>", f" 42億ドル{MARKS['ja']}")


def finding(figure, check="editions"):
    where = (figure.start, figure.end, figure.surface)
    return Finding(
        f"id:{check}", check, "contradicted", (figure.figure_id,), *where, "zh 70亿美元", None, "", ""
    )


def test_what_editions_contest_is_marked_in_a_summary_made_before():
    result = process("Tetherの2024年の純利益は130億ドルだった。Tetherの従業員は150人だ。", "ja")
    before = summarize_article(result)
    assert not before.contested and not before.findings
    figure = result.figures[0].figure
    after, (told,) = contest(before, [finding(figure)])
    assert "130億ドル" in told.message and "他の版" in told.message and "other editions" in told.message_en
    assert [(one.surface, found.check) for one, found in after.contested] == [("130億ドル", "editions")]
    assert [bool(fact.contested) for fact in after.facts] == [
        fact.figure.figure_id == figure.figure_id for fact in before.facts
    ]
    assert any(fact.contested for fact in after.facts)
    for lang in LANGS:
        assert MARKS[lang] not in render_markdown(before, lang)
        assert MARKS[lang] in render_markdown(after, lang)
    assert [fact.texts for fact in after.facts] == [fact.texts for fact in before.facts]
    again, _ = contest(after, [finding(figure, "conflict")])
    assert len(again.contested) == 1 and len(again.findings) == 2, "a figure is contested once"


PROFIT = "Tetherの2024年の純利益は130億ドルだった。"
CONFLICTS = [
    ("far off", PROFIT, "en", "Tether's net profit in 2024 was $21 billion.", "contradicted"),
    ("a little off", PROFIT, "en", "Tether's net profit in 2024 was $15 billion.", "doubtful"),
    ("rounded otherwise", PROFIT, "en", "Tether's net profit in 2024 was $13.4 billion.", None),
    ("the same", PROFIT, "zh", "Tether 2024年净利润为130亿美元。", None),
    ("another year", PROFIT, "en", "Tether's net profit in 2023 was $21 billion.", None),
    ("no year", PROFIT, "en", "Tether's net profit was $21 billion.", None),
    ("another subject", PROFIT, "en", "Circle's net profit in 2024 was $21 billion.", None),
    ("a subject nobody knows", "Quorvexの2024年の純利益は130億ドルだった。", "en",
     "Quorvex's net profit in 2024 was $21 billion.", None),
    ("another metric", PROFIT, "en", "Tether's revenue in 2024 was $21 billion.", None),
    ("another currency", PROFIT, "ja", "Tetherの2024年の純利益は2兆円だった。", None),
    ("what is expected", PROFIT, "en", "Tether's net profit in 2024 is expected to be $21 billion.", None),
    ("what can happen twice", "Tetherの2024年の投資額は3億ドルだった。", "ja",
     "Tetherの2024年の投資額は9億ドルだった。", None),
]  # fmt: skip


def add_conflicts(result, finder):
    article = result.article
    found = finder.add(article.article_id, article.edition_of, comparable_claims(result))
    return stages.add_conflicts(result, tuple(found))


@pytest.mark.parametrize(
    ("text", "lang", "other", "verdict"), [row[1:] for row in CONFLICTS], ids=[row[0] for row in CONFLICTS]
)
def test_articles_conflict_where_subject_metric_and_period_are_the_same(text, lang, other, verdict):
    finder = ConflictFinder()
    before = add_conflicts(process(text, "ja", "tf:000000000001"), finder)
    after = add_conflicts(process(other, lang, "tf:000000000002"), finder)
    assert before.findings == ()
    assert [one.verdict for one in after.findings if one.check == "conflict"] == (
        [verdict] if verdict else []
    )


def test_a_conflict_names_the_other_article_and_both_figures():
    finder = ConflictFinder()
    first = add_conflicts(process(PROFIT, "ja", "tf:000000000001"), finder)
    second = process("Tether 2024年净利润为210亿美元。", "zh", "tf:000000000002")
    (conflict,) = add_conflicts(second, finder).findings
    theirs, ours = first.figures[0].figure, second.figures[0].figure
    assert (conflict.figure_ids, conflict.article_ids) == (
        (ours.figure_id, theirs.figure_id), ("tf:000000000001",)
    )  # fmt: skip
    assert (conflict.start, conflict.end, conflict.surface) == (ours.start, ours.end, "210亿美元")
    assert "其他文章" in conflict.message and "another article" in conflict.message_en
    assert "130億ドル (tf:000000000001)" in conflict.message
    assert (conflict.computed.low, conflict.computed.high) == (Decimal("1.25e10"), Decimal("1.35e10"))
    summary = summarize_article(add_conflicts(second, ConflictFinder()))
    assert not summary.contested, "alone it is in conflict with nothing"
    assert "〔待核实〕" in render_markdown(summarize_article(replace(second, findings=(conflict,))))


def test_who_agrees_with_one_that_was_told_before_is_in_conflict_with_none():
    finder = ConflictFinder()
    texts = [PROFIT, PROFIT.replace("130", "210"), PROFIT.replace("130", "210"), PROFIT]
    verdicts = [
        [one.verdict for one in add_conflicts(process(text, "ja", f"tf:00000000000{n}"), finder).findings]
        for n, text in enumerate(texts)
    ]
    assert verdicts == [[], ["contradicted"], [], []]


def test_editions_of_one_article_are_left_to_reconcile():
    finder = ConflictFinder()
    wrong = PROFIT.replace("130", "210")
    for name, text in (("tf:000000000001", PROFIT), ("tf:000000000002", wrong)):
        assert add_conflicts(process(text, "ja", name, edition_of="story"), finder).findings == ()
    # The edition of an article, and the article itself.
    finder = ConflictFinder()
    assert add_conflicts(process(PROFIT, "ja", "tf:000000000001"), finder).findings == ()
    edition = process(wrong, "ja", "tf:000000000002", edition_of="tf:000000000001")
    assert add_conflicts(edition, finder).findings == ()


STORY = {
    "ja": "Tetherの報告\n\nTetherは1300億ドルの準備金を持つ。Tetherの2024年の純利益は700億円だった。",
    "zh": "Tether的报告\n\nTether持有1300亿美元储备。Tether 2024年净利润为70亿美元。",
    "en": "The report of Tether\n\nTether holds reserves of $130 billion. Tether's net profit in 2024 was"
    " $7 billion.",
}


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """Three editions of one article, and an article of its own, in the outputs of a run."""
    folder = tmp_path_factory.mktemp("story")
    for lang, text in STORY.items():
        (folder / f"{lang}.txt").write_text(text, encoding="utf-8", newline="")
        (folder / f"{lang}.yaml").write_text(f"lang: {lang}\nedition_of: story\n", encoding="utf-8")
    (folder / "other.txt").write_text("Circle's net profit in 2024 was $156 million.", encoding="utf-8")
    out = folder / "out"
    done = CliRunner().invoke(app, ["run", str(folder), "--out", str(out), "--no-model"])
    assert done.exit_code == 0, done.stderr
    return out


def rows_of(out, name):
    return [json.loads(line) for line in (out / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_editions_in_a_run_are_compared(batch):
    agreed, wrong = rows_of(batch, "editions")
    ids = {row["source"].split(".")[0]: row["article_id"] for row in rows_of(batch, "articles")}
    assert {row["edition_of"] for row in (agreed, wrong)} == {"story"}
    assert (agreed["severity"], wrong["severity"]) == ("none", "severe")
    assert wrong["outliers"] == [ids["ja"]] and set(wrong["classes"]) == {"magnitude", "currency"}
    (found,) = [row for row in rows_of(batch, "findings") if row["check"] == "editions"]
    assert (found["article_id"], found["verdict"], found["surface"]) == (ids["ja"], "contradicted", "700億円")
    assert set(found["article_ids"]) == {ids["zh"], ids["en"]}
    assert "他の版" in found["message"] and "70亿美元" in found["message_en"]
    figures = {row["figure_id"] for row in rows_of(batch, "figures")}
    assert set(found["figure_ids"]) <= figures


def test_editions_in_a_run_have_a_page_in_markdown_and_html(batch):
    pages = sorted((batch / "summaries").glob("editions-tf-*"))
    assert [page.suffix for page in pages] == [".html", ".md"]
    html, markdown = (page.read_text("utf-8") for page in pages)
    for surface in ("700億円", "70亿美元", "1300億ドル"):
        assert surface in html and surface in markdown
    assert "**700億円**" in markdown and "class=outlier" in html


def test_the_summary_of_the_faulty_edition_is_marked_and_the_others_are_not(batch):
    ids = {row["source"].split(".")[0]: row["article_id"] for row in rows_of(batch, "articles")}
    for lang, name in ids.items():
        stem = batch / "summaries" / name.replace(":", "-")
        record = json.loads(Path(f"{stem}.json").read_text("utf-8"))
        own = record["lang"]
        assert bool(record["contested"]) == (lang == "ja")
        assert [fact["contested"] is not None for fact in record["facts"]].count(True) == (lang == "ja")
        for each in LANGS:
            page = Path(f"{stem}.md" if each == own else f"{stem}.{each}.md").read_text("utf-8")
            assert (MARKS[each] in page) == (lang == "ja"), (lang, each)
            assert bool(re.search("他の版|其他版本|other editions", page)) == (lang == "ja")
    assert "700億円" in (batch / "summaries" / "batch.md").read_text("utf-8")
