"""Bytes -> text, or the reason why not: what is refused at the door.

A ``CorpusError`` raised in this package starts with a short stable code and a
colon (``nul: ...``), which becomes the ``type`` of the ``Rejected`` record.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.errors import CorpusError

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16; UTF-32 little endian begins the same way
_SURROGATE = re.compile("[\ud800-\udfff]")
# "---", a line "key: value", more of its kind (lists, comments, what is set in), "---" again.
_FIELD = r"[A-Za-z_][A-Za-z0-9_-]*[ \t]*:(?:[ \t][^\n]*)?\r?\n"
_FRONT_MATTER = re.compile(
    rf"---[ \t]*\r?\n{_FIELD}(?:{_FIELD}|[ \t#][^\n]*\n|-[ \t][^\n]*\n|\r?\n)*"
    r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)


def decode_text(raw: bytes) -> str:
    """The text of a file's bytes, newlines as they stand: ``b"a\\r\\n"`` is ``"a\\r\\n"``.

    A UTF-8 byte order mark is a mark of the file, not of the text: it is dropped
    and offset 0 is the character after it.

    Raises: CorpusError for bytes that are not UTF-8, naming the byte offset.
    """
    if raw.startswith(_WIDE_BOMS):
        raise CorpusError("utf-16: the file begins with a UTF-16 or UTF-32 mark; save it as UTF-8")
    skipped = len(_BOM) if raw.startswith(_BOM) else 0
    try:
        return raw[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + skipped
        bad = raw[at : at + 2]
        if len(bad) == 2 and bad[0] == 0xED and 0xA0 <= bad[1] <= 0xBF:
            reason = f"lone-surrogate: half a surrogate pair at byte {at}"
        else:
            reason = f"not-utf8: byte 0x{raw[at]:02x} at byte offset {at} is not UTF-8"
        raise CorpusError(f"{reason}; save the file as UTF-8") from error


def check_text(text: str, what: str = "text") -> str:
    """``text`` itself when every tool after this one can take it.

    fugashi drops everything after a NUL in silence, and a lone surrogate makes
    fugashi and spaCy fail, so both end here.

    Raises: CorpusError with the character offset, and for a text that is blank.
    """
    nul = text.find("\0")
    if nul >= 0:
        hint = (
            "; it looks like UTF-16: save it as UTF-8" if text.count("\0") * 3 > len(text) else "; remove it"
        )
        raise CorpusError(f"nul: the {what} holds a NUL at character {nul}{hint}")
    lone = _SURROGATE.search(text)
    if lone:
        code = f"U+{ord(lone[0]):04X}"
        raise CorpusError(f"lone-surrogate: the {what} holds {code} at character {lone.start()}; remove it")
    if all(char.isspace() or unicodedata.category(char) in ("Cf", "Cc") for char in text):
        raise CorpusError(f"empty: the {what} holds no visible character; remove it or fill it in")
    return text


def check_front_matter(text: str) -> None:
    """Refuse a text that begins with YAML front matter: its first line would be taken for the title.

    Raises: CorpusError for ``---``, lines ``key: value`` and ``---``; a rule of hyphens above prose is text.
    """
    if _FRONT_MATTER.match(text):
        raise CorpusError(
            "front-matter: the text begins with YAML front matter; "
            "put its fields in the sidecar (or the JSON line) and take it off the text"
        )
