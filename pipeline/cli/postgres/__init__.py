"""``export postgres``: the outputs of a run -> tables of a server."""

from __future__ import annotations

import logging
from pathlib import Path

from pipeline.cli.batches.manifest import read_current_manifest, read_manifest
from pipeline.cli.display import show_table
from pipeline.cli.terminal import ExitCode, log, write_data
from pipeline.errors import ConfigError
from pipeline.exporters.json_text import dump
from pipeline.exporters.schema import SCHEMA_VERSION

# What matters of theirs is in our own lines.
_TALKERS = ("psycopg", "stamina")
_COUNTS = ("inserted", "updated", "deleted", "unchanged")


def export_postgres(out: Path, dsn: str | None, schema: str, attempts: int, *, as_json: bool) -> int:
    """Load the outputs in ``out`` and print what changed, a line a table; the exit code.

    Raises: ConfigError for outputs that are not there or of another version, a missing DSN or library,
        a server that cannot be used; ExportError when the load was stopped.
    """
    if dsn is None:
        raise ConfigError("which server? give --dsn postgresql://USER@HOST/DATABASE, or set TECHFLOW_DSN")
    try:
        from pipeline.exporters.postgres import Patience, load_outputs, parse_dsn  # noqa: PLC0415
    except ImportError as error:
        if (error.name or "").startswith("pipeline"):
            raise
        raise ConfigError("PostgreSQL needs psycopg: pip install 'techflow-pipeline[postgres]'") from error
    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    server = parse_dsn(dsn)
    manifest = read_current_manifest(out)
    changes = load_outputs(
        out,
        server,
        schema,
        patience=Patience(attempts),
        is_current=lambda: read_manifest(out) == manifest,
        tell=log,
    )
    if as_json:
        tables = {table: one._asdict() for table, one in changes.items()}
        write_data(dump({"schema": schema, "schema_version": SCHEMA_VERSION, "tables": tables}))
    else:
        show_table(("table", *_COUNTS), [(table, *map(str, one)) for table, one in changes.items()])
    changed = sum(one.inserted + one.updated + one.deleted for one in changes.values())
    log(f"{out} -> {server.name}, schema {schema}: {changed} rows changed")
    return ExitCode.DONE
