"""Accusations to learn from: false ones of clean texts, right ones of texts with an error put in.

Clean are the articles of corpus/gold/clean, the editions and the marked paragraphs: whatever is accused there
is, by all that is known, right. Into each figure that holds there an error goes, as bench/mutations.py and
``_other_amount`` make them: an accusation that takes it in and was not there before is right. Of the short
texts for the audit, and of real articles whose errors are known, the gold says which.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from bench.mutations import NUMBER, mutate
from pipeline.datatypes import Article, Figure
from pipeline.stages import Tools, annotate_article, load_tools, process_article
from pipeline.stages.auditing import judge_scene
from pipeline.stages.auditing.evidence import ACCUSES, signs
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.verdicts import Judged
from pipeline.tables import read_table
from tests.gold_audit import GoldText, load_texts
from tests.gold_clean import load_clean
from tests.gold_marked import load_marked
from tests.gold_names import GOLD

# Where an article tells no day.
DAY = date(2026, 6, 1)
# How often each error is drawn; what a writer's wrong arithmetic makes is any other amount.
ERRORS = ("x10", "÷10", "scale word", "currency", "digit", "transposition", "other", "other")
FACTORS = (0.4, 0.5, 0.6, 0.7, 0.8, 1.25, 1.4, 1.6, 2, 2.5, 3)
# So many errors go into what holds: into checks that hold by the hundred, where one thing is merely not above
# another, and into all others.
LOOSE = frozenset(
    ["part-of-whole", "margin-band", "comparable", "lone-currency", "repeated-figure", "direction"]
)
LOOSELY, STRICTLY = 1, 4


class Example(NamedTuple):
    """An accusation: its text, of which kind (real, clean, marked, short), its signs, and if it is right."""

    text_id: str
    kind: str
    signs: tuple[str, ...]
    verdict: str
    right: bool


class Known(NamedTuple):
    """A real article, its language, and the figures that are known to be wrong."""

    path: str
    lang: str
    wrong: tuple[str, ...]


class Error(NamedTuple):
    """A text with an error, and where the wrong figure stands in it."""

    text: str
    start: int
    end: int


def gather(langs: Sequence[str], workers: int = 1, every: int = 1) -> list[Example]:
    """The examples of all early texts of some languages; ``every``: only each n-th marked article."""
    jobs: list[tuple[str, Article | GoldText | Known]] = []
    for lang in langs:
        jobs += [("clean", article) for article in load_clean(lang, "early")]
        for path in sorted((GOLD / "editions").glob(f"*/{lang}.txt")):
            text = path.read_text(encoding="utf-8")
            jobs.append(("clean", Article(f"{lang}-{path.parent.name}", lang, text, published_on=DAY)))
        for passage in load_marked(lang)[::every]:
            article = Article(passage.text_id, lang, passage.text, published_on=passage.date or DAY)
            jobs.append(("marked", article))
        jobs += [("short", text) for text in load_texts(lang, "early")]
    jobs += [("real", known) for known in load_known() if known.lang in langs]
    with ProcessPoolExecutor(workers) as pool:
        return [one for found in pool.map(_work, jobs, chunksize=20) for one in found]


def _work(job: tuple[str, Article | GoldText | Known]) -> list[Example]:
    kind, text = job
    tools = load_tools(text.lang, False)
    if isinstance(text, GoldText):
        return list(_short(text, tools))
    if isinstance(text, Known):
        return list(_known(text, tools))
    return list(_article(text, kind, tools))


def read(article: Article, tools: Tools) -> tuple[Scene, list[Judged]]:
    """What the checks make of an article before anything is weighed."""
    result = process_article(article, tools)
    scene = Scene(result, annotate_article(result.article, tools).cues, tools.reference)
    return scene, judge_scene(scene)


def load_known() -> list[Known]:
    """The real articles whose errors are known, from corpus/gold/known-errors.yaml."""
    rows = read_table(GOLD / "known-errors.yaml")
    return [Known(row["article"], row["lang"], tuple(row["wrong"])) for row in rows]


def _known(known: Known, tools: Tools) -> Iterator[Example]:
    text = (GOLD.parent / known.path).read_text(encoding="utf-8")
    scene, judged = read(Article(known.path, known.lang, text), tools)
    for one in judged:
        if one.verdict in ACCUSES:
            right = one.reading.stated.figure.surface in known.wrong
            yield Example(known.path, "real", signs(one.reading, scene), one.verdict, right)


def _short(gold: GoldText, tools: Tools) -> Iterator[Example]:
    article = Article(gold.text_id, gold.lang, gold.text, published_on=gold.date)
    scene, judged = read(article, tools)
    for one in judged:
        if one.verdict in ACCUSES:
            surfaces = {item.figure.surface for item in (one.reading.stated, *one.reading.operands)}
            meant = any(a in b or b in a for a in (gold.figure, *gold.others) for b in surfaces)
            right = meant and gold.verdict != "holds"
            yield Example(gold.text_id, "short", signs(one.reading, scene), one.verdict, right)


def _article(article: Article, kind: str, tools: Tools) -> Iterator[Example]:
    draw = random.Random(article.article_id)
    scene, judged = read(article, tools)
    make = partial(Example, article.article_id, kind)
    accused = set()
    for one in judged:
        if one.verdict in ACCUSES:
            accused.add(_place(one))
            yield make(signs(one.reading, scene), one.verdict, False)
    for figure in _to_be_spoilt(judged, draw):
        error = _put_error(article, figure, draw)
        if error is None:
            continue
        scene, found = read(replace(article, text=error.text, zones=()), tools)
        for one in found:
            if one.verdict in ACCUSES and _takes_in(one, error) and _place(one) not in accused:
                yield make(signs(one.reading, scene), one.verdict, True)


def _place(one: Judged) -> tuple[str, int]:
    return one.reading.check, one.reading.stated.figure.start


def _takes_in(one: Judged, error: Error) -> bool:
    told = (item.figure for item in (one.reading.stated, *one.reading.operands))
    return any(figure.start < error.end and error.start < figure.end for figure in told)


def _to_be_spoilt(judged: Sequence[Judged], draw: random.Random) -> Iterator[Figure]:
    """Figures that hold or that others are held against, each as often as it gets an error."""
    seen = set()
    for one in judged:
        if one.verdict != "holds":
            continue
        items = [item for item in (one.reading.stated, *one.reading.operands) if item.number >= 0]
        for turn in range(LOOSELY if one.reading.check in LOOSE else STRICTLY):
            item = draw.choice(items) if items and draw.random() < 0.5 else one.reading.stated
            if item.number >= 0 and (turn, item.figure.start) not in seen:
                seen.add((turn, item.figure.start))
                yield item.figure


def _put_error(article: Article, figure: Figure, draw: random.Random) -> Error | None:
    """An article with one error in a figure; None where the figure has no digits."""
    start, end = figure.start, figure.end
    errors = {
        one.name: Error(one.text, one.start, one.end)
        for one in mutate(article.text, start, end, article.lang, bare=False)
    }
    if other := _other_amount(article.text[start:end], draw):
        text = article.text[:start] + other + article.text[end:]
        errors["other"] = Error(text, start, start + len(other))
    names = [name for name in ERRORS if name in errors]
    return errors[draw.choice(names)] if names else None


def _other_amount(surface: str, draw: random.Random) -> str | None:
    """A surface with another amount in the same manner, as a wrong sum has; None where it would be none."""
    found = NUMBER.search(surface)
    if found is None:
        return None
    number = found[0]
    digits = len(number.partition(".")[2])
    other = float(number.replace(",", "")) * draw.choice(FACTORS)
    told = f"{other:,.{digits}f}" if "," in number else f"{other:.{digits}f}"
    if told == number or not any(digit in "123456789" for digit in told):
        return None
    return surface[: found.start()] + told + surface[found.end() :]
