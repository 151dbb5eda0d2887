"""Japanese names told by what stands beside them: a role, a colon at every turn, a bullet."""

from __future__ import annotations

import pytest

import pipeline

NAMES = [
    ("投資家で共同創業者の楢崎は首を振った。", [("楢崎", "PERSON")]),
    ("主任研究員の小田切によれば、需要は強い。", [("小田切", "PERSON")]),
    ("創業者の思惑は外れた。", []),
    ("記者の半数が質問は要らないと答えた。", []),
    # who speaks at every turn; places of a list are none
    (
        "岡崎:うちは6台です。\n司会:そうですか。\n岡崎:はい。",
        [("岡崎", "PERSON"), ("岡崎", "PERSON")],
    ),
    ("前橋:6店\n豊橋:4店\n前橋:2店", [("前橋", "GPE"), ("豊橋", "GPE"), ("前橋", "GPE")]),
    # behind a bullet as at the start of a line
    ("一覧\n・アマツキ証券(RWA):9億円", [("アマツキ証券", "ORG")]),
    ("一覧\n・合同会社コマドリ:シード", [("コマドリ", "ORG")]),
]


@pytest.mark.parametrize(("text", "wanted"), NAMES, ids=[row[0] for row in NAMES])
def test_names(text, wanted):
    found = pipeline.process(text, "ja", model=False).entities
    assert [(name.surface, name.label) for name in found] == wanted
