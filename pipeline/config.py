"""What a command uses when it is not told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CORPUS = Path("corpus/articles")
OUTPUTS = Path("outputs")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a run reads and writes, how large an article may be (bytes), with trained models or not."""

    paths: tuple[Path, ...] = (CORPUS,)
    out: Path = OUTPUTS
    runner: str = "serial"
    size_limit: int = 10_000_000
    model: bool = True
