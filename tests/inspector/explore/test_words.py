"""The keys of texts and queries: what FTS5 finds is what is shown as a hit, whatever is typed."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.inspector.explore.words import (
    find_hits,
    match_expression,
    match_phrases,
    read_terms,
    read_words,
)

MIXED = st.text(alphabet='億円買収代币ガカﾞＡaＢb1２3,. 、"*()ー한국\u200f\u200b🚀éé\u3099\n', max_size=30)


def hits(text, query):
    return [text[hit.start : hit.end] for hit in find_hits(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("利息収入が700億円に達した", "億円", ["億円"]),
        ("利息収入が700億円に達した", "円", ["円"]),
        ("利息収入が700億円に達した", "700億", ["700億"]),
        ("利息収入が700億円に達した", "00億", []),
        ("７００億円", "700億円", ["７００億円"]),
        ("予算は1,200億円", "1200億円", ["1,200億円"]),
        ("予算は１，２００億円", "1,200億円", ["１，２００億円"]),
        ("2024,2025", "2024", ["2024"]),
        ("億、円", "億円", []),
        ("億、円", "億、円", ["億、円"]),
        ("億、円高", "億、円", ["億、円"]),
        ("OpenAI37億ドル", "openai", ["OpenAI"]),
        ("ＯｐｅｎＡＩは", "OpenAI", ["ＯｐｅｎＡＩ"]),
        ("OpenAIs", "openai", []),
        ("GPT-4 and GPT4", "gpt4", ["GPT-4", "GPT4"]),
        ("Northern Data, data northern", '"Northern Data"', ["Northern Data"]),
        ("Northern Data", "“northern data”", ["Northern Data"]),
        ("ﾃﾞｰﾀ", "データ", ["ﾃﾞｰﾀ"]),
        ("か\u3099く", "がく", ["か\u3099く"]),
        ("㌦と㈱", "ドル 株", ["㌦", "㈱"]),
        ("億\u200b円", "億円", ["億\u200b円"]),
        ("שלום \u200fעולם", "עולם", ["עולם"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("서울은 수도", "서울", ["서울"]),
        ("😀億円", "億円", ["億円"]),
        ("𠮷野家", "𠮷野", ["𠮷野"]),
    ],
)
def test_hits_are_the_words_as_published(text, query, found):
    assert hits(text, query) == found


@pytest.mark.parametrize(
    "query", ["", " ", '"', '""', "*", "()", "🚀", "\u200f", "、。", "\ufe0f", "- + ^ :"]
)
def test_a_query_without_words_finds_nothing(query):
    assert read_terms(query) == [] and match_phrases(query) == []
    assert match_expression(query) == '""'


@pytest.mark.parametrize(
    "query", ["NEAR(a b)", "a AND b", "NOT a", "keys:a", 'a"b', "a*", "^a", "a OR (b", "-a"]
)
def test_operators_of_fts5_are_only_words(query):
    assert set(match_expression(query).replace(" AND ", "")) <= set('" *') | set("".join(query.casefold()))
    assert find_in_index(["zzz"], query) == []


def test_a_query_as_long_as_a_text_is_no_error():
    assert find_in_index(["億円"], " ".join(f"w{number}" for number in range(5000))) == []
    assert find_in_index(["億円"], "億円" * 5000) == []


def find_in_index(texts, query):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5 (keys, content = '', tokenize = 'ascii')")
    keys = [(number, " ".join(word.key for word in read_words(text))) for number, text in enumerate(texts)]
    connection.executemany("INSERT INTO f (rowid, keys) VALUES (?, ?)", keys)
    found = connection.execute("SELECT rowid FROM f WHERE f MATCH ?", [match_expression(query)]).fetchall()
    connection.close()
    return [number for (number,) in found]


@given(MIXED, MIXED)
def test_fts5_finds_a_text_where_every_term_has_a_hit(text, query):
    terms = read_terms(query)
    places = find_hits(text, query)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in places)
    everywhere = bool(terms) and all(
        find_hits(text, '"' + " ".join(chunk) + '"') for chunk in chunks_of(query)
    )
    assert bool(find_in_index([text], query)) == everywhere


def chunks_of(query):
    """What each term was made of, in quotation marks of its own."""
    for number, part in enumerate(query.split('"')):
        for chunk in [part] if number % 2 else part.split():
            if read_words(chunk):
                yield [chunk]


@given(MIXED)
def test_every_piece_of_a_text_between_words_is_found_in_it(text):
    words = read_words(text)
    for word in words:
        assert text[word.start : word.end]
        piece = text[word.start : word.end].replace('"', " ")
        assert find_in_index([text], f'"{piece}"') == [0], piece
