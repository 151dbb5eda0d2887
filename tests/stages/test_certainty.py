"""How sure a claim says it is: the line through the odds, and the gate's cut."""

import random
from dataclasses import replace
from types import SimpleNamespace

from pipeline.datatypes import Article, ClaimConfidence
from pipeline.languages import available
from pipeline.stages import load_tools, process_article
from pipeline.stages.claims.ranking import SURE_BASE, SURE_SLOPE, Scale
from tests.agreement import load_pairs
from tests.claim_scores import SURE, is_sure
from training.claims import fit
from training.claims.certainty import lay_line


def test_a_line_says_of_a_share_how_often_it_was_right():
    chance = random.Random(1)
    shares = [chance.uniform(0.3, 0.99) for _ in range(4000)]
    # right less often than the share says, as weights are on texts they have not seen
    base, slope = lay_line([(share, chance.random() < share - 0.2) for share in shares])
    told = Scale({SURE_BASE: base, SURE_SLOPE: slope}).confidence
    assert all(abs(told(share) - 100 * (share - 0.2)) < 6 for share in (0.5, 0.6, 0.7, 0.8))
    assert lay_line([]) == (0, 1000)  # nothing to learn from: the share itself


def test_every_claim_says_how_sure_it_is_and_what_is_plain_is_surer():
    plain = "Zorvexの2024年の売上高は12億ドルだった。"
    hard = "ZorvexはKelvoraに負けない。Mirabelとの差は前の期に縮み、Orinexも含めると12億ドル。"
    sure = [
        process_article(Article("a", "ja", text), load_tools("ja", False)).claims[0].confidence
        for text in (plain, hard)
    ]
    assert all(isinstance(each, ClaimConfidence) for each in sure)
    assert sure[0].metric > sure[1].metric and sure[0].subject > sure[1].subject
    assert sure[0].metric >= 80


def test_a_claim_is_sure_when_metric_subject_and_period_are():
    text = "Zorvexの2024年の売上高は12億ドルだった。"
    claim = process_article(Article("a", "ja", text), load_tools("ja", False)).claims[0]
    assert is_sure(claim) and not is_sure(None)
    for slot in ("metric", "subject", "period"):
        assert not is_sure(replace(claim, confidence=replace(claim.confidence, **{slot: SURE - 1})))


def test_two_hands_have_read_the_same_figures():
    for lang in available():
        pairs = list(load_pairs(lang))
        assert sum(len(claims) for _, claims in pairs) > 300
        assert all(passage.part == "late" for passage, _ in pairs)


def test_released_weights_stay_or_go_half_way_to_new_ones(monkeypatch):
    released = {"metric": {"a": 400, "b": 200, "sure:base": 9}, "subject": {"c": 100}}
    monkeypatch.setattr(fit, "load_claim_tables", lambda lang: SimpleNamespace(weights=released))
    new = {"metric": {"a": 100, "d": -200, "sure:base": 5}, "subject": {"c": 700}, "period": {"e": 300}}
    assert fit.settle("en", new, {"subject"}, {"metric"}) == {
        "metric": {"a": 250, "b": 100, "d": -100, "sure:base": 5},
        "subject": {"c": 100},
        "period": {"e": 300},
    }
    assert fit.settle("en", new, (), ()) == new
