"""What a thing is speaks for what it bears: its trade, its home, the kind and the end of its name."""

import pytest

from pipeline.stages.claims.candidates.trades import _of_trade


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
