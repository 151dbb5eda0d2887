"""What the words around a figure lean to: features, tables, and the fit that makes them."""

import numpy
import pytest

import pipeline
from pipeline.datatypes import Article, Zone
from pipeline.errors import TableError
from pipeline.languages.claims.leanings import Leanings, kinds_of, nothing, read_leanings
from pipeline.languages.claims.surroundings import describe, list_items, tell_before
from pipeline.stages import annotate_article, load_tools
from training.claims.words import fit_words, write_words


def annotations(text, lang="en"):
    return annotate_article(Article("a", lang, text, (Zone(0, len(text), "body"),)), load_tools(lang, False))


def test_words_names_times_figures_and_known_words_are_items():
    found = annotations("In 2024 Nvidia sold chips for $3 billion in revenue.")
    marks = [
        item.marks[0] for item in list_items("In 2024 Nvidia sold chips for $3 billion in revenue.", found)
    ]
    assert marks[:3] == ["in", "#time", "#ORG"] and "#money" in marks
    assert any(
        "=revenue" in item.marks
        for item in list_items("In 2024 Nvidia sold chips for $3 billion in revenue.", found)
    )


def test_features_stop_at_the_sentence():
    text = "Nvidia grew. It opened $3 billion. Sales fell."
    found = annotations(text)
    items = list_items(text, found)
    (figure,) = found.figures
    at = next(n for n, item in enumerate(items) if item.start == figure.start)
    features = set(describe(figure, items, at, tell_before(items)))
    assert {
        "kind:money",
        "unit:USD",
        "opened",
        "L:opened",
        "L0:opened",
        "opene~",
    } <= features
    assert not any("sales" in feature or "grew" in feature for feature in features)


def features_of(text, number=0):
    found = annotations(text)
    items = list_items(text, found)
    figure = found.figures[number]
    at = next(n for n, item in enumerate(items) if item.start == figure.start)
    return set(describe(figure, items, at, tell_before(items)))


def test_a_figure_is_told_with_its_size_and_what_it_is_per():
    assert {"size:money:17", "size:money:USD:17", "size:money:/None:17"} <= features_of(
        "It opened $2.5 million."
    )
    assert "size:money:/share:5" in features_of("It opened $2.5 a share.")
    assert "size:money:17" not in features_of("It opened $25 million.")


def test_what_the_sentences_before_name_is_told_with_how_far_back():
    features = features_of("Revenue fell. Its headcount rose. It opened $3 billion.")
    assert {"B2:=revenue", "B1:=headcount"} <= features
    assert not any(feature.startswith("B3:") or feature == "B1:=revenue" for feature in features)
    assert not any(feature.startswith("B") for feature in features_of("It opened $3 billion. Revenue fell."))


def test_codes_with_a_colon_are_told_apart_from_metrics():
    codes = ("price", "users", "modality:fact", "modality:offer", "period:none", "period:told")
    assert kinds_of(codes) == (slice(0, 2), slice(2, 4), slice(4, 6))
    assert kinds_of(("price",)) == (slice(0, 1),)
    rows = [(["will", "pay"], ("unit_price", "period:none", "modality:forecast"))] * 40
    rows += [(["paid", "pay"], ("unit_price", "period:told", "modality:fact"))] * 40
    rows += [(["users"], ("users", None, None))] * 40
    words = fit_words(rows)
    assert words.codes == (
        "unit_price", "users", "period:none", "period:told", "modality:fact", "modality:forecast",
    )  # fmt: skip
    for features, right in (rows[0], rows[40]):
        scores = words.weigh(words.sum_up(features)[None])[0].tolist()
        for kind, code in zip(words.kinds, right, strict=True):
            assert words.codes[max(range(kind.start, kind.stop), key=scores.__getitem__)] == code


def test_a_kind_is_told_by_how_far_each_lies_behind_its_first():
    codes = ("price", "users", "period:none", "period:told")
    words = small([[64, 0], [0, 64]], [[1000, 0, 0, 400], [300, 0, 200, 0]], codes)
    text = "People open $3."
    found = words.annotate(text, annotations(text))
    (figure,) = found.figures
    assert found.leanings == {figure.figure_id: (("price", 0), ("users", -650))}
    assert found.tendencies == {figure.figure_id: {"period:none": -100, "period:told": 0}}


def test_a_table_is_read_back_as_written(tmp_path):
    rows = [(["pay", "month"], ("unit_price",))] * 40 + [(["raised", "round"], ("funding_raised",))] * 40
    words = fit_words(rows)
    path = tmp_path / "word_weights.tsv"
    write_words(words, path)
    again = read_leanings(path)
    assert again.codes == words.codes == ("funding_raised", "unit_price")
    assert again.rows == words.rows
    for name in ("inner", "bias", "outer", "lean"):
        assert (getattr(again, name) == getattr(words, name)).all()
    for features, (code,) in (rows[0], rows[-1]):
        scores = again.weigh(again.sum_up(features)[None])[0]
        assert again.codes[int(scores.argmax())] == code


def test_the_same_rows_give_the_same_network():
    rows = [(["pay", "month"], ("unit_price",)), (["raised", "round"], ("funding_raised",))] * 20
    first, second = fit_words(rows), fit_words(rows)
    assert (first.inner == second.inner).all() and (first.outer == second.outer).all()


def small(inner, outer, codes=("price", "users")):
    units = len(inner[0])
    return Leanings(
        codes, {"kind:money": 0, "open": 1}, numpy.array(inner, numpy.int8),
        numpy.zeros(units, numpy.int64), numpy.array(outer), numpy.zeros(len(codes), numpy.int64),
    )  # fmt: skip


def test_leanings_tell_the_first_and_how_far_the_others_lie_behind():
    # 64 and 64 of 32nds bend to half; both units speak for the price, the second less.
    words = small([[64, 0], [0, 64]], [[1000, 0], [300, 0]])
    text = "People open $3."
    (told,) = words.read(text, annotations(text)).metrics.values()
    assert told == (("price", 0), ("users", -650))
    assert nothing().read(text, annotations(text)).metrics == {}


HEAD = "codes\tprice\tusers\nbias\t0\nlean\t0\t0\nouter\t10\t-10\n"


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("price\tusers\n", "want codes, bias and lean"),
        (HEAD.replace("bias\t0", "bias\tx"), "want whole numbers in the first lines"),
        (HEAD.replace("\t-10", ""), "2 codes do not fit"),
        (HEAD + "open\t1:100\n", "line 5: want a feature and base64"),
        (HEAD + "open\tAAAA\n", "line 5: want 1 weights, not 3"),
    ],
)
def test_a_broken_table_is_told_by_its_line(tmp_path, table, told):
    path = tmp_path / "word_weights.tsv"
    path.write_text(table)
    with pytest.raises(TableError, match=told):
        read_leanings(path)


SAID = [
    ("en", "Some 47 million people open the app in any given month.", "active_users"),
    ("en", "Subscribers pay $30 a month for it.", "unit_price"),
    pytest.param(
        "zh",
        "每月有4700万人打开这款应用。",
        "active_users",
        marks=pytest.mark.xfail(
            strict=True,
            raises=AssertionError,
            reason="the weights of 30 November read the wider metric: users",
        ),
    ),
    pytest.param(
        "ja",
        "月額30ドルを払って使う。",
        "unit_price",
        marks=pytest.mark.xfail(
            strict=True, raises=AssertionError, reason="the weights of 29 November read what is paid: expense"
        ),
    ),
    ("ja", "月額30ドルで使う。", "unit_price"),
]


@pytest.mark.parametrize(("lang", "text", "metric"), SAID)
def test_everyday_ways_to_say_a_metric_are_known(lang, text, metric):
    (claim,) = pipeline.process(text, lang, model=False).claims
    assert claim.metric.code == metric


def test_a_metric_that_no_word_of_the_lexicon_names_is_told_by_the_context():
    result = pipeline.process("この店には月に300万人が立ち寄る。", "ja", model=False)
    (claim,) = result.claims
    assert (claim.metric.code, claim.metric.how, claim.metric.surface) == ("active_users", "context", None)


def test_what_is_read_back_asks_for_no_leanings():
    found = annotations("この店には月に300万人が立ち寄る。", "ja")
    assert found.figures and not found.leanings


def test_the_rows_of_a_figure_are_those_of_its_features():
    text = "Nvidia sold chips for $3 billion in 2024, up from $2 billion; users pay $20 a month."
    found = annotations(text)
    items = list_items(text, found)
    starts = [item.start for item in items]
    words = load_tools("en", False).claims.leanings
    for figure in found.figures:
        at = starts.index(figure.start)
        told = [
            words.rows[each] for each in describe(figure, items, at, tell_before(items)) if each in words.rows
        ]
        assert sorted(words.find_rows(figure, items, at, tell_before(items))) == sorted(told)
