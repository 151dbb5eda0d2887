"""What a command uses when it is not told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CORPUS = Path("corpus/articles")
OUTPUTS = Path("outputs")

# Allocations between two collections of the youngest objects, and how many of these make
# one of the older. By default (700, 10, 10) a tenth to a quarter of the time of extract goes
# into looking through records that are all alive; the code makes next to no cycles.
COLLECT_RARELY = (50_000, 20, 100)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a run reads and writes, how large an article may be (bytes), with trained models or not.

    ``workers`` is for runners that have several; None leaves it to them.
    """

    paths: tuple[Path, ...] = (CORPUS,)
    out: Path = OUTPUTS
    runner: str = "serial"
    size_limit: int = 10_000_000
    model: bool = True
    workers: int | None = None
