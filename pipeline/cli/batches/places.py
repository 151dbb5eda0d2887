"""Where a run reads and writes: folders here, web addresses, and places that fsspec can reach.

A place elsewhere is copied here first, and what a run changed is copied back, the manifest last: who
reads there meanwhile sees the outputs of one run or of the next, as far as the manifest is believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.cli.batch import Check, run_batch
from pipeline.cli.batches.manifest import read_manifest
from pipeline.cli.batches.planning import plan_batch
from pipeline.cli.batches.signature import is_as_left
from pipeline.cli.terminal import ExitCode, log
from pipeline.config import FetchSettings, Settings
from pipeline.corpus import is_read
from pipeline.errors import ConfigError
from pipeline.exporters.batch_files import MANIFEST, is_batch_file
from pipeline.exporters.changes import name_index
from pipeline.ledger import NAME as LEDGER
from pipeline.remote import Remote, is_elsewhere
from pipeline.store import list_files

_WEB = ("http://", "https://")


def run_places(
    places: Sequence[str],
    out: str,
    settings: Settings,
    as_of: date | None,
    fetching: tuple[Path, FetchSettings],
    *,
    dry: bool,
) -> int:
    """A run over paths and addresses; the exit code, 3 also when a page could not be fetched.

    Args:
        fetching: the folder for pages of web addresses, and how they are fetched.
        dry: only say what would be done; web addresses are not asked, what they gave before counts.
    """
    web = [place for place in places if place.startswith(_WEB)]
    fetched = ExitCode.DONE
    if web and not dry:
        from pipeline.cli.fetching import fetch  # noqa: PLC0415 - its libraries are an extra

        fetched = ExitCode(fetch(web, *fetching, again=False))
    with ExitStack() as stack:
        paths = [
            stack.enter_context(_copy_inputs(place)) if is_elsewhere(place) else Path(place)
            for place in places if place not in web
        ]  # fmt: skip
        if web:
            paths.append(fetching[0])
        folder, check = (
            stack.enter_context(_copy_outputs(out, dry=dry)) if is_elsewhere(out) else (Path(out), is_as_left)
        )
        settings = replace(settings, paths=tuple(paths), out=folder)
        done = plan_batch(settings, as_of) if dry else run_batch(settings, as_of, check)
    return done or fetched


@contextmanager
def _copy_inputs(place: str) -> Iterator[Path]:
    """The article files of a place, in a folder here that bears its name."""
    remote = Remote(place)
    with TemporaryDirectory(prefix="techflow-in-") as temporary:
        folder = Path(temporary) / remote.name
        count = remote.copy_here(folder, is_read)
        if not count:
            raise ConfigError(f"{place}: no .txt or .jsonl file there")
        log(f"{place}: {count} files read", event="read", place=place, files=count)
        yield folder


@contextmanager
def _copy_outputs(place: str, *, dry: bool) -> Iterator[tuple[Path, Check]]:
    """A folder for the outputs of a place, with what a run needs of those before; then they go there."""
    remote = Remote(place)
    with TemporaryDirectory(prefix="techflow-out-") as temporary:
        folder = Path(temporary)
        remote.copy_here(folder, {MANIFEST, LEDGER}.__contains__)
        before = read_manifest(folder) or {}
        remote.copy_here(folder, {name_index(before.get("changes", 0))}.__contains__)

        def is_there(_out: Path, manifest: Mapping[str, Any]) -> bool:
            sizes = remote.sizes()
            return all(sizes.get(file["name"]) == file["bytes"] for file in manifest["outputs"])

        try:
            yield folder, is_there
            if not dry:
                _send(remote, folder, before)
        finally:
            # What was done is done, whatever happened: the next run goes on from there.
            if not dry and (folder / LEDGER).exists():
                remote.send(folder, [LEDGER])


def _send(remote: Remote, folder: Path, before: Mapping[str, Any]) -> None:
    """Copy what has changed, remove what is gone, and move on the manifest when all else is there."""
    now = read_manifest(folder) or {}
    old = {file["name"]: file["sha256"] for file in before.get("outputs", ())}
    new = {file["name"]: file["sha256"] for file in now.get("outputs", ())}
    sizes = remote.sizes()
    here = set(list_files(folder))
    # Of one number there is one content.
    changes = sorted(here - new.keys() - {MANIFEST})
    changed = [
        name for name, digest in new.items()
        if name in here and (old.get(name) != digest or name not in sizes)
    ]  # fmt: skip
    remote.send(folder, [*changed, *(name for name in changes if name not in sizes)])
    if before != now:
        remote.send(folder, [MANIFEST])
    kept = {*new, *changes, MANIFEST}
    remote.remove([name for name in sizes if is_batch_file(name) and name not in kept])
