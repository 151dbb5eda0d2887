"""Patterns of rules: parts with names, and what a rule cannot do without."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.errors import TableError
from pipeline.languages import load_language
from pipeline.languages.matching.grammar import REACH, Rule, compile_rule
from pipeline.languages.matching.lexicon import Lexicon
from pipeline.languages.matching.search import compile_context, find_matches


@pytest.fixture
def lexicon():
    made = Lexicon(load_language("ja").numerals)
    made.add("mark", "H", ["時"], "test")
    made.add("mark", "M", ["分"], "test")
    made.add("=から", "", ["から"], "test")
    made.compile()
    return made


def matches(lexicon, pattern, text, patterns=None):
    rule = compile_rule(Rule("r", "k", pattern, {}, (), ()), lexicon, patterns or {}, {}, "test")
    return list(find_matches([rule], lexicon.scan(text)))


def test_a_part_is_found_by_its_name(lexicon):
    (match,) = matches(lexicon, "(hour: {number}) {mark} ((minute: {number}) {mark})?", "9時30分")
    assert match.part("hour").numerals()[0].low == Decimal(9)
    assert match.part("minute").numerals()[0].low == Decimal(30)
    assert match.part("second") is None


def test_a_part_that_is_not_there_is_null(lexicon):
    (match,) = matches(lexicon, "(hour: {number}) {mark} ((minute: {number}) {mark})?", "9時")
    assert match.part("minute") is None


def test_parts_lie_in_parts_and_a_pattern_may_be_used_twice(lexicon):
    clock = {"clock": "(hour: {number}) {mark}"}
    (match,) = matches(lexicon, "(first: {clock}) から (last: {clock})", "9時から10時", clock)
    hours = [match.part(end).part("hour").numerals()[0].low for end in ("first", "last")]
    assert hours == [Decimal(9), Decimal(10)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("{number} (から|{mark})", "9時", 1),
        ("{number} (から|{mark})", "9", 0),
        ("(a: {number}) から?", "9", 1),
        ("{number} ({mark} から)?", "9", 1),
    ],
)
def test_what_a_rule_needs_hides_no_match(lexicon, pattern, text, found):
    assert len(matches(lexicon, pattern, text)) == found


TEXTS = ("体重は25になった", "体重計。25になった", "体重" + "あ" * REACH + "25になった")


def test_a_context_stands_in_the_same_sentence_and_not_far_off(lexicon):
    rule = Rule("r", "k", "{number}", {"near": "weight"}, (), ())
    made = compile_rule(rule, lexicon, {}, {"weight": compile_context(["体重"])}, "test")
    found = {text: len(list(find_matches([made], lexicon.scan(text)))) for text in TEXTS}
    assert found == dict(zip(TEXTS, (1, 0, 0), strict=True))


def test_a_context_no_table_has(lexicon):
    with pytest.raises(TableError, match="context weight"):
        compile_rule(Rule("r", "k", "{number}", {"near": "weight"}, (), ()), lexicon, {}, {}, "test")
