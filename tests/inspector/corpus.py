"""A small corpus with what pages go wrong over: editions, emoji, hostile text; and its outputs."""

from __future__ import annotations

from pathlib import Path

from tests.commands import HOUSE, call_here

HOSTILE = (
    "罠<script>window.hacked=1</script>の記事🚀\n"
    '😀テザーは2024年に約130億ドルを稼いだ。\u202e逆順123\u202c。<img src=x onerror="window.hacked=1">\n'
    + "長"
    * 3000
    + '\n</script><script>window.hacked=1</script>"\'&amp; EXPLORER.take("corpus", "{}")\n'
    "המחיר עלה ל-5 דולר. constructor __proto__ toString\n"
)
FIGURE = "130億ドル"


def write_corpus(folder: Path) -> None:
    """One article in three languages, and one that is hostile."""
    for lang in ("ja", "zh", "en"):
        (folder / lang).mkdir(parents=True)
        text = (HOUSE / f"corpus/gold/editions/kitanova/{lang}.txt").read_text(encoding="utf-8")
        if lang == "zh":
            text = text.replace("12亿日元", "120亿日元", 1)
        (folder / lang / "kitanova.txt").write_text(text, encoding="utf-8")
        (folder / lang / "kitanova.yaml").write_text(
            "published_on: 2026-01-31\nedition_of: kitanova\n", encoding="utf-8"
        )
    (folder / "ja" / "hostile.txt").write_text(HOSTILE, encoding="utf-8")


def make_outputs(folder: Path, *options: str) -> Path:
    """The outputs of a run over that corpus, below the folder."""
    write_corpus(folder / "in")
    done = call_here("run", folder / "in", "--out", folder / "out", *options)
    assert done.exit_code == 0, done.stderr
    return folder / "out"
