"""Every error this package raises on purpose.

PipelineError
├── TableError      a YAML table or rule is malformed; the message starts with file:line
├── CorpusError     an input cannot be read (quarantined; the batch goes on)
├── NumeralError    a written numeral makes no number (that reading is dropped)
├── ReadingError    a match is no figure or time after all, and why (shown by explain)
├── ConfigError     a command was given what it cannot use (exit code 2)
├── ExportError     an output cannot be written (stops the run)
├── FetchError      a page cannot be had (reported; the other pages go on)
│   └── DisallowedError   the site's robots.txt does not want it fetched
└── RunnerError     worker processes cannot do their work (stops the run)
"""


class PipelineError(Exception):
    """Base of all deliberate errors; never raised itself."""


class TableError(PipelineError):
    """A language or reference table is malformed."""


class CorpusError(PipelineError):
    """An input that is not a text we can read; names the file and what to do."""


class NumeralError(PipelineError):
    """A numeral's characters or their order make no number."""


class ReadingError(PipelineError):
    """A rule matched, but what it matched is not what the rule stands for."""


class ConfigError(PipelineError):
    """A setting or argument that cannot be used."""


class ExportError(PipelineError):
    """An output file cannot be written."""


class FetchError(PipelineError):
    """A page that cannot be had, and why."""


class DisallowedError(FetchError):
    """A page that the site asks programs to leave alone."""


class RunnerError(PipelineError):
    """Worker processes cannot be started, or were ended with the run."""
