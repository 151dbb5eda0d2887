"""The phrase tables against their own examples."""

from pathlib import Path

import pytest

import pipeline.languages
from pipeline.errors import TableError
from pipeline.languages.nlp import create_nlp
from pipeline.languages.syntax.phrases import PHRASES, load_phrase_rules, read_phrase_rules

CODES = sorted(path.parent.name for path in Path(pipeline.languages.__file__).parent.glob("*/phrases.yaml"))
CASES = [(code, rule) for code in CODES for rule in load_phrase_rules(code)]
ROW = {"starts": "no", "word": {"tags": "助詞"}, "examples": "a", "rejects": "b"}


def cut(text, code):
    """The text with a bar before each phrase but the first, and the rules that decided."""
    nlp = create_nlp(code)
    doc = nlp(text)
    return "|".join(span.text for span in doc.spans[PHRASES]), nlp.get_pipe("techflow_phrases").explain(doc)


@pytest.mark.parametrize(("code", "rule"), CASES, ids=lambda value: getattr(value, "name", value))
def test_table_examples(code, rule):
    for example in rule.examples:
        found, names = cut(example.replace("|", ""), code)
        assert found == example
        assert rule.name in names
    for reject in rule.rejects:
        found, names = cut(reject.replace("|", ""), code)
        assert found == reject
        assert rule.name not in names


@pytest.mark.parametrize("code", CODES)
def test_phrases_cover_the_text_in_order(code):
    doc = create_nlp(code)("\n 甲社は\n\n利息を支払わない。銀行は　支払う。\n")
    spans = list(doc.spans[PHRASES])
    assert [span.text.strip() for span in spans] == ["甲社は", "利息を", "支払わない。", "銀行は", "支払う。"]
    assert [a.end for a in spans[:-1]] == [b.start for b in spans[1:]]


def test_a_language_without_a_table_has_none():
    assert load_phrase_rules("no-such-language") == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"starts": "maybe"}, "starts: want yes or no"),
        ({"rejects": []}, "needs examples and rejects"),
        ({"beside": {"tags": "助詞"}}, r"here: row\.beside: want"),
        ({"before": {"shape": "x"}}, r"here: row\.before: want"),
    ],
)
def test_a_malformed_rule_does_not_load(change, message):
    with pytest.raises(TableError, match=message):
        read_phrase_rules({"row": ROW | change}, "here")


def test_more_rules_than_bits_do_not_load():
    with pytest.raises(TableError, match="at most 64"):
        read_phrase_rules({f"row{n}": ROW for n in range(65)}, "here")
