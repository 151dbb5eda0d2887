"""What a row of editions says in a sentence, and the names of well-known slips."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.datatypes import Edition, EditionFigure, EditionRow, EditionTime
from pipeline.stages.reconciling.differences import Difference

# A power of ten by which numbers are off when one scale word is taken for another.
SLIPS = {
    1: "one zero too many (or 10^8 taken for 10^9)",
    -1: "one zero too few (or 10^9 taken for 10^8)",
    3: "thousand, million and billion taken for the next",
    -3: "million, billion and trillion taken for the one before",
    4: "10^4 taken for 10^8",
    -4: "10^8 taken for 10^4",
}


def name_slip(found: Difference) -> str | None:
    """How far a figure is off: ``x10^1: one zero too many ...``; None where no power of ten explains it."""
    if found.value != "magnitude":
        return None
    known = SLIPS.get(found.power)
    return f"x10^{found.power}" + (f": {known}" if known else "")


def tell(editions: Sequence[Edition], row: EditionRow) -> str:
    """A row in English: ``ja 700億円, against zh 70亿美元: magnitude, currency (x10^1 ...)``."""
    if not row.classes:
        return ""
    said = [
        (n, f"{editions[n].lang} {_write(cell, row.classes) if cell else 'nothing'}")
        for n, cell in enumerate(row.cells)
    ]
    ours = [text for n, text in said if n in row.outliers]
    others = [text for n, text in said if n not in row.outliers]
    text = (
        f"{', '.join(ours)}, against {', '.join(others)}"
        if ours and others
        else ", ".join(t for _, t in said)
    )
    slip = f" ({row.slip})" if row.slip else ""
    return f"{text}: {', '.join(row.classes)}{slip}"


def _write(cell: EditionFigure | EditionTime, classes: Sequence[str]) -> str:
    """A figure with what it differs in beside its amount: ``2100万美元 of circle``."""
    text = cell.surface
    if "bound" in classes and cell.modifier:
        text += f" ({cell.modifier.replace('_', ' ')})"
    if "direction" in classes and isinstance(cell, EditionFigure) and cell.direction:
        text += f" ({cell.direction})"
    if "subject" in classes and isinstance(cell, EditionFigure) and cell.subject:
        text += f" of {cell.subject}"
    return text
