"""A full-text index in pieces: which articles hold a pair of characters, where a lemma stands.

The page loads the pieces a query needs and no others. Words would not do as keys: Chinese and
Japanese queries do not end where words do, and an index of three characters does not know 億円.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pipeline.inspector.reading import ArticleRecords

# Full-width forms as half-width ones, half-width kana as full-width ones: each stays one character.
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FNV, _PRIME = 0x811C9DC5, 0x01000193


def fold(text: str) -> str:
    """A text in lower case and half width, as long as before, so that offsets hold.

    >>> fold("ＵＳＤ 130億ドル")
    'usd 130億ドル'
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_WIDTHS)


def piece_of(key: str, pieces: int) -> int:
    """The piece that holds a key: FNV-1a over its code points, which the page computes too.

    >>> piece_of("億円", 64), piece_of("億円", 1)
    (15, 0)
    """
    value = _FNV
    for character in key:
        value = (value ^ ord(character)) * _PRIME & 0xFFFFFFFF
    return value % pieces


class TextIndex:
    """Articles by the characters and pairs of characters in them, lemmas with every place."""

    def __init__(self) -> None:
        self._pairs: dict[str, list[int]] = {}
        self._lemmas: dict[str, list[list[int]]] = {}
        self._articles = 0

    def add(self, records: ArticleRecords) -> None:
        """Take the next article."""
        number, text = self._articles, fold(records.article["text"])
        self._articles += 1
        keys = {one for one in text if not one.isspace()}
        keys |= {a + b for a, b in pairwise(text) if not (a.isspace() or b.isspace())}
        for key in keys:
            self._pairs.setdefault(key, []).append(number)
        places: dict[str, list[int]] = {}
        for row in records.tokens:
            # Chinese and English words have no lemma of their own yet: the word as it stands.
            key = fold(row["lemma"] or row["surface"])
            if any(one.isalnum() for one in key):
                start = int(row["start"])
                places.setdefault(key, []).extend((start, int(row["end"]) - start))
        for key, spans in places.items():
            self._lemmas.setdefault(key, []).append([number, *spans])

    def pieces(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The index of characters and that of lemmas, each in as many pieces as the corpus needs.

        A piece of the first maps a key to article numbers, each but the first told by its distance
        from the one before; one of the second to ``[number, start, length, start, length ...]`` an
        article.
        """
        count = min(64, max(1, self._articles // 20))
        pairs: list[dict[str, Any]] = [{} for _ in range(count)]
        lemmas: list[dict[str, Any]] = [{} for _ in range(count)]
        for key in sorted(self._pairs):
            numbers = self._pairs[key]
            steps = [numbers[0], *(after - before for before, after in pairwise(numbers))]
            pairs[piece_of(key, count)][key] = steps
        for key in sorted(self._lemmas):
            lemmas[piece_of(key, count)][key] = self._lemmas[key]
        return pairs, lemmas
