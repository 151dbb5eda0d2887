"""What a numeral is to the rules: a number, a whole one, just one, a place in an order, a fraction."""

from __future__ import annotations

from pipeline.languages.numerals import Numeral

# A numeral that says a place in an order; and the type of words behind which no word adds.
ORDINAL, APART = "nth", "between"
_LETTERED = ("lettered", "unclear")
NUMBER_TYPES = (
    ("number",),
    ("number", "integer"),
    ("number", "integer", "one"),
    ("number", "one"),
    ("number", "lettered"),
    ("number", "lettered", "unclear"),
    (ORDINAL,),
    ("fraction",),
)


def number_types(numeral: Numeral) -> dict[str, str]:
    """The types of a numeral: those of 70B are number and lettered, that of third is nth."""
    if numeral.form in (ORDINAL, "fraction"):
        return {numeral.form: ""}
    types = {"number": ""}
    if numeral.form in _LETTERED:
        # 70B is a number with a letter for its scale: of parameters, of dollars
        return types | {"lettered": ""} | ({"unclear": ""} if numeral.form == "unclear" else {})
    if (
        numeral.low == numeral.high
        and numeral.modifier is None
        and numeral.low == numeral.low.to_integral_value()
    ):
        if numeral.scale <= 1000:
            types["integer"] = ""
        if numeral.low == 1:
            types["one"] = ""
    return types
