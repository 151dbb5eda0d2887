"""Who speaks in a quotation, and whom people work for: what *we*, *I* and *they* hang on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.datatypes import Sentence
from pipeline.languages.coreference.referents import Referent
from pipeline.languages.coreference.rules import ReferenceRules

# How far before and behind a quotation its speaker may stand, in characters.
_BEFORE, _BEHIND = 40, 90
_SPEAKERS = ("PERSON", "ORG")


def find_quotes(text: str, rules: ReferenceRules) -> list[tuple[int, int]]:
    """The spans of the quotations of a text, marks included."""
    return [match.span() for match in rules.quotes.finditer(text)]


def quote_around(quotes: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The quotation a span lies in, inside its marks; they are in text order."""
    place = bisect_left(quotes, (start, 0)) - 1
    return quotes[place] if place >= 0 and end < quotes[place][1] else None


def find_employers(text: str, referents: Sequence[Referent], rules: ReferenceRules) -> dict[str, str]:
    """For each person of a text the body named beside them: ``X社のY氏``, ``Y, chief executive of X``.

    The first that is said counts.
    """
    named = [r for r in referents if r.thing is not None and not r.anaphoric]
    found: dict[str, str] = {}
    for one, other in pairwise(named):
        kinds = (one.label == "PERSON", other.label == "PERSON")
        if kinds == (False, True) and rules.body_first.fullmatch(text, one.end, other.start):
            found.setdefault(other.thing or "", one.thing or "")
        if kinds == (True, False) and rules.person_first.fullmatch(text, one.end, other.start):
            found.setdefault(one.thing or "", other.thing or "")
    return found


def presume_employer(
    text: str, person: Referent, read: Sequence[Referent], rules: ReferenceRules
) -> str | None:
    """The body an officer speaks for who has none beside them, of the mentions ``read``: ``社長は「我々…」``.

    The subject that stands last before their first mention in its paragraph, else any body there.
    """
    if not rules.officer.match(text, person.end):
        return None
    begin = text.rfind("\n", 0, person.start)
    near = [r for r in read if begin < r.start < person.start and r.label == "ORG" and r.thing]
    subjects = [r for r in near if r.role in ("topic", "subject", "says")]
    chosen = [*near[:1], *subjects[-1:]]
    return chosen[-1].thing if chosen else None


def find_speakers(text: str, quote: tuple[int, int], referents: Sequence[Referent]) -> frozenset[str]:
    """Who says a quotation: the nearest person or body that speaks beside it; empty where nobody does.

    ``referents`` in text order. Those in the line of the quotation alone; who is subject there
    goes first, a person before a body.
    """
    start, end = quote
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    low, high = max(low, start - _BEFORE), min(high if high >= 0 else len(text), end + _BEHIND)
    places = (bisect_left(referents, at, key=lambda each: each.start) for at in (low, high))
    near = [
        r
        for r in referents[slice(*places)]
        if r.label in _SPEAKERS and r.thing and ((low <= r.start and r.end <= start) or end <= r.start < high)
    ]
    ways: tuple[Callable[[Referent], bool], ...] = (
        lambda r: r.label == "PERSON" and r.role in ("says", "topic", "subject", "source"),
        lambda r: r.label == "PERSON",
        lambda r: r.role in ("says", "source"),
    )
    for fits in ways:
        chosen = sorted((r for r in near if fits(r)), key=lambda r: _away(r, quote))
        if chosen:
            return frozenset({chosen[0].thing or ""})
    # he said, and nobody is named beside: the person named last in the paragraph, or in the one before
    floor = text.rfind("\n", 0, max(0, text.rfind("\n", 0, start)))
    for place in range(bisect_left(referents, start, key=lambda each: each.start) - 1, -1, -1):
        referent = referents[place]
        if referent.start <= floor:
            break
        if referent.label == "PERSON" and referent.thing:
            return frozenset({referent.thing})
    return frozenset()


def _away(referent: Referent, quote: tuple[int, int]) -> tuple[int, int]:
    """How far a mention is from a quotation; of equals the one behind it."""
    start, end = quote
    return (start - referent.end, 1) if referent.end <= start else (referent.start - end, 0)


def find_reporters(
    text: str, sentences: Sequence[Sentence], referents: Sequence[Referent], rules: ReferenceRules
) -> frozenset[int]:
    """Where those begin that speak of somebody else: a bank that forecasts what a chipmaker will earn.

    Who announces something (宣布, 発表) speaks of their own affairs.
    """
    found = set()
    for referent, behind in pairwise(referents):
        end = sentences[referent.sentence].end
        if referent.role not in ("says", "source") or behind.sentence != referent.sentence:
            continue
        if behind.label in ("ORG", "CRYPTO") and not rules.announces.search(text, referent.end, end):
            found.add(referent.start)
    return frozenset(found)
