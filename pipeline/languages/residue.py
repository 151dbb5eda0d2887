"""What is left of another language in a text: ``130 亿美元`` in a Japanese edition.

A translation leaves words of its source behind. They are read by the pack they
belong to, in a window around them, and never in silence: the caller makes an issue.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipeline.languages.pack import Language

# An amount with its sign, range and cue fits in; whole sentences of a quotation do not.
BEFORE, AFTER = 40, 30
_END = re.compile(r"[\n。！？]")


@dataclass(frozen=True, slots=True)
class Leftover:
    """The words of one other language in a text.

    ``hits`` are the spans that show it, in order. ``text`` is the text with everything
    blanked out but the windows around them: no offset moves.
    """

    lang: str
    hits: tuple[tuple[int, int], ...]
    text: str

    def touches(self, start: int, end: int) -> bool:
        """Whether a span holds any of what shows the other language."""
        next_hit = bisect_right(self.hits, start, key=lambda hit: hit[1])
        return next_hit < len(self.hits) and self.hits[next_hit][0] < end


def find_residue(folded: str, language: Language) -> list[Leftover]:
    """The residues of other languages in a text in half width, one for each language met.

    ``利益は130 亿美元だ`` in Japanese gives zh with the hits ``亿`` and ``美元``.
    """
    found = []
    for residue in language.residues:
        hits = tuple(hit.span() for hit in residue.regex.finditer(folded) if hit.start() < hit.end())
        if hits:
            found.append(Leftover(residue.lang, hits, _windows(folded, hits)))
    return found


def _windows(text: str, hits: tuple[tuple[int, int], ...]) -> str:
    pieces, done = [], 0
    for start, end in hits:
        if end <= done:
            continue
        before = max(done, start - BEFORE)
        for stop in _END.finditer(text, before, start):
            before = stop.end()
        stop_after = _END.search(text, end, end + AFTER)
        after = stop_after.start() if stop_after else min(len(text), end + AFTER)
        pieces += ["\n" * (before - done), text[before:after]]
        done = after
    pieces.append("\n" * (len(text) - done))
    return "".join(pieces)
