"""Runs over places that are no folders here: what fsspec reaches, and web addresses."""

import json
import sys

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.remote import Remote, is_elsewhere
from pipeline.runners import serial
from tests.commands import call_here, tree

TEXTS = {
    "ja/a.txt": "Tetherの2024年の純利益は130億ドルだった。😀",
    "en/b.txt": "Circle earned $156 million in 2024.",
    "en/b.yaml": "published_on: 2025-01-02\n",
    "en/broken.txt": "a\0b",
    "en/.hidden.txt": "no article",
    "en/picture.png": "no article",
}


@pytest.fixture
def bucket():
    """An object store in memory, empty before and after."""
    files = MemoryFileSystem()
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    for name, text in TEXTS.items():
        files.pipe_file(f"/bucket/articles/{name}", text.encode())
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


@pytest.fixture
def here(tmp_path):
    """The same articles in a folder here, and what a run writes for them."""
    for name, text in TEXTS.items():
        path = tmp_path / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert call_here("run", tmp_path / "articles", "--out", tmp_path / "out", "--no-model").exit_code == 3
    return tree(tmp_path / "out")


def run(*options, out="memory://bucket/out"):
    return call_here("run", "memory://bucket/articles", "--out", out, "--no-model", *options)


def stored(files, folder="/bucket/out"):
    """The bytes of every output in the store; without the ledger, which is none."""
    names = files.find(folder)
    return {name[len(folder) + 1 :]: files.cat_file(name) for name in names if ".ledger" not in name}


def test_a_run_elsewhere_writes_what_one_here_does(bucket, here):
    done = run()
    assert done.exit_code == 3, done.output
    assert stored(bucket) == here
    assert json.loads(stored(bucket)["rejected.jsonl"])["source"] == "en/broken.txt"


def test_articles_elsewhere_and_outputs_here(bucket, here, tmp_path):
    assert run(out=tmp_path / "mine").exit_code == 3
    assert tree(tmp_path / "mine") == here


def test_a_run_without_news_moves_nothing_and_a_change_only_itself(bucket, here, monkeypatch):
    run()
    sent, processed = [], []
    send, process = Remote.send, serial.process_article
    monkeypatch.setattr(
        Remote, "send", lambda self, folder, names: send(self, folder, [sent.append(n) or n for n in names])
    )

    def count(article, *rest):
        processed.append(article.source)
        return process(article, *rest)

    monkeypatch.setattr(serial, "process_article", count)
    assert "nothing has changed" in run().stderr
    assert (sent, processed) == ([".ledger.sqlite"], [])
    sent.clear()
    bucket.pipe_file("/bucket/articles/en/c.txt", b"Acme paid $5.")
    bucket.rm_file("/bucket/articles/ja/a.txt")
    assert run().exit_code == 3
    assert processed == ["en/c.txt"]
    assert sent[-2:] == ["manifest.json", ".ledger.sqlite"] and "changes/000002.jsonl" in sent
    assert "schema/figures.schema.json" not in sent
    outputs = stored(bucket)
    listed = {file["name"] for file in json.loads(outputs["manifest.json"])["outputs"]}
    told = {"manifest.json", "changes/000002.jsonl", "changes/000002.index.jsonl"}
    assert set(outputs) == listed | told, "what is gone is removed"
    assert "ja.spacy" not in outputs


def test_outputs_elsewhere_that_somebody_damaged_are_sent_again(bucket, here):
    run()
    bucket.rm_file("/bucket/out/figures.csv")
    run()
    assert stored(bucket) == here


def test_a_store_that_fails_keeps_the_manifest_it_had_and_what_was_done(bucket, here, monkeypatch):
    run()
    before = stored(bucket)["manifest.json"]
    bucket.pipe_file("/bucket/articles/en/c.txt", b"Acme paid $5.")
    put = MemoryFileSystem.put_file

    def fail(self, here, there, **more):
        if there.endswith("tokens.csv"):
            raise OSError("quota exceeded")
        return put(self, here, there, **more)

    with monkeypatch.context() as patch:
        patch.setattr(MemoryFileSystem, "put_file", fail)
        done = run()
    assert done.exit_code != 0 and "tokens.csv cannot be written: quota exceeded" in done.stderr
    assert stored(bucket)["manifest.json"] == before
    monkeypatch.setattr(serial, "process_article", None)  # all is in the ledger
    assert run().exit_code == 3
    assert json.loads(stored(bucket)["manifest.json"])["counts"]["articles"] == 3


def test_a_dry_run_writes_nothing_elsewhere(bucket):
    done = run("--dry-run")
    assert done.exit_code == 0 and "new\tja/a.txt" in done.stdout
    assert not bucket.exists("/bucket/out")


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("nonsense://bucket/x", "nonsense://bucket/x: Protocol not known: nonsense"),
        ("memory://none/at/all", "no .txt or .jsonl file"),
        ("memory://bucket/articles/ja/a.txt", "is a file; give the folder it is in"),
    ],
)
def test_places_that_cannot_be_read_are_2(bucket, place, why, tmp_path):
    done = call_here("run", place, "--out", tmp_path / "out")
    assert done.exit_code == 2 and why in done.stderr.replace("\n", " ")


def test_without_the_library_the_extra_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    done = call_here("run", "memory://bucket/articles", "--out", tmp_path / "out")
    assert done.exit_code == 2 and "techflow-pipeline[remote]" in done.stderr


@pytest.mark.parametrize(
    ("place", "elsewhere"),
    [
        ("s3://bucket/a", True), ("gs://b", True), ("memory://x", True), ("file:///tmp/x", True),
        ("corpus/articles", False), ("/abs/path", False), ("C:\\articles", False), ("a:b", False),
    ],
)  # fmt: skip
def test_what_is_elsewhere(place, elsewhere):
    assert is_elsewhere(place) is elsewhere
