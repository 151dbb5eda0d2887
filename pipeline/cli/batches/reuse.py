"""Which articles must be processed again, and why; of the others the ledger has the results."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from pipeline.cli.batches.fingerprints import Fingerprints
from pipeline.cli.batches.making import pack_made
from pipeline.datatypes import Article, ArticleResult, Made, Rendered, Summary
from pipeline.languages import languages_in
from pipeline.ledger import Entry, Ledger, dump_article, unpack_rendered
from pipeline.runners import Failure, Task

Run = Callable[[Iterable[Task]], Generator[Made | Failure, None, None]]


class Reason(StrEnum):
    """Why an article is processed, or is not."""

    NEW = "new"
    CHANGED = "changed"
    RULES = "rules changed"
    TELLING = "summary rules changed"
    FAILED = "failed before"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one article. ``content``: the hash of what came in of it.

    ``entry``: what the ledger knows of it. ``article``: the one to be set aside again, where it
    failed before and is not tried once more.
    """

    article_id: str
    source: str
    reason: Reason
    content: str
    is_due: bool
    entry: Entry | None
    article: Article | None = None


class Reuse:
    """The articles of a batch sorted by what the ledger knows of them."""

    def __init__(
        self, ledger: Ledger, prints: Fingerprints, as_of: date | None, *, retry_failed: bool
    ) -> None:
        """``as_of``: the day of rates for articles without a date: part of what those are made of."""
        self._ledger, self._prints, self._as_of, self._retry = ledger, prints, as_of, retry_failed
        self._seen: set[str] = set()
        self.reasons: Counter[Reason] = Counter()

    def results(self, articles: Iterable[Article], run: Run) -> Iterator[Rendered | Failure]:
        """What came of each article, in their order; only those that are due go through ``run``.

        Each is in the ledger before it is given out.
        """
        order: deque[Step] = deque()
        with closing(run(self._due(articles, order))) as done:
            for one in done:
                while not order[0].is_due:
                    yield self._known(order.popleft())
                self._keep(order.popleft(), one)
                yield one if isinstance(one, Failure) else unpack_rendered(one.rendered)
        while order:
            yield self._known(order.popleft())

    def plan(self, article: Article) -> Step:
        """What is to be done with an article, and why."""
        content = self._hash(article)
        entry = self._ledger.find(article.article_id)
        reason = self._reason(entry, content)
        is_due = reason is not Reason.UNCHANGED and (reason is not Reason.FAILED or self._retry)
        aside = article if reason is Reason.FAILED and not is_due else None
        self._seen.add(article.article_id)
        self.reasons[reason] += 1
        source = article.source or article.article_id
        return Step(article.article_id, source, reason, content, is_due, entry, aside)

    def removed(self) -> list[Entry]:
        """Articles the ledger knows and that were in no plan: they are no longer there."""
        there = [*self._ledger.entries("done"), *self._ledger.entries("failed")]
        return [entry for entry in there if entry.article_id not in self._seen]

    def bury_removed(self) -> None:
        """Leave a tombstone for each article that is no longer there."""
        for entry in self.removed():
            self.reasons[Reason.REMOVED] += 1
            self._ledger.bury(entry.article_id)

    def _reason(self, entry: Entry | None, content: str) -> Reason:
        if entry is None or entry.state == "removed":
            return Reason.NEW
        if entry.content != content:
            return Reason.CHANGED
        if entry.rules != self._prints.of_result(entry.langs):
            return Reason.RULES
        same = entry.telling == self._prints.of_summary(entry.langs)
        if entry.state == "failed":  # perhaps over its summary
            return Reason.FAILED if same else Reason.RULES
        return Reason.UNCHANGED if same else Reason.TELLING

    def _due(self, articles: Iterable[Article], order: deque[Step]) -> Iterator[Task]:
        for article in articles:
            step = self.plan(article)
            order.append(step)
            if step.reason is Reason.TELLING:
                yield self._ledger.read_result(article.article_id)
            elif step.is_due:
                yield article

    def recall(self, article_id: str) -> tuple[ArticleResult, Summary]:
        """The result and the summary of an article that was given out."""
        return self._ledger.read_result(article_id), self._ledger.read_summary(article_id)

    def _known(self, step: Step) -> Rendered | Failure:
        entry = step.entry
        if step.article is not None:
            return Failure(step.article, (entry and entry.error) or "failed before")
        if entry is not None and entry.writing != self._prints.of_writing(entry.langs):
            made = pack_made(*self.recall(step.article_id))
            self._ledger.save(replace(entry, writing=self._prints.of_writing(entry.langs)), made)
        return self._ledger.read_rendered(step.article_id)

    def _keep(self, step: Step, one: Made | Failure) -> None:
        made = None if isinstance(one, Failure) else one
        langs = one.langs if isinstance(one, Made) else languages_in(one.article.text, one.article.lang)
        entry = Entry(
            step.article_id,
            step.source,
            "failed" if made is None else "done",
            step.content,
            langs,
            self._prints.of_result(langs),
            self._prints.of_summary(langs),
            self._prints.of_writing(langs),
            one.message if isinstance(one, Failure) else None,
        )
        self._ledger.save(entry, made)

    def _hash(self, article: Article) -> str:
        digest = sha256(dump_article(article))
        if article.published_on is None and self._as_of is not None:
            digest.update(self._as_of.isoformat().encode())
        return digest.hexdigest()
