"""A small article whose every record type is filled, made by hand: no stage runs here."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.datatypes import (
    Article,
    ArticleResult,
    Bounds,
    Claim,
    ClaimConfidence,
    ClaimMetric,
    ClaimParty,
    ClaimPeriod,
    Entity,
    Figure,
    Finding,
    Issue,
    Normalized,
    NormalizedFigure,
    Phrase,
    Repair,
    Sentence,
    Time,
    Token,
    Zone,
)

TITLE = "=1+1の題名😀"
BODY = "Aliceは2024年に約3.5億ドルと-5%を得た。\u2028"
ID = "tf:0123456789ab"


def span(text: str, surface: str) -> tuple[int, int, str]:
    start = text.index(surface)
    return start, start + len(surface), surface


@pytest.fixture
def result() -> ArticleResult:
    text = f"{TITLE}\n\n{BODY}"
    money = Figure(
        f"{ID}:figure:1",
        *span(text, "3.5億ドル"),
        "money",
        Decimal("3.5E+8"),
        Decimal("350000000.0"),
        Decimal("350000000"),
        "approx",
        "USD",
        None,
        "ja.money.number-currency",
    )
    share = Figure(
        f"{ID}:figure:2",
        *span(text, "-5%"),
        "percent",
        Decimal(-5),
        None,
        Decimal("0.123456789012345678901"),
        None,
        "percent",
        None,
        "ja.percent.sign",
        fraction="-1/20",
        how="carried",
    )
    rate = date(2024, 12, 31)
    return ArticleResult(
        article=Article(
            ID,
            "ja",
            text,
            zones=(Zone(0, len(TITLE), "title"), Zone(len(TITLE) + 2, len(text), "body")),
            published_on=date(2025, 1, 2),
            source="ja/a.txt",
        ),
        tokens=(
            Token(
                *span(text, "Alice"),
                1,
                lemma="alice",
                pos="PROPN",
                starts_phrase=True,
                head=0,
                dep="ROOT",
            ),
        ),
        sentences=(Sentence(*span(text, TITLE), "title"), Sentence(*span(text, BODY))),
        entities=(
            Entity(f"{ID}:entity:1", *span(text, "Alice"), "PERSON", None, None, "shape"),
            Entity(
                f"{ID}:entity:2",
                *span(text, "は"),
                "PERSON",
                None,
                None,
                "anaphor",
                coref="Alice+bob",
                antecedents=(f"{ID}:entity:1", f"{ID}:entity:0"),
                how="set",
            ),
        ),
        figures=(
            NormalizedFigure(
                money,
                Normalized(
                    Decimal("1E-8"), None, None, "USD", Decimal("1.0000000000000000001"), rate, "ECB", "ecb"
                ),
            ),
            NormalizedFigure(share, Normalized(Decimal(-5), None, None, "percent")),
        ),
        times=(
            Time(
                f"{ID}:time:1",
                *span(text, "2024年"),
                "DATE",
                "2024",
                date(2024, 1, 1),
                date(2024, 12, 31),
                None,
                None,
                "ja.date.year",
            ),
        ),
        issues=(
            Issue(f"{ID}:issue:1", *span(text, "-5%"), "annotation", "idiom", 'a doubt, "quoted"\nhere'),
        ),
        claims=(
            Claim(
                f"{ID}:claim:1",
                f"{ID}:figure:1",
                ClaimMetric("revenue", "得た", *span(text, "得た")[:2], "explicit"),
                ClaimParty(None, "Alice", *span(text, "Alice")[:2], "topic"),
                None,
                None,
                ClaimPeriod("2024", date(2024, 1, 1), date(2024, 12, 31), None, None, "carried"),
                "forecast",
                *span(text, "約")[:2],
                "level",
                "rise",
                *span(text, "得た")[:2],
                ClaimConfidence(97, 71, 64, 88),
            ),
            Claim(
                f"{ID}:claim:2",
                f"{ID}:figure:2",
                ClaimMetric(None, None, None, None, "none"),
                None,
                None,
                None,
                None,
                "fact",
                None,
                None,
                "delta",
                "fall",
                None,
                None,
                ClaimConfidence(40, 55, 90, 99),
            ),
        ),
        findings=(
            Finding(
                f"{ID}:finding:1",
                "stated-total",
                "contradicted",
                (f"{ID}:figure:1", f"{ID}:figure:2"),
                *span(text, "3.5億ドル"),
                "1億ドル + 1億ドル",
                Bounds(Decimal("1.8E+8"), Decimal("220000000"), "USD"),
                "合わない",
                "does not agree",
                (Repair(Decimal("2E+8"), "USD", "2億ドル"),),
            ),
            Finding(
                f"{ID}:finding:2",
                "share",
                "not_checkable",
                (f"{ID}:figure:2",),
                *span(text, "-5%"),
                None,
                None,
                "数字がない",
                "no figure",
            ),
        ),
        conversions=((f"{ID}:figure:2", f"{ID}:figure:1"),),
        phrases=(
            Phrase(*span(text, "Aliceは"), 1, 1, "parse"),
            Phrase(*span(text, "2024年に"), 1, None, "rule"),
        ),
    )
