"""What marked paragraphs teach (corpus/gold/GUIDELINES-claims.md): not all that the gold does."""

from __future__ import annotations

from tests.gold_claims import GoldPassage

# What marked paragraphs leave out; and what those that are no whole articles tell too seldom: they leave
# the period out for 80 figures in 100 (the gold for 50), and call 85 facts (the gold 73).
UNMARKED = frozenset({"object", "source"})
SELDOM = frozenset({"period", "modality"})


def teaches(passage: GoldPassage, slot: str) -> bool:
    """Whether a slot is learned from a passage: from marked paragraphs not all are."""
    return not is_marked(passage) or not (slot in UNMARKED or (slot in SELDOM and passage.date is None))


def is_marked(passage: GoldPassage) -> bool:
    """Whether a passage is a marked paragraph, which says nothing of objects and sources."""
    return "-marked-" in passage.text_id
