"""Words counted by article: totals stay in memory, what each article has waits on the disk."""

from __future__ import annotations

import tempfile
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.exporters.linguistics.articles import RUNNING, ArticleRecords, Row, word_class_of


class Word(NamedTuple):
    """What is counted as one: an entry of the dictionary, with its reading, word class and goshu.

    Of a language without a dictionary here it is the word as written, whatever its case and width.
    """

    lemma: str
    reading: str = ""
    word_class: str = ""
    goshu: str = ""


def running_words(records: ArticleRecords) -> Iterator[tuple[Row, Word]]:
    """Each token of an article's title, lead and body with what it is counted as; signs are no words."""
    running = {row["sentence"] for row in records.tables["sentences"] if row["zone"] in RUNNING}
    for place, token in enumerate(records.tables["tokens"]):
        if token["sentence"] not in running or not any(map(str.isalnum, token["surface"])):
            continue
        known = records.lexemes[place] if records.lexemes else None
        lemma = (known and known.lemma) or _fold(token)
        yield token, Word(lemma, (known and known.reading) or "", word_class_of(token), token["origin"] or "")


def count_words(records: ArticleRecords) -> Counter[Word]:
    """The words of an article's title, lead and body, each with how often it is there."""
    return Counter(word for _, word in running_words(records))


def _fold(token: Row) -> str:
    """A word that is in no dictionary, in one width; in one case too, unless its record has a lemma."""
    folded = unicodedata.normalize("NFKC", token["lemma"] or token["surface"])
    return folded if token["lemma"] else folded.casefold()


class ArticleSize(NamedTuple):
    """An article and how many words it has; ``types`` of them are different."""

    article_id: str
    words: int
    types: int


class Tally:
    """The counts of one language: ``add`` article by article, then read."""

    def __init__(self) -> None:
        self.articles: list[ArticleSize] = []
        self.totals: Counter[Word] = Counter()
        self.ranges: Counter[Word] = Counter()
        self._numbers: dict[Word, int] = {}
        self._spill = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`

    def add(self, article_id: str, counts: Counter[Word]) -> None:
        """Take in one article."""
        self.articles.append(ArticleSize(article_id, counts.total(), len(counts)))
        self.totals.update(counts)
        self.ranges.update(counts.keys())
        pairs = array("Q")
        for word, count in counts.items():
            pairs.extend((self._numbers.setdefault(word, len(self._numbers)), count))
        self._spill.write(pairs.tobytes())

    @property
    def words(self) -> int:
        """Words of all articles."""
        return sum(article.words for article in self.articles)

    def read_articles(self) -> Iterator[tuple[ArticleSize, dict[Word, int]]]:
        """Each article with its counts, in the order they came."""
        known = list(self._numbers)
        self._spill.seek(0)
        for article in self.articles:
            pairs = array("Q")
            pairs.frombytes(self._spill.read(2 * pairs.itemsize * article.types))
            yield article, {known[pairs[at]]: pairs[at + 1] for at in range(0, len(pairs), 2)}

    def close(self) -> None:
        """Give back the disk."""
        self._spill.close()
