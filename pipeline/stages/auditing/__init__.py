"""The figures of an article checked against each other. Read this first.

    figures, claims, words -> scene: what each figure allows, and what is said beside it
    each check -> readings: a figure, what it is held against, how sure it is that this is meant
        -> the verdict on each figure: holds, doubtful, contradicted, not_checkable
        -> accusations weighed against a misreading of ours, those too light softened or dropped
        -> repairs of what does not hold, ranked, never applied

The stage sees codes only; messages are put into words by the language's tables afterwards.
statcheck (Nuijten et al. 2016) is the model: narrow, certain, and it says what it could not check.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.datatypes import Article, ArticleResult, Bounds, Cue, Finding, NormalizedFigure
from pipeline.reference import Reference
from pipeline.stages.auditing.checks import CHECKS
from pipeline.stages.auditing.conflicts import ConflictFinder, comparable_claims
from pipeline.stages.auditing.evidence import weigh_all
from pipeline.stages.auditing.repairs import find_repairs
from pipeline.stages.auditing.scene import Scene
from pipeline.stages.auditing.verdicts import Judged, Reading, judge

__all__ = ["CHECKS", "ConflictFinder", "audit", "comparable_claims", "coverage", "judge_scene"]


def audit(result: ArticleResult, cues: Sequence[Cue], reference: Reference) -> tuple[Finding, ...]:
    """The verdict of every check on every figure it can say something of, in text order; without messages.

    ``A社は50億ドル、B社は50億ドル。2社合わせて100億ドル`` gives one finding, stated-total, holds.

    Args:
        result: with figures, claims and times; its own findings are not looked at.
        cues: the words of the article, as codes.
    """
    scene = Scene(result, cues, reference)
    weighed = weigh_all(judge_scene(scene), scene, reference.accusations)
    findings = [_write(result.article, scene, one) for one in weighed]
    return tuple(sorted(findings, key=lambda one: (one.start, one.end, one.check)))


def judge_scene(scene: Scene) -> list[Judged]:
    """What every check makes of every figure, before it is weighed against a misreading of ours."""
    return [each for check in CHECKS.values() for each in _judge_all(check(scene))]


def _judge_all(readings: Iterable[Reading]) -> list[Judged]:
    """One verdict for each figure of a check's readings."""
    by_figure = sorted(readings, key=lambda reading: (reading.stated.figure.start, reading.stated.figure.end))
    found = []
    for _, group in groupby(by_figure, key=lambda reading: reading.stated.figure.figure_id):
        one = judge(group)
        if one is not None:
            found.append(one)
    return found


def _write(article: Article, scene: Scene, one: Judged) -> Finding:
    reading, verdict = one
    figure = reading.stated.figure
    computed = reading.computed
    checked = verdict != "not_checkable"
    return Finding(
        f"{article.article_id}:finding:{figure.start}-{figure.end}:{reading.check}",
        reading.check,
        verdict,
        (figure.figure_id, *(item.figure.figure_id for item in reading.operands))
        if checked
        else (figure.figure_id,),
        figure.start,
        figure.end,
        figure.surface,
        reading.expression if checked else None,
        _bounds(reading) if checked and computed is not None else None,
        "",
        "",
        find_repairs(reading, scene) if verdict in ("doubtful", "contradicted") else (),
    )


def _bounds(reading: Reading) -> Bounds | None:
    """What the others allow the figure to be; open at the side a bound leaves open."""
    low, high = reading.computed
    if reading.relation in ("kept", "broken"):
        return None
    return Bounds(
        None if reading.relation == "at_most" else low,
        None if reading.relation == "at_least" else high,
        reading.unit,
    )


def coverage(figures: Sequence[NormalizedFigure], findings: Sequence[Finding]) -> tuple[int, int]:
    """How many of the figures take part in a check that came to a verdict, and how many there are."""
    checked = {each for one in findings if one.verdict != "not_checkable" for each in one.figure_ids}
    return sum(figure.figure.figure_id in checked for figure in figures), len(figures)
