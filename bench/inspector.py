"""How quick the explorer is in a browser: load, search, facets, an article; with 50 and 2,000 articles.

    .venv/bin/python bench/inspector.py --articles 50 2000

The articles are those of bench/batch.py, without the trained model. Load is from opening the file
until list and facets are drawn. A search is the first one of a page just opened, from the key press
until its lines, their number and the facets are painted; then the same once more with its pieces
loaded. Each several times: the quickest, and the middle one. Exit code 1 when the middle misses a
target: load 1 s with up to 50 articles and 2 s with more, a search by text order 100 ms. Chromium is
needed (Debian: apt-get install chromium).
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from batch import ROOT, run, write_articles

sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# Rare and common, each script, one character, white space, a lemma; then by context, which reads all texts.
QUERIES = (
    ("買収", "text", "order"),
    ("億ドル", "text", "order"),
    ("亿美元", "text", "order"),
    ("revenue", "text", "order"),
    ("円", "text", "order"),
    ("billion in", "text", "order"),
    ("する", "lemma", "order"),
    ("億ドル", "text", "right"),
)
TIMES = 7
# The target of a search, in milliseconds.
QUICK = 100
READY = "body[data-state=ready]"


class Timed(NamedTuple):
    """The quickest and the middle one of several measurements."""

    best: float
    median: float


def summed_up(values: Iterable[float]) -> Timed:
    """The two numbers that are told of several."""
    all_of_them = list(values)
    return Timed(min(all_of_them), statistics.median(all_of_them))


def timed_load(browser: Browser, index: Path) -> float:
    """Milliseconds from opening the file until the list is there."""
    page = browser.new_page()
    began = time.perf_counter()
    page.goto(index.as_uri())
    page.wait_for_selector(READY)
    page.wait_for_selector(".articles li")
    milliseconds = (time.perf_counter() - began) * 1000
    page.close()
    return milliseconds


def timed_search(browser: Browser, index: Path, query: str, by: str, sort: str) -> tuple[float, float, int]:
    """Milliseconds of a search in a page just opened, of the same once more; and how many lines."""
    page = browser.new_page()
    page.goto(f"{index.as_uri()}#/list?sort={sort}&by={by}")
    page.wait_for_selector(READY)
    first = search(page, query)
    lines: int = page.evaluate("EXPLORER.found().length")
    search(page, "zzz")
    again = search(page, query)
    page.close()
    return first, again, lines


def search(page: Page, query: str) -> float:
    """Milliseconds from the key press until the page has painted what it found."""
    took: float = page.evaluate(
        """async query => {
            const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            const box = document.getElementById("search");
            box.value = query;
            await painted();
            const began = performance.now();
            document.body.dataset.state = "busy";
            box.form.requestSubmit();
            while (document.body.dataset.state !== "ready") await new Promise(done => {
                new MutationObserver((_, watch) => { watch.disconnect(); done(); })
                    .observe(document.body, {attributeFilter: ["data-state"]});
            });
            await painted();
            return performance.now() - began;
        }""",
        query,
    )
    return took


def timed_facet(browser: Browser, index: Path) -> float:
    """Milliseconds a choice among the facets takes."""
    page = browser.new_page()
    page.goto(index.as_uri())
    page.wait_for_selector(READY)
    page.click("[data-facet=kind] input >> nth=0")
    page.wait_for_selector(READY)
    took: float = page.evaluate("EXPLORER.took")
    page.close()
    return took


def measure(browser: Browser, count: int, folder: Path) -> bool:
    """Print a block for one size of corpus; whether it met the targets."""
    from pipeline.cli.inspection.opening import open_languages
    from pipeline.inspector import write_explorer

    (folder / "in").mkdir()
    characters = write_articles(folder / "in", count, random.Random(7))
    run(folder / "in", folder / "out", "--no-model", "--runner", "processes")
    began = time.process_time()
    written = write_explorer(folder / "out", folder / "page", open_languages(folder / "out"))
    print(
        f"{count} articles, {characters:,} characters: {written.files} files, {written.size / 1e6:.1f} MB, "
        f"written in {time.process_time() - began:.1f} s of CPU"
    )
    index = folder / "page/index.html"
    load = summed_up(timed_load(browser, index) for _ in range(TIMES))
    facet = summed_up(timed_facet(browser, index) for _ in range(TIMES))
    print(f"  load {told(load)} ms, a facet {told(facet)} ms (quickest / middle of {TIMES})")
    print(f"  {'search':28}{'first ms':>14}{'again ms':>14}{'lines':>8}")
    slowest = 0.0
    for query, by, sort in QUERIES:
        runs = [timed_search(browser, index, query, by, sort) for _ in range(TIMES)]
        first, again = (summed_up(run[at] for run in runs) for at in (0, 1))
        print(
            f"  {f'{query} ({by}, by {sort})':28}{told(first):>14}{told(again):>14}{runs[0][2]:8}", flush=True
        )
        if sort == "order":
            slowest = max(slowest, first.median)
    return load.median < (1000 if count <= 50 else 2000) and slowest < QUICK


def told(timed: Timed) -> str:
    """The quickest and the middle one: ``41 / 52``."""
    return f"{timed.best:.0f} / {timed.median:.0f}"


def main() -> int:
    """Print a block a size; the exit code is 1 when a target is missed."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[50, 2000])
    given = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        parser.error("no chromium here; on Debian: apt-get install chromium")
    fine = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for count in given.articles:
            with tempfile.TemporaryDirectory() as folder:
                fine = measure(browser, count, Path(folder)) and fine
        browser.close()
    print("targets met" if fine else "TARGETS MISSED")
    return int(not fine)


if __name__ == "__main__":
    raise SystemExit(main())
