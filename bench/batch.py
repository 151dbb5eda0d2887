"""What a batch costs with one process and with several: throughput, memory, equal bytes.

    .venv/bin/python bench/batch.py --articles 600 --workers 2

Articles are made of the paragraphs of the corpus, mixed anew with other digits by a seeded
generator: as many words, names and figures as real ones, and no two alike. Each run is a process
of its own, as a user starts it; its time is that of the clock, with start and dictionaries.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
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


def run(folder: Path, out: Path, *options: str) -> tuple[float, float]:
    """Seconds by the clock of one run, and the CPU seconds of all its processes."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pipeline", "run", str(folder), "--out", str(out), *options]
    subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def main() -> int:
    """Print a row a runner; the exit code is 1 when their outputs differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-model", action="store_true")
    given = parser.parse_args()
    model = ("--no-model",) if given.no_model else ()
    runners = {
        "serial": (),
        f"{given.workers} processes": ("--runner", "processes", "--workers", str(given.workers)),
    }
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "in").mkdir()
        characters = write_articles(folder / "in", given.articles, random.Random(7))
        print(f"{given.articles} articles, {characters:,} characters, {'without' if model else 'with'} model")
        print(f"{'':14}{'seconds':>9}{'articles/s':>12}{'CPU s':>9}{'times':>7}")
        times, trees = [], []
        for name, options in runners.items():
            seconds, cpu = run(folder / "in", folder / name, *options, *model)
            times.append(seconds)
            trees.append(read_tree(folder / name))
            speed = given.articles / seconds
            print(f"{name:14}{seconds:9.1f}{speed:12.1f}{cpu:9.1f}{times[0] / seconds:7.2f}", flush=True)
        print(f"{len(trees[0])} files, {'equal' if trees[0] == trees[1] else 'NOT EQUAL'} bytes")
    return int(trees[0] != trees[1])


if __name__ == "__main__":
    raise SystemExit(main())
