"""What a numeral is to the rules: a number, just one, a place in an order; and what may end a figure."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.languages.numerals import Numeral

# A numeral that says a place in an order; and the type of words behind which no word adds;
# the type of the word that ties what is counted to dozens and millions; that of
# a round denominator (per million).
ORDINAL, APART, OF, MANY = "nth", "between", "of", "per_many"
_LETTERED = ("lettered", "unclear")
NUMBER_TYPES = (
    ("number",),
    ("number", "integer"),
    ("number", "integer", "one"),
    ("number", "one"),
    ("number", "vague_number"),
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
    if numeral.vague:
        return types | {"vague_number": ""}
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


# What a figure or one end of a range may end with: behind these, and only these, a dash joins.
_ENDS = frozenset(
    (
        *("number", "currency", "symbol", "iso", "ticker", "minor", "money_scale", "percent", "coin"),
        *(
            "percent_point",
            "part",
            "counter",
            "measure",
            "times_mark",
            "rank",
            "noun",
            "duration",
            "date_mark",
            "degree_mark",
        ),
        *("clock_mark", "period", "year", "date_code", "slash", "clock", "month_name"),
        *("clock_number", "noon", "half_day", "zone"),
    )
)


def closes(types: Iterable[str]) -> bool:
    """Whether a figure may end with an atom of these types: a number or a unit, no cue and no particle."""
    return not _ENDS.isdisjoint(types)
