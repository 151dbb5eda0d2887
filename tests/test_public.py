"""What the package offers to programs: with the trained model of a language or without."""

import pytest

import pipeline
from pipeline.languages.nlp import find_models

TEXT = "銀行は利息を支払う。"


@pytest.mark.skipif("ja" not in find_models(), reason="no released model for Japanese")
def test_trees_come_with_the_model():
    assert {token.head is None for token in pipeline.process(TEXT, "ja").tokens} == {False}
    assert pipeline.load("ja", model=True)(TEXT).has_annotation("DEP")


def test_without_the_model_there_are_no_trees_and_all_the_rest():
    result = pipeline.process(TEXT, "ja", model=False)
    assert {token.head for token in result.tokens} == {None}
    assert {phrase.source for phrase in result.phrases} == {"rule"}
    doc = pipeline.load("ja")(TEXT)
    assert not doc.has_annotation("DEP") and len(list(doc.sents)) == 1
