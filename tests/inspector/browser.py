"""A real browser for the pages: Debian's Chromium, driven by Playwright, without any network."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
AXE = HOUSE / "tests/vendor/axe.min.js"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def find_chromium() -> str | None:
    """The browser's path; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def launch():
    """A browser; the test is skipped where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip("no chromium here; on Debian: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser, index: Path, place: str = "#/list", **options):
    """A page of its own, drawn; on leaving it must not have asked any host, nor complained."""
    context = browser.new_context(**({"locale": "en-US", "accept_downloads": True} | options))
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []

    def route(route):
        if route.request.url.startswith(("file://", "data:", "blob:")):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    page.route("**/*", route)
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(index.as_uri() + place)
    wait(page)
    yield page
    context.close()
    assert not asked, f"the page asked for {asked}"
    assert not complaints, complaints


def wait(page) -> None:
    """Until the page has drawn what it was asked for."""
    page.wait_for_selector("body[data-state=ready]")


def go(page, place: str) -> None:
    """Another view of the same page."""
    page.evaluate(
        """place => {
            if (location.hash === place) return;
            document.body.dataset.state = "busy";
            location.hash = place;
        }""",
        place,
    )
    wait(page)
