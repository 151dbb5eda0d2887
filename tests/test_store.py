"""Outputs appear together or not at all."""

import pytest

from pipeline.errors import ConfigError, ExportError
from pipeline.store import hash_file, list_files, lock_folder, stage_outputs


def is_ours(name):
    return name.endswith(".jsonl")


def write(out, files, error=None):
    with stage_outputs(out, is_ours, last="manifest.json") as folder:
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
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
