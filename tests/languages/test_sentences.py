"""The sentence tables of all languages against their own examples, and what no table can show."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.languages
from pipeline.errors import TableError
from pipeline.languages.nlp import create_nlp
from pipeline.languages.sentences import find_sentence_ends, load_sentence_rules, read_sentence_rules
from pipeline.tables import read_table

TABLES = sorted(Path(pipeline.languages.__file__).parent.glob("*/sentences.yaml"))
CASES = [
    (path.parent.name, section, name)
    for path in TABLES
    for section in ("ends", "keeps", "joins")
    for name in read_table(path)[section]
]


def cut(text, code):
    """The text with a bar at each sentence end that has a word behind it."""
    at = [end for end in find_sentence_ends(text, load_sentence_rules(code)) if text[end:].strip()]
    parts = [text[a:b] for a, b in zip([0, *at], [*at, len(text)], strict=True)]
    return "|".join(part for part in parts if part.strip())


def without_blanks(text):
    return "".join(text.split())


@pytest.mark.parametrize(("code", "section", "name"), CASES)
def test_table_examples(code, section, name):
    path = next(path for path in TABLES if path.parent.name == code)
    rule = read_table(path)[section][name]
    for example in rule["examples"]:
        assert without_blanks(cut(example.replace("|", ""), code)) == without_blanks(example)
    for reject in rule["rejects"]:
        assert cut(reject, code) == reject


@pytest.mark.parametrize(("code", "section", "name"), CASES)
def test_every_rule_is_needed(code, section, name):
    """Without the rule one of its own examples comes out otherwise."""
    path = next(path for path in TABLES if path.parent.name == code)
    table = read_table(path)
    rule = table[section].pop(name)
    rules = read_sentence_rules(table, "here")
    whole = load_sentence_rules(code)
    examples = [example.replace("|", "") for example in rule["examples"]] + rule["rejects"]
    assert any(find_sentence_ends(text, rules) != find_sentence_ends(text, whole) for text in examples)


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        ("ja", "甲社の利益は3.5億ドルだった。|乙社は？|不明だ。"),
        ("ja", "社長は「増やす。必ずだ。」と述べ、席を立った。|会議は終わった。"),
        ("ja", "「増やす。」|社長はそう述べた。"),
        ("ja", "「増やす。」だが市場は信じない。".replace("」だ", "」|だ")),
        ("ja", "（この段落は後で足した。）|本文はここからだ。"),
        ("ja", "利回り（年率。税引前）は五分だ。"),
        ("ja", "壊れた「かぎ。|それでも切れる。"),
        ("ja", "差はおよそ:\n|60倍。"),
        ("zh", "深潮消息，5 月 9 日，甲公司融资3.5亿美元。|乙公司呢？|不清楚。"),
        ("zh", "他说：“会涨。一定会。”|大家都笑了。"),
        ("en", "Acme Corp. paid $3.5 billion in the U.S. last year. |Mr. Stone said so."),
        ("en", "“We will not sell!” she said. |“Not now, not ever.” |The room fell silent."),
        ("en", "It closed at 9 a.m. |The market rose 2.5%."),
        ("en", "See https://example.org/a.b?c=d. |Then decide."),
    ],
)
def test_sentences(code, marked):
    text = marked.replace("|", "")
    assert without_blanks(cut(text, code)) == without_blanks(marked)


def test_blank_lines_belong_to_the_sentence_before():
    doc = create_nlp("ja")("\n\n題名\n\n本文だ。 次だ。\n")
    assert [sentence.text.strip() for sentence in doc.sents] == ["題名", "本文だ。", "次だ。"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.parent.name)
@settings(max_examples=150, deadline=None)
@given(text=st.text("あa。.!?「」“”()（）\n U.S1と", max_size=60))
def test_ends_rise_and_lie_inside(path, text):
    ends = find_sentence_ends(text, load_sentence_rules(path.parent.name))
    assert ends == sorted(set(ends))
    assert all(0 < end < len(text) for end in ends)


def test_a_rule_without_rejects_does_not_load():
    table = read_table(TABLES[0])
    next(iter(table["ends"].values())).pop("rejects")
    with pytest.raises(TableError, match=r"here: ends\..*examples and rejects"):
        read_sentence_rules(table, "here")


def test_a_bad_pattern_does_not_load():
    table = read_table(TABLES[0])
    next(iter(table["ends"].values()))["pattern"] = "("
    with pytest.raises(TableError, match="no usable pattern"):
        read_sentence_rules(table, "here")
