"""Written numerals, each language by its own tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import NumeralError
from pipeline.languages import load_language
from pipeline.languages.numerals import fold, parse_numeral

EXACT = [
    ("ja", "1億2000万", "120000000"),
    ("ja", "1兆2,345億", "1234500000000"),
    ("ja", "39,800万", "398000000"),
    ("ja", "27.005億", "2700500000"),
    ("ja", "二〇二五", "2025"),
    ("ja", "百二十三万四千五百六十七", "1234567"),
    ("ja", "五・二五", "5.25"),
    ("ja", "7万 5千", "75000"),
    ("ja", "２，８９２", "2892"),
    ("ja", "九十二万四", "920004"),
    ("ja", "4千万", "40000000"),
    ("ja", "3垓", "300000000000000000000"),
    ("ja", "壱百弐拾参萬", "1230000"),
    ("ja", "九百万零四百", "9000400"),
    ("ja", "１　２３４　５６７．８９", "1234567.89"),
    ("ja", "21点2", "21.2"),
    ("ja", ".315", "0.315"),
    ("ja", "にじゅうさん", "23"),
    ("ja", "せんさんびゃくごじゅう", "1350"),
    ("zh", "九十二万四", "924000"),
    ("zh", "一百五十二", "152"),
    ("zh", "3.2亿", "320000000"),
    ("zh", "2万亿", "2000000000000"),
    ("zh", "壹佰贰拾", "120"),
    ("zh", "一百二十点五", "120.5"),
    ("zh", "一万五千亿", "1500000000000"),
    ("zh", "一百零十万", "1100000"),
    ("zh", "2千零30万", "20300000"),
    ("zh", "四万萬", "400000000"),
    ("zh", "两千零五", "2005"),
    ("zh", "三万零两百四十四", "30244"),
    ("zh", "三万亿五千亿", "3500000000000"),
    ("zh", "五万亿零一亿五千四百万零九十二", "5000154000092"),
    ("zh", "四万万五千万", "450000000"),
    ("zh", "两点五亿", "250000000"),
    ("zh", "廿三", "23"),
    ("zh", "万亿", "1000000000000"),
    ("zh", "半百", "50"),
    ("zh", "1.5e+14", "150000000000000"),
    ("zh", "20w", "200000"),
    ("zh", "１，２３４", "1234"),
    ("en", "3.2 million", "3200000"),
    ("en", "two hundred and fifty", "250"),
    ("en", "5bn", "5000000000"),
    ("en", "1,234,567.8", "1234567.8"),
    ("en", "twenty-five thousand", "25000"),
    ("en", "one hundred and six", "106"),
    ("en", "five million three hundred thousand", "5300000"),
    ("en", "two hundred and two thousand", "202000"),
    ("en", "4 thousand 3 hundred and 21", "4321"),
    ("en", "One Hundred Thousand", "100000"),
    ("en", "two and a half billion", "2500000000"),
    ("en", "a million and a half", "1500000"),
    ("en", "half a million", "500000"),
    ("en", "half a dozen", "6"),
    ("en", "three hundred and two dozens", "324"),
    ("en", "three quarters of a billion", "750000000"),
    ("en", "three and three-quarters of a million", "3750000"),
    ("en", "one and a half of a dozen", "18"),
    ("en", "one and three-quarter million", "1750000"),
    ("en", "nine point nought four", "9.04"),
    ("en", "two point five million", "2500000"),
    ("en", "12,34,567.89", "1234567.89"),
    ("en", "1 414 021 100", "1414021100"),
    ("en", "1.234.567,89", "1234567.89"),
    ("en", "80 , 000", "80000"),
    ("en", "2.5 crore", "25000000"),
    ("en", "34.6m", "34600000"),
    ("en", "5 1/2", "5.5"),
    ("en", "3½ million", "3500000"),
    ("en", "1.3e6", "1300000"),
    ("en", "3 x 10^5", "300000"),
    ("en", "1.1^3", "1.331"),
    ("en", "twenty-one million seventy-eight", "21000078"),
    ("en", "two-and-a-half", "2.5"),
    ("en", "twenty-first", "21"),
    ("en", "hundred and first", "101"),
    ("en", "one hundred twenty fifth", "125"),
    ("en", "two thousand five hundredth", "2500"),
    ("en", "one million two thousand three hundred and fourth", "1002304"),
    ("en", "one hundred and sixth", "106"),
]
VAGUE = [
    ("ja", "数億", 200_000_000, 900_000_000),
    ("ja", "十数", 11, 19),
    ("ja", "数十", 20, 90),
    ("ja", "百数十", 120, 190),
    ("ja", "1億数千万", 120_000_000, 190_000_000),
    ("zh", "几十亿", 2_000_000_000, 9_000_000_000),
    ("zh", "十几", 11, 19),
    ("zh", "一百零几万", 1_010_000, 1_090_000),
    ("zh", "三四百", 300, 400),
    ("zh", "七八十万", 700_000, 800_000),
    ("zh", "十七八", 17, 18),
    ("zh", "两三", 2, 3),
    ("zh", "两千三四百", 2300, 2400),
    ("zh", "好几十万", 200_000, 900_000),
    ("en", "dozens", 24, 108),
    ("en", "tens of millions", 20_000_000, 90_000_000),
    ("en", "hundreds of thousands", 200_000, 900_000),
    ("en", "several hundred", 200, 900),
]


@pytest.mark.parametrize(("lang", "surface", "value"), EXACT)
def test_exact(lang, surface, value):
    numerals = load_language(lang).numerals
    assert numerals.regex.fullmatch(fold(surface)), "the finder takes all of it"
    numeral = parse_numeral(surface, numerals)
    assert numeral.low == numeral.high == Decimal(value)


@pytest.mark.parametrize(("lang", "surface", "low", "high"), VAGUE)
def test_vague(lang, surface, low, high):
    numeral = parse_numeral(surface, load_language(lang).numerals)
    assert (numeral.low, numeral.high, numeral.vague) == (low, high, True)


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("八点三十分开会", "八"),
        ("8点30", "8"),
        ("两百点两", "两百"),
        ("20，300", "20"),
        ("五十兆瓦", "五十"),
        ("3千克", "3"),
        ("一万五千克", "一万五千"),
        ("三百万千瓦", "三百万"),
        ("五十兆", "五十兆"),
    ],
)
def test_where_a_numeral_ends(text, numeral):
    atoms = load_language("zh").lexicon.scan(fold(text)).atoms
    assert atoms[0].surface == numeral


@pytest.mark.parametrize("surface", ["1万2億", "億万", "3人", "十数数"])
def test_no_number(surface):
    with pytest.raises(NumeralError):
        parse_numeral(surface, load_language("ja").numerals)


SHARES = [
    ("two thirds", "2/3"),
    ("three-quarters", "3/4"),
    ("one-eighth", "1/8"),
    ("one hundred and thirty-two fifths", "132/5"),
    ("one hundred thirty-fifths", "20/7"),
    ("three twenty firsts", "1/7"),
    ("forty two and a third", "127/3"),
    ("⅔", "2/3"),
]


@pytest.mark.parametrize(("surface", "share"), SHARES)
def test_share_is_kept_exactly(surface, share):
    assert str(parse_numeral(surface, load_language("en").numerals).share) == share


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("one hundred and two hundred", "one hundred"),
        ("two thousand and three thousand", "two thousand"),
        ("2 million and 3 firms", "2 million"),
        ("five million and two firms", "five million"),
        ("a million ten years ago", "a million"),
        ("thirty first graders", "thirty"),
        ("Table 5 200 units", "5"),
        ("5 mild days", "5"),
    ],
)
def test_worded_numeral_ends_where_the_next_begins(text, first):
    numerals = load_language("en").numerals
    assert numerals.regex.search(text)[0] == first


def write_kanji(number):
    """The usual kanji form of a whole number below 10^16."""
    digits, out = "〇一二三四五六七八九", ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        group, number = divmod(number, scale)
        part = ""
        for small, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, group = divmod(group, small)
            if digit:
                part += (
                    "" if digit == 1 and small > 1 and not (small == 1000 and name) else digits[digit]
                ) + word
        out += part + name if part else ""
    return out or "〇"


def write_mixed(number):
    """4桁区切り: 12億3456万7890."""
    out = ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        group, number = divmod(number, scale)
        out += f"{group}{name}" if group else ""
    return out or "0"


@given(st.integers(0, 10**16 - 1))
def test_every_written_form_reads_back(number):
    numerals = load_language("ja").numerals
    for written in (write_kanji(number), write_mixed(number), f"{number:,}", str(number)):
        for surface in (written, written.translate({c: c + 0xFEE0 for c in range(0x30, 0x3A)})):
            assert numerals.regex.fullmatch(fold(surface)), surface
            assert parse_numeral(surface, numerals).low == number, surface


@given(st.decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False))
def test_decimals_are_exact(number):
    for lang in ("ja", "zh", "en"):
        assert parse_numeral(f"{number:f}", load_language(lang).numerals).low == number


@given(st.text(alphabet="0123456789０１億万千百十数余,.点・ 一二三〇", max_size=12))
def test_any_numeral_found_is_read_or_refused(text):
    numerals = load_language("ja").numerals
    for match in numerals.regex.finditer(fold(text)):
        try:
            numeral = parse_numeral(match[0], numerals)
        except NumeralError:
            continue
        assert numeral.low <= numeral.high


@given(st.text())
def test_folding_keeps_offsets(text):
    assert len(fold(text)) == len(text)
