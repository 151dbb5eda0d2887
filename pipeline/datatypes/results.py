"""Amounts in a common unit, and all that is known of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline.datatypes.audit import Finding
from pipeline.datatypes.claims import Claim
from pipeline.datatypes.findings import Entity, Figure, Issue, Time
from pipeline.datatypes.text import Article, Phrase, Sentence, Token


@dataclass(frozen=True, slots=True)
class Held:
    """The time a figure is of, as far as it is over: of a flow its whole, of a stock its last day."""

    begin: date
    finish: date
    flow: bool


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
    """Everything found in one article; what exporters and summaries read.

    ``conversions``: ids of figures that say another again in another unit, each with
    the id of that other: 2,300億円 in 15億ドル(約2,300億円).
    """

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    figures: tuple[NormalizedFigure, ...]
    times: tuple[Time, ...]
    issues: tuple[Issue, ...]
    phrases: tuple[Phrase, ...] = ()
    claims: tuple[Claim, ...] = ()
    conversions: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()


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
class Fact:
    """A claim put into words in several languages, each read back and found to say the same.

    ``texts``: pairs of language and sentence; ``contested``: the finding that says its figure does
    not hold, null where none does.
    """

    claim_id: str
    figure: Figure
    texts: tuple[tuple[str, str], ...]
    contested: Finding | None


class Told(NamedTuple):
    """A finding in the words of one language: its message, and what may have been meant, likeliest first."""

    lang: str
    message: str
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary whose every sentence and figure is quoted from the article, or read back from it.

    ``sentences`` are verbatim, in text order; ``key_figures`` likewise. ``contested``: figures
    that do not hold, each with the finding that says so. ``findings``: all that are doubtful or
    contradicted, each as it is told by language. ``checked``: how many figures took part in a
    check. ``dropped``: facts that did not say the same when read back, and were not written.
    ``languages``: those it is told in. ``quoted``: the figures that stand in ``sentences``.
    ``issues``: how many doubts there are of what was read; ``doubts``: they themselves, in text order.
    """

    article_id: str
    lang: str
    title: str
    published_on: date | None
    sentences: tuple[Sentence, ...]
    key_figures: tuple[NormalizedFigure, ...]
    entities: tuple[EntityCount, ...]
    issues: int
    facts: tuple[Fact, ...] = ()
    contested: tuple[tuple[Figure, Finding], ...] = ()
    findings: tuple[tuple[Finding, tuple[Told, ...]], ...] = ()
    figures: int = 0
    checked: int = 0
    dropped: int = 0
    languages: tuple[str, ...] = ()
    quoted: tuple[Figure, ...] = ()
    doubts: tuple[Issue, ...] = ()
