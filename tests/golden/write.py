"""Writes the golden records of every corpus article anew; read the diff before committing it.

.venv/bin/python tests/golden/write.py
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))


def golden_lines(path: Path) -> list[str]:
    """One line a record of an article: offset, surface, what was read; for the eye and for diff."""
    from pipeline import process
    from pipeline.corpus import decode_text

    # without the trained model, whose last bits may differ from one processor to another
    result = process(decode_text(path.read_bytes()), path.parent.name, model=False)
    rows = []
    for e in result.entities:
        words = ["entity", e.label, e.code or e.coref or "-", e.source, e.how]
        rows.append((e.start, " ".join(filter(None, words)), e.surface))
    for found in result.figures:
        f, n = found.figure, found.normalized
        amount = f"{f.value:f}" if f.value is not None else f"{f.low:f}..{f.high:f}"
        converted = (
            "-" if n.value is None and n.low is None else f"{n.low:f}..{n.high:f} {n.unit} {n.rate_basis}"
        )
        words = [
            f.kind,
            amount,
            f.unit,
            f.per and f"/{f.per}",
            f.modifier,
            f.fraction,
            f.rule,
            f"= {converted}",
        ]
        rows.append((f.start, " ".join(["figure", *filter(None, words)]), f.surface))
    for t in result.times:
        words = [t.type, t.timex, f"{t.begin}..{t.finish}", t.modifier, t.rule]
        rows.append((t.start, " ".join(["time", *filter(None, words)]), t.surface))
    rows += [(i.start, f"issue {i.stage} {i.code}: {i.message}", i.surface) for i in result.issues]
    return [f"{start:5} {surface!r} {what}" for start, what, surface in sorted(rows)]


def articles() -> list[Path]:
    """The articles of the corpus that have a golden file, in order."""
    return sorted((ROOT / "corpus/articles").glob("*/*.txt"))


def golden_path(article: Path) -> Path:
    """Where the golden records of an article are."""
    return HERE / f"{article.parent.name}_{article.stem}.txt"


if __name__ == "__main__":
    for article in articles():
        golden_path(article).write_text("\n".join(golden_lines(article)) + "\n", encoding="utf-8")
        print(golden_path(article).relative_to(ROOT))
