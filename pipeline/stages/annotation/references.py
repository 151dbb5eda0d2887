"""Anaphors as entity records: この会社 with what it stands for, how that was told, or left open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.datatypes import Article, Entity, Sentence
from pipeline.languages.coreference import Answer, Named, ReferenceFinder

ANAPHOR = "anaphor"
UNRESOLVED = "unresolved"
# Who stands in a byline or footer is nobody the article goes on about.
_QUIET = frozenset({"byline", "footer", "tag", "title_repeat"})


def refer_back(
    article: Article, sentences: Sequence[Sentence], entities: Sequence[Entity], finder: ReferenceFinder
) -> list[Entity]:
    """The names with what each is and its part in the sentence, and a record for each anaphor.

    ``TetherはNorthern Dataに融資した。この会社は…`` adds この会社 with coref northern-data;
    anaphors of weak kinds only when they could be resolved. In text order.
    """
    kinds = _ZoneKinds(article)
    named = names_spoken(article, entities)
    parts, answers = finder.read(article.text, sentences, named)
    found = [
        _entity(answer, article)
        for answer in answers
        if kinds.at(answer.anaphor.start) not in _QUIET and (answer.things or answer.anaphor.rule.strong)
    ]
    told = [
        replace(e, referent=parts[e.entity_id].thing, role=parts[e.entity_id].role)
        if e.entity_id in parts
        else e
        for e in _outside(entities, found)
    ]
    return sorted([*told, *found], key=lambda entity: (entity.start, entity.end))


def _outside(entities: Sequence[Entity], anaphors: Sequence[Entity]) -> list[Entity]:
    """The names that lie in no anaphor: Oslo of the Oslo start-up is none of its own."""
    starts = [anaphor.start for anaphor in anaphors]

    def inside(entity: Entity) -> bool:
        place = bisect_right(starts, entity.start) - 1
        return place >= 0 and entity.end <= anaphors[place].end

    return [entity for entity in entities if not inside(entity)]


def names_spoken(article: Article, entities: Sequence[Entity]) -> list[Named]:
    """The names that something may refer back to, in text order: none of byline, footer and tags."""
    kinds = _ZoneKinds(article)
    return [
        Named(e.start, e.end, e.surface, e.label, e.code, e.entity_id, kinds.at(e.start) == "title")
        for e in entities
        if kinds.at(e.start) not in _QUIET
    ]


class _ZoneKinds:
    """The kind of the zone at an offset."""

    def __init__(self, article: Article) -> None:
        self.zones = sorted(article.zones, key=lambda zone: zone.start)
        self.starts = [zone.start for zone in self.zones]

    def at(self, offset: int) -> str:
        place = bisect_right(self.starts, offset) - 1
        return self.zones[place].kind if place >= 0 and offset < self.zones[place].end else "body"


def _entity(answer: Answer, article: Article) -> Entity:
    start, end = answer.anaphor.start, answer.anaphor.end
    things = "+".join(answer.things) or None
    return Entity(
        f"{article.article_id}:entity:{start}-{end}", start, end, article.text[start:end],
        answer.label, None, None, ANAPHOR, things, answer.refs, answer.how, things, answer.role,
    )  # fmt: skip
