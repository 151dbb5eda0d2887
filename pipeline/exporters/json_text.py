"""Values -> JSON text: decimals as exact plain numbers, one line a record."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from pipeline.errors import ExportError

# No floats come here: a float in a record means exactness was lost on the way.
_PLAIN = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "), allow_nan=False)
_quote = encode_basestring

# U+0085, U+2028 and U+2029 end a line for many readers (Python's splitlines among them);
# half a surrogate pair cannot be written as UTF-8. Both are legal JSON when escaped.
_ESCAPED = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def number_text(value: Decimal) -> str:
    """A decimal as a JSON number, exact and never with an exponent.

    Equal values give equal text: zeros after the last decimal digit fall away.

    >>> number_text(Decimal("1E-8")), number_text(Decimal("1E+10")), number_text(Decimal("7.10"))
    ('0.00000001', '10000000000', '7.1')

    Raises: ExportError for NaN and infinities, which JSON does not have.
    """
    if not value.is_finite():
        raise ExportError(f"{value} is no JSON number")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def dump(value: Any) -> str:
    """A value as one line of JSON, keys in the order they stand.

    >>> dump({"surface": "130億ドル", "value": Decimal("1.3E+10"), "per": None})
    '{"surface": "130億ドル", "value": 13000000000, "per": null}'

    Raises: ExportError for a value that is no JSON (a float, a set, a date).
    """
    try:
        text = _PLAIN.encode(value)  # C code; it stops at the first Decimal
    except TypeError:
        text = _write(value)
    if _ESCAPED.search(text):
        text = _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text


def dump_pretty(value: Any, indent: int = 0) -> str:
    """A value as indented JSON for people, a line for each plain list or object member.

    >>> print(dump_pretty({"a": [], "b": {"c": Decimal("0.50")}}))
    {
      "a": [],
      "b": {
        "c": 0.5
      }
    }
    """
    if not isinstance(value, dict | list | tuple) or not value:
        return dump(value)
    brackets = "[]"
    if isinstance(value, dict):
        brackets = "{}"
        members = [f"{dump(key)}: {dump_pretty(item, indent + 2)}" for key, item in value.items()]
    else:
        members = [dump_pretty(item, indent + 2) for item in value]
    gap = "\n" + " " * indent
    return brackets[0] + ",".join(f"{gap}  {member}" for member in members) + gap + brackets[1]


def _write(value: Any) -> str:
    kind = type(value)
    if isinstance(value, str):
        return _quote(value)
    if value is None:
        return "null"
    if kind is Decimal:
        return number_text(value)
    if kind is dict:
        # Most of what a record holds is a text or nothing.
        members = [
            _member(key) + (_quote(item) if type(item) is str else "null" if item is None else _write(item))
            for key, item in value.items()
        ]
        return "{" + ", ".join(members) + "}"
    if kind is list or kind is tuple:
        return "[" + ", ".join([_write(item) for item in value]) + "]"
    if isinstance(value, bool | int):
        return str(value).lower()
    raise ExportError(f"{kind.__name__} is no JSON value: {value!r:.80}")


@lru_cache(maxsize=1024)
def _member(key: Any) -> str:
    """A key as it stands before its value; records have the same few."""
    if not isinstance(key, str):
        raise ExportError(f"a JSON key must be a text, not {key!r:.80}")
    return f"{_quote(key)}: "
