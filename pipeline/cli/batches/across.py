"""What only several articles together can tell: conflicts, and editions of one article."""

from __future__ import annotations

from pipeline.datatypes import Edition, Finding
from pipeline.exporters.batch_files import BatchFiles
from pipeline.runners import Processed
from pipeline.stages import add_conflicts, contest, summarize_article
from pipeline.stages.auditing import ConflictFinder
from pipeline.stages.reconciling import edition_findings, read_edition, reconcile


class Across:
    """Writes articles as they come, and what they say of each other; then `finish`."""

    def __init__(self, files: BatchFiles) -> None:
        self._files = files
        self._conflicts = ConflictFinder()
        self._editions: dict[str, list[Edition]] = {}

    def add(self, one: Processed) -> None:
        """Write an article; of one with editions its figures are kept until all are there."""
        result = add_conflicts(one.result, self._conflicts)
        # What other articles say otherwise is in a summary too, and known only here.
        self._files.add(result, one.summary if result is one.result else summarize_article(result))
        if result.article.edition_of is not None:
            self._editions.setdefault(result.article.edition_of, []).append(read_edition(result))

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
                self._files.contest(*contest(self._files.waiting(article_id), findings))
