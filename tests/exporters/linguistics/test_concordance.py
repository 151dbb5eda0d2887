"""KWIC: the columns of 中納言, keys by name, lemma and part of speech, contexts flush to the key."""

import csv

import pytest

from pipeline.exporters.csv_file import unguard
from pipeline.exporters.linguistics.concordance import Keys, write_concordance
from pipeline.reference.linguistics import load_linguist_words

HEAD = "文書ID 開始位置 前文脈 キー 後文脈 語彙素 語彙素読み 品詞 活用型 活用形 語種".split()


@pytest.fixture
def search(articles, tmp_path):
    def look_up(*words, classes=(), width=20):
        path = tmp_path / "kwic.csv"
        lines = write_concordance(articles, path, Keys(words, classes, width))
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == lines
        return rows

    return look_up


def test_names_and_figures_if_nothing_is_asked_for(search, articles):
    found = [(row["文書ID"], int(row["開始位置"]), unguard(row["キー"])) for row in search()]
    wanted = [
        (records.article_id, row["start"], row["surface"])
        for records in articles
        for row in [*records.names, *records.tables["figures"]]
    ]
    assert sorted(found) == sorted(wanted) and found
    assert found == sorted(
        found, key=lambda row: [r.article_id for r in articles].index(row[0]) * 10**6 + row[1]
    )


def test_columns_are_those_of_chunagon_and_contexts_meet_the_key(search, articles):
    texts = {records.article_id: records.text for records in articles}
    rows = search()
    assert list(rows[0])[: len(HEAD)] == HEAD
    assert list(rows[0]) == list(load_linguist_words().concordance.values())
    for row in rows:
        text, start, end = texts[row["文書ID"]], int(row["開始位置"]), int(row["終了位置"])
        blank = "".join(" " if char.isspace() else char for char in text)
        around = [unguard(row[name]) for name in ("前文脈", "キー", "後文脈")]
        assert around == [blank[max(0, start - 20) : start], blank[start:end], blank[end : end + 20]]
        assert unguard(row["反転前文脈"]) == around[0][::-1]


def test_a_lemma_finds_all_its_forms_and_says_what_the_dictionary_says(search):
    (row,) = search("走る")
    assert [row[name] for name in HEAD[3:4]] == ["走ら"]
    assert [row[name] for name in HEAD[5:]] == [
        "走る",
        "ハシル",
        "動詞-一般",
        "五段-ラ行",
        "未然形-一般",
        "和",
    ]
    (row,) = search("矢張り")
    assert (row["キー"], row["語彙素"], row["層"]) == ("やはり", "矢張り", "word")


def test_a_key_of_several_words_has_bars_between_them(search):
    (row,) = [row for row in search() if row["キー"] == "１３０億ドル"]
    assert row["語彙素"].split("|")[1:] == ["億", "ドル-dollar"] and row["品詞"].count("|") == 2
    assert (row["層"], row["分類"], row["コード"]) == ("figure", "money", "USD")


def test_keys_whatever_their_width_and_case_a_name_by_its_code(search):
    by_code = search("tether")
    assert {row["キー"] for row in by_code} >= {"テザー"} and {row["層"] for row in by_code} == {"entity"}
    assert [row["キー"] for row in search("ｏｐｅｎａｉ")] == ["OpenAI"]
    assert [row["層"] for row in search("OpenAI")] == ["entity"], "not once more as a word"
    assert search("no such word") == []


def test_words_by_part_of_speech(search, articles):
    tokens = [token for records in articles for token in records.tables["tokens"]]
    assert len(search(classes=("all",))) == len(tokens)
    verbs = [token["surface"] for token in tokens if token["pos"] == "VERB"]
    assert [row["キー"] for row in search(classes=("VERB",))] == verbs and verbs
    nouns = [token for token in tokens if (token["tag"] or "").startswith("名詞-普通名詞")]
    assert (
        len(search(classes=("名詞-普通名詞",))) == len(nouns) > len(search(classes=("名詞-普通名詞-一般",)))
    )
    assert search(classes=("名詞-普通",)) == [], "levels are whole"
    assert [row["キー"] for row in search("走る", "円", classes=("VERB",))] == ["走ら"]


def test_width_and_cells_that_do_not_run(search):
    rows = search("1", width=0)
    assert rows and all(row["前文脈"] == row["後文脈"] == "" for row in rows)
    (key,) = search("july", width=12)
    assert key["後文脈"] == " 2024. =1+1" and search("1+1", "1", width=3)
