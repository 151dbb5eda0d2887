"""Clients of Dask: of a cluster of our own on this machine, or of one that runs elsewhere."""

from __future__ import annotations

import logging
import os
import signal
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import active_children, forkserver, get_context, resource_tracker
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.errors import ConfigError, RunnerError

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

# Seconds until a scheduler has answered, and until it has a worker.
_ANSWER = 10
_SETTINGS = {
    "distributed.worker.multiprocessing-method": "forkserver",
    # A worker has the batch it works on and no other that would be suspected when it dies.
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.worker.profile.enabled": False,  # a look at the stack every 10 ms costs a tenth
    "distributed.admin.large-graph-warning-threshold": "1GiB",  # articles are large, and sent once
}
# A death over a batch, or over an article alone, may be chance. Without an address of its own the
# scheduler would listen on a port that another run may have.
_SCHEDULER = {"allowed_failures": 1, "dashboard": False, "dashboard_address": "127.0.0.1:0"}
_SILENT = logging.CRITICAL + 1
_PACKAGE = "techflow-pipeline"
_SCHEMES = ("tcp", "tls", "ws", "wss")


@contextmanager
def open_client(workers: int, scheduler: str | None) -> Iterator[Client]:
    """A client of the cluster at the address ``scheduler``, or of one with ``workers`` that ends with it.

    Raises: ConfigError where Dask is not installed, or for a scheduler that cannot be used;
        RunnerError when no workers can be started.
    """
    with (
        _set_up_dask(),
        _start_cluster(workers) if scheduler is None else _join_cluster(scheduler) as client,
    ):
        yield client


@contextmanager
def _set_up_dask() -> Iterator[None]:
    """Dask as the run wants it: our settings, and from now on no words of its own on stderr.

    Raises: ConfigError where it is not installed.
    """
    try:
        import dask  # noqa: PLC0415
        import distributed  # noqa: F401, PLC0415
    except ImportError as error:
        raise ConfigError(
            f"--runner cluster needs {error.name}: pip install 'techflow-pipeline[cluster]'"
        ) from error
    # For good: what an interrupted start leaves to Dask's threads is ended after us.
    for handler in logging.getLogger("distributed").handlers:
        handler.setLevel(_SILENT)
    with dask.config.set(_SETTINGS):
        yield


@contextmanager
def _start_cluster(workers: int) -> Iterator[Client]:
    """A client of worker processes on this machine, that listen on nothing but loopback and end with it.

    Raises: RunnerError when they cannot be started.
    """
    from distributed import Client, LocalCluster  # noqa: PLC0415

    _start_fork_server()
    before = set(active_children())
    with ExitStack() as stack:
        folder = stack.enter_context(
            TemporaryDirectory(prefix="techflow-cluster-", ignore_cleanup_errors=True)
        )
        with _hold_interrupts():
            try:
                cluster = LocalCluster(
                    n_workers=workers, threads_per_worker=1, memory_limit=0, host="127.0.0.1",
                    local_directory=folder, silence_logs=_SILENT, scheduler_kwargs=_SCHEDULER,
                )  # fmt: skip
            except RuntimeError as error:
                raise RunnerError(
                    f"worker processes cannot be started: {error.__cause__ or error}"
                ) from error
            stack.callback(_end_cluster, cluster, before)
        client = stack.enter_context(Client(cluster, set_as_default=False))
        try:
            yield client
        finally:
            # Dask stumbles over a worker that is being started anew when it is to end.
            with suppress(TimeoutError):
                client.wait_for_workers(workers, timeout=_ANSWER)


def _end_cluster(cluster: LocalCluster, before: set[BaseProcess]) -> None:
    """End all workers: in peace, or where one died this very moment, and Dask stumbles, without it."""
    try:
        cluster.close()
    except AssertionError:
        for child in set(active_children()) - before:
            child.kill()
            child.join()


def _start_fork_server() -> None:
    """Load code and tables once, for all workers; Ctrl-C does not reach these: the run ends them."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["distributed.nanny", "pipeline.runners.warm"])
    resource_tracker.ensure_running()  # it would let the signal in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    first = context.Process(target=os.getpid, daemon=True)  # it is born when all is loaded
    first.start()
    first.join()


@contextmanager
def _hold_interrupts() -> Iterator[None]:
    """Hear Ctrl-C when this is over: workers half started would belong to nobody."""
    if threading.current_thread() is not threading.main_thread():
        yield  # where nothing is interrupted
        return
    heard = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: heard.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard.is_set():
        raise KeyboardInterrupt


@contextmanager
def _join_cluster(scheduler: str) -> Iterator[Client]:
    """A client of a running cluster that has a worker and the versions of this run.

    Raises: ConfigError that names the scheduler and what is wrong with it.
    """
    from distributed import Client  # noqa: PLC0415

    try:
        address = urlsplit(scheduler)
        if address.scheme not in _SCHEMES or not address.hostname or not address.port:
            raise ValueError("no port")
    except ValueError as error:
        raise ConfigError(f"--scheduler {scheduler}: not an address like tcp://host:8786") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions, that are looked at below
            client = Client(scheduler, timeout=_ANSWER, set_as_default=False)
    except OSError as error:
        raise ConfigError(f"--scheduler {scheduler}: no answer within {_ANSWER} s") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_ANSWER)
        except TimeoutError as error:
            raise ConfigError(
                f"--scheduler {scheduler}: has no worker; start some: dask worker {scheduler}"
            ) from error
        _check_versions(client, scheduler)
        yield client


def _check_versions(client: Client, scheduler: str) -> None:
    """Raises: ConfigError when Dask or the pipeline is another there, or is not there."""
    versions: Any = client.get_versions()
    here = versions["client"]["packages"]
    there = {"the scheduler": versions["scheduler"], **versions["workers"]}
    for place, found in there.items():
        for package in ("dask", "distributed"):
            if found["packages"].get(package) != here[package]:
                raise ConfigError(
                    f"--scheduler {scheduler}: {place} has {package} {found['packages'].get(package)}, "
                    f"this run {here[package]}; install the same on both"
                )
    try:
        client.run_on_scheduler(version, _PACKAGE)
        client.run(version, _PACKAGE)
    except PackageNotFoundError as error:
        raise ConfigError(
            f"--scheduler {scheduler}: {_PACKAGE} is not installed with the scheduler or a worker"
        ) from error
