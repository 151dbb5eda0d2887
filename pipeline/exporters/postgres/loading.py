"""One table: JSON lines -> a temporary table by COPY -> the rows that are new, differ or are gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier
from psycopg.types.json import Jsonb

from pipeline.errors import ExportError
from pipeline.exporters.datasets.flat import Flat, find, flatten
from pipeline.exporters.json_text import dump
from pipeline.exporters.jsonl import read_numbers
from pipeline.exporters.postgres.structure import TYPES
from pipeline.exporters.schema import identity_of

_STAGING = "load_{}"
_LARGEST = 2**31 - 1


class Changes(NamedTuple):
    """How many rows of a table a load wrote anew, changed, removed, and found as they should be."""

    inserted: int
    updated: int
    deleted: int
    unchanged: int


def load_table(connection: Connection, schema: str, table: str, source: Path) -> Changes:
    """Make a table equal to a file of JSON lines; in memory is a row at a time.

    Raises: ExportError for a file that is no table of this version.
    """
    columns = flatten(table)
    staging = Identifier("pg_temp", _STAGING.format(table))
    target = Identifier(schema, table)
    connection.execute(
        SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
            Identifier(_STAGING.format(table)), _names(columns), target
        )
    )
    copied = _copy(connection, staging, columns, source)
    keys = SQL(", ").join(map(Identifier, identity_of(table)))
    connection.execute(SQL("ALTER TABLE {} ADD PRIMARY KEY ({})").format(staging, keys))
    connection.execute(SQL("ANALYZE {}").format(staging))
    changes = _merge(connection, table, target, staging, copied)
    connection.execute(SQL("DROP TABLE {}").format(staging))
    return changes


def _copy(connection: Connection, staging: Identifier, columns: tuple[Flat, ...], source: Path) -> int:
    """Send every record of a file; how many there were."""
    # In binary, each value in its type: no text of an article is ever quoted or escaped.
    statement = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(staging, _names(columns))
    readers = [(column.path, _CELLS.get(column.kind)) for column in columns]
    copied = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types([TYPES[column.kind] for column in columns])
        try:
            for record in read_numbers(source):
                values = ((find(record, path), read) for path, read in readers)
                copy.write_row(
                    [value if value is None or read is None else read(value) for value, read in values]
                )
                copied += 1
        except OSError as error:
            raise ExportError(f"{source}: {error.strerror or error}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise ExportError(f"{source}:{copied + 1}: no record of this version: {error!r:.200}") from error
    return copied


def _integer(value: int) -> int:
    # In binary the driver would send the lowest 32 bits of a larger one and say nothing.
    if not -_LARGEST - 1 <= value <= _LARGEST:
        raise ValueError(f"{value} is out of range for an integer column")
    return value


def _list(value: list[Any]) -> Jsonb:
    return Jsonb(value, dump)  # json.dumps has no exact decimals


_CELLS: dict[str, Callable[[Any], Any]] = {
    "integer": _integer,
    "amount": Decimal,
    "day": date.fromisoformat,
    "list": _list,
}


def _merge(
    connection: Connection, table: str, target: Identifier, staging: Identifier, copied: int
) -> Changes:
    """Bring what the temporary table holds into the table."""
    columns = flatten(table)
    keys = identity_of(table)
    same_key = SQL(" AND ").join(SQL("stored.{0} = given.{0}").format(Identifier(name)) for name in keys)
    gone = connection.execute(
        SQL("DELETE FROM {} stored WHERE NOT EXISTS (SELECT FROM {} given WHERE {})").format(
            target, staging, same_key
        )
    )
    # Every row that is left has its record now, so that the others are new.
    counted = connection.execute(SQL("SELECT count(*) FROM {}").format(target)).fetchone()
    kept = counted[0] if counted else 0
    # Those that are the same are left out before ON CONFLICT, which would lock, and so write, every row.
    written = connection.execute(
        SQL(
            "INSERT INTO {target} ({names}) SELECT {names} FROM {staging} given WHERE NOT EXISTS ("
            "SELECT FROM {target} stored WHERE {same_key} AND NOT ({stored}) IS DISTINCT FROM ({given})"
            ") ON CONFLICT ({keys}) DO UPDATE SET {changes}"
        ).format(
            target=target,
            staging=staging,
            names=_names(columns),
            same_key=same_key,
            stored=_names(columns, "stored"),
            given=_names(columns, "given"),
            keys=SQL(", ").join(map(Identifier, keys)),
            changes=SQL(", ").join(
                SQL("{0} = EXCLUDED.{0}").format(Identifier(column.name))
                for column in columns
                if column.name not in keys
            ),
        )
    )
    inserted = copied - kept
    return Changes(inserted, written.rowcount - inserted, gone.rowcount, copied - written.rowcount)


def _names(columns: tuple[Flat, ...], of: str | None = None) -> Composed:
    """The columns for a statement: ``"article_id", "start"``, or ``"given"."article_id"`` ..."""
    return SQL(", ").join(
        Identifier(column.name) if of is None else Identifier(of, column.name) for column in columns
    )
