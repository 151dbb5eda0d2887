"""What editions contradict, as findings of the edition that is off."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.datatypes import Bounds, EditionFigure, EditionTime, Finding, Reconciliation


def edition_findings(found: Reconciliation) -> Iterator[tuple[str, Finding]]:
    """Article ids with a finding for each of their figures and times that other editions tell otherwise.

    Where there is no majority every edition gets one: nobody knows which is right.
    """
    for row in found.rows:
        if row.severity != "severe":
            continue
        for n in row.outliers:
            cell = row.cells[n]
            others = [
                (k, other) for k, other in enumerate(row.cells) if other is not None and k not in (n, *(
                    row.outliers if row.majority is not None else ()
                ))
            ]  # fmt: skip
            if cell is None or not others:
                continue
            article_id = found.editions[n].article_id
            base = others[0][1]
            yield (
                article_id,
                Finding(
                    f"{article_id}:finding:{cell.start}-{cell.end}:editions",
                    "editions",
                    "contradicted",
                    (_id_of(cell), *(_id_of(other) for _, other in others)),
                    cell.start,
                    cell.end,
                    cell.surface,
                    ", ".join(f"{found.editions[k].lang} {other.surface}" for k, other in others),
                    _bounds_of(base),
                    "",
                    "",
                    (),
                    tuple(found.editions[k].article_id for k, _ in others),
                ),
            )


def _id_of(cell: EditionFigure | EditionTime) -> str:
    return cell.time_id if isinstance(cell, EditionTime) else cell.figure_id


def _bounds_of(cell: EditionFigure | EditionTime) -> Bounds:
    """What the figure has to be; of a time no amount."""
    return (
        Bounds(None, None, None) if isinstance(cell, EditionTime) else Bounds(cell.low, cell.high, cell.unit)
    )
