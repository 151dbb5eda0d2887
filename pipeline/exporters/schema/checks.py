"""The models of what checks say: findings of the audit, and editions side by side."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.exporters.schema.rows import Amount, ArticleId, End, Row, Start, Surface


class BoundsRow(Row):
    """The amounts between which something lies."""

    low: Amount | None = Field(description="Null where it is open below.")
    high: Amount | None
    unit: str | None


class RepairRow(Row):
    """What a figure may have been meant to be; never applied."""

    value: Amount
    unit: str | None
    surface: str = Field(description="As the article's language would write it.")


class FindingRow(Row):
    """The verdict on one relation between figures."""

    article_id: ArticleId
    finding_id: str
    check: str = Field(
        description="stated-total, partition, growth, conversion, yield-band ...; docs/audit.md."
    )
    verdict: Literal["holds", "doubtful", "contradicted", "not_checkable"]
    figure_ids: list[str] = Field(description="The figure judged, then those it was judged by.")
    start: Start
    end: End
    surface: Surface
    expression: str | None = Field(description="The arithmetic, with the figures as written.")
    computed: BoundsRow | None = Field(description="What the others allow the figure to be.")
    message: str = Field(description="In the article's language.")
    message_en: str
    repairs: list[RepairRow] = Field(description="The likeliest first.")
    article_ids: list[str] = Field(description="Of a conflict: the articles the others stand in.")


class EditionCellRow(Row):
    """A figure in one edition; all but article and language null where it is not there."""

    article_id: ArticleId
    lang: str
    figure_id: str | None
    start: int | None
    end: int | None
    surface: str | None
    low: Amount | None
    high: Amount | None
    unit: str | None
    modifier: str | None


class EditionRow(Row):
    """One figure through the editions of an article."""

    article_id: ArticleId
    edition_of: str | None = Field(description="What the editions have in common.")
    row: int = Field(ge=1, description="Its number, in the order of the first edition.")
    severity: Literal["severe", "minor", "none"]
    classes: list[str] = Field(description="magnitude, currency, unit, digits, value, precision, omitted ...")
    slip: str | None = Field(description="By which power of ten the outlier is off, and what that often is.")
    majority: str | None = Field(description="Id of an edition that has what most have.")
    outliers: list[str] = Field(description="Ids of the editions that have something else.")
    message: str
    cells: list[EditionCellRow] = Field(description="One for each edition.")
