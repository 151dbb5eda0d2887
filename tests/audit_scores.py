"""How findings are compared with the gold of ``gold_audit.py``.

A flag (doubtful or contradicted) is right if the text is faulty and the flag takes in the faulty
figure or one it is held against; ``contradicted`` is right only where the gold says so too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.datatypes import Article, ArticleResult, Finding
from pipeline.stages import load_tools, process_article
from tests.gold_audit import GoldText

Add = Callable[[str, str, int, int, int], None]


def read_text(gold: GoldText, model: bool = False) -> ArticleResult:
    """What the pipeline finds in a text."""
    article = Article(gold.text_id, gold.lang, gold.text, published_on=gold.date)
    return process_article(article, load_tools(gold.lang, model))


def count_quiet(articles: Sequence[Article]) -> int:
    """How many of some articles, all of which are right, are accused of nothing."""
    results = (process_article(article, load_tools(article.lang, False)) for article in articles)
    return sum(
        all(finding.verdict not in ("doubtful", "contradicted") for finding in result.findings)
        for result in results
    )


def takes_in(finding: Finding, gold: GoldText, result: ArticleResult) -> bool:
    """Whether a finding is about the figure of the gold, or one it is held against."""
    surfaces = {figure.figure.figure_id: figure.figure.surface for figure in result.figures}
    mine = {finding.surface, *(surfaces.get(each, "") for each in finding.figure_ids)} - {""}
    return any(a in b or b in a for a in (gold.figure, *gold.others) for b in mine)


def verdict_on(gold: GoldText, result: ArticleResult) -> str:
    """What the pipeline says of the gold's figure: the gravest verdict of those that take it in."""
    said = [
        finding.verdict
        for finding in result.findings
        if takes_in(finding, gold, result)
        and (gold.figure in finding.surface or finding.surface in gold.figure)
    ]
    for verdict in ("contradicted", "doubtful", "holds"):
        if verdict in said:
            return verdict
    return "not_checkable"


def score_text(gold: GoldText, add: Add) -> str | None:
    """Count one text's findings; a line where the verdict is not the gold's."""
    result = read_text(gold)
    given = verdict_on(gold, result)
    if gold.group == "audit":
        add(f"audit-{gold.check}", "verdict", 1, 1, int(given == gold.verdict))
    add(gold.group, "verdict", 1, 1, int(given == gold.verdict))
    faulty = gold.verdict != "holds"
    for finding in result.findings:
        right = faulty and takes_in(finding, gold, result)
        if finding.verdict == "contradicted":
            add(gold.group, "contradicted", 0, 1, int(right and gold.verdict == "contradicted"))
        elif finding.verdict == "doubtful":
            add(gold.group, "doubtful", 0, 1, int(right))
    flagged = given in ("doubtful", "contradicted")
    add(gold.group, "flagged", int(faulty), int(flagged), int(faulty and flagged))
    if given == gold.verdict:
        return None
    told = [f"{f.check}:{f.verdict}:{f.surface} {f.expression or ''}" for f in result.findings]
    want = f"{gold.text_id} {gold.check} want {gold.verdict} of {gold.figure}, given {given}"
    return f"    {want} | {'; '.join(told)} | {gold.text}"
