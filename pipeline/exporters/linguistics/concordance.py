"""KWIC as CSV with the column names of 中納言: each key with what stands before and behind it.

Keys are the names and figures of all articles if nothing is asked for, else the words and names
asked for by lemma, surface or code, or the words of a part of speech. Lemma, reading, word class and
inflection of a key of several words have ``|`` between them.
"""

from __future__ import annotations

import csv
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.exporters.csv_file import guard
from pipeline.exporters.linguistics.articles import ANAPHOR, ArticleRecords, Row, word_class_of
from pipeline.reference.linguistics import load_linguist_words

ANY = "all"
_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Keys:
    """What is looked for.

    ``words``: lemmas, surfaces, codes or names, whatever their width or case; ``classes``: parts of
    speech (``NOUN``) or the upper levels of the language's own (名詞-固有名詞), ``all`` for every word.
    Both together: words of these classes. ``width``: characters of context on each side.
    """

    words: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    width: int = 40


class _Hit(NamedTuple):
    """A key in a text; ``label`` is the class of a name, the kind of a figure."""

    start: int
    end: int
    layer: str
    label: str | None
    code: str | None


def write_concordance(articles: Iterable[ArticleRecords], target: Path, keys: Keys) -> int:
    """Write the keys of all articles in the order of the texts; how many there are."""
    lines = 0
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(load_linguist_words().concordance.values())
        for records in articles:
            tokens = records.tables["tokens"]
            starts, ends = [row["start"] for row in tokens], [row["end"] for row in tokens]
            for hit in sorted(find_keys(records, keys), key=lambda hit: (hit.start, -hit.end, hit.layer)):
                places = range(bisect_right(ends, hit.start), bisect_left(starts, hit.end))
                writer.writerow([guard(cell) for cell in _read_line(records, hit, places, keys.width)])
                lines += 1
    return lines


def find_keys(records: ArticleRecords, keys: Keys) -> Iterator[_Hit]:
    """The keys of one article; a word at the place of a name that is one is not told again."""
    if keys.classes:
        yield from _find_words(records, keys)
        return
    spans = list(_find_spans(records, {_fold(word) for word in keys.words}))
    yield from spans
    if keys.words:
        places = {(hit.start, hit.end) for hit in spans}
        yield from (hit for hit in _find_words(records, keys) if (hit.start, hit.end) not in places)


def _find_spans(records: ArticleRecords, wanted: set[str]) -> Iterator[_Hit]:
    """Names and figures; those called as wanted, all if nothing is."""
    for row in records.tables["entities"]:
        if row["source"] != ANAPHOR and _is_called(wanted, row["surface"], row["code"], row["name"]):
            yield _Hit(row["start"], row["end"], "entity", row["label"], row["code"])
    for row in records.tables["figures"]:
        if _is_called(wanted, row["surface"]):
            yield _Hit(row["start"], row["end"], "figure", row["kind"], row["unit"])


def _find_words(records: ArticleRecords, keys: Keys) -> Iterator[_Hit]:
    wanted = {_fold(word) for word in keys.words}
    for place, token in enumerate(records.tables["tokens"]):
        lexeme = records.lexemes[place] if records.lexemes else None
        if _is_called(wanted, token["surface"], token["lemma"], lexeme and lexeme.lemma) and _is_of(
            token, keys.classes
        ):
            yield _Hit(token["start"], token["end"], "word", token["pos"], None)


def _is_called(wanted: set[str], *names: str | None) -> bool:
    return not wanted or any(_fold(name) in wanted for name in names if name)


def _is_of(token: Row, classes: tuple[str, ...]) -> bool:
    """Whether a word is of one of the classes; of any if none is given.

    >>> _is_of({"pos": "NOUN", "tag": "a-b"}, ("a",)), _is_of({"pos": "NOUN", "tag": "ab"}, ("a",))
    (True, False)
    """
    tag = f"{token['tag'] or ''}-"
    return not classes or any(name in (ANY, token["pos"]) or tag.startswith(f"{name}-") for name in classes)


def _read_line(records: ArticleRecords, hit: _Hit, places: range, width: int) -> Iterator[str]:
    """The cells of a line, in the order of the table of columns."""
    text, article = records.text, records.article
    before = _one_line(text[max(0, hit.start - width) : hit.start])
    yield from (records.article_id, str(hit.start), before, _one_line(text[hit.start : hit.end]))
    yield _one_line(text[hit.end : hit.end + width])
    yield from _read_morph(records, places)
    yield from (before[::-1], str(hit.end), hit.layer, hit.label or "", hit.code or "")
    yield from (article["lang"], article["published_on"] or "", article["title"] or "")


def _read_morph(records: ArticleRecords, places: range) -> Iterator[str]:
    """Lemma, its reading, word class, conjugation, form, origin: the dictionary's, else the record's."""
    tokens = [records.tables["tokens"][place] for place in places]
    if records.lexemes is None:
        columns = [
            [row["lemma"] for row in tokens],
            [],
            list(map(word_class_of, tokens)),
            [],
            [],
            [],
        ]
    else:
        known = [records.lexemes[place] for place in places]
        columns = [
            [one.lemma or row["lemma"] for one, row in zip(known, tokens, strict=True)],
            *([one[field] for one in known] for field in (1, 2, 3, 4, 5)),
        ]
    for values in columns:
        yield _BETWEEN.join(value or "" for value in values) if any(values) else ""


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _one_line(text: str) -> str:
    """A text with a blank for each character of white space: as long as it was."""
    return "".join(" " if char.isspace() else char for char in text)
