"""The gate must fail when quality falls: a gate that cannot is none."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from tests import gate
from tests.claim_scores import BASELINES, SLOTS
from tests.gold import GoldFigure, GoldSentence

CLAIM_GROUPS = {
    *SLOTS, *BASELINES, "all-three", "all-three-sure", "subject-comparison", "modality-macro",
    *(f"{name}-comparison" for name in BASELINES),
}  # fmt: skip


def sentence(value, unit="JPY", modifier="approx"):
    figure = GoldFigure(
        "35億円", 5, 9, "money", Decimal(value), Decimal(value), Decimal(value), unit, modifier
    )
    return GoldSentence("ja-e-001", "ja", "early", "money", "売上高は約35億円だ。", None, (figure,), ())


def f1(row):
    scores = gate.Scores()
    gate.score_sentence(row, scores)
    return {level: tally.f1 for level, tally in scores.tallies["money"].items()}, scores.misses


def test_all_levels_of_a_right_figure():
    levels, misses = f1(sentence(3_500_000_000))
    assert levels == {"value": 1, "unit": 1, "full": 1, "span": 1}
    assert not misses


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (sentence(3_500_000_001), {"value", "unit", "full"}),
        (sentence(3_500_000_000, unit="USD"), {"unit", "full"}),
        (sentence(3_500_000_000, modifier=None), {"full"}),
    ],
)
def test_a_wrong_figure_counts_at_its_level(row, wrong):
    levels, misses = f1(row)
    assert {level for level, value in levels.items() if value == 0} == wrong
    assert any("want" in line for line in misses)


def test_interval_of_a_share():
    low, high = gate.interval(40, 58)
    assert (round(low, 3), round(high, 3)) == (0.562, 0.794)
    assert gate.interval(0, 10)[0] == pytest.approx(0) and gate.interval(10, 10)[1] == pytest.approx(1)
    assert gate.interval(400, 580)[1] < high


def test_floors():
    assert gate.check_floors({"a": 0.9}, {"a": 0.9}) == []
    assert "below" in gate.check_floors({"a": 0.899}, {"a": 0.9})[0]
    assert "no floor" in gate.check_floors({"a": 0.9}, {})[0]


@pytest.mark.parametrize(("value", "code"), [(3_500_000_000, 0), (35, 4)])
def test_exit_code(monkeypatch, tmp_path, capsys, value, code):
    floors = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "FLOORS", floors)
    monkeypatch.setattr(gate, "load_gold", lambda lang, part: (sentence(3_500_000_000),))
    for kind in ("load_articles", "load_references", "load_passages"):
        monkeypatch.setattr(gate, kind, lambda lang, part: ())
    assert gate.main(["--lang", "ja", "--part", "early", "--pin"]) == 0
    assert json.loads(floors.read_text())["ja/early/money/full"] == 1
    monkeypatch.setattr(gate, "load_gold", lambda lang, part: (sentence(value),))
    assert gate.main(["--lang", "ja", "--part", "early"]) == code
    assert ("below its floor" in capsys.readouterr().out) == (code == 4)


def test_every_pinned_floor_is_measured_somewhere():
    """A group that vanished from the gold must not leave a floor that nobody looks at."""
    floors = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    groups = set()
    for lang in gate.available():
        for row in gate.load_gold(lang):
            groups |= {f"{lang}/{row.part}/{figure.kind}" for figure in row.figures}
            groups |= {f"{lang}/{row.part}/{time.type}" for time in row.times}
            groups |= {f"{lang}/{row.part}/figures", f"{lang}/{row.part}/times"}
        for text in (*gate.load_articles(lang), *gate.load_references(lang)):
            groups |= {f"{lang}/{text.part}/{name.label}" for name in text.names}
            groups |= {f"{lang}/{text.part}/{group}" for group in ("names", "links", "references")}
        for passage in gate.load_passages(lang):
            groups |= {f"{lang}/{passage.part}/{group}" for group in CLAIM_GROUPS}
            groups |= {f"{lang}/{passage.part}/modality-{claim.modality}" for claim in passage.claims}
            if any(claim.conversion_of for claim in passage.claims):
                groups.add(f"{lang}/{passage.part}/conversions")
        groups |= {f"{lang}/{moves.part}/direction" for moves in gate.load_directions(lang)}
        for short in gate.load_texts(lang):
            groups.add(f"{lang}/{short.part}/{short.group}")
            if short.group == "audit":  # the other files are not counted by check
                groups.add(f"{lang}/{short.part}/audit-{short.check}")
    assert {name.rpartition("/")[0] for name in floors} == groups
