"""The tables and the index as one Datasette: read-only, and for this machine unless told otherwise."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from datasette.plugins import pm

from pipeline.errors import ConfigError
from pipeline.inspector.explore import hooks
from pipeline.inspector.explore.application import LOCAL, Explorer
from pipeline.inspector.explore.search_index import find_corpus, refresh_index

_PLUGIN = "techflow-explore"


@dataclass(frozen=True, slots=True)
class Address:
    """Where pages are served: a name or address of this machine, and a port, 0 for a free one."""

    host: str = "127.0.0.1"
    port: int = 8001

    @property
    def is_local(self) -> bool:
        """Whether nobody but this machine can reach it."""
        try:
            return self.host in LOCAL or ip_address(self.host).is_loopback
        except ValueError:  # a name
            return False


def make_explorer(
    out: Path,
    index: Path | None = None,
    host: str = "127.0.0.1",
    *,
    sql: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> Explorer:
    """The application over the outputs in ``out``; its index is made if it is not that of these outputs.

    Args:
        index: the file of the index; ``search.sqlite`` in the outputs if none.
        host: what the server is bound to: requests for another name are refused, unless it stands
            for every address.
        sql: whether whoever sees the pages may send SQL of their own; it can only read.
        tell: gets a line before an index is made.

    Raises: ConfigError when there are no outputs to show; ExportError when the index cannot be written.
    """
    corpus = find_corpus(out)
    index = index or out / "search.sqlite"
    for path in (corpus, index):
        if set(str(path)) & set("?#%"):
            raise ConfigError(f"{path}: Datasette opens no path with ?, # or %; move the outputs")
    refresh_index(corpus, index, tell)
    if not pm.has_plugin(_PLUGIN):
        pm.register(hooks, _PLUGIN)
    names = None if host in ("0.0.0.0", "::", "") else frozenset({*LOCAL, host.lower()})  # noqa: S104
    return Explorer(corpus, index, names, allow_sql=sql)


def serve(explorer: Explorer, address: Address, tell: Callable[[str], None]) -> None:
    """Serve pages until the process is interrupted; ``tell`` gets the address of the first page.

    Raises: ConfigError when the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        listener = socket.create_server((address.host, address.port), family=family)
    except OSError as error:
        where = f"{address.host} port {address.port}"
        raise ConfigError(f"{where}: {error.strerror}; give another --port or --host") from error
    with listener:
        host = f"[{address.host}]" if ":" in address.host else address.host
        tell(f"http://{host}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(explorer.app(), log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])
