"""What a whole batch holds, counted article by article in memory that does not grow."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.datatypes import ArticleResult, Brief, EntityCount, Finding, NormalizedFigure, Summary, Told

# The largest amounts that the digest shows; no article can have more of them.
LARGEST = 10
MOST_FREQUENT = 20
# What a digest shows of contested figures, contradictions first, and of the latest articles.
CONTESTING = ("contradicted", "doubtful")
CONTESTED = 100
LATEST = 10
# Names outside the code book have no end. Beyond the second number the rarest are
# forgotten down to the first, so that counts of frequent names stay true.
NAMES_KEPT = 20_000
NAMES_MOST = 40_000


@dataclass(frozen=True, slots=True)
class BatchName:
    """A named thing of the batch: mentions in all, and in how many articles."""

    name: EntityCount
    articles: int


@dataclass(frozen=True, slots=True)
class LargeAmount:
    """An amount of money and the article that states it."""

    article_id: str
    title: str
    figure: NormalizedFigure


@dataclass(frozen=True, slots=True)
class ContestedFigure:
    """A contradicted or doubtful figure, the article that states it, and what is said of it by language."""

    article_id: str
    title: str
    finding: Finding
    messages: Mapping[str, str]


# Dollars, then what puts the earlier article and the earlier place first among equals.
_Ranked = tuple[Decimal, tuple[int, ...], int, LargeAmount]


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """The batch in numbers. Pairs are (code, count), the most frequent first, then by code.

    ``largest``: the ten largest amounts with a dollar value, each once per article. ``latest``: the
    last published with day, id and title. ``contested``: what is
    contradicted, then what is doubtful, and how much more is.
    """

    articles: int
    rejected: int
    sentences: int
    tokens: int
    entities: int
    languages: tuple[tuple[str, int], ...]
    figures: tuple[tuple[str, int], ...]
    times: tuple[tuple[str, int], ...]
    issues: tuple[tuple[str, int], ...]
    names: tuple[BatchName, ...]
    largest: tuple[LargeAmount, ...]
    findings: tuple[tuple[str, int], ...]
    figures_checked: int
    contested: tuple[ContestedFigure, ...]
    contested_more: int
    latest: tuple[tuple[str, str, str], ...]


def make_brief(result: ArticleResult, summary: Summary) -> Brief:
    """The counts of an article; ``told`` and ``edition`` are left to who compares articles."""
    article = result.article
    return Brief(
        article.article_id,
        article.lang,
        summary.title,
        summary.published_on,
        {
            "sentences": len(result.sentences),
            "tokens": len(result.tokens),
            # What refers back is no name more.
            "entities": sum(entity.source != "anaphor" for entity in result.entities),
        },
        {
            "figures": Counter(one.figure.kind for one in result.figures),
            "times": Counter(time.type for time in result.times),
            "issues": Counter(issue.code for issue in result.issues),
            "findings": Counter(finding.verdict for finding in result.findings),
        },
        summary.entities,
        _largest(result),
        summary.checked,
        summary.findings,
        article.edition_of,
    )


def _largest(result: ArticleResult) -> tuple[NormalizedFigure, ...]:
    """The largest amounts, each where it stands first."""
    first: dict[Decimal, NormalizedFigure] = {}
    for one in result.figures:
        amount = _dollars(one)
        if amount is not None:
            first.setdefault(amount, one)
    return tuple(first[amount] for amount in sorted(first, reverse=True)[:LARGEST])


def _dollars(one: NormalizedFigure) -> Decimal | None:
    """The dollars a figure of money stands for, the upper end of a range; else null."""
    if one.figure.kind != "money":
        return None
    normalized = one.normalized
    known = (normalized.value, normalized.high, normalized.low)
    return next((amount for amount in known if amount is not None), None)


class BatchTally:
    """Counts of a batch; ``add`` each article, ``reject`` each broken input, then ``read``."""

    def __init__(self) -> None:
        self._contested: dict[str, list[ContestedFigure]] = {verdict: [] for verdict in CONTESTING}
        self._contested_in_all = 0
        self._latest: list[tuple[str, tuple[int, ...], str, str]] = []
        self._totals: Counter[str] = Counter()
        self._codes: dict[str, Counter[str]] = {
            subject: Counter() for subject in ("languages", "figures", "times", "issues", "findings")
        }
        self._mentions: Counter[tuple[str, str]] = Counter()
        self._articles: Counter[tuple[str, str]] = Counter()
        self._names: dict[tuple[str, str], EntityCount] = {}
        self._largest: list[_Ranked] = []

    def add(self, brief: Brief) -> None:
        """Count one article; nothing of it is kept but names and perhaps its largest amounts."""
        self._totals.update(brief.sizes, articles=1, figures_checked=brief.checked)
        self._codes["languages"][brief.lang] += 1
        for subject, codes in brief.codes.items():
            self._codes[subject].update(codes)
        self._add_names(brief)
        self._add_amounts(brief)
        self._note_latest(brief)
        for finding, told in brief.contested:
            self._contest(brief.article_id, brief.title, finding, told)

    def contest(self, summary: Summary, findings: Sequence[Finding]) -> None:
        """Count what was found of an article after it was added."""
        told = {finding.finding_id: words for finding, words in summary.findings}
        self._codes["findings"].update(finding.verdict for finding in findings)
        for finding in findings:
            if finding.verdict in CONTESTING:
                self._contest(summary.article_id, summary.title, finding, told.get(finding.finding_id, ()))

    def _contest(self, article_id: str, title: str, finding: Finding, told: Sequence[Told]) -> None:
        self._contested_in_all += 1
        kept = self._contested[finding.verdict]
        if len(kept) < CONTESTED:
            messages = {words.lang: words.message for words in told}
            kept.append(ContestedFigure(article_id, title, finding, messages))

    def _note_latest(self, brief: Brief) -> None:
        if brief.published_on is not None:
            day = brief.published_on.isoformat()
            entry = (day, _reversed(brief.article_id), brief.article_id, brief.title)
            heapq.heappush(self._latest, entry)
            if len(self._latest) > LATEST:
                heapq.heappop(self._latest)

    @property
    def figures_checked(self) -> int:
        """How many figures took part in a check so far."""
        return self._totals["figures_checked"]

    def reject(self) -> None:
        """Count one input that could not be read."""
        self._totals["rejected"] += 1

    def _add_names(self, brief: Brief) -> None:
        for count in brief.names:
            key = ("code", count.code) if count.code else ("form", count.name)
            self._names.setdefault(key, count)
            self._mentions[key] += count.mentions
            self._articles[key] += 1
        if len(self._mentions) > NAMES_MOST:
            kept = sorted(self._mentions.items(), key=lambda item: (-item[1], item[0]))[:NAMES_KEPT]
            self._mentions = Counter(dict(kept))
            self._articles = Counter({key: self._articles[key] for key, _ in kept})
            self._names = {key: self._names[key] for key, _ in kept}

    def _add_amounts(self, brief: Brief) -> None:
        for one in brief.amounts:
            large = LargeAmount(brief.article_id, brief.title, one)
            entry = (_dollars(one) or Decimal(), _reversed(brief.article_id), -one.figure.start, large)
            if len(self._largest) < LARGEST:
                heapq.heappush(self._largest, entry)
            elif entry[:3] > self._largest[0][:3]:
                heapq.heapreplace(self._largest, entry)

    def read(self) -> BatchSummary:
        """The summary of what was added so far."""
        ranked = sorted(self._mentions, key=lambda key: (-self._mentions[key], -self._articles[key], key))
        names = tuple(self._read_name(key) for key in ranked[:MOST_FREQUENT])
        largest = sorted(self._largest, key=lambda entry: entry[:3], reverse=True)
        contested = tuple(one for kept in self._contested.values() for one in kept)[:CONTESTED]
        return BatchSummary(
            articles=self._totals["articles"],
            rejected=self._totals["rejected"],
            sentences=self._totals["sentences"],
            tokens=self._totals["tokens"],
            entities=self._totals["entities"],
            languages=_ranked(self._codes["languages"]),
            figures=_ranked(self._codes["figures"]),
            times=_ranked(self._codes["times"]),
            issues=_ranked(self._codes["issues"]),
            names=names,
            largest=tuple(entry[3] for entry in largest),
            findings=_ranked(self._codes["findings"]),
            figures_checked=self._totals["figures_checked"],
            contested=contested,
            contested_more=self._contested_in_all - len(contested),
            latest=tuple((day, one, title) for day, _, one, title in sorted(self._latest, reverse=True)),
        )

    def _read_name(self, key: tuple[str, str]) -> BatchName:
        first = self._names[key]
        count = EntityCount(first.name, first.label, first.code, self._mentions[key], first.surface)
        return BatchName(count, self._articles[key])


def _reversed(text: str) -> tuple[int, ...]:
    """A key under which earlier texts are greater, for the heap that keeps the greatest."""
    return tuple(-ord(letter) for letter in text)


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
