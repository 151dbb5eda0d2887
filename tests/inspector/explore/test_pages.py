"""The pages of Datasette over real outputs: tables, facets, queries, searches, and nothing written."""

import html
import re
import sqlite3
from contextlib import closing

import pytest

from pipeline.exporters.datasets.flat import flatten
from pipeline.exporters.schema import TABLES
from pipeline.inspector.explore.metadata import describe
from pipeline.inspector.explore.queries import load_queries
from pipeline.store import hash_file

QUERIES = load_queries()
METADATA = describe()["databases"]
SHOWN = [
    (database, table)
    for database in METADATA
    for table, about in METADATA[database]["tables"].items()
    if not about.get("hidden")
]
HOSTILE_QUERIES = [
    '"', '""', '"億円', "NEAR(億 円)", "NEAR(", "*", "億*", "(((", ")", "a AND", "OR", "NOT", "-", "^a",
    "億", "円", "a", "", " ", "\u3000", "🚀", "\u200f\u200e\u202e", "\ufeff", "\x00", "\x00億円", "';--",
    "' OR 1=1 --", '"; DROP TABLE sentences; --', "<script>alert(1)</script>", "%", "_", "\\", "{}", ":q",
    "?", "keys:a", "億" * 3000, '" ' * 500, "\U0010ffff", "ß" * 100, "1,000,000",
]  # fmt: skip


def facet_name(facet):
    return facet if isinstance(facet, str) else facet["array"]


def sources(pages, **parameters):
    """The articles a search finds, as the files of the corpus."""
    ids = [row["article_id"] for row in pages.rows("/search/search", **parameters)]
    names = {row["article_id"]: row["source"] for row in pages.rows("/corpus/articles")}
    return {names[article_id].removesuffix(".txt") for article_id in ids}


@pytest.fixture(autouse=True, scope="module")
def bytes_stay(explored):
    before = hash_file(explored / "corpus.sqlite"), hash_file(explored / "search.sqlite")
    names = sorted(path.name for path in explored.iterdir())
    yield
    assert (hash_file(explored / "corpus.sqlite"), hash_file(explored / "search.sqlite")) == before
    assert sorted(path.name for path in explored.iterdir()) == names, "no journal, no half-made index"


def test_the_first_page_leads_to_every_query_and_table(pages):
    page = pages.get("/")
    assert page.status_code == 200
    for query in QUERIES:
        assert f'<a href="/{query.database}/{query.name}">{query.title}</a>' in page.text
    assert "Apache-2.0" in page.text and "TechFlow" in page.text
    for database in METADATA:
        listed = pages.get(f"/{database}").text
        for query in QUERIES:
            assert (f'href="/{database}/{query.name}"' in listed) == (query.database == database)
    assert set(METADATA["corpus"]["tables"]) == {*TABLES, "about"}


@pytest.mark.parametrize(("database", "table"), SHOWN)
def test_a_table_shows_its_facets_and_what_each_column_means(pages, database, table):
    about = METADATA[database]["tables"][table]
    page = pages.get(f"/{database}/{table}")
    assert page.status_code == 200
    text = html.unescape(page.text)
    columns = [name for name in pages.get(f"/{database}/{table}.json").json()["columns"] if name != "rowid"]
    assert columns == list(about["columns"])
    for name, meaning in about["columns"].items():
        assert meaning and f"<dt>{name}</dt><dd>{meaning}</dd>" in text
    assert about["description"] in text
    assert "facets timed out" not in page.text
    found = pages.get(f"/{database}/{table}.json").json()
    assert {result["name"] for result in found["facet_results"].values()} == set(
        map(facet_name, about["facets"])
    )


def test_facets_count_what_the_tables_hold(pages, explored):
    with closing(sqlite3.connect(explored / "corpus.sqlite")) as connection:
        kinds = dict(connection.execute("SELECT kind, count(*) FROM figures GROUP BY kind"))
        langs = dict(
            connection.execute(
                "SELECT a.lang, count(*) FROM figures JOIN articles AS a USING (article_id) GROUP BY 1"
            )
        )
        labels = dict(connection.execute("SELECT label, count(*) FROM entities GROUP BY 1"))
    assert counts(pages.get("/corpus/figures.json"), "kind") == kinds
    assert counts(pages.get("/search/mentions.json", layer="figure"), "lang") == langs
    assert counts(pages.get("/corpus/entities.json"), "label") == labels
    both = pages.get("/search/sentences.json", _search="億円", lang="ja").json()
    assert (
        both["filtered_table_rows_count"]
        == counts(pages.get("/search/sentences.json", _search="億円"), "lang")["ja"]
    )


def counts(answer, facet):
    return {row["value"]: row["count"] for row in answer.json()["facet_results"][facet]["results"]}


def test_meanings_come_out_of_the_schema(pages):
    figures = METADATA["corpus"]["tables"]["figures"]["columns"]
    assert {column.name: column.meaning for column in flatten("figures")}.items() <= figures.items()
    assert figures["value_exact"] == "Every digit of value, as text."


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_query_opens_empty_and_with_its_examples(pages, query):
    assert query.title and query.description and query.examples and query.parameters
    for values in ({}, *query.examples):
        page = pages.get(f"/{query.database}/{query.name}", **values)
        assert page.status_code == 200 and "message-error" not in page.text
        assert f"<title>{query.title}</title>" in page.text
        assert query.description in html.unescape(page.text)
        assert set(values) <= set(query.parameters)
        pages.rows(f"/{query.database}/{query.name}", **values)
    for name in query.parameters:
        assert f'name="{name}"' in page.text
    assert pages.rows(f"/{query.database}/{query.name}"), "something is shown before anything is asked"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("買収", {"ja/takeover", "ja/kitanova"}),
        ("億円 買収", {"ja/takeover", "ja/kitanova"}),
        ("700億円 買収", {"ja/takeover"}),
        ("億円 予算", {"ja/budget"}),
        ("1200億円", {"ja/budget", "ja/kitanova"}),
        ("ＯｐｅｎＡＩ", {"ja/takeover", "en/loan"}),
        ("openai", {"ja/takeover", "en/loan"}),
        ("代币", {"zh/tokens"}),
        ('"Northern Data"', {"en/loan"}),
        ("northern data", {"en/loan", "en/weather"}),
        ("傘下", {"ja/takeover"}),
        ("株式取得", {"ja/takeover"}),
        ("存在しない語", set()),
        ("億円 存在しない語", set()),
        ("🚀", set()),
    ],
)
def test_a_search_finds_the_articles_in_which_all_words_stand(pages, query, found):
    assert sources(pages, q=query) == found


def test_two_characters_are_found_wherever_they_stand(pages, explored):
    """An index of three characters finds nothing here, one of words what ends where they do."""
    with closing(sqlite3.connect(explored / "corpus.sqlite")) as connection:
        for query in ("億円", "買収", "代币", "达到", "海沢"):
            holding = {
                row[0]
                for row in connection.execute(
                    "SELECT surface FROM sentences WHERE instr(surface, ?) > 0", [query]
                )
            }
            found = {row["surface"] for row in pages.rows("/search/sentences", _search=query)}
            assert found == holding and holding, query


def test_a_hit_points_into_the_published_text(pages):
    texts = {row["article_id"]: row["text"] for row in pages.rows("/corpus/articles")}
    for query, words in (
        ("億円", {"億円"}),
        ("openai", {"OpenAI", "ＯｐｅｎＡＩ"}),
        ('"northern data"', {"Northern Data"}),
        ("1200億円", {"1,200億円"}),
    ):
        rows = [
            row for name in ("search", "search_sentences") for row in pages.rows(f"/search/{name}", q=query)
        ]
        assert {row["hit"] for row in rows} == words
        for row in rows:
            text, start, end = texts[row["article_id"]], row["start"], row["end"]
            assert text[start:end] == row["hit"]
            assert text[:start].endswith(row["before"]) and text[end:].startswith(row["after"])
            assert row["before"] or row["after"]


def test_a_search_can_be_of_one_language(pages):
    assert sources(pages, q="openai", lang="en") == {"en/loan"}
    assert {row["lang"] for row in pages.rows("/search/search_sentences", q="openai", lang="ja")} == {"ja"}


@pytest.mark.parametrize("query", HOSTILE_QUERIES, ids=range(len(HOSTILE_QUERIES)))
def test_whatever_is_typed_gives_a_page(pages, query):
    for path, name in (
        ("/search/search", "q"),
        ("/search/search_sentences", "q"),
        ("/search/sentences", "_search"),
        ("/corpus/about_entity", "entity"),
        ("/corpus/figures_of_entity", "entity"),
        ("/corpus/revenue_by_company", "year"),
        ("/corpus/contested_figures", "check"),
    ):
        page = pages.get(path, **{name: query})
        assert page.status_code == 200, (path, page.text[:500])
        assert "message-error" not in page.text, (path, page.text[:500])
        assert "<script>alert" not in page.text
        pages.rows(path, **{name: query})
    if re.search(r"DROP|OR 1=1", query):
        assert pages.rows("/search/search", q=query) == []


def test_hostile_articles_are_shown_as_text(pages):
    page = pages.get("/search/search", q="テザー 罠")
    assert "&lt;script&gt;window.hacked=1&lt;/script&gt;の記事" in page.text
    for path in ("/search/search", "/search/search_sentences"):
        assert "<script>window" not in pages.get(path, q="罠").text
    assert "<img src=x" not in pages.get("/search/sentences", _search="130億ドル").text


def test_texts_are_marked_with_their_language_and_lead_to_their_article(pages):
    page = pages.get("/search/search", q="代币")
    assert '<span class="text-hit" lang="zh">代币</span>' in page.text
    article = re.search(r'<a href="(/corpus/articles/tf~3A[0-9a-f]{12})">', page.text)[1]
    shown = pages.get(article).text
    assert 'class="col-text" lang="zh"' in shown and "监管机构没有评论" in shown


def test_an_entity_is_found_by_any_of_its_forms(pages):
    by_name = pages.rows("/corpus/figures_of_entity", entity="Tether")
    assert [(row["surface"], row["metric"]) for row in by_name if row["lang"] == "en"] == [
        ("$600 million", "loan")
    ]
    assert any(row["surface"] == "130億ドル" for row in by_name)
    for form in ("tether", "テザー", "TETHER"):
        assert pages.rows("/corpus/figures_of_entity", entity=form) == by_name
    said = pages.rows("/corpus/about_entity", entity="OpenAI")
    assert {(row["lang"], row["part"]) for row in said} >= {
        ("en", "subject"),
        ("en", "mention"),
        ("ja", "mention"),
    }
    assert all(row["surface"] in row["said"] for row in said)
    assert {row["part"] for row in pages.rows("/corpus/about_entity", entity="OpenAI", part="subject")} == {
        "subject"
    }


def test_revenue_keeps_periods_and_forecasts_apart(pages):
    rows = pages.rows("/corpus/revenue_by_company", metric="revenue")
    loan = {
        (row["company"], row["year"], row["modality"]): (row["low"], row["high"], row["unit"]) for row in rows
    }
    assert loan["OpenAI", "2024", "fact"] == (3.7e9, 3.7e9, "USD")
    assert loan["OpenAI", "2025", "forecast"] == (1.1e10, 1.1e10, "USD")
    assert {row["year"] for row in pages.rows("/corpus/revenue_by_company", year="2024")} == {"2024"}


def test_forecasts_are_nothing_else(pages, explored):
    rows = pages.rows("/corpus/forecasts")
    with closing(sqlite3.connect(explored / "corpus.sqlite")) as connection:
        (wanted,) = connection.execute("SELECT count(*) FROM claims WHERE modality = 'forecast'").fetchone()
    assert len(rows) == wanted > 1
    assert all(row["cue"] is None or row["cue"] in row["said"] for row in rows)


def test_findings_and_editions_tell_what_is_wrong(pages):
    checks = {row["check"]: row for row in pages.rows("/corpus/findings_by_check")}
    findings = pages.rows("/corpus/findings")
    assert sum(row["findings"] for row in checks.values()) == len(findings)
    contested = pages.rows("/corpus/contested_figures")
    assert len(contested) == sum(row["verdict"] in ("contradicted", "doubtful") for row in findings)
    (severe,) = pages.rows("/corpus/edition_contradictions", severity="severe")
    assert severe["written"] == "en: 1.2 billion yen / ja: 12億円 / zh: 120亿日元"
    assert severe["outliers"] == "zh"


def test_nothing_can_be_written_downloaded_or_asked_under_another_name(pages, explored):
    for path in ("/corpus/forecasts", "/corpus", "/search/sentences", "/-/messages"):
        assert pages.get(path, method="POST").status_code == 405
    assert pages.get("/corpus.db").status_code == 403
    assert pages.get("/search.db").status_code == 403
    assert pages.get("/corpus", headers={"host": "rebound.example"}).status_code == 421
    assert pages.get("/corpus", headers={"host": "127.0.0.1:8001"}).status_code == 200
    assert pages.get("/corpus", headers={"host": "[::1]:8001"}).status_code == 200
    for sql in ("delete from articles", "drop table articles", "attach 'x' as y", "pragma journal_mode=wal"):
        assert pages.get("/corpus.json", sql=sql).status_code == 400
    assert all(not one["is_mutable"] for one in pages.get("/-/databases.json").json())
    assert "access-control-allow-origin" not in pages.get("/corpus/figures.json").headers


def test_a_query_that_takes_too_long_is_ended(pages):
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    answer = pages.get("/corpus.json", sql=endless, _timelimit="50")
    assert answer.status_code == 400 and "time limit" in answer.text
