"""How far two annotators agree: Cohen's kappa, and where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.inspector.corrections import FIELDS, Correction, completed, kind_of, placed, same
from pipeline.inspector.corrections.scoring import wanted_values

NOTHING = "-"
Row = dict[str, Any]


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two annotators' categories, item by item; None where chance explains all.

    >>> round(kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]), 2)
    0.5
    """
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[each] * second[each] for each in first) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def compare(
    a: Sequence[Correction], b: Sequence[Correction], articles: Mapping[str, Mapping[str, Any]]
) -> tuple[list[Row], list[Row]]:
    """A row of agreement a layer and way of judging, and a row for each place where the two differ.

    Of records both judged, an item is a record and its category accept, reject or change; of
    articles both annotated blind, an item is a code point and its category the kind of the span it
    lies in, ``-`` for none.
    """
    rows: list[Row] = []
    differences: list[Row] = []
    for layer in FIELDS:
        pairs = _judgements(layer, a, b)
        differences += [_difference(*pair) for pair in pairs if not _agree(*pair)]
        _add_row(rows, layer, "reviewed", [(x.verdict, y.verdict) for x, y in pairs])
    both = completed(a) & completed(b)
    mine, theirs = placed(a, blind=True), placed(b, blind=True)
    for layer in FIELDS:
        characters: list[tuple[str, str]] = []
        for article, of in sorted(both):
            if of == layer:
                own, other = mine.get((article, of), []), theirs.get((article, of), [])
                size = len(articles[article]["text"])
                characters += zip(_painted(own, size), _painted(other, size), strict=True)
                differences += _span_differences(own, other)
        _add_row(rows, layer, "blind", characters)
    return rows, differences


def _add_row(rows: list[Row], layer: str, how: str, pairs: Sequence[tuple[str, str]]) -> None:
    if pairs:
        value = kappa(pairs)
        rows.append(
            {
                "how": how,
                "layer": layer,
                "items": len(pairs),
                "agreed": sum(x == y for x, y in pairs),
                "kappa": None if value is None else f"{value:.3f}",
            }
        )


def _judgements(
    layer: str, a: Iterable[Correction], b: Iterable[Correction]
) -> list[tuple[Correction, Correction]]:
    """What both say of a record, by place; comments alone judge nothing."""
    theirs = {one.key: one for one in b if _judges(one, layer)}
    pairs = [(one, theirs[one.key]) for one in a if _judges(one, layer) and one.key in theirs]
    return sorted(pairs, key=lambda pair: (pair[0].article_id, pair[0].start, str(pair[0].record_id)))


def _judges(one: Correction, layer: str) -> bool:
    return not one.blind and one.layer == layer and one.verdict in ("accept", "reject", "change")


def _agree(a: Correction, b: Correction) -> bool:
    if a.verdict != b.verdict:
        return False
    return a.verdict != "change" or (a.place == b.place and _same_values(a, b))


def _same_values(a: Correction, b: Correction) -> bool:
    layer = str(a.layer)
    return same(layer, wanted_values(a), wanted_values(b)) and same(layer, wanted_values(b), wanted_values(a))


def _painted(spans: Iterable[Correction], size: int) -> list[str]:
    """The kind of the span every code point lies in; of two the one that was listed last."""
    kinds = [NOTHING] * size
    for one in spans:
        start, end = one.place
        kinds[start:end] = [kind_of(str(one.layer), wanted_values(one))] * (end - start)
    return kinds


def _span_differences(a: Iterable[Correction], b: Iterable[Correction]) -> list[Row]:
    """Spans only one of the two has, or that they read differently, in text order."""
    mine, theirs = {one.place: one for one in a}, {one.place: one for one in b}
    return [
        _difference(mine.get(place), theirs.get(place))
        for place in sorted(mine.keys() | theirs.keys())
        if place not in mine or place not in theirs or not _same_values(mine[place], theirs[place])
    ]


def _difference(a: Correction | None, b: Correction | None) -> Row:
    one = a or b
    assert one is not None
    return {
        "article_id": one.article_id,
        "layer": one.layer,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "a": _said(a),
        "b": _said(b),
    }


def _said(one: Correction | None) -> Row | None:
    if one is None:
        return None
    values = None if one.verdict == "reject" else dict(wanted_values(one))
    return {"verdict": one.verdict, "place": list(one.place), "values": values, "comment": one.comment}
