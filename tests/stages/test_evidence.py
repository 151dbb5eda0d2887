"""An accusation is weighed against a misreading: its signs, their weights, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.datatypes import Article
from pipeline.errors import TableError
from pipeline.reference.accusations import Accusations, load_accusations
from pipeline.stages import annotate_article, load_tools, process_article
from pipeline.stages.auditing import audit, judge_scene
from pipeline.stages.auditing.evidence import signs, weigh, weigh_all
from pipeline.stages.auditing.scene import Scene

WRONG = {
    "ja": "2024年の売上高はゾルベックス社が30億ドル、ハッチ社が20億ドルで、2社合わせて500億ドルだった。",
    "zh": "2024年，甲公司营收30亿美元，乙公司20亿美元，两家合计500亿美元。",
    "en": "In 2024 Zorvex had revenue of $3 billion and Hatch $2 billion, a combined $50 billion.",
}


SUM = "A had revenue of $3.12 billion and B $2.03 billion, a combined $8.35 billion."


def read(text, lang):
    tools = load_tools(lang, False)
    result = process_article(Article("x", lang, text), tools)
    cues = annotate_article(result.article, tools).cues
    scene = Scene(result, cues, tools.reference)
    return result, cues, tools.reference, scene, judge_scene(scene)


def accused(text, lang):
    *_, scene, judged = read(text, lang)
    return scene, [one for one in judged if one.verdict in ("doubtful", "contradicted")]


def table(base):
    return Accusations(0, 1000, base, {})


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
def test_signs_say_what_can_be_seen_of_an_accusation(lang):
    scene, (one,) = accused(WRONG[lang], lang)
    found = signs(one.reading, scene)
    assert {"check:stated-total", "slip:power1", "sentences:0", "order:last", "units:one"} <= set(found)
    assert "stated-total/slip:power1" in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        # no slip, a zero too many, another currency; what two other amounts make, what is told again
        ("A had revenue of $3 billion and B $2 billion, a combined $8 billion.", "slip:none"),
        ("A had revenue of $3 billion and B $2 billion, a combined $50 billion.", "slip:power1"),
        ("A had revenue of $3 billion and B $2 billion, a combined ¥5 billion.", "slip:currency"),
        (f"{SUM} C owed $7.11 billion and D $1.24 billion.", "made-near:1"),
        (f"{SUM} C owed $7.11 billion and D $4.24 billion.", "made-near:0"),
        (f"{SUM} Its rival had $8.35 billion.", "again:True"),
        (f"{SUM} Its rival had $9.35 billion.", "again:False"),
    ],
)
def test_a_sign_of_a_slip_and_of_what_makes_a_figure(text, sign):
    scene, found = accused(text, "en")
    total = [one for one in found if one.reading.check == "stated-total"]
    assert total and sign in signs(total[0].reading, scene)


def test_an_accusation_falls_with_its_weight():
    scene, (one,) = accused(WRONG["en"], "en")
    assert one.verdict == "contradicted"
    assert weigh(one, scene, table(1000)).verdict == "contradicted"
    assert weigh(one, scene, table(999)).verdict == "doubtful"
    assert weigh(one, scene, table(0)).verdict == "doubtful"
    assert weigh(one, scene, table(-1)) is None
    assert weigh(one, scene, Accusations(0, 1000, -1, {"slip:power1": 1001})).verdict == "contradicted"


def test_what_is_contradicted_once_is_doubted_by_the_others():
    scene, (one,) = accused(WRONG["en"], "en")
    other = one._replace(reading=one.reading._replace(check="unit-drift"))
    heavy = Accusations(0, 1000, -500, {"check:stated-total": 1500})
    assert [each.verdict for each in weigh_all([one, other], scene, heavy)] == ["contradicted", "doubtful"]
    assert weigh_all([other], scene, heavy) == []


def test_what_holds_is_not_weighed():
    text = WRONG["en"].replace("$50 billion", "$5 billion")
    *_, scene, judged = read(text, "en")
    holds = [one for one in judged if one.verdict == "holds"]
    assert holds and all(weigh(one, scene, table(-(10**6))) is one for one in holds)


def test_the_audit_weighs_by_the_table_of_the_reference():
    result, cues, reference, *_ = read(WRONG["en"], "en")
    assert [one.verdict for one in audit(result, cues, reference)] == ["contradicted"]
    silent = replace(reference, accusations=table(-(10**6)))
    assert audit(result, cues, silent) == ()


def test_a_power_of_ten_weighs_more_than_any_gap():
    scene, (slip,) = accused(WRONG["en"], "en")
    elsewhere, (gap,) = accused(WRONG["en"].replace("$50 billion", "$32 billion"), "en")
    known = load_accusations()
    assert known.weigh(signs(slip.reading, scene)) > known.weigh(signs(gap.reading, elsewhere))


def test_a_table_without_a_part_is_told_with_what_to_do(monkeypatch, tmp_path):
    broken = tmp_path / "weights.yaml"
    broken.write_text("doubtful: 1\ncontradicted: many\nbase: 0\nweights: {}\n", encoding="utf-8")
    monkeypatch.setattr("pipeline.reference.accusations.TABLE", broken)
    with pytest.raises(TableError, match=r"weights\.yaml.*training/audit/fit\.py"):
        load_accusations.__wrapped__()
