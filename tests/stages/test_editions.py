"""Reconcile: which figure is which, how they differ, who is off; and the command that shows it."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.mutations import mutate
from pipeline.cli import app
from pipeline.datatypes import Article, EditionFigure
from pipeline.exporters.editions import render_html, render_markdown
from pipeline.stages import load_tools, process_article
from pipeline.stages.reconciling import edition_findings, read_edition, reconcile
from pipeline.stages.reconciling.differences import compare
from pipeline.stages.reconciling.matching import assign

EDITIONS = Path(__file__).resolve().parents[2] / "corpus/gold/editions"
LANGS = ("ja", "zh", "en")


def edition(text, lang, name=None):
    return read_edition(process_article(Article(name or lang, lang, text), load_tools(lang, False)))


def side_by_side(*texts):
    return reconcile([edition(text, lang) for text, lang in zip(texts, LANGS, strict=False)])


def money(low, unit="USD", modifier=None, high=None, dollars=None):
    return EditionFigure(
        "f", 0, 1, "x", "money", Decimal(low), Decimal(high or low), modifier, unit,
        None if dollars is None else Decimal(dollars), frozenset(), frozenset(), frozenset(), 0.0,
    )  # fmt: skip


DIFFERENCES = [
    (money("7e9"), money("7e9"), ()),
    (money("7e9"), money("7e10"), ("magnitude",)),
    (money("7e10", "JPY"), money("7e9"), ("magnitude", "currency")),
    (money("7e9", "JPY", dollars="0.0067"), money("7e9", dollars="1"), ("currency",)),
    (money("1.5e11", "JPY", dollars="0.0067"), money("1e9", dollars="1"), ("converted",)),
    (money("1240"), money("1280"), ("digits",)),
    (money("1280"), money("1820"), ("digits",)),
    (money("42000"), money("40000", modifier="more_than"), ("precision", "modifier")),
    (money("1240"), money("1200"), ("precision",)),
    (money("5e9"), money("8.13e9"), ("value",)),
    (money("3e9", modifier="nearly"), money("3e9"), ("modifier",)),
    (money("3e9", None), money("3e9"), ("unit_omitted",)),
]


@pytest.mark.parametrize(("one", "other", "classes"), DIFFERENCES)
def test_how_two_figures_differ(one, other, classes):
    assert compare(one, other).classes == classes


def test_assign_takes_the_cheapest_pairs_and_leaves_the_rest():
    assert assign([[0.1, 2.0], [2.0, 0.3]], 0.8) == [(0, 0), (1, 1)]
    assert assign([[0.9, 0.1], [0.2, 0.15]], 0.8) == [(0, 1), (1, 0)]
    assert assign([[1.7]], 0.8) == []


def test_the_outlier_is_named_with_its_slip():
    found = side_by_side(
        "2024年だけで利息収入が700億円に達した。", "光2024年，利息收入就有70亿美元。",
        "In 2024 alone it took $7 billion of interest.",
    )  # fmt: skip
    (row,) = found.rows
    assert (row.severity, row.outliers, row.majority) == ("severe", (0,), 1)
    assert set(row.classes) == {"magnitude", "currency"} and row.slip.startswith("x10^1")
    ((article_id, finding),) = edition_findings(found)
    assert (article_id, finding.check, finding.verdict, finding.surface) == (
        "ja", "editions", "contradicted", "700億円",
    )  # fmt: skip


def test_two_editions_have_no_majority_and_both_are_named():
    (row,) = side_by_side("売上高は30億ドルだった。", "营收为300亿美元。").rows
    assert (row.severity, row.majority, row.outliers) == ("severe", None, (0, 1))


def test_what_is_missing_or_cut_is_told():
    left_out = side_by_side("売上高は30億ドル、社員は150人。", "营收为30亿美元。")
    assert [row.classes for row in left_out.rows] == [(), ("omitted",)]
    whole = "売上高は30億ドル。利益は7億ドル。社員は150人。店は42店。会員は9万人。"
    cut = side_by_side(whole, "营收为30亿美元。利润为7亿美元。")
    assert [row.classes for row in cut.rows][2:] == [("truncated",)] * 3


def test_another_order_is_no_other_fact():
    rows = side_by_side("売上高は30億ドル、社員は150人。", "员工150人，营收30亿美元。").rows
    assert {row.severity for row in rows} == {"none"}
    assert any("reordered" in row.classes for row in rows)


@pytest.mark.parametrize("name", ["kraken", "miners"])
def test_clean_editions_contradict_nowhere(name):
    texts = [(EDITIONS / name / f"{lang}.txt").read_text(encoding="utf-8") for lang in LANGS]
    rows = side_by_side(*texts).rows
    assert len(rows) > 30
    assert [row.message for row in rows if row.severity == "severe"] == []


def test_errors_put_into_an_edition_are_noticed():
    texts = {
        lang: (EDITIONS / "humanoids" / f"{lang}.txt").read_text(encoding="utf-8") for lang in ("ja", "zh")
    }
    ja, zh = (edition(texts[lang], lang) for lang in ("ja", "zh"))
    before = {
        cell.start for row in reconcile([ja, zh]).rows for cell in row.cells[1:] if cell and row.classes
    }
    made = noticed = 0
    for figure in zh.figures[8:36:4]:
        for error in mutate(texts["zh"], figure.start, figure.end, "zh", not figure.modifier):
            if figure.start in before or error.wanted not in ("magnitude", "currency", "digits"):
                continue
            rows = reconcile([ja, edition(error.text, "zh")]).rows
            hit = [row for row in rows if row.cells[1] and row.cells[1].start == figure.start]
            made += 1
            noticed += any(error.wanted in row.classes for row in hit)
    assert made > 15 and noticed / made > 0.8


def test_pages_show_hostile_text_harmlessly():
    hostile = "<script>alert(1)</script>|"
    editions = [edition(f"甲社の{hostile}は{amount}ドルだった。", "ja") for amount in ("30億", "300億")]
    found = reconcile([replace(one, title=hostile) for one in editions])
    page, markdown = render_html(found), render_markdown(found)
    assert "<script>" not in page and page.count("&lt;script&gt;") == 4
    assert "Content-Security-Policy" in page
    assert "<script>" not in markdown and "script\\>\\|" in markdown


def call(*arguments):
    return CliRunner().invoke(app, ["reconcile", *map(str, arguments)])


@pytest.fixture
def files(tmp_path):
    texts = {"ja": "売上高は30億ドルだった。", "zh": "营收为300亿美元。", "en": "Revenue was $3 billion."}
    for lang, text in texts.items():
        (tmp_path / f"{lang}.txt").write_text(text, encoding="utf-8")
    return [tmp_path / f"{lang}.txt" for lang in texts]


def test_the_command_prints_a_line_for_each_figure(files):
    done = call(*files, "--no-model")
    assert done.exit_code == 0
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert [cell["surface"] for cell in row["cells"]] == ["30億ドル", "300亿美元", "$3 billion"]
    assert (row["severity"], len(row["outliers"])) == ("severe", 1)
    assert "300亿美元" in call(*files, "--no-model", "--format", "markdown").stdout
    assert call(*files, "--no-model", "--format", "html").stdout.startswith("<!doctype html>")


def test_the_command_says_what_it_cannot_do(files, tmp_path):
    assert call(files[0], "--no-model").exit_code == 2
    assert call(*files, "--no-model", "--format", "pdf").exit_code == 2
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\x00")
    assert call(*files, broken, "--no-model").exit_code == 3
