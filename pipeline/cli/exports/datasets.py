"""Exports by name alone: files of all tables, folders of files for linguists' tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.cli.batches.manifest import read_current_manifest
from pipeline.cli.terminal import ExitCode, log
from pipeline.errors import ConfigError, ExportError
from pipeline.exporters.datasets import ON_DEMAND
from pipeline.exporters.linguistics import FOLDERS, FolderFormat
from pipeline.store import lock_folder, stage_outputs

# Those with options of their own.
_OTHERS = ("kwic", "vocabulary", "postgres")


def export_dataset(form: str, out: Path, target: Path | None) -> int:
    """Make another format of the outputs in ``out``, beside them if no target is given; the exit code.

    Raises: ConfigError for an unknown format, outputs that are not there or of another version, or a
        library that is not there.
    """
    if form in FOLDERS:
        return _export_folder(form, FOLDERS[form], out, target or out / form)
    write = ON_DEMAND.get(form)
    if write is None:
        known = ", ".join((*ON_DEMAND, *FOLDERS, *_OTHERS))
        raise ConfigError(f"no format {form!r}; there are: {known}")
    read_current_manifest(out)
    target = target or out / f"corpus.{form}"
    with writing_file(target) as part:
        write(out, part)
    log(f"{out} -> {target}")
    return ExitCode.DONE


def _export_folder(form: str, export: FolderFormat, out: Path, target: Path) -> int:
    from pipeline.cli.exports.texts import read_outputs  # noqa: PLC0415 - imports spaCy

    articles = read_outputs(out, export.tables, lexical=export.lexical)
    with writing_folder(target, export.is_file) as folder:
        left_out = export.write(articles, folder)
    if left_out:
        told = ", ".join(f"{count} in {lang}" for lang, count in sorted(left_out.items()))
        log(f"{form}: articles without a dictionary of their language left out: {told}")
    log(f"{out} -> {target}/")
    return ExitCode.DONE


@contextmanager
def writing_file(target: Path) -> Iterator[Path]:
    """A file to write that becomes ``target`` when it is whole.

    Raises: ConfigError when the folder is not there or the target is one; ExportError when it cannot
        be written.
    """
    if not target.parent.is_dir():
        raise ConfigError(f"{target.parent}: no such folder")
    if target.is_dir():
        raise ConfigError(f"{target}: a folder; this format is one file")
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
        part.replace(target)
    except OSError as error:
        raise ExportError(f"{target}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def writing_folder(target: Path, is_ours: Callable[[str], bool]) -> Iterator[Path]:
    """A folder to write in, whose files appear in ``target`` together; those of an earlier export go.

    Raises: ConfigError when ``target`` cannot be a folder; ExportError when a file cannot be written.
    """
    with lock_folder(target), stage_outputs(target, is_ours, last="") as folder:
        yield folder
