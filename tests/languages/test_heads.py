"""Heads of phrases: the rules' examples and rejects, and the parser's tree where there is a model."""

import pytest

from pipeline.datatypes import Token
from pipeline.errors import TableError
from pipeline.languages.nlp import create_nlp, find_models
from pipeline.languages.syntax.heads import load_head_rules, read_head_rules, read_phrases
from pipeline.stages.tokenization import read_tokens, tokenize

RULES = load_head_rules("ja").rules


def phrases_of(text, model=False):
    return read_phrases(text, read_tokens(tokenize(text, create_nlp("ja", model))), load_head_rules("ja"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_decide_in_their_examples_and_not_in_their_rejects(rule):
    def decides(text):
        tokens = read_tokens(tokenize(text, create_nlp("ja", False)))
        starts = [i for i, token in enumerate(tokens) if token.starts_phrase]
        groups = [tokens[a:b] for a, b in zip(starts, [*starts[1:], len(tokens)], strict=True)]
        return any(load_head_rules("ja").rule_of(group) is rule for group in groups[:-1])

    for example in rule.examples:
        cut, _, wanted = example.partition(" => ")
        text = cut.replace("|", "")
        assert [p.surface for p in phrases_of(text)] == cut.split("|")
        assert ["-" if p.head is None else str(p.head) for p in phrases_of(text)] == wanted.split()
        assert decides(text), text
    for reject in rule.rejects:
        assert not decides(reject.replace("|", "")), reject


def test_heads_stay_in_their_sentence_and_name_their_source():
    text = "銀行は利息を払う。\n客は預金を引き出し、株を買った。"
    for model in (False, "ja" in find_models()):
        found = phrases_of(text, model)
        assert {p.source for p in found} == ({"parse"} if model else {"rule"})
        assert [p.sentence for p in found] == [0, 0, 0, 1, 1, 1, 1, 1]
        for p in found:
            assert text[p.start : p.end] == p.surface
            assert p.head is None or found[p.head].sentence == p.sentence
        assert sum(p.head is None for p in found) == 2


@pytest.mark.skipif("ja" not in find_models(), reason="models/ja is absent")
def test_heads_follow_the_tree():
    found = phrases_of("先月、トヨタ自動車が買収した企業は黒字だ。", True)
    by_surface = {p.surface: p for p in found}
    assert found[by_surface["トヨタ自動車が"].head].surface == "買収した"
    assert found[by_surface["買収した"].head].surface == "企業は"
    assert found[by_surface["先月、"].head].surface != "トヨタ自動車が"  # where the rule puts it


def test_no_phrases_where_the_language_has_none():
    assert load_head_rules("zh") is None
    assert read_phrases("天", (Token(0, 1, "天", 0),), None) == ()


def test_a_rule_that_seeks_nothing_known_does_not_load():
    table = {key: [] for key in ("predicate", "nominal", "skipped")} | {"comma": "x"}
    row = {"name": "a", "seeks": "heaven", "examples": ["a"], "rejects": ["b"]}
    with pytest.raises(TableError, match=r"x\.yaml: a: seeks: want one of next"):
        read_head_rules(table | {"seeks": [row]}, "x.yaml")
