"""The article as it comes in: its text, zones, words, sentences and phrases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article with one job.

    ``kind``: title, tag, title_repeat, dek, byline, body or footer. Zones do
    not overlap; what lies between two zones is white space.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    """One published text in one language, with what its sidecar says of it.

    ``article_id`` comes from the URL or the path, never from the text;
    ``source`` is the path (relative to the corpus) or the URL it was read from.
    ``published_at`` is the moment of publication where its time of day is known;
    ``published_on`` is then its day.
    """

    article_id: str
    lang: str
    text: str
    zones: tuple[Zone, ...] = ()
    published_on: date | None = None
    url: str | None = None
    edition_of: str | None = None
    source: str | None = None
    published_at: datetime | None = None


class Token(NamedTuple):
    """A short-unit word. ``sentence`` is the index of its sentence.

    ``lemma``, ``tag`` (the language's own tag set), ``pos`` (UD), ``reading``
    (the dictionary's, not the one in context), ``inflection`` and ``origin``
    (goshu: wa, kan, gai ...) are null where the tokenizer has none.
    ``starts_phrase``: the token opens a bunsetu; null where the language has none.
    ``head``: index in the article's tokens of the word it depends on, its own for a
    root; ``dep``: the relation (Universal Dependencies); null without a trained model.
    A named tuple, as an article has thousands and a dataclass costs four times as much.
    """

    start: int
    end: int
    surface: str
    sentence: int
    lemma: str | None = None
    tag: str | None = None
    pos: str | None = None
    reading: str | None = None
    inflection: str | None = None
    origin: str | None = None
    starts_phrase: bool | None = None
    head: int | None = None
    dep: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``zone`` is the kind of the zone it stands in."""

    start: int
    end: int
    surface: str
    zone: str = "body"


class Phrase(NamedTuple):
    """A bunsetu: a content word and what trails it. ``sentence`` is the index of its sentence.

    ``head``: index in the article's phrases of the one it depends on, null for the
    last of a sentence and whatever else depends on none; ``source`` of the head:
    parse (the trained model's tree) or rule. A named tuple, as a token is.
    """

    start: int
    end: int
    surface: str
    sentence: int
    head: int | None
    source: str


class Lexeme(NamedTuple):
    """What the dictionary says of one word, beyond what a Token keeps: 走っ is of 走る, read ハシル.

    ``lemma`` and ``reading`` tell the dictionary's entry, the same for all its spellings
    (やはり and 矢張り); null for a word that is in no dictionary. ``features`` is the line of the
    dictionary as it stands there, fields joined by commas.
    """

    lemma: str | None
    reading: str | None
    word_class: str
    conjugation: str | None
    form: str | None
    origin: str | None
    features: str
