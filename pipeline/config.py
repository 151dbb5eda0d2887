"""What a command uses when it is not told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CORPUS = Path("corpus/articles")
OUTPUTS = Path("outputs")
FETCHED = Path("corpus/fetched")
CORRECTIONS = Path("outputs/corrections")

# Allocations between two collections of the youngest objects, and how many of these make
# one of the older. By default (700, 10, 10) a tenth to a quarter of the time of extract goes
# into looking through records that are all alive; the code makes next to no cycles.
COLLECT_RARELY = (50_000, 20, 100)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a run reads and writes, how large an article may be (bytes), with trained models or not.

    ``workers`` is for runners that have several; None leaves it to them. ``scheduler`` is the
    address of a running cluster, for the runner cluster alone. ``retry_failed``: articles that
    failed before are tried again though nothing has changed.
    """

    paths: tuple[Path, ...] = (CORPUS,)
    out: Path = OUTPUTS
    runner: str = "serial"
    size_limit: int = 10_000_000
    model: bool = True
    workers: int | None = None
    scheduler: str | None = None
    retry_failed: bool = False


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What fetching may cost, in seconds and bytes, and where it may go.

    ``whole_timeout`` is for one attempt with its redirects, ``longest_wait`` what a site
    may ask us to wait (Retry-After, Crawl-delay) before we give up; ``pause`` lies between
    two requests to one site that asks for nothing. ``sites`` is a table that goes before
    the built-in one; ``most_pages`` is for each feed or sitemap.
    """

    user_agent: str = "techflow-pipeline"
    allow_private: bool = False
    connect_timeout: float = 10
    read_timeout: float = 20
    whole_timeout: float = 60
    size_limit: int = 10_000_000
    redirects: int = 5
    attempts: int = 4
    first_wait: float = 1
    longest_wait: float = 120
    pause: float = 1
    most_pages: int | None = None
    sites: Path | None = None
