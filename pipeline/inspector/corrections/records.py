"""The records that corrections are about, each with its span and what can be right or wrong of it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.exporters.jsonl import read_exact
from pipeline.inspector.corrections import FIELDS, Values
from pipeline.inspector.reading import Row

_TABLES = {
    "entity": "entities",
    "figure": "figures",
    "time": "times",
    "claim": "claims",
    "finding": "findings",
}
ANAPHOR = "anaphor"


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a layer; ``row`` is all of it."""

    layer: str
    record_id: str
    start: int
    end: int
    values: Values
    row: Row

    @property
    def is_reference(self) -> bool:
        """Whether it is no name but refers back to one, which a person is not asked to mark blind."""
        return self.layer == "entity" and self.row["source"] == ANAPHOR


def read_records(out: Path, articles: Set[str]) -> dict[tuple[str, str], list[Record]]:
    """The records of some articles by article and layer, in the order of the files."""
    found: dict[tuple[str, str], list[Record]] = {}
    spans: dict[str, tuple[int, int]] = {}
    for layer, table in _TABLES.items():
        for row in read_exact(out / f"{table}.jsonl"):
            if row["article_id"] not in articles:
                continue
            if layer == "figure":
                spans[row["figure_id"]] = int(row["start"]), int(row["end"])
            start, end = spans[row["figure_id"]] if layer == "claim" else (int(row["start"]), int(row["end"]))
            values = {name: _value(layer, row, name) for name in FIELDS[layer]}
            record = Record(layer, row[f"{layer}_id"], start, end, values, row)
            found.setdefault((row["article_id"], layer), []).append(record)
    return found


def _value(layer: str, row: Row, name: str) -> Any:
    if layer != "claim" or name in ("modality", "change", "direction"):
        return row[name]
    slot = row[name] or {}
    return {
        "metric": slot.get("code"),
        "subject": slot.get("code") or slot.get("name"),
        "period": slot.get("timex"),
    }[name]
