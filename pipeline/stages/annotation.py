"""What the language says: names, figures and times of one article, each with its span.

The last stage that knows the language; from here on there are only codes. The
same engine is a spaCy component, for those who work with Docs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from spacy.language import Language as Nlp
from spacy.tokens import Doc, Span

from pipeline.datatypes import Annotations, Article, Entity, Figure, Issue, Sentence, Time, Token, Zone
from pipeline.errors import ReadingError
from pipeline.figures import FIGURE_KINDS, FIGURE_READERS, Reading
from pipeline.figures.carry import carry_units
from pipeline.languages import Language, load_language
from pipeline.languages.matching.competition import Closed, Verdict, Words, settle
from pipeline.languages.matching.cues import CueFinder
from pipeline.languages.matching.grammar import Match, find_matches
from pipeline.languages.matching.lexicon import Chain
from pipeline.languages.names import Mention
from pipeline.languages.numerals import fold
from pipeline.times import TIME_READERS, TimeReading

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


def rule_name(match: Match, lang: str) -> str:
    """``ja.money.number-currency``: language, kind and the name in the table."""
    return f"{lang}.{FIGURE_KINDS.get(match.rule.kind, match.rule.kind)}.{match.rule.name}"


def read_words(tokens: Iterable[tuple[int, str, str | None]]) -> Words:
    """Token borders as plain sets, from (start, text, UD part of speech)."""
    starts, texts, ends, numerals, nouns = [], [], [], [], []
    for start, text, pos in tokens:
        starts.append(start)
        texts.append(text)
        ends.append(start + len(text))
        if pos == "NUM":
            numerals.append(start)
        elif pos in ("NOUN", "PROPN"):
            nouns.append(start)
    return Words(
        tuple(starts), tuple(texts), frozenset(starts), frozenset(ends), frozenset(numerals), frozenset(nouns)
    )


def _closed(text: str, language: Language, mentions: Iterable[Mention]) -> tuple[list[Closed], list[Any]]:
    """Spans no figure may come from, and the idioms among them as (start, end, exclusion)."""
    spans: list[Closed] = []
    idioms = []
    for exclusion in language.exclusions:
        if exclusion.any_of and not any(word in text for word in exclusion.any_of):
            continue
        for found in exclusion.regex.finditer(text):
            start, end = found.span("x") if "x" in exclusion.regex.groupindex else found.span()
            spans.append(
                Closed(
                    start,
                    end,
                    f"{exclusion.name}: {exclusion.message or 'no figure'}",
                    exclusion.unless_known,
                )
            )
            if exclusion.code:
                idioms.append((start, end, exclusion))
    for mention in mentions:
        name = text[mention.start : mention.end]
        if mention.source == "gazetteer" or any(char.isnumeric() for char in name):
            spans.append(
                Closed(mention.start, mention.end, f"part of the name {name}", mention.source == "shape")
            )
    return spans, idioms


def _read(match: Match, anchor: date | None) -> Reading | TimeReading:
    figure = FIGURE_READERS.get(match.rule.kind)
    if figure is not None:
        return figure(match)
    try:
        return TIME_READERS[match.rule.kind](match, anchor)
    except (OverflowError, ValueError) as error:  # what datetime says of the year 10000
        raise ReadingError(f"no such date: {error}") from error


def find_readings(
    text: str, words: Words, language: Language, mentions: Iterable[Mention], anchor: date | None
) -> tuple[Chain, list[Verdict[Reading | TimeReading]], list[Any]]:
    """Every rule tried on a text: the chain of atoms, the verdicts and the idioms met."""
    folded = fold(text)
    chain = language.lexicon.scan(folded)
    closed, idioms = _closed(folded, language, mentions)
    verdicts = settle(
        find_matches(language.rules, chain), lambda match: _read(match, anchor), words, language, closed
    )
    return chain, verdicts, idioms


def _figure(match: Match, reading: Reading, article: Article, modifier: str | None) -> Figure:
    start, end = match.core_start, match.core_end
    kind = FIGURE_KINDS[match.rule.kind]
    amount = reading.amount
    return Figure(
        f"{article.article_id}:figure:{start}-{end}:{kind}", start, end, article.text[start:end], kind,
        amount.value, amount.low, amount.high, modifier, reading.unit, reading.per,
        rule_name(match, article.lang), reading.fraction, reading.how,
    )  # fmt: skip


def _time(match: Match, reading: TimeReading, article: Article, modifier: str | None) -> Time:
    start, end = match.core_start, match.core_end
    return Time(
        f"{article.article_id}:time:{start}-{end}:{reading.type}", start, end, article.text[start:end],
        reading.type, reading.timex, reading.begin, reading.finish, reading.modifier or modifier,
        article.published_on if reading.anchored else None, rule_name(match, article.lang),
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


def annotate(
    article: Article,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    language: Language,
) -> Annotations:
    """All records of one article that need its language.

    ``約2万~3万ドル`` becomes a figure 20000..30000 USD, modifier approx. Records
    of a repeated title or a footer are left out, as they would count twice.
    """
    words = read_words((token.start, token.surface, token.pos) for token in tokens)
    chain, verdicts, idioms = find_readings(article.text, words, language, mentions, article.published_on)
    won = [v for v in verdicts if v.reading is not None and _audible(v.match.core_start, article.zones)]
    figures, times = _records(won, article, CueFinder(chain, article.text, language))
    issues = [
        make_issue(article, a, b, x.code, x.message) for a, b, x in idioms if _audible(a, article.zones)
    ]
    issues += [
        make_issue(article, v.match.core_start, v.match.core_end, "unresolved-time", v.reading.unresolved)
        for v in won
        if isinstance(v.reading, TimeReading) and v.reading.unresolved
    ]
    return Annotations(
        tokens,
        sentences,
        tuple(_entity(mention, article) for mention in mentions if _audible(mention.start, article.zones)),
        tuple(carry_units(sorted(figures, key=lambda f: f.start), article.text, language.list_joiner)),
        tuple(sorted(times, key=lambda t: t.start)),
        tuple(sorted(issues, key=lambda i: (i.start, i.end, i.code))),
    )


def _records(
    won: Iterable[Verdict[Reading | TimeReading]], article: Article, cues: CueFinder
) -> tuple[list[Figure], list[Time]]:
    """Figures and times of the readings that won, with the cues around them."""
    figures: list[Figure] = []
    times: list[Time] = []
    for match, reading in ((verdict.match, verdict.reading) for verdict in won):
        if isinstance(reading, Reading):
            modifier = cues.around(match, reading.amount.modifier, "before", "after")
            figures.append(_figure(match, reading, article, modifier))
        elif reading is not None:
            around = ("before", "after") if reading.type == "DURATION" else ("time_before", "time_after")
            times.append(_time(match, reading, article, cues.around(match, None, *around)))
    return figures, times


def explain(
    text: str,
    tokens: tuple[Token, ...],
    mentions: tuple[Mention, ...],
    language: Language,
    anchor: date | None,
) -> tuple[Candidate, ...]:
    """Every rule that fitted somewhere and what became of it, by place, winners first."""
    words = read_words((token.start, token.surface, token.pos) for token in tokens)
    _, verdicts, _ = find_readings(text, words, language, mentions, anchor)
    found = [
        Candidate(
            rule_name(v.match, language.code), v.match.rule.kind, v.match.core_start, v.match.core_end,
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


def _mention(span: Span) -> Mention:
    source = "gazetteer" if span.kb_id_ else "shape"
    return Mention(span.start_char, span.end_char, span.label_, span.kb_id_ or None, None, source)


@Nlp.factory("techflow_figures", default_config={"code": None}, assigns=["doc.spans"])
def make_figure_component(nlp: Nlp, name: str, code: str | None) -> FigureComponent:
    """The engine as a component of a spaCy pipeline; ``code`` is the pipeline's language when not given."""
    return FigureComponent(code or str(nlp.lang))


class FigureComponent:
    """Fills ``doc.spans["figures"]`` (label: the kind) and ``["times"]`` (label: the TIMEX3 type).

    A span that cuts a token is widened to it, as a Doc knows no parts of tokens.
    """

    def __init__(self, code: str) -> None:
        self.language = load_language(code)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its spans."""
        words = read_words((t.idx, t.text, t.pos_) for t in doc if not t.is_space)
        named = [_mention(span) for span in doc.spans["entities"]] if "entities" in doc.spans else []
        _, verdicts, _ = find_readings(doc.text, words, self.language, named, None)
        found: dict[str, list[Span]] = {"figures": [], "times": []}
        for verdict in sorted(
            (v for v in verdicts if v.reading is not None), key=lambda v: v.match.core_start
        ):
            match, reading = verdict.match, verdict.reading
            label = reading.type if isinstance(reading, TimeReading) else FIGURE_KINDS[match.rule.kind]
            span = doc.char_span(match.core_start, match.core_end, label=label, alignment_mode="expand")
            if span is not None:
                found["times" if isinstance(reading, TimeReading) else "figures"].append(span)
        for key, spans in found.items():
            doc.spans[key] = spans
        return doc
