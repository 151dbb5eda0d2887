"""What the manifest vouches for: the code that ran, and that all files are there."""

from pathlib import Path

from pipeline.runners.fingerprint import hash_code
from pipeline.store import stage_outputs


def test_hash_of_the_code_follows_every_module_and_table(tmp_path):
    (tmp_path / "languages").mkdir()
    (tmp_path / "stage.py").write_text("one = 1\n")
    (tmp_path / "languages" / "units.yaml").write_text("words: {}\n")
    hashes = [hash_code(tmp_path)]
    assert hash_code(tmp_path) == hashes[0], "equal code, equal hash"
    (tmp_path / "notes.txt").write_text("no code")
    assert hash_code(tmp_path) == hashes[0]
    (tmp_path / "stage.py").write_text("one = 2\n")
    hashes.append(hash_code(tmp_path))
    (tmp_path / "languages" / "units.yaml").write_text("words: {counter: {}}\n")
    hashes.append(hash_code(tmp_path))
    (tmp_path / "stage.py").rename(tmp_path / "step.py")
    hashes.append(hash_code(tmp_path))
    assert len(set(hashes)) == len(hashes)


def test_the_last_file_is_published_when_all_others_are_there(tmp_path, monkeypatch):
    published = []
    replace = Path.replace

    def watch(self, target):
        published.append(Path(target).name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watch)
    with stage_outputs(tmp_path / "out", lambda name: True, "manifest.json") as staging:
        for name in ("manifest.json", "articles.jsonl", "tokens.csv"):
            (staging / name).write_text(name)
    assert published[-1] == "manifest.json" and sorted(published) == sorted(
        ["articles.jsonl", "manifest.json", "tokens.csv"]
    )
