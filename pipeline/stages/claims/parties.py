"""Who: the candidates for subject, object and source of a figure, and what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.datatypes import Entity, Figure
from pipeline.stages.claims.layout import CENTRAL, Layout, Mention, Place, bucket
from pipeline.stages.claims.ranking import Candidate
from pipeline.stages.claims.state import State

GAPS = (0, 2, 6, 12, 25, 50)
_BACK = 4
_LISTED = frozenset({"ORG", "CRYPTO", "PRODUCT", "GPE"})
_BEARERS = frozenset({"ORG", "CRYPTO", "PERSON", "PRODUCT", "GPE", "FAC", "EVENT", "LAW", "LOC", "TECH"})


def subject_candidates(
    figure: Figure, unit: int, metric: str | None, metric_at: int | None, layout: Layout, state: State
) -> list[Candidate]:
    """The names around, sets of them, who bore the figures before, what the article is about, and nobody."""
    turn = _told_in_turn(figure, unit, layout)
    if turn is not None:
        return [Candidate(turn, (), "in-turn", None)]
    found: list[Candidate] = []
    before = state.decided[-1] if state.decided else None
    for back in range(_BACK):
        mentions = layout.mentions.get(unit - back, [])
        for mention in mentions:
            if mention.entity.label not in _BEARERS or (back and mention.entity.start > figure.start):
                continue
            features = (
                _near(figure, metric, metric_at, mention, mentions, layout, state)
                if not back
                else _far(figure, metric, mention, back, mentions, layout)
            )
            found.append(
                Candidate(
                    mention.things,
                    tuple(features),
                    _how(mention.entity, back),
                    None if back else mention.entity,
                )
            )
        found += _groups(figure, unit, metric, back, mentions, layout)
    found += _carried(figure, unit, metric, layout, state)
    if layout.counts:
        thing, count = layout.counts.most_common(1)[0]
        share = bucket(10 * count // sum(layout.counts.values()), (1, 3, 5))
        prior = ("prior", f"prior:{share}", f"prior:mentions{bool(layout.mentions.get(unit)):d}")
        found.append(Candidate((thing,), prior, "prior", None))
    named = bool(layout.mentions.get(unit))
    nobody = (
        "none",
        f"none:{metric}",
        f"none:named{named:d}",
        f"none:prev{bool(before and before.subject):d}",
    )
    found.append(Candidate((), nobody, "none", None))
    return found


def _how(entity: Entity, back: int) -> str:
    """How a name came to be a party: by its part in the sentence, through an anaphor, or carried on."""
    if back:
        return "carried"
    if entity.source == "anaphor":
        return "coref"
    return "explicit" if entity.role in (None, "other") else str(entity.role)


def _near(
    figure: Figure, metric: str | None, metric_at: int | None, mention: Mention,
    mentions: Sequence[Mention], layout: Layout, state: State,
) -> Iterator[str]:  # fmt: skip
    """What speaks for a name in the figure's own unit."""
    entity = mention.entity
    place = layout.place(figure, entity.start, entity.end)
    side, clauses, figures = place.side, min(3, place.clauses), min(2, place.figures)
    others = _between(figure, entity.start, entity.end, mentions)
    role = entity.role or "other"
    yield "here"
    yield f"{side}:{role}"
    yield f"{side}:{role}:c{clauses}"
    yield f"{side}:c{clauses}:f{figures}"
    yield f"{side}:g{bucket(place.gap, GAPS)}"
    yield f"{side}:o{min(3, others)}"
    yield f"{side}:{role}:o{min(2, others)}"
    yield f"{side}:f{figures}:o{min(2, others)}"
    yield f"{side}:c{min(1, clauses)}:o{min(2, others)}:f{min(1, figures)}"
    yield from _kind(entity.label, role, metric)
    yield f"{side}:{role}:{metric}"
    yield f"anaphor{entity.source == 'anaphor':d}"
    yield f"set{len(mention.things) > 1:d}:{layout.cues['link'].get(layout.unit_at(figure.start), []) != []:d}"
    yield f"central{mention.things[0] == _central(layout):d}"
    yield from _standing(figure, entity, place, metric, mentions, layout)
    if (tree := layout.tree.relate(figure.end, entity.end)) is not None:
        yield f"tree:{tree}"
        yield f"tree:{tree}:{role}"
        yield f"tree:{tree}:{side}:o{min(1, others)}"
    if metric_at is not None:
        aside = layout.clauses_between(min(entity.end, metric_at), max(entity.end, metric_at))
        way = f"metric:{'L' if entity.start < metric_at else 'R'}:c{min(2, aside)}"
        yield way
        yield f"{way}:{role}"
    glue = layout.glue(figure, entity.start, entity.end)
    if glue is not None:
        yield f"{side}:glue:{glue}"
    if metric_at is not None and 0 <= metric_at - entity.end <= 3:
        yield "of-metric"
    yield from _history(mention.things, metric, figure, state)




def _standing(
    figure: Figure,
    entity: Entity,
    place: Place,
    metric: str | None,
    mentions: Sequence[Mention],
    layout: Layout,
) -> Iterator[str]:
    """What a name's place among the subjects, in a passive, or in a list told in turn speaks for."""
    role = entity.role or "other"
    rank = _rank(figure, entity, mentions)
    yield f"rank{rank}:{role}:c{min(2, place.clauses)}"
    yield f"rank{rank}:{place.side}"
    unit = layout.unit_at(figure.start)
    links = {cue.code for cue in layout.cues["link"].get(unit, ())}
    if "passive" in links:
        yield f"passive:{place.side}:{role}"
        yield f"passive:{place.side}:{role}:{metric}"


def _rank(figure: Figure, entity: Entity, mentions: Sequence[Mention]) -> int:
    """How many subjects stand nearer to the figure's left than a name; 3 for one behind the figure."""
    if entity.start >= figure.start:
        return 3
    nearer = [
        m for m in mentions if entity.start < m.entity.start < figure.start and m.entity.role in CENTRAL
    ]
    return min(2, len(nearer))


def _far(
    figure: Figure,
    metric: str | None,
    mention: Mention,
    back: int,
    mentions: Sequence[Mention],
    layout: Layout,
) -> Iterator[str]:
    """What speaks for a name in a unit before."""
    entity = mention.entity
    role = entity.role or "other"
    last = mention.entity is mentions[-1].entity
    first = mention.entity is mentions[0].entity
    here = bool(layout.mentions.get(layout.unit_at(figure.start)))
    lines = min(2, layout.line_at(figure.start) - layout.line_at(entity.start))
    newer = layout.newer(entity.end, figure.start, mention.things)
    yield f"back:newer{newer}:{role}"
    yield f"back{back}:newer{newer}"
    yield f"back:newer{newer}:{entity.label}"
    yield f"back{back}"
    yield f"back{back}:{role}"
    yield f"back{back}:{role}:here{here:d}"
    yield f"back{back}:ln{lines}"
    yield f"back{back}:last{last:d}:first{first:d}"
    yield f"back:{role}"
    yield f"back:n{min(3, len(mentions))}:{role}"
    yield from _kind(entity.label, role, metric)
    yield f"back:central{mention.things[0] == _central(layout):d}"


def _kind(label: str, role: str, metric: str | None) -> Iterator[str]:
    yield f"label:{label}"
    yield f"label:{label}:{metric}"
    yield f"role:{role}:{metric}"


def _central(layout: Layout) -> str | None:
    return layout.counts.most_common(1)[0][0] if layout.counts else None


def _between(figure: Figure, start: int, end: int, mentions: Sequence[Mention]) -> int:
    """How many other names stand between a name and the figure."""
    low, high = (end, figure.start) if end <= figure.start else (figure.end, start)
    return sum(low <= m.entity.start < high for m in mentions)


def _history(things: tuple[str, ...], metric: str | None, figure: Figure, state: State) -> Iterator[str]:
    """Whether a thing bore the figure before, and of the same metric: then the next is rather another's."""
    if not state.decided:
        return
    before = state.decided[-1]
    same = before.subject == things
    yield f"was{same:d}:metric{before.metric == metric:d}:kind{before.figure.kind == figure.kind:d}"
    if any(d.subject == things and d.metric == metric for d in state.decided[-4:]):
        yield "told"


def _groups(
    figure: Figure, unit: int, metric: str | None, back: int, mentions: Sequence[Mention], layout: Layout
) -> Iterator[Candidate]:
    """All bearers of a unit together, where a word for a set stands in the figure's unit."""
    links = [cue.code for cue in layout.cues["link"].get(unit, ())]
    if "set" not in links or back > 2:
        return
    things = tuple(
        dict.fromkeys(
            m.things[0] for m in mentions if m.entity.label in ("ORG", "CRYPTO") and len(m.things) == 1
        )
    )
    if 2 <= len(things) <= 4:
        near = min(
            layout.place(figure, c.start, c.end).gap for c in layout.cues["link"][unit] if c.code == "set"
        )
        features = (
            "group",
            f"group:{len(things)}",
            f"group:b{back}",
            f"group:g{bucket(near, GAPS)}",
            f"group:{metric}",
        )
        yield Candidate(things, features, "set", None)


def _told_in_turn(figure: Figure, unit: int, layout: Layout) -> tuple[str, ...] | None:
    """Whose a figure is in a list told in turn (順に, 分别, respectively): as many names as figures; else None."""
    links = [cue for cue in layout.cues["link"].get(unit, ()) if cue.code == "each"]
    numbers = [n for n in layout.of_unit[unit] if layout.figures[n].kind == figure.kind]
    place = next((i for i, n in enumerate(numbers) if layout.figures[n] is figure), -1)
    if not links or len(numbers) < 2 or place < 0:
        return None
    for back in range(3):
        mentions = [m for m in layout.mentions.get(unit - back, ()) if m.entity.label in _LISTED]
        if not back:
            mentions = [m for m in mentions if m.entity.start < layout.figures[numbers[0]].start]
        sets = [m.things for m in mentions if len(m.things) == len(numbers)]
        if sets:
            return (sets[-1][place],)
        things = list(dict.fromkeys(m.things for m in mentions if len(m.things) == 1))
        if len(things) == len(numbers):
            return things[place]
    return None


def _carried(
    figure: Figure, unit: int, metric: str | None, layout: Layout, state: State
) -> Iterator[Candidate]:
    """Who bore the figures before."""
    seen: set[tuple[str, ...]] = set()
    for back, before in enumerate(state.recent(unit)):
        if not before.subject or before.subject in seen:
            continue
        seen.add(before.subject)
        units = min(3, unit - before.unit)
        clauses = min(3, layout.clauses_between(before.figure.end, figure.start)) if not units else 3
        between = [
            m
            for m in layout.mentions.get(unit, [])
            if before.figure.end <= m.entity.start < figure.start or (units and m.entity.start < figure.start)
        ]
        same = before.metric == metric
        kind = before.figure.kind == figure.kind
        newer = layout.newer(before.figure.end, figure.start, before.subject)
        lines = min(2, layout.line_at(figure.start) - layout.line_at(before.figure.start))
        yield Candidate(
            before.subject,
            (
                "carry", f"carry:u{units}:b{min(3, back)}", f"carry:u{units}:n{min(2, len(between))}",
                f"carry:c{clauses}:same{same:d}", f"carry:same{same:d}:kind{kind:d}:n{min(1, len(between))}",
                f"carry:{metric}", f"carry:u{units}:same{same:d}", f"carry:newer{newer}:u{units}",
                f"carry:newer{newer}:n{min(1, len(between))}", f"carry:ln{lines}:newer{newer}", f"carry:set{len(before.subject) > 1:d}",
            ),
            "carried", None,
        )  # fmt: skip


def other_candidates(
    slot: str, figure: Figure, unit: int, metric: str | None, subject: tuple[str, ...], layout: Layout
) -> list[Candidate]:
    """The names of the unit that are not the subject, as object or source, and none."""
    mentions = layout.mentions.get(unit, [])
    found = [Candidate((), ("none", f"none:{metric}", f"none:n{min(3, len(mentions))}"), "none", None)]
    for mention in mentions:
        if mention.things == subject or set(mention.things) & set(subject):
            continue
        entity, role = mention.entity, mention.entity.role or "other"
        place = layout.place(figure, entity.start, entity.end)
        features = (
            role, f"{place.side}:{role}", f"{role}:{metric}", f"{entity.label}:{metric}", f"label:{entity.label}",
            f"{place.side}:c{min(3, place.clauses)}", f"{place.side}:c{min(3, place.clauses)}:{role}",
            f"{place.side}:f{min(2, place.figures)}", f"{place.side}:g{bucket(place.gap, GAPS)}",
            f"{place.side}:{metric}", f"o{min(2, _between(figure, entity.start, entity.end, mentions))}",
        )  # fmt: skip
        found.append(Candidate(mention.things, features, _how(entity, 0), entity))
    return found
