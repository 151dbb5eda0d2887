"""Names nobody has listed: units, tables, decoding, what may be taken in, and the fit that makes weights."""

import numpy
import pytest

import pipeline
from pipeline.errors import TableError
from pipeline.languages.names import load_name_finder, load_name_rules
from pipeline.languages.names.learned.decoding import decode
from pipeline.languages.names.learned.table import read_learned_rules
from pipeline.languages.names.learned.weights import (
    make_keys,
    make_slots,
    read_template,
    read_weights,
)
from pipeline.languages.nlp import create_nlp
from tests.gold_marked import read_line
from training.names.examples import load_no_names, read_example, told_names
from training.names.tagging import Numbering, fit, write_weights


def found(lang, text):
    mentions = load_name_finder(lang).find(create_nlp(lang)(text))
    return [(text[m.start : m.end], m.label, m.source) for m in mentions]


def known(lang, text):
    _, board = load_name_finder(lang).find_known(create_nlp(lang)(text))
    return [text[m.start : m.end] for m in board.mentions()]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ja", "シエラ炭素は2025年の売上高が12億円だったと発表した。", "シエラ炭素"),
        ("ja", "ノヴァクリアリングの利用者は300万人に達した。", "ノヴァクリアリング"),
        ("zh", "恒泽的估值升至20亿美元。", "恒泽"),
        ("en", "Cwm Data, a developer of software, raised $30 million.", "Cwm Data"),
    ],
)
def test_names_of_no_list_and_no_rule_are_found(lang, text, name):
    assert name not in known(lang, text)
    assert (name, "ORG", "learned") in found(lang, text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "会場には3万人が集まった。政府は3兆円を投じる。"),
        ("ja", "コンタンゴは5%だ。一方でイールドカーブが動いた。"),
        ("ja", "キルスイッチは3件だ。一方でデペッグが起きた。ノストロは2件だ。"),
        ("ja", "コールドアイルは18列だ。一方でカーテイルメントが決まった。"),
        ("zh", "员工去年减少三成。政府投入30亿元。"),
        ("en", "Merchants paid $3 billion in fees. The government spent $3 billion."),
    ],
)
def test_common_words_are_no_names(lang, text):
    assert found(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ja", "三陸信用組合の預金は1200億円だ。", "三陸信用組合"),
        ("ja", "ソニー炭素の売上高は120億円だ。", "ソニー炭素"),
        ("zh", "百度重工去年营收30亿元。", "百度重工"),
        ("en", "Coinbase Varde raised $30 million last year.", "Coinbase Varde"),
    ],
)
def test_a_longer_name_takes_in_a_known_place_or_firm(lang, text, name):
    assert name in [said for said, _, _ in found(lang, text)]


@pytest.mark.parametrize(
    ("lang", "text", "name", "code"),
    [
        ("ja", "タイ政府は1兆円を投じる。", "タイ", "thailand"),
        ("zh", "谷歌资本支出达850亿美元。", "谷歌", "google"),
        ("zh", "泰国政府投入30亿美元。", "泰国", "thailand"),
    ],
)
def test_what_stands_beside_a_known_name_is_not_of_it(lang, text, name, code):
    mentions = load_name_finder(lang).find(create_nlp(lang)(text))
    assert (name, code) in [(text[m.start : m.end], m.code) for m in mentions]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "He ate Apple pie for $3 million."),
        ("zh", "商业银行的净息差降至1.4%。"),
        ("ja", "セルフレジ(都内)は1万台ある。"),
    ],
)
def test_words_that_are_no_names_stay_none_whatever_weights_say(lang, text):
    assert found(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text", "label"),
    [
        ("ja", "Vexom上のトークンは3,000種類だ。", "CRYPTO"),
        ("en", "He posted on Vexom 300 times.", "PRODUCT"),
        ("en", "TVL on Vexom hit $3 billion.", "CRYPTO"),
    ],
)
def test_a_name_nothing_beside_it_tells_the_kind_of_has_the_label_of_the_weights(lang, text, label):
    (mention,) = [m for m in load_name_finder(lang).find(create_nlp(lang)(text)) if m.source == "shape"]
    assert (mention.label, mention.sure) == (label, False)


def test_a_place_stays_as_the_code_book_has_it():
    text = "北辰電算(札幌市)は1日、3億円を調達した。"
    (place,) = [m for m in load_name_finder("ja").find(create_nlp("ja")(text)) if m.label == "GPE"]
    assert text[place.start : place.end] == "札幌" and place.source == "gazetteer" and place.code


def test_nothing_is_learned_inside_a_mask():
    text = "Read https://example.com/Kestra-Pay/Hartwell for $3 million."
    assert not [name for name, _, source in found("en", text) if source == "learned" and "Kestra" in name]


def test_decoding_wants_a_beginning_and_an_end_and_a_price():
    scores = numpy.zeros((4, 5), dtype=numpy.int32)
    scores[:, 1:] = -9000
    scores[1, 1], scores[2, 3] = 2000, 1500  # B E
    assert [(s.first, s.last, s.margin) for s in decode(scores, -1000)] == [(1, 2, 3500)]
    assert list(decode(scores, -3600)) == []
    scores[2, 3] = -9000
    scores[2, 2] = 8000  # an inside without an end is none
    assert list(decode(scores, -1000)) == []


def test_a_key_is_of_its_template_and_zero_where_a_word_is_unknown():
    templates = [read_template("w0"), read_template("w-1 w0"), read_template("w0 w1 s0")]
    streams = {name: numpy.array([1, 1, 1, 5, 0, 7, 1, 1, 1]) for name in "ws"}
    keys = make_keys(templates, streams)
    assert keys.shape == (3, 3) and len(set(keys.ravel().tolist()) - {0}) == 4
    assert keys[0].astype(bool).tolist() == [True, False, True]
    assert keys[1].astype(bool).tolist() == [True, False, False]
    assert keys[2].astype(bool).tolist() == [False, False, True]


def test_every_key_has_its_slot_however_many_there_are():
    keys = numpy.arange(1, 5000, dtype=numpy.int64) * 7919
    tables = make_slots(keys, numpy.arange(1, 5000, dtype=numpy.int32))
    pairs = {(int(k), int(r)) for table in tables for k, r in zip(table.keys, table.rows, strict=True) if k}
    assert pairs == {(7919 * n, n) for n in range(1, 5000)} and len(tables) < 6


@pytest.mark.parametrize("name", ["w", "w4", "w0 w1 w2 w3", "W0", ""])
def test_a_template_that_is_none_is_refused(name):
    with pytest.raises(TableError, match="no template"):
        read_template(name)


def test_a_block_with_other_keys_is_refused():
    with pytest.raises(TableError, match="learned: want"):
        read_learned_rules({"kind": "words"}, {}, "xx/entities.yaml")


@pytest.mark.parametrize("line", ["w0\tpay\t1:x", "w0\tpay\t99:5"])
def test_a_broken_weight_is_refused(tmp_path, line):
    path = tmp_path / "name_weights.tsv"
    path.write_text(f"ORG\tPERSON\n{line}\n", encoding="utf-8")
    with pytest.raises(TableError, match="column"):
        read_weights(path)


def examples(count=40):
    letters = "abcdefghij"
    for n in range(count):
        name = f"Q{letters[n % 10]}{letters[n // 10]}vo"
        text = f"shares of {name} rose. the weather in spring was fine."
        yield read_example("en", f"t{n}", text, [(10, 10 + len(name), "ORG")], True)


def test_weights_are_learned_written_and_read_back(tmp_path):
    names = load_name_rules("en")
    weights = fit(names, list(examples()))
    path = tmp_path / "name_weights.tsv"
    write_weights(weights, path)
    again = read_weights(path)
    assert again.labels == weights.labels
    fresh = read_example("en", "new", "shares of Zubra rose. the weather in spring was fine.", [], True)
    from pipeline.languages.names.learned.finder import make_finder

    for table in (weights, again):
        finder = make_finder(names, table)
        mentions = finder.find(fresh.doc, fresh.text, (), bytearray(60))
        assert [(m.start, m.end, m.label) for m in mentions] == [(10, 15, "ORG")]
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(lines)


def test_fitting_gives_the_same_weights_each_time():
    names, texts = load_name_rules("en"), list(examples())
    first, second = fit(names, texts), fit(names, texts)
    assert (first.weights == second.weights).all()


def test_marked_subjects_are_names_but_for_common_words():
    line = "Gold rose to 【$3,000|price|Gold】; Brisk moved 【$4 billion|transfer_value|Brisk】, said Brisk."
    passage = read_line(line, "en", "x")
    names = told_names(passage, load_no_names("en"))
    assert [passage.text[start:end] for start, end, _ in names] == ["Brisk", "Brisk"]


def test_numbers_of_words_are_given_once():
    numbering = Numbering()
    assert [numbering.number("w", word) for word in ("a", "b", "a")] == [1, 2, 1]
    assert numbering.number("s", "b") == 1


def test_no_name_is_cut_out_of_a_number():
    result = pipeline.process("金额为捌拾壹亿柒仟零伍拾陆万陆仟壹佰元。", "zh", model=False)
    assert [figure.figure.surface for figure in result.figures] == ["捌拾壹亿柒仟零伍拾陆万陆仟壹佰元"]
    assert not result.entities


def test_no_name_begins_in_a_number_of_grouped_digits():
    result = pipeline.process("QVXトークンを発行する。1,250,000QVXをバーンした。", "ja", model=False)
    assert [(f.figure.surface, f.figure.unit) for f in result.figures] == [("1,250,000QVX", "QVX")]
    assert [e.surface for e in result.entities if e.source == "learned"] == []
