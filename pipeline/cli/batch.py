"""The ``run`` command: corpus -> outputs."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.cli.display import show_progress
from pipeline.cli.manifest import write_manifest
from pipeline.cli.terminal import ExitCode, log
from pipeline.config import Settings
from pipeline.corpus import InputFile, LanguageChoice, Rejected, Source, find_sources, read_corpus
from pipeline.datatypes import Article, Edition, Finding
from pipeline.errors import ConfigError
from pipeline.exporters.batch_files import MANIFEST, BatchFiles, is_batch_file
from pipeline.exporters.jsonl import read_exact
from pipeline.exporters.records import hash_text
from pipeline.languages import available, detect_language
from pipeline.runners import RUNNERS, Failure, Processed, Runner, run_cluster
from pipeline.runners.fingerprint import hash_models
from pipeline.stages import add_conflicts, contest, summarize_article
from pipeline.stages.auditing import ConflictFinder
from pipeline.stages.reconciling import edition_findings, read_edition, reconcile
from pipeline.store import stage_outputs


def run_batch(settings: Settings, as_of: date | None) -> int:
    """Every article of the paths into the output folder; the exit code.

    Raises: ConfigError for a path that is not there, an unknown runner, or nothing to read.
    """
    runner = _find_runner(settings)
    sources = find_inputs(settings.paths, settings.out)
    with (
        stage_outputs(settings.out, is_batch_file, last=MANIFEST) as folder,
        closing(BatchFiles(folder)) as files,
        show_progress(len(sources)) as tell,
    ):
        inputs: list[InputFile] = []
        langs: set[str] = set()
        door = _Door(files)
        articles = door.admit(_count(sources, tell), settings.size_limit, inputs)
        across = _Across(files, _read_known(settings.out))
        with closing(runner(articles, as_of, settings.model, settings.workers)) as results:
            for one in results:
                if isinstance(one, Failure):
                    name = one.article.source or one.article.article_id
                    door.reject(Rejected(name, None, "failed", one.message))
                else:
                    across.add(one)
                    langs.add(one.result.article.lang)
                    tell(0, 1)
                door.pass_one()
        across.finish()
        files.finish()
        models = hash_models(langs) if settings.model else {}
        write_manifest(folder, inputs, files.counts, as_of, models)
    _tell_summary(files.counts, settings.out, across, door.refused)
    return ExitCode.QUARANTINED if files.counts["rejected"] else ExitCode.DONE


def _find_runner(settings: Settings) -> Runner:
    """The runner of the settings; that of a running cluster knows its scheduler."""
    if settings.scheduler is not None:
        if settings.runner != "cluster":
            raise ConfigError(f"--scheduler is for --runner cluster, not {settings.runner}")
        return partial(run_cluster, scheduler=settings.scheduler)
    runner = RUNNERS.get(settings.runner)
    if runner is None:
        raise ConfigError(f"no runner {settings.runner!r}; there are: {', '.join(RUNNERS)}")
    return runner


def _tell_summary(counts: Mapping[str, int], out: Path, across: _Across, refused: Counter[str]) -> None:
    """Say what the run gave; on a terminal and as JSON also why inputs were set aside."""
    if refused and sys.stderr.isatty():
        reasons = ", ".join(f"{count} {reason}" for reason, count in refused.most_common())
        log(f"set aside: {reasons}; see {out / 'rejected.jsonl'}")
    news = f"; {across.new} new, {across.changed} changed since the last run" if across.had_known else ""
    log(
        ", ".join(f"{counts[name]} {name}" for name in _TOLD) + f" -> {out}{news}",
        event="summary",
        counts=counts,
        rejected=dict(refused),
        new=across.new,
        changed=across.changed,
    )


class _Across:
    """What only several articles together can tell: conflicts, and editions of one article."""

    def __init__(self, files: BatchFiles, known: Mapping[str, str]) -> None:
        """``known``: hashes of the articles that the outputs hold, by id."""
        self._files, self._known = files, known
        self.new = self.changed = 0
        self.had_known = bool(known)
        self._conflicts = ConflictFinder()
        self._editions: dict[str, list[Edition]] = {}

    def add(self, one: Processed) -> None:
        """Write an article; of one with editions its figures are kept until all are there."""
        before = self._known.get(one.result.article.article_id)
        self.new += before is None
        self.changed += before not in (None, hash_text(one.result.article.text))
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


def _read_known(out: Path) -> dict[str, str]:
    """The hash of each article the outputs hold, by id; none where there are no outputs yet."""
    file = out / "articles.jsonl"
    if not file.exists():
        return {}
    return {row["article_id"]: row["content_sha256"] for row in read_exact(file)}


_TOLD = ("articles", "figures", "entities", "times", "claims", "findings", "issues", "rejected")


def find_inputs(paths: Sequence[Path], out: Path) -> tuple[Source | Rejected, ...]:
    """The sources below the paths, outputs left out.

    Raises: ConfigError for a path that is not there, that is ``out``, or when there is no article file.
    """
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise ConfigError(f"{path}: no such file or folder")
        if path.resolve() == out.resolve():
            raise ConfigError(f"{path}: is the output folder too; give another --out")
    sources = find_sources(paths, available(), leave_out=out)
    if not sources:
        raise ConfigError(f"no .txt or .jsonl file in {', '.join(map(str, paths))}")
    return sources


def _count(
    sources: Sequence[Source | Rejected], tell: Callable[[int, int], None]
) -> Iterator[Source | Rejected]:
    for source in sources:
        yield source
        tell(1, 0)


class _Door:
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
