"""Who, what, when, how sure, for every figure. Read this first.

    figures, names, times, cues -> layout: units, clauses, what lies between
    for each figure in text order, slot by slot: metric, subject, period, modality, change, object, source
        -> candidates with their features (candidates/)
        -> the heaviest by the weights of the language (ranking)
        and by words alone, which way it moved (direction)

The stage sees codes only; what a word means and what a circumstance weighs are tables of the
language. What has been decided for a figure is a circumstance for those behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.datatypes import Annotations, Article, Claim, ClaimConfidence, Cue, Figure, Issue, Time
from pipeline.stages.claims.candidates import (
    change_candidates,
    metric_candidates,
    modality_candidates,
    other_candidates,
    period_candidates,
    subject_candidates,
)
from pipeline.stages.claims.conversions import find_conversions
from pipeline.stages.claims.direction import find_direction
from pipeline.stages.claims.layout import Layout
from pipeline.stages.claims.ranking import Candidate, Scale, make_scales, weigh_up
from pipeline.stages.claims.slots import Slots, write_claim
from pipeline.stages.claims.state import Case, Decided, State
from pipeline.stages.claims.times.holding import times_held

__all__ = [
    "Claims",
    "Layout",
    "Pick",
    "Scale",
    "decide",
    "find_conversions",
    "make_claims",
    "make_scales",
    "times_held",
    "walk",
]

# The slots of which a claim tells how sure they are.
CERTAINTIES = frozenset({"metric", "subject", "period", "modality"})
# Said of what may be to come: a month without a year need not be the last one. Of 67 probabilities of the
# early gold with such a month behind the article's day, 48 are of the month to come.
_AHEAD = frozenset({"forecast", "hypothetical"})
_OF_WHAT_COMES = frozenset({"probability"})
# Takes a slot, its figure and the candidates, and gives the one taken.
Pick = Callable[[str, Figure, Sequence[Candidate]], Candidate]


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of an article in text order, the figures that say another again, and the doubts."""

    claims: tuple[Claim, ...]
    conversions: tuple[tuple[str, str], ...]
    issues: tuple[Issue, ...]


def make_claims(article: Article, found: Annotations, scales: Mapping[str, Scale]) -> Claims:
    """A claim for each figure that does not only say another again.

    ``Tetherは2024年に130億ドルを稼いだ`` gives net_income of tether in 2024, a fact.
    """
    layout = Layout(article.text, found, article.published_on, article.zones)
    sure: dict[str, dict[str, int]] = defaultdict(dict)

    def pick(slot: str, figure: Figure, candidates: Sequence[Candidate]) -> Candidate:
        taken, share = weigh_up(candidates, scales[slot])
        if slot in CERTAINTIES:
            sure[figure.figure_id][slot] = scales[slot].confidence(share)
        return taken

    slots = Slots(article.article_id, article.text, found)
    claims: list[Claim] = []
    issues: list[Issue] = []
    for figure, taken in walk(layout, pick):
        claim, doubts = write_claim(slots, figure, taken, ClaimConfidence(**sure[figure.figure_id]))
        claims.append(claim)
        issues += doubts
    again = find_conversions(layout)
    ids = [figure.figure_id for figure in found.figures]
    return Claims(tuple(claims), tuple((ids[a], ids[b]) for a, b in again.items()), tuple(issues))


def walk(layout: Layout, pick: Pick) -> list[tuple[Figure, dict[str, Candidate]]]:
    """What is taken for each slot of each figure, in text order."""
    again = find_conversions(layout)
    state = State()
    found = []
    for number, figure in enumerate(layout.figures):
        if number not in again:
            found.append((figure, decide(figure, layout, state, pick)))
    return found


def decide(figure: Figure, layout: Layout, state: State, pick: Pick) -> dict[str, Candidate]:
    """The slots of one figure, which ``state`` then remembers."""
    case = Case(figure, layout.unit_at(figure.start), layout, state)
    taken: dict[str, Candidate] = {}

    def take(slot: str, candidates: Sequence[Candidate]) -> Candidate:
        taken[slot] = pick(slot, figure, candidates)
        return taken[slot]

    metrics = metric_candidates(case)
    chosen = take("metric", metrics)
    case.metric = chosen.value if isinstance(chosen.value, str) else None
    if isinstance(chosen.payload, Cue):
        case.metric_at = chosen.payload.start
        case.metric_word = layout.text[chosen.payload.start : chosen.payload.end].lower()
    bearer = take("subject", subject_candidates(case))
    who = bearer.value
    subject: tuple[str, ...] = who if isinstance(who, tuple) else ()
    case.subject = subject
    when = take("period", period_candidates(case)).payload
    period = when if isinstance(when, Time) else None
    modality = str(take("modality", modality_candidates(case, period)).value)
    ahead = modality in _AHEAD or case.metric in _OF_WHAT_COMES
    if ahead and period is not None and (left := layout.reopened(period)) is not period:
        period = left
        taken["period"] = taken["period"]._replace(value=left.timex, payload=left)
    change = str(take("change", change_candidates(case)).value)
    way, word = find_direction(case, change)
    taken["direction"] = Candidate(way, (), "cue", word)
    others = other_candidates(case, subject)
    for slot in ("object", "source"):
        take(slot, others)
    taken["metric"] = _with_word(case, chosen, metrics)
    kept = _kept(bearer, state)
    state.add(Decided(figure, case.unit, case.metric, subject, period, modality, change, way, kept))
    return taken


def _with_word(case: Case, chosen: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """What was taken for the metric, with the word for it that has no other figure between, if there is one.

    That the words around lean to a valuation is no reason to say that no word names it: "at a
    valuation of $300 million". Only the record is told so; what weighed is unchanged.
    """
    if chosen.value is None or isinstance(chosen.payload, Cue):
        return chosen
    named = [
        (place.clauses, place.gap, number)
        for number, candidate in enumerate(candidates)
        if candidate.value == chosen.value and isinstance(cue := candidate.payload, Cue)
        if cue.end <= case.figure.start or cue.start >= case.figure.end
        if not (place := case.place(cue.start, cue.end)).figures and not place.clauses
    ]
    return candidates[min(named)[2]] if named else chosen


def _kept(bearer: Candidate, state: State) -> int:
    """How many figures in a row a subject has been carried on for."""
    if bearer.how not in ("carried", "prior") or not bearer.value:
        return 0
    before = state.last_of.get(bearer.value) if isinstance(bearer.value, tuple) else None
    return 1 if before is None else min(3, before.kept + 1)
