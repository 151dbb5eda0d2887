"""Articles come with all their records, and what the dictionary says agrees with the records."""

import shutil

import pytest

from pipeline.datatypes import Lexeme
from pipeline.errors import ExportError
from pipeline.exporters.linguistics.articles import READ, SCATTERED, read_articles
from pipeline.languages.nlp import find_lexemes


def test_every_record_comes_with_its_article(articles, rows):
    assert [records.article_id for records in articles] == list(rows["articles"])
    for name in (*READ, SCATTERED):
        assert rows[name], f"the texts have no {name}"
        for records in articles:
            found = [row | {"article_id": row["article_id"]} for row in records.tables[name]]
            wanted = rows[name].get(records.article_id, [])
            assert len(found) == len(wanted)
            assert [row.get("start") for row in found] == [row.get("start") for row in wanted]


def test_tables_not_asked_for_are_not_read(folder, tmp_path):
    shutil.copy(folder / "articles.jsonl", tmp_path)
    shutil.copy(folder / "times.jsonl", tmp_path)
    articles = list(read_articles(tmp_path, ("times",)))
    assert any(records.tables["times"] for records in articles)
    assert not any(records.tables["tokens"] for records in articles)


def test_records_in_another_order_are_refused(folder, tmp_path):
    for name in ("articles", "times"):
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / f"{name}.jsonl").write_text(
            "".join(reversed(lines) if name == "times" else lines), encoding="utf-8"
        )
    with pytest.raises(ExportError, match=r"times\.jsonl: records of tf:.* make the outputs anew"):
        list(read_articles(tmp_path, ("times",)))
    with pytest.raises(ExportError, match=r"figures\.jsonl: No such file"):
        list(read_articles(tmp_path, ("figures",)))


def test_the_dictionary_agrees_with_the_records(articles):
    known = 0
    for records in articles:
        assert (records.lexemes is None) == (records.article["lang"] != "ja")
        for token, lexeme in zip(records.tables["tokens"], records.lexemes or (), strict=False):
            inflection = ";".join(part for part in (lexeme.conjugation, lexeme.form) if part)
            assert (lexeme.word_class, inflection or None, lexeme.origin) == (
                token["tag"],
                token["inflection"],
                token["origin"],
            )
            known += lexeme.lemma is not None
    assert known > 40


def test_lexemes_stand_at_the_places_of_the_words():
    text = "😀やはり  走った。\n\nＡ 3 人 " + "会社は稼ぐ、" * 400 + "OpenAI"
    lexemes = find_lexemes("ja")(text)
    assert lexemes[1, 4].lemma == "矢張り" and lexemes[1, 4].reading == "ヤハリ"
    assert (lexemes[6, 8].lemma, lexemes[6, 8].reading, lexemes[6, 8].form) == (
        "走る",
        "ハシル",
        "連用形-促音便",
    )
    assert lexemes[0, 1].lemma is None and lexemes[0, 1].features.count(",") == 5
    places = {text[start:end] for start, end in lexemes}
    assert {"会社", "は", "稼ぐ", "、"} <= places and "".join(text.split()) == "".join(
        text[a:b] for a, b in lexemes
    )
    assert sum(text[start:end] == "稼ぐ" for start, end in lexemes) == 400


def test_an_entry_of_another_word_class_or_place_is_not_taken(folder):
    def read(text):
        wrong = Lexeme("x", "x", "名詞", None, None, None, "名詞,*,*,*,*,*,x,x")
        return {(start, start + 1): wrong for start in range(len(text))}

    records = next(read_articles(folder, lexicons=lambda lang: read if lang == "ja" else None))
    for token, lexeme in zip(records.tables["tokens"], records.lexemes, strict=True):
        assert (lexeme.lemma, lexeme.word_class) == (None, token["tag"])
        assert lexeme.features.count(",") == 5 and lexeme.features.startswith(token["tag"].partition("-")[0])
