"""The serial runner: lazy, in order, and one strange article does not end it."""

from datetime import date

import pytest

from pipeline.datatypes import Article, ArticleResult
from pipeline.errors import ConfigError, NumeralError, TableError
from pipeline.runners import RUNNERS, Failure, run_serial, serial


@pytest.fixture
def stages(monkeypatch):
    """Stages that fail as the text says, so that no dictionary need be loaded."""

    def process(article, tools, as_of):
        assert (tools, as_of) == ("tools of xx, no model", date(2024, 7, 1))
        errors = {
            "odd": NumeralError("no number"),
            "deep": RecursionError("deep"),
            "table": TableError("x:1"),
        }
        if article.text in errors:
            raise errors[article.text]
        if article.text == "fault":
            raise TypeError("a fault of the code")
        return ArticleResult(article, (), (), (), (), (), ())

    monkeypatch.setattr(serial, "process_article", process)
    monkeypatch.setattr(serial, "summarize_article", lambda result: f"summary of {result.article.text}")
    load = {True: "with its model", False: "no model"}
    monkeypatch.setattr(serial, "load_tools", lambda lang, model: f"tools of {lang}, {load[model]}")


def run(*texts):
    articles = (Article(f"tf:{number}", "xx", text) for number, text in enumerate(texts))
    return run_serial(articles, date(2024, 7, 1), False)


def test_registry():
    assert list(RUNNERS) == ["serial", "processes", "cluster"]


def test_strange_articles_are_set_aside_in_order(stages):
    one, odd, deep, two = run("one", "odd", "deep", "two")
    assert (one.result.article.text, two.result.article.text) == ("one", "two")
    assert two.summary == "summary of two"
    assert isinstance(odd, Failure) and odd.message == "NumeralError: no number"
    assert isinstance(deep, Failure) and deep.article.text == "deep"


def test_an_article_that_cannot_be_summarized_is_set_aside(stages, monkeypatch):
    def summarize(result):
        raise ArithmeticError("too long a number")

    monkeypatch.setattr(serial, "summarize_article", summarize)
    (odd,) = run("one")
    assert isinstance(odd, Failure) and odd.message == "ArithmeticError: too long a number"


@pytest.mark.parametrize(("text", "error"), [("table", TableError), ("fault", TypeError)])
def test_broken_tables_and_code_end_the_run(stages, text, error):
    with pytest.raises(error):
        list(run("one", text))


def test_articles_are_read_one_by_one(stages):
    def articles():
        yield Article("tf:0", "xx", "one")
        raise AssertionError("read too early")

    assert next(run_serial(articles(), date(2024, 7, 1), False)).result.article.text == "one"


def test_language_that_is_not_there_ends_the_run():
    with pytest.raises(ConfigError):
        list(run_serial([Article("tf:0", "xx", "text")], None, True))


def test_one_worker_is_all_there_is(stages):
    with pytest.raises(ConfigError, match="--runner processes"):
        list(run_serial([], None, True, 2))
    assert list(run_serial([], None, True, 1)) == []
