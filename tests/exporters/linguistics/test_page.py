"""docs/linguistics.md tells every format, type, column and feature there is, and its Python runs."""

import csv
import os
import re
import subprocess
import sys

import pytest

from pipeline.exporters.linguistics import FOLDERS
from pipeline.exporters.linguistics.cas import OWN_TYPES, write_cas
from pipeline.exporters.linguistics.treebank import write_treebank
from pipeline.exporters.vocabulary import Comparison, write_vocabulary
from pipeline.exporters.vocabulary.parts import KINDS
from pipeline.reference.linguistics import load_linguist_words
from tests.commands import HOUSE

PAGE = (HOUSE / "docs/linguistics.md").read_text(encoding="utf-8")


def test_every_format_type_and_column_is_told():
    for name in (*FOLDERS, "kwic", "vocabulary"):
        assert f"`{name}`" in PAGE, name
    for name, features in OWN_TYPES.items():
        line = next(line for line in PAGE.split("\n") if line.startswith(f"| `{name}` |"))
        own = [feature for feature in features if not feature.startswith(("normalized", "identifier"))]
        assert re.findall(r"`(\w+)`", line.split("|")[2]) == own, name
    for kind in KINDS:
        assert f"`--part {kind}=" in PAGE, kind
    for rule in load_linguist_words().rules:
        assert f"`{rule.feature}`" in PAGE


def test_columns_of_the_concordance_are_told_in_order():
    section = PAGE.split("\n## KWIC\n")[1].split("\n## ")[0]
    places = [section.find(name) for name in load_linguist_words().concordance.values()]
    assert -1 not in places and places == sorted(places)


def test_every_mark_of_a_treebank_is_told(articles, tmp_path):
    write_treebank(articles, tmp_path)
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    marks = set(re.findall(r"[\t|]([A-Z][A-Za-z]+)=", text)) - {"Polarity", "Mood"}
    assert len(marks) > 10 and [mark for mark in sorted(marks) if f"`{mark}`" not in PAGE] == []


def test_every_column_of_the_vocabulary_is_told(articles, tmp_path):
    write_vocabulary(articles, tmp_path, Comparison(lambda article: article["source"] == "ja/1.txt"))
    columns = set()
    for path in tmp_path.iterdir():
        assert re.sub(r"\.[a-z]{2}\.csv$", ".<lang>.csv", path.name) in PAGE
        with path.open(encoding="utf-8-sig", newline="") as stream:
            columns.update(next(csv.reader(stream)))
    columns -= {"reference_count", "reference_per_million"}
    assert [name for name in sorted(columns) if f"`{name}`" not in PAGE] == []


@pytest.mark.parametrize("library", ["conllu", "cassis"])
def test_python_of_the_page_runs(articles, tmp_path, library):
    (block,) = [b for b in re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL) if f"import {library}" in b]
    for name, write in (("conllu", write_treebank), ("xmi", write_cas)):
        (tmp_path / "outputs" / name).mkdir(parents=True)
        write(articles[:1], tmp_path / "outputs" / name)
    block = block.replace("tf-607f658e4e1b", articles[0].stem)
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "１３０億ドル" in done.stdout or "テザー" in done.stdout
