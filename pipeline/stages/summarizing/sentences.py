"""The sentences of an article that say most and repeat each other least."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.datatypes import ArticleResult, Claim, NormalizedFigure, Sentence, Token
from pipeline.stages.summarizing.figures import amount_key, speaks, weight

SENTENCES = 3
CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
# A sentence that opens so leans on the one before it.
LEANING_POS = frozenset({"PRON", "CCONJ", "SCONJ"})
TERMINALS = "。．.!?！？｡…"
QUESTIONS = "?？"
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
    subjects: frozenset[str]
    score: float


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
    # What is said of another is news.
    subjects = len(one.subjects & other.subjects) / max(1, min(len(one.subjects), len(other.subjects)))
    return 1.5 * words + 0.6 * amounts + 0.6 * nearness + 0.3 * subjects


def _score_sentences(result: ArticleResult) -> list[_Scored]:
    """Every statement of the body with its score, in text order."""
    tokens = _tokens_by_sentence(result)
    words = _content_words(tokens)
    counts = Counter(word for group in words for word in group)
    (things, mentions), figures = _things_by_sentence(result), _figures_by_sentence(result)
    claims = _claims_by_sentence(result)
    titles = [group for group, one in zip(words, result.sentences, strict=True) if one.zone == "title"]
    title = frozenset[str]().union(*titles)
    body = [place for place, one in enumerate(result.sentences) if _is_statement(one, words[place])]
    scored = []
    for order, place in enumerate(body):
        sentence, known, inside = result.sentences[place], words[place], figures[place]
        score = (
            1.2 * _figure_score(inside)
            + 0.6 * _claim_score(claims[place])
            + 1.0 * _entity_score(things[place], mentions)
            + 0.8 * sum(counts[word] for word in known) / (len(known) * max(counts.values()))
            + 0.8 * len(known & title) / max(1, len(title))
            + 0.6 * max(0.0, 1 - 5 * order / len(body))
        )
        score *= _form_factor(sentence, tokens[place])
        amounts = frozenset(map(amount_key, inside))
        subjects = frozenset(claim.subject.name for claim in claims[place] if claim.subject)
        scored.append(_Scored(place, order / len(body), sentence, known, amounts, subjects, score))
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
        if entity.source != "anaphor" and speaks(entity.start, result.article.zones):
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
    return 1 - 0.5 ** sum(map(weight, figures))


def _claim_score(claims: Sequence[Claim]) -> float:
    """0 for none, towards 1 the more a sentence tells of who and what: facts count full, the rest half."""
    told = [claim for claim in claims if claim.metric.code and claim.subject]
    return 1 - 0.6 ** sum(1.0 if claim.modality == "fact" else 0.5 for claim in told)


def _claims_by_sentence(result: ArticleResult) -> list[list[Claim]]:
    groups: list[list[Claim]] = [[] for _ in result.sentences]
    starts = {one.figure.figure_id: one.figure.start for one in result.figures}
    for claim in result.claims:
        for place in _place(starts[claim.figure_id], result.sentences):
            groups[place].append(claim)
    return groups


def _figures_by_sentence(result: ArticleResult) -> list[list[NormalizedFigure]]:
    groups: list[list[NormalizedFigure]] = [[] for _ in result.sentences]
    for one in result.figures:
        for place in _place(one.figure.start, result.sentences):
            groups[place].append(one)
    return groups
