"""MeCab's lines: each word of a Japanese article, with UniDic's features where it has some."""

import csv

import fugashi
import pytest
import unidic_lite

from pipeline.exporters.linguistics.morphemes import write_morphemes


@pytest.fixture(scope="module")
def written(articles, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mecab")
    assert write_morphemes(articles, folder) == {"zh": 1, "en": 1}
    return folder


def test_words_and_sentences_are_those_of_the_records(written, articles):
    japanese = [records for records in articles if records.lexemes is not None]
    assert sorted(path.name for path in written.iterdir()) == sorted(f"{r.stem}.mecab" for r in japanese)
    for records in japanese:
        lines = (written / f"{records.stem}.mecab").read_text(encoding="utf-8").split("\n")
        assert lines.pop() == "" and lines.count("EOS") == len(records.tables["sentences"])
        words = [line.split("\t") for line in lines if line != "EOS"]
        assert [surface for surface, _ in words] == [row["surface"] for row in records.tables["tokens"]]
        for (_, features), row in zip(words, records.tables["tokens"], strict=True):
            fields = next(csv.reader([features]))
            assert len(fields) in (6, 26)
            assert "-".join(field for field in fields[:4] if field != "*") == row["tag"]


def test_features_are_what_mecab_itself_writes(written, articles):
    directory = unidic_lite.DICDIR
    tagger = fugashi.GenericTagger(rf'''-r "{directory}/mecabrc" -d "{directory}" -O '' -F%m\\t%H\\n''')
    theirs = dict(line.split("\t") for line in tagger.parse("やはり売上高は").split("\n") if "\t" in line)
    ours = dict(
        line.split("\t")
        for path in written.iterdir()
        for line in path.read_text(encoding="utf-8").split("\n")
        if "\t" in line
    )
    assert len(theirs) >= 3
    for surface in ("やはり", "売上", "は"):
        assert ours[surface] == theirs[surface]
    assert ours["😀"].startswith("補助記号,一般") and ours["OpenAI"] == "名詞,固有名詞,一般,*,*,*"
