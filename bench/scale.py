"""What an article costs, part by part: to reckon from it what millions of them do (docs/scale.md).

    .venv/bin/python bench/scale.py --articles 60

For each language, without and with its trained model: CPU seconds of an article, its summary and
its records, in this process. Then for all of them together: the time to read and write them when the results
are there already, which is what a run does alone however many workers it has; what it keeps in
memory of each; and what lies on the disk of each, by format. Articles are those of bench/batch.py.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path

from batch import LANGS, write_articles

from pipeline.cli import batch
from pipeline.cli.batches.making import make_article
from pipeline.config import Settings
from pipeline.corpus import LanguageChoice, find_sources, read_corpus
from pipeline.datatypes import Article, Made
from pipeline.languages import available, detect_language
from pipeline.languages.nlp import find_models
from pipeline.runners import Work


def read_articles(folder: Path) -> list[Article]:
    """The articles below a folder, in the order of a run."""
    languages = LanguageChoice(available(), detect_language)
    sources = find_sources((folder,), available())
    return [one for one in read_corpus(sources, languages, size_limit=10**7) if isinstance(one, Article)]


def process(articles: Sequence[Article], model: bool) -> tuple[float, dict[str, Made]]:
    """CPU seconds of an article, the loading left out; and the results by id."""
    make_article(articles[0], None, model)
    begin = time.process_time()
    made = {}
    for article in articles:
        one = make_article(article, None, model)
        assert isinstance(one, Made), one
        made[article.article_id] = one
    return (time.process_time() - begin) / len(articles), made


def write(folder: Path, out: Path, made: dict[str, Made]) -> tuple[float, float]:
    """Seconds by the clock and of the CPU of a run whose results are there already."""

    def ready(
        articles: Iterable[Article],
        as_of: date | None,
        model: bool,
        workers: int | None = None,
        *,
        work: Work = make_article,
    ) -> Iterator[Made]:
        for article in articles:
            yield made[article.article_id]

    batch.RUNNERS["ready"] = ready
    begin = time.perf_counter(), time.process_time()
    with contextlib.redirect_stderr(io.StringIO()):
        batch.run_batch(Settings((folder,), out, "ready", model=False), None)
    return time.perf_counter() - begin[0], time.process_time() - begin[1]


def kept(folder: Path, out: Path, made: dict[str, Made]) -> int:
    """Bytes that a run holds when the last article has been written."""
    held = 0
    finish = batch.Across.finish

    def look(self: batch.Across) -> None:
        nonlocal held
        held = tracemalloc.get_traced_memory()[0]
        finish(self)

    batch.Across.finish = look
    tracemalloc.start()
    write(folder, out, made)
    tracemalloc.stop()
    batch.Across.finish = finish
    return held


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=60, help="for each language")
    each = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "in")
        folder.mkdir()
        characters = write_articles(folder, each * len(LANGS), random.Random(7))
        total = each * len(LANGS)
        print(f"{each} articles a language, {characters / total:,.0f} characters each")
        print(f"{'CPU s an article':18}{'characters':>11}{'no model':>10}{'model':>10}")
        made: dict[str, Made] = {}
        for lang in LANGS:
            articles = read_articles(folder / lang)
            length = sum(len(article.text) for article in articles) / len(articles)
            bare, results = process(articles, model=False)
            full, results = process(articles, model=True) if lang in find_models() else (None, results)
            made |= results
            shown = f"{full:10.3f}" if full is not None else f"{'none':>10}"
            print(f"{lang:18}{length:11,.0f}{bare:10.3f}{shown}", flush=True)
        report_writing(folder, Path(temporary), made, total)
    return 0


def report_writing(folder: Path, temporary: Path, made: dict[str, Made], total: int) -> None:
    """Print what reading and writing cost, in time, memory and on the disk.

    Time and memory are those of one article more: the difference between all and the first language.
    """
    few, names = folder / LANGS[0], count(1)
    more = total * (len(LANGS) - 1) / len(LANGS)
    times = [
        [min(write(source, temporary / f"out{next(names)}", made)[i] for _ in range(3)) for i in (0, 1)]
        for source in (few, folder)
    ]
    wall, cpu = ((whole - part) / more for part, whole in zip(*times, strict=True))
    held = [kept(source, temporary / f"out{next(names)}", made) for source in (few, folder)]
    print(f"reading and writing alone: {cpu:.4f} CPU s an article, {1 / wall:.1f} articles/s")
    print(f"kept in memory: {(held[1] - held[0]) / more:,.0f} bytes an article")
    sizes: Counter[str] = Counter()
    for file in (temporary / f"out{next(names) - 1}").rglob("*"):
        if file.is_file():
            kind = "summaries" if "summaries" in file.parts else file.suffix.removeprefix(".")
            sizes[kind] += file.stat().st_size
    print(f"{'on the disk':18}{'bytes an article':>17}")
    for kind, size in sizes.most_common():
        print(f"{kind:18}{size / total:17,.0f}")


if __name__ == "__main__":
    raise SystemExit(main())
