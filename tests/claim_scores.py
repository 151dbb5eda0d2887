"""How claims are compared with the gold of ``gold_claims.py``, and two baselines for the subject.

For each claim of the gold whose figure was found: is the metric right, the subject, the
period, all three, the modality, the change, the object, the source? A claim whose figure
was not found, or was taken for a conversion, is wrong in all of them. The baselines give
every figure the organisation named most often, and the one nearest to its left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.datatypes import Article, ArticleResult, Claim, Entity, Figure
from pipeline.stages import load_tools, process_article
from pipeline.stages.claims.times.moments import last_day
from tests.gold_claims import MODALITIES, GoldClaim, GoldPassage

Add = Callable[[str, str, int, int, int], None]
SLOTS = ("metric", "subject", "period", "modality", "change", "object", "source")
BASELINES = ("most-frequent", "nearest-left")
# What a reader asks of the confidence of metric, subject and period to take a claim as it is, in percent.
SURE = 60
_ORGANISATIONS = ("ORG", "CRYPTO")
# Two ways to say how far a price went: both are right (GUIDELINES-claims.md).
_MOVES = {("price", "delta"), ("return", "delta"), ("return", "level")}


@dataclass(frozen=True, slots=True)
class Names:
    """What the surfaces of the gold are in a result: things by surface."""

    result: ArticleResult

    def things(self, surfaces: tuple[str, ...]) -> frozenset[str] | None:
        """The things that surfaces name, None if one is not among the names found."""
        found = [self._thing(surface) for surface in surfaces]
        return None if None in found else frozenset(thing for thing in found if thing)

    def _thing(self, surface: str) -> str | None:
        for entity in self.result.entities:
            if entity.surface == surface and entity.referent and entity.source != "anaphor":
                return entity.referent
        for entity in self.result.entities:
            if entity.referent and entity.source != "anaphor" and surface in (entity.name, entity.referent):
                return entity.referent
        return None


def read_passage(passage: GoldPassage, model: bool = True) -> ArticleResult:
    """What the pipeline finds in a passage."""
    article = Article(passage.text_id, passage.lang, passage.text, published_on=passage.date)
    return process_article(article, load_tools(passage.lang, model))


def pair_figures(passage: GoldPassage, figures: list[Figure]) -> dict[int, Figure]:
    """The figure of each claim of the gold by the claim's number: the one that fits its span best."""
    pairs: dict[int, Figure] = {}
    for number, claim in enumerate(passage.claims):
        near = [f for f in figures if f.start < claim.end and claim.start < f.end]
        if near:
            pairs[number] = min(near, key=lambda f: abs(f.start - claim.start) + abs(f.end - claim.end))
    return pairs


def same_metric(gold: GoldClaim, code: str | None, change: str, kind: str) -> bool:
    """Whether a metric is right; a move of a price in percent may be price or return."""
    if gold.metric == code:
        return True
    return kind == "percent" and {(gold.metric, gold.change), (code, change)} <= _MOVES


def same_period(gold: GoldClaim, timex: str | None) -> bool:
    """Whether a period is right; where either leaves the year open, the rest must agree.

    Of the end of a stretch (3月末) its last day is right, and the stretch; of an hour its day.
    """
    if gold.period is None or timex is None:
        return gold.period == timex
    if "T" not in gold.period and not timex.startswith("P"):
        timex = timex.partition("T")[0]
    return (
        gold.period == timex
        or last_day(gold.period) == timex
        or _fits(gold.period, timex)
        or _fits(timex, gold.period)
        or _is_weekday(timex, gold.period)
    )


def _is_weekday(pattern: str, day: str) -> bool:
    """Whether a day is the weekday a pattern leaves the week of: XXXX-WXX-2 is any Tuesday."""
    try:
        return pattern == f"XXXX-WXX-{date.fromisoformat(day).isoweekday()}"
    except ValueError:
        return False


def _fits(pattern: str, timex: str) -> bool:
    return len(pattern) == len(timex) and all(p in ("X", t) for p, t in zip(pattern, timex, strict=True))


def things_of(party: Any, result: ArticleResult) -> frozenset[str]:
    """The things of a party of a claim."""
    if party is None:
        return frozenset()
    if party.code:
        return frozenset(party.code.split("+"))
    names = {e.name or e.referent: e.referent for e in result.entities if e.referent}
    return frozenset(str(names.get(name, name)) for name in party.name.split("+"))


def score_passage(passage: GoldPassage, add: Add, model: bool = True) -> list[str]:
    """Count one passage's claims; a line for each wrong in metric, subject, period or modality."""
    result = read_passage(passage, model)
    claims = {claim.figure_id: claim for claim in result.claims}
    again = dict(result.conversions)
    figures = [found.figure for found in result.figures]
    pairs = pair_figures(passage, figures)
    wrong: list[str] = []
    for number, gold in enumerate(passage.claims):
        figure = pairs.get(number)
        if gold.conversion_of is not None:
            add("conversions", "value", 1, 1, int(figure is not None and figure.figure_id in again))
            continue
        claim = claims.get(figure.figure_id) if figure else None
        right = compare(gold, claim, figure, result)
        for slot, good in right.items():
            add(slot, "value", 1, 1, int(good))
        if is_sure(claim):
            add("all-three-sure", "value", 1, 1, int(right["all-three"]))
        else:
            add("all-three-sure", "value", 1, 0, 0)
        _count_modality(gold, claim, add)
        if passage.kind == "comparison":
            add("subject-comparison", "value", 1, 1, int(right["subject"]))
        for name, thing in baselines(figure, result):
            good = frozenset([thing]) == Names(result).things(gold.subjects) if thing else not gold.subjects
            add(name, "value", 1, 1, int(good))
            if passage.kind == "comparison":
                add(f"{name}-comparison", "value", 1, 1, int(good))
        if not all(right[slot] for slot in ("metric", "subject", "period", "modality")):
            wrong.append(_say(gold, claim, right))
    return wrong


def compare(
    gold: GoldClaim, claim: Claim | None, figure: Figure | None, result: ArticleResult
) -> dict[str, bool]:
    """Which slots of a claim are right, and ``all-three``: metric, subject and period together."""
    if claim is None or figure is None:
        return dict.fromkeys((*SLOTS, "all-three"), False)
    names = Names(result)
    wanted = {
        "subject": gold.subjects,
        "object": (gold.object,) if gold.object else (),
        "source": (gold.source,) if gold.source else (),
    }
    right = {
        "metric": same_metric(gold, claim.metric.code, claim.change, figure.kind),
        "period": same_period(gold, claim.period.timex if claim.period else None),
        "modality": gold.modality == claim.modality,
        "change": gold.change == claim.change
        or (gold.metric in ("price", "return") and figure.kind == "percent"),
    }
    for slot, surfaces in wanted.items():
        right[slot] = names.things(surfaces) == things_of(getattr(claim, slot), result)
    right["all-three"] = right["metric"] and right["subject"] and right["period"]
    return {slot: right[slot] for slot in (*SLOTS, "all-three")}


def is_sure(claim: Claim | None) -> bool:
    """Whether a claim is told with confidence in metric, subject and period."""
    if claim is None:
        return False
    sure = claim.confidence
    return min(sure.metric, sure.subject, sure.period) >= SURE


def _count_modality(gold: GoldClaim, claim: Claim | None, add: Add) -> None:
    """For the macro F1 of modality: each class by itself."""
    given = claim.modality if claim else "none"
    for modality in MODALITIES:
        wanted, found = gold.modality == modality, given == modality
        if wanted or found:
            add(f"modality-{modality}", "value", int(wanted), int(found), int(wanted and found))


def baselines(figure: Figure | None, result: ArticleResult) -> Iterator[tuple[str, str | None]]:
    """The organisation named most often (the first of equals), and the one nearest to a figure's left."""
    plain = [e for e in result.entities if e.label in _ORGANISATIONS and e.source != "anaphor" and e.referent]
    counts = Counter(str(e.referent) for e in plain)
    yield BASELINES[0], counts.most_common(1)[0][0] if counts else None
    left: list[Entity] = [e for e in plain if figure is not None and e.end <= figure.start]
    yield BASELINES[1], left[-1].referent if left else None


def _say(gold: GoldClaim, claim: Claim | None, right: dict[str, bool]) -> str:
    bad = ", ".join(slot for slot, good in right.items() if not good)
    want = f"{gold.metric} {'+'.join(gold.subjects)} {gold.period} {gold.modality} {gold.change}"
    if claim is None:
        return f"    {gold.surface!r}: want {want}, given nothing"
    subject = claim.subject.name if claim.subject else None
    period = claim.period.timex if claim.period else None
    given = f"{claim.metric.code} {subject} {period} {claim.modality} {claim.change}"
    return f"    {gold.surface!r}: want {want} | given {given} | wrong: {bad}"
