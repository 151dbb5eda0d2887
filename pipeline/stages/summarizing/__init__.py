"""A short view of one article: three of its own sentences, its key figures, its names.

Nothing is written anew: sentences are chosen, never joined or shortened. What makes
a sentence worth choosing is what the other stages found in it (figures, names), the
words it shares with the title and the rest of the text, and where it stands.
"""

from __future__ import annotations

from collections import Counter

from pipeline.datatypes import ArticleResult, Entity, EntityCount, Summary
from pipeline.stages.summarizing.facts import contested_figures, mark_contested, rank_facts
from pipeline.stages.summarizing.figures import choose_figures, speaks
from pipeline.stages.summarizing.sentences import choose_sentences

__all__ = [
    "choose_figures",
    "choose_sentences",
    "count_entities",
    "mark_contested",
    "rank_facts",
    "read_title",
    "summarize",
]


def summarize(result: ArticleResult) -> Summary:
    """The summary of one article: ``sentences`` and ``key_figures`` verbatim, in text order.

    An article of one line gives its title and nothing else; no part is ever padded.
    """
    sentences = choose_sentences(result)
    checked = {each for one in result.findings if one.verdict != "not_checkable" for each in one.figure_ids}
    return Summary(
        article_id=result.article.article_id,
        lang=result.article.lang,
        title=read_title(result),
        published_on=result.article.published_on,
        sentences=sentences,
        key_figures=choose_figures(result, sentences),
        entities=count_entities(result),
        issues=len(result.issues),
        doubts=result.issues,
        contested=contested_figures(result),
        figures=len(result.figures),
        checked=sum(one.figure.figure_id in checked for one in result.figures),
        quoted=tuple(
            one.figure
            for one in result.figures
            if any(sentence.start <= one.figure.start < sentence.end for sentence in sentences)
        ),
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
        if entity.source != "anaphor" and speaks(entity.start, result.article.zones):
            key = ("code", entity.code) if entity.code else ("form", entity.surface)
            found.setdefault(key, []).append(entity)
    counts = [
        EntityCount(one.name or one.surface, one.label, one.code, len(group), _usual_surface(group))
        for one, group in ((group[0], group) for group in found.values())
    ]
    return tuple(sorted(counts, key=lambda count: -count.mentions))


def _usual_surface(group: list[Entity]) -> str:
    return Counter(entity.surface for entity in group).most_common(1)[0][0]
