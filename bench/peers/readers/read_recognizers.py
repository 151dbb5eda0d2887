"""Recognizers-Text from PyPI: numbers and ordinals of Japanese; all its models for Chinese and English."""

import re
from datetime import date, datetime

import recognizers_suite as suite
from protocol import serve

CULTURES = {"ja": suite.Culture.Japanese, "zh": suite.Culture.Chinese, "en": suite.Culture.English}
NUMBERS = (suite.recognize_number, suite.recognize_ordinal, suite.recognize_percentage)
UNITS = (
    suite.recognize_currency,
    suite.recognize_age,
    suite.recognize_dimension,
    suite.recognize_temperature,
)
MODELS = {"ja": NUMBERS, "zh": NUMBERS + UNITS, "en": NUMBERS + UNITS}
SAID = {"percentage": "percent", "ordinal": "rank"}
UNDATED = date(2026, 1, 5)
KINDS = {"ordinal": "rank", "percentage": "percent", "currency": "money", "number": "number"}
TYPES = {"duration": "DURATION", "set": "SET"}


def read(text, lang, day):
    """Every model's answer; times only where the language has them."""
    found = [each for model in MODELS[lang] for each in model(text, CULTURES[lang])]
    if lang == "ja":
        return found, []
    day = day or UNDATED
    reference = datetime(day.year, day.month, day.day)
    return found, suite.recognize_datetime(text, CULTURES[lang], reference=reference)


def convert(answer, _text, _day):
    """Their ends are inclusive, their amounts text."""
    figures, times = answer
    for found in figures:
        value = (found.resolution or {}).get("value")
        if value is not None:
            unit = found.resolution.get("isoCurrency") or found.resolution.get("unit")
            unit = unit or SAID.get(found.type_name)
            kind = KINDS.get(found.type_name, "measure")
            place = {"start": found.start, "end": found.end + 1}
            yield {"kind": kind, "unit": unit, "value": value.rstrip("%"), **place}
    for found in times:
        readings = found.resolution["values"] if found.resolution else []
        if readings:
            yield {"kind": "time", "start": found.start, "end": found.end + 1, **moment(readings)}


def moment(readings):
    """Type and timex; days where there is one reading. Their spans end on the day after."""
    first = readings[0]
    timex = first["timex"]
    kind = TYPES.get(first["type"], "TIME" if "T" in timex else "DATE")
    record = {"type": kind, "timex": re.sub(r"^\(([^,]*),([^,]*),.*\)$", r"\1/\2", timex)}
    if kind == "DATE" and len(readings) == 1 and "start" in first and "end" in first:
        record |= {"begin": first["start"], "after": first["end"]}
    return record


if __name__ == "__main__":
    serve(read, convert)
