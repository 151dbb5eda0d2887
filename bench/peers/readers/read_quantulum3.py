"""quantulum3 without its classifier, as it installs: quantities of English."""

from protocol import serve
from quantulum3 import parser


def convert(quantities, _text, _day):
    """An uncertainty is a range around the value."""
    for found in quantities:
        unit = found.unit.currency_code or found.unit.name
        entity = found.unit.entity.name
        kind = "money" if entity == "currency" else "number" if entity == "dimensionless" else "measure"
        start, end = found.span
        ends = {"value": found.value}
        if found.uncertainty:
            ends = {"low": found.value - found.uncertainty, "high": found.value + found.uncertainty}
        yield {"kind": kind, "unit": unit, "start": start, "end": end, **ends}


if __name__ == "__main__":
    serve(lambda text, _lang, _day: parser.parse(text), convert)
