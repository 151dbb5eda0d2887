"""The ``run`` command: corpus -> outputs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.cli.batches.across import Across
from pipeline.cli.batches.door import Door
from pipeline.cli.batches.fingerprints import Fingerprints
from pipeline.cli.batches.making import make_article
from pipeline.cli.batches.manifest import read_manifest, write_manifest
from pipeline.cli.batches.reuse import Reason, Reuse
from pipeline.cli.batches.signature import is_as_left, sign, sign_now
from pipeline.cli.display import show_progress
from pipeline.cli.terminal import ExitCode, log
from pipeline.config import Settings
from pipeline.corpus import InputFile, Rejected, Source, find_sources
from pipeline.datatypes import Made, Rendered
from pipeline.errors import ConfigError
from pipeline.exporters.batch_files import MANIFEST, BatchFiles, is_batch_file
from pipeline.exporters.changes import name_index, read_index
from pipeline.languages import available
from pipeline.ledger import Ledger, open_ledger
from pipeline.runners import RUNNERS, Failure, Runner, Task, run_cluster
from pipeline.runners.fingerprint import hash_models
from pipeline.store import lock_folder, stage_outputs

# Whether the files of an output folder are those its manifest lists.
Check = Callable[[Path, Mapping[str, Any]], bool]


def run_batch(settings: Settings, as_of: date | None, check: Check = is_as_left) -> int:
    """Every article of the paths into the output folder; the exit code.

    Only what is new or changed, or whose rules have, is processed: the rest is in the ledger.
    ``check`` tells whether the outputs are as the manifest says; if they are and nothing else has
    changed, nothing is done.

    Raises: ConfigError for a path that is not there, an unknown runner, or nothing to read.
    """
    _find_runner(settings)  # before anything is locked or read
    sources = find_inputs(settings.paths, settings.out)
    with lock_folder(settings.out), open_ledger(settings.out) as ledger:
        before = read_manifest(settings.out)
        retry = settings.retry_failed and bool(ledger.entries("failed"))
        signed = ledger.noted("signature")
        if (
            before is not None
            and not retry
            and signed == sign_now(settings, as_of, sources)
            and check(settings.out, before)
        ):
            counts = before["counts"]
            log(f"nothing has changed -> {settings.out}", event="unchanged", counts=counts)
        else:
            counts = _run(settings, as_of, sources, ledger, (before or {}).get("changes", 0))
    return ExitCode.QUARANTINED if counts["rejected"] else ExitCode.DONE


def _run(
    settings: Settings,
    as_of: date | None,
    sources: Sequence[Source | Rejected],
    ledger: Ledger,
    last: int,
) -> Mapping[str, int]:
    """Process what is due and write everything; the counts. ``last``: the number of the changes before."""
    inputs: list[InputFile] = []
    reuse = Reuse(ledger, Fingerprints(model=settings.model), as_of, retry_failed=settings.retry_failed)

    def run(tasks: Iterable[Task]) -> Generator[Made | Failure, None, None]:
        return _find_runner(settings)(tasks, as_of, settings.model, settings.workers, work=make_article)

    with (
        stage_outputs(settings.out, is_batch_file, last=MANIFEST) as folder,
        closing(BatchFiles(folder)) as files,
        show_progress(len(sources)) as tell,
    ):
        door, across = Door(files), Across(files, reuse.recall)
        articles = door.admit(_count(sources, tell), settings.size_limit, inputs)
        langs = _take_in(reuse.results(articles, run), door, across, tell)
        across.finish()
        known = read_index(settings.out / name_index(last))
        number = files.finish(known, last, side_by_side=settings.runner != "serial")
        models = hash_models(langs) if settings.model else {}
        write_manifest(
            folder, inputs, files.counts, files.records, as_of=as_of, models=models, changes=number
        )
    reuse.bury_removed()
    ledger.note("signature", sign(settings, as_of, sources, inputs))
    _tell_summary(files, settings.out, reuse.reasons if last else Counter(), door.refused)
    return files.counts


def _take_in(
    results: Iterable[Rendered | Failure], door: Door, across: Across, tell: Callable[[int, int], None]
) -> set[str]:
    """Write what came of each article; the languages of those that did not fail."""
    langs: set[str] = set()
    for one in results:
        if isinstance(one, Failure):
            name = one.article.source or one.article.article_id
            door.reject(Rejected(name, None, "failed", one.message))
        else:
            across.add(one)
            langs.add(one.brief.lang)
            tell(0, 1)
        door.pass_one()
    return langs


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


def _tell_summary(files: BatchFiles, out: Path, reasons: Mapping[Reason, int], refused: Counter[str]) -> None:
    """Say what the run gave; on a terminal and as JSON also why inputs were set aside."""
    if refused and sys.stderr.isatty():
        why = ", ".join(f"{count} {reason}" for reason, count in refused.most_common())
        log(f"set aside: {why}; see {out / 'rejected.jsonl'}")
    news = ", ".join(
        f"{count} {reason}" for reason, count in reasons.items() if reason is not Reason.UNCHANGED
    )
    news = f"; {news or 'nothing new'} since the last run" if reasons else ""
    counts, checked = files.counts, files.figures_checked
    told = ", ".join(f"{counts[name]} {name}" for name in _TOLD)
    log(
        f"{told} -> {out}; {checked} of {counts['figures']} figures checked{news}",
        event="summary",
        counts=counts,
        figures_checked=checked,
        rejected=dict(refused),
        articles={reason.value: count for reason, count in reasons.items()},
    )


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
