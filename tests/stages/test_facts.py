"""Facts told anew: in three languages, read back, contested ones marked; what only several articles tell."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.datatypes import Article
from pipeline.exporters.summary import render_markdown
from pipeline.languages import available
from pipeline.languages.claims import load_claim_tables
from pipeline.languages.phrasing import load_phrasing
from pipeline.reference.metrics import load_metrics
from pipeline.stages import add_conflicts, load_tools, process_article, retelling, summarize_article
from pipeline.stages.auditing import CHECKS, ConflictFinder
from pipeline.stages.retelling import is_same_amount

FIRST = Path(__file__).resolve().parents[2] / "corpus/articles/ja/000_39dabbda776826a5.txt"
MARKS = {"ja": "要確認", "zh": "待核实", "en": "unverified"}


@pytest.fixture(scope="module")
def result():
    article = Article("tf:000000000001", "ja", FIRST.read_text(encoding="utf-8"))
    return process_article(article, load_tools("ja", False))


@pytest.fixture(scope="module")
def summary(result):
    return summarize_article(result)


@pytest.mark.parametrize("lang", available())
def test_every_metric_has_a_label_that_is_read_back_as_its_code(lang):
    labels, finder = load_phrasing(lang).tables["metrics"], load_claim_tables(lang).cues
    assert set(labels) == set(load_metrics())
    wrong = {
        code: label
        for code, label in labels.items()
        if code not in {cue.code for cue in finder.find(label) if cue.kind == "metric"}
    }
    assert not wrong


@pytest.mark.parametrize("lang", available())
def test_every_check_has_a_sentence(lang):
    assert set(CHECKS) - {"told-comparison", "halved"} <= set(load_phrasing(lang).tables["findings"])


AMOUNTS = [
    ("ja", "13000000000", "USD", None, "130億ドル"),
    ("zh", "13000000000", "USD", "approx", "约130亿美元"),
    ("en", "13000000000", "USD", "at_least", "at least $13 billion"),
    ("ja", "12345678", "JPY", None, "12,345,678円"),
    ("en", "0.25", "percent", None, "0.25%"),
    ("zh", "15000", "person", None, "1.5万人"),
]


@pytest.mark.parametrize(("lang", "value", "unit", "modifier", "said"), AMOUNTS)
def test_amounts_are_grouped_as_the_language_does_and_never_rounded(lang, value, unit, modifier, said):
    assert load_phrasing(lang).amount(Decimal(value), unit, modifier) == said
    (found,) = pipeline.process(said, lang, model=False).figures
    assert found.figure.value == Decimal(value)


def test_facts_say_what_the_article_says_in_every_language(result, summary):
    assert len(summary.facts) >= 5
    for fact in summary.facts:
        assert dict(fact.texts).keys() == MARKS.keys()
        for lang, text in fact.texts:
            (read,) = pipeline.process(text, lang, model=False).figures
            assert is_same_amount(read.figure, fact.figure), text


def test_a_fact_that_reads_otherwise_is_not_told(result, monkeypatch):
    real = retelling.say_fact

    def slip(claim, figure, phrasing, names):
        text = real(claim, figure, phrasing, names)
        return text.replace("130億", "1300億") if text and phrasing.lang == "ja" else text

    monkeypatch.setattr(retelling, "say_fact", slip)
    told = summarize_article(result)
    assert not any(
        "130" in text for fact in told.facts for _, text in fact.texts if "2024" in text and "net" in text
    )
    assert told.dropped


@pytest.mark.parametrize(("lang", "mark"), MARKS.items())
def test_what_is_contested_is_marked_on_every_page(summary, lang, mark):
    page = render_markdown(summary, lang)
    assert "700億円" in page and "70億ドル" in page
    places = [f"[{figure.start}, {figure.end})" for figure, _ in summary.contested]
    lines = [line for line in page.splitlines() if any(place in line for place in places)]
    assert lines and all(mark in line or line.startswith("- **") for line in lines)


def test_a_quotation_that_reads_otherwise_alone_is_left_out(result, summary):
    tampered = tuple(
        replace(one, figure=replace(one.figure, low=Decimal(1), high=Decimal(1))) for one in result.figures
    )
    assert summary.sentences
    assert not summarize_article(replace(result, figures=tampered)).sentences


def test_articles_that_tell_the_same_differently_are_in_conflict():
    finder = ConflictFinder()
    texts = ["Tetherの2024年の売上高は130億ドルだった。", "Tetherの2024年の売上高は190億ドルだった。"]
    results = [
        process_article(
            Article(f"tf:00000000000{n}", "ja", text, published_on=date(2025, 3, 1)), load_tools("ja", False)
        )
        for n, text in enumerate(texts)
    ]
    first, second = (add_conflicts(result, finder) for result in results)
    assert not [one for one in first.findings if one.check == "conflict"]
    (conflict,) = [one for one in second.findings if one.check == "conflict"]
    assert conflict.article_ids == ("tf:000000000000",) and "130億ドル" in conflict.message


def test_editions_in_a_run_are_compared_and_the_faulty_one_is_marked(tmp_path):
    texts = {
        "ja": "テザーの報告\n\nTetherの2024年の純利益は130億円だった。社員は150人。",
        "zh": "Tether的报告\n\nTether 2024年的净利润为130亿美元。员工150人。",
        "en": "The report of Tether\n\nNet income of Tether was $13 billion in 2024. It has 150 employees.",
    }
    for lang, text in texts.items():
        (tmp_path / f"{lang}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{lang}.yaml").write_text(f"lang: {lang}\nedition_of: one\n", encoding="utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["run", str(tmp_path), "--out", str(out), "--no-model"])
    assert done.exit_code == 0, done.stderr
    assert (out / "editions.jsonl").read_text(encoding="utf-8").count("\n") == 2
    assert len(list((out / "summaries").glob("editions-*.html"))) == 1
    pages = {path.name: path.read_text(encoding="utf-8") for path in (out / "summaries").glob("tf-*.md")}
    faulty = [page for page in pages.values() if "テザーの報告" in page]
    assert len(faulty) == 3 and all("130亿美元" in page for page in faulty)
    assert '"check":"editions"' in (out / "findings.jsonl").read_text(encoding="utf-8").replace(": ", ":")
