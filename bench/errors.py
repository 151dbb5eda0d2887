"""Do reconcile and audit notice errors, and do they leave the innocent alone?

    .venv/bin/python bench/errors.py [--articles humanoids,kraken] [--workers 2]

Twelve articles in three editions each (corpus/gold/editions, our own) get one error at a time in
one edition (bench/mutations.py), more than five thousand in all. Reconcile: noticed at all, told
as the right class, and laid at the right door (the edition that is off). Audit, which sees the
faulty edition alone: magnitude errors in figures that take part in a check. What is said of the
clean editions is counted first: it is what a user would have to look at for nothing. Then the
short texts of corpus/gold/<lang>/*-audit.yaml: is what is called contradicted, or doubtful, so?
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.mutations import Mutation, mutate, mutate_time  # noqa: E402
from pipeline.datatypes import Article, ArticleResult, Edition, EditionFigure, EditionRow  # noqa: E402
from pipeline.stages import load_tools, process_article  # noqa: E402
from pipeline.stages.auditing import coverage  # noqa: E402
from pipeline.stages.reconciling import read_edition, reconcile  # noqa: E402
from tests.audit_scores import score_text  # noqa: E402
from tests.gold_audit import load_texts  # noqa: E402

EDITIONS = ROOT / "corpus/gold/editions"
LANGS = ("ja", "zh", "en")
FLAGS = ("doubtful", "contradicted")
# A day the articles could have been read on; some tell their own (about.yaml), for none it matters here.
DAY = date(2026, 6, 1)
Counts = dict[str, Counter[str]]


def process(text: str, lang: str) -> ArticleResult:
    """An edition without the trained model: what is measured are the rules, and CI has no hours."""
    return process_article(Article(lang, lang, text, published_on=DAY), load_tools(lang, False))


def read_clean(name: str) -> dict[str, ArticleResult]:
    """The three editions of an article as they are."""
    return {
        lang: process((EDITIONS / name / f"{lang}.txt").read_text(encoding="utf-8"), lang) for lang in LANGS
    }


def measure_article(name: str, every: int = 1) -> tuple[Counter[str], Counts]:
    """What is said of an article's clean editions, and of each error put into one of them.

    ``every``: only each n-th figure gets errors.
    """
    clean = read_clean(name)
    editions = {lang: read_edition(result) for lang, result in clean.items()}
    base = reconcile(list(editions.values()))
    said: Counter[str] = Counter()
    said["figures"] = sum(len(edition.figures) for edition in editions.values())
    said["severe"] = sum(row.severity == "severe" for row in base.rows)
    said["rows"] = len(base.rows)
    for result in clean.values():
        checked, total = coverage(result.figures, result.findings)
        said["checked"] += checked
        said["all"] += total
        for finding in result.findings:
            said[finding.verdict] += 1
    counts: Counts = defaultdict(Counter)
    before = {(n, cell.start): row for row in base.rows for n, cell in enumerate(row.cells) if cell}
    for at, lang in enumerate(LANGS):
        for figure in _alone(clean[lang], editions[lang])[::every]:
            for mutation in mutate(
                clean[lang].article.text, figure.start, figure.end, lang, not figure.modifier
            ):
                changed = process(mutation.text, lang)
                others = [read_edition(changed) if k == lang else editions[k] for k in LANGS]
                note_reconcile(mutation, at, others, before.get((at, figure.start)), counts)
                note_audit(mutation, figure.figure_id, clean[lang], changed, counts)
        for time in editions[lang].times[::every]:
            for mutation in mutate_time(clean[lang].article.text, time.start, time.end, lang):
                changed = read_edition(process(mutation.text, lang))
                others = [changed if k == lang else editions[k] for k in LANGS]
                note_reconcile(mutation, at, others, None, counts)
    return said, counts


def _alone(result: ArticleResult, edition: Edition) -> list[EditionFigure]:
    """The figures that stand once: a title that its page repeats would be faulty in one place only."""
    twice = any(zone.kind == "title_repeat" for zone in result.article.zones)
    titles = [zone.end for zone in result.article.zones if zone.kind == "title"]
    first = max(titles, default=0) if twice else 0
    return [figure for figure in edition.figures if figure.start >= first]


def note_reconcile(
    mutation: Mutation, at: int, editions: Sequence[Edition], before: EditionRow | None, counts: Counts
) -> None:
    """Count what reconcile makes of one error."""
    tally = counts[f"{'time' if mutation.wanted == 'period' else 'reconcile'} {mutation.name}"]
    tally["made"] += 1
    rows = list(_rows_of(mutation, at, editions, before))
    known = set(before.classes) if before and mutation.name not in ("deletion", "insertion") else set()
    told = [row for row in rows if set(row.classes) - known - {"reordered"} or row.severity == "severe"]
    tally["noticed"] += bool(told)
    wanted = (
        {"omitted", "added", "truncated"} if mutation.wanted in ("omitted", "added") else {mutation.wanted}
    )
    tally["class"] += any(wanted & set(row.classes) for row in told)
    if mutation.wanted not in ("omitted", "added", "modifier"):
        tally["blamed of"] += 1
        tally["blamed"] += any(row.outliers == (at,) for row in told)


def _rows_of(
    mutation: Mutation, at: int, editions: Sequence[Edition], before: EditionRow | None
) -> Iterator[EditionRow]:
    """The rows in which the changed figure stands now, or what it was in the other editions."""
    lost = {(n, cell.start) for n, cell in enumerate(before.cells) if cell and n != at} if before else set()
    for row in reconcile(editions).rows:
        cell = row.cells[at]
        here = (
            cell is not None
            and cell.start < max(mutation.end, mutation.start + 1)
            and mutation.start < cell.end
        )
        there = any((n, other.start) in lost for n, other in enumerate(row.cells) if other)
        if here or (there and mutation.name != "insertion"):
            yield row


def note_audit(
    mutation: Mutation, figure_id: str, clean: ArticleResult, changed: ArticleResult, counts: Counts
) -> None:
    """Count what the audit of the faulty edition alone makes of one error in a figure it had checked."""
    held = [f for f in clean.findings if figure_id in f.figure_ids and f.verdict == "holds"]
    flagged = {f.finding_id for f in clean.findings if f.verdict in FLAGS}
    tally = counts[f"audit {mutation.name}"]
    tally["made"] += 1
    if not held:
        return
    tally["covered"] += 1
    starts = {each.figure.figure_id: (each.figure.start, each.figure.end) for each in changed.figures}
    tally["noticed"] += any(
        finding.verdict in FLAGS
        and finding.finding_id not in flagged
        and any(
            _meets(starts.get(each, (finding.start, finding.end)), mutation) for each in finding.figure_ids
        )
        for finding in changed.findings
    )


def _meets(span: tuple[int, int], mutation: Mutation) -> bool:
    return span[0] < mutation.end and mutation.start < span[1]


def print_report(said: Counter[str], counts: Counts) -> None:
    """The tables of the report."""
    figures, severe = said["figures"], said["severe"]
    share = f"{100 * severe / figures:.2f} per 100 figures"
    print(f"clean editions: {said['rows']} rows of {figures} figures, {severe} severe flags: {share}")
    verdicts = ", ".join(f"{said[name]} {name}" for name in ("holds", *FLAGS, "not_checkable"))
    covered = f"{said['checked']} of {said['all']} figures ({said['checked'] / said['all']:.2f})"
    print(f"clean texts, audit: {verdicts}; coverage {covered}")
    print(f"\n{'reconcile: error':24}{'made':>7}{'noticed':>9}{'class':>8}{'edition':>9}")
    times = (("of a time", tally) for name, tally in counts.items() if name.startswith("time "))
    for name, tally in (*_with_total(counts, "reconcile "), *times):
        blamed = f"{tally['blamed'] / tally['blamed of']:9.3f}" if tally["blamed of"] else f"{'':9}"
        made = tally["made"]
        print(f"{name:24}{made:7}{tally['noticed'] / made:9.3f}{tally['class'] / made:8.3f}{blamed}")
    print(f"\n{'audit alone: error':24}{'made':>7}{'covered':>9}{'noticed':>9}{'of covered':>12}")
    for name, tally in _with_total(counts, "audit "):
        of = tally["noticed"] / tally["covered"] if tally["covered"] else 0.0
        print(f"{name:24}{tally['made']:7}{tally['covered']:9}{tally['noticed']:9}{of:12.3f}")


def _with_total(counts: Counts, prefix: str) -> Iterator[tuple[str, Counter[str]]]:
    total: Counter[str] = Counter()
    magnitude: Counter[str] = Counter()
    for name, tally in sorted(counts.items()):
        if name.startswith(prefix):
            yield name.removeprefix(prefix), tally
            total += tally
            if name.removeprefix(prefix) in ("x10", "÷10", "scale word"):
                magnitude += tally
    yield "magnitude (three kinds)", magnitude
    yield "all", total


def print_short_texts() -> None:
    """How right the verdicts on the short texts are."""
    head = ("texts", "contradicted", "doubtful", "faulty found", "verdict")
    print(f"\n{'short texts':16}" + "".join(f"{name:>14}" for name in head))
    for part in ("early", "late"):
        for lang in (*LANGS, "all"):
            tally = _score_texts(part, LANGS if lang == "all" else (lang,))
            right = [tally[name][2] / max(1, tally[name][1]) for name in ("contradicted", "doubtful")]
            right += [tally["flagged"][2] / max(1, tally["flagged"][0])]
            right += [tally["verdict"][2] / max(1, tally["verdict"][0])]
            numbers = "".join(f"{number:14.3f}" for number in right)
            print(f"{part + ' ' + lang:16}{tally['verdict'][0]:14}{numbers}")


def _score_texts(part: str, langs: Sequence[str]) -> dict[str, list[int]]:
    """Wanted, found and right by what is counted."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(*counted: str | int) -> None:
        group, name, *numbers = counted
        if group == "audit":
            tally[str(name)] = [a + int(b) for a, b in zip(tally[str(name)], numbers, strict=True)]

    for lang in langs:
        for gold in load_texts(lang, part):
            score_text(gold, add)
    return tally


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", default=",".join(sorted(path.name for path in EDITIONS.iterdir())))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=int, default=2, help="put errors into each n-th figure only")
    given = parser.parse_args()
    names = given.articles.split(",")
    said: Counter[str] = Counter()
    counts: Counts = defaultdict(Counter)
    with ProcessPoolExecutor(given.workers) as pool:
        for clean, found in pool.map(measure_article, names, [given.every] * len(names)):
            said += clean
            for name, tally in found.items():
                counts[name] += tally
    print_report(said, counts)
    print_short_texts()


if __name__ == "__main__":
    main()
