"""Outputs appear together or not at all."""

import pytest

from pipeline.errors import ConfigError, ExportError
from pipeline.store import hash_file, list_files, lock_folder, stage_outputs


def is_ours(name):
    return name.endswith(".jsonl")


def write(out, files, error=None):
    with stage_outputs(out, is_ours, last="manifest.json") as folder:
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        if error:
            raise error


def test_files_replace_those_of_the_run_before(tmp_path):
    out = tmp_path / "deep" / "out"
    write(out, {"a.jsonl": "1", "sub/b.jsonl": "1", "sub/c.jsonl": "1", "manifest.json": "1"})
    (out / "README.md").write_text("mine", encoding="utf-8")
    write(out, {"a.jsonl": "2", "sub/c.jsonl": "2", "manifest.json": "2"})
    assert {name: (out / name).read_text(encoding="utf-8") for name in list_files(out)} == {
        "README.md": "mine",
        "a.jsonl": "2",
        "manifest.json": "2",
        "sub/c.jsonl": "2",
    }
    assert not (out / ".staging").exists()


def test_stale_files_go_from_every_folder_and_empty_folders_with_them(tmp_path):
    ours = ("a.jsonl", "a/x=1/y=1/p.jsonl", "a/x=1/y=2/p.jsonl", "a/x=2/y=1/p.jsonl", "b/x=1/p.jsonl")
    write(tmp_path, dict.fromkeys(ours, "1"))
    theirs = ("a/x=2/mine.md", "b/x=2/mine.md", ".git/old.jsonl")
    for name in theirs:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "c/d").mkdir(parents=True)
    write(tmp_path, {"a.jsonl": "2", "a/x=1/y=2/p.jsonl": "2"})
    assert list_files(tmp_path) == ["a.jsonl", "a/x=1/y=2/p.jsonl", "a/x=2/mine.md", "b/x=2/mine.md"]
    assert (tmp_path / ".git/old.jsonl").exists(), "hidden folders are not looked into"
    folders = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_dir()}
    assert folders == {".git", "a", "a/x=1", "a/x=1/y=2", "a/x=2", "b", "b/x=2", "c", "c/d"}


def test_every_new_folder_is_brought_to_the_disk(tmp_path, monkeypatch):
    synced = set()
    monkeypatch.setattr(
        "pipeline.store.sync_to_disk", lambda path: synced.add(path.relative_to(tmp_path).as_posix())
    )
    write(tmp_path / "out", {"a/b/c.jsonl": "1"})
    assert {"out", "out/a", "out/a/b", "out/.staging/a/b/c.jsonl"} == synced


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ExportError("full"), RuntimeError("a fault")])
def test_run_that_stops_half_way_changes_nothing(tmp_path, error):
    write(tmp_path, {"a.jsonl": "1"})
    with pytest.raises(type(error)):
        write(tmp_path, {"a.jsonl": "2", "b.jsonl": "2"}, error)
    assert list_files(tmp_path) == ["a.jsonl"]
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8") == "1"


def test_disk_errors_name_the_file(tmp_path):
    with pytest.raises(ExportError, match="No space left"):
        write(tmp_path, {}, OSError(28, "No space left on device", "a.jsonl"))


def test_a_file_is_no_output_folder(tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be the output folder"), lock_folder(tmp_path / "out"):
        pass


def test_hash_is_of_the_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    assert hash_file(tmp_path / "a") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
