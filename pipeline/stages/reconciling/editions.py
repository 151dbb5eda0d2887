"""From a result to an edition: figures with what tells them apart in any language."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from pipeline.datatypes import ArticleResult, Edition, EditionFigure, EditionTime, NormalizedFigure, Time
from pipeline.stages.reconciling.times import OPEN, parse_time

# Where the article speaks; a byline's or footer's figures are not the story's.
SPEAKING = frozenset({"title", "dek", "body"})
# One thing or two are words as often as figures: 一つ, one of the, 两家.
FEWEST = 2
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&'-]+")


def read_edition(result: ArticleResult) -> Edition:
    """The edition that a result is of: figures in text order, conversions and small counts left out."""
    article = result.article
    again = dict(result.conversions)
    zones = sorted((zone.start, zone.end, zone.kind) for zone in article.zones)
    kept = [
        found
        for found in result.figures
        if found.figure.figure_id not in again and _speaks(zones, found.figure.start) and _counts(found)
    ]
    context = _Context(result)
    figures = tuple(context.read(found, number / max(1, len(kept) - 1)) for number, found in enumerate(kept))
    places = [figure.start for figure in figures]
    times = tuple(
        EditionTime(
            time.time_id, time.start, time.end, time.surface, timex, parts, time.modifier,
            # Between the figures before and behind it.
            (bisect_right(places, time.start) - 0.5) / max(1, len(places) - 1),
            *context.sentence_of(time.start),
        )
        for time in result.times if _speaks(zones, time.start)
        for timex in time.timex.split("/")  # both ends of a range
        if (parts := _parts_of(time, timex))
    )  # fmt: skip
    title = next((article.text[start:end].strip() for start, end, kind in zones if kind == "title"), "")
    return Edition(
        article.article_id, article.lang, article.source, article.edition_of, title, figures, times
    )


def _parts_of(time: Time, timex: str) -> tuple[str, ...]:
    """A time taken apart; the year of a month is left open where the article's date gave it: last April."""
    parts = parse_time(timex)
    told = time.anchor is None or len(parts) < 2 or parts[0] in time.surface
    return parts if told or not parts[0].isdigit() else (OPEN, *parts[1:])


def _speaks(zones: list[tuple[int, int, str]], offset: int) -> bool:
    kinds = [kind for start, end, kind in zones if start <= offset < end]
    return not zones or not kinds or kinds[0] in SPEAKING


def _counts(found: NormalizedFigure) -> bool:
    figure = found.figure
    if figure.low is None or figure.high is None:
        return False
    return figure.kind not in ("count", "number", "rank") or figure.high > FEWEST


class _Context:
    """What the sentences of an article speak of."""

    def __init__(self, result: ArticleResult) -> None:
        self.starts = [sentence.start for sentence in result.sentences] or [0]
        self.sentences = [sentence.surface for sentence in result.sentences] or [""]
        self.metrics: dict[str, str] = {
            claim.figure_id: claim.metric.code for claim in result.claims if claim.metric.code
        }
        self.subjects = {
            claim.figure_id: claim.subject.code or claim.subject.name
            for claim in result.claims
            if claim.subject
        }
        self.directions = {
            claim.figure_id: claim.direction for claim in result.claims if claim.change == "delta"
        }
        self.named = {
            claim.figure_id
            for claim in result.claims
            if claim.subject and claim.subject.code and claim.subject.start is not None
        }
        self.names: dict[int, set[str]] = defaultdict(set)
        for entity in result.entities:
            for name in (entity.code, *_LATIN.findall(entity.surface)):
                if name:
                    self.names[self._sentence(entity.start)].add(name.lower())
        self.years: dict[int, set[str]] = defaultdict(set)
        for time in result.times:
            if time.timex[:4].isdigit():
                self.years[self._sentence(time.start)].add(time.timex[:4])

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def sentence_of(self, offset: int) -> tuple[str, int]:
        """The sentence an offset lies in, and its number."""
        number = self._sentence(offset)
        return self.sentences[number].strip(), number

    def read(self, found: NormalizedFigure, place: float) -> EditionFigure:
        """A figure with its context."""
        figure, normal = found.figure, found.normalized
        sentence = self._sentence(figure.start)
        low, high, unit = figure.low, figure.high, figure.unit
        written = (low, high) if figure.kind == "measure" and low is not None and high is not None else None
        if figure.kind in ("measure", "rate") and normal.low is not None and normal.high is not None:
            low, high, unit = normal.low, normal.high, normal.unit
        metric = self.metrics.get(figure.figure_id)
        subject = self.subjects.get(figure.figure_id, "")
        named = subject if figure.figure_id in self.named else None
        names = set(self.names[sentence]) | {subject.lower()} - {""}
        assert low is not None and high is not None
        return EditionFigure(
            figure.figure_id, figure.start, figure.end, figure.surface, figure.kind, low, high,
            figure.modifier, unit, normal.rate, frozenset({metric} if metric else ()), frozenset(names),
            frozenset(self.years[sentence]), place, *self.sentence_of(figure.start), named,
            written, figure.per, self.directions.get(figure.figure_id),
        )  # fmt: skip
