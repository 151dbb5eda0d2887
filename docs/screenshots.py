"""Pictures of every view of the explorer in the three languages of its interface: docs/images/*.png.

    .venv/bin/python docs/screenshots.py [NAME ...]

Run by ``make screenshots``; a name makes only those that begin with it. The texts are the corpus and
the editions of corpus/gold, of which a run and an explorer are made in a temporary folder. Chromium
and fonts for Japanese and Chinese are needed (Debian: apt-get install chromium fonts-noto-cjk). The
pictures are not the same to the byte on another machine, so nothing compares them.
"""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

IMAGES = HOUSE / "docs/images"
LOCALES = {"ja": "ja-JP", "zh": "zh-CN", "en": "en-US"}
# What an image may take in the repository, and how many colours that leaves it.
MOST_BYTES, COLOURS = 150_000, 96
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--force-device-scale-factor=1")
Guess = Callable[[int, int, int], int]
READY = "body[data-state=ready]"
FIRST_DAY = date(2026, 1, 5)


# --- what is shown: articles of the corpus, and editions of the gold
def make_explorer(folder: Path) -> Path:
    """The index.html of an explorer of the corpus and all editions of the gold."""
    shutil.copytree(HOUSE / "corpus/articles", folder / "in")
    for number, group in enumerate(sorted((HOUSE / "corpus/gold/editions").iterdir())):
        day = FIRST_DAY + timedelta(days=9 * number)
        for lang in LOCALES:
            (folder / "in" / lang / f"{group.name}.txt").write_bytes((group / f"{lang}.txt").read_bytes())
            sidecar = f"published_on: {day}\nedition_of: {group.name}\n"
            (folder / "in" / lang / f"{group.name}.yaml").write_text(sidecar, encoding="utf-8")
    for command in (["run", str(folder / "in"), "--out"], ["inspect", "--out"]):
        full = [sys.executable, "-m", "pipeline", *command, str(folder / "out")]
        subprocess.run(full, cwd=HOUSE, check=True)  # noqa: S603 - our own command
    return folder / "out/inspector/index.html"


# --- what is done before a picture is taken
def wait(page: Any) -> None:
    """Until the page has drawn what it was asked for."""
    page.wait_for_selector(READY)
    page.wait_for_timeout(150)


def choose(page: Any, words: str) -> None:
    """Choose the annotation at the first place these words stand at."""
    page.evaluate(
        """words => {
            const at = EXPLORER.open.text.indexOf(words);
            const piece = [...document.querySelectorAll("#text [data-start]")]
                .findLast(each => Number(each.dataset.start) <= at);
            piece.click();
        }""",
        words,
    )


def select(page: Any, words: str) -> None:
    """Select words of the text with the mouse."""
    page.evaluate(
        """words => {
            const all = [...document.querySelectorAll("#text [data-start]")];
            const place = unit => {
                const piece = all.findLast(each => Number(each.dataset.start) <= unit);
                return [piece.firstChild, unit - Number(piece.dataset.start)];
            };
            const start = EXPLORER.open.text.indexOf(words), range = document.createRange();
            range.setStart(...place(start));
            range.setEnd(...place(start + words.length));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            document.getElementById("text").dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
        }""",
        words,
    )
    page.wait_for_selector(".add-form")


def edit(page: Any, words: str) -> None:
    """Accept one figure, and open the form to correct another."""
    page.keyboard.press("j")
    page.keyboard.press("a")
    choose(page, words)
    page.keyboard.press("e")


def annotate(page: Any, names: list[str]) -> None:
    """Add names as a person would who sees no proposals."""
    for name in names:
        select(page, name)
        page.select_option("#add-layer", "entity")
        page.select_option("#edit-label", "ORG")
        page.locator(".add-form [type=submit]").click()


def miss(page: Any, lang: str) -> None:
    """Select what was missed, and say what it is."""
    select(page, MISSED[lang])
    page.select_option("#add-layer", "entity")
    page.select_option("#edit-label", "TECH" if lang == "ja" else "EVENT")


def correct(page: Any, lang: str) -> None:
    """Some corrections, then the list of them."""
    for key in ("j", "a", "j", "j", "a", "j", "r"):
        page.keyboard.press(key)
    choose(page, FIGURE[lang])
    page.keyboard.press("e")
    value, unit = MEANT[lang]
    page.fill("#edit-value", value)
    page.fill("#edit-unit", unit)
    page.locator(".edit [type=submit]").click()
    miss(page, lang)
    page.locator(".add-form [type=submit]").click()
    page.goto(page.url.split("#")[0] + "#/corrections")
    wait(page)


@dataclass(frozen=True)
class Shot:
    """One view: its place by language, and what is done there."""

    name: str
    place: dict[str, str]
    act: Callable[[Any, str], None] = lambda page, lang: None
    langs: tuple[str, ...] = ("ja", "zh", "en")
    options: dict[str, Any] = field(default_factory=dict)


def in_all(place: str) -> dict[str, str]:
    """The same place in every language; LANG in it is the language."""
    return {lang: place.replace("LANG", lang) for lang in LOCALES}


DARK = {"color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 780}}
# @ and a path below the corpus stands for an article's number, @ and a name for that of an edition.
CONTESTED = {
    "ja": "#/article/@ja/000_39dabbda776826a5.txt",
    "zh": "#/article/@zh/kraken.txt",
    "en": "#/article/@en/kraken.txt",
}
FIGURE = {"ja": "700億円", "zh": "430万个", "en": "4.3 million to 5.7 million"}
UNSEEN = {lang: f"#/article/@{lang}/metaplanet.txt?blind=1" for lang in LOCALES}
NAMES = {
    "ja": ["メタプラネット", "Strategy", "リミックスポイント", "ANAPホールディングス", "コンヴァノ"],
    "zh": ["Metaplanet", "Strategy", "Remixpoint", "ANAP Holdings", "Convano"],
    "en": ["Metaplanet", "Strategy", "Remixpoint", "ANAP Holdings", "Convano"],
}
MISSED = {"ja": "スーパーコンピュータ", "zh": "首次公开募股", "en": "IPO"}
MEANT = {"ja": ("7000000000", "USD"), "zh": ("5700000", "account"), "en": ("5700000", "account")}
QUERY = {"ja": "億ドル", "zh": "亿美元", "en": "billion"}
KWIC = {lang: f"#/list?q={query}&show=kwic&sort=right&lang={lang}" for lang, query in QUERY.items()}
TREE = in_all("#/article/@ja/kitanova.txt?words=1&sentence=3")
SHOTS = (
    Shot("list", in_all("#/list")),
    Shot("kwic", KWIC),
    Shot("article", CONTESTED, lambda page, lang: choose(page, FIGURE[lang])),
    Shot("words", TREE),
    Shot("vocabulary", in_all("#/vocabulary?lang=LANG")),
    Shot("composition", in_all("#/vocabulary?lang=ja&table=composition&aspect=goshu")),
    Shot("keyness", in_all("#/vocabulary?lang=LANG&table=keyness&part=article&value=@LANG/kraken.txt")),
    Shot("editions", in_all("#/editions/@kraken")),
    Shot("plots", in_all("#/plots")),
    Shot("edit", CONTESTED, lambda page, lang: edit(page, FIGURE[lang])),
    Shot("add", CONTESTED, miss),
    Shot("corrections", CONTESTED, correct),
    Shot("blind", UNSEEN, lambda page, lang: annotate(page, NAMES[lang])),
    Shot("kwic-dark", KWIC, langs=("ja",), options=DARK),
    Shot("plots-dark", in_all("#/plots"), langs=("en",), options=DARK),
    Shot("article-phone", CONTESTED, lambda page, lang: choose(page, FIGURE[lang]), ("zh",), PHONE),
    Shot("vocabulary-phone", in_all("#/vocabulary?lang=LANG"), langs=("ja",), options=PHONE),
)


# --- pictures
def quantize(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The colours most used, and for each pixel the nearest of them; of an image of rows and pixels."""
    flat = pixels.reshape(-1, 3)
    packed = flat.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    colours, where, counts = np.unique(packed, return_inverse=True, return_counts=True)
    spread = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)
    # A colour that is near one taken already would be no gain: it counts less the nearer it is.
    palette = [int(np.argmax(counts))]
    distance = np.full(len(colours), np.inf)
    while len(palette) < min(COLOURS, len(colours)):
        newest = ((spread - spread[palette[-1]]) ** 2).sum(axis=1)
        distance = np.minimum(distance, newest)
        palette.append(int(np.argmax(distance * np.sqrt(counts))))
    chosen = spread[palette]
    nearest = ((spread[:, None, :] - chosen[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
    return chosen.astype(np.uint8), nearest[where.reshape(-1)].reshape(pixels.shape[:2]).astype(np.uint8)


def read_png(data: bytes) -> np.ndarray:
    """The pixels of a screenshot: rows, pixels, red green blue."""
    position, body = 8, b""
    while position < len(data):
        size = int.from_bytes(data[position : position + 4])
        kind, content = data[position + 4 : position + 8], data[position + 8 : position + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", content[:10])
            if (depth, colour) not in {(8, 2), (8, 6)}:
                raise ValueError(f"a screenshot of depth {depth} and colour type {colour}; want 8 and 2 or 6")
            channels = 3 if colour == 2 else 4
        body += content if kind == b"IDAT" else b""
        position += size + 12
    lines = np.frombuffer(zlib.decompress(body), dtype=np.uint8).reshape(height, 1 + width * channels)
    return unfilter(lines, channels).reshape(height, width, channels)[:, :, :3]


def unfilter(lines: np.ndarray, channels: int) -> np.ndarray:
    """Rows of bytes as they were before PNG's filters (W3C PNG, 9.2)."""
    above = np.zeros(lines.shape[1] - 1, dtype=np.uint8)
    rows = []
    for line in lines:
        row, kind = line[1:].copy(), line[0]
        if kind == 2:
            row += above
        elif kind == 1:
            row = np.cumsum(row.reshape(-1, channels), axis=0, dtype=np.uint8).reshape(-1)
        elif kind:
            add_behind(row, above, channels, paeth if kind == 4 else lambda left, up, _: (left + up) // 2)
        rows.append(row)
        above = row
    return np.stack(rows)


def add_behind(row: np.ndarray, above: np.ndarray, channels: int, guess: Guess) -> None:
    """Undo a filter that looks at the pixel before, above, and before that."""
    values, up = row.tolist(), above.tolist()
    for at, value in enumerate(values):
        left, corner = (values[at - channels], up[at - channels]) if at >= channels else (0, 0)
        values[at] = (value + guess(left, up[at], corner)) & 255
    row[:] = values


def paeth(left: int, up: int, corner: int) -> int:
    """Whichever of three neighbours is nearest to left + up - corner."""
    by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner


def write_png(palette: np.ndarray, pixels: np.ndarray) -> bytes:
    """A PNG file of numbers of colours."""
    height, width = pixels.shape
    lines = np.concatenate([np.zeros((height, 1), dtype=np.uint8), pixels], axis=1)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    file = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    file.seek(0, io.SEEK_END)
    for kind, content in parts:
        file.write(struct.pack(">I", len(content)) + kind + content)
        file.write(struct.pack(">I", zlib.crc32(kind + content)))
    return file.getvalue()


# --- the browser
@contextmanager
def launch() -> Iterator[Any]:
    """Chromium. Raises: SystemExit with what to install."""
    chromium, lister = shutil.which("chromium"), shutil.which("fc-list")
    fonts = lister and subprocess.run([lister, ":lang=ja"], capture_output=True, check=True).stdout  # noqa: S603
    if chromium is None or not fonts:
        raise SystemExit("no chromium, or no font for Japanese: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))


def settle(page: Any, place: str) -> str:
    """An address with the numbers and ids that the explorer gave to what it names."""
    head, mark, name = place.partition("@")
    if not mark:
        return place
    name, question, rest = name.partition("?")
    if head.endswith("value="):
        name = page.evaluate("name => EXPLORER.articles.find(each => each.source === name).id", name)
    elif head.startswith("#/editions"):
        name = page.evaluate("name => EXPLORER.groups.findIndex(each => each.of === name)", name)
    else:
        name = page.evaluate("name => EXPLORER.articles.find(each => each.source === name).number", name)
    return f"{head}{name}{question}{rest}"


def take(browser: Any, index: Path, shot: Shot, lang: str) -> bytes:
    """The picture of a view in a language."""
    options = {"viewport": {"width": 1180, "height": 760}, "locale": LOCALES[lang]} | shot.options
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(index.as_uri())
    wait(page)
    page.evaluate("place => { location.hash = place; }", settle(page, shot.place[lang]))
    wait(page)
    shot.act(page, lang)
    wait(page)
    picture: bytes = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return picture


def main(wanted: list[str]) -> int:
    """Write the pictures; the exit code is 1 when one is too large."""
    too_large = 0
    with tempfile.TemporaryDirectory() as folder, launch() as browser:
        index = make_explorer(Path(folder))
        for shot in SHOTS:
            for lang in shot.langs:
                name = f"{shot.name}-{lang}.png"
                if wanted and not any(name.startswith(each) for each in wanted):
                    continue
                picture = write_png(*quantize(read_png(take(browser, index, shot, lang))))
                (IMAGES / name).write_bytes(picture)
                print(f"{len(picture):8,} {name}", flush=True)
                too_large += len(picture) > MOST_BYTES
        browser.close()
    if too_large:
        print(f"{too_large} pictures are larger than {MOST_BYTES:,} bytes", file=sys.stderr)
    return int(too_large > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
