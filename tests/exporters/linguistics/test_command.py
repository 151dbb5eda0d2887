"""``export`` for linguists as a user meets it: folders and files, old ones replaced, mistakes told."""

import csv
import json

import pytest

from pipeline.exporters.linguistics import FOLDERS
from tests.commands import call, call_here, tree

TEXTS = {
    "ja/a.txt": "😀テザーの利益\n\nテザーは2024年に約130億ドルを稼いだ。",
    "en/b.txt": "Acme raised $5 million on July 1, 2024. 😀",
    "en/c.txt": "Nobody raised anything on July 2, 2024, said the bank.",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    root = tmp_path_factory.mktemp("batch")
    for name, text in TEXTS.items():
        (root / "corpus" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "corpus" / name).write_text(text, encoding="utf-8")
    assert call_here("run", root / "corpus", "--out", root / "out", "--no-model").exit_code == 0
    return root / "out"


@pytest.fixture(scope="module")
def article_ids(out):
    lines = (out / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["lang"]: row["article_id"] for row in map(json.loads, lines)}


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_of_files_the_same_twice_nothing_foreign_touched(out, tmp_path, form):
    target = tmp_path / form
    target.mkdir()
    (target / "mine.md").write_text("x")
    done = call_here("export", form, "--out", out, "--to", target)
    assert done.exit_code == 0 and str(target) in done.stderr and not done.stdout
    first = tree(target)
    ours = set(first) - {"mine.md"}
    assert ours and all(map(FOLDERS[form].is_file, ours))
    for suffix in FOLDERS[form].suffixes:
        (target / f"tf-ffffffffffff.{suffix}").write_text("of an article that is gone")
    assert call_here("export", form, "--out", out, "--to", target).exit_code == 0
    assert tree(target) == first and not list(target.glob(".*"))


def test_bytes_do_not_hang_on_the_hash_seed(out, tmp_path):
    for seed in ("1", "2"):
        for form, *more in (("brat",), ("vocabulary", "--part", "source=en/b.txt")):
            target = tmp_path / seed / form
            done = call("export", form, "--out", out, "--to", target, *more, PYTHONHASHSEED=seed)
            assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "1") == tree(tmp_path / "2")
    assert (tmp_path / "1/vocabulary/keyness.en.csv").stat().st_size > 200


def test_a_run_leaves_exports_alone_and_mecab_tells_what_it_left_out(out):
    done = call_here("export", "mecab", "--out", out)
    assert done.exit_code == 0 and "left out: 2 in en" in done.stderr
    assert len(list((out / "mecab").iterdir())) == 1
    assert call_here("run", out.parent / "corpus", "--out", out, "--no-model").exit_code == 0
    assert len(list((out / "mecab").iterdir())) == 1


def test_kwic_with_its_options(out, tmp_path):
    target = tmp_path / "kwic.csv"
    done = call_here(
        "export", "kwic", "--out", out, "--to", target, "--key", "稼ぐ", "--key", "acme", "--width", 3
    )
    assert done.exit_code == 0 and "2 lines" in done.stderr
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["キー"]: row for row in csv.DictReader(stream)}
    assert set(rows) == {"稼い", "Acme"} and rows["稼い"]["前文脈"] == "ドルを"
    assert call_here("export", "kwic", "--out", out, "--to", tmp_path).exit_code == 2
    assert call_here("export", "kwic", "--out", out, "--to", tmp_path / "no" / "a.csv").exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["kwic.csv"]


def test_vocabulary_with_a_part(out, tmp_path, article_ids):
    target = tmp_path / "words"
    done = call_here("export", "vocabulary", "--out", out, "--to", target)
    assert done.exit_code == 0 and "words en" in done.stderr and not list(target.glob("keyness*"))
    done = call_here(
        "export", "vocabulary", "--out", out, "--to", target, "--part", f"article={article_ids['ja']}"
    )
    assert done.exit_code == 2 and "the part: ja; what it is compared with: en" in done.stderr
    assert not list(target.glob("keyness*")) and list(target.glob("lemmas*")), "what was there stays"
    done = call_here("export", "vocabulary", "--out", out, "--to", target, "--reference", out)
    assert done.exit_code == 2 and "same outputs" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("conllu", "--width", "3"), "--width is for export kwic, not conllu"),
        (("kwic", "--part", "date=2025"), "--part is for export vocabulary, not kwic"),
        (("brat", "--dsn", "x"), "--dsn is for export postgres, not brat"),
        (("elan",), "no format 'elan'; there are: xlsx, conllu, xmi, brat"),
    ],
)
def test_mistakes_are_told(out, arguments, told):
    done = call_here("export", *arguments, "--out", out)
    assert done.exit_code == 2 and told in done.stderr


@pytest.mark.parametrize("form", [*FOLDERS, "kwic", "vocabulary"])
def test_outputs_that_are_not_there(tmp_path, form):
    done = call_here("export", form, "--out", tmp_path / "none", "--to", tmp_path / "x")
    assert done.exit_code == 2 and "nothing here yet" in done.stderr
    assert not list(tmp_path.iterdir()), "nothing is left behind"


def test_a_dictionary_of_another_version_is_told(out, tmp_path):
    for path in out.glob("*.jsonl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    manifest["dictionaries"]["unidic-lite"] = "0.1"
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    done = call_here("export", "mecab", "--out", tmp_path)
    assert done.exit_code == 0 and "made with unidic-lite 0.1" in done.stderr
    assert "unidic-lite" not in call_here("export", "brat", "--out", tmp_path).stderr
    manifest["schema_version"] = "0.0.1"
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert "records of version 0.0.1" in call_here("export", "mecab", "--out", tmp_path).stderr
