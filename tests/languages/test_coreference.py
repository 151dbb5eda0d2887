"""Anaphors: every row's examples, and hard cases written by hand (the gold is in corpus/gold)."""

import itertools

import pytest

from pipeline.datatypes import Article
from pipeline.errors import TableError
from pipeline.languages import available
from pipeline.languages.coreference import load_reference_finder
from pipeline.languages.coreference.memory import Ledger
from pipeline.languages.coreference.referents import Referent, read_role
from pipeline.languages.coreference.rules import read_reference_rules
from pipeline.reference.code_book import load_code_book
from pipeline.reference.trades import load_homes, load_people, load_trades, read_bodies, read_people
from pipeline.stages import load_tools, process_article

ROWS = [(lang, row) for lang in available() for row in load_reference_finder(lang).rules.rows]
ROLES = [(lang, role) for lang in available() for role in load_reference_finder(lang).rules.roles]


@pytest.mark.parametrize(("lang", "row"), ROWS, ids=lambda value: getattr(value, "name", value))
def test_rows_find_their_examples_and_leave_their_rejects(lang, row):
    finder = load_reference_finder(lang)

    def spotted(text):
        return [a.surface for a in finder.spot(text, ()) if a.rule is row]

    for example in row.examples:
        text, _, surface = example.partition(" => ")
        assert surface in spotted(text), text
    for reject in row.rejects:
        assert not spotted(reject), reject


@pytest.mark.parametrize(("lang", "role"), ROLES, ids=lambda value: getattr(value, "role", value))
def test_roles_fit_their_examples_and_not_their_rejects(lang, role):
    def fits(marked):
        start, end = marked.index("["), marked.index("]") - 1
        text = marked.replace("[", "").replace("]", "")
        rules = load_reference_finder(lang).rules
        return read_role(text, (start, end), (0, len(text)), rules) == role.role

    assert all(map(fits, role.examples)), role.examples
    assert not any(map(fits, role.rejects)), role.rejects


def resolve(text, lang):
    result = process_article(Article("a", lang, text), load_tools(lang, False))
    return {e.surface: (e.coref, e.how) for e in result.entities if e.source == "anaphor"}, result


CASES = [
    ("ja", "Tetherはドイツの企業Northern Dataに融資した。この会社は黒字だ。", "この会社", "northern-data"),
    ("ja", "TetherはNorthern Dataに融資した。同社は黒字だ。", "同社", "tether"),
    ("ja", "OpenAIの収入は37億ドル。Anthropicの収入は10億ドルで、こちらも赤字だ。", "こちら", "anthropic"),
    ("ja", "OKXとBitgetは手数料を下げた。前者は0.08%、後者は0.02%だ。", "後者", "bitget"),
    ("ja", "OpenAIとAnthropicは赤字だ。2社合わせて100億ドルを失った。", "2社", "openai+anthropic"),
    ("ja", "みずほ銀行はCoinbaseと組む。同行は6月に口座を開く。", "同行", "mizuho-bank"),
    ("ja", "京都大学は三菱重工業と装置を開発した。同大の研究室が制御を担った。", "同大", "kyoto-university"),
    ("ja", "Googleの論文は英科学誌「ネイチャー」に載った。同誌は褒める。", "同誌", "nature-journal"),
    ("ja", "カナリスによるとサムスンが首位だ。この調査会社は逆転を予測している。", "この調査会社", "canalys"),
    ("en", "ASML sells to Allianz and Intel. The German insurer pays.", "The German insurer", "allianz"),
    ("ja", "「当社は急がない」。リップルのガーリングハウスCEOはCNBCで語った。", "当社", "ripple"),
    ("ja", "Tetherは2億ドルを投じてBlackrock Neurotechを買った。Tetherはこの会社の筆頭株主だ。",
     "この会社", "blackrock-neurotech"),
    ("zh", "Tether向Northern Data提供贷款。这家公司经营数据中心。", "这家公司", "northern-data"),
    ("zh", "币安宣布裁员。该交易所去年盈利。", "该交易所", "binance"),
    ("en", "Tether lent $600 million to Northern Data. The company earned a lot.", "The company", "tether"),
    ("en", "Coinbase sued the SEC. The regulator declined to comment.", "The regulator", "sec"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "anaphor", "target"), CASES)
def test_hard_cases(lang, text, anaphor, target):
    found, result = resolve(text, lang)
    assert found[anaphor][0] == target
    (entity,) = [e for e in result.entities if e.surface == anaphor and e.source == "anaphor"]
    named = {e.entity_id: e.code for e in result.entities}
    assert [named[each] for each in entity.antecedents] == target.split("+")
    assert result.article.text[entity.start : entity.end] == anaphor
    assert entity.code is None and entity.how


def test_what_cannot_be_told_is_left_open_with_an_issue():
    found, result = resolve("MiralithとOrvaneは研究所を開いた。同社は撤退を決めた。", "ja")
    assert found["同社"] == (None, "unresolved")
    assert [i.surface for i in result.issues if i.code == "unresolved-reference"] == ["同社"]
    assert resolve("これは誰の話でもない。彼らは去った。", "ja")[0] == {}


def test_no_name_and_no_anaphor_meet():
    for lang, text, *_ in CASES:
        spans = sorted((e.start, e.end) for e in resolve(text, lang)[1].entities)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_a_row_without_rejects_does_not_load(tmp_path):
    folder = tmp_path / "xx"
    folder.mkdir()
    table = folder / "references.yaml"
    table.write_text("heads: {}\nanaphors:\n  - {name: a, pattern: x, examples: [x]}\nroles: []\n")
    weights = load_reference_finder.__wrapped__.__globals__["_HERE"] / "weights.yaml"
    with pytest.raises(TableError, match=r"xx/references\.yaml: a: a rule needs examples and rejects"):
        read_reference_rules(weights, table)


def test_trades_name_bodies_of_the_code_book(tmp_path):
    entries = load_code_book().entries
    assert {code for code in load_trades() if entries[code].label == "ORG"} == set(load_trades())
    named = {trade for lang in available() for trade in load_reference_finder(lang).rules.heads.patterns}
    assert {trade for each in load_trades().values() for trade in each} <= named
    twice = tmp_path / "bodies.tsv"
    twice.write_text("code\ttrades\thomes\nokx\texchange\t\nokx\tbank\tjapan\n")
    with pytest.raises(TableError, match=r"bodies\.tsv: okx stands in two lines"):
        read_bodies(twice)


def test_he_and_she_are_people_of_the_code_book(tmp_path):
    entries = load_code_book().entries
    assert {code for code in load_people() if entries[code].label == "PERSON"} == set(load_people())
    assert {sex for each in load_people().values() for sex in each} == {"man", "woman"}
    twice = tmp_path / "people.tsv"
    twice.write_text("code\tsex\nlisa-su\twoman\nlisa-su\tman\n")
    with pytest.raises(TableError, match=r"people\.tsv: lisa-su stands in two lines"):
        read_people(twice)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "キャシー・ウッド氏はブリッシュ株を買った。ジェレミー・アレールCEOは彼女の判断に異を挟まない。",
            "cathie-wood",
        ),
        ("加賀谷健介社長は堤麻衣氏を招いた。彼女の構想が決め手だった。", "堤麻衣"),
        (
            "ヴィクトル・ハース氏はソフィア・リンド氏に誘われた。彼女の構想を聞いたからだ。",
            "ソフィア・リンド",
        ),
    ],
)
def test_she_is_told_by_code_and_by_given_names(text, who):
    found = process_article(Article("a", "ja", text), load_tools("ja", False)).entities
    assert [(one.surface, one.coref) for one in found if one.source == "anaphor"] == [("彼女", who)]


def test_a_party_that_is_named_refers_to_nothing():
    finder = load_reference_finder("ja")
    text = "買い手のメタは否定した。"
    assert [a.surface for a in finder.spot(text, [(4, 6)])] == ["買い手"]
    assert [a.surface for a in finder.spot(text, [(4, 6)], bodies={4})] == []


def test_at_the_head_of_a_paragraph_it_is_what_the_article_is_about():
    text = (
        "ソフトバンクG、エヌビディア株を全て売却 58億ドル\n\n"
        "ソフトバンクグループは11日、保有していたエヌビディア株をすべて売却したと発表した。売却額は58億ドルに上る。資金はOpenAIへの追加出資に充てる。\n\n"
        "同社の7〜9月期の純利益は2兆5,000億円だった。"
    )
    found = process_article(Article("a", "ja", text), load_tools("ja", False)).entities
    assert [(one.surface, one.coref) for one in found if one.source == "anaphor"] == [("同社", "softbank")]


def test_a_place_inside_an_anaphor_is_no_name_of_its_own():
    _, result = resolve("BBVA lent to Santander. It said the German bank had refused: Deutsche Bank.", "en")
    assert not [e for e in result.entities if e.surface == "German"]
    finder = load_reference_finder("en")
    text = "then this Oslo start-up failed"
    assert [a.surface for a in finder.spot(text, [(10, 14)])] == []
    assert [a.surface for a in finder.spot(text, [(10, 14)], {10: 14})] == ["this Oslo start-up"]


DEEDS = [(lang, deed) for lang in available() for deed in load_reference_finder(lang).rules.deeds]


@pytest.mark.parametrize(("lang", "deed"), DEEDS, ids=lambda value: getattr(value, "deed", value))
def test_deeds_fit_their_examples_and_not_their_rejects(lang, deed):
    def fits(marked):
        start, end = marked.index("["), marked.index("]") - 1
        text = marked.replace("[", "").replace("]", "")
        return bool(deed.before.search(text, 0, start) or deed.after.match(text, end))

    assert [each for each in deed.examples if not fits(each)] == []
    assert [each for each in deed.rejects if fits(each)] == []


def test_homes_are_bodies_and_countries_of_the_code_book():
    entries = load_code_book().entries
    homes = load_homes()
    assert {code for code in homes if entries[code].label == "ORG"} == set(homes)
    nations = {nation for each in homes.values() for nation in each}
    for lang in available():
        assert nations <= set(load_reference_finder(lang).rules.nations.patterns)


def test_no_mention_is_counted_twice_and_late_answers_count():
    one = Referent(0, 1, "a", "ORG", "topic", 0, "r0")
    two = Referent(9, 10, "b", "ORG", "object", 7, "r1")
    ledger = Ledger([one, two])
    ledger.read_to(5)
    tally = ledger.tally(("ORG",))
    assert tally.counts == {"a": 1}
    ledger.note(Referent(6, 7, "a", "ORG", "topic", 6, "r0", anaphoric=True))
    ledger.read_to(12)
    assert tally.counts == {"a": 2, "b": 1}
    assert [r.start for r in tally.near(8)] == [6, 9]
    assert [r.start for r in tally.near(20)] == [6]
