"""What ``extract`` costs in each language: speed, growth, memory; Japanese beside bare fugashi.

Speed is told apart: without the trained model, and with parser and names where a model
is released. Growth and memory are measured without it.

    .venv/bin/python bench/extract.py [--articles 2000] [--seconds 5]

Times are CPU seconds of this one process. Ratios (growth, times slower than
fugashi) compare runs of the same minute; absolute speed is the machine's.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ARTICLES = {
    "ja": ROOT / "corpus/articles/ja/000_39dabbda776826a5.txt",
    "zh": ROOT / "corpus/articles/zh/001_compute_leasing.txt",
    "en": ROOT / "corpus/articles/en/002_reserve_report.txt",
}
SPEED_WANTED = 100_000
GROWTH_WANTED = 36
SIZES = (1, 2, 4, 8, 16, 32)
_SYLLABLES = ("ba", "be", "bo", "da", "fi", "ko", "lu", "mi", "no", "pa", "ra", "so", "ta", "vi", "zo")
_SENTENCES = (
    "{name}は{year}年{month}月、{other}から{amount}億{currency}を調達したと発表した。",
    "同社の売上高は前年比{percent}%増の{amount}億{currency}で、従業員は約{count}人となった。",
    "{name}の{other}は「今後3年間で{count}枚以上のGPUを導入する」と語った。",
    "市場では{name}の評価額が{amount}億~{more}億{currency}に達するとの見方が広がっている。",
    "この取引は規制当局の承認を経て、来年前半に完了する見込みだ。",
)


def measure(work: Callable[[], object], seconds: float, repeats: int = 10) -> float:
    """CPU seconds of one call: the best of ten rounds, as other jobs on the machine slow some down."""
    best = float("inf")
    for _ in range(repeats):
        calls, begin = 0, time.process_time()
        while (spent := time.process_time() - begin) < seconds / repeats:
            work()
            calls += 1
        best = min(best, spent / calls)
    return best


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of a thing done once: an import, a load."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def make_article(random_words: random.Random, sentences: int = 40) -> str:
    """A made-up article of about 1,600 characters whose names nobody has met before."""

    def name() -> str:
        return "".join(random_words.choice(_SYLLABLES) for _ in range(4)).capitalize()

    who, lines = name(), []
    for _ in range(sentences):
        amount = random_words.randint(2, 900)
        lines.append(
            random_words.choice(_SENTENCES).format(
                name=who, other=name(),
                year=random_words.randint(2015, 2026), month=random_words.randint(1, 12),
                amount=amount, more=amount + 50,
                currency=random_words.choice(("ドル", "円", "ユーロ")),
                percent=random_words.randint(1, 90), count=random_words.randint(20, 9000),
            )
        )  # fmt: skip
    return "\n".join(lines)


def report_loading() -> None:
    """Imports and loads, each apart from the work."""
    print("loading, CPU seconds once a process")
    print(f"  import spacy               {timed(lambda: __import__('spacy')):8.2f}")
    print(f"  import pipeline.stages     {timed(lambda: __import__('pipeline.stages')):8.2f}")
    from pipeline.languages.nlp import find_models
    from pipeline.stages import load_tools

    for lang in ARTICLES:
        print(f"  tables and dictionary ({lang}) {timed(lambda lang=lang: load_tools(lang, False)):8.2f}")
    for lang in find_models():
        print(f"  and the trained model ({lang}) {timed(lambda lang=lang: load_tools(lang, True)):8.2f}")


def make_extract(lang: str, model: bool = False) -> Callable[[str], str]:
    """The work of one line of ``extract``, with its model or without: a text in, a JSON line out."""
    from pipeline.cli.terminal import collect_rarely
    from pipeline.datatypes import Article
    from pipeline.exporters.json_text import dump
    from pipeline.exporters.records import finding_rows
    from pipeline.runners.serial import Failure, run_article

    collect_rarely()  # as every command does

    def extract(text: str) -> str:
        result = run_article(Article("bench", lang, text), None, model)
        if isinstance(result, Failure):
            raise SystemExit(f"the article failed: {result.message}")
        return dump(finding_rows(result))

    return extract


def report_fugashi(text: str, ours: float, seconds: float) -> None:
    """Bare fugashi on the same text in the same run."""
    import fugashi

    tagger = fugashi.Tagger()

    def bare() -> None:
        for line in text.splitlines():
            for node in tagger(line):
                _ = node.surface, node.feature_raw

    theirs = measure(bare, seconds)
    print(f"  bare fugashi, no Doc (ja)  {len(text) / theirs:12,.0f}   {ours / theirs:.1f} times as fast")


def report_speed(extracts: dict[str, Callable[[str], str]], seconds: float) -> dict[str, float]:
    """Characters a CPU second of each language, on its article of the corpus."""
    speeds = {}
    print("speed without a trained model, characters a CPU second")
    for lang, extract in extracts.items():
        text = ARTICLES[lang].read_text(encoding="utf-8")
        extract(text)
        ours = measure(lambda extract=extract, text=text: extract(text), seconds)
        speeds[lang] = len(text) / ours
        print(f"  extract, {lang}, {len(text):5,} long   {speeds[lang]:12,.0f}")
        if lang == "ja":
            report_fugashi(text, ours, seconds)
    return speeds


def report_models(seconds: float) -> dict[str, float]:
    """Characters a CPU second with parser and names, of each language that has a model; may be empty."""
    from pipeline.languages.nlp import find_models

    speeds = {}
    print("speed with the trained model, characters a CPU second")
    for lang in find_models():
        text, extract = ARTICLES[lang].read_text(encoding="utf-8"), make_extract(lang, model=True)
        extract(text)
        speeds[lang] = len(text) / measure(lambda extract=extract, text=text: extract(text), seconds)
        print(f"  parser and names, {lang}       {speeds[lang]:12,.0f}")
    return speeds


def report_growth(extract: Callable[[str], str], text: str) -> float:
    """How the cost of one text grows with its length: 32 is linear."""
    print("growth, one text")
    cost = {}
    for size in SIZES:
        longer = text * size
        cost[size] = min(timed(lambda longer=longer: extract(longer)) for _ in range(5 if size < 8 else 3))
        times = cost[size] / cost[1]
        print(f"  {size:3}x {len(longer):8,} characters {cost[size]:8.3f} s   {times:5.1f} times the first")
    return cost[SIZES[-1]] / cost[1]


def resident_kilobytes() -> int:
    """Memory of this process now, not at its peak."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def memory_curve(extract: Callable[[str], str], articles: int) -> Iterator[tuple[int, int]]:
    """(articles done, kilobytes) over a run of always new articles."""
    words = random.Random(7)
    marks = {100, *range(0, articles + 1, max(1, articles // 8))}
    for number in range(1, articles + 1):
        extract(make_article(words))
        if number in marks:
            yield number, resident_kilobytes()


def main() -> int:
    """Print the report; the exit code is 0, as speed is no test."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=6)
    options = parser.parse_args()
    report_loading()
    extracts = {lang: make_extract(lang) for lang in ARTICLES}
    speeds = report_speed(extracts, options.seconds)
    with_model = report_models(options.seconds)
    growth = {}
    for lang, extract in extracts.items():
        print(f"{lang}: ", end="")
        growth[lang] = report_growth(extract, ARTICLES[lang].read_text(encoding="utf-8"))
    extract = extracts["ja"]
    print(f"memory over {options.articles} articles of new names, MB")
    after_hundred = last = 0
    for number, size in memory_curve(extract, options.articles):
        after_hundred = size if number == 100 else after_hundred
        last = size
        print(f"  {number:6} {size / 1024:8.1f}")
    grown = last - after_hundred
    for lang, speed in speeds.items():
        also = f", {with_model[lang]:,.0f} with the model" if lang in with_model else ""
        print(f"wanted: {SPEED_WANTED:,} characters a CPU second, got {speed:,.0f} ({lang}){also}")
        print(
            f"wanted: 32 times the text costs at most {GROWTH_WANTED} times, got {growth[lang]:.1f} ({lang})"
        )
    print(
        f"wanted: no growth after the first hundred articles, got {grown / 1024:+.1f} MB of {last / 1024:.0f}"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
