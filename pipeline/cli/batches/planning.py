"""``run --dry-run``: why each article would be processed, or would not."""

from __future__ import annotations

from collections import Counter
from datetime import date

from pipeline.cli.batch import find_inputs
from pipeline.cli.batches.fingerprints import Fingerprints
from pipeline.cli.batches.reuse import Reason, Reuse
from pipeline.cli.terminal import ExitCode, log, write_data
from pipeline.config import Settings
from pipeline.corpus import LanguageChoice, Rejected, read_corpus
from pipeline.languages import available, detect_language
from pipeline.ledger import open_ledger


def plan_batch(settings: Settings, as_of: date | None) -> int:
    """Print why each article would be processed or would not, and change nothing; the exit code.

    A line each: ``rules changed``, a tab, where the article comes from.

    Raises: ConfigError as `run_batch`.
    """
    sources = find_inputs(settings.paths, settings.out)
    with open_ledger(settings.out, write=False) as ledger:
        reuse = Reuse(ledger, Fingerprints(model=settings.model), as_of, retry_failed=settings.retry_failed)
        languages = LanguageChoice(available(), detect_language)
        counts: Counter[str] = Counter()
        for item in read_corpus(sources, languages, size_limit=settings.size_limit):
            if isinstance(item, Rejected):
                counts["rejected"] += 1
                write_data(f"rejected\t{item.source}\t{item.type}: {item.message}")
            else:
                step = reuse.plan(item)
                counts[step.reason] += 1
                write_data(f"{step.reason}\t{step.source}")
        for entry in reuse.removed():
            counts[Reason.REMOVED] += 1
            write_data(f"{Reason.REMOVED}\t{entry.source}")
    log(", ".join(f"{count} {reason}" for reason, count in counts.items()), event="plan", counts=counts)
    return ExitCode.DONE
