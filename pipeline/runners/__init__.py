"""Where articles are processed. A runner maps ``process_article`` and the summary over articles."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from datetime import date
from typing import Any, Protocol

from pipeline.runners.cluster import run_cluster
from pipeline.runners.processes import run_processes
from pipeline.runners.serial import Failure, Processed, Task, Work, run_serial

__all__ = [
    "RUNNERS", "Failure", "Processed", "Runner", "Task", "Work", "run_cluster", "run_processes", "run_serial",
]  # fmt: skip


class Runner(Protocol):
    """Maps a work over articles. Who asks for the results closes the generator or runs it to its end."""

    def __call__(
        self,
        tasks: Iterable[Task],
        as_of: date | None,
        model: bool,
        workers: int | None = None,
        *,
        work: Work = ...,
    ) -> Generator[Any, None, None]:
        """What the work gives, in the order of the tasks.

        Args:
            as_of: the day of rates for articles without a date.
            model: whether to use trained models.
            workers: how many; None: what the runner thinks right.
            work: what is done with an article, `run_summarized` unless given: a function of a module.
        """


RUNNERS: dict[str, Runner] = {
    "serial": run_serial,
    "processes": run_processes,
    "cluster": run_cluster,
}
