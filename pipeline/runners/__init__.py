"""Where articles are processed. A runner maps ``process_article`` and the summary over articles."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from datetime import date

from pipeline.runners.cluster import run_cluster
from pipeline.runners.processes import run_processes
from pipeline.runners.serial import Failure, Processed, Task, run_serial

__all__ = [
    "RUNNERS", "Failure", "Processed", "Runner", "Task", "run_cluster", "run_processes", "run_serial",
]  # fmt: skip

# Tasks (articles, mostly), the day of rates for those without a date, whether to use trained models, and how
# many workers. Who asks for the results closes the generator or runs it to its end.
Runner = Callable[[Iterable[Task], date | None, bool, int | None], Generator[Processed | Failure, None, None]]

RUNNERS: dict[str, Runner] = {
    "serial": run_serial,
    "processes": run_processes,
    "cluster": run_cluster,
}
