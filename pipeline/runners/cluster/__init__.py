"""Articles on the workers of a Dask cluster: one of our own on this machine, or one that runs elsewhere.

Dask sends a batch again when its worker dies, to another worker, and keeps count. A batch
that has killed too many is taken apart by the run: its articles go alone, while nothing else is
under way, so that a death can only be the doing of the one (docs/adr/0018-a-cluster-of-dask.md).
"""

from __future__ import annotations

import gc
import pickle
import platform
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import count as count_up
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pipeline.config import COLLECT_RARELY
from pipeline.errors import ConfigError, RunnerError
from pipeline.runners.cluster.clients import open_client
from pipeline.runners.fingerprint import describe_tools
from pipeline.runners.processes import count_cores
from pipeline.runners.serial import Failure, Task, Work, article_of, run_summarized

if TYPE_CHECKING:
    from distributed import Client, Future

# A task of one article costs Dask some milliseconds; a batch of many comes back late and unevenly.
_BATCH, _BATCH_CHARACTERS = 8, 50_000
# Batches handed out and not yet taken back, for each worker: what bounds the memory.
_AHEAD = 3
# Seconds between two looks at the workers, and without any before the run gives up.
_LOOK, _PATIENCE = 5, 300
# What a worker with several threads has is loaded once, and is not made for two threads.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Job:
    """What a worker does with every article; ``tools`` are those it must have, None where they are ours."""

    work: Work
    as_of: date | None
    model: bool
    tools: dict[str, str] | None


def run_cluster(
    tasks: Iterable[Task],
    as_of: date | None,
    model: bool,
    workers: int | None = None,
    *,
    work: Work = run_summarized,
    scheduler: str | None = None,
) -> Generator[Any, None, None]:
    """Results in the order of the tasks, made by the workers of a Dask cluster.

    A worker that dies costs nothing but time: its articles go again, to others. An article over
    which too many have died while it was alone is a Failure. What ``work`` raises is raised here.

    Args:
        workers: processes on this machine (None: one a core); not with ``scheduler``.
        work: what is done with an article; a function of a module, as the workers import it.
        scheduler: the address of a running one, ``tcp://host:8786``; None starts a cluster on
            this machine and ends it with the run.

    Raises: ConfigError for a scheduler that does not answer, has no worker, or whose workers
        would give other results; RunnerError when the scheduler or all workers are lost.
    """
    if scheduler is not None and workers is not None:
        raise ConfigError("--workers is for a cluster of our own; that of --scheduler has its workers")
    with open_client(workers or count_cores(), scheduler) as client:
        job = _Job(work, as_of, model, None if scheduler is None else describe_tools(model))
        yield from _Window(client, job, scheduler or "the cluster").process(tasks)


@dataclass(slots=True)
class _Batch:
    """Articles under way together; what they gave once it is here, None when they killed their workers."""

    tasks: tuple[Task, ...]
    future: Future[Any] | None
    answers: tuple[Any, ...] | None = None
    deaths: int = 0

    def is_done(self) -> bool:
        return self.future is None or bool(self.future.done())


@dataclass(slots=True)
class _Window:
    """The batches that are under way, in the order of their articles."""

    client: Client
    job: _Job
    name: str
    _waiting: deque[_Batch] = field(default_factory=deque)
    _key: str = field(default_factory=lambda: f"articles-{uuid4().hex}")
    _number: Iterator[int] = field(default_factory=count_up)
    _width: int = 0
    _looked: float | None = None

    def process(self, tasks: Iterable[Task]) -> Generator[Any, None, None]:
        """The answers in the order of the articles; few are read ahead of those taken.

        Raises: RunnerError when workers die even without an article.
        """
        first = self._hand_out(())
        self._bring_in(first)
        if first.answers is None:
            raise RunnerError(f"{first.deaths} worker processes died before their first article")
        for batch in _make_batches(tasks):
            self._waiting.append(self._hand_out(batch))
            while self._waiting and (self._is_full() or self._waiting[0].is_done()):
                yield from self._take()
        while self._waiting:
            yield from self._take()

    def _is_full(self) -> bool:
        now = time.monotonic()
        if self._looked is None or now - self._looked >= _LOOK:  # workers come and go
            self._width, self._looked = max(1, sum(self.client.nthreads().values())) * _AHEAD, now
        return len(self._waiting) >= self._width

    def _hand_out(self, tasks: tuple[Task, ...]) -> _Batch:
        # As bytes: else the scheduler, in our process, unpickles and pickles everything once more.
        parcel = pickle.dumps((self.job, tasks))
        # Tasks of one name are given out one by one, as workers become free.
        key = (self._key, next(self._number))
        return _Batch(tasks, self.client.submit(_process, parcel, key=key, pure=False))

    def _take(self) -> Iterator[Any]:
        """The answers of the first batch; where it has killed its workers, of each article alone."""
        batch = self._waiting.popleft()
        self._bring_in(batch)
        if batch.answers is not None:
            yield from batch.answers
            return
        for other in self._waiting:
            self._bring_in(other)
        for task in batch.tasks:
            alone = self._hand_out((task,))
            self._bring_in(alone)
            yield from alone.answers or (
                Failure(article_of(task), f"WorkerDied: {alone.deaths} worker processes died over it"),
            )

    def _bring_in(self, batch: _Batch) -> None:
        """Wait until a batch has come to an end, and take what it gave off its worker.

        Raises: what its work raised; RunnerError when there is nobody left to do it.
        """
        from distributed import KilledWorker  # noqa: PLC0415
        from distributed.comm.core import CommClosedError  # noqa: PLC0415

        future, batch.future = batch.future, None
        if future is None:
            return
        try:
            batch.answers = self._wait_for(future)
        except KilledWorker as error:
            batch.deaths = error.allowed_failures + 1
        except (CancelledError, CommClosedError) as error:  # the second while an answer is on its way
            raise RunnerError(f"{self.name}: the scheduler is lost; run again") from error
        finally:
            future.release()

    def _wait_for(self, future: Future[Any]) -> tuple[Any, ...]:
        """What a task gave; now and then it is asked whether there are workers at all."""
        alone_since = None
        while True:
            done = future.done()
            try:
                answers: tuple[Any, ...] = future.result(None if done else _LOOK)
            except TimeoutError:
                if done:
                    raise  # the work itself did
                now = time.monotonic()
                alone_since = None if self.client.nthreads() else alone_since or now
                if alone_since and now - alone_since >= _PATIENCE:
                    raise RunnerError(f"{self.name}: no worker for {_PATIENCE} s; run again") from None
            else:
                return answers


def _make_batches(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    """The articles in their order, some few together: eight, or fewer long ones."""
    batch: list[Task] = []
    characters = 0
    for task in tasks:
        batch.append(task)
        characters += len(article_of(task).text)
        if len(batch) >= _BATCH or characters >= _BATCH_CHARACTERS:
            yield tuple(batch)
            batch, characters = [], 0
    if batch:
        yield tuple(batch)


def _process(parcel: bytes) -> tuple[Any, ...]:
    """What a worker does with a batch, and how.

    Raises: ConfigError when this worker would give other results than the run; what the work raises.
    """
    job: _Job
    tasks: tuple[Task, ...]
    with _ONE_AT_A_TIME:
        job, tasks = pickle.loads(parcel)  # noqa: S301 -- whoever reaches a worker can send it code anyway
        gc.set_threshold(*COLLECT_RARELY)
        if job.tools is not None:
            _compare(job.tools, _tools_here(job.model))
        return tuple(job.work(task, job.as_of, job.model) for task in tasks)


@cache
def _tools_here(model: bool) -> dict[str, str]:
    return describe_tools(model)


def _compare(wanted: dict[str, str], here: dict[str, str]) -> None:
    """Raises: ConfigError that tells what of a worker is not as it is with the run."""
    other = sorted(name for name in wanted.keys() | here.keys() if wanted.get(name) != here.get(name))
    if other:
        raise ConfigError(
            f"the worker on {platform.node()} has another {', '.join(other)} than this run, "
            "and would give other results; install the same on both"
        )
