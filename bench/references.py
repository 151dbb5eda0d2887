"""How the cost of coreference grows with an article: mini-texts of the gold, one behind another, 1x to 32x.

    .venv/bin/python bench/references.py

Names are different in each repetition, as in a long article, or the same. Linear is 32. CPU
seconds of coreference alone, the best of some rounds; the report is for the eye.
"""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.growth import TIMES, cost  # noqa: E402
from pipeline.datatypes import Sentence  # noqa: E402
from pipeline.languages import available  # noqa: E402
from pipeline.languages.coreference import Named, load_reference_finder  # noqa: E402
from tests.gold_names import GoldText, load_references  # noqa: E402

TEXTS = 6
_END = re.compile(r"[^\n。.！？!?]+[。.！？!?]?(?:\s+|$)|[^\n]+\n+")
Article = tuple[str, list[Sentence], list[Named]]


def lengthen(texts: tuple[GoldText, ...], times: int, fresh: bool) -> Article:
    """The texts ``times`` times in a row with their gold names; ``fresh``: other things each time."""
    parts, named, at = [], [], 0
    for turn in range(times):
        for text in texts:
            for n in text.names:
                code = f"{n.code or n.surface}-{turn}" if fresh else n.code
                named.append(Named(at + n.start, at + n.end, n.surface, n.label, code, f"n{len(named)}"))
            parts.append(text.text + "\n\n")
            at += len(text.text) + 2
    whole = "".join(parts)
    spans = [(m.start(), len(m[0].rstrip()) + m.start()) for m in _END.finditer(whole)]
    return whole, [Sentence(start, end, whole[start:end]) for start, end in spans], named


def main() -> int:
    """Print a row a language; the exit code is 0."""
    print(f"times the cost of coreference for {TIMES} times the text")
    for code in available():
        finder, texts = load_reference_finder(code), load_references(code, "early")[:TEXTS]
        cells = []
        for fresh in (False, True):
            short, long = lengthen(texts, 1, fresh), lengthen(texts, TIMES, fresh)
            finder.read(*short)
            cells.append(cost(partial(finder.read, *long)) / cost(partial(finder.read, *short)))
        print(f"{code}: the same names {cells[0]:.1f}, other names each time {cells[1]:.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
