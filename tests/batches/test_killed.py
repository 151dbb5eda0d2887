"""A run that is killed anywhere and started again ends with the bytes of one that was not."""

import multiprocessing
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.commands import call_here, tree

KILLS = 50
TEXTS = {
    "ja/story": "Tetherの準備金は1300億ドルだ。Tetherの2024年の利息収入は700億円だった。",
    "zh/story": "Tether准备金1300亿美元。Tether 2024年利息收入为70亿美元。",
    **{f"en/{n}": f"Tether's net profit in 2024 was ${n + 3} billion. Acme paid ${n}." for n in range(4)},
}
_PROCESSES = multiprocessing.get_context("forkserver")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Short articles in three languages: editions, a conflict, and one that is refused."""
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    for lang in ("ja", "zh"):
        (folder / lang / "story.yaml").write_text("edition_of: story\n", encoding="utf-8")
    (folder / "en" / "broken.txt").write_bytes(b"a\0b")
    return folder


def run(corpus, out, *options):
    return call_here("run", corpus, "--out", out, "--no-model", *options)


@pytest.fixture(scope="module")
def whole(corpus, tmp_path_factory):
    """What an uninterrupted run writes, and a second one after a change."""
    out = tmp_path_factory.mktemp("whole") / "out"
    assert run(corpus, out).exit_code == 3
    return tree(out)


def run_in_child(corpus, out, options, renames):
    """The life of a run in a process of its own; killed by itself at so many files moved into place."""
    if renames is not None:
        move = Path.replace

        def move_or_die(self, target):
            nonlocal renames
            if renames == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            renames -= 1
            return move(self, target)

        Path.replace = move_or_die
    run(corpus, out, *options)


def start(corpus, out, options=(), renames=None):
    _PROCESSES.set_forkserver_preload(["pipeline.runners.warm", "pipeline.cli.batch", "tests.commands"])
    child = _PROCESSES.Process(target=run_in_child, args=(corpus, out, options, renames))
    child.start()
    return child


def measure(corpus, out):
    """Seconds of a run that nobody kills."""
    began = time.monotonic()
    child = start(corpus, out)
    child.join()
    return time.monotonic() - began


def test_killed_at_random_moments_and_resumed_the_bytes_are_those_of_a_run_without_harm(
    corpus, whole, tmp_path
):
    chance = random.Random()
    measure(corpus, tmp_path / "warm")  # the fork server loads its modules
    longest = measure(corpus, tmp_path / "first")
    assert tree(tmp_path / "first") == whole
    killed = runs = 0
    while killed < KILLS:
        out = tmp_path / f"out{runs}"
        runs += 1
        for _ in range(KILLS // 5):  # each run begins where the one before it was killed
            child = start(corpus, out, ("--runner", "processes", "--workers", "2") if runs % 3 == 0 else ())
            child.join(chance.uniform(0, longest))
            if child.exitcode is not None:
                break
            child.kill()
            child.join()
            killed += 1
        child = start(corpus, out)
        child.join()
        assert tree(out) == whole, f"after {killed} kills"


@pytest.mark.parametrize("renames", [0, 1, 20, 60, -1])
def test_killed_while_files_are_moved_into_place_the_next_run_ends_it(corpus, whole, tmp_path, renames):
    out = tmp_path / "out"
    count = len(whole) + renames if renames < 0 else renames  # -1: before the manifest, which is the last
    child = start(corpus, out, renames=count)
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert (out / "manifest.json").exists() is False
    assert run(corpus, out).exit_code == 3
    assert tree(out) == whole


def test_killed_while_a_change_is_written_its_number_and_its_content_are_the_same(corpus, tmp_path):
    changed = shutil.copytree(corpus, tmp_path / "corpus")
    outs = [tmp_path / "killed", tmp_path / "whole"]
    for out in outs:
        run(changed, out)
    (changed / "en" / "0.txt").write_text("Acme paid $77.", encoding="utf-8")
    run(changed, outs[1])
    for renames in (3, 30, len(tree(outs[1])) - 3):
        child = start(changed, outs[0], renames=renames)
        child.join()
        assert child.exitcode == -signal.SIGKILL
    run(changed, outs[0])
    assert tree(outs[0]) == tree(outs[1])
    assert "changes/000002.jsonl" in tree(outs[0])
