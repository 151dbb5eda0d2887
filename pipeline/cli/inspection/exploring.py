"""What the command ``explore`` does: an index if it is wanted, then pages until somebody ends it."""

from __future__ import annotations

from pathlib import Path

from pipeline.cli.terminal import ExitCode, log
from pipeline.errors import ConfigError


def serve_tables(out: Path, host: str, port: int, index: Path | None, *, sql: bool) -> int:
    """Serve the outputs in ``out`` and tell where on stderr; the exit code, once it was interrupted.

    Raises: ConfigError when Datasette is not installed, when there are no outputs, or when the address
        cannot be had; ExportError when the index cannot be written.
    """
    try:
        from pipeline.inspector.explore import Address, make_explorer, serve  # noqa: PLC0415
    except ImportError as error:
        if (error.name or "").startswith("pipeline"):
            raise
        raise ConfigError("explore needs Datasette: pip install 'techflow-pipeline[explore]'") from error
    address = Address(host, port)
    explorer = make_explorer(out, index, host, sql=sql, tell=log)
    if not address.is_local:
        log(f"{host} is no local address: everybody who reaches it can read all articles and records")
    try:
        serve(explorer, address, lambda url: log(f"{out} at {url} until Ctrl-C"))
    except KeyboardInterrupt:
        log("ended")
    return ExitCode.DONE
