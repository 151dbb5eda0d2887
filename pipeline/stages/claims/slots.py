"""The candidates taken, as a record: spans, names, and how each was told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from pipeline.datatypes import (
    Annotations,
    Claim,
    ClaimConfidence,
    ClaimMetric,
    ClaimParty,
    ClaimPeriod,
    Cue,
    Entity,
    Figure,
    Issue,
    Time,
    Token,
)
from pipeline.stages.claims.ranking import Candidate
from pipeline.stages.claims.times.anaphoric import RULE

STAGE = "claims"
# What may name a metric no lexicon has, and how far from the figure it is looked for.
_NAMING = frozenset({"NOUN", "VERB", "ADJ"})
_FARTHEST = 40


class Slots:
    """What the records of one article share: its names by thing, its words."""

    def __init__(self, article_id: str, text: str, found: Annotations) -> None:
        self.article_id, self.text, self.tokens = article_id, text, found.tokens
        self.things: dict[str, tuple[str | None, str]] = {}
        for entity in found.entities:
            thing = entity.referent
            if thing and "+" not in thing and (thing not in self.things or entity.surface == thing):
                name = entity.name if entity.code == thing and entity.name else None
                if name or entity.source != "anaphor":
                    self.things[thing] = (entity.code, name or thing)

    def party(self, taken: Candidate) -> ClaimParty | None:
        """A party out of what was taken for it; None when nobody was."""
        things = taken.value if isinstance(taken.value, tuple) else ()
        if not things:
            return None
        known = [self.things.get(str(thing), (None, str(thing))) for thing in things]
        codes = [code for code, _ in known if code]
        entity = taken.payload if isinstance(taken.payload, Entity) else None
        return ClaimParty(
            "+".join(codes) if len(codes) == len(known) else None,
            "+".join(name for _, name in known),
            entity.start if entity else None,
            entity.end if entity else None,
            taken.how,
        )

    def metric(self, figure: Figure, taken: Candidate) -> ClaimMetric:
        """The metric taken; where none was, the nearest noun or verb with code null."""
        cue = taken.payload if isinstance(taken.payload, Cue) else None
        if isinstance(taken.value, str):
            start, end = (cue.start, cue.end) if cue else (None, None)
            return ClaimMetric(taken.value, self.text[start:end] if cue else None, start, end, taken.how)
        token = self._nearest_word(figure)
        if token is None:
            return ClaimMetric(None, None, None, None, "none")
        return ClaimMetric(None, token.surface, token.start, token.end, "nearest")

    def _nearest_word(self, figure: Figure) -> Token | None:
        """The content word nearest to a figure, on its left where two are as near."""
        best: tuple[int, int] | None = None
        found = None
        first = bisect_left(self.tokens, figure.start - _FARTHEST, key=attrgetter("end"))
        last = bisect_right(self.tokens, figure.end + _FARTHEST, key=attrgetter("start"))
        for token in self.tokens[first:last]:
            inside = token.start < figure.end and figure.start < token.end
            if inside or (token.pos or "NOUN") not in _NAMING or not token.surface[0].isalpha():
                continue
            gap = figure.start - token.end if token.end <= figure.start else token.start - figure.end
            if best is None or (gap, token.start) < best:
                best, found = (gap, token.start), token
        return found


def _period(taken: Candidate) -> ClaimPeriod | None:
    time = taken.payload if isinstance(taken.payload, Time) else None
    if time is None:
        return None
    carried = taken.how == "carried"
    how = taken.how
    if not carried and time.anchor:
        how = "relative"
    elif not carried and time.rule == RULE:
        how = "anaphoric"
    return ClaimPeriod(
        str(taken.value),
        time.begin,
        time.finish,
        None if carried else time.start,
        None if carried else time.end,
        how,
    )


def write_claim(
    slots: Slots, figure: Figure, taken: dict[str, Candidate], sure: ClaimConfidence
) -> tuple[Claim, list[Issue]]:
    """The claim of a figure, and a doubt where no metric is known for it."""
    metric = slots.metric(figure, taken["metric"])
    cue, way = taken["modality"].payload, taken["direction"]
    claim = Claim(
        claim_id=figure.figure_id.replace(":figure:", ":claim:", 1),
        figure_id=figure.figure_id,
        metric=metric,
        subject=slots.party(taken["subject"]),
        object=slots.party(taken["object"]),
        source=slots.party(taken["source"]),
        period=_period(taken["period"]),
        modality=str(taken["modality"].value),
        modality_start=cue.start if isinstance(cue, Cue) else None,
        modality_end=cue.end if isinstance(cue, Cue) else None,
        change=str(taken["change"].value),
        direction=way.value if isinstance(way.value, str) else None,
        direction_start=way.payload.start if isinstance(way.payload, Cue) else None,
        direction_end=way.payload.end if isinstance(way.payload, Cue) else None,
        confidence=sure,
    )
    if metric.code is not None:
        return claim, []
    said = f"{metric.surface!r} is in no lexicon" if metric.surface else "no word near it names one"
    issue = Issue(
        f"{slots.article_id}:issue:{figure.start}-{figure.end}:unknown-metric", figure.start, figure.end,
        figure.surface, STAGE, "unknown-metric", f"what this figure is of is not known: {said}",
    )  # fmt: skip
    return claim, [issue]
