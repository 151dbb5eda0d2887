"""Sets of names: what stands joined, the last different ones, how many an anaphor wants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from pipeline.languages.coreference.referents import Referent

PAIR = 2
_SPOKEN_OF = frozenset({"topic", "subject", "says", "introduced", "genitive"})
_BESIDE = frozenset({"oblique", "aside", "source", "agent"})


def count_of(surface: str) -> int | None:
    """How many a set has by its numeral, None where it does not say.

    >>> count_of("3社"), count_of("三家"), count_of("両社")
    (3, 3, None)
    """
    digits = [character for character in surface if character.isnumeric()]
    return int(unicodedata.numeric(digits[0])) if len(digits) == 1 else None


def join_names(text: str, joiner: re.Pattern[str], near: Sequence[Referent]) -> list[list[Referent]]:
    """Runs of names with nothing but a joiner between them: A、B、Cは; each thing once a run."""
    groups: list[list[Referent]] = []
    for referent in near:
        between = text[groups[-1][-1].end : referent.start] if groups else ""
        if groups and joiner.fullmatch(between):
            if all(r.thing != referent.thing for r in groups[-1]):
                groups[-1].append(referent)
        else:
            groups.append([referent])
    return [group for group in groups if len(group) > 1]


def last_different(near: Sequence[Referent], wanted: int) -> list[Referent]:
    """The last so many different things, in the order they stood; empty if there are fewer.

    A pair is looked for in the last sentence first, then anything among what is spoken of.
    """
    here = near[-1].sentence if near else -1
    ways: tuple[Callable[[Referent], bool], ...] = (
        lambda r: r.sentence == here and wanted == PAIR and r.role not in _BESIDE,
        lambda r: r.role in _SPOKEN_OF,
        lambda r: True,
    )
    for fits in ways:
        last: dict[str, Referent] = {}
        for referent in reversed(near):
            if fits(referent):
                last.setdefault(referent.thing or "", referent)
            if len(last) == wanted:
                return sorted(last.values(), key=lambda r: r.start)
    return []
