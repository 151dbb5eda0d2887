"""The ``explain`` command: which rule took which span, and what lost."""

from __future__ import annotations

import sys
from dataclasses import asdict

from pipeline.cli.display import show_table
from pipeline.cli.terminal import ExitCode, write_data
from pipeline.corpus import check_text, decode_text
from pipeline.errors import ConfigError, CorpusError
from pipeline.exporters.json_text import dump
from pipeline.languages import detect_language
from pipeline.stages import explain_text, load_tools

_HEAD = ("span", "surface", "kind", "rule", "reading", "outcome")


def explain_text_as_table(text: str, lang: str | None, *, as_json: bool, model: bool) -> int:
    """Print every reading of a text, winners first at each place; ``-`` reads stdin.

    Raises: ConfigError for a text or language that cannot be used.
    """
    try:
        text = check_text(decode_text(sys.stdin.buffer.read()) if text == "-" else text)
    except CorpusError as error:
        raise ConfigError(str(error)) from error
    candidates = explain_text(text, load_tools(lang or detect_language(text), model))
    if as_json:
        for candidate in candidates:
            write_data(dump(asdict(candidate)))
        return ExitCode.DONE
    rows = [
        (f"{one.start}-{one.end}", one.surface, one.kind, one.rule, one.reading or "", one.outcome)
        for one in candidates
    ]
    show_table(_HEAD, rows)
    return ExitCode.DONE
