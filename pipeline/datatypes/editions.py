"""The editions of one article, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EditionFigure:
    """A figure of an edition with what tells it from the others, in any language.

    ``low`` and ``high`` are in ``unit``: of measures the SI base unit, else the figure's own;
    ``written``: both in its own unit, of measures; ``per``: for each of what.
    ``dollars``: what one of its currency was worth. ``metrics`` and ``names``: codes of what its
    sentence speaks of, and names written in Latin letters; ``years``: those its sentence tells.
    ``subject``: the code of whom its claim names in the text, null where it is carried or in no code book.
    ``direction``: rise or fall of a change; null of a level, which one falls from and has risen to;
    ``place``: where it stands, from 0 to 1 of the figures;
    ``sentence``: what it stands in, for people to read, and ``at``: the number of that.
    """

    figure_id: str
    start: int
    end: int
    surface: str
    kind: str
    low: Decimal
    high: Decimal
    modifier: str | None
    unit: str | None
    dollars: Decimal | None
    metrics: frozenset[str]
    names: frozenset[str]
    years: frozenset[str]
    place: float
    sentence: str = ""
    at: int = 0
    subject: str | None = None
    written: tuple[Decimal, Decimal] | None = None
    per: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class EditionTime:
    """A day, month, quarter, half, year or length of time that an edition names; the rest as of a figure.

    ``parts``: its TIMEX3 value taken apart, a year that is left open as ``XXXX``: ``("2026", "Q1")``,
    of a length its unit and how many: ``("P", "M", "24")``.
    """

    time_id: str
    start: int
    end: int
    surface: str
    timex: str
    parts: tuple[str, ...]
    modifier: str | None
    place: float
    sentence: str
    at: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its figures in text order, without those that say another again, and its times."""

    article_id: str
    lang: str
    source: str | None
    edition_of: str | None
    title: str
    figures: tuple[EditionFigure, ...]
    times: tuple[EditionTime, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One figure through all editions, or a time that editions tell otherwise.

    ``cells``: in the order of the editions, null where an edition lacks it. ``classes``: how they
    differ (magnitude, currency, unit, per, digits, value, bound, subject, period, precision, converted,
    modifier, unit_omitted, omitted, added, truncated, reordered), empty where they agree;
    ``severity``: severe, minor or none.
    ``slip``: the power of ten by which the outlier is off, and its name where it is a known slip.
    ``majority``: index of an edition that has what most have, null without a majority; ``outliers``:
    indices of those that have something else. ``message`` in English.
    """

    cells: tuple[EditionFigure | EditionTime | None, ...]
    classes: tuple[str, ...]
    severity: str
    slip: str | None
    majority: int | None
    outliers: tuple[int, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The editions of one article and their figures side by side, in the order of the first edition."""

    editions: tuple[Edition, ...]
    rows: tuple[EditionRow, ...]
