"""Score one passage with weights that are not the released ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
