"""The words that name a metric: 売上高 is revenue, 稼い net_income.

``<lang>/metrics.yaml``: ``words`` lists them by code, ``traps`` longer words in which one
of them means nothing of the kind (利益相反). The longest word at a place counts; one word may
name several metrics, the first listed first. ``(sell|sold) bonds`` are two words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import TableError
from pipeline.languages.matching.lexicon import expand
from pipeline.languages.patterns import measure, one_of
from pipeline.reference.metrics import load_metrics
from pipeline.tables import read_table, text_list

_LETTER = re.compile(r"[A-Za-z0-9]")
# So many characters of a word leave few lengths to try.
_HEAD = 4


@dataclass(frozen=True, slots=True)
class MetricWords:
    """Words in small letters with their codes (a trap has none).

    ``starts`` finds where one may begin, which no Latin one does inside a word; ``lengths``
    holds by the first four characters of a word, or all it has, how long those are that
    begin with them, the longest first.
    """

    codes: Mapping[str, tuple[str, ...]]
    starts: re.Pattern[str]
    lengths: Mapping[str, tuple[int, ...]]

    def find(self, folded: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Each word with its codes in text order, the longest at a place, none overlapping.

        Args:
            folded: the text in small letters, character for character.
        """
        at, lengths_of, codes = 0, self.lengths.get, self.codes
        for place in self.starts.finditer(folded):
            start = place.start()
            if start < at:
                continue
            lengths = (
                lengths_of(folded[start : start + 4])
                or lengths_of(folded[start : start + 3])
                or lengths_of(folded[start : start + 2])
                or lengths_of(folded[start])
            )
            for length in lengths or ():
                end = start + length
                word = folded[start:end]
                if end <= len(folded) and word in codes and _is_whole(folded, start, end):
                    at = end
                    if codes[word]:
                        yield start, end, codes[word]
                    break


def _is_whole(folded: str, start: int, end: int) -> bool:
    """Whether a Latin word ends where it is cut: no loss in lossless."""
    before = start and _LETTER.match(folded[start - 1]) and _LETTER.match(folded[start])
    after = end < len(folded) and _LETTER.match(folded[end]) and _LETTER.match(folded[end - 1])
    return not before and not after


def read_metric_words(path: Path) -> MetricWords:
    """The words of one language, none without a table.

    Raises: TableError for an unknown code or a letter alone.
    """
    where = f"{path.parent.name}/{path.name}"
    table = read_table(path) if path.exists() else {"words": {}}
    if unknown := sorted(set(table) - {"words", "traps"}):
        raise TableError(f"{where}: unknown keys: {', '.join(unknown)}")
    found: dict[str, list[str]] = defaultdict(list)
    for code, words in table["words"].items():
        if code not in load_metrics():
            raise TableError(f"{where}: no metric {code} in reference/metrics.yaml")
        for word in _spelled(text_list(words, f"{where}: {code}")):
            if len(word) < 2 and word.isascii():
                raise TableError(f"{where}: {code}: {word!r} is too short to tell anything")
            found[word.lower()].append(code)
    for trap in _spelled(text_list(table.get("traps", []), f"{where}: traps")):
        found[trap.lower()] = []
    return MetricWords(
        {word: tuple(dict.fromkeys(codes)) for word, codes in found.items()},
        _compile_starts(found),
        measure(found, _HEAD),
    )


def _spelled(words: Iterable[str]) -> Iterator[str]:
    """All that words with alternatives in brackets stand for; p(doom) has none."""
    for word in words:
        yield from expand(word) if "|" in word else (word,)


def _compile_starts(words: Iterable[str]) -> re.Pattern[str]:
    """Where a word may begin, by its first two characters, or the one it has (亏, 赚)."""
    heads = {word[:2] for word in words}
    singles = {head for head in heads if len(head) == 1}
    heads -= singles
    latin = {head for head in heads if _LETTER.match(head)}
    ways = [
        f"{border}{one_of({head[0] for head in kind})}(?={one_of({head[1:] for head in kind})})"
        for border, kind in (("(?<![A-Za-z0-9])", latin), ("", heads - latin))
        if kind
    ]
    return re.compile("|".join([*ways, one_of(singles)]))
