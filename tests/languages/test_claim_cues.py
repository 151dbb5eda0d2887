"""The words of claims: every row's examples and rejects, the metric lexicon, and what does not load."""

import pytest

from pipeline.errors import TableError
from pipeline.languages import available
from pipeline.languages.claims import SLOTS, load_claim_tables, read_weights
from pipeline.languages.claims.cues import read_cue_rules
from pipeline.languages.claims.metric_words import read_metric_words
from pipeline.reference.metrics import load_metrics, read_metrics

ROWS = [(lang, row) for lang in available() for row in load_claim_tables(lang).cues.rules.rows]


@pytest.mark.parametrize(("lang", "row"), ROWS, ids=lambda value: getattr(value, "name", value))
def test_rows_find_their_examples_and_leave_their_rejects(lang, row):
    def spotted(text):
        found = load_claim_tables(lang).cues.find(text)
        return [text[c.start : c.end].strip() for c in found if (c.kind, c.code) == (row.kind, row.code)]

    for example in row.examples:
        text, _, surface = example.partition(" => ")
        assert surface in spotted(text), (text, spotted(text))
    for reject in row.rejects:
        assert not spotted(reject), reject


def metrics_in(text, lang):
    found = load_claim_tables(lang).cues.find(text)
    return {text[c.start : c.end]: c.code for c in reversed(found) if c.kind == "metric"}


WORDS = [
    ("ja", "売上高は3億ドル", "売上高", "revenue"),
    ("ja", "130億ドルを稼いだ", "稼い", "net_income"),
    ("ja", "従業員は150人", "従業員", "headcount"),
    ("zh", "营收达到18亿元", "营收", "revenue"),
    ("zh", "公司亏2亿元", "亏", "loss"),
    ("zh", "亏损了5亿元", "亏损", "loss"),
    ("en", "It raised $14 million", "raised", "funding_raised"),
    ("en", "revenue of $3 billion", "revenue", "revenue"),
]


@pytest.mark.parametrize(("lang", "text", "word", "code"), WORDS)
def test_words_name_their_metric(lang, text, word, code):
    assert metrics_in(text, lang)[word] == code


@pytest.mark.parametrize("lang", available())
def test_every_metric_has_words_and_the_longest_counts(lang):
    words = load_claim_tables(lang).cues.words
    named = {code for codes in words.codes.values() for code in codes}
    assert not set(load_metrics()) - named
    for word, codes in words.codes.items():
        hits = list(words.find(word))
        assert [(0, len(word), codes)] == hits if codes else not hits, word


def test_a_latin_word_is_whole():
    assert "loss" not in metrics_in("a lossless codec", "en")
    assert metrics_in("LOSS of $3 million", "en") == {"LOSS": "loss"}


def test_metrics_take_what_they_are_of():
    metrics = load_metrics()
    assert len(metrics) >= 60
    assert metrics["revenue"].takes("money", "USD") and not metrics["revenue"].takes("percent", "percent")
    assert metrics["headcount"].takes("count", "person") and not metrics["headcount"].takes("count", "gpu")
    assert metrics["holdings"].takes("money", "BTC")
    assert {m.time for m in metrics.values()} == {"flow", "stock", "none"}


BROKEN = [
    (
        "cues: [{name: a, kind: modality, code: forecast, pattern: x, examples: [x]}]",
        "needs examples and rejects",
    ),
    (
        "cues: [{name: a, kind: modality, code: sure, pattern: x, examples: [x], rejects: [y]}]",
        "no code sure",
    ),
    ("cues: [{name: a, kind: link, code: set, pattern: '(', examples: [x], rejects: [y]}]", "bad pattern"),
    (
        "cues: [{name: a, kind: link, code: set, patern: x, examples: [x], rejects: [y]}]",
        "unknown keys: patern",
    ),
]


@pytest.mark.parametrize(("text", "complaint"), BROKEN)
def test_broken_cues_do_not_load(tmp_path, text, complaint):
    table = tmp_path / "claims.yaml"
    table.write_text(f"clause: ','\njoined: ':'\n{text}\n")
    with pytest.raises(TableError, match=complaint):
        read_cue_rules(table)


def test_broken_lexicons_metrics_and_weights_do_not_load(tmp_path):
    table = tmp_path / "metrics.yaml"
    table.write_text("words: {profits: [profit]}\n")
    with pytest.raises(TableError, match="no metric profits"):
        read_metric_words(table)
    table.write_text("words: {loss: [x]}\n")
    with pytest.raises(TableError, match="too short"):
        read_metric_words(table)
    for row, complaint in (
        ("dims: [gold], time: flow, bearer: any, range: 0..1, about: x", "no kind gold"),
        ("dims: [money], time: flow, bearer: bank, range: 0..1, about: x", "bearer: want one of company"),
        ("dims: [money], time: flow, bearer: any, kind_of: b, range: 0..1, about: x", "kind_of: no metric b"),
        ("dims: [money], time: flow, range: 0..1, about: x", "want dims, time, bearer"),
    ):
        table.write_text(f"money: {{a: {{{row}}}}}\n")
        with pytest.raises(TableError, match=complaint):
            read_metrics(table)


def test_weights_are_lines_of_slot_feature_and_weight(tmp_path):
    table = tmp_path / "claim_weights.tsv"
    table.write_text("metric\tL:'a b': c\t371\nmetric\tR:\u2028\t-5\nperiod\there\t0\n", encoding="utf-8")
    weights = read_weights(table)
    assert weights["metric"] == {"L:'a b': c": 371, "R:\u2028": -5} and weights["period"] == {"here": 0}
    assert weights["subject"] == {} == read_weights(tmp_path / "none.tsv")["metric"]
    for lines, complaint in (
        ("verdict\ta\t1\n", "line 1: no slot verdict"),
        ("metric\ta\t1\nmetric\ta\n", "line 2: want slot, feature and weight"),
        ("metric\ta\t1.5\n", "line 1: want slot, feature and weight"),
        ("metric\ta\t1\nmetric\ta\t2\n", "a feature is given twice"),
    ):
        table.write_text(lines)
        with pytest.raises(TableError, match=complaint):
            read_weights(table)


@pytest.mark.parametrize("lang", available())
def test_every_slot_has_weights(lang):
    weights = load_claim_tables(lang).weights
    assert set(weights) == set(SLOTS) and all(weights.values())
