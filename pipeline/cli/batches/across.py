"""What only several articles together can tell: conflicts, and editions of one article."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.cli.batches.making import render_article
from pipeline.datatypes import ArticleResult, Edition, Finding, Rendered, Summary
from pipeline.exporters.batch_files import BatchFiles
from pipeline.stages import add_conflicts, contest, summarize_article
from pipeline.stages.auditing import ConflictFinder
from pipeline.stages.reconciling import edition_findings, reconcile

# The result and the summary of an article that has been processed.
Recall = Callable[[str], tuple[ArticleResult, Summary]]


class Across:
    """Writes articles as they come, and what they say of each other; then `finish`."""

    def __init__(self, files: BatchFiles, recall: Recall) -> None:
        self._files, self._recall = files, recall
        self._conflicts = ConflictFinder()
        self._editions: dict[str, list[Edition]] = {}
        # Summaries of articles with editions that are not as they were made, as a conflict was found.
        self._retold: dict[str, Summary] = {}

    def add(self, one: Rendered) -> None:
        """Write an article; of one with editions its figures are kept until all are there."""
        brief = one.brief
        found = tuple(self._conflicts.add(brief.article_id, brief.edition_of, brief.told))
        if found:
            # What other articles say otherwise is in a summary too, and known only here.
            result = add_conflicts(self._recall(brief.article_id)[0], found)
            summary = summarize_article(result)
            one = render_article(result, summary)
            if brief.edition_of is not None:
                self._retold[brief.article_id] = summary
        self._files.add(one)
        if brief.edition_of is not None and brief.edition is not None:
            self._editions.setdefault(brief.edition_of, []).append(brief.edition)

    def finish(self) -> None:
        """Hold the editions of each article against each other."""
        for _, editions in sorted(self._editions.items()):
            if len(editions) < 2:
                continue
            found = reconcile(editions)
            self._files.add_editions(found)
            by_article: dict[str, list[Finding]] = {}
            for article_id, finding in edition_findings(found):
                by_article.setdefault(article_id, []).append(finding)
            for article_id, findings in by_article.items():
                summary = self._retold.get(article_id) or self._recall(article_id)[1]
                self._files.contest(*contest(summary, findings))
