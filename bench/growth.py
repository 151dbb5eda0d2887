"""How the cost of each step grows with the text: ordinary sentences and odd shapes, 1x to 32x.

    .venv/bin/python bench/growth.py

Linear is 32; a step that looks at every pair of places would be near 1,000. CPU
seconds, the best of some rounds; the report is for the eye, no test depends on it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.datatypes import Article  # noqa: E402
from pipeline.languages import available  # noqa: E402
from pipeline.languages.zones import load_zone_rules, mark_zones  # noqa: E402
from pipeline.stages import load_tools, process_article  # noqa: E402

TIMES = 32
ROUNDS = 5
SENTENCE = "甲社（東京）は2,892億ドルを「売らない。」と述べた。U.S. firms hold 10,000 H100s."
SHAPES = {
    "sentences, one line": SENTENCE,
    "sentences, a line each": SENTENCE + "\n",
    "blanks": " ",
    "empty lines": "\n",
    "one long word": "a",
    "lines of a letter": "a\n",
    "bylines": "By: a\n",
    "links": "Telegram:https://a.b\n",
    "digits": "1",
    "kanji numerals": "一",
    "numbers": "3億~",
    "idioms": "一銭も",
    "names": "Tether ",
    "brackets": "「",
}


def cost(work: Callable[[], object]) -> float:
    """CPU seconds of one call, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def growth(work: Callable[[str], object], unit: str) -> float:
    """How many times the cost of a text its 32-fold has; the base is some 3,000 characters."""
    base = unit * max(1, 3000 // len(unit))
    work(base)
    return cost(lambda: work(base * TIMES)) / cost(lambda: work(base))


def main() -> int:
    """Print a row a shape and a column a step and language; the exit code is 0."""
    print(f"times the cost for {TIMES} times the text")
    codes = available()
    print(
        f"{'':26}" + "".join(f"zones {code:6}" for code in codes) + "".join(f"all {code:8}" for code in codes)
    )
    for name, unit in SHAPES.items():
        cells = [growth(lambda text, c=code: mark_zones(text, load_zone_rules(c)), unit) for code in codes]
        for code in codes:
            tools = load_tools(code)
            cells.append(
                growth(lambda text, c=code, t=tools: process_article(Article("b", c, text), t), unit)
            )
        print(f"{name:26}" + "".join(f"{cell:12.1f}" for cell in cells), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
