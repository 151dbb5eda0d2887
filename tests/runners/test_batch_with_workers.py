"""A run with workers of any kind writes what a serial one writes, whoever dies; Ctrl-C leaves nothing."""

import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipeline.cli import batch as batch_module
from pipeline.exporters import formats
from tests.commands import HOUSE, call_here, tree

sys.path.append(str(Path(__file__).parent))

import dangerous_work

WITH_WORKERS = pytest.mark.parametrize("runner", ["processes", "cluster"])


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Articles of all languages, with conflicts, editions and files that are refused between them."""
    folder = tmp_path_factory.mktemp("corpus")
    for name in ("articles", "gold/editions"):
        shutil.copytree(HOUSE / "corpus" / name, folder / name)
    for number in range(6):
        (folder / f"articles/en/{number}.txt").write_text(
            f"Tether earned ${number + 3} billion in 2024.", encoding="utf-8"
        )
        (folder / f"articles/en/{number}-broken.txt").write_bytes(b"a\0b")
    return folder


@pytest.fixture(scope="module")
def serial(corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("serial")
    assert call_here("run", corpus, "--out", out, "--no-model").exit_code == 3
    return tree(out)


@WITH_WORKERS
def test_bytes_are_those_of_the_serial_runner(runner, corpus, serial, tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "WORTH_IT", 0)
    done = call_here("run", corpus, "--out", tmp_path, "--no-model", "--runner", runner, "--workers", 3)
    assert done.exit_code == 3
    assert tree(tmp_path) == serial
    rejected = [json.loads(line)["source"] for line in serial["rejected.jsonl"].splitlines()]
    assert len(rejected) > 6


def test_a_killed_worker_changes_nothing(corpus, serial, tmp_path):
    def kill():
        while not (alive := multiprocessing.active_children()):
            time.sleep(0.01)
        time.sleep(random.random())
        alive = multiprocessing.active_children() or alive
        random.choice(alive).kill()

    killer = threading.Thread(target=kill)
    killer.start()
    done = call_here("run", corpus, "--out", tmp_path, "--no-model", "--runner", "processes", "--workers", 2)
    killer.join()
    assert done.exit_code == 3
    assert tree(tmp_path) == serial


@WITH_WORKERS
def test_an_article_that_kills_workers_is_quarantined_alone(runner, tmp_path, monkeypatch):
    for name, text in {"a": "It paid $5.", "b": "This is poison.", "c": "It paid $6."}.items():
        (tmp_path / "en").mkdir(exist_ok=True)
        (tmp_path / "en" / f"{name}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(batch_module, "make_article", dangerous_work.make_unless_poisonous)
    done = call_here("run", tmp_path / "en", "--out", tmp_path / "out", "--runner", runner, "--workers", 2)
    assert done.exit_code == 3
    (line,) = (tmp_path / "out" / "rejected.jsonl").read_text(encoding="utf-8").splitlines()
    rejected = json.loads(line)
    assert (rejected["source"], rejected["type"]) == ("en/b.txt", "failed")
    assert rejected["message"].startswith("WorkerDied: 2 worker processes died over it")
    figures = (tmp_path / "out" / "figures.jsonl").read_text(encoding="utf-8")
    assert "$5" in figures and "$6" in figures


def group(leader):
    """The processes of a process group, without those that have ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group, *_ = stat.read_text(encoding="utf-8").rpartition(") ")[2].split()
        except OSError:
            continue
        if int(group) == leader and state != "Z":
            found.append(int(stat.parent.name))
    return found


@WITH_WORKERS
def test_ctrl_c_is_130_and_leaves_no_process(runner, tmp_path):
    (tmp_path / "in" / "en").mkdir(parents=True)
    for number in range(3000):
        (tmp_path / "in" / "en" / f"{number}.txt").write_text("It paid $5.", encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    with subprocess.Popen(
        [*command, "--runner", runner, "--workers", "2"],
        cwd=HOUSE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        # The run, the fork server, its tracker of resources, and two workers.
        deadline = time.monotonic() + 60
        while len(group(process.pid)) < 5 and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(30) == 130
        assert b"Traceback" not in process.stderr.read()
    deadline = time.monotonic() + 10
    while group(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not group(process.pid)
    assert not tree(tmp_path / "out")
