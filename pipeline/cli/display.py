"""Tables and progress bars, for terminals only: rich takes long to import."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Column, Table
from rich.text import Text

from pipeline.cli.terminal import write_data


@contextmanager
def show_progress(files: int) -> Iterator[Callable[[int, int], None]]:
    """A function told of files and articles as they are done; it draws a bar on terminals only."""
    columns = (
        TextColumn("files"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[articles]} articles, {task.fields[rate]:.1f}/s,"),
        TimeElapsedColumn(),
        TextColumn("gone,"),
        TimeRemainingColumn(),
        TextColumn("to go"),
    )
    console = Console(stderr=True)
    done = 0
    began = monotonic()

    def tell(more_files: int, more_articles: int) -> None:
        nonlocal done
        done += more_articles
        progress.update(task, advance=more_files, articles=done, rate=done / max(monotonic() - began, 0.001))

    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("files", total=files, articles=0, rate=0.0)
        yield tell


def show_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Rows as a table on a terminal, as tab-separated lines for another program."""
    if not sys.stdout.isatty():
        for row in (head, *rows):
            write_data("\t".join(cell.replace("\t", " ").replace("\n", "⏎") for cell in row))
        return
    table = Table(*(Column(name, overflow="fold") for name in head), header_style="bold")
    for row in rows:
        # Text and not str: an article's "[...]" would be taken for markup.
        table.add_row(*(Text(cell.replace("\n", "⏎")) for cell in row))
    Console().print(table)
