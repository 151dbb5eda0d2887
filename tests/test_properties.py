"""What holds for every text, whatever it says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline

PIECES = {
    "ja": """約 ほぼ 2万 ~ 3億 ドル 円 % 割 以上 を超え 1 １２ 人 社 2024 年 4 月 日 前半 昨年 の は 、
        。 😀 $ US$ - ▲ 第 位 倍 毎秒 あたり 1枚 H100 https://x.com/1 一 十分 数 余 BTC ( ) : Tether
        同社 「 」 NVIDIA""".split(),
    "zh": """约 2万 至 3亿 美元 元 % 成 以上 多 1 人 家 2024 年 4 月 日 上半年 去年 的 ， 。 😀 $ 第 位 倍
        每秒 百分之 几 一 BTC Tether 公司""".split(),
    "en": """about 2 million to $ 3 bn % percent people in 2024 April last year , . 😀 US$ - No. 5 th x per
        second BTC Tether one two hundred and""".split(),
}
BLANKS = ["\n", "\u3000", " ", "\t"]


@pytest.mark.parametrize("lang", sorted(PIECES))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_span_is_in_the_text(lang, data):
    pieces = st.one_of(st.sampled_from(PIECES[lang] + BLANKS), st.text(max_size=3))
    text = data.draw(st.lists(pieces, max_size=24).map((" " if lang == "en" else "").join))
    text = text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
    result = pipeline.process(text, lang)
    records = [*result.tokens, *result.sentences, *result.entities, *result.times, *result.issues]
    records += [found.figure for found in result.figures]
    for record in records:
        assert text[record.start : record.end] == record.surface
        assert 0 <= record.start <= record.end <= len(text)
    for found in result.figures:
        figure = found.figure
        assert figure.low is not None and figure.high is not None and figure.low <= figure.high
        assert figure.value is None or figure.value == figure.low == figure.high
    spans = sorted((r.start, r.end) for r in (*(f.figure for f in result.figures), *result.times))
    assert all(a[1] <= b[0] for a, b in pairwise(spans)), "figures and times never overlap"


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["億円", "万ドル", "人", "%", "倍", "年間"]))
def test_half_and_full_width_agree(number, unit):
    wide = str(number).translate({c: c + 0xFEE0 for c in range(0x30, 0x3A)})
    narrow, full = (pipeline.process(f"これは{form}{unit}だ。", "ja") for form in (str(number), wide))
    key = [(f.figure.start, f.figure.end, f.figure.value, f.figure.unit) for f in narrow.figures]
    assert key == [(f.figure.start, f.figure.end, f.figure.value, f.figure.unit) for f in full.figures]
    assert [t.timex for t in narrow.times] == [t.timex for t in full.times]
    assert key or narrow.times


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["売上は35億円。", "約2万~3万ドルだ。", "2024年4月に開始。", "従業員は150人以上。"]),
        min_size=1,
        max_size=6,
    )
)
def test_sentences_apart_and_together_agree(sentences):
    whole = pipeline.process("".join(sentences), "ja")
    apart = [pipeline.process(sentence, "ja") for sentence in sentences]
    assert [f.figure.surface for f in whole.figures] == [f.figure.surface for r in apart for f in r.figures]
    assert [f.figure.modifier for f in whole.figures] == [f.figure.modifier for r in apart for f in r.figures]
    assert [t.timex for t in whole.times] == [t.timex for r in apart for t in r.times]
