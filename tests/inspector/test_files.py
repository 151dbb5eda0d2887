"""What `inspect` writes, without a browser: complete, the same every time, nothing stale, nothing missing."""

import json
import re

import pytest

from pipeline.exporters.jsonl import read_exact
from pipeline.inspector.corrections import FIELDS
from pipeline.inspector.indexing import fold, piece_of
from pipeline.inspector.page import ASSETS, SCRIPTS, STYLES, chunk_script, strings_chunk
from tests.commands import HOUSE, call_here, tree
from tests.inspector.corpus import HOSTILE


def chunk(text):
    """What a chunk hands to the page."""
    found = re.fullmatch(r'EXPLORER\.take\("([a-z0-9-]+)", (".*")\);\n', text, re.DOTALL)
    return json.loads(json.loads(found[2]))


def test_the_same_outputs_give_the_same_bytes(explorer, outputs, tmp_path):
    assert call_here("inspect", "--out", outputs, "--to", tmp_path).exit_code == 0
    assert tree(tmp_path) == tree(explorer.parent)


def test_what_is_no_longer_written_goes_and_nothing_else(outputs, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/article-999.js").write_text("stale")
    (tmp_path / "notes.txt").write_text("mine")
    assert call_here("inspect", "--out", outputs, "--to", tmp_path).exit_code == 0
    names = tree(tmp_path)
    assert "notes.txt" in names and "data/article-999.js" not in names and "data/article-3.js" in names


@pytest.mark.parametrize("missing", ["articles", "tokens", "findings"])
def test_a_folder_without_outputs_is_told(outputs, tmp_path, missing):
    for path in outputs.glob("*.json*"):
        if path.stem != missing:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    done = call_here("inspect", "--out", tmp_path)
    assert done.exit_code == 2 and f"{missing}.jsonl is not here" in done.stderr


@pytest.mark.parametrize("table", ["tokens", "findings"])
def test_records_of_no_article_are_told(outputs, tmp_path, table):
    for path in outputs.glob("*.json*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (tmp_path / f"{table}.jsonl").read_text(encoding="utf-8").split("\n")
    article = json.loads(lines[0])["article_id"]
    lines[0] = lines[0].replace(article, "tf:ffffffffffff", 1)
    (tmp_path / f"{table}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = call_here("inspect", "--out", tmp_path)
    assert done.exit_code == 2 and "tf:ffffffffffff" in done.stderr


def test_chunks_hold_the_texts_and_can_end_no_script(explorer, outputs):
    texts = [row["text"] for row in read_exact(outputs / "articles.jsonl")]
    files = tree(explorer.parent / "data")
    assert chunk(files["texts-0.js"].decode()) == texts and HOSTILE in texts
    assert not [name for name, data in files.items() if b"<" in data]


def test_a_chunk_has_a_plain_name():
    with pytest.raises(ValueError, match="no name"):
        chunk_script('x");alert("', 1)


def test_every_word_the_scripts_ask_for_is_in_the_table():
    words = json.loads((ASSETS / "strings.json").read_text(encoding="utf-8"))
    own = [name for name in SCRIPTS if not name.startswith("uplot")]
    text = "".join((ASSETS / name).read_text(encoding="utf-8") for name in own)
    asked = set(re.findall(r'\bt\("([a-z.]+)"', text))
    assert len(asked) > 60
    for table in words.values():
        assert not asked - table.keys() and all(table.values())
    assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", re.sub(r"//.*", "", text)), (
        "words stand in the table"
    )


def test_scripts_make_no_html_of_texts():
    for name in SCRIPTS[1:]:
        text = (ASSETS / name).read_text(encoding="utf-8")
        for danger in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ):
            assert danger not in text, f"{name}: {danger}"


def test_every_asset_is_used_and_packaged():
    named = {*SCRIPTS, *STYLES, "strings.json", "uplot.LICENSE.txt"}
    assert {path.name for path in ASSETS.iterdir()} == named
    assert "inspector/assets/*" in (HOUSE / "pyproject.toml").read_text(encoding="utf-8")


def test_the_page_and_the_commands_correct_the_same_fields():
    text = (ASSETS / "corrections.js").read_text(encoding="utf-8")
    block = re.search(r"const FIELDS = \{(.*?)\};", text, re.DOTALL)[1]
    fields = {
        layer: tuple(re.findall(r'"(\w+)"', names)) for layer, names in re.findall(r"(\w+): \[(.*?)\]", block)
    }
    # Which check a finding is of cannot be corrected, only told.
    assert fields | {"finding": ("check", *fields["finding"])} == FIELDS


@pytest.mark.parametrize("text", ["ＵＳＤ １３０億", "İstanbul ΣΑΣ", "😀Ａ　ｂ", ""])
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


def test_pieces_share_the_keys():
    pieces = [piece_of(f"{a}{b}", 16) for a in "億円買収亿美元" for b in "億円買収亿美元"]
    assert set(pieces) <= set(range(16)) and len(set(pieces)) > 10


# Where codes stand in the records, and the group that names them.
CODES = {
    "entities": {name: name for name in ("label", "source", "zone", "how", "role")},
    "figures": {name: name for name in ("kind", "modifier", "zone", "how")},
    "times": {name: name for name in ("type", "modifier", "zone")},
    "claims": {"modality": "modality", "change": "change"},
    "findings": {"check": "check", "verdict": "verdict"},
    "issues": {"stage": "stage", "code": "code"},
    "editions": {"severity": "severity", "classes": "class"},
}


def codes_in(outputs):
    """Group and code of everything that stands in the records as a code."""
    for table, fields in CODES.items():
        for row in read_exact(outputs / f"{table}.jsonl"):
            for name, group in fields.items():
                values = row[name] if isinstance(row[name], list) else [row[name]]
                yield from ((group, value) for value in values if value is not None)
            if table == "claims":
                slots = [row[name] for name in ("metric", "subject", "object", "source", "period")]
                yield from (("how", slot["how"]) for slot in slots if slot)
                if row["metric"]["code"]:
                    yield "metric", row["metric"]["code"]
            for name in ("unit", "per") if table == "figures" else ():
                parts = (row[name] or "").split("/")
                yield from (("unit", part.lstrip("0123456789_")) for part in parts if part)
    for row in read_exact(outputs / "tokens.jsonl"):
        if row["origin"]:
            yield "goshu", row["origin"]


def test_every_code_in_the_records_has_a_name_in_the_page(explorer, outputs):
    strings = chunk((explorer.parent / "data/strings.js").read_text(encoding="utf-8"))
    found = set(codes_in(outputs))
    assert len(found) > 60
    for lang, names in strings.items():
        missing = sorted(f"{group}.{code}" for group, code in found if f"{group}.{code}" not in names)
        assert not missing, (lang, missing)


def test_a_name_from_elsewhere_may_not_stand_among_the_words_of_the_interface():
    with pytest.raises(ValueError, match=r"own\.name"):
        strings_chunk({"ja": {"own.name": "x"}})
