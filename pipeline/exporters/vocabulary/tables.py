"""Counts -> CSV files for spreadsheets: utf-8-sig, CRLF, no cell that runs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from pipeline.exporters.csv_file import guard
from pipeline.exporters.vocabulary.counting import Tally, Word
from pipeline.exporters.vocabulary.measures import Spread, log_likelihood, log_ratio, per_million

_WORD = ("lemma", "reading", "word_class", "goshu")
_ASPECTS = ("word_class", "word_class_detail", "goshu")


def write_frequencies(path: Path, tally: Tally) -> None:
    """Every word of a language, the most frequent first, with how many articles have it and how evenly."""
    head = ("rank", *_WORD, "count", "per_million", "articles", "juilland_d", "gries_dp")
    _write(path, head, frequency_rows(tally))


def frequency_rows(tally: Tally) -> Iterator[tuple[object, ...]]:
    """The rows of ``lemmas.<lang>.csv``: rank, the four of a word, count, per million, articles, D, DP."""
    spreads = {word: Spread() for word in tally.totals}
    size = tally.words
    for article, counts in tally.read_articles():
        for word, count in counts.items():
            spreads[word].add(count, article.words, tally.totals[word], size)
    parts = sum(article.words > 0 for article in tally.articles)
    for rank, (word, count) in enumerate(_by_count(tally.totals), start=1):
        even = spreads[word].juilland_d(parts)
        spread = ("" if even is None else _rounded(even, 4), _rounded(spreads[word].gries_dp(), 4))
        yield (rank, *word, count, _rounded(per_million(count, size), 2), tally.ranges[word], *spread)


def write_frequencies_by_article(path: Path, tally: Tally) -> None:
    """Every word of every article, the most frequent of each first."""
    rows = (
        (article.article_id, *word, count, _rounded(per_million(count, article.words), 2))
        for article, counts in tally.read_articles()
        for word, count in _by_count(counts)
    )
    _write(path, ("article_id", *_WORD, "count", "per_million"), rows)


class CompositionFiles:
    """What share of the words each word class and goshu has, of each article and of all of a language."""

    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        head = ("lang", "aspect", "value", "words", "share", "types")
        self._whole = self._open(folder / "composition.csv", head)
        self._by_article = self._open(folder / "composition-by-article.csv", ("article_id", *head))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _open(self, path: Path, head: tuple[str, ...]) -> Any:
        stream = self._stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(head)
        return writer

    def add(self, lang: str, article_id: str | None, counts: Mapping[Word, int]) -> None:
        """Write the lines of an article, or of all of a language."""
        writer = self._whole if article_id is None else self._by_article
        before = () if article_id is None else (article_id,)
        for row in _composition_rows(lang, counts):
            writer.writerow([_cell(cell) for cell in (*before, *row)])


def _composition_rows(lang: str, counts: Mapping[Word, int]) -> Iterator[tuple[object, ...]]:
    """A line for all words, then one a value of each aspect; what has no value counts as empty."""
    size = sum(counts.values())
    if not size:
        return
    yield lang, "all", "", size, "1.0000", len(counts)
    for aspect in _ASPECTS:
        words: Counter[str] = Counter()
        types: Counter[str] = Counter()
        for word, count in counts.items():
            value = _value_of(word, aspect)
            words[value] += count
            types[value] += 1
        if set(words) == {""}:
            continue  # a language without it
        for value, count in sorted(words.items(), key=lambda item: (-item[1], item[0])):
            yield lang, aspect, value, count, _rounded(count / size, 4), types[value]


def _value_of(word: Word, aspect: str) -> str:
    """The upper level of a word class (名詞), all its levels (名詞-普通名詞-一般), or the goshu."""
    if aspect == "goshu":
        return word.goshu
    return word.word_class if aspect == "word_class_detail" else word.word_class.partition("-")[0]


def write_keyness(path: Path, part: Counter[Word], rest: Counter[Word]) -> None:
    """Every word of a part or of what it is compared with, the most telling first."""
    size, other_size = part.total(), rest.total()
    rows = []
    for word in part.keys() | rest.keys():
        counts = (part[word], size, rest[word], other_size)
        rows.append((-log_likelihood(*counts), word, log_ratio(*counts)))
    rows.sort()
    head = (
        *("rank", *_WORD, "count", "per_million", "reference_count", "reference_per_million"),
        *("g2", "log_ratio"),
    )
    _write(
        path,
        head,
        (
            (
                *(rank, *word, part[word], _rounded(per_million(part[word], size), 2), rest[word]),
                *(_rounded(per_million(rest[word], other_size), 2), _rounded(-g2, 2), _rounded(ratio, 3)),
            )
            for rank, (g2, word, ratio) in enumerate(rows, start=1)
        ),
    )


def _by_count(counts: Mapping[Word, int]) -> list[tuple[Word, int]]:
    """The most frequent first, equally frequent ones by their names."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _write(path: Path, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(head)
        writer.writerows([_cell(cell) for cell in row] for row in rows)


class _Number(str):
    """A number as it is written: no guard before its minus."""

    __slots__ = ()


def _rounded(value: float, digits: int) -> _Number:
    """With so many digits, and no minus before zero."""
    return _Number(f"{round(value, digits) + 0.0:.{digits}f}")


def _cell(value: object) -> str:
    return guard(value) if isinstance(value, str) and not isinstance(value, _Number) else str(value)
