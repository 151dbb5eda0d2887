"""Articles side by side, in processes of their own that are watched over.

A thread a worker holds a line (pipe) to it: one article goes out, its result comes back.
Only the worker holds the other end, so that its death ends the line even in the middle of
an answer; ProcessPoolExecutor keeps that end open too and then waits for ever
(docs/adr/0016-datasets-and-processes.md).
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import LifoQueue
from typing import Any

from pipeline.config import COLLECT_RARELY
from pipeline.errors import ConfigError, RunnerError, TableError
from pipeline.runners.serial import Failure, Task, Work, article_of, run_summarized

# Deaths of a worker over one article before that is set aside: one may be chance.
_STRIKES = 2
# Deaths of a worker before its first article: then it is the machine or the installation.
_STARTS = 3
# Articles handed out and not yet taken back, for each worker: what bounds the memory.
_AHEAD = 4
# A worker whose memory has grown by half since its first hundred articles makes place for a new one.
_WARM, _LOOK_EVERY, _GROWN = 100, 1000, 1.5

# The fork server loads code and tables once; a worker that is born of it starts in no time.
_PROCESSES = get_context("forkserver")
# Of two threads that ask the fork server after the same child one would get a wrong exit code.
_BIRTHS = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Job:
    """What a worker does with every article."""

    work: Work
    as_of: date | None
    model: bool


def run_processes(
    tasks: Iterable[Task],
    as_of: date | None,
    model: bool,
    workers: int | None = None,
    work: Work = run_summarized,
) -> Generator[Any, None, None]:
    """Results in the order of the tasks, made by ``workers`` processes (None: one a core).

    A worker that dies costs nothing but time: its article goes again, to a new worker. An article
    over which two have died is a Failure. What ``work`` raises is raised here.

    Args:
        work: what is done with an article; a function of a module, as the workers import it.

    Raises: RunnerError when workers die before they have had an article.
    """
    count = workers or count_cores()
    with _open_crew(_Job(work, as_of, model), count) as hand_out:
        waiting: deque[Future[Any]] = deque()
        for task in tasks:
            waiting.append(hand_out(task))
            while waiting and (len(waiting) >= count * _AHEAD or waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def count_cores() -> int:
    """The cores this process may use, 2 on a small machine: in a container often fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _open_crew(job: _Job, count: int) -> Iterator[Callable[[Task], Future[Any]]]:
    """A function that gives an article to the next free worker; on leaving, whatever happened, all end."""
    # What the work imports comes first: all that is loaded when `warm` ends is shared.
    _PROCESSES.set_forkserver_preload([job.work.__module__, "pipeline.runners.warm"])
    lanes = [_Lane(job) for _ in range(count)]
    # The last one that came back goes first: few articles start few workers.
    free: LifoQueue[_Lane] = LifoQueue()
    for lane in lanes:
        free.put(lane)

    def process(task: Task) -> Any:
        lane = free.get()
        try:
            return lane.process(task)
        finally:
            free.put(lane)

    threads = ThreadPoolExecutor(count, thread_name_prefix="lane")
    try:
        yield lambda task: threads.submit(process, task)
    finally:
        for lane in lanes:
            lane.close()
        threads.shutdown(cancel_futures=True)
        for lane in lanes:
            lane.clear()


class _Lane:
    """One worker at a time, and a new one when it has died; asked by one thread at a time."""

    def __init__(self, job: _Job) -> None:
        self._job = job
        self._worker: _Worker | None = None
        self._closed = False
        self._lock = threading.Lock()  # close() comes from another thread

    def process(self, task: Task) -> Any:
        """The result of an article, or its Failure when two workers died over it."""
        how = ""
        for _ in range(_STRIKES):
            worker = self._find_worker()
            try:
                worker.line.send(task)
                answer, is_last = worker.line.recv()
            except (EOFError, OSError):
                how = self._bury(worker)
                continue
            if is_last:
                self._bury(worker)
            if isinstance(answer, BaseException):
                raise answer
            return answer
        why = f"WorkerDied: {_STRIKES} worker processes died over it, the last by {how}"
        return Failure(article_of(task), why)

    def close(self) -> None:
        """End the worker, and let no new one be started."""
        with self._lock:
            self._closed = True
            if self._worker is not None:
                self._worker.process.kill()

    def clear(self) -> None:
        """Wait for the end of the worker, if there is one still; no thread may be asking it."""
        if self._worker is not None:
            self._bury(self._worker)

    def _find_worker(self) -> _Worker:
        """The worker, started and waiting for an article."""
        how = ""
        for _ in range(_STARTS):
            with self._lock:
                if self._closed:
                    raise RunnerError("the run has ended")
                if self._worker is not None:
                    return self._worker
                worker = self._worker = _Worker(self._job)
            try:
                worker.line.recv()
            except (EOFError, OSError):
                how = self._bury(worker)
            else:
                return worker
        raise RunnerError(f"{_STARTS} worker processes died before their first article, the last by {how}")

    def _bury(self, worker: _Worker) -> str:
        """Wait for the worker's end and say how it came: ``SIGKILL``, ``exit code 1``."""
        wait([worker.process.sentinel])
        with self._lock, _BIRTHS:
            self._worker = None
            worker.process.join()
            code = worker.process.exitcode or 0
            worker.process.close()
        worker.line.close()
        return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


class _Worker:
    """A process, and our end of the line to it."""

    def __init__(self, job: _Job) -> None:
        self.line, far_end = _PROCESSES.Pipe()
        self.process = _PROCESSES.Process(target=_serve, args=(far_end, job), daemon=True)
        with _BIRTHS:
            self.process.start()
        far_end.close()


def _serve(line: Connection, job: _Job) -> None:
    """Answer articles until the line ends; the life of a worker.

    What the work raises is the last answer. Deliberate errors are told by the supervisor; of a
    fault of the code the place is printed here, where it is known.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the supervisor decides
    gc.set_threshold(*COLLECT_RARELY)
    line.send("ready")
    has_grown = _watch_memory()
    try:
        while True:
            task = _receive(line)
            if task is None:
                return
            answer = job.work(task, job.as_of, job.model)
            is_last = has_grown()
            line.send((answer, is_last))
            if is_last:
                return
    except (ConfigError, TableError) as error:
        line.send((error, True))
    except BrokenPipeError:
        return  # the supervisor is gone
    finally:
        fault = sys.exc_info()[1]
        if fault is not None:
            line.send((fault, True))


def _receive(line: Connection) -> Any:
    try:
        return line.recv()
    except (EOFError, OSError):
        return None


def _watch_memory() -> Callable[[], bool]:
    """A function, called after each article, that tells whether memory has grown too much."""
    done = at_first = 0

    def has_grown() -> bool:
        nonlocal done, at_first
        done += 1
        if done == _WARM:
            at_first = _peak()
        return done % _LOOK_EVERY == 0 and _peak() > at_first * _GROWN

    return has_grown


def _peak() -> int:
    """The most memory this process has held, in the unit of the system."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
