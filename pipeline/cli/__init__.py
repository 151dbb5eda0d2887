"""The command line. Each command's work is imported when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import sys
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli import options as o
from pipeline.cli.exports import export
from pipeline.cli.inspection import add_commands
from pipeline.cli.terminal import ExitCode, LogForm, command, set_log_form, write_data
from pipeline.config import CORPUS, FETCHED, OUTPUTS, FetchSettings, Settings

app = typer.Typer(
    name="techflow-pipeline",
    help="Articles in Japanese, Chinese and English -> figures, times, entities, normalized amounts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # pages drawn by rich take --help 0.2 s longer
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _show_version(wanted: bool) -> None:
    if wanted:
        write_data(__version__)
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Articles in Japanese, Chinese and English -> figures, times, entities, normalized amounts."""


@app.command()
@command
def run(
    places: o.Places = None,
    out: o.OutPlace = str(OUTPUTS),
    runner: o.Runner = "serial",
    *,
    workers: o.Workers = None,
    scheduler: o.Scheduler = None,
    as_of: Annotated[datetime | None, o.day("Day of the exchange rates for articles without a date.")] = None,
    model: o.Model = True,
    dry_run: o.DryRun = False,
    retry_failed: o.RetryFailed = False,
    into: Annotated[Path, typer.Option(help="Where pages of web addresses are kept.")] = FETCHED,
    allow_private: o.AllowPrivate = False,
    form: o.Form = LogForm.TEXT,
) -> int:
    """Process a batch of articles: corpus -> outputs, only what is new or changed.

    https://... is fetched into corpus/fetched as by fetch; s3://, gs:// and the like (extra [remote])
    are read and written through a copy here.
    What came of each article is kept in outputs/.ledger.sqlite; a run that was killed goes on there.
    Exit code 3 when some input was rejected: outputs/rejected.jsonl says which and why.
    """
    from pipeline.cli.batches.places import run_places  # noqa: PLC0415

    set_log_form(form)
    settings = Settings(
        runner=runner, model=model, workers=workers, scheduler=scheduler, retry_failed=retry_failed
    )
    fetching = FetchSettings(user_agent=f"techflow-pipeline/{__version__}", allow_private=allow_private)
    return run_places(places or [str(CORPUS)], out, settings, _day(as_of), (into, fetching), dry=dry_run)


@app.command()
@command
def fetch(
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="URL|FEED|SITEMAP...", help="Web addresses.")
    ] = None,
    *,
    into: Annotated[Path, typer.Option(help="The folder for texts, sidecars and raw pages.")] = FETCHED,
    again: Annotated[
        bool, typer.Option("--again", help="Read the raw pages in the folder once more, without the network.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many pages of each listing.")] = None,
    sites: Annotated[Path | None, typer.Option(help="A table of selectors before the built-in one.")] = None,
    pause: Annotated[
        float, typer.Option(min=0, help="Seconds between two requests to one site, if it asks for no more.")
    ] = 1,
    size_limit: Annotated[int, typer.Option(min=1, help="Bytes of the largest page.")] = 10_000_000,
    agent: Annotated[str | None, typer.Option(help="Who asks; robots.txt is read for this name.")] = None,
    allow_private: o.AllowPrivate = False,
) -> int:
    """Fetch articles from the web: pages, feeds, sitemaps -> texts that run takes.

    A JSON line for each page: {"url", "status", "path", "reason"}; status is stored, unchanged,
    duplicate, failed, no-body or disallowed. Exit code 3 when there was one of the last three.
    """
    from pipeline.cli.fetching import fetch as fetch_urls  # noqa: PLC0415

    settings = FetchSettings(
        user_agent=agent or f"techflow-pipeline/{__version__}", allow_private=allow_private,
        size_limit=size_limit, pause=pause, most_pages=limit, sites=sites,
    )  # fmt: skip
    return fetch_urls(urls or (), into, settings, again=again)


@app.command()
@command
def extract(
    lang: o.Lang = None,
    date: Annotated[datetime | None, o.day("Day of publication of texts that name none.")] = None,
    model: o.Model = True,
) -> int:
    """Answer JSON lines on stdin with JSON lines on stdout, in order, one for one.

    In: {"id", "text", "lang"?, "date"?}. Out: {"id", "lang", "figures", "times", "entities",
    "claims", "findings", "issues"}, or {"id", "error": {"type", "message", "line"}} and in the
    end exit code 3.
    Blank lines are passed over.
    """
    from pipeline.cli.lines import extract_lines  # noqa: PLC0415

    return extract_lines(lang, _day(date), model=model)


@app.command()
@command
def explain(
    text: Annotated[str, typer.Argument(help="The text, or - for stdin.")],
    lang: o.Lang = None,
    as_json: o.AsJson = False,
    model: o.Model = True,
) -> int:
    """Show which rule took which span of a text, which lost and why, and what each claim was made of."""
    from pipeline.cli.readings import explain_text_as_table  # noqa: PLC0415

    return explain_text_as_table(text, lang, as_json=as_json, model=model)


@app.command()
@command
def candidates(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATHS", help=f"Articles, or the outputs of a run; {OUTPUTS} if none, else {CORPUS}."
        ),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV, for spreadsheets.")] = False,
    least: Annotated[int, typer.Option("--least", min=1, help="Leave out names with fewer mentions.")] = 1,
    model: o.Model = True,
) -> int:
    """List the names found by form or by model that the code book lacks, as rows to take into it.

    Each with its label, how often it stands, and three places where; the most frequent first.
    Exit code 3 when some input was rejected.
    """
    from pipeline.cli.candidates import show_candidates  # noqa: PLC0415

    return show_candidates(tuple(paths or ()), as_csv=as_csv, least=least, model=model)


@app.command()
@command
def reconcile(
    files: Annotated[list[Path], typer.Argument(metavar="FILE FILE...", help="The editions of one article.")],
    form: Annotated[str, typer.Option("--format", help="jsonl, markdown or html.")] = "jsonl",
    as_of: Annotated[datetime | None, o.day("Day of the exchange rates for undated articles.")] = None,
    model: o.Model = True,
) -> int:
    """Compare the editions of one article figure by figure, whatever their languages.

    A line for each figure: where it stands in each edition, how they differ, what most have, and
    which edition is off. Exit code 3 when an edition could not be read.
    """
    from pipeline.cli.editions import reconcile_files  # noqa: PLC0415

    return reconcile_files(files, form, _day(as_of), model=model)


@app.command()
@command
def schema(
    name: Annotated[str | None, typer.Argument(help="figures, times ...; all if none.")] = None,
) -> int:
    """Print the JSON Schema of a record type."""
    from pipeline.exporters.json_text import dump_pretty  # noqa: PLC0415
    from pipeline.exporters.schema import RECORDS, json_schema  # noqa: PLC0415

    write_data(dump_pretty(json_schema(name) if name else {each: json_schema(each) for each in RECORDS}))
    return ExitCode.DONE


@app.command()
@command
def status(paths: o.Paths = None, out: o.Out = OUTPUTS, as_json: o.AsJson = False) -> int:
    """Show what the outputs hold, and which inputs or tables have changed since."""
    from pipeline.cli.state import show_status  # noqa: PLC0415

    return show_status(tuple(paths or (CORPUS,)), out, as_json=as_json)


app.command()(command(export))


add_commands(app)


def main() -> None:
    """The console script; deliberate errors have become exit codes below it."""
    for stream in (sys.stdout, sys.stderr):
        # A file name may hold what the locale cannot write; that must not end a run.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
