"""Parts of the gold that are kept out, and one passage scored with weights that are not the released ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.datatypes import Annotations, ArticleResult
from pipeline.stages.claims import make_claims, make_scales
from tests.claim_scores import compare, pair_figures
from tests.gold_claims import GoldPassage


def score_with(
    passage: GoldPassage,
    result: ArticleResult,
    found: Annotations,
    weights: Mapping[str, Mapping[str, int]],
) -> Iterator[tuple[str, int]]:
    """Each slot of each claim of a passage and whether it is right."""
    made = make_claims(result.article, found, make_scales(weights))
    claims = {claim.figure_id: claim for claim in made.claims}
    pairs = pair_figures(passage, list(found.figures))
    told = replace(result, claims=made.claims, conversions=made.conversions)
    for number, gold in enumerate(passage.claims):
        if gold.conversion_of is None:
            figure = pairs.get(number)
            claim = claims.get(figure.figure_id) if figure else None
            for slot, good in compare(gold, claim, figure, told).items():
                yield slot, int(good)


def split(passages: Sequence[GoldPassage], folds: int) -> list[int]:
    """The fold of each passage; an article is in one fold with its editions in other languages."""
    slugs = [
        passage.text_id.partition(f"-{passage.part}-")[2].removeprefix("edition-") for passage in passages
    ]
    articles = {slug: number % folds for number, slug in enumerate(sorted({slug for slug in slugs if slug}))}
    return [articles.get(slug, number % folds) for number, slug in enumerate(slugs)]
