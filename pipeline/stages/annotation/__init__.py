"""What the language says: names, figures and times of one article, each with its span.

The last stage that knows the language; from here on there are only codes. The
same engine is a spaCy component, for those who work with Docs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.datatypes import Annotations, Article, Entity, Figure, Issue, Sentence, Time, Token, Zone
from pipeline.figures import FIGURE_KINDS, Reading
from pipeline.figures.carry import carry_along, carry_units, keep_currency, share_bounds, spread_bounds
from pipeline.figures.rate import tell_per
from pipeline.languages import Language
from pipeline.languages.claims import CueFinder
from pipeline.languages.coreference import ReferenceFinder
from pipeline.languages.matching.grammar import Match
from pipeline.languages.names import Mention
from pipeline.stages.annotation.component import FigureComponent
from pipeline.stages.annotation.readings import Readings, find_readings, read_words, rule_name
from pipeline.stages.annotation.references import UNRESOLVED, refer_back
from pipeline.stages.annotation.unsaid import MESSAGE as UNTOLD
from pipeline.stages.annotation.unsaid import untold_change
from pipeline.times import TimeReading

__all__ = ["Candidate", "FigureComponent", "annotate", "explain", "make_issue"]

STAGE = "annotation"
# Zones whose records would count twice: what they say stands elsewhere, or is no news.
SILENT_ZONES = frozenset({"title_repeat", "tag", "footer"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One rule at one place, for ``explain``: what it read and whether it won."""

    rule: str
    kind: str
    start: int
    end: int
    surface: str
    reading: str
    outcome: str


def _figure(match: Match, reading: Reading, article: Article, modifier: str | None) -> Figure:
    start, end = match.core_start, match.core_end
    kind = FIGURE_KINDS[match.rule.kind]
    amount = reading.amount
    return Figure(
        f"{article.article_id}:figure:{start}-{end}:{kind}", start, end, article.text[start:end], kind,
        amount.value, amount.low, amount.high, modifier, reading.unit, reading.per,
        rule_name(match), reading.fraction or amount.fraction, reading.how,
    )  # fmt: skip


def _time(match: Match, reading: TimeReading, article: Article, modifier: str | None) -> Time:
    start, end = match.core_start, match.core_end
    return Time(
        f"{article.article_id}:time:{start}-{end}:{reading.type}", start, end, article.text[start:end],
        reading.type, reading.timex, reading.begin, reading.finish, reading.modifier or modifier,
        article.published_on if reading.anchored else None, rule_name(match),
    )  # fmt: skip


def make_issue(article: Article, start: int, end: int, code: str, message: str) -> Issue:
    """A doubt at a place of the text, found by this stage."""
    return Issue(
        f"{article.article_id}:issue:{start}-{end}:{code}",
        start,
        end,
        article.text[start:end],
        STAGE,
        code,
        message,
    )


def _entity(mention: Mention, article: Article) -> Entity:
    start, end = mention.start, mention.end
    return Entity(
        f"{article.article_id}:entity:{start}-{end}", start, end, article.text[start:end],
        mention.label, mention.code, mention.name, mention.source,
    )  # fmt: skip


def _audible(start: int, zones: tuple[Zone, ...]) -> bool:
    return not any(zone.start <= start < zone.end for zone in zones if zone.kind in SILENT_ZONES)


def annotate(  # noqa: PLR0917 - what each stage before has found
    article: Article,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    language: Language,
    references: ReferenceFinder,
    cues: CueFinder,
) -> Annotations:
    """All records of one article that need its language.

    ``約2万~3万ドル`` becomes a figure 20000..30000 USD, modifier approx. Records
    of a repeated title or a footer are left out, as they would count twice.
    """
    words = read_words((token.start, token.surface, token.pos) for token in tokens)
    anchor = article.published_at or article.published_on
    readings = find_readings(article.text, words, language, mentions, anchor)
    figures, times, issues = _records(readings, article)
    named = [_entity(mention, article) for mention in mentions if _audible(mention.start, article.zones)]
    entities = refer_back(article, sentences, named, references)
    issues += [_left_open(entity, article) for entity in entities if entity.how == UNRESOLVED]
    carried = _carried(figures, article.text, language)
    untold = untold_change(carried, article.text, language.minor_unsaid, language.minor_told)
    issues += [make_issue(article, f.start, f.end, "ambiguous-currency", UNTOLD) for f in untold]
    return Annotations(
        tokens,
        sentences,
        tuple(entities),
        tuple(figure for figure in carried if figure not in untold),
        tuple(sorted(times, key=lambda t: t.start)),
        tuple(sorted([*issues, *_unsure(mentions, article)], key=lambda i: (i.start, i.end, i.code))),
        cues.find(article.text),
    )


def _carried(figures: list[Figure], text: str, language: Language) -> list[Figure]:
    """The figures in text order, with what lists, movements and words like "the same" leave unsaid."""
    ordered = sorted(figures, key=lambda f: f.start)
    paid = keep_currency(ordered, text, language.minor_of)
    listed = carry_units(paid, text, language.list_joiner, language.list_closing)
    bounded = share_bounds(listed, text, language.list_joiner, language.each_bound)
    bounded = spread_bounds(bounded, text, language.list_joiner, language.bound_of_all, language.moved_to)
    told = tell_per(bounded, text, language.told_per, language.lexicon.words)
    return carry_along(told, text, language.moved_from, language.moved_to, language.again_per)


def _unsure(mentions: tuple[Mention, ...], article: Article) -> Iterator[Issue]:
    """One doubt for each unseen name nothing beside says the kind of, at its first mention."""
    told: set[str] = set()
    for mention in mentions:
        surface = article.text[mention.start : mention.end]
        if mention.sure or surface in told or not _audible(mention.start, article.zones):
            continue
        told.add(surface)
        message = f"nothing says what kind of name this is; {mention.label} is the likeliest"
        yield make_issue(article, mention.start, mention.end, "unsure-label", message)


def _left_open(anaphor: Entity, article: Article) -> Issue:
    message = "nothing named before it is clearly what this refers to"
    return make_issue(article, anaphor.start, anaphor.end, "unresolved-reference", message)


def _records(readings: Readings, article: Article) -> tuple[list[Figure], list[Time], list[Issue]]:
    """Figures and times of the readings that won, with the cues around them, and the doubts."""
    figures: list[Figure] = []
    times: list[Time] = []
    issues = [
        make_issue(article, start, end, exclusion.code, exclusion.message)
        for start, end, exclusion in readings.idioms
        if exclusion.code and _audible(start, article.zones)
    ]
    for match, reading in ((verdict.match, verdict.reading) for verdict in readings.verdicts):
        if reading is None or not _audible(match.core_start, article.zones):
            continue
        if isinstance(reading, Reading):
            # the bounds of an interval are its ends already
            closed = "interval" in match.rule.options
            modifier = (
                None if closed else readings.modifier(match, reading.amount.modifier, "before", "after")
            )
            figures.append(_figure(match, reading, article, modifier))
        else:
            around = ("before", "after") if reading.type == "DURATION" else ("time_before", "time_after")
            cue = _bound(reading, readings.modifier(match, None, *around))
            times.append(_time(match, reading, article, cue))
        issues += _doubts(match, reading, readings, article)
    return figures, times, issues


def _bound(reading: TimeReading, cue: str | None) -> str | None:
    """The cue of a time; から and まで around a range are its ends, no bounds of it."""
    closed = "/" in reading.timex and reading.type in ("DATE", "TIME")
    return None if closed and cue != "approx" else cue


def _doubts(
    match: Match, reading: Reading | TimeReading, readings: Readings, article: Article
) -> Iterator[Issue]:
    start, end = match.core_start, match.core_end
    if isinstance(reading, TimeReading) and reading.unresolved:
        yield make_issue(article, start, end, "unresolved-time", reading.unresolved)
    if isinstance(reading, Reading) and reading.unit is None:
        word = readings.coins.untold_behind(article.text, end)
        if word is not None:
            message = "a word that may be a unit or the ticker of a coin; nothing in the text says which"
            yield make_issue(article, start, word, "no-unit", message)
    if readings.left_over(match):
        message = f"words of another language in a text in {article.lang}, read by {rule_name(match)}"
        yield make_issue(article, start, end, "foreign-residue", message)


def explain(
    text: str,
    tokens: tuple[Token, ...],
    mentions: tuple[Mention, ...],
    language: Language,
    anchor: date | None,
) -> tuple[Candidate, ...]:
    """Every rule that fitted somewhere and what became of it, by place, winners first."""
    words = read_words((token.start, token.surface, token.pos) for token in tokens)
    verdicts = find_readings(text, words, language, mentions, anchor).verdicts
    found = [
        Candidate(
            rule_name(v.match), v.match.rule.kind, v.match.core_start, v.match.core_end,
            text[v.match.core_start : v.match.core_end], _say(v.reading), v.outcome,
        )
        for v in verdicts
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda c: (c.start, c.outcome != "won", -c.end, c.rule)))


def _say(reading: Reading | TimeReading | None) -> str:
    if reading is None:
        return ""
    if isinstance(reading, TimeReading):
        return f"{reading.type} {reading.timex}"
    amount = reading.amount
    number = f"{amount.low:f}" if amount.low == amount.high else f"{amount.low:f}..{amount.high:f}"
    return " ".join(part for part in (number, reading.unit, reading.per and f"per {reading.per}") if part)
