"""The models of what checks say: findings of the audit, and editions side by side."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.exporters.schema.rows import Amount, ArticleId, End, High, Low, Row, Start, Surface


class BoundsRow(Row):
    """The amounts between which something lies."""

    low: Amount | None = Field(description="In the unit beside it; null where it is open below.")
    high: Amount | None = Field(description="In the unit beside it; null where it is open above.")
    unit: str | None = Field(description="As of a figure; null where nothing was computed.")


class RepairRow(Row):
    """What a figure may have been meant to be; never applied."""

    value: Amount = Field(description="The amount in that unit.")
    unit: str | None = Field(description="As of a figure.")
    surface: str = Field(description="As the article's language would write it.")


class FindingRow(Row):
    """The verdict on one relation between figures."""

    article_id: ArticleId
    finding_id: str = Field(description="Article, span and check; the same on every run.")
    check: str = Field(
        description="stated-total, partition, growth, conversion, yield-band ...; docs/audit.md."
    )
    verdict: Literal["holds", "doubtful", "contradicted", "not_checkable"] = Field(
        description="What came of it: the figures agree, may not, do not, or cannot be held together."
    )
    figure_ids: list[str] = Field(description="The figure judged, then those it was judged by.")
    start: Start
    end: End
    surface: Surface
    expression: str | None = Field(description="The arithmetic, with the figures as written.")
    computed: BoundsRow | None = Field(description="What the others allow the figure to be.")
    message: str = Field(description="In the article's language.")
    message_en: str = Field(description="The same in English.")
    repairs: list[RepairRow] = Field(description="The likeliest first.")
    article_ids: list[str] = Field(description="Of a conflict: the articles the others stand in.")


class EditionCellRow(Row):
    """A figure or time in one edition; all but article and language null where it is not there."""

    article_id: ArticleId
    lang: str = Field(description="Language of the edition.")
    figure_id: str | None = Field(description="The figure there; null of a time.")
    time_id: str | None = Field(description="The time there; null of a figure.")
    start: int | None = Field(description="Its first code point in the text of that edition.")
    end: int | None = Field(description="One past its last code point.")
    surface: str | None = Field(description="As that edition writes it.")
    low: Low
    high: High
    unit: str | None = Field(description="As of a figure.")
    modifier: str | None = Field(description="As of a figure: about, at least, just over ...")
    timex: str | None = Field(description="TIMEX3 value of a time; null of a figure.")


class EditionRow(Row):
    """One figure through the editions of an article, or a time that they tell otherwise."""

    article_id: ArticleId
    edition_of: str | None = Field(description="What the editions have in common.")
    row: int = Field(ge=1, description="Its number, in the order of the first edition.")
    severity: Literal["severe", "minor", "none"] = Field(
        description="severe: another amount, unit, time or bearer; minor: less exact, left out; none: equal."
    )
    classes: list[str] = Field(description="magnitude, currency, unit, digits, period, subject, omitted ...")
    slip: str | None = Field(description="By which power of ten the outlier is off, and what that often is.")
    majority: str | None = Field(description="Id of an edition that has what most have.")
    outliers: list[str] = Field(description="Ids of the editions that have something else.")
    message: str = Field(description="What differs, edition by edition; empty where nothing does.")
    cells: list[EditionCellRow] = Field(description="One for each edition.")
