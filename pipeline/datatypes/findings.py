"""What the language says of an article: names, cues, figures, times, doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pipeline.datatypes.text import Sentence, Token


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing. ``code`` and ``name`` come from the code book, else null.

    ``source``: gazetteer (a code-book alias), shape (a rule on its form), model (the
    trained name finder, where the others see nothing), learned (weights of what stands in and
    around names, where no other sees any) or anaphor (この会社, it).
    ``coref``: what an anaphor points to: the code, or where there is none the name as
    written; of several (両社) joined by ``+``; null for a plain mention, and for an
    anaphor left open. ``antecedents`` are the ids of their nearest mentions before it,
    ``how`` says what decided: topic, subject, introduced, object, recent, set,
    former, latter, own, head, or unresolved.
    ``referent``: what tells the thing in this article: its code, else the longest form
    of its name there, of an anaphor as ``coref``; ``role``: its part in the sentence by
    the words around it (topic, subject, object, genitive, oblique, source, aside ...).
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
    referent: str | None = None
    role: str | None = None


class Cue(NamedTuple):
    """Words that say something of a figure near them, as codes: what claims are made of.

    ``kind`` metric: ``code`` is one of reference/metrics.yaml (a word of several has a cue
    for each, in order); modality and change: those of a claim; link: how figures hang
    together (set, each, likewise, from, to, than, same, passive); clause: the end of a clause; line: a
    line that goes on in the next; audit: how amounts hang together, with the number where the
    words hold one (11 in 11年後).
    """

    start: int
    end: int
    kind: str
    code: str
    value: Decimal | None = None


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
    cues: tuple[Cue, ...] = ()
    # By figure id the metrics that the words around lean to, each with how far it lies behind the
    # first, in thousandths.
    leanings: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    # And how far they lean to no period, a forecast ...: by label what it lies behind the first of its kind.
    tendencies: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
