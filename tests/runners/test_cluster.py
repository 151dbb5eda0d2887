"""The runner with a cluster: order, bounds, workers that die, schedulers that are not as they should be."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import ConfigError, RunnerError, TableError
from pipeline.runners import cluster, run_cluster
from pipeline.runners.cluster import clients

sys.path.append(str(Path(__file__).parent))  # workers are sent it, and import from it

import dangerous_work
from dangerous_work import DAY, articles, wanted

psutil = pytest.importorskip("psutil", reason="comes with Dask")
dask = pytest.importorskip("dask", reason="Dask is not installed")
distributed = pytest.importorskip("distributed", reason="Dask is not installed")


def run(texts, **options):
    return run_cluster(articles(texts), DAY, False, **{"work": dangerous_work.answer, **options})


def messages(texts, **options):
    return [one.message for one in run(texts, **options)]


@pytest.fixture(autouse=True)
def nobody_stays():
    yield
    deadline = time.monotonic() + 5
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not multiprocessing.active_children()


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """Where temporary folders are made; ours may not stay."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert not list(folder.glob("techflow-cluster-*"))


def test_results_come_once_and_in_the_order_of_the_articles():
    texts = ["slow" if number % 13 == 0 else str(number) for number in range(60)]
    assert messages(texts, workers=3) == [wanted(text) for text in texts]


def test_no_article_and_one_article():
    assert messages([], workers=1) == []
    assert messages(["1"], workers=1) == [wanted("1")]


def test_few_articles_are_read_ahead_of_a_slow_reader_of_results():
    read = []

    def reading():
        for article in articles(map(str, range(160))):
            read.append(article)
            yield article

    window = (2 * cluster._AHEAD + 1) * cluster._BATCH
    for taken, _ in enumerate(run_cluster(reading(), DAY, False, 2, work=dangerous_work.answer), start=1):
        assert len(read) <= taken + window
        if taken == 1:
            time.sleep(0.3)  # a slow one: what is done meanwhile does not make it read on
    assert taken == len(read) == 160


def test_long_articles_go_in_small_batches():
    some = articles(["a" * 20_000] * 4 + ["b"] * 9)
    assert [len(batch) for batch in cluster._make_batches(some)] == [3, 8, 2]
    assert [one for batch in cluster._make_batches(some) for one in batch] == some


def test_workers_killed_in_the_middle_lose_nothing_and_double_nothing():
    texts = [str(number) for number in range(150)]
    found, killed = [], set()
    for number, one in enumerate(run(texts, workers=2)):
        found.append(one.message)
        if number in (10, 60, 110):
            alive = [child.pid for child in multiprocessing.active_children() if child.pid not in killed]
            os.kill(alive[0], signal.SIGKILL)
            killed.add(alive[0])
    assert found == [wanted(text) for text in texts]
    assert len(killed) == 3


def test_only_articles_that_kill_their_workers_are_set_aside():
    texts = [str(number) for number in range(40)]
    texts[3], texts[4], texts[20] = "poison", "killed", "poison"
    set_aside = "WorkerDied: 2 worker processes died over it"
    assert messages(texts, workers=2) == [
        set_aside if text in ("poison", "killed") else wanted(text) for text in texts
    ]


@pytest.mark.parametrize("time_over", range(4))
def test_a_worker_that_is_started_anew_when_all_is_done_does_no_harm(time_over):
    assert messages(["poison"], workers=2) == ["WorkerDied: 2 worker processes died over it"]


def test_where_dask_stumbles_at_the_end_results_stay_and_no_worker_does(monkeypatch):
    close = distributed.LocalCluster.close

    def stumble(self):
        close(self)
        multiprocessing.get_context("forkserver").Process(target=time.sleep, args=(60,)).start()
        raise AssertionError("can only join a started process")

    monkeypatch.setattr(distributed.LocalCluster, "close", stumble)
    assert messages(["1"], workers=1) == [wanted("1")]
    assert not multiprocessing.active_children()


def test_an_article_whose_worker_died_once_is_not_set_aside(tmp_path):
    texts = ["1", f"once {tmp_path / 'mark'}", "2"]
    assert messages(texts, workers=1) == [wanted(text) for text in texts]


@pytest.mark.parametrize(("text", "error"), [("table", TableError), ("fault", TypeError)])
def test_broken_tables_and_code_end_the_run(text, error):
    with pytest.raises(error, match=r"x:1|a fault of the code"):
        messages(["1", "2", text, "3"], workers=1)


def test_workers_that_cannot_work_end_the_run():
    with pytest.raises(RunnerError, match="2 worker processes died before their first article"):
        messages(["1"], workers=1, work=dangerous_work.Unreadable())


def test_whoever_stops_asking_leaves_no_worker_behind():
    results = run(["1"] * 50, workers=2)
    next(results)
    assert len(multiprocessing.active_children()) == 2
    results.close()


def test_it_listens_on_loopback_alone(temporary):
    results = run(["1"] * 50, workers=2)
    next(results)
    family = [psutil.Process(), *map(psutil.Process, [c.pid for c in multiprocessing.active_children()])]
    listening = [
        connection.laddr.ip
        for process in family
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 3 and set(listening) == {"127.0.0.1"}
    assert list(temporary.glob("techflow-cluster-*"))
    results.close()


# --- a cluster that runs elsewhere


SCHEDULER = {"protocol": "tcp://", "dashboard_address": "127.0.0.1:0"}


@pytest.fixture(scope="module")
def elsewhere():
    """The address of a scheduler in this process, with a worker of two threads."""
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, **SCHEDULER) as there:
        yield there.scheduler_address


@contextmanager
def start_elsewhere():
    """The address and process of a scheduler that, with a worker, is started from the command line."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as folder:

        def start(*words):
            command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
            silent = subprocess.DEVNULL
            return subprocess.Popen(command, cwd=folder, env=environment, stdout=silent, stderr=silent)

        processes = [
            start("scheduler", "--host", address.split(":", maxsplit=1)[0], "--port", address.split(":")[1]),
            start("worker", f"tcp://{address}", "--nthreads", "1"),
        ]
        try:
            yield f"tcp://{address}", processes[0]
        finally:
            for process in reversed(processes):
                process.terminate()
                process.wait(20)


@pytest.fixture(scope="module")
def started():
    with start_elsewhere() as (address, _):
        yield address


def call(*arguments):
    return CliRunner().invoke(app, ["run", *map(str, arguments)])


def test_a_started_scheduler_and_its_worker_are_used(started, tmp_path):
    editions = sorted(Path(__file__).parents[2].glob("corpus/gold/editions/kraken/*.txt"))
    ways = {"serial": (), "cluster": ("--runner", "cluster", "--scheduler", started)}
    for out, options in ways.items():
        done = call(*editions, "--no-model", "--out", tmp_path / out, *options)
        assert done.exit_code == 0, done.output
    names = [path.relative_to(tmp_path / "serial") for path in (tmp_path / "serial").rglob("*.*")]
    assert len(names) > 20
    for name in names:
        assert (tmp_path / "cluster" / name).read_bytes() == (tmp_path / "serial" / name).read_bytes(), name
    with distributed.Client(started, set_as_default=False) as client:
        (loaded,) = client.run(lambda: "pipeline.languages.ja.tokenizer" in sys.modules).values()
    assert loaded, "the worker has done it, not this process"


def test_a_worker_with_two_threads_does_one_batch_at_a_time(elsewhere):
    assert set(messages("a" * 40, scheduler=elsewhere, work=dangerous_work.meet)) == {"alone"}


def test_nobody_is_blamed_for_the_company_of_an_article_that_kills():
    """On a scheduler that sends batches in advance, and gives each up whose worker dies once."""
    texts = [str(number) for number in range(40)]
    texts[2] = texts[18] = texts[30] = "poison"  # while the first is looked for, the second is under way
    strict = {"allowed_failures": 0, "dashboard_address": "127.0.0.1:0"}
    how = {
        "distributed.worker.multiprocessing-method": "forkserver",
        "distributed.scheduler.worker-saturation": 2.0,
    }
    with (
        dask.config.set(how),
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, scheduler_kwargs=strict) as there,
    ):
        found = messages(texts, scheduler=there.scheduler_address)
    died = "WorkerDied: 1 worker processes died over it"
    assert found == [died if text == "poison" else wanted(text) for text in texts]


def test_a_worker_with_other_tools_is_refused(elsewhere, monkeypatch):
    monkeypatch.setattr(cluster, "describe_tools", lambda model: {"code": "new", "spacy": "3.8"})
    monkeypatch.setattr(cluster, "_tools_here", lambda model: {"code": "old", "spacy": "3.8"})
    with pytest.raises(ConfigError, match=r"worker on \S+ has another code than this run"):
        messages(["1"], scheduler=elsewhere)


def test_another_version_of_dask_is_refused(elsewhere, monkeypatch):
    def get_versions(self):
        told = {"packages": {"dask": "1", "distributed": "2"}}
        return {"client": told, "scheduler": told, "workers": {"tcp://far": {"packages": {"dask": "1"}}}}

    monkeypatch.setattr(distributed.Client, "get_versions", get_versions)
    with pytest.raises(ConfigError, match=f"{elsewhere}: tcp://far has distributed None, this run 2"):
        messages(["1"], scheduler=elsewhere)


def test_machines_without_the_pipeline_are_told(elsewhere, monkeypatch):
    monkeypatch.setattr(clients, "_PACKAGE", "techflow-absent")
    with pytest.raises(ConfigError, match=f"{elsewhere}: techflow-absent is not installed"):
        messages(["1"], scheduler=elsewhere)


def test_a_scheduler_without_workers_is_told(monkeypatch):
    monkeypatch.setattr(clients, "_ANSWER", 0.3)
    with distributed.LocalCluster(n_workers=0, processes=False, **SCHEDULER) as empty:
        address = empty.scheduler_address
        with pytest.raises(ConfigError, match=f"{address}: has no worker; start some: dask worker {address}"):
            messages(["1"], scheduler=address)


def test_workers_that_go_and_stay_away_end_the_run(monkeypatch):
    monkeypatch.setattr(cluster, "_LOOK", 0.1)
    monkeypatch.setattr(cluster, "_PATIENCE", 0.3)
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, **SCHEDULER) as there:
        results = run(["1"] * 100, scheduler=there.scheduler_address)
        next(results)
        there.scale(0)
        with pytest.raises(RunnerError, match=f"{there.scheduler_address}: no worker for 0.3 s; run again"):
            list(results)


def test_a_scheduler_that_dies_ends_the_run():
    with start_elsewhere() as (address, scheduler):
        results = run(["1"] * 200, scheduler=address)
        next(results)
        scheduler.kill()
        with pytest.raises(RunnerError, match=f"{address}: the scheduler is lost; run again"):
            list(results)


def test_a_scheduler_that_dies_while_an_answer_is_on_its_way_ends_the_run(monkeypatch):
    def break_off(window, future):
        raise distributed.comm.CommClosedError("connection reset by peer")

    monkeypatch.setattr(cluster._Window, "_wait_for", break_off)
    with start_elsewhere() as (address, _), pytest.raises(RunnerError) as ended:
        list(run(["1"], scheduler=address))
    assert str(ended.value) == f"{address}: the scheduler is lost; run again"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--runner", "cluster", "--scheduler", "tcp://127.0.0.1:1"), "--scheduler tcp://127.0.0.1:1: no an"),
        (("--runner", "cluster", "--scheduler", "nonsense"), "--scheduler nonsense: not an address"),
        (("--runner", "cluster", "--scheduler", "http://127.0.0.1"), "--scheduler http://127.0.0.1: not an"),
        (("--runner", "processes", "--scheduler", "tcp://127.0.0.1:1"), "--scheduler is for --runner"),
        (("--scheduler", "tcp://127.0.0.1:1"), "--scheduler is for --runner cluster, not serial"),
        (("--runner", "cluster", "--scheduler", "tcp://127.0.0.1:1", "--workers", "2"), "--workers is for a"),
    ],
)  # fmt: skip
def test_wrong_use_is_told(options, said, tmp_path, monkeypatch):
    monkeypatch.setattr(clients, "_ANSWER", 0.3)
    done = call("corpus/articles/en", "--no-model", "--out", tmp_path / "out", *options)
    assert done.exit_code == 2
    assert done.output.startswith(f"error: {said}"), done.output


def test_without_dask_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigError, match=r"pip install 'techflow-pipeline\[cluster\]'"):
        messages(["1"])
