"""The pipeline in one place. Read this file first.

One article (pure: no files, clock or network; may run on any machine):

    zones -> tokenization -> names -> annotation -> references -> claims -> normalization -> auditing
    \\______________ knows the language _________________/    \\________ only codes ________/

Summaries (:mod:`pipeline.stages.summarizing`) read results.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.datatypes import Annotations, Article, ArticleResult, Finding, Summary, Zone
from pipeline.languages import Language, available, load_language
from pipeline.languages.claims import ClaimTables, load_claim_tables
from pipeline.languages.coreference import ReferenceFinder, load_reference_finder
from pipeline.languages.names import NameFinder, load_name_finder
from pipeline.languages.nlp import create_nlp, open_memory_zone
from pipeline.languages.phrasing import Phrasing, load_phrasing, tell_findings, tell_in
from pipeline.languages.syntax.heads import HeadRules, load_head_rules, read_phrases
from pipeline.languages.zones import ZoneRules, load_zone_rules, mark_zones
from pipeline.reference import Reference, load_reference
from pipeline.stages.annotation import Candidate, annotate, explain
from pipeline.stages.auditing import audit, comparable_claims
from pipeline.stages.claims import Layout, Scale, make_claims, make_scales, times_held, walk
from pipeline.stages.claims.tracing import Step, Trace
from pipeline.stages.normalization import normalize
from pipeline.stages.retelling import retell
from pipeline.stages.summarizing import mark_contested, rank_facts, summarize
from pipeline.stages.tokenization import read_sentences, read_tokens, tokenize

if TYPE_CHECKING:
    import spacy

__all__ = [
    "COMPONENTS",
    "Candidate",
    "Step",
    "Tools",
    "add_conflicts",
    "comparable_claims",
    "contest",
    "explain_claims",
    "explain_text",
    "load_tools",
    "process_article",
    "summarize_article",
]


# Of a fact sheet's claims some cannot be told in every language: so many are tried.
CLAIMS_TRIED = 24
# Pipes after the tokenizer's own, for those who want Docs: names, figures and times.
COMPONENTS = ("techflow_entities", "techflow_figures")


@dataclass(frozen=True)
class Tools:
    """What processing one language needs, loaded once a process."""

    nlp: spacy.Language
    language: Language
    names: NameFinder
    references: ReferenceFinder
    heads: HeadRules | None
    claims: ClaimTables
    scales: Mapping[str, Scale]
    phrasing: Phrasing
    zones: ZoneRules
    reference: Reference


@cache
def load_tools(lang: str, model: bool = True) -> Tools:
    """The tools of a language, with its trained model where one is released and ``model`` is true.

    Raises: ConfigError when there is no such language.
    """
    language, claims = load_language(lang), load_claim_tables(lang)
    return Tools(
        create_nlp(lang, model),
        language,
        load_name_finder(lang),
        load_reference_finder(lang),
        load_head_rules(lang),
        claims,
        make_scales(claims.weights),
        load_phrasing(lang),
        load_zone_rules(lang),
        load_reference(),
    )


def process_article(article: Article, tools: Tools, as_of: date | None = None) -> ArticleResult:
    """Everything that can be known from one article alone.

    Args:
        article: with or without zones; they are marked when there are none.
        as_of: the day whose rates convert money when the article has no date.
    """
    if not article.zones:
        article = replace(article, zones=mark_zones(article.text, tools.zones))
    found = annotate_article(article, tools)
    claims = make_claims(article, _lean(article.text, found, tools), tools.scales)
    figures, doubts = normalize(
        found.figures, article.article_id, tools.reference, article.published_on or as_of,
        times_held(claims.claims, article.published_on or as_of),
    )  # fmt: skip
    issues = sorted(
        (*found.issues, *claims.issues, *doubts), key=lambda issue: (issue.start, issue.end, issue.code)
    )
    phrases = read_phrases(article.text, found.tokens, tools.heads)
    result = ArticleResult(
        article, found.tokens, found.sentences, found.entities, figures, found.times, tuple(issues), phrases,
        claims.claims, claims.conversions,
    )  # fmt: skip
    units = {each.figure.unit for each in figures if each.figure.kind == "money"}
    findings = audit(result, found.cues, tools.reference.knowing(unit for unit in units if unit))
    return replace(result, findings=tell_findings(findings, tools.phrasing))


def summarize_article(result: ArticleResult) -> Summary:
    """The summary of an article, its facts and findings told in every language there is a pack for."""
    readers = {lang: _reader(lang) for lang in available()}
    return retell(result, summarize(result), tuple(islice(rank_facts(result), CLAIMS_TRIED)), readers)


def add_conflicts(result: ArticleResult, found: Sequence[Finding]) -> ArticleResult:
    """The result with what it says otherwise than an article before it, put into words."""
    told = tell_findings(tuple(found), load_phrasing(result.article.lang))
    return replace(result, findings=(*result.findings, *told))


def contest(summary: Summary, findings: Sequence[Finding]) -> tuple[Summary, tuple[Finding, ...]]:
    """A summary in which more is contested, by findings that came later; and these in words."""
    told = tell_findings(tuple(findings), load_phrasing(summary.lang))
    more = tuple((one, tell_in(one, available())) for one in told)
    shown = {figure.figure_id: figure for figure in (
        *(fact.figure for fact in summary.facts), *(one.figure for one in summary.key_figures),
        *summary.quoted,
    )}  # fmt: skip
    known = {figure.figure_id for figure, _ in summary.contested}
    marked = mark_contested(list(shown.values()), told)
    contested = (*summary.contested, *(pair for pair in marked if pair[0].figure_id not in known))
    by_id = {figure.figure_id: one for figure, one in contested}
    facts = tuple(replace(fact, contested=by_id.get(fact.figure.figure_id)) for fact in summary.facts)
    return replace(summary, facts=facts, contested=contested, findings=(*summary.findings, *more)), told


@cache
def _reader(lang: str) -> Callable[[str], Annotations]:
    """What reads a text of a language back; without a trained model, as short texts need none."""

    def read(text: str) -> Annotations:
        tools = load_tools(lang, model=False)
        return annotate_article(Article("text", lang, text, (Zone(0, len(text), "body"),)), tools)

    return read


def annotate_article(article: Article, tools: Tools) -> Annotations:
    """What the language says of an article whose zones are marked."""
    with open_memory_zone(tools.nlp):  # names of one article must not stay in the vocabulary for ever
        doc = tokenize(article.text, tools.nlp)
        tokens, sentences = read_tokens(doc), read_sentences(doc, article.zones)
        names = tools.names.find(doc)
        return annotate(
            article, tokens, sentences, names, tools.language, tools.references, tools.claims.cues
        )


def _lean(text: str, found: Annotations, tools: Tools) -> Annotations:
    """The annotations with what the words around each figure lean to, which claims alone ask for."""
    return tools.claims.leanings.annotate(text, found)


def explain_claims(text: str, tools: Tools) -> list[Step]:
    """What was weighed for each slot of each figure of ``text``: the one that won, then what came next."""
    article = Article("text", tools.language.code, text, mark_zones(text, tools.zones))
    trace = Trace(tools.scales)
    found = _lean(text, annotate_article(article, tools), tools)
    walk(Layout(text, found, zones=article.zones), trace.pick)
    return trace.steps


def explain_text(text: str, tools: Tools, anchor: date | None = None) -> tuple[Candidate, ...]:
    """Every rule that fits somewhere in ``text``, by place: what it read, or why it lost."""
    with open_memory_zone(tools.nlp):
        doc = tokenize(text, tools.nlp)
        return explain(text, read_tokens(doc), tools.names.find(doc), tools.language, anchor)
