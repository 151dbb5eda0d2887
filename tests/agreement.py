"""How far two people agree on claims: the ceiling of what the gate can measure.

    .venv/bin/python tests/agreement.py

A second hand read a third of the late passages without the first hand's rows
(corpus/gold/agreement/<lang>.claims.yaml). Of each slot: in how many figures both say the same, and
how often the pipeline says what the first says, what the second says, and what both say where they agree.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.languages import available  # noqa: E402
from pipeline.tables import read_table  # noqa: E402
from tests.claim_scores import (  # noqa: E402
    Names,
    compare,
    pair_figures,
    read_passage,
    same_metric,
    same_period,
)
from tests.gold_claims import GoldClaim, GoldPassage, load_passages, read_claims  # noqa: E402
from tests.gold_names import GOLD  # noqa: E402

SLOTS = ("metric", "subject", "period", "modality", "change", "all-three")


def load_pairs(lang: str) -> Iterator[tuple[GoldPassage, tuple[GoldClaim, ...]]]:
    """The passages two hands have read, each with the second's rows. Raises: GoldError."""
    first = {passage.text_id: passage for passage in load_passages(lang, "late")}
    for row in read_table(GOLD / "agreement" / f"{lang}.claims.yaml")["passages"]:
        passage = first[row["id"]]
        claims = read_claims(row["claims"], passage.text)
        pairs = zip(passage.claims, claims, strict=True)
        if any((one.start, one.end) != (other.start, other.end) for one, other in pairs):
            raise ValueError(f"{lang}: {row['id']}: the rows of both hands are not of the same figures")
        yield passage, claims


def agree(one: GoldClaim, other: GoldClaim, kind: str, names: Names) -> dict[str, bool]:
    """In which slots two rows say the same."""

    def things(claim: GoldClaim) -> frozenset[str]:
        found = names.things(claim.subjects)
        return frozenset(claim.subjects) if found is None else found

    same = {
        "metric": same_metric(one, other.metric, other.change, kind)
        or same_metric(other, one.metric, one.change, kind),
        "subject": things(one) == things(other),
        "period": same_period(one, other.period) or same_period(other, one.period),
        "modality": one.modality == other.modality,
        "change": one.change == other.change,
    }
    return same | {"all-three": same["metric"] and same["subject"] and same["period"]}


def count(lang: str) -> dict[tuple[str, str], list[bool]]:
    """By question and slot, the answers of all figures: ``("hands", "metric") -> [True, ...]``."""
    tallies: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for passage, second in load_pairs(lang):
        result = read_passage(passage)
        names, claims = Names(result), {claim.figure_id: claim for claim in result.claims}
        pairs = pair_figures(passage, [found.figure for found in result.figures])
        for number, (one, other) in enumerate(zip(passage.claims, second, strict=True)):
            if one.conversion_of or other.conversion_of:
                continue
            figure = pairs.get(number)
            claim = claims.get(figure.figure_id) if figure else None
            same = agree(one, other, figure.kind if figure else "", names)
            ours = [compare(each, claim, figure, result) for each in (one, other)]
            for slot in SLOTS:
                tallies["hands", slot].append(same[slot])
                tallies["first", slot].append(ours[0][slot])
                tallies["second", slot].append(ours[1][slot])
                if same[slot]:
                    tallies["both", slot].append(ours[0][slot])
    return tallies


def main() -> None:
    """Print a table a language."""
    for lang in available():
        tallies = count(lang)
        print(f"{lang}: {len(tallies['hands', 'metric'])} figures, two hands")
        for slot in SLOTS:
            hands, first, second, both = (
                sum(tallies[who, slot]) / len(tallies[who, slot])
                for who in ("hands", "first", "second", "both")
            )
            print(
                f"  {slot:9} hands agree {hands:.3f}   pipeline: as the first {first:.3f}, "
                f"as the second {second:.3f}, where both agree {both:.3f}"
            )


if __name__ == "__main__":
    main()
