"""What an article claims, the weightiest first: candidates for its fact sheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline.datatypes import ArticleResult, Claim, Figure, Finding, NormalizedFigure
from pipeline.stages.summarizing.figures import speaks, weight

# How a subject must be told for a fact to be stated of it: by its place in the sentence. Of the
# claims of the late gold whose subject is told so, 85 to 91 in a hundred have the right one; of
# those carried on from elsewhere half (corpus/gold/README.md).
TOLD = frozenset({"topic", "subject", "genitive"})
# How sure of metric, subject and a period that is told a claim must be, in percent: each rather right than
# wrong, and a little less, as those told by their place are right more often than the measured ones.
SURE = 45
# What a claim that took part in a check, and one whose subject was told before, gain or lose.
CHECKED, AGAIN = 0.15, 0.25
# Who raises and who is valued is often not who acts: 鹿港资本领投了1.5亿美元 is of another firm's round.
RECEIVED = frozenset({"funding_raised", "valuation", "acquisition_price", "sale_price"})
FLAGS = ("contradicted", "doubtful")


def rank_facts(result: ArticleResult) -> Iterator[tuple[Claim, NormalizedFigure]]:
    """Claims that can be stated by themselves with their figures, the weightiest first.

    Subject, metric and period are told, not guessed; the figure is no part of another unit or
    rate. Each fact lowers what others of its subject are worth (maximal marginal relevance).
    """
    figures = {one.figure.figure_id: one for one in result.figures}
    mentions = Counter(entity.referent for entity in result.entities if entity.referent)
    total = max(1, mentions.total())
    checked = {each for finding in result.findings for each in finding.figure_ids}
    told_as = _tellings(result, figures)
    pool: list[tuple[float, Claim, NormalizedFigure]] = []
    for claim in result.claims:
        found = figures[claim.figure_id]
        if (
            len(told_as[_key(claim)]) > 1
            or not _can_be_stated(claim, found)
            or not speaks(found.figure.start, result.article.zones)
        ):
            continue
        subject = claim.subject.code or claim.subject.name if claim.subject else ""
        worth = weight(found) + mentions[subject] / total + CHECKED * (claim.figure_id in checked)
        pool.append((worth if claim.modality == "fact" else worth * 0.7, claim, found))
    told: Counter[str] = Counter()
    while pool:
        best = max(pool, key=lambda one: (one[0] - AGAIN * told[_name(one[1])], -one[2].figure.start))
        pool.remove(best)
        told[_name(best[1])] += 1
        yield best[1], best[2]


def _key(claim: Claim) -> tuple[str | None, ...]:
    """Whom and what a claim is of, when and to whom."""
    parties = [one.code or one.name if one else None for one in (claim.subject, claim.object)]
    return (*parties, claim.metric.code, claim.period.timex if claim.period else None, claim.change)


def _tellings(
    result: ArticleResult, figures: dict[str, NormalizedFigure]
) -> defaultdict[tuple[str | None, ...], set[tuple[object, ...]]]:
    """The amounts told of each subject, metric and time; of more than one none can be stated as the one.

    ``売上高は82億円から115億円へ``: two amounts of one year, and one of them is another year's.
    """
    found: defaultdict[tuple[str | None, ...], set[tuple[object, ...]]] = defaultdict(set)
    for claim in result.claims:
        figure = figures[claim.figure_id].figure
        found[_key(claim)].add((figure.unit, figure.low, figure.high))
    return found


def _name(claim: Claim) -> str:
    return claim.subject.name if claim.subject else ""


def _can_be_stated(claim: Claim, found: NormalizedFigure) -> bool:
    figure = found.figure
    explicit = claim.metric.code is not None and claim.metric.how == "explicit"
    told = claim.subject is not None and claim.subject.how in TOLD and claim.subject.start is not None
    if claim.metric.code in RECEIVED and claim.subject and claim.subject.how == "subject":
        return False
    dated = claim.period is None or claim.period.how != "carried"
    return (
        explicit
        and told
        and dated
        and _is_sure(claim)
        and figure.per is None
        and figure.fraction is None
        and figure.how is None
    )


def _is_sure(claim: Claim) -> bool:
    """Whether each slot that a fact states is rather surely right; nothing is stated of a period not told."""
    sure = claim.confidence
    return min(sure.metric, sure.subject, sure.period if claim.period else SURE) >= SURE


def contested_figures(result: ArticleResult) -> tuple[tuple[Figure, Finding], ...]:
    """The figures that do not hold, in text order, each with the gravest finding."""
    return mark_contested([one.figure for one in result.figures], result.findings)


def mark_contested(
    figures: Sequence[Figure], findings: Sequence[Finding]
) -> tuple[tuple[Figure, Finding], ...]:
    """Those of some figures that findings say do not hold, each with the gravest.

    A figure that is contradicted in one place is no better in another: the same amount is one too.
    """
    found: dict[str, Finding] = {}
    for verdict in reversed(FLAGS):
        for finding in findings:
            if finding.verdict == verdict:
                found[finding.figure_ids[0]] = finding
    amounts = {}
    for figure in figures:
        told = found.get(figure.figure_id)
        if told is not None and told.verdict == "contradicted":
            amounts[figure.kind, figure.unit, figure.low, figure.high] = told
    for figure in figures:
        key = (figure.kind, figure.unit, figure.low, figure.high)
        if key in amounts:
            found[figure.figure_id] = amounts[key]
    return tuple((figure, found[figure.figure_id]) for figure in figures if figure.figure_id in found)
