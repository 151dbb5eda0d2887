"""The ``status`` command: what the outputs hold, and whether it is still true."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.cli.batch import find_inputs
from pipeline.cli.batches.manifest import read_manifest
from pipeline.cli.display import show_table
from pipeline.cli.terminal import ExitCode, write_data
from pipeline.corpus import InputFile, Source, describe_files
from pipeline.exporters.json_text import dump_pretty
from pipeline.exporters.jsonl import read_numbers
from pipeline.runners.fingerprint import hash_code, hash_models
from pipeline.store import hash_file


def show_status(paths: Sequence[Path], out: Path, *, as_json: bool) -> int:
    """Print what a run left in ``out`` and what has changed since; the exit code."""
    manifest = read_manifest(out)
    if manifest is None:
        write_data("null" if as_json else f"{out}: nothing here yet; start with: run")
        return ExitCode.DONE
    status = {
        "counts": manifest["counts"],
        "rejected": _read_rejected(out),
        "inputs": _compare_inputs(manifest["inputs"], find_inputs(paths, out)),
        "outputs": _compare_outputs(manifest["outputs"], out),
        "code_changed": manifest["pipeline"]["code_sha256"] != hash_code(),
        "models": _compare_models(manifest.get("models", {})),
        "schema_version": manifest["schema_version"],
    }
    if as_json:
        write_data(dump_pretty(status))
    else:
        _show(status)
    return ExitCode.DONE


def _read_rejected(out: Path) -> list[dict[str, Any]]:
    """What was set aside and why, as far as the file is there."""
    file = out / "rejected.jsonl"
    return list(read_numbers(file)) if file.is_file() else []


def _compare_inputs(then: list[dict[str, Any]], sources: Sequence[object]) -> dict[str, list[str]]:
    """Names of the inputs by what became of them since the run."""
    files = [source for source in sources if isinstance(source, Source)]
    now = {file.name: file for source in files for file in describe_files(source)}
    before = {file["name"]: file for file in then}
    state: dict[str, list[str]] = {"unchanged": [], "changed": [], "new": [], "gone": []}
    for name in sorted(before.keys() | now.keys()):
        if name not in now or name not in before:
            state["gone" if name in before else "new"].append(name)
        else:
            is_same = _is_same(before[name], now[name])
            state["unchanged" if is_same else "changed"].append(name)
    return state


def _is_same(before: dict[str, Any], now: InputFile) -> bool:
    # A file refused unread for its size has no hash.
    return before["sha256"] in (None, now.sha256) and before["bytes"] == now.bytes


def _compare_outputs(then: list[dict[str, Any]], out: Path) -> dict[str, list[str]]:
    """Names of the outputs by whether they are still what the run wrote."""
    state: dict[str, list[str]] = {"unchanged": [], "changed": [], "gone": []}
    for file in then:
        path = out / file["name"]
        if not path.is_file():
            state["gone"].append(file["name"])
        else:
            state["unchanged" if hash_file(path) == file["sha256"] else "changed"].append(file["name"])
    return state


def _compare_models(then: dict[str, str]) -> dict[str, list[str]]:
    """Languages by what became of the model the run used."""
    now = hash_models(then)
    state: dict[str, list[str]] = {"unchanged": [], "changed": [], "gone": []}
    for lang, digest in then.items():
        if lang not in now:
            state["gone"].append(lang)
        else:
            state["unchanged" if now[lang] == digest else "changed"].append(lang)
    return state


def _show(status: dict[str, Any]) -> None:
    rows = [(name, f"{count} records") for name, count in status["counts"].items()]
    for side in ("inputs", "outputs"):
        parts = [f"{len(names)} {state}" for state, names in status[side].items() if names]
        rows.append((side, ", ".join(parts) or "none"))
        for state in ("changed", "new", "gone"):
            rows += [(f"  {state}", name) for name in status[side].get(state, ())]
    rows += [
        (f"  rejected {one['source']}", f"{one['type']}: {one['message']}") for one in status["rejected"]
    ]
    models = [f"{lang} {state}" for state, langs in status["models"].items() for lang in langs]
    rows.append(("models", ", ".join(models) or "none used"))
    rows.append(("code and tables", "changed since the run" if status["code_changed"] else "unchanged"))
    show_table(("what", "state"), rows)
