"""What the figures of an article say of one another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Repair:
    """What a figure may have been meant to be; ranked by its finding, never applied."""

    value: Decimal
    unit: str | None
    surface: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """The amounts between which something lies; null where a side is open."""

    low: Decimal | None
    high: Decimal | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one relation between figures.

    ``verdict``: holds, doubtful, contradicted or not_checkable (a word asks for a relation
    whose other figures are not told). ``figure_ids``: the figure that is judged first, then
    those it was judged by, in the order of ``expression``; ``start`` and ``end`` are the
    first's. ``computed``: what the others allow it to be, null where nothing was computed.
    ``message`` is in the article's language, ``message_en`` in English. ``article_ids``: of
    the figures of others than the first, where they stand in other articles.
    """

    finding_id: str
    check: str
    verdict: str
    figure_ids: tuple[str, ...]
    start: int
    end: int
    surface: str
    expression: str | None
    computed: Bounds | None
    message: str
    message_en: str
    repairs: tuple[Repair, ...] = ()
    article_ids: tuple[str, ...] = ()
