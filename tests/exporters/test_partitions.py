"""Parquet by language and month: where records stand, that all are there, that readers skip the rest."""

import random
import re
from collections import Counter
from datetime import date
from itertools import product

import duckdb
import pytest

from pipeline.exporters import parquet
from pipeline.exporters.batch_files import is_batch_file
from pipeline.exporters.jsonl import JsonLines, read_exact
from pipeline.exporters.parquet import write_parquet
from pipeline.exporters.records import table_rows
from pipeline.exporters.schema import TABLES

LANGS = ("ja", "zh", "en")
DAYS = [date(2023 + month // 12, month % 12 + 1, 28) for month in range(36)]
# More partitions than DuckDB keeps files open (100).
PLACES = [*product(LANGS, DAYS), ("ja", None), ("zh", None)]


def write_lines(folder, table, rows):
    lines = JsonLines(folder / f"{table}.jsonl")
    lines.write(rows)
    lines.close()


@pytest.fixture
def folder(result, tmp_path):
    """Two articles for each place, mixed; each has two figures, the first ends as the article's number."""
    records = dict(table_rows(result))
    places = PLACES * 2
    random.Random(1).shuffle(places)
    articles, figures = [], []
    for number, (lang, day) in enumerate(places):
        article_id = f"tf:{number:012x}"
        own = {"article_id": article_id, "lang": lang, "published_on": day and day.isoformat()}
        articles.append(records["articles"][0] | own)
        for row in records["figures"]:
            figures.append(row | {"article_id": article_id, "figure_id": f"{article_id}:{row['start']}"})
    write_lines(tmp_path, "articles", articles)
    write_lines(tmp_path, "figures", figures)
    return tmp_path


def query(sql):
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def partition(article):
    month = article["published_on"][:7] if article["published_on"] else "undated"
    return article["lang"], month


def glob(folder, table):
    return f"read_parquet('{folder}/parquet/{table}/**/*.parquet', hive_partitioning = true)"


def test_each_partition_is_one_file_with_the_records_of_its_articles_in_order(folder):
    written = write_parquet(folder, "figures")
    home = {row["article_id"]: partition(row) for row in read_exact(folder / "articles.jsonl")}
    wanted = {}
    for row in read_exact(folder / "figures.jsonl"):
        lang, month = home[row["article_id"]]
        name = f"parquet/figures/lang={lang}/month={month}/part-0.parquet"
        wanted.setdefault(name, []).append((row["figure_id"], row["value"], row["high"]))
    assert len(wanted) == len(PLACES) > 100
    assert written == {name: len(rows) for name, rows in wanted.items()}
    assert list(written) == sorted(written) and all(map(is_batch_file, written))
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}
    assert files == set(written)
    with duckdb.connect() as connection:
        for name, rows in wanted.items():
            found = connection.execute(f"SELECT figure_id, value_exact, high_exact FROM '{folder / name}'")
            assert found.fetchall() == rows


def test_counts_by_language_and_month_are_those_of_the_lines(folder):
    write_parquet(folder, "figures")
    home = {row["article_id"]: partition(row) for row in read_exact(folder / "articles.jsonl")}
    wanted = Counter(home[row["article_id"]] for row in read_exact(folder / "figures.jsonl"))
    found = query(f"SELECT lang, month, count(*) FROM {glob(folder, 'figures')} GROUP BY ALL")
    assert {(lang, month): count for lang, month, count in found} == wanted


@pytest.mark.parametrize(
    ("where", "files"),
    [
        ("lang = 'ja' AND month = '2024-02'", 1),
        ("lang = 'zh'", 37),
        ("month >= '2025-12' AND month < '2026'", 3),
        ("month = 'undated'", 2),
        ("true", len(PLACES)),
    ],
)
def test_a_query_opens_only_the_files_it_asks_for(folder, where, files):
    write_parquet(folder, "figures")
    sql = f"SELECT figure_id FROM {glob(folder, 'figures')} WHERE {where}"
    ((_, plan),) = query(f"EXPLAIN ANALYZE {sql}")
    read = re.search(r"(?:Scanning Files|Total Files Read): (\d+)", plan)
    assert read and int(read[1]) == files, plan
    assert len(query(sql)) == 4 * files


def test_the_language_of_articles_is_told_once(folder):
    written = write_parquet(folder, "articles")
    one = next(iter(written))
    alone = query(f"DESCRIBE SELECT * FROM read_parquet('{folder / one}', hive_partitioning = false)")
    assert {"lang", "month"}.isdisjoint(row[0] for row in alone), "the folders' names say it"
    wanted = {(row["article_id"], *partition(row)) for row in read_exact(folder / "articles.jsonl")}
    assert set(query(f"SELECT article_id, lang, month FROM {glob(folder, 'articles')}")) == wanted
    write_parquet(folder, "figures")
    joined = query(
        f"SELECT a.lang, f.lang, a.month, f.month FROM {glob(folder, 'articles')} a "
        f"JOIN {glob(folder, 'figures')} f USING (article_id)"
    )
    assert len(joined) == 4 * len(PLACES)
    assert all(a == f and b == g for a, f, b, g in joined)


def test_a_month_is_a_text_where_all_articles_have_a_date(result, tmp_path):
    write_lines(tmp_path, "articles", dict(table_rows(result))["articles"])
    write_parquet(tmp_path, "articles")
    types = {row[0]: row[1] for row in query(f"DESCRIBE SELECT * FROM {glob(tmp_path, 'articles')}")}
    assert (types["lang"], types["month"]) == ("VARCHAR", "VARCHAR")


def test_no_table_has_a_month_and_only_articles_a_language():
    # A table with such a column would lose it to the name of the folder.
    named = {(table, name) for table, model in TABLES.items() for name in model.model_fields}
    assert {pair for pair in named if pair[1] in ("lang", "month")} == {("articles", "lang")}


def test_editions_stand_with_their_first(folder):
    first = next(read_exact(folder / "articles.jsonl"))
    row = {
        "article_id": first["article_id"],
        "edition_of": None,
        "row": 1,
        "severity": "none",
        "classes": [],
        "slip": None,
        "majority": None,
        "outliers": [],
        "message": "",
        "cells": [],
    }
    write_lines(folder, "editions", [row])
    lang, month = partition(first)
    assert write_parquet(folder, "editions") == {
        f"parquet/editions/lang={lang}/month={month}/part-0.parquet": 1
    }


def test_a_record_whose_article_is_missing_is_not_lost(folder):
    (folder / "articles.jsonl").write_text("", encoding="utf-8")
    written = write_parquet(folder, "figures")
    assert written == {"parquet/figures/lang=und/month=undated/part-0.parquet": 4 * len(PLACES)}


def test_a_partition_may_be_larger_than_memory(result, tmp_path, monkeypatch):
    article = dict(table_rows(result))["articles"][0]
    rng = random.Random(1)
    write_lines(
        tmp_path,
        "articles",
        (
            article | {"article_id": f"tf:{number:012x}", "text": rng.randbytes(1500).hex()}
            for number in range(40_000)
        ),
    )
    assert (tmp_path / "articles.jsonl").stat().st_size > 120_000_000
    monkeypatch.setattr(parquet, "_MEMORY_LIMIT", "100MB")
    monkeypatch.setattr(parquet, "_GROUP_BYTES", 1 << 21)
    ((name, records),) = write_parquet(tmp_path, "articles").items()
    assert records == 40_000
    ((rows, groups),) = query(
        f"SELECT num_rows, num_row_groups FROM parquet_file_metadata('{tmp_path / name}')"
    )
    assert rows == 40_000 and groups > 5
    ids = query(f"SELECT article_id FROM '{tmp_path / name}'")
    assert ids == [(f"tf:{number:012x}",) for number in range(40_000)]
    assert not list(tmp_path.glob(".*")), "nothing is left behind"


def test_groups_of_short_records_are_long_ones(folder):
    (name, _), *_ = write_parquet(folder, "figures").items()
    ((groups,),) = query(f"SELECT num_row_groups FROM parquet_file_metadata('{folder / name}')")
    assert groups == 1


def test_every_record_begins_with_its_article(result):
    assert {next(iter(model.model_fields)) for model in TABLES.values()} == {"article_id"}
