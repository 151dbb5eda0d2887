"""Do summaries state what their articles do, and what do they leave out?

    .venv/bin/python bench/summaries.py

Every article of the corpus, of the gold and of its editions. Unsupported: figures read in the facts
of three languages or in the quoted sentences that the article does not have. Unmarked: contested
figures on a page without the mark. Key claims: the ten weightiest, and how many of them stand in
three sentences: ours, the first three (lead), and LexRank's (Erkan and Radev 2004: the eigenvector
of the sentences' cosine similarities); and in ours with the facts.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import islice
from math import log, sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.datatypes import Article, ArticleResult, Sentence, Summary  # noqa: E402
from pipeline.exporters.summary import render_markdown  # noqa: E402
from pipeline.stages import load_tools, process_article, summarize_article  # noqa: E402
from pipeline.stages.retelling import is_same_amount  # noqa: E402
from pipeline.stages.summarizing import rank_facts  # noqa: E402

KEY_CLAIMS, QUOTED = 10, 3
MARKS = {"ja": "要確認", "zh": "待核实", "en": "unverified"}
DAMPING, THRESHOLD, ROUNDS = 0.85, 0.1, 50
FOLDERS = ("corpus/articles/{lang}", "corpus/gold/{lang}/articles", "corpus/gold/editions/*")


def find_articles() -> list[tuple[str, Path]]:
    """All articles with their language."""
    found = []
    for lang in MARKS:
        for folder in FOLDERS[:2]:
            found += [(lang, path) for path in sorted(ROOT.glob(f"{folder.format(lang=lang)}/*.txt"))]
        found += [(lang, path) for path in sorted(ROOT.glob(f"{FOLDERS[2]}/{lang}.txt"))]
    return found


def read_article(lang: str, path: Path) -> ArticleResult:
    """An article without the trained model; the headings of gold files are no text of theirs."""
    lines = path.read_text(encoding="utf-8").split("\n")
    text = "\n".join(line for line in lines if not line.startswith("# "))
    return process_article(
        Article(path.stem, lang, text, published_on=date(2026, 6, 1)), load_tools(lang, False)
    )


def count_unsupported(summary: Summary, result: ArticleResult) -> int:
    """Figures told in any language that the article does not have."""
    figures = [one.figure for one in result.figures]
    wrong = 0
    for lang in MARKS:
        told = [dict(fact.texts).get(lang, "") for fact in summary.facts]
        if lang == summary.lang:
            told += [sentence.surface for sentence in summary.sentences]
        read = process_article(Article("told", lang, "\n".join(told)), load_tools(lang, False))
        for one in read.figures:
            same = any(is_same_amount(one.figure, figure) for figure in figures)
            bare = one.figure.unit is None and any(one.figure.low == figure.low for figure in figures)
            wrong += not (same or bare)
    return wrong


def count_unmarked(summary: Summary) -> int:
    """Contested figures that stand on a page in a line without its mark."""
    wrong = 0
    for lang, mark in MARKS.items():
        page = render_markdown(summary, lang)
        places = {f"[{figure.start}, {figure.end})" for figure, _ in summary.contested}
        lines = [line for line in page.splitlines() if any(place in line for place in places)]
        wrong += sum(mark not in line and not line.startswith("- **") for line in lines)
        for sentence in summary.sentences:
            inside = any(sentence.start <= figure.start < sentence.end for figure, _ in summary.contested)
            line = next(line for line in page.splitlines() if f"[{sentence.start}, {sentence.end})" in line)
            wrong += inside and mark not in line
    return wrong


def lexrank(result: ArticleResult) -> list[Sentence]:
    """The three sentences of the body that are most like the others."""
    body = [(n, one) for n, one in enumerate(result.sentences) if one.zone == "body"]
    words = [Counter(t.lemma or t.surface for t in result.tokens if t.sentence == n) for n, _ in body]
    spread = Counter(word for group in words for word in group)
    weigh = {word: log(1 + len(body) / count) for word, count in spread.items()}
    vectors = [{word: count * weigh[word] for word, count in group.items()} for group in words]
    norms = [sqrt(sum(value**2 for value in vector.values())) or 1.0 for vector in vectors]
    size = len(body)
    near = [
        [
            sum(a[word] * b.get(word, 0.0) for word in a) / (norms[i] * norms[j]) > THRESHOLD
            for j, b in enumerate(vectors)
        ]
        for i, a in enumerate(vectors)
    ]
    rank = [1 / max(1, size)] * size
    for _ in range(ROUNDS):
        rank = [
            (1 - DAMPING) / size
            + DAMPING * sum(rank[j] / max(1, sum(near[j])) for j in range(size) if near[j][i])
            for i in range(size)
        ]
    best = sorted(range(size), key=lambda i: (-rank[i], i))[:QUOTED]
    return [body[i][1] for i in sorted(best)]


def covered(starts: Sequence[int], sentences: Sequence[Sentence]) -> int:
    """How many places lie in some sentences."""
    return sum(any(one.start <= start < one.end for one in sentences) for start in starts)


def main() -> None:
    """Print the report."""
    total: Counter[str] = Counter()
    for lang, path in find_articles():
        result = read_article(lang, path)
        summary = summarize_article(result)
        keys = [found.figure.start for _, found in islice(rank_facts(result), KEY_CLAIMS)]
        lead = [one for one in result.sentences if one.zone == "body"][:QUOTED]
        told = {fact.figure.start for fact in summary.facts}
        total.update(
            articles=1, facts=len(summary.facts), dropped=summary.dropped, sentences=len(summary.sentences),
            unsupported=count_unsupported(summary, result), unmarked=count_unmarked(summary),
            contested=len(summary.contested), keys=len(keys), ours=covered(keys, summary.sentences),
            lead=covered(keys, lead), lexrank=covered(keys, lexrank(result)),
            with_facts=sum(
                start in told or covered([start], summary.sentences) > 0 for start in keys
            ),
        )  # fmt: skip
    told, dropped = total["facts"], total["dropped"]
    print(f"{total['articles']} articles: {told} facts told in three languages, {dropped} dropped; "
          f"{total['sentences']} sentences quoted")  # fmt: skip
    print(f"unsupported figures: {total['unsupported']}; contested: {total['contested']}, "
          f"unmarked: {total['unmarked']}")  # fmt: skip
    print(f"of {total['keys']} key claims in three sentences: "
          + ", ".join(f"{name} {total[name] / total['keys']:.3f}" for name in ("ours", "lead", "lexrank"))
          + f"; with the facts {total['with_facts'] / total['keys']:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
