"""Several at once: sets that bear a figure together, and lists told in turn."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pipeline.datatypes import Figure
from pipeline.stages.claims.candidates.standing import GAPS, bearer_of
from pipeline.stages.claims.layout import bucket
from pipeline.stages.claims.named import Mention
from pipeline.stages.claims.ranking import GROUPS_KEPT, Candidate, Features
from pipeline.stages.claims.state import Case

LISTED = frozenset({"ORG", "CRYPTO", "PRODUCT", "GPE"})
_COMPANIES = frozenset({"ORG", "CRYPTO"})
# A list of figures right behind a list of as many names is told in turn, but from-to is no list.
SURE = "sure"
_MOVING = frozenset({"from", "to"})
# How far back a set is looked for, and how many it has at most.
_REACH, _MOST = 3, 6
_SIZES = {Decimal(size): size for size in range(2, _MOST + 1)}
# So many characters before a figure a number of things says how many bear it (3社の合計1万台).
_SAID = 40


def groups(case: Case) -> Iterator[Candidate]:
    """The sets that may bear a figure: lists of names, all companies of a unit, as many as a number says."""
    size = _size_said(case)
    together = "set" in case.links
    seen: set[tuple[tuple[str, ...], str]] = set()
    for back in range(_REACH):
        for kind, members in _sets(case, back, size, together):
            things = tuple(dict.fromkeys(mention.things[0] for mention in members))
            if not 2 <= len(things) <= _MOST or (things, kind) in seen:
                continue
            seen.add((things, kind))
            features = _of_set(
                kind, len(things), back, _gap_to_word(case), None if size is None else size == len(things),
                bearer_of(case.metric), members[-1].role, _stands(case, members, back),
            )  # fmt: skip
            yield Candidate(things, (features, (f"group:{case.metric}",)), "set", None)


def _sets(
    case: Case, back: int, size: int | None, together: bool
) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """The sets of one unit: its lists; with a word for a set or a number, all its companies too."""
    layout, unit = case.layout, case.unit - back
    before = [m for m in layout.mentions.get(unit, ()) if back or m.entity.end <= case.figure.start]
    if not back or together or size:
        for run in layout.runs(unit):
            if run[0].entity.label in LISTED and run[-1].entity.start < case.figure.start:
                yield "list", run
    if together or size:
        companies = tuple(m for m in before if m.entity.label in _COMPANIES and len(m.things) == 1)
        if len(companies) > 1:
            yield "all", companies
    if size:
        names = [m for m in before if m.entity.label in LISTED and len(m.things) == 1]
        last = dict.fromkeys(m.things[0] for m in reversed(names))
        for label in dict.fromkeys(m.entity.label for m in reversed(names)):
            kept = {thing: m for m in names for thing in m.things if m.entity.label == label}
            chosen = [kept[thing] for thing in last if thing in kept][:size]
            if len(chosen) == size:
                yield "last", tuple(sorted(chosen, key=lambda m: m.entity.start))


@lru_cache(maxsize=GROUPS_KEPT)
def _of_set(
    kind: str, size: int, back: int, gap: int | None, said: bool | None, bearer: str, role: str, stands: str
) -> Features:
    worded = gap is not None
    return (
        "group",
        f"group:{kind}:{size}",
        f"group:{kind}:b{back}:word{worded:d}",
        f"group:g{gap}",
        f"group:{kind}:said{said}",
        f"group:said{said}:word{worded:d}",
        f"group:{bearer}:word{worded:d}",
        f"group:{kind}:{role}:b{back}",
        f"group:{kind}:{stands}",
        f"group:{kind}:{stands}:word{worded:d}",
    )


def _gap_to_word(case: Case) -> int | None:
    """How far the nearest word for a set (together, 合计) is; None without one."""
    gaps = [
        case.place(c.start, c.end).gap for c in case.layout.cues["link"].get(case.unit, ()) if c.code == "set"
    ]
    return bucket(min(gaps), GAPS) if gaps else None


def _stands(case: Case, members: tuple[Mention, ...], back: int) -> str:
    """What lies between a set and the figure in one unit: clauses, figures, names."""
    if back:
        return "far"
    end, start = members[-1].entity.end, case.figure.start
    if end > start:
        return "behind"
    place = case.place(members[-1].entity.start, end)
    return f"c{min(2, place.clauses)}:f{min(2, place.figures)}:n{min(2, case.names_between(end, start))}"


def _size_said(case: Case) -> int | None:
    """How many a number shortly before the figure says there are: 3 for 3社で1万台; None without one."""
    for number in case.layout.of_unit.get(case.unit, ()):
        other = case.layout.figures[number]
        near = 0 <= case.figure.start - other.end <= _SAID
        if near and other.kind in ("count", "number") and other.low == other.high and other.low in _SIZES:
            return _SIZES[other.low]
    return None


def in_turn(case: Case) -> Iterator[Candidate]:
    """Whose a figure is in a list of as many figures as a list of names has: 甲社と乙社は7億円、4億円。"""
    place, count, first = case.layout.listed(case.figure, case.unit)
    if count < 2:
        return
    for back in (0, 1):
        for run in case.layout.runs(case.unit - back):
            if len(run) == count and run[-1].entity.end <= first.start:
                between = case.names_between(0 if back else run[-1].entity.end, first.start)
                features = (
                    "turn", f"turn:b{back}", f"turn:n{count}:b{back}", f"turn:o{min(2, between)}:b{back}",
                    f"turn:each{'each' in case.links:d}:b{back}", f"turn:{run[0].entity.label}",
                    f"turn:{run[-1].role}:b{back}", f"turn:glue:{_joint(case, first)}",
                    f"turn:word:<{case.wording[1]}",
                )  # fmt: skip
                sure = not back and not between and not _MOVING & case.links
                yield Candidate(run[place].things, (features,), "in-turn", SURE if sure else None)


def _joint(case: Case, first: Figure) -> str:
    """What stands between the first figure of a list and the next: and, 、."""
    layout = case.layout
    after = layout.figures[layout.figures.index(first) + 1]
    return layout.text[first.end : after.start].strip().lower()


def told_in_turn(case: Case) -> Iterator[Candidate]:
    """Whose a figure is in a list told in turn (順に, 分别, respectively), with as many names as figures."""
    figure, layout = case.figure, case.layout
    if "each" not in case.links:
        return
    numbers = [n for n in layout.of_unit[case.unit] if layout.figures[n].kind == figure.kind]
    place = next((i for i, n in enumerate(numbers) if layout.figures[n] is figure), -1)
    if len(numbers) < 2 or place < 0:
        return
    for back in range(3):
        mentions = [m for m in case.mentions(back) if m.entity.label in LISTED]
        if not back:
            mentions = [m for m in mentions if m.entity.start < layout.figures[numbers[0]].start]
        sets = [m.things for m in mentions if len(m.things) == len(numbers)]
        things = list(dict.fromkeys(m.things for m in mentions if len(m.things) == 1))
        if sets or len(things) == len(numbers):
            taken = (sets[-1][place],) if sets else things[place]
            yield Candidate(
                taken, (_each(back, bool(sets), len(numbers), _listed(case, numbers)),), "in-turn"
            )
            return


def _listed(case: Case, numbers: list[int]) -> bool:
    """Whether the figures stand in one list, with no name between them."""
    first, last = (case.layout.figures[n] for n in (numbers[0], numbers[-1]))
    return not case.names_between(first.end, last.start)


@lru_cache(maxsize=GROUPS_KEPT)
def _each(back: int, together: bool, count: int, listed: bool) -> Features:
    return (
        "each",
        f"each:b{back}:set{together:d}",
        f"each:n{min(4, count)}:listed{listed:d}",
        f"each:b{back}:listed{listed:d}",
    )
