"""The tables of a schema as they should be, and what has to be done to those that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier, Literal

from pipeline.errors import ConfigError
from pipeline.exporters.datasets.flat import Flat, flatten, is_looked_up
from pipeline.exporters.schema import SCHEMA_VERSION, TABLES, identity_of, meaning_of, refers_to

# NUMERIC without a precision keeps every digit. The names are those the server itself uses.
TYPES = {
    "text": "text",
    "integer": "integer",
    "boolean": "boolean",
    "amount": "numeric",
    "day": "date",
    "texts": "text[]",
    "list": "jsonb",
}
_ABOUT = "about"
_ABOUT_MEANING = "What the tables of this schema are: name and value; schema_version."

_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), col_description(c.oid, a.attnum)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
"""
_RELATIONS = """
    SELECT c.relname, c.relkind::text, obj_description(c.oid, 'pg_class')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s
"""


class _Present(NamedTuple):
    """What a schema holds: types and comments of columns by table, all names, comments of tables."""

    types: dict[str, dict[str, str]]
    comments: dict[tuple[str, str | None], str | None]
    names: frozenset[str]


def lock_schema(connection: Connection, schema: str, tell: Callable[[str], None]) -> None:
    """Wait until no other load is at work in the schema, and keep others out until the transaction ends."""
    digest = sha256(f"techflow-pipeline:{schema}".encode()).digest()
    key = int.from_bytes(digest[:8], "big", signed=True)
    row = connection.execute("SELECT pg_try_advisory_xact_lock(%s)", [key]).fetchone()
    if row != (True,):
        tell(f"another load is at work in schema {schema}; waiting for it")
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def prepare_schema(connection: Connection, schema: str) -> None:
    """Make schema and tables, or bring those of an older minor version up to this one.

    Statements are sent only for what is missing: a table that is as it should be is not locked.

    Raises: ConfigError for a schema that holds tables of somebody else, or of another version.
    """
    _check_encoding(connection)
    if connection.execute("SELECT FROM pg_namespace WHERE nspname = %s", [schema]).fetchone() is None:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
    present = _read_present(connection, schema)
    version = _read_version(connection, schema, present)
    if version is not None:
        _check_version(version, schema)
    for statement in (*_table_statements(schema, present), *_comments(schema, present)):
        connection.execute(statement)
    if version != SCHEMA_VERSION:
        connection.execute(
            SQL(
                "INSERT INTO {} VALUES ('schema_version', %s) "
                "ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value"
            ).format(Identifier(schema, _ABOUT)),
            [SCHEMA_VERSION],
        )


def _check_encoding(connection: Connection) -> None:
    row = connection.execute("SHOW server_encoding").fetchone()
    if row != ("UTF8",):
        raise ConfigError(f"the database is in {row and row[0]}: texts need one made with ENCODING 'UTF8'")


def _read_present(connection: Connection, schema: str) -> _Present:
    types: dict[str, dict[str, str]] = {}
    comments: dict[tuple[str, str | None], str | None] = {}
    for table, column, kind, comment in connection.execute(_COLUMNS, [schema]):
        types.setdefault(table, {})[column] = kind
        comments[table, column] = comment
    names = set()
    for name, _, comment in connection.execute(_RELATIONS, [schema]):
        names.add(name)
        comments[name, None] = comment
    return _Present(types, comments, frozenset(names))


def _read_version(connection: Connection, schema: str, present: _Present) -> str | None:
    """The version of the records in the schema, None where there are none yet."""
    taken = sorted(present.names & {_ABOUT, *TABLES})
    if not taken:
        return None
    row = None
    # A table of ours is emptied and filled: it must be certain that it is one.
    if present.types.get(_ABOUT) == {"name": "text", "value": "text"}:
        query = SQL("SELECT value FROM {} WHERE name = 'schema_version'").format(Identifier(schema, _ABOUT))
        row = connection.execute(query).fetchone()
    if row is None:
        raise ConfigError(
            f"schema {schema} holds {', '.join(taken)}, not made by this command; choose another --schema"
        )
    return str(row[0])


def _check_version(found: str, schema: str) -> None:
    """Raises: ConfigError unless what is there can be brought to our version by adding columns."""
    try:
        there, ours = (tuple(map(int, version.split("."))) for version in (found, SCHEMA_VERSION))
    except ValueError as error:
        raise ConfigError(f"schema {schema}: no version: {found!r} in its table {_ABOUT}") from error
    if there[:2] > ours[:2]:
        raise ConfigError(
            f"schema {schema} holds records of version {found}, newer than {SCHEMA_VERSION} here: "
            "update techflow-pipeline, or choose another --schema"
        )
    if there[0] != ours[0]:
        raise ConfigError(
            f"schema {schema} holds records of version {found}, whose meaning differs from {SCHEMA_VERSION}: "
            "choose another --schema, or drop this one and export again"
        )


def _table_statements(schema: str, present: _Present) -> Iterator[Composed]:
    """What makes the tables and columns that are missing."""
    if _ABOUT not in present.names:
        about = Identifier(schema, _ABOUT)
        yield SQL("CREATE TABLE {} (name text PRIMARY KEY, value text NOT NULL)").format(about)
    for table in TABLES:
        columns = flatten(table)
        there = present.types.get(table)
        if there is None:
            yield _create_table(schema, table, columns)
        else:
            yield from _add_columns(schema, table, columns, there)
        for column in columns:
            name = f"{table}_{column.name.replace('.', '_')}_idx"
            if _wants_index(table, column) and name not in present.names:
                method = SQL("gin") if column.kind == "texts" else SQL("btree")
                yield SQL("CREATE INDEX {} ON {} USING {} ({})").format(
                    Identifier(name), Identifier(schema, table), method, Identifier(column.name)
                )


def _wants_index(table: str, column: Flat) -> bool:
    """Columns to look records up by; the first of the key has the key's index, lists of ids have GIN."""
    if column.kind == "texts":
        return column.name.endswith("_ids")
    return is_looked_up(table, column.name) and column.name != identity_of(table)[0]


def _create_table(schema: str, table: str, columns: tuple[Flat, ...]) -> Composed:
    parts = [
        SQL("{} {}{}").format(
            Identifier(column.name), SQL(TYPES[column.kind]), SQL("" if column.nullable else " NOT NULL")
        )
        for column in columns
    ]
    parts.append(SQL("PRIMARY KEY ({})").format(SQL(", ").join(map(Identifier, identity_of(table)))))
    for column in columns:
        if other := refers_to(table, column.name):
            # Deferred: within a load the tables are filled and cleared one after the other.
            parts.append(
                SQL("FOREIGN KEY ({}) REFERENCES {} DEFERRABLE INITIALLY DEFERRED").format(
                    Identifier(column.name), Identifier(schema, other)
                )
            )
    return SQL("CREATE TABLE {} ({})").format(Identifier(schema, table), SQL(", ").join(parts))


def _add_columns(
    schema: str, table: str, columns: tuple[Flat, ...], there: dict[str, str]
) -> Iterator[Composed]:
    for column in columns:
        wanted, found = TYPES[column.kind], there.get(column.name)
        if found == wanted:
            continue
        if found is not None or not column.nullable:
            raise ConfigError(
                f"schema {schema}: column {table}.{column.name} is {found or 'missing'}, not {wanted}: "
                "choose another --schema, or drop this one and export again"
            )
        yield SQL("ALTER TABLE {} ADD COLUMN {} {}").format(
            Identifier(schema, table), Identifier(column.name), SQL(wanted)
        )


def _comments(schema: str, present: _Present) -> Iterator[Composed]:
    """The meanings of tables and columns, where the server does not have them yet."""
    meanings: dict[tuple[str, str | None], str] = {(_ABOUT, None): _ABOUT_MEANING}
    for table in TABLES:
        meanings[table, None] = meaning_of(table)
        meanings |= {(table, column.name): column.meaning for column in flatten(table)}
    for (table, column), meaning in meanings.items():
        if (present.comments.get((table, column)) or "") == meaning:
            continue
        what = SQL("TABLE {}").format(Identifier(schema, table))
        if column is not None:
            what = SQL("COLUMN {}").format(Identifier(schema, table, column))
        yield SQL("COMMENT ON {} IS {}").format(what, Literal(meaning))
