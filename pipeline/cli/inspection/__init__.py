"""Commands for people who look at results: ``inspect``, and what becomes of their corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import ExitCode, command, log
from pipeline.config import OUTPUTS

Out = Annotated[Path, typer.Option(help="The folder the outputs are in.")]


def add_commands(app: typer.Typer) -> None:
    """Give the command line the commands of this package, after those it has."""
    for function in (inspect,):
        app.command()(command(function))


def inspect(
    out: Out = OUTPUTS,
    to: Annotated[
        Path | None, typer.Option(help="The folder to write; inspector in the outputs if none.")
    ] = None,
    *,
    one_file: Annotated[
        bool, typer.Option("--one-file", help="All in one index.html, to send around; for small corpora.")
    ] = False,
) -> int:
    """Write the explorer of the outputs: pages to search, read and correct, opened without a server.

    Open outputs/inspector/index.html in a browser; see docs/inspector.md.
    """
    from pipeline.inspector import write_explorer  # noqa: PLC0415

    to = to or out / "inspector"
    written = write_explorer(out, to, one_file=one_file)
    log(f"{written.articles} articles, {written.files} files, {written.size:,} bytes -> {to / 'index.html'}")
    return ExitCode.DONE
