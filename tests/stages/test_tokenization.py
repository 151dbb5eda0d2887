"""Docs to tokens and sentences: spans exact, zones named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.datatypes import Sentence, Token, Zone
from pipeline.errors import CorpusError
from pipeline.languages.nlp import create_nlp
from pipeline.stages.tokenization import read_sentences, read_tokens, tokenize

TEXT = "甲社が参入\n\n🙂 利息を２，８９２円支払った。\u3000次だ。\n"


def test_tokens():
    tokens = read_tokens(tokenize(TEXT, create_nlp("ja")))
    assert [token.surface for token in tokens] == [
        "甲", "社", "が", "参入", "🙂", "利息", "を", "２，８９２", "円", "支払っ", "た", "。",
        "次", "だ", "。",
    ]  # fmt: skip
    assert [token.sentence for token in tokens] == [0] * 4 + [1] * 8 + [2] * 3
    assert tokens[9] == Token(
        start=18,
        end=21,
        surface="支払っ",
        sentence=1,
        lemma="支払う",
        tag="動詞-一般",
        pos="VERB",
        reading="シハラッ",
        inflection="五段-ワア行;連用形-促音便",
        origin="和",
        starts_phrase=True,
    )
    assert tokens[7].reading is None
    assert tokens[10].starts_phrase is False


def test_tokens_of_a_language_without_phrases():
    (token, *_) = read_tokens(tokenize("Prices rose.", create_nlp("en")))
    assert (token.surface, token.starts_phrase, token.lemma, token.reading) == ("Prices", None, None, None)


def test_sentences_bear_their_zone():
    zones = (Zone(0, 5, "title"), Zone(7, 27, "body"))
    sentences = read_sentences(tokenize(TEXT, create_nlp("ja")), zones)
    assert sentences == (
        Sentence(0, 5, "甲社が参入", "title"),
        Sentence(7, 23, "🙂 利息を２，８９２円支払った。", "body"),
        Sentence(24, 27, "次だ。", "body"),
    )


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\t"])
def test_blank_text_has_nothing(text):
    doc = tokenize(text, create_nlp("ja"))
    assert (read_tokens(doc), read_sentences(doc, ())) == ((), ())


def test_a_lone_surrogate_is_refused():
    with pytest.raises(CorpusError, match="surrogate"):
        tokenize("株\ud800が", create_nlp("ja"))


@pytest.mark.parametrize("code", ["ja", "zh", "en"])
@settings(max_examples=150, deadline=None)
@given(text=st.text("株が。上H1,0.5 \n\r\u3000🙂「」!?x\u2028", max_size=50))
def test_records_cover_the_text(code, text):
    doc = tokenize(text, create_nlp(code))
    tokens, sentences = read_tokens(doc), read_sentences(doc, ())
    for record in (*tokens, *sentences):
        assert text[record.start : record.end] == record.surface
    assert "".join(token.surface for token in tokens) == "".join(text.split())
    assert len({token.sentence for token in tokens}) == len(sentences)
    for token in tokens:
        sentence = sentences[token.sentence]
        assert sentence.start <= token.start
        assert token.end <= sentence.end
