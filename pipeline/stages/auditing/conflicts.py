"""The same subject, metric and time in two articles, and different values.

Only claims that tell all three in words are held against each other: a subject of the code book,
a metric and a period that stand in the text. Editions of one article are left to reconcile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.datatypes import ArticleResult, Bounds, Claim, Figure, Finding
from pipeline.stages.auditing.intervals import Interval, stated_interval
from pipeline.stages.auditing.verdicts import LOOSE

TOLD = frozenset({"topic", "subject", "genitive"})
# Many deals of one kind may fall into one period; they are no two accounts of the same.
REPEATABLE = frozenset(
    {"investment", "loan", "acquisition_price", "offer_price", "funding_raised", "sale_price", "donation"}
    | {"fine", "buyback", "transfer_value", "contract_value", "bond_issue", "stolen_amount", "hires"}
    | {"layoffs", "count", "inflow", "outflow"}
)
Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """Who said it where: what is left of an article when its claims are held against others."""

    article_id: str
    edition_of: str
    figure: Figure
    allows: Interval


def comparable_claims(result: ArticleResult) -> Iterator[tuple[Claim, Figure]]:
    """The claims of an article that another may contradict, each with its figure: a few a page."""
    figures = {one.figure.figure_id: one.figure for one in result.figures}
    for claim in result.claims:
        figure = figures[claim.figure_id]
        if _key(claim, figure) is not None and stated_interval(figure) is not None:
            yield claim, figure


class ConflictFinder:
    """Takes the `comparable_claims` of articles one by one; tells of each if one before said otherwise."""

    def __init__(self) -> None:
        self._told: dict[Key, list[_Told]] = {}

    def add(
        self, article_id: str, edition_of: str | None, claims: Iterable[tuple[Claim, Figure]]
    ) -> Iterator[Finding]:
        """The conflicts of an article with those before it; messages are still to be written."""
        group = edition_of or article_id
        for claim, figure in claims:
            key = _key(claim, figure)
            allows = stated_interval(figure)
            if key is None or allows is None:
                continue
            one = _Told(article_id, group, figure, allows)
            before = self._told.setdefault(key, [])
            rivals = [other for other in before if group not in (other.edition_of, other.article_id)]
            if rivals and not any(other.allows.meets(allows) for other in rivals):
                yield _write(one, min(rivals, key=lambda other: allows.gap(other.allows)))
            before.append(one)


def _key(claim: Claim, figure: Figure) -> Key | None:
    """Who, what, when and in what unit; None where one is not told in words, or may happen twice."""
    subject, period, metric = claim.subject, claim.period, claim.metric
    if subject is None or subject.code is None or subject.how not in TOLD or period is None:
        return None
    if period.how not in ("explicit", "relative") or "X" in period.timex or metric.how != "explicit":
        return None
    if metric.code is None or metric.code in REPEATABLE or figure.kind not in ("money", "count"):
        return None
    if claim.change != "level" or claim.modality != "fact" or figure.per is not None:
        return None
    aim = claim.object.code or claim.object.name if claim.object else None
    return subject.code, metric.code, period.timex, figure.unit, aim


def _write(one: _Told, other: _Told) -> Finding:
    figure = one.figure
    gap = one.allows.gap(other.allows)
    return Finding(
        f"{one.article_id}:finding:{figure.start}-{figure.end}:conflict",
        "conflict",
        "contradicted" if gap > LOOSE else "doubtful",
        (figure.figure_id, other.figure.figure_id),
        figure.start,
        figure.end,
        figure.surface,
        f"{figure.surface} ≠ {other.figure.surface} ({other.article_id})",
        Bounds(Decimal(other.allows.low), Decimal(other.allows.high), other.figure.unit),
        "",
        "",
        (),
        (other.article_id,),
    )
