"""The ``reconcile`` command: editions of one article, figure by figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.cli.batch import find_inputs
from pipeline.cli.terminal import ExitCode, log, write_data
from pipeline.config import OUTPUTS
from pipeline.corpus import LanguageChoice, Rejected, read_corpus
from pipeline.datatypes import Edition
from pipeline.errors import ConfigError
from pipeline.exporters.editions import FORMATS
from pipeline.languages import available, detect_language
from pipeline.runners.serial import Failure, run_article
from pipeline.stages.reconciling import read_edition, reconcile


def reconcile_files(paths: Sequence[Path], form: str, as_of: date | None, *, model: bool) -> int:
    """Print the editions in the files side by side; the exit code, 3 when one could not be read.

    Raises: ConfigError for a format there is none of, or fewer than two editions.
    """
    if form not in FORMATS:
        raise ConfigError(f"no format {form!r}; there are: {', '.join(FORMATS)}")
    editions: list[Edition] = []
    rejected = 0
    languages = LanguageChoice(available(), detect_language)
    for path in paths:  # in the order given: the first is the one the others are held against
        for item in read_corpus(find_inputs((path,), OUTPUTS), languages):
            found = item if isinstance(item, Rejected) else run_article(item, as_of, model)
            if isinstance(found, Rejected | Failure):
                rejected += 1
                log(f"rejected {path}: {found.message}")
            else:
                editions.append(read_edition(found))
    if len(editions) < 2:
        raise ConfigError(f"{len(editions)} edition read; reconcile needs two or more")
    write_data(FORMATS[form](reconcile(editions)).rstrip("\n"))
    return ExitCode.QUARANTINED if rejected else ExitCode.DONE
