"""The JSON lines of a run, article by article: what every export to a linguist's tool is made of.

All tables but findings follow the order of ``articles.jsonl``, so that one article at a time is
in memory; of the findings, to which a run adds some at its end, the places in the file are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from pipeline.datatypes import Lexeme
from pipeline.errors import ExportError
from pipeline.exporters.json_text import dump, number_text
from pipeline.exporters.jsonl import parse_numbers, read_numbers

Row = dict[str, Any]
# From a text to what the dictionary says of its words, by their offsets.
Lexicon = Callable[[str], Mapping[tuple[int, int], Lexeme]]
# From a language to its lexicon, None where it has none.
Lexicons = Callable[[str], Lexicon | None]

READ = ("sentences", "tokens", "entities", "figures", "times", "claims")
SCATTERED = "findings"
# Source of a mention that is no name but refers back to one.
ANAPHOR = "anaphor"
_UNKNOWN = "X"
# Where an article speaks for itself; tags, bylines and footers are the same in all, titles repeated.
RUNNING = frozenset({"title", "dek", "body"})


@dataclass(frozen=True, slots=True)
class ArticleRecords:
    """One article with its records as they stand in the files; tables not asked for are empty.

    ``lexemes`` has an entry for each token, in order, where the language has a dictionary; else None.
    Amounts are int or Decimal.
    """

    article: Row
    tables: Mapping[str, Sequence[Row]]
    lexemes: tuple[Lexeme, ...] | None = None

    @property
    def article_id(self) -> str:
        """The id: ``tf:607f658e4e1b``."""
        return str(self.article["article_id"])

    @property
    def stem(self) -> str:
        """The id as the name of a file: ``tf-607f658e4e1b``."""
        return self.article_id.replace(":", "-")

    @property
    def text(self) -> str:
        """The article as published."""
        return str(self.article["text"])

    @property
    def names(self) -> list[Row]:
        """The entities that are names."""
        return [row for row in self.tables["entities"] if row["source"] != ANAPHOR]

    @property
    def references(self) -> list[Row]:
        """The entities that refer back to a name: この会社, it."""
        return [row for row in self.tables["entities"] if row["source"] == ANAPHOR]

    def sentences(self) -> Iterator[tuple[Row, list[int]]]:
        """Each sentence with the numbers of its tokens, in order."""
        tokens = self.tables["tokens"]
        places = {number: list(group) for number, group in groupby(range(len(tokens)), self._sentence_of)}
        for sentence in self.tables["sentences"]:
            yield sentence, places.get(sentence["sentence"], [])

    def _sentence_of(self, place: int) -> int:
        return int(self.tables["tokens"][place]["sentence"])


def read_articles(
    folder: Path, tables: Collection[str] = (*READ, SCATTERED), lexicons: Lexicons = lambda _: None
) -> Iterator[ArticleRecords]:
    """Every article of an output folder, in the order of ``articles.jsonl``, with its records.

    Raises: ExportError when a file is not there, or the records of a table stand in another order.
    """
    try:
        streams = {name: _Stream(folder / f"{name}.jsonl") for name in READ if name in tables}
        scattered = _Places(folder / f"{SCATTERED}.jsonl") if SCATTERED in tables else None
        known: dict[str, Lexicon | None] = {}
        for article in read_numbers(folder / "articles.jsonl"):
            key = article["article_id"]
            rows: dict[str, Sequence[Row]] = dict.fromkeys(READ, ())
            rows |= {name: stream.take(key) for name, stream in streams.items()}
            rows[SCATTERED] = scattered.take(key) if scattered else ()
            lang = article["lang"]
            if "tokens" in streams and lang not in known:
                known[lang] = lexicons(lang)
            lexemes = read_lexemes(article["text"], rows["tokens"], known.get(lang))
            yield ArticleRecords(article, rows, lexemes)
        for stream in streams.values():
            stream.check_end()
    except OSError as error:
        raise ExportError(f"{error.filename}: {error.strerror}; make the outputs anew: run") from error


def read_lexemes(text: str, tokens: Sequence[Row], lexicon: Lexicon | None) -> tuple[Lexeme, ...] | None:
    """What the dictionary says of each token of a text, in order; None for a language without one."""
    if lexicon is None:
        return None
    known = lexicon(text)
    return tuple(_pick(token, known.get((int(token["start"]), int(token["end"])))) for token in tokens)


def _pick(token: Row, known: Lexeme | None) -> Lexeme:
    """What the dictionary says of a token; of one it does not have, or that we tagged, what the record says.

    The latter looks as MeCab writes unknown words: four levels of word class, two of inflection.
    """
    tag = token["tag"] or ""
    if known is not None and known.word_class == tag:
        return known
    kind, _, form = (token["inflection"] or "").partition(";")
    levels = [*tag.split("-"), *["*"] * 4][:4]
    features = ",".join([*levels, kind or "*", form or "*"])
    return Lexeme(None, None, tag, kind or None, form or None, token["origin"], features)


class _Stream:
    """The records of a table that stand article by article."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._groups = groupby(read_numbers(path), key=itemgetter("article_id"))
        self._next = next(self._groups, None)

    def take(self, article_id: str) -> list[Row]:
        """Those of the next article, none if the next records are of another."""
        if self._next is None or self._next[0] != article_id:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows

    def check_end(self) -> None:
        """Raises: ExportError when records are left, whose article had its turn before."""
        if self._next is not None:
            raise ExportError(
                f"{self._path}: records of {self._next[0]} are not where articles.jsonl has it; "
                "make the outputs anew: run"
            )


class _Places:
    """The records of a table in any order: where each article's stand in the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, list[int]] = {}
        at = 0
        with path.open("rb") as lines:
            for line in lines:
                # The article's id is the first column of every table.
                self._places.setdefault(line.split(b'"', 4)[3].decode(), []).append(at)
                at += len(line)

    def take(self, article_id: str) -> list[Row]:
        """Those of one article, in the order of the file."""
        places = self._places.get(article_id)
        if not places:
            return []
        with self._path.open("rb") as stream:
            lines = [(stream.seek(place), stream.readline())[1].decode("utf-8") for place in places]
        return [parse_numbers(line) for line in lines]


def word_class_of(token: Row) -> str:
    """The part of speech of a token in the language's own tag set, else UD's; empty where it has none.

    >>> word_class_of({"tag": None, "pos": "NOUN"}), word_class_of({"tag": None, "pos": "X"})
    ('NOUN', '')
    """
    # X is for words of which nothing is known; as a class of their own they would be counted as one.
    return token["tag"] or (token["pos"] if token["pos"] != _UNKNOWN else None) or ""


def spell(value: Any) -> str | None:
    """A value of a record as a text: an amount with every digit, None as it is.

    >>> spell(13000000000), spell(Decimal("0.50")), spell(None), spell("USD"), spell(["a"])
    ('13000000000', '0.5', None, 'USD', '["a"]')
    """
    if value is None or isinstance(value, str):
        return value
    return number_text(value) if isinstance(value, Decimal) else dump(value)
