"""Commands as tests call them, and folders as they compare them."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app

HOUSE = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "pipeline"]


def call(*arguments, stdin=None, **environment):
    """A command in a process of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin.encode("utf-8") if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=HOUSE,
        env={**os.environ, **environment},
        check=False,
    )


def call_here(*arguments, stdin=""):
    """The same without a new process, which takes seconds to load the dictionaries."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def tree(folder):
    """The bytes of every file below a folder by its name; without the ledger, which is no output."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".ledger")
    }
