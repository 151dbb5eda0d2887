"""The fact sheet: claims told anew in every language, and each telling read back before it is kept.

    claims -> sentences by the templates of a language (languages/phrasing)
           -> read by the extractor of that language: the figure must be the source's to the last
              digit, its modifier kept, its metric and subject those of the claim
           -> a fact that fails in one language is told in none

Nobody reads a number here that the article does not have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.datatypes import (
    Annotations,
    ArticleResult,
    Claim,
    ClaimParty,
    Entity,
    Fact,
    Figure,
    NormalizedFigure,
    Sentence,
    Summary,
)
from pipeline.languages.phrasing import load_phrasing, tell_in
from pipeline.languages.phrasing.facts import is_sayable, say_fact
from pipeline.reference.code_book import load_code_book

FACTS = 8
# Modifiers that languages do not tell apart.
ALIKE = (frozenset({"more_than", "just_over", "at_least"}), frozenset({"less_than", "at_most"}))
# Names that every language has its own form of; others travel as they are.
TRANSLATED = frozenset({"GPE", "LOC", "PERSON", "EVENT", "DISEASE"})
# Codes of words that say which way a change goes.
MOVES = frozenset({"rise", "fall"})
# Reads a text of one language: names, figures, cues.
Reader = Callable[[str], Annotations]
Ranked = Sequence[tuple[Claim, NormalizedFigure]]


def retell(result: ArticleResult, summary: Summary, ranked: Ranked, readers: Mapping[str, Reader]) -> Summary:
    """The summary with its facts and findings in the languages of ``readers``.

    Args:
        ranked: claims with their figures, the weightiest first; more than are told, as some fail.
    """
    contested = {figure.figure_id: finding for figure, finding in summary.contested}
    facts, dropped = _tell_facts(result, ranked, readers)
    flagged = [one for one in result.findings if one.verdict in ("doubtful", "contradicted")]
    told = tuple((one, tell_in(one, readers)) for one in flagged)
    read = readers.get(result.article.lang)
    return replace(
        summary,
        sentences=tuple(one for one in summary.sentences if read is None or _stands_alone(one, result, read)),
        facts=tuple(replace(fact, contested=contested.get(fact.figure.figure_id)) for fact in facts),
        findings=told,
        dropped=dropped,
        languages=tuple(readers),
    )


def _tell_facts(
    result: ArticleResult, ranked: Ranked, readers: Mapping[str, Reader]
) -> tuple[list[Fact], int]:
    told = {lang: _tell(ranked, lang, read, _names(result, lang)) for lang, read in readers.items()}
    facts: list[Fact] = []
    dropped = 0
    for number, (claim, found) in enumerate(ranked):
        texts = tuple((lang, said[number] or "") for lang, said in told.items())
        if len(facts) == FACTS:
            break
        if all(text for _, text in texts):
            facts.append(Fact(claim.claim_id, found.figure, texts, None))
        else:
            dropped += 1
    return facts, dropped


def _tell(ranked: Ranked, lang: str, read: Reader, names: Mapping[str, str]) -> list[str | None]:
    """The sentences of one language; None for one that cannot be said or says something else."""
    phrasing = load_phrasing(lang)
    lines = [say_fact(claim, found.figure, phrasing, names) or "" for claim, found in ranked]
    text = "\n".join(lines)
    back = read(text)
    kept: list[str | None] = []
    start = 0
    for (claim, found), line in zip(ranked, lines, strict=True):
        end = start + len(line)
        same = line and says_the_same(claim, found.figure, back, (start, end), text)
        kept.append(line if same else None)
        start = end + 1
    return kept


def says_the_same(claim: Claim, figure: Figure, back: Annotations, span: tuple[int, int], text: str) -> bool:
    """Whether what was read between two offsets is the claim: its figure alone, all else it tells too.

    Its metric must be read, its period, modality and direction, and no other; so must whom it is of and
    to: things of the code book must be recognized, a name nobody knows must stand there as it was.
    """
    start, end = span
    figures = [one for one in back.figures if start <= one.start and one.end <= end]
    cues = {(cue.kind, cue.code) for cue in back.cues if start <= cue.start < end}
    period = claim.period.timex if claim.period else None
    modalities = {code for kind, code in cues if kind == "modality"}
    names = [one for one in back.entities if start <= one.start and one.end <= end]
    parties = [one for one in (claim.subject, claim.object) if one]
    ways = {code for kind, code in cues if kind == "direction" and code in MOVES}
    times = {time.timex for time in back.times if start <= time.start and time.end <= end}
    return (
        len(figures) == 1
        and is_same_amount(figure, figures[0])
        and ("metric", claim.metric.code) in cues
        and modalities == {claim.modality} - {"fact"}
        and (claim.change != "share" or ("change", "share") in cues)
        and (claim.change != "delta" or claim.direction is None or ways == {claim.direction})
        and times == ({period} if is_sayable(period) else set())
        and all(_is_named(one, names, text[start:end]) for one in parties)
        and all(_is_of(one, parties) for one in names if one.code)
    )


def _is_named(party: ClaimParty, names: Collection[Entity], line: str) -> bool:
    """Whether a line names a thing, or each of several."""
    if party.code:
        return set(party.code.split("+")) <= {one.code for one in names}
    return all(name in line for name in party.name.split("+"))


def _is_of(entity: Entity, parties: Sequence[ClaimParty]) -> bool:
    """Whether a name is that of a party, or a part of it."""
    codes = {code for party in parties for code in (party.code or "").split("+")}
    return entity.code in codes or any(entity.surface in party.name for party in parties)


def _stands_alone(sentence: Sentence, result: ArticleResult, read: Reader) -> bool:
    """Whether a quoted sentence says alone what it says in its place; a carried unit may be missing."""
    inside = [
        one.figure
        for one in result.figures
        if sentence.start <= one.figure.start and one.figure.end <= sentence.end
    ]
    return all(
        any(
            (one.low, one.high, one.per) == (other.low, other.high, other.per)
            and one.unit in (None, other.unit)
            and one.modifier == other.modifier
            for other in inside
        )
        for one in read(sentence.surface).figures
    )


def is_same_amount(one: Figure, other: Figure) -> bool:
    """Whether two figures state the same amount with the same bound: 130億ドル and $13 billion."""
    bounds = {one.modifier, other.modifier}
    alike = len(bounds) == 1 or any(bounds <= group for group in ALIKE)
    return alike and (one.low, one.high, one.unit, one.per) == (other.low, other.high, other.unit, other.per)


def _names(result: ArticleResult, lang: str) -> dict[str, str]:
    """What the coded things of an article are called in a language: there as it calls them most often."""
    names = dict(_code_names(lang))
    if result.article.lang == lang:
        found: dict[str, Counter[str]] = {}
        for entity in result.entities:
            if entity.code and entity.source == "gazetteer":
                found.setdefault(entity.code, Counter())[entity.surface] += 1
        names |= {code: surfaces.most_common(1)[0][0] for code, surfaces in found.items()}
    return names


@cache
def _code_names(lang: str) -> Mapping[str, str]:
    """What each entry of the code book is called: places and people in the language, firms by name."""
    names = {}
    for code, entry in load_code_book().entries.items():
        own = [alias for alias in entry.aliases.get(lang, ()) if alias not in entry.rules]
        names[code] = own[0] if own and entry.label in TRANSLATED else entry.name
    return names
