"""Names and amounts in one text: a ticker that is also a word breaks no figure, and a coin is its unit."""

from pathlib import Path

import pytest

import pipeline
from pipeline.reference import load_reference
from pipeline.reference.code_book import load_code_book
from pipeline.tables import read_table

LANGUAGES = Path(pipeline.__file__).parent / "languages"
NUMBERS = {"ONE"}  # a number word in capitals, whatever else it is
TICKERS = sorted({entry.ticker for entry in load_code_book().entries.values() if entry.ticker} - NUMBERS)
COINS = [ticker for ticker in TICKERS if ticker in load_reference().currencies]


def _figures(text, lang):
    return [(figure.figure.value, figure.figure.unit) for figure in pipeline.process(text, lang).figures]


@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
def test_a_ticker_beside_an_amount_leaves_it_alone(lang):
    text = {
        "en": "Sales of {} were $5 million, up 12%.",
        "ja": "{}の売上は500万ドルで、12%増えた。",
        "zh": "{} 的营收为500万美元,增长12%。",
    }[lang]
    plain = _figures(text.format("Velmora"), lang)
    assert len(plain) == 2
    assert [ticker for ticker in TICKERS if _figures(text.format(ticker), lang) != plain] == []


@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
def test_an_amount_of_a_coin_has_its_unit(lang):
    """Those the tables of a language leave out as currencies have none; no other does."""
    text = {"en": "It holds 1,250 {} now.", "ja": "1,250{}を移した。", "zh": "转出1,250枚{}。"}[lang]
    units = {ticker: [unit for _, unit in _figures(text.format(ticker), lang)] for ticker in COINS}
    wrong = {ticker for ticker, found in units.items() if found != [ticker]}
    assert len(COINS) > 50
    left_out = read_table(LANGUAGES / lang / "currencies.yaml").get("not_currencies", [])
    assert wrong <= set(left_out)
