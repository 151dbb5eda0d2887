"""Frequency and vocabulary tables of a corpus, a language at a time: CSV files made from its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import ConfigError
from pipeline.exporters.linguistics.articles import ArticleRecords
from pipeline.exporters.vocabulary.counting import Tally, Word, count_words
from pipeline.exporters.vocabulary.parts import parse_parts
from pipeline.exporters.vocabulary.tables import (
    CompositionFiles,
    write_frequencies,
    write_frequencies_by_article,
    write_keyness,
)

__all__ = ["READ", "Comparison", "is_vocabulary_file", "parse_parts", "write_vocabulary"]

READ = ("sentences", "tokens")
_OURS = re.compile(r"(?:lemmas|lemmas-by-article|keyness)\.[a-z]{2,3}\.csv|composition(?:-by-article)?\.csv")


def is_vocabulary_file(name: str) -> bool:
    """Whether a name is one that this export writes: ``lemmas.ja.csv``."""
    return _OURS.fullmatch(name) is not None


class Comparison(NamedTuple):
    """What is compared: the articles that are ``in_part`` with the others, or with ``reference``."""

    in_part: Callable[[dict[str, Any]], bool]
    reference: Iterable[ArticleRecords] | None = None


def write_vocabulary(
    articles: Iterable[ArticleRecords], folder: Path, comparison: Comparison | None = None
) -> dict[str, int]:
    """All tables of the articles in a folder; the words counted, by language.

    Raises: ConfigError when one side of the comparison has no words in any language.
    """
    with ExitStack() as stack:
        tallies: dict[str, Tally] = {}
        sides: tuple[dict[str, Counter[Word]], dict[str, Counter[Word]]] = ({}, {})
        composition = stack.enter_context(CompositionFiles(folder))
        for records in articles:
            lang, counts = records.article["lang"], count_words(records)
            if lang not in tallies:
                tallies[lang] = Tally()
                stack.callback(tallies[lang].close)
            tallies[lang].add(records.article_id, counts)
            composition.add(lang, records.article_id, counts)
            if comparison is not None:
                is_in = comparison.in_part(records.article)
                if is_in or comparison.reference is None:
                    sides[0 if is_in else 1].setdefault(lang, Counter()).update(counts)
        for lang in sorted(tallies):
            composition.add(lang, None, tallies[lang].totals)
            write_frequencies(folder / f"lemmas.{lang}.csv", tallies[lang])
            write_frequencies_by_article(folder / f"lemmas-by-article.{lang}.csv", tallies[lang])
        if comparison is not None:
            _compare(folder, *sides, comparison.reference or ())
        return {lang: tallies[lang].words for lang in sorted(tallies)}


def _compare(
    folder: Path,
    part: dict[str, Counter[Word]],
    rest: dict[str, Counter[Word]],
    reference: Iterable[ArticleRecords],
) -> None:
    """Keyness of every language that both sides have words of."""
    for records in reference:
        lang = records.article["lang"]
        if lang in part:
            rest.setdefault(lang, Counter()).update(count_words(records))
    shared = sorted(lang for lang in part.keys() & rest.keys() if part[lang] and rest[lang])
    if not shared:
        sides = ("the part", part), ("what it is compared with", rest)
        held = "; ".join(f"{name}: {', '.join(sorted(counts)) or 'no words'}" for name, counts in sides)
        raise ConfigError(f"nothing to compare: no language has words on both sides ({held})")
    for lang in shared:
        write_keyness(folder / f"keyness.{lang}.csv", part[lang], rest[lang])
