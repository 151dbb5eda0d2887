"""Imported by the fork server alone, before its first fork: what every worker needs is loaded once.

That is the tools of all languages without trained models, since a summary is told, and read
back, in each. Workers share this memory as long as they only read it.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from pipeline.errors import PipelineError
from pipeline.languages import available
from pipeline.stages import load_tools

with suppress(PipelineError):  # a worker will meet the same error, and can tell of it
    for code in available():
        load_tools(code, model=False)
# Python's collector writes into what it looks at: memory that is written to is no longer shared.
gc.freeze()
