"""The Datasette over the two files, and what it refuses."""

from __future__ import annotations

from pathlib import Path

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Response

from pipeline.inspector.explore.metadata import SEARCH, STATIC, describe

_ASSETS, _TEMPLATES = (Path(__file__).with_name(name) for name in ("assets", "templates"))
_SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "default_facet_size": 15,
    # Guessing facets costs a query a column; ours are chosen.
    "suggest_facets": False,
    # The files lie in the outputs; whoever may have them needs no browser.
    "allow_download": False,
    "max_csv_mb": 50,
    "truncate_cells_html": 300,
    # Another run, another page: nothing is kept by the browser.
    "default_cache_ttl": 0,
}
_READING = {"GET", "HEAD"}
# Names under which a machine reaches itself.
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class Explorer(Datasette):
    """A Datasette that knows its files: ``corpus`` and ``search``, opened as they are and never written."""

    def __init__(self, corpus: Path, index: Path, names: frozenset[str] | None, *, allow_sql: bool) -> None:
        self.corpus, self.state, self.names = corpus, _state(corpus), names
        super().__init__(
            immutables=[str(corpus)],
            metadata=describe(),
            settings=_SETTINGS | {"default_allow_sql": allow_sql},
            template_dir=str(_TEMPLATES),
            static_mounts=[(STATIC, str(_ASSETS))],
        )
        self.add_database(Database(self, str(index), is_mutable=False), name=SEARCH)

    def refusal(self, method: str, host: str) -> Response | None:
        """Why a request gets no page; None when it does.

        Nothing here takes anything in. A page of the web that gives its own name the address of this
        machine must not read the data, and a page must not mix what two runs have written.
        """
        if method not in _READING:
            return Response.text("There is nothing to write to here.", status=405)
        if self.names is not None and _host_name(host) not in self.names:
            return Response.text("This server answers to its own name only.", status=421)
        if _state(self.corpus) != self.state:
            return Response.text(f"{self.corpus} has changed: start explore again.", status=503)
        return None


def _state(path: Path) -> tuple[int, int, int]:
    """What tells that a file was replaced: a run puts another file in its place."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _host_name(host: str) -> str:
    """The name of a Host header: ``localhost:8001`` and ``[::1]:8001`` without port and brackets."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).strip("[]").lower()
