"""The gold of directions as objects, and how what the pipeline tells is held against it.

The format and what is right stand in corpus/gold/GUIDELINES-claims.md, under direction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pipeline
from pipeline.tables import read_table
from tests.gold_names import GOLD, GoldError

WAYS = {"rise": "rise", "fall": "fall", "none": None}
DIRECTIONS = "directions.yaml"
_KEYS = {"id", "class", "text", "moves"}


@dataclass(frozen=True, slots=True)
class GoldMove:
    """A figure and which way it moved; None where no movement is told of it."""

    start: int
    end: int
    surface: str
    direction: str | None


@dataclass(frozen=True, slots=True)
class GoldMoves:
    """A short text and the movements of its figures; a figure that is not listed is not scored."""

    text_id: str
    lang: str
    part: str
    text: str
    moves: tuple[GoldMove, ...]


def _read_move(row: Mapping[str, str], text: str) -> GoldMove:
    surface, start = row["figure"], -1
    for _ in range(int(row.get("nth", 1))):
        start = text.find(surface, start + 1)
    if start < 0 or row["direction"] not in WAYS:
        raise GoldError(f"{surface!r} is not in the text, or no direction {row['direction']}")
    return GoldMove(start, start + len(surface), surface, WAYS[row["direction"]])


def read_directions(path: Path) -> tuple[GoldMoves, ...]:
    """The texts of a file, ``<lang>/<part>-directions.yaml``. Raises: GoldError, naming file and row."""
    lang, part = path.parent.name, path.name.partition("-")[0]
    found = []
    for row in read_table(path)["passages"]:
        where = f"{lang}/{path.name}: {row.get('id', '?')}"
        if unknown := sorted(set(row) - _KEYS):
            raise GoldError(f"{where}: unknown keys: {', '.join(unknown)}")
        try:
            moves = tuple(_read_move(move, row["text"]) for move in row["moves"])
        except (GoldError, KeyError) as error:
            raise GoldError(f"{where}: {error}") from error
        found.append(GoldMoves(row["id"], lang, part, row["text"], moves))
    return tuple(found)


def load_directions(lang: str, part: str = "") -> tuple[GoldMoves, ...]:
    """The texts of one language and part; of both parts without one."""
    paths = sorted((GOLD / lang).glob(f"{part}*-{DIRECTIONS}"))
    return tuple(text for path in paths for text in read_directions(path))


def score_directions(gold: GoldMoves, add: Callable[[str, str, int, int, int], None]) -> list[str]:
    """Count the movements of one text; a line for each that is wrong, missed, or told where none is."""
    result = pipeline.process(gold.text, gold.lang, None)
    claims = {claim.figure_id: claim for claim in result.claims}
    wrong = []
    for move in gold.moves:
        met = [f.figure for f in result.figures if f.figure.start < move.end and move.start < f.figure.end]
        claim = claims.get(met[0].figure_id) if met else None
        told = claim.direction if claim else None
        right = told == move.direction
        add(
            "direction",
            "value",
            int(move.direction is not None),
            int(told is not None),
            int(right and bool(told)),
        )
        if not right:
            word = (
                gold.text[claim.direction_start : claim.direction_end]
                if claim and claim.direction_start
                else ""
            )
            wrong.append(f"    {move.surface!r}: want {move.direction} | given {told} {word} "
                         f"{claim.change if claim else 'no claim'}")  # fmt: skip
    return wrong
