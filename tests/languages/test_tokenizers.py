"""Every tokenizer gives back its text; Japanese words carry what UniDic knows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from pipeline.languages.nlp import create_nlp, open_memory_zone

CODES = ("ja", "zh", "en")
NASTY = (
    " \t\n\r\v\f\x00\x1c\x85\xa0\u1680\u2003\u2028\u2029\u202f\u3000\u200b\u200d\ufeff\u0301\u3099\ufe0f"
    "。、！？!?.,:;「」『』（）()\"'“”・-–—~〜％%$￥€#@&/\\|=_*"
    "0159０５９一二十百万億兆年月日円倍約超数第ー々ァアンがパぱガｶﾞ亜漢字简体龍𠮷🙂👨\u200d👩\u200d👧🇯🇵"
    "aAzZéÉßＡｚTK"
)
WORDS = (
    "Tether", "OpenAI", "H100", "GPT-4", "a16z", "Web3", "Tシャツ", "abcdTシャツ", "2,892", "35.7",
    "２，８９２", "1.2.3", "1,23", "0x1f9840a85d5aF5bf1D17", "https://example.org/a?b=1#c", "Yahoo!ニュース",
    "\r\n", "\n\n", "  ", "。」", "です。", "株が", "走った", "…", "Mr. ", "U.S. ", "深潮", "投资", "don't ",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(NASTY, max_size=6), st.characters(exclude_categories=("Cs",))),
    max_size=30,
).map("".join)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=250, deadline=None)
@given(text=TEXTS)
def test_text_survives(code, text):
    nlp = create_nlp(code)
    with open_memory_zone(nlp):
        doc = nlp(text)
        assert doc.text == text
        assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
        assert all(token.text for token in doc)
        assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


@pytest.mark.parametrize("code", CODES)
def test_every_character_survives(code):
    """Each BMP character, between words and at the end; a tokenizer may treat any as its own blank."""
    nlp = create_nlp(code)
    for first in range(0, 0x10000, 0x100):
        chars = [chr(n) for n in range(first, first + 0x100) if not 0xD800 <= n < 0xE000]
        text = "".join(f"あ{char}x{char} {char}" for char in chars)
        with open_memory_zone(nlp):
            assert nlp(text).text == text


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("blank", [" ", "\n", "\u3000", "\t ", "A", "あ", "9", "。", "(", "「"])
def test_long_runs_survive(code, blank):
    text = f"株{blank * 40000}が"
    nlp = create_nlp(code)
    with open_memory_zone(nlp):
        assert nlp(text).text == text


@pytest.mark.parametrize("code", CODES)
def test_words_around_white_space(code):
    doc = create_nlp(code)("a b  c\n\n d ")
    assert [(token.text, token.whitespace_) for token in doc] == [
        ("a", " "), ("b", " "), (" ", ""), ("c", ""), ("\n\n ", ""), ("d", " "),
    ]  # fmt: skip
    assert [token.is_space for token in doc] == [False, False, True, False, True, False]


def surfaces(text):
    return [token.text for token in create_nlp("ja")(text)]


@pytest.mark.parametrize(
    "run",
    [
        "Tether",
        "OpenAI",
        "USDT",
        "BlackRock",
        "NVIDIA",
        "H100",
        "TOP500",
        "Web3",
        "a16z",
        "ＮＶＩＤＩＡ",
        "Qwen2.5",
    ],
)
def test_latin_runs_are_one_word(run):
    assert surfaces(f"甲社は{run}を買う") == ["甲", "社", "は", run, "を", "買う"]


@pytest.mark.parametrize(
    "number", ["35.7", "2,892", "1,234,567.89", "２，８９２", "３５．７", "27.005", "130", "１３０"]
)
def test_decimals_are_one_number(number):
    tokens = {token.text: token for token in create_nlp("ja")(f"約{number}億ドル")}
    assert (tokens[number].tag_, tokens[number].pos_) == ("名詞-数詞", "NUM")
    assert [*tokens] == ["約", number, "億", "ドル"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10K", ["10", "K"]),
        ("70B", ["70", "B"]),
        ("5GB", ["5", "GB"]),
        ("1USDT", ["1", "USDT"]),
        ("1億2000万", ["1", "億", "2000", "万"]),
        ("2024.10.05", ["2024", ".", "10", ".", "05"]),
        ("GPT-4", ["GPT", "-", "4"]),
        ("$110,000-115,000", ["$", "110,000", "-", "115,000"]),
    ],
)
def test_digits_stay_apart_from_letters(text, expected):
    assert surfaces(text) == expected


def test_words_carry_what_the_dictionary_knows():
    walk, past = create_nlp("ja")("走った")
    assert (walk.lemma_, walk.tag_, walk.pos_) == ("走る", "動詞-一般", "VERB")
    assert walk.morph.to_dict() == {
        "Goshu": "和",
        "Inflection": "五段-ラ行;連用形-促音便",
        "Reading": "ハシッ",
    }
    assert past.pos_ == "AUX"


def test_half_width_words_are_known_and_keep_their_width():
    for word in ("NVIDIA", "ＮＶＩＤＩＡ"):
        (token,) = create_nlp("ja")(word)
        assert (token.lemma_, token.morph.get("Reading")) == (word, ["エヌビディア"])


def test_part_of_speech_follows_the_pair():
    assert [token.pos_ for token in create_nlp("ja")("投資する")] == ["VERB", "AUX"]
    assert create_nlp("ja")("株をする")[-1].pos_ == "VERB"


def test_unknown_names_leave_nothing_behind():
    """Always-new Latin names: neither the vocab nor the remembered rows may grow with them."""
    nlp = create_nlp("ja")
    sizes = []
    for number in range(600):
        name = "".join(chr(ord("a") + int(digit)) for digit in f"{number * 7919:08d}").capitalize()
        with open_memory_zone(nlp):
            nlp(f"{name}は{name}xを{number}億ドルで買った。")
        sizes.append((len(nlp.vocab), len(nlp.vocab.strings), len(nlp.tokenizer.rows.texts)))
    assert sizes[-1][1:] == sizes[300][1:]


def test_chinese_words_met_again_are_kept_and_passing_names_are_not():
    nlp = create_nlp("zh")
    sizes = []
    for number in range(300):
        name = "".join(chr(ord("a") + int(digit)) for digit in f"{number * 7919:08d}")
        with open_memory_zone(nlp):
            nlp(f"{name}投资了{number}亿美元。")
        sizes.append(len(nlp.vocab.strings))
    assert sizes[-1] == sizes[150]
    assert {"投资", "。"} <= nlp.tokenizer.met.kept


def test_words_outlive_a_memory_zone():
    """A lemma first met as a passing string must still be found in the next zone."""
    nlp = create_nlp("ja")
    for text in ("蹴散らす", "蹴散らした", "副詞", "もっと蹴散らした"):
        with open_memory_zone(nlp):
            doc = nlp(text)
            lemmas = [(token.lemma_, token.tag_, str(token.morph)) for token in doc]
    assert ("蹴散らす", "動詞-一般") in [lemma[:2] for lemma in lemmas]


def test_docs_survive_docbin():
    nlp = create_nlp("ja")
    doc = nlp("甲社は、利息を支払う。乙社は違う。")
    box = DocBin(attrs=["TAG", "POS", "LEMMA", "MORPH", "SENT_START"], docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(box).get_docs(nlp.vocab)
    assert isinstance(again, Doc)
    assert again.text == doc.text
    assert [span.text for span in again.spans["phrases"]] == [
        "甲社は、",
        "利息を",
        "支払う。",
        "乙社は",
        "違う。",
    ]
    assert [str(token.morph) for token in again] == [str(token.morph) for token in doc]
    assert [sent.text for sent in again.sents] == [sent.text for sent in doc.sents]
