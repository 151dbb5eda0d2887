"""The models of all records, one class a table; a field's description is its documentation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

# A decimal is a JSON number, exact, without exponent; pydantic alone would allow a text too.
Amount = Annotated[Decimal, WithJsonSchema({"type": "number"})]
ArticleId = Annotated[str, Field(pattern="^tf:[0-9a-f]{12}$", description="From the URL or path.")]
Start = Annotated[int, Field(ge=0, description="First code point of the article's text, from 0.")]
End = Annotated[int, Field(ge=0, description="One past the last code point.")]
Surface = Annotated[str, Field(description="The text between start and end, as published.")]
Low = Annotated[Amount | None, Field(description="Least it can be, in unit; a modifier is not counted in.")]
High = Annotated[Amount | None, Field(description="Most it can be, in unit; equal to low where it is exact.")]
Sure = Annotated[int, Field(ge=1, le=99, description="In percent, measured on texts not learned from.")]
PartEnd = Annotated[int | None, Field(description="One past its last code point; null where start is.")]
ZoneKind = Annotated[
    str, Field(description="Zone it begins in: title, tag, title_repeat, dek, byline, body or footer.")
]


class Row(BaseModel):
    """What all records share: no key may be missing, none may be added."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ZoneRow(Row):
    """A stretch of an article with one job."""

    start: Start
    end: End
    kind: str = Field(description="title, tag, title_repeat, dek, byline, body or footer.")


class ArticleRow(Row):
    """One article."""

    article_id: ArticleId
    lang: str = Field(description="Code of the language pack that read it.")
    source: str | None = Field(description="Path below the corpus, with #id or :line in a JSON-lines file.")
    url: str | None = Field(description="Where it was published; null when unknown.")
    published_on: date | None = Field(description="Day of publication; null when unknown.")
    edition_of: str | None = Field(description="What this is an edition of, as its sidecar says.")
    title: str | None = Field(description="The text of the title zone.")
    characters: int = Field(description="Length of the text in code points.")
    content_sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Of the text in UTF-8.")
    zones: list[ZoneRow] = Field(description="In text order; between two zones there is white space only.")
    text: str = Field(description="As published. Not in the CSV: Excel cuts cells at 32,767 characters.")


class SentenceRow(Row):
    """One sentence."""

    article_id: ArticleId
    sentence: int = Field(ge=0, description="Its index in the article.")
    start: Start
    end: End
    surface: Surface
    zone: ZoneKind


class TokenRow(Row):
    """One word."""

    article_id: ArticleId
    token: int = Field(ge=0, description="Its index in the article.")
    sentence: int = Field(ge=0, description="Index of its sentence.")
    start: Start
    end: End
    surface: Surface
    lemma: str | None = Field(description="Dictionary form; null where the language's words have none.")
    tag: str | None = Field(description="Part of speech in the language's own tag set.")
    pos: str | None = Field(description="Universal Dependencies part of speech.")
    reading: str | None = Field(description="The dictionary's reading, not the one in context.")
    inflection: str | None = Field(description="Type and form of inflection, as the dictionary says.")
    origin: str | None = Field(description="Stratum of the word (goshu).")
    starts_phrase: bool | None = Field(description="Opens a bunsetu; null where the language has none.")
    head: int | None = Field(description="Index of the word it depends on, its own for a root.")
    dep: str | None = Field(description="Universal Dependencies relation; as head, null without a model.")


class PhraseRow(Row):
    """One bunsetu: a content word and what trails it; only languages that have them."""

    article_id: ArticleId
    phrase: int = Field(ge=0, description="Its index in the article.")
    sentence: int = Field(ge=0, description="Index of its sentence.")
    start: Start
    end: End
    surface: Surface
    head: int | None = Field(description="Index of the phrase it depends on; null where it depends on none.")
    source: Literal["parse", "rule"] = Field(description="Head out of the model's tree, or by a rule.")


class EntityRow(Row):
    """One mention of a named thing."""

    article_id: ArticleId
    entity_id: str = Field(description="Article and span; the same on every run.")
    start: Start
    end: End
    surface: Surface
    label: str = Field(description="PERSON, ORG, GPE, LOC, FAC, PRODUCT, CRYPTO, EVENT, WORK, TECH, LAW ...")
    code: str | None = Field(description="Its code in the code book, null when it is not there.")
    name: str | None = Field(description="Its canonical name in the code book.")
    source: Literal["gazetteer", "shape", "model", "learned", "anaphor"] = Field(
        description="Code-book alias, rule on form, trained model, learned weights, or words that refer back."
    )
    coref: str | None = Field(description="What an anaphor means: code, else name; several joined by +.")
    zone: ZoneKind
    antecedents: list[str] = Field(description="Ids of the mentions an anaphor refers back to; else empty.")
    how: str | None = Field(description="What decided on an anaphor: topic, set ..., or unresolved.")
    referent: str | None = Field(
        description="What tells the thing in its article: code, else its longest name."
    )
    role: str | None = Field(
        description="Part in the sentence by the words around: topic, subject, object ..."
    )


class NormalizedRow(Row):
    """An amount in its common unit: USD, SI base units, percent, or a count."""

    value: Amount | None = Field(description="In the unit beside it; null for ranges, and without a rate.")
    low: Amount | None = Field(description="Of low, in the unit beside it; null without a rate.")
    high: Amount | None = Field(description="Of high, in the unit beside it; null without a rate.")
    unit: str | None = Field(description="USD, an SI base unit, percent, or the unit counted.")
    rate: Amount | None = Field(description="US dollars for one unit of the currency.")
    rate_date: date | None = Field(description="The day the rate was published for.")
    rate_source: str | None = Field(description="Who published the rate.")
    rate_basis: Literal["identity", "ecb", "peg", "manual", "article"] | None = Field(
        description="Where the rate is from: the amount itself, a bank, a peg, a table, the article."
    )


class FigureRow(Row):
    """A number as the article states it, span from numeral through unit."""

    article_id: ArticleId
    figure_id: str = Field(description="Article, span and kind; the same on every run.")
    start: Start
    end: End
    surface: Surface
    kind: Literal["money", "percent", "count", "multiple", "rank", "measure", "rate", "number"] = Field(
        description="What is told: an amount of money, a share, a count, a place in an order ..."
    )
    value: Amount | None = Field(description="In unit; null for ranges and vague amounts: see low and high.")
    low: Low
    high: High
    modifier: (
        Literal["approx", "more_than", "less_than", "at_least", "at_most", "nearly", "just_over"] | None
    ) = Field(description="Stands outside the span: about, at least, just over ...")
    unit: str | None = Field(description="ISO 4217, ticker, percent, times, rank, or a unit code.")
    per: str | None = Field(description="Denominator of a rate or price.")
    rule: str = Field(description="The rule that read it; see the explain command.")
    zone: ZoneKind
    fraction: str | None = Field(description="What a decimal cannot hold exactly: 1/3.")
    how: str | None = Field(description="Where a unit that is not written here came from: shared, carried.")
    normalized: NormalizedRow = Field(description="The same in a unit that can be compared.")
    conversion_of: str | None = Field(description="Id of the figure it says again in another unit.")


class TimeRow(Row):
    """A temporal expression (TIMEX3)."""

    article_id: ArticleId
    time_id: str = Field(description="Article, span and type; the same on every run.")
    start: Start
    end: End
    surface: Surface
    type: Literal["DATE", "TIME", "DURATION", "SET"] = Field(description="TIMEX3 type; SET is how often.")
    timex: str = Field(description="TIMEX3 value: 2024, 2024-04, 2025-H1, P3Y; unknown parts are X.")
    begin: date | None = Field(description="First day it covers; null when unresolved.")
    finish: date | None = Field(description="Last day it covers.")
    modifier: str | None = Field(description="Stands outside the span: about, at least, end of ...")
    anchor: date | None = Field(description="The article's date, where it was needed to resolve.")
    rule: str = Field(description="The rule that read it; see the explain command.")
    zone: ZoneKind


class ClaimMetricRow(Row):
    """What a figure is a figure of."""

    code: str | None = Field(
        description="Code of reference/metrics.yaml; null where no lexicon has the word."
    )
    surface: str | None = Field(description="The word that says so; null where it was carried.")
    start: int | None = Field(description="First code point of that word; null where it was carried.")
    end: PartEnd
    how: str = Field(
        description="explicit, carried, prior (by its kind), context (by the words around), nearest or none."
    )


class ClaimPartyRow(Row):
    """A named thing in a claim; several joined by +."""

    code: str | None = Field(description="Code of the code book, null where one of them has none.")
    name: str = Field(description="Canonical in the code book, else the longest in the article.")
    start: int | None = Field(description="Null where it was carried or told by the article as a whole.")
    end: PartEnd
    how: str = Field(description="topic, subject, genitive ..., coref, carried, set, in-turn or prior.")


class ClaimPeriodRow(Row):
    """The time in which a claim holds."""

    timex: str = Field(description="TIMEX3 value: 2024, 2025-H1, 2025-11; unknown parts are X.")
    begin: date | None = Field(description="First day of it; null when unresolved.")
    finish: date | None = Field(description="Last day of it; null when unresolved.")
    start: int | None = Field(description="First code point of the words for it; null where it was carried.")
    end: PartEnd
    how: str = Field(
        description="explicit, relative (by the article's date), anaphoric (by a time before it) or carried."
    )


class ClaimConfidenceRow(Row):
    """How sure a claim is, slot by slot: of 100 claims like this, in how many the slot is right."""

    metric: Sure
    subject: Sure
    period: Sure
    modality: Sure


class ClaimRow(Row):
    """Who, what, when, how sure, for one figure."""

    article_id: ArticleId
    claim_id: str = Field(description="Article, span and kind of its figure; the same on every run.")
    figure_id: str = Field(description="The figure it is told of; one claim a figure.")
    metric: ClaimMetricRow = Field(description="What it is a figure of: revenue, headcount ...")
    subject: ClaimPartyRow | None = Field(description="Whose it is; null where nothing tells.")
    object: ClaimPartyRow | None = Field(description="Whom or what it is done to: borrower, target, asset.")
    source: ClaimPartyRow | None = Field(description="Who says it, where that is not the subject.")
    period: ClaimPeriodRow | None = Field(description="When; null where nothing tells.")
    modality: Literal["fact", "forecast", "hypothetical", "reported", "offer", "negated"] = Field(
        description="How sure it is told; only a fact has happened by what the article says."
    )
    modality_start: int | None = Field(description="The word that tells the modality.")
    modality_end: PartEnd
    change: Literal["level", "delta", "share"] = Field(
        description="How much it is, by how much it changed, or what part of a whole."
    )
    direction: Literal["rise", "fall"] | None = Field(
        description="Which way it moved: of a change, and of the level it came from or led to."
    )
    direction_start: int | None = Field(
        description="The word that says which way; null for a sign or a list."
    )
    direction_end: PartEnd
    confidence: ClaimConfidenceRow = Field(description="How likely its slots are right, in percent.")


class IssueRow(Row):
    """A doubt for a person to look at."""

    article_id: ArticleId
    issue_id: str = Field(description="Article, span and code; the same on every run.")
    start: Start
    end: End
    surface: Surface
    stage: str = Field(description="Who doubts: annotation, normalization, claims ...")
    code: str = Field(description="Short stable name: idiom, unresolved-time, no-rate ...")
    message: str = Field(
        description="What is doubted and why, in English; some are told in Japanese or Chinese first."
    )


class RejectedRow(Row):
    """An input that was not read, and why."""

    source: str = Field(description="Path of the file, or where it was to come from.")
    line: int | None = Field(description="Line of a JSON-lines file, from 1.")
    type: str = Field(description="Short stable name: nul, not-utf8, empty, too-large ...")
    message: str = Field(description="What is wrong with it, in English.")
