"""All tables of a run in a schema of a PostgreSQL server: ``SELECT value FROM techflow.figures``.

What is there becomes what the outputs hold, in one transaction: readers see the state before or
the state after. Rows that are the same are not touched.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from psycopg import Connection

from pipeline.errors import ConfigError, ExportError
from pipeline.exporters.postgres.loading import Changes, load_table
from pipeline.exporters.postgres.server import Patience, Place, Server, keep_trying, parse_dsn
from pipeline.exporters.postgres.structure import lock_schema, prepare_schema
from pipeline.exporters.schema import TABLES

__all__ = ["Changes", "Patience", "Server", "load_outputs", "parse_dsn"]

# Longer names are cut by the server, and would then not be found again.
_LONGEST_NAME = 63


def load_outputs(
    folder: Path,
    server: Server,
    schema: str,
    *,
    patience: Patience,
    is_current: Callable[[], bool],
    tell: Callable[[str], None],
) -> dict[str, Changes]:
    """Make the tables of a schema equal to the JSON lines of a folder; what changed in each table.

    ``{"articles": Changes(inserted=3, updated=0, deleted=0, unchanged=0), ...}``, every table of
    the schema in its order. When the connection is lost the whole transaction is tried again.

    Args:
        is_current: whether the folder still holds what it held before; asked before the commit.
        tell: hears what a person who waits wants to know.

    Raises: ConfigError for a server that cannot be reached or used, or a schema that is not ours or
        of another version; ExportError when records or connection stop the load. The server then
        holds what it held before.
    """
    if not schema or "\0" in schema or len(schema.encode()) > _LONGEST_NAME:
        raise ConfigError(f"--schema {schema!r}: a name has 1 to {_LONGEST_NAME} bytes")

    def load(connection: Connection, place: Place) -> dict[str, Changes]:
        place.name = f"schema {schema}"
        lock_schema(connection, schema, tell)
        prepare_schema(connection, schema)
        changes = {}
        for table in TABLES:
            place.name = f"table {table}"
            changes[table] = load_table(connection, schema, table, folder / f"{table}.jsonl")
        if not is_current():
            raise ExportError(f"{folder}: a run has written new outputs meanwhile; export again")
        return changes

    return keep_trying(server, load, patience, tell)
