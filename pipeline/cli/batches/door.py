"""Where articles come in, and what is none is set aside."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from pipeline.cli.terminal import log
from pipeline.corpus import InputFile, LanguageChoice, Rejected, Source, read_corpus
from pipeline.datatypes import Article
from pipeline.exporters.batch_files import BatchFiles
from pipeline.languages import available, detect_language


class Door:
    """Where articles come in and what is none is set aside, in an order that no runner can change.

    A runner with many workers reads ahead: a file that is refused meanwhile waits here until
    the results of the articles before it have come.
    """

    def __init__(self, files: BatchFiles) -> None:
        self._files = files
        self._admitted = self._passed = 0
        self._waiting: deque[tuple[int, Rejected]] = deque()
        self.refused: Counter[str] = Counter()  # by reason

    def admit(
        self, sources: Iterable[Source | Rejected], size_limit: int, inputs: list[InputFile]
    ) -> Iterator[Article]:
        """The articles of the sources; each file that was read is put into ``inputs``."""
        languages = LanguageChoice(available(), detect_language)
        for item in read_corpus(sources, languages, size_limit=size_limit, on_file=inputs.append):
            if isinstance(item, Rejected):
                self._waiting.append((self._admitted, item))
                self._let_go()
            else:
                self._admitted += 1
                yield item

    def pass_one(self) -> None:
        """Take note that the next article has been dealt with."""
        self._passed += 1
        self._let_go()

    def reject(self, rejected: Rejected) -> None:
        """Write what was set aside, and tell of it."""
        row = asdict(rejected)
        self._files.reject(row)
        self.refused[rejected.type] += 1
        place = rejected.source if rejected.line is None else f"{rejected.source}:{rejected.line}"
        log(f"rejected {place}: {rejected.type}: {rejected.message}", event="rejected", input=row)

    def _let_go(self) -> None:
        while self._waiting and self._waiting[0][0] <= self._passed:
            self.reject(self._waiting.popleft()[1])
