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
from pipeline.stages import Step, explain_claims, explain_text, load_tools

_HEAD = ("span", "surface", "kind", "rule", "reading", "outcome")
_CLAIM_HEAD = ("span", "figure", "slot", "value", "how", "weight", "because")


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
        for candidate in candidates:
            write_data(dump(asdict(candidate)))
        for step in steps:
            write_data(dump(asdict(step)))
        return ExitCode.DONE
    rows = [
        (f"{one.start}-{one.end}", one.surface, one.kind, one.rule, one.reading or "", one.outcome)
        for one in candidates
    ]
    show_table(_HEAD, rows)
    if steps:
        show_table(_CLAIM_HEAD, [_claim_row(step) for step in steps])
    return ExitCode.DONE


def _claim_row(step: Step) -> tuple[str, ...]:
    taken = f"*{step.value}" if step.chosen else step.value
    span = f"{step.start}-{step.end}"
    return span, step.surface, step.slot, taken, step.how, str(step.weight), step.because
