"""What it costs to load outputs into a PostgreSQL server: first, again, and after one article changed.

    TECHFLOW_DSN=postgresql://USER@HOST/DATABASE .venv/bin/python bench/postgres.py --articles 300

The articles are those of bench/batch.py, without the trained model. ``--copies 10`` loads the same
outputs ten times over, as other articles: time should grow with the rows, memory should not. The
schema techflow_bench of the server is made and dropped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from batch import ROOT, run, write_articles

SCHEMA = "techflow_bench"
ARTICLE = re.compile("tf:[0-9a-f]{12}")


def rewrite(path: Path, lines: Callable[[Iterable[str]], Iterator[str]]) -> None:
    """A file anew, line by line: a child's memory is counted from what its parent held."""
    part = path.with_suffix(".part")
    with path.open(encoding="utf-8", newline="\n") as old, part.open("w", encoding="utf-8") as new:
        new.writelines(lines(old))
    part.replace(path)


def multiply(folder: Path, copies: int) -> None:
    """Every record that many times, each time of other articles."""

    def repeat(lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            for number in range(copies):
                yield ARTICLE.sub(lambda found, number=number: other(found[0], number), line)

    for path in sorted(folder.glob("*.jsonl")):
        rewrite(path, repeat)


def other(article_id: str, number: int) -> str:
    """An id of its own for each copy of an article; the first keeps its own."""
    return (
        f"tf:{hashlib.sha256(f'{number} {article_id}'.encode()).hexdigest()[:12]}" if number else article_id
    )


def change_one(folder: Path) -> None:
    """Let the figures of one article have been read by another rule."""

    def change(lines: Iterable[str]) -> Iterator[str]:
        first = None
        for line in lines:
            article = json.loads(line)["article_id"]
            first = first or article
            yield line.replace('"rule": "', '"rule": "new.', 1) if article == first else line

    rewrite(folder / "figures.jsonl", change)


def load(folder: Path) -> tuple[float, float, float, dict[str, int]]:
    """Seconds by the clock and of our CPU, MB at the most, and rows by what became of them."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "export", "postgres", "--out", str(folder), "--json"]
    process = subprocess.Popen([*command, "--schema", SCHEMA], cwd=ROOT, stdout=subprocess.PIPE)
    answer = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("the load failed")
    tables = json.loads(answer)["tables"].values()
    rows = {
        name: sum(table[name] for table in tables) for name in ("inserted", "updated", "deleted", "unchanged")
    }
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, rows


def drop_schema() -> None:
    """Take the schema of the bench out of the server."""
    import psycopg

    with psycopg.connect(os.environ["TECHFLOW_DSN"]) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def main() -> int:
    """Print a row a load."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--copies", type=int, default=1)
    given = parser.parse_args()
    if "TECHFLOW_DSN" not in os.environ:
        parser.error("which server? set TECHFLOW_DSN")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "in").mkdir()
        write_articles(folder / "in", given.articles, random.Random(7))
        run(folder / "in", folder / "out", "--no-model")
        multiply(folder / "out", given.copies)
        drop_schema()
        print(f"{given.articles * given.copies} articles")
        heads = ("inserted", "updated", "deleted", "unchanged")
        print(f"{'load':14}{'seconds':>9}{'CPU s':>7}{'MB':>6}" + "".join(f"{head:>11}" for head in heads))
        for name in ("first", "again", "one changed"):
            if name == "one changed":
                change_one(folder / "out")
            seconds, cpu, memory, rows = load(folder / "out")
            cells = "".join(f"{rows[head]:11}" for head in heads)
            print(f"{name:14}{seconds:9.1f}{cpu:7.1f}{memory:6.0f}{cells}", flush=True)
        drop_schema()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
