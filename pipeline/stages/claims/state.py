"""What has been decided so far in an article, for the figures that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.datatypes import Figure, Time

_REMEMBERED = 4
_FARTHEST = 3


@dataclass(frozen=True, slots=True)
class Decided:
    """The slots of a figure before, as values."""

    figure: Figure
    unit: int
    metric: str | None
    subject: tuple[str, ...]
    period: Time | None
    modality: str
    change: str


@dataclass(slots=True)
class State:
    """The figures decided so far, in text order."""

    decided: list[Decided] = field(default_factory=list)

    def recent(self, unit: int) -> Iterator[Decided]:
        """The last few, the nearest first, none from more than three units before."""
        for before in self.decided[: -_REMEMBERED - 1 : -1]:
            if unit - before.unit <= _FARTHEST:
                yield before
