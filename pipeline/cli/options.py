"""Options of the commands, with what ``--help`` says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.terminal import LogForm
from pipeline.config import CORPUS

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATHS", help=f"Files or folders to read; {CORPUS} if none."),
]
Out = Annotated[Path, typer.Option(help="The folder the outputs are in.")]
Lang = Annotated[str | None, typer.Option(help="Language of texts that name none; else told from the text.")]
Model = Annotated[
    bool,
    typer.Option(
        "--model/--no-model",
        help="Use the trained model of a language where one is released; "
        "slower, finds more names, gives trees.",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="tcp://HOST:PORT",
        help="For the runner cluster: a running scheduler, whose workers do it; "
        "without, workers are started on this machine.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON, for programs.")]


def day(meaning: str) -> Any:
    """An option for a day, and what it means."""
    return typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=meaning)


Places = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS|URLS",
        help=f"Files or folders to read, web addresses to fetch, or folders elsewhere; {CORPUS} if none.",
    ),
]
OutPlace = Annotated[str, typer.Option("--out", help="The folder of the outputs, here or elsewhere.")]
Runner = Annotated[
    str,
    typer.Option(
        help="Where articles are processed: serial (one after the other), processes (side by side "
        "on this machine) or cluster (workers of Dask, here or on other machines)."
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Processes of the runners processes and cluster; one a core if not given."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only print why each article would be processed, or not.")
]
RetryFailed = Annotated[
    bool, typer.Option("--retry-failed", help="Try again what failed before, though nothing changed.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")
]
Form = Annotated[LogForm, typer.Option("--log", help="Lines on stderr: text, or json, an object a line.")]
