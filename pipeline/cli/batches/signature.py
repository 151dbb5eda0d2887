"""Whether a run would write what an earlier one has left: the quick answer of a run without news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.config import Settings
from pipeline.corpus import InputFile, Rejected, Source, describe_files
from pipeline.corpus.sources import TEXT_SUFFIX
from pipeline.exporters.batch_files import MANIFEST
from pipeline.exporters.json_text import dump
from pipeline.languages import available
from pipeline.runners.fingerprint import hash_code, hash_models, read_versions
from pipeline.store import hash_file

Sources = Sequence[Source | Rejected]


def sign(settings: Settings, as_of: date | None, sources: Sources, inputs: Iterable[InputFile]) -> str:
    """One hash over all that decides what a run writes, its ``inputs`` as they were read."""
    made_of = {
        "inputs": [asdict(file) for file in sorted(inputs, key=lambda file: file.name)],
        "refused": [asdict(one) for one in sources if isinstance(one, Rejected)],
        "size_limit": settings.size_limit,
        "as_of": as_of.isoformat() if as_of else None,
        "models": hash_models(available()) if settings.model else {},
        "code": hash_code(),
        "versions": read_versions(),
        "manifest": hash_file(settings.out / MANIFEST),
    }
    return sha256(dump(made_of).encode()).hexdigest()


def sign_now(settings: Settings, as_of: date | None, sources: Sources) -> str:
    """The same over the inputs as they are now."""
    files = (file for one in sources if isinstance(one, Source) for file in describe_files(one))
    # A text that is too large is refused unread.
    return sign(settings, as_of, sources, (
        replace(file, sha256=None)
        if file.bytes > settings.size_limit and file.name.endswith(TEXT_SUFFIX) else file
        for file in files
    ))  # fmt: skip


def is_as_left(out: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether every output is there, byte for byte."""
    return all(_is_same(out / file["name"], file) for file in manifest["outputs"])


def _is_same(path: Path, file: Mapping[str, Any]) -> bool:
    if not path.is_file() or path.stat().st_size != file["bytes"]:
        return False
    return bool(hash_file(path) == file["sha256"])
