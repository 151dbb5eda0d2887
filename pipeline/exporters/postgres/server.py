"""The connection to a PostgreSQL server: addresses without passwords, losses and how long to bear them."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypeVar

import stamina
from psycopg import Connection, Error, InterfaceError, IsolationLevel, OperationalError, connect, errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pipeline.errors import ConfigError, ExportError

T = TypeVar("T")

# What libpq is told where the DSN says nothing: a host that went away is noticed within a minute.
_DEFAULTS = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "application_name": "techflow-pipeline",
}
# SQLSTATEs that pass: connection lost or refused, shutdown, start-up, no free place, two at one row.
_PASSING = re.compile("08...|57P0[123]|53300|40001|40P01")
_LONGEST_MESSAGE = 500
_COMMIT = "the commit"
# What the person at the command has to change, not the records.
_THEIRS = (errors.InsufficientPrivilege, errors.ReservedName, errors.ReadOnlySqlTransaction)


@dataclass(frozen=True, slots=True)
class Server:
    """Where to connect; ``name`` is ``db.example.org:5432/news`` and may be shown, the rest may not."""

    name: str
    _conninfo: str = field(repr=False)

    def connect(self) -> Connection:
        """A new connection, in a transaction that sees what others have committed before each statement."""
        connection = connect(self._conninfo)
        connection.isolation_level = IsolationLevel.READ_COMMITTED
        connection.prepare_threshold = None  # poolers may give each transaction another session
        return connection


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to try, and how many seconds to wait: first, then twice as long each time up to longest."""

    attempts: int = 6
    first_wait: float = 0.5
    longest_wait: float = 15


@dataclass(slots=True)
class Place:
    """Where the work stands, for the message of what stops it.

    ``name``: what is being done; ``reached``: whether there ever was a connection; ``doubtful``:
    whether one was lost while the server committed.
    """

    name: str = "the connection"
    attempt: int = 0
    reached: bool = False
    doubtful: bool = False


def parse_dsn(dsn: str) -> Server:
    """The server of a libpq connection string: ``postgresql://me:secret@db/news`` is named ``db:5432/news``.

    Raises: ConfigError for one that cannot be read, and never says what stood in it.
    """
    body = dsn.partition("://")[2]
    # libpq would take the rest of a password with an @ or a / in it for a host or a database, and name it.
    if "@" in body and (body.count("@") > 1 or "/" in body.partition("@")[0]):
        raise ConfigError("the DSN holds a bare @ or / in name or password: write %40 and %2F")
    try:
        given = conninfo_to_dict(dsn)
        conninfo = make_conninfo("", **_DEFAULTS | given | {"client_encoding": "UTF8"})
    except (Error, ValueError):
        message = "the DSN cannot be read; its form is postgresql://USER@HOST:PORT/DATABASE"
        # What libpq says quotes the place, which may be in the password.
        raise ConfigError(message) from None
    host = given.get("host") or given.get("hostaddr") or "default host"
    database = given.get("dbname") or given.get("service") or "default database"
    return Server(f"{host}:{given.get('port') or 5432}/{database}", conninfo)


def keep_trying(
    server: Server, work: Callable[[Connection, Place], T], patience: Patience, tell: Callable[[str], None]
) -> T:
    """What ``work`` returns, done in one transaction; anew from its beginning when the connection is lost.

    A connection lost while the server commits leaves open whether it did: done again, the work finds
    everything in place or nothing.

    Raises: ConfigError when the server was never reached or refuses its user; ExportError else.
    """
    place = Place()
    try:
        for attempt in stamina.retry_context(
            on=lambda error: _is_passing(error, place),
            attempts=patience.attempts,
            timeout=None,  # a load may take long
            wait_initial=patience.first_wait,
            wait_max=patience.longest_wait,
            wait_jitter=patience.first_wait,
        ):
            with attempt:
                place.attempt = attempt.num
                return _work_once(server, work, place, tell)
    except Error as error:
        raise _translate(error, server, place) from error
    raise AssertionError("stamina ends with an error or not at all")


def _work_once(
    server: Server, work: Callable[[Connection, Place], T], place: Place, tell: Callable[[str], None]
) -> T:
    try:
        # A connection whose commit fails is not closed by leaving it.
        with closing(server.connect()) as connection, connection:
            place.reached = True
            done = work(connection, place)
            place.name = _COMMIT
        return done
    except Error as error:
        if _is_passing(error, place):
            place.doubtful |= place.name == _COMMIT
            tell(f"{server.name}: attempt {place.attempt}: {place.name}: {_one_line(error)}")
        raise


def _is_passing(error: Exception, place: Place) -> bool:
    """Whether the same may succeed a little later."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if error.sqlstate is not None:
        return _PASSING.fullmatch(error.sqlstate) is not None
    # The server has seen a password and refused: to send it again and again locks accounts.
    refused = error.pgconn is not None and error.pgconn.used_password and not place.reached
    return not refused


def _translate(error: Error, server: Server, place: Place) -> ConfigError | ExportError:
    """The error as one of ours, with server and table."""
    if not place.reached:
        return ConfigError(f"cannot connect to {server.name}: {_one_line(error)}")
    where = f"{server.name}: {place.name}: {_one_line(error)}"
    if isinstance(error, _THEIRS):
        return ConfigError(where)
    if place.doubtful:
        return ExportError(f"{where}; the server may have kept all of it, or nothing: export again")
    return ExportError(f"{where}; the server holds what it held before")


def _one_line(error: Error) -> str:
    return " ".join(str(error).split())[:_LONGEST_MESSAGE]
