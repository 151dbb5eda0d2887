"""Every type that crosses a stage border: frozen, plain, no behaviour.

    Article -> Annotations -> NormalizedRecord -> ArticleResult -> Summary

Offsets are half-open ``[start, end)`` code-point offsets into ``Article.text``
exactly as published: ``text[start:end] == surface`` for every record. Amounts
are ``Decimal`` from end to end; collections are tuples in text order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
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
class Phrase:
    """A bunsetu: a content word and what trails it. ``sentence`` is the index of its sentence.

    ``head``: index in the article's phrases of the one it depends on, null for the
    last of a sentence and whatever else depends on none; ``source`` of the head:
    parse (the trained model's tree) or rule.
    """

    start: int
    end: int
    surface: str
    sentence: int
    head: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``zone`` is the kind of the zone it stands in."""

    start: int
    end: int
    surface: str
    zone: str = "body"


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing. ``code`` and ``name`` come from the code book, else null.

    ``source``: gazetteer (a code-book alias), shape (a rule on its form), model (the
    trained name finder, where the others see nothing) or anaphor (この会社, it).
    ``coref``: what an anaphor points to: the code, or where there is none the name as
    written; of several (両社) joined by ``+``; null for a plain mention, and for an
    anaphor left open. ``antecedents`` are the ids of their nearest mentions before it,
    ``how`` says what decided: topic, subject, introduced, object, recent, set,
    former, latter, own, head, or unresolved.
    """

    entity_id: str
    start: int
    end: int
    surface: str
    label: str
    code: str | None
    name: str | None
    source: str
    coref: str | None = None
    antecedents: tuple[str, ...] = ()
    how: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the article states it, span from numeral through unit.

    ``value`` is null for ranges and vague amounts, which keep ``low``/``high``.
    An open bound is a ``modifier`` (more_than, less_than, at_least, at_most);
    the others are approx, nearly (a bit under) and just_over. ``fraction`` keeps
    what a decimal cannot: ``1/3``. ``how`` is set when the unit was not written
    at the number but carried: shared (a range), carried (a list).
    """

    figure_id: str
    start: int
    end: int
    surface: str
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    modifier: str | None
    unit: str | None
    per: str | None
    rule: str
    fraction: str | None = None
    how: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A temporal expression (TIMEX3). ``type``: DATE, TIME, DURATION or SET.

    ``begin`` and ``finish`` are the inclusive days it covers, null when it is
    unresolved; ``anchor`` is the article's date when that was used to resolve.
    ``modifier``: TIMEX3 ``mod`` in lower case (approx, start, mid, end, before,
    after, on_or_before, on_or_after), for a duration those of a figure.
    """

    time_id: str
    start: int
    end: int
    surface: str
    type: str
    timex: str
    begin: date | None
    finish: date | None
    modifier: str | None
    anchor: date | None
    rule: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A doubt, kept as data: the run goes on, a person reads it later.

    ``code`` is a short stable name (idiom, unresolved-time, no-rate ...).
    """

    issue_id: str
    start: int
    end: int
    surface: str
    stage: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the language knows of one article; from here on only codes."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Normalized:
    """An amount in its common unit: USD, SI base units, percent, or a count.

    ``value`` follows the figure's; ``low``/``high`` are converted too. Money that
    cannot be converted has null amounts and an issue tells why.
    ``rate_basis``: identity, ecb, peg, manual (or null).
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    rate: Decimal | None = None
    rate_date: date | None = None
    rate_source: str | None = None
    rate_basis: str | None = None


@dataclass(frozen=True, slots=True)
class NormalizedFigure:
    """A figure and its amount in the common unit."""

    figure: Figure
    normalized: Normalized


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """Everything found in one article; what exporters and summaries read."""

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    figures: tuple[NormalizedFigure, ...]
    times: tuple[Time, ...]
    issues: tuple[Issue, ...]
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityCount:
    """One named thing and how often it is mentioned.

    ``name`` is the canonical one, ``surface`` as the article writes it most often.
    """

    name: str
    label: str
    code: str | None
    mentions: int
    surface: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary whose every sentence and figure is quoted from the article.

    ``sentences`` are verbatim, in text order; ``key_figures`` likewise.
    """

    article_id: str
    lang: str
    title: str
    published_on: date | None
    sentences: tuple[Sentence, ...]
    key_figures: tuple[NormalizedFigure, ...]
    entities: tuple[EntityCount, ...]
    issues: int
