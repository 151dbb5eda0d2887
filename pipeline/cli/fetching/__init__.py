"""The ``fetch`` command: addresses -> texts in the layout of the corpus."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.cli.terminal import ExitCode, log, write_data
from pipeline.config import FetchSettings
from pipeline.corpus import LanguageChoice
from pipeline.errors import ConfigError
from pipeline.exporters.json_text import dump
from pipeline.languages import available, detect_language

# Their warnings name no page; what matters of them is in the outcome of the page.
_TALKERS = ("stamina", "trafilatura", "charset_normalizer", "htmldate", "courlan")
_GOOD = ("stored", "unchanged", "duplicate")


def fetch(urls: Sequence[str], into: Path, settings: FetchSettings, *, again: bool) -> int:
    """Write a JSON line for each page as it is done; the exit code.

    Raises: ConfigError when there is nothing to do, or the libraries are not there.
    """
    if not urls and not again:
        raise ConfigError("no address given; --again alone reads the raw pages once more")
    try:
        from pipeline.ingestion.fetching import fetch_pages, read_again  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("pipeline"):
            raise
        raise ConfigError(
            f"fetch needs {error.name}, which is not installed: pip install 'techflow-pipeline[fetch]'"
        ) from error
    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    languages = LanguageChoice(available(), detect_language)
    if again:
        outcomes = read_again(urls, into, languages, settings)
    else:
        outcomes = fetch_pages(urls, into, languages, settings, log)
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        counts[outcome.status] += 1
        write_data(dump(asdict(outcome)))
    log(", ".join(f"{count} {status}" for status, count in sorted(counts.items())) + f" -> {into}")
    return ExitCode.DONE if all(status in _GOOD for status in counts) else ExitCode.QUARANTINED
