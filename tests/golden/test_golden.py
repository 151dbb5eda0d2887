"""The records of the corpus articles, kept as text so that every change of a reading is seen.

The Japanese ones were read line by line; the zh and en samples show what their young packs
read today, right or wrong.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SPEC = importlib.util.spec_from_file_location("golden_write", Path(__file__).with_name("write.py"))
golden = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(golden)


@pytest.mark.parametrize("article", golden.articles(), ids=lambda path: path.stem)
def test_records_are_as_read(article):
    wanted = golden.golden_path(article).read_text(encoding="utf-8").splitlines()
    assert golden.golden_lines(article) == wanted, (
        "if it is meant, run tests/golden/write.py and read the diff"
    )
