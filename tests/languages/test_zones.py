"""The zone tables against their own examples, and small articles of every structure."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.languages
from pipeline.errors import TableError
from pipeline.languages.zones import load_zone_rules, mark_zones, read_zone_rules

CODES = sorted(path.parent.name for path in Path(pipeline.languages.__file__).parent.glob("*/zones.yaml"))
SECTIONS = ("tags", "bylines", "footer_opens", "footer_goes_on", "footer_takes_rest", "not_titles")
RULES = [(c, s, rule) for c in CODES for s in SECTIONS for rule in getattr(load_zone_rules(c), s)]


@pytest.mark.parametrize(("code", "section", "rule"), RULES, ids=lambda value: getattr(value, "name", value))
def test_table_examples(code, section, rule):
    assert [text for text in rule.examples if not rule.pattern.fullmatch(text)] == []
    assert [text for text in rule.rejects if rule.pattern.fullmatch(text)] == []


def lay_out(marked):
    """Text and zones of an article written as ``kind> line`` rows."""
    text, zones = "", []
    for row in marked.strip("\n").split("\n"):
        kind, _, line = row.strip().partition(">")
        line = line.strip()
        if line and zones and zones[-1][2] == kind:
            zones[-1] = (zones[-1][0], len(text) + len(line), kind)
        elif line:
            zones.append((len(text), len(text) + len(line), kind))
        text += line + "\n"
    return text, zones


ARTICLES = {
    "full": ("ja", """
        >
        title> 甲社、米国の電力に参入
        tag> TechFlow厳選深潮セレクト
        >
        title_repeat> 甲社、米国の電力に参入
        dek> いちばん良い電力事業は、発電をしないことかもしれない。
        byline> 執筆:山田,TechFlow
        byline> 翻訳：鈴木
        body> 甲社は昨年に十億ドルを稼いだ。
        >
        body> 次に費用だ。
        footer> TechFlow公式コミュニティへようこそ
        footer> Telegram購読グループ:https://example.org/daily
        footer> Twitter公式アカウント:https://example.org/post
        footer> Twitter英語アカウント:https://example.org/english
        """),
    "no-byline": ("ja", """
        title> 甲社、米国の電力に参入
        tag> TechFlow厳選深潮セレクト
        title_repeat> 甲社、米国の電力に参入
        dek> 発電はしない。
        body> 甲社は昨年に十億ドルを稼いだ。
        body> 次に費用だ。
        """),
    "long-first-paragraph-is-no-dek": ("ja", f"""
        title> 甲社、米国の電力に参入
        tag> TechFlow厳選深潮セレクト
        title_repeat> 甲社、米国の電力に参入
        body> {"甲社は昨年に十億ドルを稼いだ。" * 12}
        body> 次に費用だ。
        """),
    "byline-only": ("ja", """
        title> 甲社、米国の電力に参入
        byline> 著者： 山田太郎
        body> 甲社は昨年に十億ドルを稼いだ。
        """),
    "repeat-in-another-width": ("ja", """
        title> ABC社「電力」に参入!
        title_repeat> ＡＢＣ社「電力」に参入！
        byline> 編集・整理：佐藤
        byline> 初出時間：2025年3月4日
        body> 甲社は昨年に十億ドルを稼いだ。
        """),
    "two-line-dek": ("ja", """
        title> 甲社、米国の電力に参入
        dek> 発電はしない。
        dek> 売るだけだ。
        byline> 翻訳・編集 : 鈴木 | 深潮 TechFlow
        body> 甲社は昨年に十億ドルを稼いだ。
        """),
    "chinese-left-in-place": ("ja", """
        title> 甲社、米国の電力に参入
        byline> 编译：小林，深潮 TechFlow
        byline> 本文来自：甲社ブログ
        body> 甲社は昨年に十億ドルを稼いだ。
        """),
    "newsflash": ("ja", """
        body> TechFlowより、2月2日、甲社は乙社を三億ドルで買収すると発表した。
        """),
    "one-sentence": ("ja", """
        body> 甲社の利益は昨年に十億ドルだった。
        """),
    "two-sentences-and-a-source": ("ja", """
        body> 甲社の利益は昨年に十億ドルだった。
        body> 出典：甲社
        body> 乙社は違う。
        """),
    "byline-alone-is-body": ("ja", """
        body> 執筆:山田
        """),
    "footer-alone-is-body": ("ja", """
        body> TechFlow公式コミュニティへようこそ
        """),
    "link-at-the-end-is-body": ("ja", """
        body> 甲社の利益は昨年に十億ドルだった。
        body> https://example.org/a
        """),
    "link-in-the-middle-is-body": ("ja", """
        body> 甲社の利益は昨年に十億ドルだった。
        body> Telegram購読グループ:https://example.org/daily
        body> 乙社の利益は違う。
        """),
    "disclaimer": ("ja", """
        body> 甲社の利益は昨年に十億ドルだった。
        footer> 免責事項：
        footer> 本記事は投資の助言ではない。
        footer> 判断は各自で下すこと。
        """),
    "zh-full": ("zh", """
        title> 甲公司进入美国电力市场
        tag> 深潮TechFlow精选深潮精选
        title_repeat> 甲公司进入美国电力市场
        dek> 最好的电力生意，也许是不发电。
        byline> 撰文：石头，深潮 TechFlow
        byline> 原文标题：《A Long Story》
        byline> 编译丨小河
        body> 甲公司去年赚了十亿美元。
        footer> 欢迎加入深潮 TechFlow 官方社群
        footer> Telegram 订阅群：https://example.org/daily
        """),
    "zh-old-page": ("zh", """
        title> 甲公司进入美国电力市场
        tag> BTC12345.67 -1.23%
        tag> ETH Gas1.23 Gwei
        tag> 贪婪 70
        tag> BTC12345.67 -1.23%
        byline> 作者:石头
        body> 甲公司去年赚了十亿美元。
        """),
    "zh-newsflash": ("zh", """
        body> 深潮 TechFlow 消息,5 月 9 日,据甲公司公告,乙公司融资三亿美元。
        """),
    "en-full": ("en", """
        title> Acme enters the power market
        tag> TechFlow Selected TechFlow Selected
        title_repeat> Acme enters the power market
        dek> The best power business may be to generate none.
        byline> By Jane Stone, TechFlow
        byline> Translated by: K. Hill
        body> Acme made $1 billion last year.
        footer> Welcome to TechFlow official community
        footer> Telegram subscription group: https://example.org/daily
        """),
    "en-interview": ("en", """
        title> A talk with the founder of Acme
        byline> Guest: Jane Stone, founder of Acme
        byline> Host: K. Hill
        byline> Podcast Source: Some Show
        byline> Original Title: A Long Story
        byline> Air Date: March 4, 2025
        byline> Compiled & Translated by: TechFlow
        body> Acme made $1 billion last year.
        """),
    "en-newsflash": ("en", """
        body> According to TechFlow, on September 13, Acme raised $300 million. [TechFlow]
        """),
    "en-sentence-that-begins-with-by": ("en", """
        body> Revenue is still small.
        body> By 2026, Acme will make $3 billion
        body> Nobody doubts it.
        """),
}  # fmt: skip


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n", "\n \u3000\n"])
def test_structures(name, newline):
    code, marked = ARTICLES[name]
    text, expected = lay_out(marked)
    found = mark_zones(text.replace("\n", newline), load_zone_rules(code))
    assert [zone.kind for zone in found] == [kind for _, _, kind in expected]
    if newline == "\n":
        ends = [len(text) if kind == "footer" else end for _, end, kind in expected]
        assert [(z.start, z.end) for z in found] == [
            (start, end) for (start, _, _), end in zip(expected, ends, strict=True)
        ]


LINES = st.sampled_from(
    [row.partition(">")[2].strip() for _, marked in ARTICLES.values() for row in marked.split("\n")]
    + ["\u3000", "\t", "🙂", "a" * 700]
)


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=200, deadline=None)
@given(lines=st.lists(st.one_of(LINES, st.text(max_size=8)), max_size=14))
def test_every_character_is_in_one_zone(code, lines):
    text = "\n".join(lines)
    zones = mark_zones(text, load_zone_rules(code))
    assert all(a.end <= b.start for a, b in pairwise(zones))
    assert all(zone.start < zone.end <= len(text) for zone in zones)
    covered = {at for zone in zones for at in range(zone.start, zone.end)}
    assert {at for at, char in enumerate(text) if not char.isspace()} <= covered


def test_a_rule_without_rejects_does_not_load():
    with pytest.raises(TableError, match=r"here: tags\.x: a rule needs"):
        read_zone_rules({"tags": {"x": {"pattern": "a", "examples": "a"}}}, "here")


def test_an_unknown_section_does_not_load():
    with pytest.raises(TableError, match="unknown section header"):
        read_zone_rules({"header": {}}, "here")


def test_a_bad_pattern_does_not_load():
    with pytest.raises(TableError, match="no usable pattern"):
        read_zone_rules({"tags": {"x": {"pattern": "(", "examples": "a", "rejects": "b"}}}, "here")
