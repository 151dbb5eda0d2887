"""Sets of names: what stands joined, the last different ones, how many an anaphor wants."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from pipeline.languages.coreference.referents import Anaphor, Referent
from pipeline.languages.coreference.rules import ReferenceRules

PAIR = 2
_REACH = 4
_SPOKEN_OF = frozenset({"topic", "subject", "says", "introduced", "genitive"})
_BESIDE = frozenset({"oblique", "aside", "source", "agent"})


def choose_set(
    text: str, rules: ReferenceRules, near: Sequence[Referent], anaphor: Anaphor,
    told: Sequence[Referent],
) -> tuple[Referent, ...]:  # fmt: skip
    """What stands for both, the three, the former, the latter; empty where there are not enough.

    Args:
        near: the named candidates before the anaphor, in text order.
        told: the set answered last in the same sentence, empty where there was none.
    """
    picks = anaphor.rule.picks
    near = [r for r in near if near[-1].sentence - r.sentence <= _REACH]
    names = [r for r in near if not r.anaphoric]
    wanted = count_of(anaphor.surface, rules.counts) if picks == "set" else PAIR
    every = names if picks in ("former", "latter") else near
    chosen = last_set(text, rules.joiner, names, told, wanted)
    chosen = chosen or last_different(every, wanted or PAIR, picks in ("former", "latter"))
    if picks == "latter" and every and not chosen:
        return (every[-1],)
    if len(chosen) < PAIR:
        return ()
    if picks == "former":
        return (chosen[0],)
    return (chosen[-1],) if picks == "latter" else tuple(chosen)


def last_set(
    text: str, joiner: re.Pattern[str], near: Sequence[Referent], told: Sequence[Referent], wanted: int | None
) -> list[Referent]:
    """The last names that stand joined, or the set answered last, if no other name came behind."""
    latest = max((r.start for r in near), default=-1)
    if told and len(told) == (wanted or len(told)):
        return list(told)
    groups = [g for g in join_names(text, joiner, near) if wanted is None or len(g) == wanted]
    # Three names in a row are what 3社 means even if another came behind; a pair is not so sure.
    sure = wanted is not None and wanted > PAIR
    return groups[-1] if groups and (sure or groups[-1][-1].start >= latest) else []


def count_of(surface: str, counts: Mapping[int, re.Pattern[str]]) -> int | None:
    """How many a set has by its word (3社, the trio), None where it does not say."""
    return next((count for count, words in counts.items() if words.search(surface)), None)


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


def last_different(near: Sequence[Referent], wanted: int, ordered: bool = False) -> list[Referent]:
    """The last so many different things, in the order they stood; empty if there are fewer.

    Just so many in the last sentence go first; then a pair among what is spoken of there,
    then anything among what is spoken of. ``ordered`` (the former): any two of the last sentence.
    """
    here = near[-1].sentence if near else -1
    last_line = {r.thing for r in near if r.sentence == here}
    ways: tuple[Callable[[Referent], bool], ...] = (
        lambda r: r.sentence == here and (ordered or len(last_line) == wanted),
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
