"""Articles written for the search: each word stands where it is known to, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from tests.commands import HOUSE, call_here
from tests.inspector.corpus import HOSTILE

# By file: where the searches of the tests must lead, and where they must not.
TEXTS = {
    "ja/takeover.txt": (
        "湊テックが海沢電機を傘下に\n"
        "湊テックは海沢電機の株式取得を発表した。対価は700億円に達した。\n"
        "同社による買収は2025年に完了する。ＯｐｅｎＡＩとの提携も続ける。\n"
    ),
    "ja/budget.txt": (
        "海沢市の予算は増える見込み\n"
        "海沢市の2026年度の予算は1,200億円になる見通しだ。億、円という字は別々にも書く。\n"
    ),
    "zh/tokens.txt": (
        "南湾交易所上线新代币\n南湾交易所周三上线三种代币，首日成交额为3亿美元。\n监管机构没有评论。\n"
    ),
    "en/loan.txt": (
        "Tether lends to Northern Data\n"
        "Tether lent $600 million to Northern Data in 2024. OpenAI had revenue of $3.7 billion in 2024.\n"
        "OpenAI expects revenue of $11 billion in 2025.\n"
    ),
    "en/weather.txt": (
        "Data from northern harbours\n"
        "Data of northern harbours show 40 ships a day. Nobody bought anything at OpenAIs Cafe.\n"
    ),
    "ja/hostile.txt": HOSTILE,
}
DAYS = {"ja/takeover.txt": "2025-11-06", "zh/tokens.txt": "2025-11-07"}


def write_corpus(folder: Path) -> None:
    """The texts above, and one article in three editions, one of which has a zero too many."""
    for name, text in TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if name in DAYS:
            path.with_suffix(".yaml").write_text(f"published_on: {DAYS[name]}\n", encoding="utf-8")
    for lang in ("ja", "zh", "en"):
        text = (HOUSE / f"corpus/gold/editions/kitanova/{lang}.txt").read_text(encoding="utf-8")
        text = text.replace("12亿日元", "120亿日元", 1)
        (folder / lang / "kitanova.txt").write_text(text, encoding="utf-8")
        (folder / lang / "kitanova.yaml").write_text(
            "published_on: 2026-01-31\nedition_of: kitanova\n", encoding="utf-8"
        )


def run(folder: Path) -> Path:
    """The outputs of a run over ``folder / "in"``; without the model, which changes no text."""
    done = call_here("run", folder / "in", "--out", folder / "out", "--no-model")
    assert done.exit_code == 0, done.stderr
    return folder / "out"
