"""The manifest of a batch: what went in, what came out, made by which versions.

It holds no time of day and no absolute path, so that equal runs have equal manifests.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pipeline
from pipeline.corpus import InputFile
from pipeline.errors import ConfigError
from pipeline.exporters.batch_files import MANIFEST
from pipeline.exporters.json_text import dump_pretty
from pipeline.exporters.schema import SCHEMA_VERSION
from pipeline.runners.fingerprint import DICTIONARIES, LIBRARIES, find_version, hash_code
from pipeline.store import hash_file, list_files


def write_manifest(
    folder: Path,
    inputs: Sequence[InputFile],
    counts: dict[str, int],
    as_of: date | None,
    models: dict[str, str],
) -> None:
    """Write the manifest of the files in ``folder``; it lists every file but itself.

    ``models`` are the hashes of the trained models that were used, by language.
    """
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "pipeline": {"version": pipeline.__version__, "code_sha256": hash_code()},
        "python": platform.python_version(),
        "dictionaries": {name: find_version(name) for name in DICTIONARIES},
        "libraries": {name: find_version(name) for name in LIBRARIES},
        "models": models,
        "as_of": as_of.isoformat() if as_of else None,
        "counts": counts,
        "inputs": [asdict(file) for file in sorted(inputs, key=lambda file: file.name)],
        "outputs": [_describe(folder, name, counts) for name in list_files(folder)],
    }
    (folder / MANIFEST).write_text(dump_pretty(manifest) + "\n", encoding="utf-8", newline="\n")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of an output folder, None when there is none.

    Raises: ConfigError when the file is not a manifest.
    """
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if {"counts", "inputs", "outputs", "pipeline"} <= manifest.keys():
            return manifest
    except FileNotFoundError:
        return None
    except (OSError, ValueError, AttributeError) as error:
        raise ConfigError(f"{path}: not a manifest: {error}") from error
    raise ConfigError(f"{path}: not a manifest of this pipeline")


def _describe(folder: Path, name: str, counts: dict[str, int]) -> dict[str, Any]:
    path = folder / name
    record: dict[str, Any] = {"name": name, "bytes": path.stat().st_size, "sha256": hash_file(path)}
    table = name.partition(".")[0]
    return record | {"records": counts[table]} if table in counts else record
