"""Tables and progress bars, for terminals only: rich takes long to import."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.cli.terminal import write_data


@contextmanager
def show_progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A function that moves a bar on by one; on a terminal only, else it does nothing."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


def show_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Rows as a table on a terminal, as tab-separated lines for another program."""
    if not sys.stdout.isatty():
        for row in (head, *rows):
            write_data("\t".join(cell.replace("\t", " ").replace("\n", "⏎") for cell in row))
        return
    table = Table(*head, header_style="bold")
    for row in rows:
        # Text and not str: an article's "[...]" would be taken for markup.
        table.add_row(*(Text(cell.replace("\n", "⏎")) for cell in row))
    Console().print(table)
