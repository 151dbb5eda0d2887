"""What an article costs grows as its text does: lines of ours that are run, counted and not timed.

A step that looks at every pair of figures costs 16 times as much for 4 times the text. Ours that
are short and take it (what an article tells twice is held against itself) must stay small.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

import pipeline
from pipeline.datatypes import Article
from pipeline.stages import load_tools, process_article

OURS = str(Path(pipeline.__file__).parent)
TIMES = 4
# Of all lines so many times as many may be run, and of a function with more than so large a share of them.
BOUND, FUNCTION_BOUND, SHARE = TIMES * 1.15, TIMES * 3, 0.01
ARTICLES = Path(pipeline.__file__).parents[1] / "corpus" / "articles"
SHAPE = "甲社（東京）は2,892億ドルを「売らない。」と述べた。U.S. firms hold 10,000 H100s."


def lines_run(work: Callable[[], object]) -> Counter[CodeType]:
    """How many lines of each function of the package are run, a comprehension's each time round."""
    counts: Counter[CodeType] = Counter()

    def local(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            counts[frame.f_code] += 1
        return local

    def enter(frame: FrameType, event: str, _: Any) -> Any:
        return local if frame.f_code.co_filename.startswith(OURS) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return counts


def grown(lang: str, base: str) -> tuple[float, dict[str, float]]:
    """How many times the lines for `TIMES` times a text, of all and of each function with a share of them."""
    tools = load_tools(lang)
    texts = [Article("growth", lang, base * times) for times in (1, TIMES)]
    process_article(texts[1], tools)  # what is remembered between articles is remembered for both
    once, often = (lines_run(lambda text=text: process_article(text, tools)) for text in texts)
    large = {
        f"{code.co_filename.removeprefix(OURS)} {code.co_qualname}": ran / max(1, once[code])
        for code, ran in often.items()
        if ran > SHARE * often.total()
    }
    return often.total() / once.total(), large


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
def test_four_times_an_article_costs_four_times_as_much(lang: str) -> None:
    path = next((ARTICLES / lang).glob("*.txt"))
    whole, functions = grown(lang, path.read_text(encoding="utf-8"))
    assert whole < BOUND
    assert not {name: times for name, times in functions.items() if times > FUNCTION_BOUND}


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
def test_rows_about_one_thing_cost_what_they_are_long(lang: str) -> None:
    """Of a thousand rows about one thing each is held against the last of them, not against all."""
    whole, functions = grown(lang, SHAPE * 70)
    assert whole < BOUND
    assert not {name: times for name, times in functions.items() if times > FUNCTION_BOUND}


def test_a_look_at_every_pair_is_noticed() -> None:
    """The count of this test tells what costs the square: 16 times the lines for 4 times the items."""

    def pairs(items: range) -> int:
        return sum(1 for one in items for other in items if one < other)

    code = pairs.__code__
    pairs.__code__ = code.replace(co_filename=OURS + "/pairs.py", co_consts=_in_ours(code))
    few, many = (lines_run(lambda n=n: pairs(range(n))).total() for n in (20, 20 * TIMES))
    assert many > few * FUNCTION_BOUND


def _in_ours(code: CodeType) -> tuple[object, ...]:
    return tuple(
        const.replace(co_filename=OURS + "/pairs.py") if isinstance(const, CodeType) else const
        for const in code.co_consts
    )
