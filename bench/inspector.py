"""How quick the explorer is in a browser: load, search, facets, an article; with 50 and 2,000 articles.

    .venv/bin/python bench/inspector.py --articles 50 2000

The articles are those of bench/batch.py, without the trained model. Load is from opening the file
until list and facets are drawn; search until the first lines stand there, until all do with the
facets counted anew, and the same once more with its pieces loaded; each the middle of several. Exit
code 1 when a target is missed: load 1 s with up to 50 articles and 2 s with more, first lines of a
search in 100 ms. Chromium is needed (Debian: apt-get install chromium).
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from batch import ROOT, run, write_articles

sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# Rare and common, each script, one character, a lemma.
QUERIES = (
    ("買収", "text"),
    ("億ドル", "text"),
    ("亿美元", "text"),
    ("revenue", "text"),
    ("円", "text"),
    ("する", "lemma"),
)
TIMES = 5
READY = "body[data-state=ready]"


def timed_load(browser: Browser, index: Path) -> float:
    """Seconds from opening the file until the list is there."""
    page = browser.new_page()
    began = time.perf_counter()
    page.goto(index.as_uri())
    page.wait_for_selector(READY)
    page.wait_for_selector(".articles li")
    seconds = time.perf_counter() - began
    page.close()
    return seconds


def timed_searches(browser: Browser, index: Path) -> list[tuple[str, float, float, float, int]]:
    """A row a query: milliseconds to the first lines, to all, to all once more; and how many."""
    rows = []
    for query, by in QUERIES:
        first, whole, again, lines = [], [], [], 0
        for _ in range(TIMES):
            page = browser.new_page()
            page.goto(f"{index.as_uri()}#/list")
            page.wait_for_selector(READY)
            page.select_option("form.search select", by)
            took = search(page, query)
            first.append(took["first"])
            whole.append(took["whole"])
            lines = int(took["lines"])
            search(page, "zzz")
            again.append(search(page, query)["whole"])
            page.close()
        rows.append((f"{query} ({by})", *map(statistics.median, (first, whole, again)), lines))
    return rows


def search(page: Page, query: str) -> dict[str, float]:
    """What the page says of a search: milliseconds from the key press until it had drawn."""
    # Before the words are there: the page begins by itself a moment after the last key.
    page.evaluate("document.body.dataset.state = 'busy'")
    page.fill("#search", query)
    page.press("#search", "Enter")
    page.wait_for_selector(READY)
    took: dict[str, float] = page.evaluate(
        "({first: EXPLORER.firstTook, whole: EXPLORER.took.whole, lines: EXPLORER.took.lines})"
    )
    return took


def timed_facet(browser: Browser, index: Path) -> float:
    """Milliseconds a choice among the facets takes."""
    page = browser.new_page()
    page.goto(index.as_uri())
    page.wait_for_selector(READY)
    page.click("[data-facet=kind] input >> nth=0")
    page.wait_for_selector(READY)
    took: float = page.evaluate("EXPLORER.took.whole")
    page.close()
    return took


def measure(browser: Browser, count: int, folder: Path) -> bool:
    """Print a block for one size of corpus; whether it met the targets."""
    from pipeline.inspector import write_explorer

    (folder / "in").mkdir()
    characters = write_articles(folder / "in", count, random.Random(7))
    run(folder / "in", folder / "out", "--no-model", "--runner", "processes")
    began = time.perf_counter()
    written = write_explorer(folder / "out", folder / "page")
    print(
        f"{count} articles, {characters:,} characters: {written.files} files, {written.size / 1e6:.1f} MB, "
        f"written in {time.perf_counter() - began:.1f} s"
    )
    index = folder / "page/index.html"
    load = statistics.median(timed_load(browser, index) for _ in range(TIMES))
    print(f"  load {load * 1000:.0f} ms, a facet {timed_facet(browser, index):.0f} ms")
    print(f"  {'search':22}{'first lines ms':>15}{'all ms':>9}{'again ms':>10}{'lines':>8}")
    rows = timed_searches(browser, index)
    for name, first, whole, again, lines in rows:
        print(f"  {name:22}{first:15.0f}{whole:9.0f}{again:10.0f}{lines:8}", flush=True)
    return load < (1 if count <= 50 else 2) and max(first for _, first, *_ in rows) < 100


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
