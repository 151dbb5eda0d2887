"""What the weights of accusations are learned from: clean articles, errors put in, and the fit itself."""

from __future__ import annotations

import random

import pytest

from pipeline.datatypes import Article
from pipeline.stages import load_tools
from tests.gold_clean import load_clean
from tests.gold_names import GOLD, GoldError
from training.audit.examples import Example, _other_amount, _put_error, load_known, read
from training.audit.fit import fit

TEXT = "In 2024 Zorvex had revenue of $3 billion and Hatch $2 billion, a combined $5 billion."


def test_an_error_changes_one_figure_and_says_where():
    tools = load_tools("en", False)
    _, judged = read(Article("x", "en", TEXT), tools)
    (total,) = [one for one in judged if one.reading.check == "stated-total"]
    figure = total.reading.stated.figure
    for seed in range(20):
        error = _put_error(Article("x", "en", TEXT), figure, random.Random(seed))
        assert error.text != TEXT
        assert error.text[: error.start] == TEXT[: figure.start]
        assert error.text[error.end :] == TEXT[figure.end :]


def test_a_wrong_sum_is_written_in_the_manner_of_the_right_one():
    told = {_other_amount("1,240 users", random.Random(seed)) for seed in range(40)}
    assert None not in told and "1,240 users" not in told
    assert all("," in each or len(each) == len("992 users") for each in told)
    assert _other_amount("half", random.Random(1)) is None


def test_the_fit_tells_right_accusations_from_false_ones():
    right = [Example(f"r{i}", "marked", ("slip:power1", "check:growth"), "doubtful", True) for i in range(20)]
    false = [Example(f"f{i}", "clean", ("slip:none", "check:growth"), "doubtful", False) for i in range(20)]
    base, weights = fit([*right, *false], 1.0)
    assert base + weights["slip:power1"] + weights["check:growth"] > 1
    assert base + weights["slip:none"] + weights["check:growth"] < -1


def test_real_articles_with_known_errors_hold_the_figures_named():
    for known in load_known():
        text = (GOLD.parent / known.path).read_text(encoding="utf-8")
        assert known.wrong and all(surface in text for surface in known.wrong)


def test_a_broken_line_of_a_clean_article_is_named(monkeypatch, tmp_path):
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean/en-early.jsonl").write_text('{"id": "en-x1", "text": "x"}\n', encoding="utf-8")
    monkeypatch.setattr("tests.gold_clean.GOLD", tmp_path)
    with pytest.raises(GoldError, match=r"en-early\.jsonl:1"):
        load_clean.__wrapped__("en", "early")
