"""KH Coder's tables: an article a row, its text without what is the same in all, what it is compared by."""

import csv

from pipeline.exporters.csv_file import unguard
from pipeline.exporters.linguistics.articles import ArticleRecords
from pipeline.exporters.linguistics.documents import write_documents


def read(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_table_a_language_a_row_an_article(articles, tmp_path):
    assert write_documents(articles, tmp_path) == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en.csv", "ja.csv", "zh.csv"]
    for lang in ("ja", "zh", "en"):
        rows = read(tmp_path / f"{lang}.csv")
        wanted = [records for records in articles if records.article["lang"] == lang]
        assert [row["article_id"] for row in rows] == [records.article_id for records in wanted]
        for row, records in zip(rows, wanted, strict=True):
            assert list(row) == ["text", "article_id", "date", "month", "lang", "source", "title"]
            assert (row["lang"], row["source"]) == (lang, records.article["source"])
            assert unguard(row["text"]).split() == records.text.split(), "no zones but the running ones here"


def test_title_lead_and_body_are_the_text_and_no_cell_runs(tmp_path):
    text = "=1+1😀\n\nTag\n=1+1😀\nBy: x\nBody."
    kinds = (("title", "=1+1😀"), ("tag", "Tag"), ("byline", "By: x"), ("body", "Body."))
    zones = [
        {"kind": kind, "start": text.index(part), "end": text.index(part) + len(part)} for kind, part in kinds
    ]
    article = {
        "article_id": "tf:000000000000", "lang": "en", "published_on": "2025-11-06", "source": "@a",
        "title": None, "text": text, "zones": zones,
    }  # fmt: skip
    write_documents([ArticleRecords(article, {})], tmp_path)
    (row,) = read(tmp_path / "en.csv")
    assert row["text"] == "'=1+1😀\nBody."
    assert (row["date"], row["month"], row["source"], row["title"]) == ("2025-11-06", "2025-11", "'@a", "")
