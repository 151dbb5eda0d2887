"""The trained Japanese components: what they write, and that nothing else needs them."""

from pathlib import Path

import pytest

from pipeline.languages.ja import model
from pipeline.languages.ja.features import extract_features, mark_script
from pipeline.languages.ja.model import LABELS, NAMES, add_model, find_model
from pipeline.languages.nlp import build_nlp, open_memory_zone
from pipeline.tables import read_table

SENTENCES = read_table(Path(__file__).with_name("model_sentences.yaml"))
# On the sentences above; the scores on the corpora stand in models/ja/README.md.
LEAST_ARCS, LEAST_LABELLED, LEAST_NAMES = 0.9, 0.85, 0.8
ODD = [
    "",
    " ",
    "\n\n",
    "。",
    "\u3000\n 今日は晴れ。\n明日は雨。  \n\nはい",
    "詳細は https://example.org/a?b=1!c を見る。\r\n以上。",
    "https://example.org",
    "😀が山田　太郎に、ＡＢＣ（株）の\tH100を２.５万個売った！？",
    "見出し\n・甲社が乙社を買収\n・丙社は撤退した。",
    "ー" * 500,
]
needs_model = pytest.mark.skipif(find_model() is None, reason="models/ja is absent")


@pytest.fixture(scope="module")
def nlp():
    made = build_nlp("ja")
    assert add_model(made)
    return made


@pytest.fixture(scope="module")
def plain():
    return build_nlp("ja")


def see(doc):
    """What the model wrote into a Doc."""
    names = [(span.start_char, span.end_char, span.label_) for span in doc.spans[NAMES]]
    return [(token.head.i, token.dep_) for token in doc], names


@needs_model
@pytest.mark.parametrize("text", ODD)
def test_text_and_sentences_stay_as_they_are(text, nlp, plain):
    doc, without = nlp(text), plain(text)
    assert doc.text == text
    assert [token.is_sent_start for token in doc] == [token.is_sent_start for token in without]
    assert [token.tag_ for token in doc] == [token.tag_ for token in without]
    assert not doc.ents
    assert all(span.label_ in LABELS for span in doc.spans[NAMES])
    for sent in doc.sents:
        assert sum(token.head == token for token in sent) == 1
        assert all(sent.start <= token.head.i < sent.end for token in sent)
        assert all(token.dep_ for token in sent)


@needs_model
def test_same_text_same_result_alone_or_among_others(nlp):
    texts = ODD + [row["text"] for row in SENTENCES]
    alone = [see(nlp(text)) for text in texts]
    assert [see(doc) for doc in nlp.pipe(texts)] == alone
    assert [see(doc) for doc in nlp.pipe(reversed(texts))] == alone[::-1]
    fresh = build_nlp("ja")
    add_model(fresh)
    for text, once in zip(texts, alone, strict=True):
        with open_memory_zone(fresh):
            assert see(fresh(text)) == once


@needs_model
def test_an_address_is_one_word_and_no_name(nlp):
    doc = nlp("詳細は https://example.org/a を見る。")
    first, *rest = (token for token in doc if 4 <= token.idx < doc.text.index(" を"))
    assert first.head.text == "見る"
    assert {(token.head.i, token.dep_) for token in rest} == {(first.i, "goeswith")}
    assert not doc.spans[NAMES]


@needs_model
def test_names_run_across_white_space_but_not_across_lines(nlp):
    doc = nlp("昨日、山田　太郎が店に来た。")
    assert [(span.text, span.label_) for span in doc.spans[NAMES]] == [("山田　太郎", "PERSON")]
    doc = nlp("東京\n大阪\n京都")
    assert all("\n" not in span.text for span in doc.spans[NAMES])


@needs_model
def test_floor_on_own_sentences(nlp):
    arcs, names, found = [], set(), set()
    for number, row in enumerate(SENTENCES):
        doc = nlp(row["text"])
        for word, head, label in row["arcs"]:
            (token,) = [token for token in doc if token.text == word]
            arcs.append((token.head.text == head, token.head.text == head and token.dep_ == label))
        names |= {(number, surface, label) for surface, label in row["names"]}
        found |= {(number, span.text, span.label_) for span in doc.spans[NAMES]}
    assert sum(right for right, _ in arcs) / len(arcs) >= LEAST_ARCS
    assert sum(right for _, right in arcs) / len(arcs) >= LEAST_LABELLED
    assert 2 * len(names & found) / (len(names) + len(found)) >= LEAST_NAMES


def test_without_a_model_nothing_is_added(monkeypatch):
    monkeypatch.setattr(model, "find_model", lambda: None)
    made = build_nlp("ja")
    assert not add_model(made)
    assert "parser" not in made.pipe_names
    assert made("今日は晴れ。").text == "今日は晴れ。"


def test_a_folder_without_a_model_is_an_error(tmp_path):
    with pytest.raises(OSError, match="config"):
        add_model(build_nlp("ja"), tmp_path)


def test_features_tell_scripts_and_inflections_apart(plain):
    words = ["走っ", "iPhone15", "ビットコイン", "第3", "々"]
    assert [mark_script(word) for word in words] == ["KH", "lLllll00", "TTTT", "K0", "K"]
    ends, modifies = plain("彼が買った。"), plain("彼が買った株。")
    column = ["INFLECTION"]
    assert extract_features(ends, column)[3] != extract_features(modifies, column)[3]
    assert extract_features(ends, ["NORM"])[3] == extract_features(modifies, ["NORM"])[3]
    assert extract_features(plain(""), ["NORM", "TAG"]).shape == (0, 2)
