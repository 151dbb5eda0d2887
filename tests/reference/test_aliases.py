"""The names of the code book: none ambiguous, none an ordinary word, each in the script of its language."""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from pipeline.languages.names import load_name_finder, load_name_rules
from pipeline.languages.nlp import create_nlp
from pipeline.reference.code_book import HERE, RESOLVE, load_code_book
from pipeline.tables import read_table

BOOK = load_code_book()
LANGUAGES = BOOK.languages()
RESOLVED = read_table(HERE / RESOLVE)
WORDS = read_table(Path(__file__).with_name("common_words.yaml"))
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KINDS = {"context", "capitals", "full-name", "priority"}


def holders():
    """alias -> codes of the entries that have it in any language, shorts too."""
    found = defaultdict(set)
    for entry in BOOK.entries.values():
        for lang in LANGUAGES:
            for alias in (*entry.names(lang), *entry.short.get(lang, ())):
                found[alias].add(entry.code)
    return found


HOLDERS = holders()


def asks(code, alias):
    """Whether an entry takes an alias only with evidence."""
    entry = BOOK.entries[code]
    short = any(alias in names for names in entry.short.values())
    return short or (alias in entry.rules and entry.rules[alias].positive)


def test_a_name_of_several_entries_has_a_row_that_resolves_it():
    shared = {alias: sorted(codes) for alias, codes in HOLDERS.items() if len(codes) > 1}
    rows = {alias: sorted(row["codes"]) for alias, row in RESOLVED.items() if row["by"] != "capitals"}
    assert shared == rows


def test_names_that_differ_in_capitals_or_spaces_have_a_row():
    folded = defaultdict(set)
    for alias, codes in HOLDERS.items():
        folded[re.sub(r"[\s-]", "", alias.casefold())] |= codes
    rows = {alias.casefold(): set(row["codes"]) for alias, row in RESOLVED.items()}
    unresolved = {key: codes for key, codes in folded.items() if len(codes) > 1 and rows.get(key) != codes}
    assert unresolved == {}


@pytest.mark.parametrize("alias", RESOLVED)
def test_rows_are_as_they_say(alias):
    row = RESOLVED[alias]
    assert row["by"] in KINDS and row["reason"] and set(row["codes"]) <= set(BOOK.entries)
    free = [code for code in row["codes"] if not asks(code, alias)]
    if row["by"] == "full-name":
        assert all(any(alias in s for s in BOOK.entries[code].short.values()) for code in row["codes"])
    elif row["by"] in ("context", "priority"):
        assert free in ([], [row.get("first")])
    else:
        spellings = {a: codes for a, codes in HOLDERS.items() if a.casefold() == alias.casefold()}
        assert len(spellings) > 1 and all(len(codes) == 1 for codes in spellings.values())


def test_codes_are_kebab_case_and_say_something():
    assert [code for code in BOOK.entries if not KEBAB.fullmatch(code) or len(code) < 2] == []


def scripts(text):
    """The scripts of a text's letters: ``{"LATIN", "CJK"}``."""
    return {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_in_the_scripts_of_their_language(lang):
    kana = {"KATAKANA", "HIRAGANA", "KATAKANA-HIRAGANA"}
    allowed = {"en": {"LATIN"}, "ja": {"CJK", "LATIN", *kana}, "zh": {"CJK", "LATIN"}}[lang]
    # A sign of money in a ticker is no letter of a script.
    wrong = [
        (entry.code, alias)
        for entry in BOOK.entries.values()
        for alias in (*entry.aliases.get(lang, ()), *entry.short.get(lang, ()))
        if not scripts(alias) <= allowed
    ]
    assert wrong == []


def test_japanese_names_are_not_in_simplified_characters():
    """A name with a character no Japanese text has was put into the wrong list."""
    simplified = set("们这业东两严丰为义习乡书买乱亚产亲亿仅从仓们价众优伙传伤伦伟侠侦债倾储")
    kept = {"库里", "赵长鹏"}
    wrong = [
        (entry.code, alias)
        for entry in BOOK.entries.values()
        for alias in entry.aliases.get("ja", ())
        if simplified & set(alias) and alias not in kept
    ]
    assert wrong == []


def test_no_name_is_an_ordinary_word():
    run = load_name_rules("en").run
    listed = {word.lower() for word in run.generic | run.common} | set(WORDS["en"])
    words = {"en": listed, "ja": set(WORDS["ja"]), "zh": set(WORDS["zh"])}
    free = [
        (lang, alias, entry.code)
        for entry in BOOK.entries.values()
        for lang in LANGUAGES
        for alias in entry.names(lang)
        if (alias.lower() if alias[1:].islower() or alias.isupper() else alias) in words[lang]
        and alias not in entry.rules
        and alias not in WORDS["allowed"]
    ]
    assert free == []


def test_no_japanese_name_is_one_ordinary_token():
    """A name the dictionary takes for a common noun asks for a rule, or a row that says why not."""
    nlp = create_nlp("ja")
    free = []
    for entry in BOOK.entries.values():
        for alias in entry.aliases.get("ja", ()):
            if alias in entry.rules or alias in WORDS["allowed"] or re.search("[A-Za-z]", alias):
                continue
            doc = nlp(alias)
            known = len(doc) == 1 and doc[0].morph.get("Reading")
            if known and not doc[0].tag_.startswith("名詞-固有名詞"):
                free.append((alias, entry.code))
    assert free == []


# Texts across whose words a name lies, and what must not be found in them.
TRAPS = [
    ("zh", "报道指出,风险仍在。", "dow-jones"),
    ("zh", "互联网易受攻击。", "netease"),
    ("zh", "货币安全与稳定币安排。", "binance"),
    ("zh", "石油管道的建设", "youtube"),
    ("zh", "他参加纳斯达克的敲钟仪式。", "ghana"),
    ("zh", "增加沙特的产量", "gaza"),
    ("zh", "参加州长选举", "california"),
    ("zh", "其中东京最多", "middle-east"),
    ("zh", "抵达卡塔尔", "dhaka"),
    ("zh", "这里加了一行", "riga"),
    ("zh", "沿海地区与上海地铁", "haiti"),
    ("zh", "包罗万象的生态", "vientiane"),
    ("zh", "理查德·萨顿与理查德说", "chad"),
    ("zh", "马里兰州的居民", "mali"),
    ("zh", "增加彭博终端", "gabon"),
    ("zh", "很多哈希值", "doha"),
    ("zh", "中国银行业的利润", "bank-of-china"),
    ("zh", "今日本公司宣布", "japan"),
    ("ja", "リスクを取る。フレアが出た。", "lisk"),
    ("ja", "タイミングとタイトルとスタイル", "thailand"),
    ("en", "Jordan said Chad sold it in Phoenix style.", "jordan"),
    ("en", "Jordan said Chad sold it.", "chad"),
    ("en", "Prices ROSE, the SC ruled, and the GT car won.", "oasis-network"),
    ("en", "It was Lovable, Wise and Lucid.", "lovable"),
]


@pytest.mark.parametrize(("lang", "text", "code"), TRAPS)
def test_names_do_not_lie_across_words(lang, text, code):
    found = [mention.code for mention in load_name_finder(lang).find(create_nlp(lang)(text))]
    assert code not in found


def test_every_label_and_language_is_well_covered():
    assert len(BOOK.entries) >= 1500
    by_label = defaultdict(int)
    for entry in BOOK.entries.values():
        by_label[entry.label] += 1
    least = {
        "ORG": 600,
        "PERSON": 300,
        "CRYPTO": 300,
        "GPE": 300,
        "PRODUCT": 150,
        "LAW": 30,
        "EVENT": 30,
        "TECH": 30,
    }
    assert {label: by_label[label] for label, count in least.items() if by_label[label] < count} == {}
    for lang in ("ja", "zh"):
        assert sum(lang in entry.aliases for entry in BOOK.entries.values()) >= 1200
