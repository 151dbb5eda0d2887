"""Sentences, key figures and names are chosen from the text, and only from the text."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipeline.datatypes import (
    Article,
    ArticleResult,
    Entity,
    Figure,
    Normalized,
    NormalizedFigure,
    Sentence,
    Token,
    Zone,
)
from pipeline.stages.summarizing import choose_sentences, count_entities, read_title, summarize

TITLE = "甲社の利益が急増"
BODY = [
    "甲社は2024年に利益100億ドルを計上した。",
    "甲社は2024年に利益100億ドルを計上したと発表した。",
    "なぜ甲社だけが巨額の利益を計上するのか?",
    "見出しのような行",
    "それだけだ。",
    "提示価格は次のとおり:",
    "乙社は丙国の工場に3億ドルを投資する計画を示した。",
    "この計画には300人の技術者が参加する見込みだと乙社は説明した。",
    "天気はよく風もない一日だった。",
    "甲社の市場占有率は60%に達し業界の首位に立った。",
]
NAMES = {"甲社": "kou", "乙社": "otsu", "丙国": None}
AMOUNTS = {"100億ドル": ("money", "USD", 10**10), "3億ドル": ("money", "USD", 3 * 10**8),
           "300人": ("count", "person", 300), "60%": ("percent", "percent", 60)}  # fmt: skip


def make_result(title=TITLE, body=BODY, footer="公式サイト: 甲社 100億ドル。"):
    """A result as the stages would make it, tokenized by kind of character."""
    lines = [title, "", *body, footer]
    text = "\n".join(lines)
    zones, sentences, start = [], [], 0
    for place, line in enumerate(lines):
        kind = "title" if place == 0 else "footer" if place == len(lines) - 1 else "body"
        if line:
            sentences.append(Sentence(start, start + len(line), line, kind))
            zones.append(Zone(start, start + len(line), kind))
        start += len(line) + 1
    tokens = [
        Token(
            one.start + found.start(), one.start + found.end(), found[0], place, found[0], pos=_pos(found[0])
        )
        for place, one in enumerate(sentences)
        for found in re.finditer("[一-龠]+|[ァ-ヶー]+|[0-9]+|[ぁ-ん]+|.", one.surface)
    ]
    entities = [
        Entity(
            f"e{found.start()}",
            found.start(),
            found.end(),
            found[0],
            "ORG",
            NAMES[found[0]],
            None,
            "gazetteer",
        )
        for found in re.finditer("|".join(NAMES), text)
    ]
    figures = [_figure(found) for found in re.finditer("|".join(AMOUNTS), text)]
    article = Article("tf:000000000001", "ja", text, tuple(zones), date(2025, 1, 2))
    return ArticleResult(article, tuple(tokens), tuple(sentences), tuple(entities), tuple(figures), (), ())


def _pos(word):
    if word[0] in "この":
        return "PRON" if word.startswith("この") else "ADP"
    return "NUM" if word.isdigit() else "NOUN" if re.match("[一-龠ァ-ヶ]", word) else "ADP"


def _figure(found):
    kind, unit, amount = AMOUNTS[found[0]]
    value = Decimal(amount)
    figure = Figure(
        f"f{found.start()}", *found.span(), found[0], kind, value, value, value, None, unit, None, "test"
    )
    return NormalizedFigure(figure, Normalized(value, value, value, unit))


def surfaces(result):
    return [sentence.surface for sentence in summarize(result).sentences]


def test_three_sentences_verbatim_in_text_order():
    result = make_result()
    summary = summarize(result)
    assert len(summary.sentences) == 3
    starts = [sentence.start for sentence in summary.sentences]
    assert starts == sorted(starts)
    for sentence in summary.sentences:
        assert result.article.text[sentence.start : sentence.end] == sentence.surface


def test_what_says_much_is_chosen_and_said_once():
    chosen = surfaces(make_result())
    assert chosen == [BODY[0], BODY[6], BODY[9]]


def test_headings_lead_ins_and_short_lines_are_never_chosen():
    chosen = surfaces(make_result(body=[BODY[3], BODY[4], BODY[5], BODY[8]]))
    assert chosen == [BODY[8]]


def test_title_and_footer_are_never_chosen():
    assert surfaces(make_result(body=["短い。"])) == []


def test_an_empty_article_has_an_empty_summary():
    article = Article("tf:000000000001", "ja", "")
    summary = summarize(ArticleResult(article, (), (), (), (), (), ()))
    assert (summary.title, summary.sentences, summary.key_figures, summary.entities) == ("", (), (), ())


def test_the_title_is_its_zone_or_the_first_line():
    result = make_result()
    assert read_title(result) == TITLE
    assert (
        read_title(replace(result, article=replace(result.article, zones=(), text="\n \n題\n本文"))) == "題"
    )


def test_entities_merge_by_code_and_leave_the_footer_out():
    counts = count_entities(make_result())
    assert [(one.code, one.name, one.mentions) for one in counts] == [
        ("kou", "甲社", 5),
        ("otsu", "乙社", 2),
        (None, "丙国", 1),
    ]


def test_key_figures_once_each_in_text_order():
    summary = summarize(make_result())
    assert [one.figure.surface for one in summary.key_figures] == ["100億ドル", "3億ドル", "300人", "60%"]


def test_money_leaves_room_for_others():
    body = [f"第{place}工場に{place}億ドルを投資した。" for place in range(1, 15)] + BODY[-3:]
    result = make_result(body=body)
    money = [
        _money(found, place)
        for place, found in enumerate(re.finditer("[0-9]+億ドル", result.article.text), start=1)
    ]
    figures = tuple(sorted((*result.figures, *money), key=lambda one: one.figure.start))
    chosen = summarize(replace(result, figures=figures)).key_figures
    kinds = [one.figure.kind for one in chosen]
    assert len(chosen) <= 10 and kinds.count("money") <= 9 and "percent" in kinds
    # The largest amounts stay, and whatever a chosen sentence says.
    assert {"10億ドル", "11億ドル", "12億ドル", "13億ドル", "14億ドル"} <= {
        one.figure.surface for one in chosen
    }


def _money(found, place):
    value = Decimal(place) * 10**8
    figure = Figure(
        f"m{found.start()}", *found.span(), found[0], "money", value, value, value, None, "USD", None, "t"
    )
    return NormalizedFigure(figure, Normalized(value, value, value, "USD"))


def test_untagged_tokens_do():
    result = make_result()
    untagged = tuple(token._replace(pos=None, lemma=None) for token in result.tokens)
    assert len(choose_sentences(replace(result, tokens=untagged))) == 3


@given(st.lists(st.sampled_from(BODY), max_size=12))
def test_never_more_than_three_and_never_two_alike(body):
    chosen = surfaces(make_result(body=body))
    assert len(chosen) <= 3 and len(set(chosen)) == len(chosen)
