"""Commands for people who look at results: ``inspect``, ``explore``, and what becomes of corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import ExitCode, command, log
from pipeline.config import CORRECTIONS, OUTPUTS
from pipeline.errors import ConfigError

Out = Annotated[Path, typer.Option(help="The folder the outputs are in.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON, for programs.")]


def add_commands(app: typer.Typer) -> None:
    """Give the command line the commands of this package, after those it has."""
    for function in (inspect, explore, evaluate, corrections):
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
    from pipeline.cli.inspection.opening import open_languages  # noqa: PLC0415
    from pipeline.inspector import write_explorer  # noqa: PLC0415

    to = to or out / "inspector"
    written = write_explorer(out, to, open_languages(out), one_file=one_file)
    log(f"{written.articles} articles, {written.files} files, {written.size:,} bytes -> {to / 'index.html'}")
    return ExitCode.DONE


def explore(
    out: Out = OUTPUTS,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 for a free one.")] = 8001,
    host: Annotated[
        str, typer.Option(help="The address to listen at; any but a local one lets others read.")
    ] = "127.0.0.1",
    index: Annotated[
        Path | None,
        typer.Option(help="The file of the full-text index; search.sqlite in the outputs if none."),
    ] = None,
    *,
    sql: Annotated[
        bool, typer.Option("--sql/--no-sql", help="Let readers send SQL of their own, which can only read.")
    ] = True,
) -> int:
    """Serve the tables of the outputs to a browser: facets, queries, full-text search; by Datasette.

    Reads corpus.sqlite and never writes it; the index is made anew when that has changed. Needs the extra
    [explore]; Ctrl-C ends it. See docs/explore.md.
    """
    from pipeline.cli.inspection.exploring import serve_tables  # noqa: PLC0415

    return serve_tables(out, host, port, index, sql=sql)


def evaluate(
    files: Annotated[
        list[Path],
        typer.Option(
            "--corrections", metavar="FILE", help="corrections.jsonl of the explorer; may be repeated."
        ),
    ],
    out: Out = OUTPUTS,
    *,
    misses: Annotated[
        bool, typer.Option("--misses", help="Print what is wrong or missing, a JSON line each.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Score the outputs against what people corrected: precision and recall by layer and kind.

    Recall is told where missed spans were added, or where articles were annotated blind. Lines whose
    text has changed, or whose words do not stand where they say, are refused with the reason: exit code 3.
    """
    from pipeline.cli.inspection.correcting import evaluate_corrections  # noqa: PLC0415

    return evaluate_corrections(files, out, misses=misses, as_json=as_json)


def corrections(
    action: Annotated[str, typer.Argument(metavar="ACTION", help="apply or compare.")],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILES", help="corrections.jsonl of one or more annotators.")
    ],
    out: Out = OUTPUTS,
    to: Annotated[Path, typer.Option(help="The folder that apply writes.")] = CORRECTIONS,
) -> int:
    """Turn corrections into gold rows and suggestions for tables (apply), or hold two annotators together.

    apply writes sentences and articles that are judged completely as rows of corpus/gold, names without a
    code as rows of the code book, and examples for rules; what is judged in part is listed in open.jsonl.
    compare A B prints Cohen's kappa and, as JSON lines, where the two differ. Exit code 3 when a line was
    refused.
    """
    from pipeline.cli.inspection.correcting import apply_corrections, compare_corrections  # noqa: PLC0415

    if action == "apply":
        return apply_corrections(files, out, to)
    if action == "compare" and len(files) == 2:
        return compare_corrections(files[0], files[1], out)
    raise ConfigError(f"{action} of {len(files)} files: want apply FILE... or compare FILE FILE")
