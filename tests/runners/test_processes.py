"""The runner with worker processes: order, bounds, workers that die, articles that kill them."""

import multiprocessing
import random
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import RunnerError, TableError
from pipeline.runners import RUNNERS, processes, run_processes

sys.path.append(str(Path(__file__).parent))  # workers are sent it, and import from it

import dangerous_work
from dangerous_work import DAY, articles, wanted


def run(texts, workers=2, work=dangerous_work.answer):
    return run_processes(articles(texts), DAY, False, workers, work)


def children():
    return multiprocessing.active_children()


@pytest.fixture(autouse=True)
def nobody_stays():
    yield
    assert not children()


def test_results_come_in_the_order_of_the_articles():
    texts = ["slow" if number % 7 == 0 else str(number) for number in range(40)]
    assert [one.message for one in run(texts, workers=3)] == [wanted(text) for text in texts]


def test_no_article_and_one_article():
    assert list(run([])) == []
    assert len(list(run(["1"]))) == 1


def test_few_articles_are_read_ahead():
    read = []

    def reading():
        for article in articles(str(number) for number in range(100)):
            read.append(article)
            yield article

    results = run_processes(reading(), DAY, False, 2, dangerous_work.answer)
    for taken, _ in enumerate(results, start=1):
        assert len(read) <= taken + 2 * processes._AHEAD
    assert taken == len(read) == 100


@pytest.mark.parametrize("seed", range(3))
def test_workers_killed_at_random_lose_nothing(seed):
    rng = random.Random(seed)
    texts = [str(number) for number in range(150)]
    # Far enough apart that no article can be met twice: then it would be set aside.
    moments = {number + rng.randrange(5) for number in range(5, 140, 15)}
    killed, found = 0, []
    for number, one in enumerate(run(texts)):
        found.append(one.message)
        if number in moments:
            time.sleep(rng.random() / 100)
            alive = children()
            if alive:
                rng.choice(alive).kill()
                killed += 1
    assert found == [wanted(text) for text in texts]
    assert killed >= 8


@pytest.mark.parametrize(("text", "how"), [("poison", "exit code 9"), ("killed", "SIGKILL")])
def test_an_article_that_kills_its_worker_is_set_aside_alone(text, how):
    texts = ["1", "2", text, "3", text, "4"]
    found = [one.message for one in run(texts)]
    set_aside = f"WorkerDied: 2 worker processes died over it, the last by {how}"
    assert found == [set_aside if each == text else wanted(each) for each in texts]


def test_an_article_whose_worker_died_once_is_not(tmp_path):
    text = f"once {tmp_path / 'mark'}"
    assert [one.message for one in run(["1", text, "2"])] == [wanted(each) for each in ("1", text, "2")]


@pytest.mark.parametrize(("text", "error"), [("table", TableError), ("fault", TypeError)])
def test_broken_tables_and_code_end_the_run(text, error):
    with pytest.raises(error):
        list(run(["1", "2", text, "3"]))


def test_workers_that_cannot_start_end_the_run():
    with pytest.raises(RunnerError, match=r"3 worker processes died before .* exit code 7"):
        list(run(["1"], work=dangerous_work.Unreadable()))


def test_whoever_stops_asking_leaves_no_worker_behind():
    results = run(["1"] * 50)
    next(results)
    assert children()
    results.close()


def test_an_interrupt_leaves_no_worker_behind():
    def reading():
        yield from articles(["slow", "1"])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(run_processes(reading(), DAY, False, 2, dangerous_work.answer))


def test_a_worker_serves_many_articles_and_not_for_ever(monkeypatch):
    pids = [one.message for one in run(["pid"] * 20, workers=1)]
    assert len(set(pids)) == 1
    monkeypatch.setattr(processes, "_peak", iter((100, 140, 160)).__next__)
    has_grown = processes._watch_memory()
    told = [has_grown() for _ in range(2 * processes._LOOK_EVERY)]
    assert [number for number, grown in enumerate(told, start=1) if grown] == [2 * processes._LOOK_EVERY]


def test_cores():
    assert processes.count_cores() >= 1
    assert RUNNERS["processes"] is run_processes
