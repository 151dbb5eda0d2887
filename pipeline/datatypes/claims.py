"""Who, what, when, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ClaimMetric:
    """What a figure is a figure of. ``code`` null: the word is in no lexicon, ``surface`` is the nearest."""

    code: str | None
    surface: str | None
    start: int | None
    end: int | None
    how: str


@dataclass(frozen=True, slots=True)
class ClaimParty:
    """A named thing in a claim: its code and name (of a set joined by ``+``), and where it stands.

    A party that was carried, or told by what the article is about, has no span of its own.
    """

    code: str | None
    name: str
    start: int | None
    end: int | None
    how: str


@dataclass(frozen=True, slots=True)
class ClaimPeriod:
    """The time in which a claim holds: a TIMEX3 value, the days it covers, and how it was told."""

    timex: str
    begin: date | None
    finish: date | None
    start: int | None
    end: int | None
    how: str


@dataclass(frozen=True, slots=True)
class ClaimConfidence:
    """Of a hundred claims like this, in how many the slot is right, from 1 to 99.

    Like this: the slot's best candidate is as far ahead of the others (stages/claims/ranking.py).
    Of a slot that nothing fills: in how many nothing is right.
    """

    metric: int
    subject: int
    period: int
    modality: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Who, what, when, how sure, for one figure. A slot that nothing fills is null.

    ``modality``: fact, forecast, hypothetical, reported, offer, negated, with the span of
    the word that says so; ``change``: level, delta (by how much it changed), share (a part
    of a whole, or measured against another). ``direction``: rise or fall, of a change and of
    the levels it came from and led to, with the span of the word that says so; null where none does,
    the span null where a sign does (-3%) or the figure before in a list. ``source``: who says it,
    if not the subject.
    """

    claim_id: str
    figure_id: str
    metric: ClaimMetric
    subject: ClaimParty | None
    object: ClaimParty | None
    source: ClaimParty | None
    period: ClaimPeriod | None
    modality: str
    modality_start: int | None
    modality_end: int | None
    change: str
    direction: str | None
    direction_start: int | None
    direction_end: int | None
    confidence: ClaimConfidence
