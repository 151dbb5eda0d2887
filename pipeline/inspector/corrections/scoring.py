"""Precision and recall of the records in a folder against what people corrected.

What was judged while looking at the records gives precision, and recall only where missed spans
were added; who corrects what is there overlooks what is not. Articles annotated blind give both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.inspector.corrections import FIELDS, Correction, Values, completed, kind_of, placed, same
from pipeline.inspector.corrections.records import Record

REVIEWED, BLIND = "reviewed", "blind"


@dataclass(frozen=True, slots=True)
class Miss:
    """A record that is wrong (``found``), or something that is missing (``wanted``)."""

    article_id: str
    layer: str
    start: int
    end: int
    wanted: Values | None
    found: Values | None


@dataclass(slots=True)
class Tally:
    """Right, wrong and missing records by layer and kind, of one way of judging."""

    how: str
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    missing: Counter[tuple[str, str]] = field(default_factory=Counter)
    has_recall: set[str] = field(default_factory=set)
    misses: list[Miss] = field(default_factory=list)

    def rows(self) -> list[dict[str, object]]:
        """A row a layer (kind ``all``) and below it one a kind; ratios are null where nothing tells them."""
        made = []
        for layer in FIELDS:
            kinds = sorted({kind for of, kind in self.right + self.wrong + self.missing if of == layer})
            if kinds:
                made.append(self._row(layer, "all", kinds))
                made += [self._row(layer, kind, [kind]) for kind in kinds]
        return made

    def _row(self, layer: str, name: str, kinds: Sequence[str]) -> dict[str, object]:
        right, wrong, missing = (
            sum(counter[layer, kind] for kind in kinds) for counter in (self.right, self.wrong, self.missing)
        )
        knows_recall = layer in self.has_recall
        return {
            "how": self.how,
            "layer": layer,
            "kind": name,
            "right": right,
            "wrong": wrong,
            "missing": missing if knows_recall else None,
            "precision": _ratio(right, right + wrong),
            "recall": _ratio(right, right + missing) if knows_recall else None,
        }


def _ratio(part: int, whole: int) -> str | None:
    """A ratio with three digits, as text: exact JSON has no floats."""
    return f"{part / whole:.3f}" if whole else None


def score(
    corrections: Sequence[Correction], records: Mapping[tuple[str, str], Sequence[Record]]
) -> list[Tally]:
    """The records against what was reviewed, and against what was annotated blind; in that order."""
    reviewed = Tally(REVIEWED)
    for (article, layer), own in sorted(placed(corrections, blind=False).items()):
        if any(one.verdict == "add" for one in own):
            reviewed.has_recall.add(layer)
        _score_reviewed(reviewed, article, layer, own, records.get((article, layer), ()))
    blind = Tally(BLIND)
    wanted = placed(corrections, blind=True)
    for article, layer in sorted(completed(corrections)):
        blind.has_recall.add(layer)
        names = [record for record in records.get((article, layer), ()) if not record.is_reference]
        _hold_against(blind, article, layer, wanted.get((article, layer), ()), names)
    return [reviewed, blind]


def _score_reviewed(
    tally: Tally, article: str, layer: str, own: Iterable[Correction], records: Sequence[Record]
) -> None:
    gold = [one for one in own if one.verdict in ("accept", "change", "add")]
    spans = {one.place for one in gold}
    judged = []
    for record in records:
        said = [one for one in own if one.verdict in ("reject", "change") and _is_about(one, record)]
        # A record that was rejected and now reads otherwise has not been judged yet.
        if (record.start, record.end) in spans or any(_reads_as_before(one, record) for one in said):
            judged.append(record)
    _hold_against(tally, article, layer, gold, judged)


def _is_about(one: Correction, record: Record) -> bool:
    return (one.start, one.end) == (record.start, record.end)


def _reads_as_before(one: Correction, record: Record) -> bool:
    return one.before is not None and same(record.layer, one.before, record.values)


def _hold_against(
    tally: Tally, article: str, layer: str, gold: Iterable[Correction], records: Sequence[Record]
) -> None:
    left = list(records)
    for one in gold:
        wanted = wanted_values(one)
        found = next(
            (r for r in left if (r.start, r.end) == one.place and same(layer, wanted, r.values)), None
        )
        if found is not None:
            left.remove(found)
            tally.right[layer, kind_of(layer, found.values)] += 1
        else:
            tally.missing[layer, kind_of(layer, wanted)] += 1
            tally.misses.append(Miss(article, layer, *one.place, wanted, None))
    for record in left:
        tally.wrong[layer, kind_of(layer, record.values)] += 1
        tally.misses.append(Miss(article, layer, record.start, record.end, None, record.values))


def wanted_values(one: Correction) -> Values:
    """What a record should hold by a correction that accepts, changes or adds one."""
    if one.verdict == "accept":
        return one.before or {}
    said = {**(one.before or {}), **(one.after or {})}
    return {name: value for name, value in said.items() if name in FIELDS[str(one.layer)]}
