"""How a name stands to a figure, as features: near in its own unit, or far in one before."""

from __future__ import annotations

from functools import lru_cache

from pipeline.datatypes import Entity
from pipeline.reference.metrics import load_metrics
from pipeline.stages.claims.layout import Place, bucket, unit_names
from pipeline.stages.claims.named import Mention
from pipeline.stages.claims.ranking import GROUPS_KEPT, WORDED_KEPT, Features
from pipeline.stages.claims.state import Case

GAPS = (0, 2, 6, 12, 25, 50)
# So many characters at most between a name and the word for the metric make it that name's (Xの売上高).
_BESIDE = 3


def describe_near(case: Case, mention: Mention, told: frozenset[tuple[str, ...]]) -> tuple[Features, ...]:
    """What speaks for a name in the figure's own unit.

    Args:
        told: who bore one of the last figures of the same metric.
    """
    entity, role, metric = mention.entity, mention.role, case.metric
    place = case.place(entity.start, entity.end)
    side, others = place.side, count_between(case, entity, place)
    groups: tuple[Features, ...] = (
        _near(
            side, role, min(3, place.clauses), min(2, place.figures), bucket(place.gap, GAPS), min(3, others),
            _rank(case, entity),
        ),
        _bearing(side, role, entity.label, metric, "passive" in case.links),
        _being(
            entity.source == "anaphor", len(mention.things) > 1, bool(case.links), mention.central,
            _history(case, mention.things), mention.things in told,
        ),
    )  # fmt: skip
    groups += (
        _borne_by(
            side, role, entity.label, bearer_of(metric), _to_metric(case, entity), _is_unit(case, entity),
            mention.things in told, case.layout.nearer(case.figure, entity.start, entity.end, case.unit),
        ),
    )  # fmt: skip
    figure, (_, ahead, behind) = case.figure, case.wording
    beside = case.layout.beside(entity.start, entity.end)
    groups += (
        _measured(figure.kind, side, role, min(1, place.clauses), min(1, others), place.gap <= _BESIDE),
        _figured(f"{figure.kind}:{figure.unit}", side, role, ahead, behind),
        words_beside(side, beside),
        _followed(side, beside[1], min(1, others), bearer_of(metric)),
    )
    if (tree := case.layout.tree.relate(figure.end, entity.end)) is not None:
        groups += (_hanging(tree, role, side, min(1, others)),)
    if (glue := case.layout.glue(figure, entity.start, entity.end)) is not None:
        groups += ((f"{side}:glue:{glue}",),)
    return groups


@lru_cache(maxsize=WORDED_KEPT)
def _figured(sign: str, side: str, role: str, ahead: str, behind: str) -> Features:
    """What a figure is and the words beside it, with a name's part."""
    return f"{sign}:{side}:{role}", f"{side}:{role}:word:<{ahead}", f"{side}:{role}:word:>{behind}"


@lru_cache(maxsize=WORDED_KEPT)
def words_beside(side: str, beside: tuple[str, str, str]) -> Features:
    """The word before a span and those behind it, whatever the span is."""
    before, after, then = beside
    return f"{side}:word:<{before}", f"{side}:word:>{after}", f"{side}:word:>{after} {then}"


@lru_cache(maxsize=WORDED_KEPT)
def _followed(side: str, after: str, others: int, bearer: str) -> Features:
    """The word behind a name, with how many other names lie between, and with what is sought."""
    return f"{side}:word:>{after}:o{others}", f"{side}:word:>{after}:{bearer}"


@lru_cache(maxsize=GROUPS_KEPT)
def _borne_by(
    side: str, role: str, label: str, bearer: str, aside: str, unit: int, told: bool, nearer: int
) -> Features:
    """Whether this kind of name bears this kind of metric, and how it stands to the metric's word."""
    return (
        f"bearer:{bearer}:{label}",
        f"bearer:{bearer}:{role}",
        f"bearer:{bearer}:{side}:{role}",
        f"bearer:{bearer}:{label}:{side}:{role}",
        f"bearer:{bearer}:{label}:at:{aside}",
        f"at:{aside}",
        f"at:{aside}:{role}",
        f"unit{unit}",
        f"unit{unit}:{bearer}",
        f"told{told:d}:{role}",
        f"{side}:nearer{nearer}",
        f"{side}:nearer{nearer}:{role}",
        f"{side}:nearer{nearer}:told{told:d}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _measured(kind: str, side: str, role: str, clauses: int, others: int, beside: bool) -> Features:
    """What the kind of the figure says of a name's part: a multiple is not of what is compared with."""
    return (
        f"kind:{kind}:{side}:{role}",
        f"kind:{kind}:{side}:{role}:beside{beside:d}",
        f"kind:{kind}:{side}:c{clauses}:o{others}",
    )


def bearer_of(metric: str | None) -> str:
    """What mostly bears a metric (reference/metrics.yaml)."""
    return load_metrics()[metric].bearer if metric else "unknown"


def worded(kind: str, case: Case) -> Features:
    """The words a figure stands among, as features of a candidate that has no place of its own."""
    return _among(kind, case.wording)


@lru_cache(maxsize=WORDED_KEPT)
def _among(kind: str, wording: tuple[str, str, str]) -> Features:
    first, before, behind = wording
    return f"{kind}:word:first {first}", f"{kind}:word:<{before}", f"{kind}:word:>{behind}"


def words_apart(kind: str, case: Case) -> tuple[Features, Features]:
    """The words before and behind a figure, a group each: a pair of words hardly ever comes again."""
    _, before, behind = case.wording
    return _word(kind, "<", before), _word(kind, ">", behind)


@lru_cache(maxsize=WORDED_KEPT)
def _word(kind: str, side: str, word: str) -> Features:
    return (f"{kind}:word:{side}{word}",)


def _to_metric(case: Case, entity: Entity) -> str:
    """How a name stands to the word for the metric: right before it, or what lies between."""
    at = case.metric_at
    if at is None:
        return "none"
    low, high = min(entity.end, at), max(entity.end, at)
    if 0 <= at - entity.end <= _BESIDE:
        return "of"
    others = case.names_between(low, high if entity.start < at else entity.start)
    return (
        f"{'L' if entity.start < at else 'R'}{min(2, case.layout.clauses_between(low, high))}"
        f":n{min(2, others)}"
    )


def _is_unit(case: Case, entity: Entity) -> int:
    """2 for a name inside the figure (6,370 bitcoins), 1 for that of its unit elsewhere, else 0."""
    figure = case.figure
    if entity.start < figure.end and figure.start < entity.end:
        return 2
    return int(unit_names().get(figure.unit or "") == (entity.name or entity.surface).lower())


@lru_cache(maxsize=GROUPS_KEPT)
def _near(side: str, role: str, clauses: int, figures: int, gap: int, others: int, rank: int) -> Features:
    """What the place of a name speaks for, and its place among the subjects."""
    few = min(2, others)
    return (
        "here",
        f"{side}:{role}",
        f"{side}:{role}:c{clauses}",
        f"{side}:c{clauses}:f{figures}",
        f"{side}:g{gap}",
        f"{side}:o{others}",
        f"{side}:{role}:o{few}",
        f"{side}:f{figures}:o{few}",
        f"{side}:c{min(1, clauses)}:o{few}:f{min(1, figures)}",
        f"rank{rank}:{role}:c{min(2, clauses)}",
        f"rank{rank}:{side}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _bearing(side: str, role: str, label: str, metric: str | None, passive: bool) -> Features:
    """What the kind of a name and its part speak for with this metric, and its part in a passive."""
    bent = (f"passive:{side}:{role}", f"passive:{side}:{role}:{metric}") if passive else ()
    return (f"{side}:{role}:{metric}", *_kind(label, role, metric), *bent)


@lru_cache(maxsize=GROUPS_KEPT)
def _kind(label: str, role: str, metric: str | None) -> Features:
    return (f"label:{label}", f"label:{label}:{metric}", f"role:{role}:{metric}")


@lru_cache(maxsize=GROUPS_KEPT)
def _being(
    anaphor: bool, several: bool, linked: bool, central: bool, was: tuple[bool, bool, bool] | None, told: bool
) -> Features:
    """What a name is, and whether it bore the figure before: then the next is rather another's."""
    before = () if was is None else (f"was{was[0]:d}:metric{was[1]:d}:kind{was[2]:d}",)
    return (
        f"anaphor{anaphor:d}",
        f"set{several:d}:{linked:d}",
        f"central{central:d}",
        *before,
        *(("told",) if told else ()),
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _hanging(tree: str, role: str, side: str, others: int) -> Features:
    """What the parser's tree says."""
    return (f"tree:{tree}", f"tree:{tree}:{role}", f"tree:{tree}:{side}:o{others}")


def _rank(case: Case, entity: Entity) -> int:
    """How many subjects stand nearer to the figure's left than a name; 3 for one behind the figure."""
    if entity.start >= case.figure.start:
        return 3
    return min(2, case.subjects_between(entity.start + 1, case.figure.start))


def describe_far(case: Case, mention: Mention, back: int) -> tuple[Features, ...]:
    """What speaks for a name in a unit before."""
    entity, role, mentions = mention.entity, mention.role, case.mentions(back)
    far = _far(
        back, case.layout.newer(entity.end, case.figure.start, mention.things), role, entity.label,
        bool(case.mentions()), case.lines_since(entity.start),
        (entity is mentions[-1].entity, entity is mentions[0].entity), min(3, len(mentions)), mention.central,
    )  # fmt: skip
    bearer = bearer_of(case.metric)
    words = _far_worded(back, case.layout.beside(entity.start, entity.end))
    return far, _kind(entity.label, role, case.metric), _far_bearer(bearer, entity.label, role), words


@lru_cache(maxsize=GROUPS_KEPT)
def _far(
    back: int, newer: int, role: str, label: str, here: bool, lines: int, ends: tuple[bool, bool], count: int,
    central: bool,
) -> Features:  # fmt: skip
    last, first = ends
    return (
        f"back:newer{newer}:{role}",
        f"back{back}:newer{newer}",
        f"back:newer{newer}:{label}",
        f"back{back}",
        f"back{back}:{role}",
        f"back{back}:{role}:here{here:d}",
        f"back{back}:ln{lines}",
        f"back{back}:last{last:d}:first{first:d}",
        f"back:{role}",
        f"back:n{count}:{role}",
        f"back:central{central:d}",
    )


@lru_cache(maxsize=WORDED_KEPT)
def _far_worded(back: int, beside: tuple[str, str, str]) -> Features:
    before, after, then = beside
    return (
        f"back:word:<{before}",
        f"back:word:>{after}",
        f"back{back}:word:>{after}",
        f"back:word:>{after} {then}",
    )


@lru_cache(maxsize=GROUPS_KEPT)
def _far_bearer(bearer: str, label: str, role: str) -> Features:
    return (f"back:bearer:{bearer}:{label}", f"back:bearer:{bearer}:{label}:{role}")


def count_between(case: Case, entity: Entity, place: Place) -> int:
    """How many other names stand between a name and the figure."""
    if place.side == "L":
        return case.names_between(entity.end, case.figure.start)
    return case.names_between(case.figure.end, entity.start)


def _history(case: Case, things: tuple[str, ...]) -> tuple[bool, bool, bool] | None:
    """Whether a thing bore the figure before, with the same metric and of the same kind."""
    before = case.before
    if before is None:
        return None
    return before.subject == things, before.metric == case.metric, before.figure.kind == case.figure.kind
