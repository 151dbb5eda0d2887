"""How a name stands to a figure, as features: near in its own unit, or far in one before."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.datatypes import Entity
from pipeline.stages.claims.layout import CENTRAL, Mention, Place, bucket
from pipeline.stages.claims.state import Case

GAPS = (0, 2, 6, 12, 25, 50)
# So many characters at most between a name and the word for the metric make it that name's (Xの売上高).
_BESIDE = 3


def describe_near(case: Case, mention: Mention) -> Iterator[str]:
    """What speaks for a name in the figure's own unit."""
    entity, metric = mention.entity, case.metric
    place = case.layout.place(case.figure, entity.start, entity.end)
    side, clauses, figures = place.side, min(3, place.clauses), min(2, place.figures)
    others, role = count_between(case, entity), entity.role or "other"
    yield "here"
    yield f"{side}:{role}"
    yield f"{side}:{role}:c{clauses}"
    yield f"{side}:c{clauses}:f{figures}"
    yield f"{side}:g{bucket(place.gap, GAPS)}"
    yield f"{side}:o{min(3, others)}"
    yield f"{side}:{role}:o{min(2, others)}"
    yield f"{side}:f{figures}:o{min(2, others)}"
    yield f"{side}:c{min(1, clauses)}:o{min(2, others)}:f{min(1, figures)}"
    yield f"{side}:{role}:{metric}"
    yield f"anaphor{entity.source == 'anaphor':d}"
    yield f"set{len(mention.things) > 1:d}:{bool(case.links):d}"
    yield f"central{case.layout.central == mention.things[0]:d}"
    yield from _kind(case, entity)
    yield from _order(case, entity, place)
    yield from _tree(case, entity, side, others)
    yield from _to_metric(case, entity)
    yield from _history(case, mention.things)
    glue = case.layout.glue(case.figure, entity.start, entity.end)
    if glue is not None:
        yield f"{side}:glue:{glue}"


def _tree(case: Case, entity: Entity, side: str, others: int) -> Iterator[str]:
    """What the parser's tree says."""
    tree = case.layout.tree.relate(case.figure.end, entity.end)
    if tree is not None:
        yield f"tree:{tree}"
        yield f"tree:{tree}:{entity.role or 'other'}"
        yield f"tree:{tree}:{side}:o{min(1, others)}"


def _to_metric(case: Case, entity: Entity) -> Iterator[str]:
    """How a name stands to the word for the metric."""
    at = case.metric_at
    if at is None:
        return
    aside = case.layout.clauses_between(min(entity.end, at), max(entity.end, at))
    way = f"metric:{'L' if entity.start < at else 'R'}:c{min(2, aside)}"
    yield way
    yield f"{way}:{entity.role or 'other'}"
    if 0 <= at - entity.end <= _BESIDE:
        yield "of-metric"


def _order(case: Case, entity: Entity, place: Place) -> Iterator[str]:
    """What a name's place among the subjects speaks for, and its part in a passive."""
    role, rank = entity.role or "other", _rank(case, entity)
    yield f"rank{rank}:{role}:c{min(2, place.clauses)}"
    yield f"rank{rank}:{place.side}"
    if "passive" in case.links:
        yield f"passive:{place.side}:{role}"
        yield f"passive:{place.side}:{role}:{case.metric}"


def _rank(case: Case, entity: Entity) -> int:
    """How many subjects stand nearer to the figure's left than a name; 3 for one behind the figure."""
    if entity.start >= case.figure.start:
        return 3
    between = (m.entity for m in case.mentions() if entity.start < m.entity.start < case.figure.start)
    return min(2, sum(other.role in CENTRAL for other in between))


def describe_far(case: Case, mention: Mention, back: int) -> Iterator[str]:
    """What speaks for a name in a unit before."""
    entity, mentions = mention.entity, case.mentions(back)
    role = entity.role or "other"
    last, first = entity is mentions[-1].entity, entity is mentions[0].entity
    newer = case.layout.newer(entity.end, case.figure.start, mention.things)
    yield f"back:newer{newer}:{role}"
    yield f"back{back}:newer{newer}"
    yield f"back:newer{newer}:{entity.label}"
    yield f"back{back}"
    yield f"back{back}:{role}"
    yield f"back{back}:{role}:here{bool(case.mentions()):d}"
    yield f"back{back}:ln{case.lines_since(entity.start)}"
    yield f"back{back}:last{last:d}:first{first:d}"
    yield f"back:{role}"
    yield f"back:n{min(3, len(mentions))}:{role}"
    yield f"back:central{case.layout.central == mention.things[0]:d}"
    yield from _kind(case, entity)


def _kind(case: Case, entity: Entity) -> Iterator[str]:
    yield f"label:{entity.label}"
    yield f"label:{entity.label}:{case.metric}"
    yield f"role:{entity.role or 'other'}:{case.metric}"


def count_between(case: Case, entity: Entity) -> int:
    """How many other names stand between a name and the figure."""
    figure = case.figure
    low, high = (entity.end, figure.start) if entity.end <= figure.start else (figure.end, entity.start)
    return sum(low <= m.entity.start < high for m in case.mentions())


def _history(case: Case, things: tuple[str, ...]) -> Iterator[str]:
    """Whether a thing bore the figure before, and of the same metric: then the next is rather another's."""
    before = case.before
    if before is None:
        return
    same, kind = before.subject == things, before.figure.kind == case.figure.kind
    yield f"was{same:d}:metric{before.metric == case.metric:d}:kind{kind:d}"
    if any(d.subject == things and d.metric == case.metric for d in case.state.decided[-4:]):
        yield "told"
