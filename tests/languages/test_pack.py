"""Broken tables are refused with the place and the reason."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pipeline import languages
from pipeline.errors import ConfigError, TableError
from pipeline.languages import available, detect_language, load_language
from pipeline.languages.matching.lexicon import expand
from pipeline.languages.pack import read_pack

FOLDER = Path(languages.__file__).parent


@pytest.fixture
def pack(tmp_path):
    shutil.copytree(FOLDER / "ja", tmp_path / "ja")
    return tmp_path / "ja"


def edit(pack, name, old, new):
    path = pack / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "figures.yaml",
            "    rejects:\n      - 次の停車駅は円山公園",
            "    x:\n      - 次の",
            "needs examples and rejects",
        ),
        (
            "figures.yaml",
            "{span} {infix}? {money_word}",
            "{span} {nothing}",
            "no table has a word of type {nothing}",
        ),
        ("figures.yaml", "{span} {infix}? {money_word}", "{span} ({money_word}", "pattern"),
        ("figures.yaml", 'amount: "{sign}?{number}"', 'amount: "{amount}"', "without end"),
        ("currencies.yaml", "    EUR: [ユーロ,", "    EUR: [ユーロ, 円,", "'円' is JPY already"),
        ("currencies.yaml", "    EUR: [ユーロ", "    JPY: [ユーロ", "key given twice: JPY"),
        ("numerals.yaml", "零: 0", "零: zero", "not a number"),
        ("figures.yaml", "    not_before: becomes\n", "    not_befor: becomes\n", "unknown option not_befor"),
        ("figures.yaml", "  - name: number-currency\n", "  - title: number-currency\n", "needs a name"),
        ("units.yaml", "  tenth_part:\n", "  part:\n", "words part: ja/times.yaml has words of that name"),
    ],
)
def test_broken_table_is_refused(pack, name, old, new, says):
    edit(pack, name, old, new)
    with pytest.raises(TableError) as error:
        read_pack(pack)
    assert says in str(error.value)


def test_new_word_is_known_at_once(pack):
    edit(pack, "currencies.yaml", "    EUR: [ユーロ", "    EUR: [ゆーろ, ユーロ")
    atoms = read_pack(pack).lexicon.scan("3ゆーろ").atoms
    assert [(a.surface, a.types.get("currency")) for a in atoms] == [("3", None), ("ゆーろ", "EUR")]


def test_alternatives_are_spelled_out():
    assert expand("(香港|ホンコン)ドル") == ["香港ドル", "ホンコンドル"]
    assert expand("ユーザ(ー|)") == ["ユーザー", "ユーザ"]


def test_languages_there_are():
    assert available() == ("en", "ja", "zh")
    with pytest.raises(ConfigError, match="no language 'ko'; there are en, ja, zh"):
        load_language("ko")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Tetherは130億ドルを稼いだ。", "ja"),
        ("OpenAI CEO Sam Altman, NVIDIA H100 を購入", "ja"),
        ("Tether 赚了 130 亿美元。", "zh"),
        ("Tether 賺了 130 億美元。", "zh"),
        ("Tether earned $13 billion.", "en"),
        ("Tether 130", "en"),
        ("", "en"),
    ],
)
def test_language_is_told_from_the_script(text, lang):
    assert detect_language(text) == lang


def test_latin_words_end_at_letters():
    atoms = load_language("ja").lexicon.scan("5mm 5m 5GB 5GBps XBTC BTCUSD 3BTC").atoms
    assert [a.surface for a in atoms if "measure" in a.types or "ticker" in a.types] == [
        "mm",
        "m",
        "GB",
        "BTC",
    ]


@pytest.mark.parametrize("code", available())
def test_residue_patterns_find_their_examples_and_no_rejects(code):
    for residue in load_language(code).residues:
        assert residue.lang in available()
        assert residue.lang != code
        for example in residue.examples:
            assert residue.regex.search(example), example
        for reject in residue.rejects:
            assert not residue.regex.search(reject), reject


def test_no_group_is_repeated_possessively():
    """``(?:..)*+`` takes too much before Python 3.11.4; ``(?>(?:..)*)`` says the same and does not."""
    possessive = re.compile(r"\)(?:[*+?]|\{[0-9,]*\})\+")
    for path in [*FOLDER.rglob("*.yaml"), *FOLDER.rglob("*.py")]:
        found = possessive.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.relative_to(FOLDER)}: {found}"
