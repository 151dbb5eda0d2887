"""The ``explain`` command: which rule took which span and what lost; what each claim was made of."""

from __future__ import annotations

import sys
from dataclasses import asdict

from pipeline.cli.display import show_table
from pipeline.cli.terminal import ExitCode, write_data
from pipeline.corpus import check_text, decode_text
from pipeline.errors import ConfigError, CorpusError
from pipeline.exporters.json_text import dump
from pipeline.languages import detect_language
from pipeline.stages import Candidate, Step, explain_claims, explain_text, load_tools

_HEAD = ("span", "surface", "kind", "rule", "reading", "outcome")
_CLAIM_HEAD = (*_HEAD, "how", "weight", "because")


def explain_text_as_table(text: str, lang: str | None, *, as_json: bool, model: bool) -> int:
    """Print every reading of a text, winners first at each place, then its claims slot by slot.

    ``-`` reads stdin. For each slot of a claim the one taken, marked ``*``, and what came next,
    with their weights and the features that weigh most.

    Raises: ConfigError for a text or language that cannot be used.
    """
    try:
        text = check_text(decode_text(sys.stdin.buffer.read()) if text == "-" else text)
    except CorpusError as error:
        raise ConfigError(str(error)) from error
    tools = load_tools(lang or detect_language(text), model)
    candidates, steps = explain_text(text, tools), explain_claims(text, tools)
    if as_json:
        for row in [*map(asdict, candidates), *map(asdict, steps)]:
            write_data(dump(row))
        return ExitCode.DONE
    show_table(_HEAD, [_row(one) for one in candidates])
    if steps:
        show_table(_CLAIM_HEAD, [(*_row(step), step.how, str(step.weight), step.because) for step in steps])
    return ExitCode.DONE


def _row(one: Candidate | Step) -> tuple[str, ...]:
    return f"{one.start}-{one.end}", one.surface, one.kind, one.rule, one.reading or "", one.outcome
