"""What commands share at the terminal: data on stdout, words on stderr, exit codes."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import wraps
from typing import ParamSpec

import typer

from pipeline.config import COLLECT_RARELY
from pipeline.errors import ConfigError, PipelineError, TableError

P = ParamSpec("P")


class ExitCode(IntEnum):
    """What a command's exit code says; 2 is also for a broken table, and typer's for a wrong option."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    QUARANTINED = 3
    GATE_FAILED = 4
    INTERRUPTED = 130


def collect_rarely() -> None:
    """Make Python's garbage collector look less often; for this whole process."""
    gc.set_threshold(*COLLECT_RARELY)


class LogForm(StrEnum):
    """How lines on stderr look: for people, or a JSON object each."""

    TEXT = "text"
    JSON = "json"


@dataclass
class _Log:
    form: LogForm = LogForm.TEXT


_LOG = _Log()


def set_log_form(form: LogForm) -> None:
    """Let `log` write text or JSON from now on, until the command ends."""
    _LOG.form = form


def log(message: str, **fields: object) -> None:
    """A line on stderr, as it is: no markup, no wrapping.

    As JSON the line is ``{"message": "...", ...}`` with the ``fields``, which text leaves out.
    """
    if _LOG.form is LogForm.JSON:
        message = json.dumps({"message": message, **fields}, ensure_ascii=False)
    print(message, file=sys.stderr)


def write_data(text: str) -> None:
    """A line of data on stdout in UTF-8 whatever the locale, at once: a reader may be waiting."""
    sys.stdout.buffer.write((text + "\n").encode("utf-8"))
    sys.stdout.buffer.flush()


def command(function: Callable[P, int]) -> Callable[P, None]:
    """A command from a function that returns its exit code; deliberate errors get theirs.

    A reader that hangs up (``| head``) ends the command quietly; Ctrl-C gives 130.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        collect_rarely()
        set_log_form(LogForm.TEXT)
        try:
            code = function(*args, **kwargs)
        except BrokenPipeError:
            # What is still buffered would fail again when Python closes stdout at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = ExitCode.DONE
        except KeyboardInterrupt:
            log("interrupted; nothing half-written is left behind")
            code = ExitCode.INTERRUPTED
        except PipelineError as error:
            log(f"error: {error}")
            code = ExitCode.USAGE if isinstance(error, ConfigError | TableError) else ExitCode.UNEXPECTED
        raise typer.Exit(int(code))

    return run
