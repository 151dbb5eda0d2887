"""The vocabulary of a corpus as the page reads it: a table a language, and what each article has of it.

Counts are those of ``export vocabulary``; the page adds up those of any part, and holds parts together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, Self

from pipeline.exporters.linguistics.articles import ArticleRecords as Texts
from pipeline.exporters.linguistics.articles import Lexicon, Lexicons, read_lexemes
from pipeline.exporters.vocabulary.counting import ArticleSize, Tally, Word, running_words
from pipeline.exporters.vocabulary.tables import frequency_rows
from pipeline.inspector.columns import text_column
from pipeline.inspector.indexing import pack
from pipeline.inspector.reading import ArticleRecords, Row


class Vocabulary:
    """The words of a corpus, counted article by article; ``chunks`` in the end."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self._known: dict[str, Lexicon | None] = {}
        self._tallies: dict[str, Tally] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def read(self, records: ArticleRecords) -> Texts:
        """An article with what the dictionary of its language says of its words, if there is one."""
        lang, text = records.article["lang"], records.article["text"]
        if lang not in self._known:
            self._known[lang] = self._lexicons(lang)
        lexemes = read_lexemes(text, records.tokens, self._known[lang])
        return Texts(records.article, {"sentences": records.sentences, "tokens": records.tokens}, lexemes)

    def add(self, number: int, texts: Texts) -> list[tuple[Row, Word]]:
        """Count the words of the next article; each of them with what it is counted as."""
        lang, words = texts.article["lang"], list(running_words(texts))
        counts = Counter(word for _, word in words)
        if counts and lang not in self._tallies:
            self._tallies[lang] = Tally()
            self._stack.callback(self._tallies[lang].close)
        if counts:
            self._tallies[lang].add(str(number), counts)
        return words

    def sizes(self) -> list[dict[str, Any]]:
        """The languages, in the order of their chunks, with their words and different words."""
        return [
            {"lang": lang, "words": self._tallies[lang].words, "types": len(self._tallies[lang].totals)}
            for lang in sorted(self._tallies)
        ]

    def chunks(self) -> Iterator[tuple[str, Any]]:
        """Name and content of two chunks a language: its words, and the counts of its articles."""
        for at, lang in enumerate(sorted(self._tallies)):
            tally = self._tallies[lang]
            rows = list(frequency_rows(tally))
            yield f"vocabulary-{at}", _columns(rows)
            numbers = {Word(*map(str, row[1:5])): place for place, row in enumerate(rows)}
            articles = [_article(article, counts, numbers) for article, counts in tally.read_articles()]
            yield f"counts-{at}", articles


def _columns(rows: list[tuple[object, ...]]) -> dict[str, Any]:
    """The columns of ``lemmas.<lang>.csv`` that cannot be reckoned from others; D and DP stay texts."""
    _, lemmas, readings, classes, goshu, counts, _, articles, even, apart = zip(*rows, strict=True)
    return {
        "lemma": lemmas,
        "reading": readings,
        "class": text_column(map(str, classes)),
        "goshu": text_column(map(str, goshu)),
        "count": counts,
        "articles": articles,
        "d": [str(value) for value in even],
        "dp": [str(value) for value in apart],
    }


def _article(article: ArticleSize, counts: Mapping[Word, int], numbers: Mapping[Word, int]) -> list[Any]:
    """Number, words, and packed: the place of each word in the table, from the one before, and its count."""
    packed, last = [], 0
    for place, count in sorted((numbers[word], count) for word, count in counts.items()):
        packed += [place - last, count]
        last = place
    return [int(article.article_id), article.words, pack(packed).decode("ascii")]
