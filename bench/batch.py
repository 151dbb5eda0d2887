"""What a batch costs with one process, with several and with Dask: throughput, memory, equal bytes.

    .venv/bin/python bench/batch.py --articles 600 --workers 2

CPU seconds and memory are those of all processes of a run, looked at ten times a second: MB of the
run itself, of the largest other process, and of all together, where what several share counts once.

Articles are made of the paragraphs of the corpus, mixed anew with other digits by a seeded
generator: as many words, names and figures as real ones, and no two alike. Each run is a process
of its own, as a user starts it; its time is that of the clock, with start and dictionaries.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("corpus/articles/{}/*.txt", "corpus/gold/editions/*/{}.txt")
LANGS = ("ja", "zh", "en")
LINES = 12


def read_paragraphs(lang: str) -> list[str]:
    """Every line of the corpus' articles in a language that says something."""
    files = sorted(file for pattern in SOURCES for file in ROOT.glob(pattern.format(lang)))
    lines = [line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if len(line) > 20]


def write_articles(folder: Path, count: int, rng: random.Random) -> int:
    """That many articles below the folder, a third in each language; their characters together."""
    paragraphs = {lang: read_paragraphs(lang) for lang in LANGS}
    characters = 0
    for number in range(count):
        lang = LANGS[number % len(LANGS)]
        lines = rng.sample(paragraphs[lang], min(LINES, len(paragraphs[lang])))
        text = re.sub("[1-9]", lambda _: rng.choice("123456789"), "\n\n".join(lines)) + "\n"
        (folder / lang).mkdir(exist_ok=True)
        (folder / lang / f"{number:06}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


@dataclass
class Cost:
    """What one run took: seconds by the clock, CPU seconds, and at most so many MB."""

    seconds: float = 0
    cpu: float = 0
    driver: float = 0
    worker: float = 0
    together: float = 0


def run(folder: Path, out: Path, *options: str) -> Cost:
    """The cost of one run with all its processes."""
    command = [sys.executable, "-m", "pipeline", "run", str(folder), "--out", str(out), *options]
    cost, spent = Cost(), {}
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        while process.poll() is None:
            shared = 0.0
            for pid, (cpu, peak, part) in look_at(process.pid).items():
                spent[pid] = cpu
                shared += part
                if pid == process.pid:
                    cost.driver = peak
                else:
                    cost.worker = max(cost.worker, peak)
            cost.together = max(cost.together, shared)
            time.sleep(0.1)
    cost.seconds, cost.cpu = time.perf_counter() - began, sum(spent.values())
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return cost


def look_at(session: int) -> dict[int, tuple[float, float, float]]:
    """Each process of a session: CPU seconds, most MB so far, and MB now with its part of what is shared."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(") ")[2].split()
            if int(fields[3]) != session:
                continue
            peak = read_kilobytes(stat.with_name("status"), "VmHWM")
            part = read_kilobytes(stat.with_name("smaps_rollup"), "Pss")
        except OSError:
            continue  # it has ended meanwhile
        cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        found[int(stat.parent.name)] = cpu, peak / 1024, part / 1024
    return found


def read_kilobytes(file: Path, name: str) -> int:
    """The number after a name in a file of /proc, 0 where it is not."""
    found = re.search(rf"^{name}:\s+(\d+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return int(found[1]) if found else 0


def read_tree(folder: Path) -> dict[str, str]:
    """The hash of every output below a folder by its name; the ledger is none."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def run_again(folder: Path, out: Path, model: tuple[str, ...], first: float) -> None:
    """Print what a run costs when nothing has changed, and when one article has."""
    article = min(folder.rglob("*.txt"))
    for name, add in (("unchanged", ""), ("one changed", "It paid $5.\n")):
        article.write_text(article.read_text(encoding="utf-8") + add, encoding="utf-8")
        cost = run(folder, out, *model)
        print(
            f"{name:14}{cost.seconds:9.1f}{'':12}{cost.cpu:9.1f}  {cost.seconds / first:.1%} of the first run"
        )


def main() -> int:
    """Print a row a runner; the exit code is 1 when their outputs differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-model", action="store_true")
    given = parser.parse_args()
    model = ("--no-model",) if given.no_model else ()
    several = ("--workers", str(given.workers), "--runner")
    runners = {
        "serial": (),
        f"{given.workers} processes": (*several, "processes"),
        f"{given.workers} of Dask": (*several, "cluster"),
    }
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "in").mkdir()
        characters = write_articles(folder / "in", given.articles, random.Random(7))
        print(f"{given.articles} articles, {characters:,} characters, {'without' if model else 'with'} model")
        head = f"{'':14}{'seconds':>9}{'articles/s':>12}{'CPU s':>9}{'times':>7}"
        print(f"{head}{'MB: run':>9}{'worker':>8}{'all':>7}")
        times, trees = [], []
        for name, options in runners.items():
            if name.endswith("Dask") and find_spec("distributed") is None:
                print(f"{name:14} left out: pip install 'techflow-pipeline[cluster]'")
                continue
            cost = run(folder / "in", folder / name, *options, *model)
            times.append(cost.seconds)
            trees.append(read_tree(folder / name))
            speed = given.articles / cost.seconds
            row = f"{name:14}{cost.seconds:9.1f}{speed:12.1f}{cost.cpu:9.1f}{times[0] / cost.seconds:7.2f}"
            print(f"{row}{cost.driver:9.0f}{cost.worker:8.0f}{cost.together:7.0f}", flush=True)
        other = sorted({name for tree in trees for name in tree if tree[name] != trees[0].get(name)})
        run_again(folder / "in", folder / "serial", model, times[0])
        print(f"{len(trees[0])} files, {f'NOT EQUAL: {other[:9]}' if other else 'equal bytes'}")
    return int(bool(other))


if __name__ == "__main__":
    raise SystemExit(main())
