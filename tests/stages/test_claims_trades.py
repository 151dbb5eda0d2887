"""What a thing is speaks for what it bears: its trade, its home, the kind and the end of its name."""

import pytest

import pipeline
from pipeline.datatypes import Annotations, Article
from pipeline.languages.claims import load_claim_tables
from pipeline.stages import load_tools, process_article
from pipeline.stages.claims import walk
from pipeline.stages.claims.candidates.trades import _of_trade
from pipeline.stages.claims.layout import Layout


@pytest.mark.parametrize(
    ("thing", "label", "kind", "unit", "found", "missing"),
    [
        ("coinbase", "ORG", "money", "USD", {"trade:exchange:revenue", "trade:exchange:money"}, "ends:"),
        ("sony", "ORG", "money", "JPY", {"home:japan:JPY"}, "ends:"),
        ("sony", "ORG", "percent", "percent", {"trade:electronics:percent"}, "home:"),
        ("Northgate Labs", "ORG", "count", "person", {"ends:word:labs:revenue"}, "trade:"),
        ("白鷺銀行", "ORG", "money", "JPY", {"ends:word:銀行:revenue", "ends:word:銀行:money"}, "home:"),
        ("coinbase", "set", "money", "USD", {"said:word:売上高:set"}, "trade:"),
    ],
)  # fmt: skip
def test_a_thing_is_seen_by_its_trade_its_home_and_the_end_of_its_name(
    thing, label, kind, unit, found, missing
):
    features = _of_trade(thing, label, "revenue", "売上高", kind, unit)
    assert found <= set(features)
    assert not any(feature.startswith(missing) for feature in features)


def test_a_metric_without_a_word_of_its_own_says_nothing_by_it():
    assert not [f for f in _of_trade("coinbase", "ORG", "revenue", "", "money", "USD") if "said:" in f]


def test_a_metric_is_told_with_the_word_that_stands_beside_its_figure_whatever_weighed_most():
    text = "It raised $40 million at a valuation of $300 million, for a total of $95 million to date."
    worth = pipeline.process(text, "en").claims[1]
    assert (worth.metric.code, worth.metric.how) == ("valuation", "explicit")
    assert "valuation" in text[worth.metric.start : worth.metric.end]


def test_a_word_that_overlaps_its_figure_names_no_metric():
    text = "公司当时在12家交易所同时报价，日均成交额约25亿美元。"
    for claim in pipeline.process(text, "zh").claims:
        start, end = (int(at) for at in claim.figure_id.split(":")[-2].split("-"))
        assert claim.metric.start is None or claim.metric.end <= start or claim.metric.start >= end


def test_every_candidate_for_a_subject_is_seen_by_what_it_is():
    text = "Coinbase earned $3 million.\n\nIt paid $2 million in May, and $1 million in June."
    article = Article("tf:000000000001", "en", text)
    result = process_article(article, load_tools("en", False))
    cues = load_claim_tables("en").cues.find(text)
    figures = tuple(each.figure for each in result.figures)
    found = Annotations(result.tokens, result.sentences, result.entities, figures, result.times, (), cues)
    seen = []

    def pick(slot, figure, candidates):
        seen.extend(c for c in candidates if slot == "subject" and c.value == ("coinbase",))
        return next((c for c in candidates if c.value == ("coinbase",)), candidates[0])

    walk(Layout(text, found), pick)
    assert {"carried", "prior"} < {c.how for c in seen}  # and by its part in the first sentence
    assert all(any(feature.startswith("trade:exchange:") for feature in c.features) for c in seen)
