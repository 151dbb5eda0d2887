"""The gold of the audit as objects: ``load_texts("ja")[0].verdict``.

The format and what is right stand in corpus/gold/GUIDELINES-audit.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.tables import read_table
from tests.gold_names import GOLD, GoldError

VERDICTS = ("holds", "doubtful", "contradicted")
NAMES = (
    "stated-total", "list-total", "total-comparison", "partition", "difference", "multiple", "per-capita",
    "growth", "share", "part-of-whole", "comparable", "date-arithmetic", "conversion", "price-quantity",
    "yield-band", "margin-band", "lone-currency", "repeated-figure", "unit-drift", "direction",
)  # fmt: skip
_KEYS = {"id", "check", "verdict", "text", "date", "figure", "with"}


@dataclass(frozen=True, slots=True)
class GoldText:
    """A short text and what is to be said of one of its figures."""

    text_id: str
    lang: str
    part: str
    check: str
    verdict: str
    text: str
    date: date | None
    figure: str
    others: tuple[str, ...]
    # Under what the gate counts it: "audit", of a file <part>-audit-told.yaml "audit-told".
    group: str = "audit"


def _read_text(row: Mapping[str, Any], lang: str, part: str, where: str) -> GoldText:
    here = f"{where}: {row.get('id', '?')}"
    if unknown := sorted(set(row) - _KEYS):
        raise GoldError(f"{here}: unknown keys: {', '.join(unknown)}")
    if row.get("check") not in NAMES or row.get("verdict") not in VERDICTS:
        raise GoldError(f"{here}: no check {row.get('check')} or verdict {row.get('verdict')}")
    others = tuple(row.get("with", ()))
    for surface in (row["figure"], *others):
        if surface not in row["text"]:
            raise GoldError(f"{here}: {surface} is not in the text")
    day = date.fromisoformat(row["date"]) if "date" in row else None
    return GoldText(
        row["id"], lang, part, row["check"], row["verdict"], row["text"], day, row["figure"], others,
        where.removeprefix(f"{part}-").removesuffix(".yaml"),
    )  # fmt: skip


def read_texts(path: Path, lang: str, part: str) -> list[GoldText]:
    """The texts of one file. Raises: GoldError, naming file and text."""
    rows = read_table(path)["texts"]
    return [_read_text(row, lang, part, path.name) for row in rows]


def load_texts(lang: str, part: str = "") -> list[GoldText]:
    """All texts of a language and part (early, late or both); none where there is no file."""
    found = []
    for path in sorted((GOLD / lang).glob(f"{part or '*'}-audit*.yaml")):
        found += read_texts(path, lang, path.name.split("-")[0])
    return found
