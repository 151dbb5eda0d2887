"""A short view of one article: three of its own sentences, its key figures, its names.

Nothing is written anew: sentences are chosen, never joined or shortened. What makes
a sentence worth choosing is what the other stages found in it (figures, names), the
words it shares with the title and the rest of the text, and where it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from pipeline.datatypes import (
    ArticleResult,
    Entity,
    EntityCount,
    NormalizedFigure,
    Sentence,
    Summary,
    Token,
    Zone,
)

SENTENCES = 3
KEY_FIGURES = 10
# Of ten key figures so many may be money when there are others to show.
MONEY_FIGURES = 7
# Named things and figures count where the article speaks, not in bylines and footers.
SPEAKING_ZONES = frozenset({"title", "dek", "body"})

# How much a figure of a kind says, and for some the power of ten at which it says that:
# a company (一社) or a dollar is hardly a figure, ten billion dollars are.
KIND_WEIGHTS = {"money": 1.0, "percent": 0.7, "multiple": 0.7, "number": 0.2}
KIND_WEIGHTS |= dict.fromkeys(("rank", "rate", "measure", "count"), 0.5)
FULL_SIZES = {"money": 10, "count": 5, "number": 5}
CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
# A sentence that opens so leans on the one before it.
LEANING_POS = frozenset({"PRON", "CCONJ", "SCONJ"})
TERMINALS = "。．.!?！？｡…"
QUESTIONS = "?？"
# Six digits of a logarithm order amounts well enough, the same on every machine.
_ROUGHLY = Context(prec=6)
CLOSERS = "」』）)】》”’\"' \u3000\n"
# Fewer content words than this is an exclamation or a heading, not a statement.
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Scored:
    """A sentence of the body and what choosing needs to know of it."""

    place: int
    position: float  # from 0.0, the first statement of the body, up to 1.0
    sentence: Sentence
    words: frozenset[str]
    amounts: frozenset[tuple[object, ...]]
    score: float


def summarize(result: ArticleResult) -> Summary:
    """The summary of one article: ``sentences`` and ``key_figures`` verbatim, in text order.

    An article of one line gives its title and nothing else; no part is ever padded.
    """
    sentences = choose_sentences(result)
    return Summary(
        article_id=result.article.article_id,
        lang=result.article.lang,
        title=read_title(result),
        published_on=result.article.published_on,
        sentences=sentences,
        key_figures=choose_figures(result, sentences),
        entities=count_entities(result),
        issues=len(result.issues),
    )


def read_title(result: ArticleResult) -> str:
    """The title zone's text, or the first line that is not blank."""
    text = result.article.text
    for zone in result.article.zones:
        if zone.kind == "title":
            return text[zone.start : zone.end].strip()
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def count_entities(result: ArticleResult) -> tuple[EntityCount, ...]:
    """Named things of title, dek and body, most mentioned first, then as they come.

    Mentions are merged by code: ``Tether`` and ``テザー`` are one thing. Those
    without a code are merged by their form.
    """
    found: dict[tuple[str, str], list[Entity]] = {}
    for entity in result.entities:
        if entity.source != "anaphor" and _speaks(entity.start, result.article.zones):
            key = ("code", entity.code) if entity.code else ("form", entity.surface)
            found.setdefault(key, []).append(entity)
    counts = [
        EntityCount(one.name or one.surface, one.label, one.code, len(group), _usual_surface(group))
        for one, group in ((group[0], group) for group in found.values())
    ]
    return tuple(sorted(counts, key=lambda count: -count.mentions))


def _usual_surface(group: list[Entity]) -> str:
    return Counter(entity.surface for entity in group).most_common(1)[0][0]


def _speaks(start: int, zones: Sequence[Zone]) -> bool:
    kinds = [zone.kind for zone in zones if zone.start <= start < zone.end]
    return not zones or any(kind in SPEAKING_ZONES for kind in kinds)


def choose_sentences(result: ArticleResult) -> tuple[Sentence, ...]:
    """The three sentences of the body that say most and repeat each other least, in text order.

    May hold fewer, even none, when the body has no more statements.
    """
    pool = _score_sentences(result)
    chosen: list[_Scored] = []
    while pool and len(chosen) < SENTENCES:
        best = max(pool, key=lambda one: (_worth(one, chosen), -one.place))
        pool.remove(best)
        if any(best.words == other.words for other in chosen):
            continue
        chosen.append(best)
    return tuple(one.sentence for one in sorted(chosen, key=lambda one: one.place))


def _worth(one: _Scored, chosen: Iterable[_Scored]) -> float:
    """The score less what a chosen sentence already says (maximal marginal relevance)."""
    return one.score - max((_likeness(one, other) for other in chosen), default=0.0)


def _likeness(one: _Scored, other: _Scored) -> float:
    words = len(one.words & other.words) / len(one.words | other.words)
    # To give the same amount again is to say the same again.
    amounts = len(one.amounts & other.amounts) / max(1, min(len(one.amounts), len(other.amounts)))
    # Neighbours tell one story; an article has more than one.
    nearness = max(0.0, 1 - 5 * abs(one.position - other.position))
    return 1.5 * words + 0.6 * amounts + 0.6 * nearness


def _score_sentences(result: ArticleResult) -> list[_Scored]:
    """Every statement of the body with its score, in text order."""
    tokens = _tokens_by_sentence(result)
    words = _content_words(tokens)
    counts = Counter(word for group in words for word in group)
    (things, mentions), figures = _things_by_sentence(result), _figures_by_sentence(result)
    titles = [group for group, one in zip(words, result.sentences, strict=True) if one.zone == "title"]
    title = frozenset[str]().union(*titles)
    body = [place for place, one in enumerate(result.sentences) if _is_statement(one, words[place])]
    scored = []
    for order, place in enumerate(body):
        sentence, known, inside = result.sentences[place], words[place], figures[place]
        score = (
            1.2 * _figure_score(inside)
            + 1.0 * _entity_score(things[place], mentions)
            + 0.8 * sum(counts[word] for word in known) / (len(known) * max(counts.values()))
            + 0.8 * len(known & title) / max(1, len(title))
            + 0.6 * max(0.0, 1 - 5 * order / len(body))
        )
        score *= _form_factor(sentence, tokens[place])
        scored.append(
            _Scored(place, order / len(body), sentence, known, frozenset(map(_amount_key, inside)), score)
        )
    return scored


def _tokens_by_sentence(result: ArticleResult) -> list[list[Token]]:
    groups: list[list[Token]] = [[] for _ in result.sentences]
    for token in result.tokens:
        groups[token.sentence].append(token)
    return groups


def _content_words(tokens: list[list[Token]]) -> list[frozenset[str]]:
    """Per sentence the lemmas that carry its matter: ``{"tether", "稼ぐ", "ドル"}``.

    Where the tokenizer gives no part of speech, a word in every third sentence is
    taken for grammar.
    """
    groups = [frozenset(_lemma(token) for token in group if _carries(token)) for group in tokens]
    spread = Counter(word for group in groups for word in group)
    untagged = {_lemma(token) for group in tokens for token in group if token.pos is None}
    grammar = {word for word in untagged if spread[word] > max(3, len(groups) / 3)}
    return [group - grammar for group in groups]


def _lemma(token: Token) -> str:
    return (token.lemma or token.surface).casefold()


def _carries(token: Token) -> bool:
    if token.pos is not None:
        return token.pos in CONTENT_POS
    return token.surface.isalpha()


def _is_statement(sentence: Sentence, words: frozenset[str]) -> bool:
    """Not a heading, a lead-in with a colon, or a line of two words."""
    closed = sentence.surface.strip().rstrip(CLOSERS)
    return sentence.zone == "body" and len(words) >= FEWEST_WORDS and closed[-1:] in tuple(TERMINALS)


def _form_factor(sentence: Sentence, tokens: Sequence[Token]) -> float:
    """Below 1 for what reads badly alone: a question, a sentence that leans on another, a very long one."""
    factor = 0.5 if sentence.surface.rstrip(CLOSERS)[-1:] in tuple(QUESTIONS) else 1.0
    if tokens and tokens[0].pos in LEANING_POS:
        factor *= 0.8
    return factor * min(1.0, 60 / max(1, len(tokens)))


def _entity_score(things: frozenset[str], mentions: Counter[str]) -> float:
    """The share of all mentions that the things named in a sentence have: 0 to 1."""
    return sum(mentions[thing] for thing in things) / max(1, mentions.total())


def _things_by_sentence(result: ArticleResult) -> tuple[list[frozenset[str]], Counter[str]]:
    """The named things of each sentence, and how often each is named in the article."""
    groups: list[set[str]] = [set() for _ in result.sentences]
    mentions: Counter[str] = Counter()
    for entity in result.entities:
        if entity.source != "anaphor" and _speaks(entity.start, result.article.zones):
            thing = entity.code or entity.surface
            mentions[thing] += 1
            for place in _place(entity.start, result.sentences):
                groups[place].add(thing)
    return [frozenset(group) for group in groups], mentions


def _place(start: int, sentences: Sequence[Sentence]) -> Iterable[int]:
    """The index of the sentence that holds ``start``, or nothing."""
    place = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    return (place,) if place >= 0 and start < sentences[place].end else ()


def _figure_score(figures: Iterable[NormalizedFigure]) -> float:
    """0 for none, towards 1 the more a sentence states: ten billion dollars are 0.5."""
    return 1 - 0.5 ** sum(map(_weight, figures))


def _figures_by_sentence(result: ArticleResult) -> list[list[NormalizedFigure]]:
    groups: list[list[NormalizedFigure]] = [[] for _ in result.sentences]
    for one in result.figures:
        for place in _place(one.figure.start, result.sentences):
            groups[place].append(one)
    return groups


def _amount_key(one: NormalizedFigure) -> tuple[object, ...]:
    """What makes two figures the same amount: ``6億ドル`` and ``6億ドル以上`` are one."""
    figure = one.figure
    return (figure.kind, figure.unit, figure.per, figure.value, figure.low, figure.high)


def choose_figures(result: ArticleResult, sentences: Sequence[Sentence]) -> tuple[NormalizedFigure, ...]:
    """At most ten figures that matter, each amount once, in text order.

    Money comes first, the larger the better; what stands in a chosen sentence or is
    said again counts more.
    """
    groups: dict[tuple[object, ...], list[NormalizedFigure]] = {}
    for one in result.figures:
        if one.figure.kind in KIND_WEIGHTS and _speaks(one.figure.start, result.article.zones):
            groups.setdefault(_amount_key(one), []).append(one)
    ranked = sorted(
        groups.values(), key=lambda group: (-_importance(group, sentences), group[0].figure.start)
    )
    # A bare number says nothing without its sentence: only when there is too little else.
    ranked.sort(key=lambda group: group[0].figure.kind == "number")
    money = [group[0] for group in ranked if group[0].figure.kind == "money"]
    others = [group[0] for group in ranked if group[0].figure.kind != "money"]
    room = max(MONEY_FIGURES, KEY_FIGURES - len(others))
    chosen = money[:room] + others[: KEY_FIGURES - len(money[:room])]
    return tuple(sorted(chosen, key=lambda one: (one.figure.start, one.figure.end)))


def _importance(group: Sequence[NormalizedFigure], sentences: Sequence[Sentence]) -> float:
    quoted = any(one.start <= again.figure.start < one.end for again in group for one in sentences)
    return 3 * _weight(group[0]) + 0.7 * quoted + 0.2 * min(2, len(group) - 1)


def _weight(one: NormalizedFigure) -> float:
    """What a figure says: 1.0 for ten billion dollars, 0.22 for 150 people, 0.0 for one of anything."""
    most = KIND_WEIGHTS.get(one.figure.kind, 0.0)
    full = FULL_SIZES.get(one.figure.kind)
    return most if full is None else most * _magnitude(one) / full


def _magnitude(one: NormalizedFigure) -> float:
    """The power of ten of an amount, in dollars where known: 10.1 for 13000000000; 0 below one."""
    normalized, figure = one.normalized, one.figure
    amounts = (normalized.value, normalized.high, normalized.low, figure.value, figure.high, figure.low)
    known = next((amount for amount in amounts if amount is not None), Decimal(0))
    return float(known.log10(_ROUGHLY)) if known > 1 else 0.0
