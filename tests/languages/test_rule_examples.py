"""Every rule of every pack, run against the examples and rejects written beside it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

import pytest

import pipeline
from pipeline.figures import FIGURE_KINDS, FIGURE_READERS
from pipeline.languages import available, load_language
from pipeline.languages.matching.grammar import Match
from pipeline.languages.numerals import fold
from pipeline.stages.annotation.readings import rule_name

RULES = [(code, rule) for code in available() for rule in load_language(code).rules]
EXAMPLES = [pytest.param(c, r, e, id=f"{c}:{r.name}:{e}") for c, r in RULES for e in r.examples]
REJECTS = [pytest.param(c, r, t, id=f"{c}:{r.name}:{t}") for c, r in RULES for t in r.rejects]
ANCHORS = {"": None, "@": date(2026, 1, 5), "@@": datetime(2026, 1, 5, 16, 12)}
TYPES = {"DATE", "TIME", "DURATION", "SET"}


def parse_example(example):
    """``売上高は[35億円] => 35 JPY``: the text, the span in brackets and what is wanted.

    With ``@`` the article's day is known, with ``@@`` its time of day too.
    """
    text, _, wanted = example.partition(" => ")
    bare = re.sub(r"^@{1,2}", "", text)
    anchor, text = ANCHORS[text[: len(text) - len(bare)]], bare.replace("\\n", "\n")
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    return text, anchor, (start, end), wanted.split()


def figure_words(figure):
    low, high = format(figure.low, "f"), format(figure.high, "f")
    number = low if figure.low == figure.high else f"{low}..{high}"
    words = [number, figure.unit, figure.modifier, figure.per and f"/{figure.per}"]
    return [word for word in words if word]


def same(found, wanted):
    def plain(word):
        return (
            "..".join(format(Decimal(n).normalize(), "f") for n in word.split(".."))
            if re.match(r"-?\d", word)
            else word
        )

    return [plain(w) for w in found] == [plain(w) for w in wanted]


@pytest.mark.parametrize(("code", "rule", "example"), EXAMPLES)
def test_example_is_read(code, rule, example):
    text, anchor, span, wanted = parse_example(example)
    result = pipeline.process(text, code, anchor)
    name = f"{code}.{rule.name}"
    if wanted[0] in TYPES:
        found = [[t.type, t.timex, t.modifier] for t in result.times if (t.start, t.end) == span]
        assert [[w for w in f if w] for f in found] == [wanted], (name, result.times, result.figures)
        return
    figures = [n.figure for n in result.figures]
    found = [f for f in figures if (f.start, f.end) == span]
    assert found and same(figure_words(found[0]), wanted), (name, figures, result.times)
    assert found[0].kind == FIGURE_KINDS[rule.kind], (name, found[0])


@pytest.mark.parametrize(("code", "rule", "text"), REJECTS)
def test_reject_is_left_alone(code, rule, text):
    result = pipeline.process(text, code)
    rules = [n.figure.rule for n in result.figures] + [t.rule for t in result.times]
    kind = rule_name(Match(rule, (), (), 0, 0))
    assert kind not in rules, (text, result.figures, result.times)


@pytest.mark.parametrize("code", available())
def test_exclusions_cover_their_examples(code):
    for exclusion in load_language(code).exclusions:
        for example in exclusion.examples:
            text = example.replace("[", "").replace("]", "") if re.search(r"\[.+\]", example) else example
            found = [
                m.span("x") if m.groupdict().get("x") is not None else m.span()
                for m in exclusion.regex.finditer(text)
            ]
            assert found, (exclusion.name, example)
            if text != example:
                assert (example.index("["), example.index("]") - 1) in found, (exclusion.name, example, found)
        for reject in exclusion.rejects:
            assert not exclusion.regex.search(reject), (exclusion.name, reject)


def test_every_rule_has_a_reader():
    from pipeline.times import TIME_READERS

    assert {rule.kind for _, rule in RULES} <= FIGURE_READERS.keys() | TIME_READERS.keys()


@pytest.mark.parametrize("code", available())
def test_hints_of_exclusions_hide_no_example(code):
    for exclusion in load_language(code).exclusions:
        for example in exclusion.examples:
            assert not exclusion.any_of or any(word in fold(example) for word in exclusion.any_of), (
                exclusion.name
            )
