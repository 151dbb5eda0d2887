"""Editions: when, of whom, over or under. What contradicts though the figures agree, and what does not."""

import pytest

from pipeline.datatypes import Article, EditionTime
from pipeline.exporters.editions import edition_rows, render_html, render_markdown
from pipeline.stages import load_tools, process_article
from pipeline.stages.reconciling import edition_findings, read_edition, reconcile
from pipeline.stages.reconciling.times import contradict, may_be_one, parse_time

LANGS = ("ja", "zh", "en")


def side_by_side(*texts, langs=LANGS):
    return reconcile(
        [
            read_edition(process_article(Article(f"{lang}-{n}", lang, text), load_tools(lang)))
            for n, (lang, text) in enumerate(zip(langs, texts, strict=True))
        ]
    )


def severe(found):
    return [
        (row.classes[-1], tuple(cell.surface for n in row.outliers if (cell := row.cells[n])))
        for row in found.rows
        if row.severity == "severe"
    ]


TIMES = [
    # (ja, zh, en, what is off)
    (
        "コインベースの第2四半期の売上高は12億ドルだった。従業員は4200人である。",
        "Coinbase第二季度营收为12亿美元。员工4200人。",
        "Coinbase had revenue of $1.2 billion in the third quarter. It has 4,200 employees.",
        [("period", ("third quarter",))],
    ),
    (
        "リップルは2024年3月に3億ドルを調達した。投資家は17社だった。",
        "Ripple于2025年3月融资3亿美元。投资方有17家。",
        "Ripple raised $300 million in March 2025. There were 17 investors.",
        [("period", ("2024年3月",))],
    ),
    (
        "出金は96日止まり、4万人が影響を受けた。",
        "提现停了96小时，4万人受到影响。",
        "Withdrawals stopped for 96 hours, and 40,000 people were affected.",
        [("period", ("96日",))],
    ),
    (
        "審査は2021年6月から2023年12月まで続き、3100人が対象だった。",
        "审查自2021年6月至2023年12月，涉及3100人。",
        "The review ran from June 2022 to December 2023 and covered 3,100 people.",
        [("period", ("June 2022 to December 2023",))],
    ),
    # Last year may be the year that the others name.
    (
        "設備投資は350億ドルで、2025年の149億ドルの2倍を超える。",
        "资本开支350亿美元，是2025年149亿美元的两倍多。",
        "Spending in 2026 will be $35 billion, more than twice the $14.9 billion of last year.",
        [],
    ),
    # Told as exactly elsewhere, left out, a month of the quarter, a year left open, four days for 96 hours.
    (
        "コインベースの売上高は12億ドルだった。第2四半期の数字である。従業員は4200人いる。",
        "Coinbase第二季度营收为12亿美元。员工4200人。",
        "Coinbase had revenue of $1.2 billion. It has 4,200 employees.",
        [],
    ),
    (
        "リップルは2025年第1四半期に3億ドルを調達した。投資家は17社だった。",
        "Ripple于2025年3月融资3亿美元。投资方有17家。",
        "Ripple raised $300 million in March. There were 17 investors.",
        [],
    ),
    (
        "出金は4日間止まり、4万人が影響を受けた。",
        "提现停了96小时，4万人受到影响。",
        "Withdrawals stopped for 96 hours, and 40,000 people were affected.",
        [],
    ),
]


@pytest.mark.parametrize(("ja", "zh", "en", "off"), TIMES)
def test_a_time_that_others_tell_otherwise_is_off(ja, zh, en, off):
    assert severe(side_by_side(ja, zh, en)) == off


def test_of_two_editions_with_two_times_nobody_knows_which_is_right():
    ja, _, en, _ = TIMES[0]
    found = side_by_side(ja, en, langs=("ja", "en"))
    assert severe(found) == [("period", ("第2四半期", "third quarter"))]
    assert [row.majority for row in found.rows if row.severity == "severe"] == [None]


def test_a_time_is_a_row_of_its_own_with_a_finding():
    found = side_by_side(*TIMES[1][:3])
    row = next(row for row in found.rows if row.severity == "severe")
    assert all(isinstance(cell, EditionTime) for cell in row.cells)
    record = next(record for record in edition_rows(found) if record["severity"] == "severe")
    assert [cell["timex"] for cell in record["cells"]] == ["2024-03", "2025-03", "2025-03"]
    assert {cell["figure_id"] for cell in record["cells"]} == {None}
    assert record["message"] == "ja 2024年3月, against zh 2025年3月, en March 2025: period"
    ((article_id, finding),) = edition_findings(found)
    assert (article_id, finding.surface, finding.verdict) == ("ja-0", "2024年3月", "contradicted")
    assert finding.figure_ids == tuple(cell["time_id"] for cell in record["cells"])
    assert finding.computed is not None and finding.computed.low is None
    assert "**2024年3月**" in render_markdown(found) and "2024年3月" in render_html(found)


@pytest.mark.parametrize(
    ("one", "other", "same", "against"),
    [
        ("2026-Q1", "2026-03", True, False),
        ("2026-Q1", "2026-04", False, False),
        ("2026-H1", "2026-Q2", True, False),
        ("XXXX-Q1", "2026-Q2", False, True),
        ("XXXX-03", "2026-03-14", True, False),
        ("2025", "2026", False, True),
        ("P2Y", "P24M", True, False),
        ("P4D", "PT96H", True, False),
        ("P96D", "PT96H", False, True),
        ("P3M", "P90D", False, False),
        ("P3M", "2026-03", False, False),
    ],
)
def test_which_times_may_be_one_and_which_contradict(one, other, same, against):
    for a, b in ((one, other), (other, one)):
        assert may_be_one(parse_time(a), parse_time(b)) is same
        assert contradict(parse_time(a), parse_time(b)) is against


@pytest.mark.parametrize("timex", ["2026-W03", "PXD", "P2Y6M", "PAST_REF", "T15:00", "PT30M"])
def test_what_is_vaguer_or_finer_is_not_compared(timex):
    assert parse_time(timex) == ()


FLOWS = (
    "テザーは2100万ドル、サークルは860万ドルを凍結した。",
    "Tether冻结了2100万美元，Circle冻结了860万美元。",
    "Tether froze $21 million and Circle froze $8.6 million.",
)


def test_two_figures_whose_bearers_are_exchanged_are_both_off():
    found = side_by_side(FLOWS[0], "Circle冻结了2100万美元，Tether冻结了860万美元。", FLOWS[2])
    assert severe(found) == [("subject", ("2100万美元",)), ("subject", ("860万美元",))]
    assert [row.majority for row in found.rows] == [0, 0]
    assert found.rows[0].message == (
        "zh 2100万美元 of circle, against ja 2100万ドル of tether, en $21 million of tether: subject"
    )


def test_exchanged_in_one_of_two_editions_nobody_knows():
    found = side_by_side(
        FLOWS[0], "Circle froze $21 million and Tether froze $8.6 million.", langs=("ja", "en")
    )
    assert [(row.classes, row.majority, row.outliers) for row in found.rows] == [
        (("subject",), None, (0, 1))
    ] * 2


def test_the_same_bearers_and_one_alone_that_is_another_accuse_nobody():
    assert severe(side_by_side(*FLOWS)) == []
    assert severe(side_by_side(FLOWS[0], FLOWS[1], "Tether froze $21 million, and $8.6 million later.")) == []


@pytest.mark.parametrize(
    ("ja", "zh", "off"),
    [
        ("資産は100億ドルを超えた。", "资产不到100亿美元。", ["bound"]),
        ("資産は100億ドルを超えた。", "资产逾100亿美元。", []),
        ("資産は100億ドルを超えた。", "资产达100亿美元。", []),  # lost, not turned: minor
        ("資産は半分以下になった。", "资产缩水过半。", []),
        ("金利は3ポイント上がった。", "利率上升3%。", ["unit"]),
        ("金利は3ポイント上がった。", "利率上升3个百分点。", []),
        ("会費は月20ドルだ。", "会费为每年20美元。", ["per"]),
        ("会費は月20ドルだ。", "会费为每月20美元。", []),
        ("会費は月20ドルだ。", "会费为20美元。", []),
    ],
)
def test_over_and_under_percent_and_points_and_for_each_of_what(ja, zh, off):
    found = side_by_side(ja, zh, langs=("ja", "zh"))
    assert [name for name, _ in severe(found)] == off
