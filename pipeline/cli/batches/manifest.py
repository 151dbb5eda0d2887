"""The manifest of a batch: what went in, what came out, made by which versions.

It holds no time of day and no absolute path, so that equal runs have equal manifests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

import pipeline
from pipeline.corpus import InputFile
from pipeline.errors import ConfigError
from pipeline.exporters.batch_files import MANIFEST, PROVENANCE
from pipeline.exporters.changes import FOLDER
from pipeline.exporters.json_text import dump_pretty
from pipeline.exporters.provenance import write_provenance
from pipeline.exporters.schema import SCHEMA_VERSION
from pipeline.runners.fingerprint import hash_code, read_versions
from pipeline.store import hash_file, list_files


def write_manifest(
    folder: Path,
    inputs: Sequence[InputFile],
    counts: dict[str, int],
    records: Mapping[str, int],
    *,
    as_of: date | None,
    models: dict[str, str],
    changes: int,
) -> None:
    """Write ``prov.json`` and the manifest of the files in ``folder``.

    The manifest lists every file but itself and the changes.
    ``counts`` are the records of each table, ``records`` those of each file that holds some;
    ``models`` the hashes of the trained models that were used, by language; ``changes`` is the
    number of the newest file of changes.
    """
    manifest: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "pipeline": {"version": pipeline.__version__, "code_sha256": hash_code()},
        **read_versions(),
        "models": models,
        "changes": changes,
        "as_of": as_of.isoformat() if as_of else None,
        "counts": counts,
        "inputs": [asdict(file) for file in sorted(inputs, key=lambda file: file.name)],
        "outputs": [
            _describe(folder, name, records)
            for name in list_files(folder)
            if not name.startswith(f"{FOLDER}/")
        ],
    }
    # Provenance tells of all files but these two; the manifest then tells of it.
    write_provenance(manifest, folder / PROVENANCE)
    manifest["outputs"].append(_describe(folder, PROVENANCE, records))
    manifest["outputs"].sort(key=itemgetter("name"))
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


def read_current_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of outputs that are there and of this version's records.

    Raises: ConfigError when they are not.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise ConfigError(f"{folder}: nothing here yet; start with: run")
    found = manifest.get("schema_version")
    if found != SCHEMA_VERSION:
        raise ConfigError(f"{folder}: records of version {found}, not {SCHEMA_VERSION}; make them anew: run")
    return manifest


def _describe(folder: Path, name: str, records: Mapping[str, int]) -> dict[str, Any]:
    path = folder / name
    about: dict[str, Any] = {"name": name, "bytes": path.stat().st_size, "sha256": hash_file(path)}
    return about | {"records": records[name]} if name in records else about
