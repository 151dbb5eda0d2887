"""Frequency tables: counts are those of the records, spread and keyness those of the formulas' sources."""

import csv
import math
from collections import Counter
from decimal import Decimal

import pytest

from pipeline.datatypes import Lexeme
from pipeline.errors import ConfigError
from pipeline.exporters.csv_file import unguard
from pipeline.exporters.linguistics.articles import ArticleRecords
from pipeline.exporters.vocabulary import (
    Comparison,
    is_vocabulary_file,
    parse_parts,
    write_vocabulary,
)
from pipeline.exporters.vocabulary.measures import Spread

# Sizes differ and "a" stands in three of four.
TEXTS = {
    "tf:000000000000": "a a a b 😀 。",
    "tf:000000000001": "a b b b b b c c",
    "tf:000000000002": "A ｂ",
    "tf:000000000003": "d d d d d d",
}


def make_article(article_id, words, lang="en", lexemes=None, zone="body", **about):
    """An article of one sentence; offsets do not matter here."""
    tokens = [
        {"sentence": 0, "surface": word, "lemma": None, "tag": None, "pos": None, "origin": None}
        | ({"tag": lexemes[n].word_class, "origin": lexemes[n].origin, "lemma": word} if lexemes else {})
        for n, word in enumerate(words)
    ]
    article = {"article_id": article_id, "lang": lang, "published_on": None, "source": None, **about}
    sentences = [{"sentence": 0, "zone": zone}]
    return ArticleRecords(article, {"sentences": sentences, "tokens": tokens}, lexemes)


@pytest.fixture
def articles():
    return [
        make_article(key, text.split(), published_on=f"2025-1{n % 2}-02")
        for n, (key, text) in enumerate(TEXTS.items())
    ]


def read(path):
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def counts_of(text):
    folded = {"A": "a", "ｂ": "b"}
    return Counter(folded.get(word, word) for word in text.split() if word.isalnum())


def test_counts_ranges_and_frequencies(articles, tmp_path):
    assert write_vocabulary(articles, tmp_path) == {"en": 20}
    rows = read(tmp_path / "lemmas.en.csv")
    found = [(row["rank"], row["lemma"], row["count"], row["articles"], row["per_million"]) for row in rows]
    assert found == [
        ("1", "b", "7", "3", "350000.00"),
        ("2", "d", "6", "1", "300000.00"),
        ("3", "a", "5", "3", "250000.00"),
        ("4", "c", "2", "1", "100000.00"),
    ]
    by_article = read(tmp_path / "lemmas-by-article.en.csv")
    wanted = {
        (key, word): str(count) for key, text in TEXTS.items() for word, count in counts_of(text).items()
    }
    assert {(row["article_id"], row["lemma"]): row["count"] for row in by_article} == wanted
    first = [row for row in by_article if row["article_id"] == "tf:000000000000"]
    assert [(row["lemma"], row["per_million"]) for row in first] == [("a", "750000.00"), ("b", "250000.00")]
    assert all(map(is_vocabulary_file, (path.name for path in tmp_path.iterdir())))


def test_spread_is_that_of_the_formulas_worked_out_plainly(articles, tmp_path):
    write_vocabulary(articles, tmp_path)
    parts = [counts_of(text) for text in TEXTS.values()]
    sizes = [part.total() for part in parts]
    for row in read(tmp_path / "lemmas.en.csv"):
        seen = [part[row["lemma"]] for part in parts]
        total = sum(seen)
        dp = sum(abs(size / sum(sizes) - count / total) for size, count in zip(sizes, seen, strict=True)) / 2
        shares = [count / size for size, count in zip(sizes, seen, strict=True)]
        mean = sum(shares) / 4
        deviation = math.sqrt(sum((share - mean) ** 2 for share in shares) / 4)
        d = 1 - deviation / mean / math.sqrt(3)
        assert row["gries_dp"] == f"{dp:.4f}" and row["juilland_d"] == f"{abs(d):.4f}"


def test_the_worked_example_of_gries():
    """Gries, *Analyzing dispersion* (2020): five parts, DP 0.18, Juilland's D 0.785."""
    sizes, counts = (9, 10, 10, 10, 11), (1, 2, 3, 4, 5)
    spread = Spread()
    for size, count in zip(sizes, counts, strict=True):
        spread.add(count, size, sum(counts), sum(sizes))
    assert (round(spread.gries_dp(), 2), round(spread.juilland_d(5), 3)) == (0.18, 0.785)


def test_one_article_has_no_d(articles, tmp_path):
    write_vocabulary(articles[:1], tmp_path)
    assert {(row["juilland_d"], row["gries_dp"]) for row in read(tmp_path / "lemmas.en.csv")} == {
        ("", "0.0000")
    }


def test_a_dictionary_gives_one_entry_for_all_spellings(tmp_path):
    entry = Lexeme("矢張り", "ヤハリ", "副詞", None, None, "和", "")
    name = Lexeme(None, None, "名詞-固有名詞-一般", None, None, None, "")
    article = make_article("tf:000000000000", ["やはり", "矢張り", "OpenAI"], "ja", (entry, entry, name))
    write_vocabulary([article], tmp_path)
    rows = [list(row.values())[1:6] for row in read(tmp_path / "lemmas.ja.csv")]
    assert rows == [["矢張り", "ヤハリ", "副詞", "和", "2"], ["OpenAI", "", "名詞-固有名詞-一般", "", "1"]]
    composition = [list(row.values()) for row in read(tmp_path / "composition.csv")]
    assert ["ja", "all", "", "3", "1.0000", "2"] in composition
    assert ["ja", "word_class", "名詞", "1", "0.3333", "1"] in composition
    assert ["ja", "word_class_detail", "名詞-固有名詞-一般", "1", "0.3333", "1"] in composition
    assert ["ja", "goshu", "和", "2", "0.6667", "1"] in composition
    by_article = [list(row.values()) for row in read(tmp_path / "composition-by-article.csv")]
    assert [["tf:000000000000", *row] for row in composition] == by_article, "one article is the corpus"


def test_what_is_the_same_in_all_articles_is_not_counted(tmp_path):
    footer = make_article("tf:000000000000", ["a"], zone="footer")
    title = make_article("tf:000000000001", ["b"], zone="title")
    assert write_vocabulary([footer, title], tmp_path) == {"en": 1}


def test_keyness_of_a_part_against_the_rest(articles, tmp_path):
    write_vocabulary(articles, tmp_path, Comparison(parse_parts(["date=2025-10"])))
    rows = {row["lemma"]: row for row in read(tmp_path / "keyness.en.csv")}
    # 6 words against 14; "a" 4 and 1, "d" 0 and 6.
    one = 2 * (4 * math.log(4 / (6 * 5 / 20)) + 1 * math.log(1 / (14 * 5 / 20)))
    assert (rows["a"]["count"], rows["a"]["reference_count"]) == ("4", "1")
    assert rows["a"]["g2"] == f"{one:.2f}" and rows["a"]["log_ratio"] == f"{math.log2(4 / 6 * 14):.3f}"
    assert rows["d"]["log_ratio"] == f"{math.log2(0.5 / 6 / (6 / 14)):.3f}" and rows["d"]["log_ratio"] < "0"
    values = [Decimal(row["g2"]) for row in rows.values()]
    assert values == sorted(values, reverse=True) and set(rows) == {"a", "b", "c", "d"}


def test_keyness_against_other_outputs_is_within_a_language(articles, tmp_path):
    other = [make_article("tf:00000000000a", ["a", "z"]), make_article("tf:00000000000b", ["z"], "zh")]
    write_vocabulary(articles, tmp_path, Comparison(lambda _: True, other))
    rows = {row["lemma"]: (row["count"], row["reference_count"]) for row in read(tmp_path / "keyness.en.csv")}
    assert rows == {"a": ("5", "1"), "b": ("7", "0"), "c": ("2", "0"), "d": ("6", "0"), "z": ("0", "1")}
    assert not (tmp_path / "keyness.zh.csv").exists()


def test_nothing_to_compare_is_an_error(articles, tmp_path):
    for parts in (["date=1999"], ["source=x", "date=2025"]):
        with pytest.raises(ConfigError, match="nothing to compare"):
            write_vocabulary(articles, tmp_path, Comparison(parse_parts(parts)))


@pytest.mark.parametrize(
    ("part", "is_in"),
    [
        ("date=2025", True), ("date=2025-1", False), ("date=2025-11-06", True), ("source=ja", True),
        ("source=ja/", True), ("source=j", False), ("source=ja/*.txt", True), 
        ("article=tf:1,tf:2", True), ("article=tf:1", False),
    ],
)  # fmt: skip
def test_parts(part, is_in):
    article = {"published_on": "2025-11-06", "source": "ja/a.txt", "article_id": "tf:2"}
    assert parse_parts([part])(article) is is_in


@pytest.mark.parametrize("part", ["month", "lang=ja", "date=", "=2025"])
def test_a_part_that_is_none(part):
    with pytest.raises(ConfigError, match="want date="):
        parse_parts([part])


def test_words_that_look_like_formulas_do_not_run(tmp_path):
    write_vocabulary([make_article("tf:000000000000", ["=a1", "-1"])], tmp_path)
    cells = [row["lemma"] for row in read(tmp_path / "lemmas.en.csv")]
    assert cells == ["'-1", "'=a1"] and [unguard(cell) for cell in cells] == ["-1", "=a1"]


def test_equal_articles_give_equal_bytes(articles, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_vocabulary(articles, tmp_path / name, Comparison(parse_parts(["date=2025-10"])))
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
