"""Bytes -> HTML text, whatever charset is declared; HTML -> the lines a reader sees."""

from __future__ import annotations

import re
import unicodedata
from codecs import lookup
from collections.abc import Iterable, Iterator
from typing import Any

from charset_normalizer import from_bytes

from pipeline.errors import FetchError

_DECLARED = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What browsers read under these names: supersets with the characters that real pages hold.
_AS_BROWSERS = {"shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252",
                "ascii": "cp1252", "euc_kr": "cp949", "big5": "big5hkscs"}  # fmt: skip
_SINGLE_BYTE = re.compile(r"cp125|iso8859|koi8|mac|latin")
_DECLARED_WITHIN = 4096
_GUESSED_FROM = 200_000
_MOST_UNREADABLE = 0.001

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_SILENT = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "video", "audio", "canvas",
    "select", "button", "textarea", "head", "title",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")  # not the no-break and the ideographic space: those are content
_MARKS = re.compile(r"[\v\x1e\x1f]")
_CELL_ENDS = re.compile(r"(?:[\v \t\r\n\f]*\x1f)[\v \t\r\n\f]*")
_LINE_ENDS = re.compile(r"[\v\x1e]")
_WIDE = ("W", "F")


def decode_page(body: bytes, content_type: str | None) -> str:
    """The text of a page's bytes: UTF-8 where they are UTF-8, whatever is declared.

    Raises: FetchError when more than one character in a thousand cannot be read.
    """
    for mark, charset in _BOMS.items():
        if body.startswith(mark):
            return body.decode(charset, errors="replace")
    declared = _declared(body, content_type)
    # Bytes that happen to be UTF-8 are so rare in other charsets that UTF-8 goes first; but
    # ISO-2022 is all ASCII.
    first = [name for name in declared if name.startswith("iso2022") and b"\x1b" in body]
    wide = [name for name in declared if not _SINGLE_BYTE.match(name)]
    for charset in (*first, "utf-8", *wide):
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            continue
    return _guess(body, declared)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The charsets the header and the page name, by Python's names; unknown ones left out."""
    named = [found[1] for found in [_HEADER.search(content_type or "")] if found]
    named += [found.decode("ascii") for found in _DECLARED.findall(body[:_DECLARED_WITHIN])[:1]]
    known = []
    for name in named:
        try:
            known.append(lookup(name).name)
        except LookupError:
            continue
    return [_AS_BROWSERS.get(name, name) for name in dict.fromkeys(known)]


def _guess(body: bytes, declared: list[str]) -> str:
    """The text by what the bytes look like, or else by what is declared, if nearly all of it can be read."""
    best = from_bytes(body[:_GUESSED_FROM]).best()
    guessed = [_AS_BROWSERS.get(best.encoding, best.encoding)] if best else []
    # A single-byte charset fits any bytes: what is declared is worth more than a guess of one.
    guessed.sort(key=lambda name: bool(_SINGLE_BYTE.match(name)))
    wide = [name for name in guessed if not _SINGLE_BYTE.match(name)]
    for charset in dict.fromkeys([*wide, *declared, *guessed, "utf-8"]):
        text = body.decode(charset, errors="replace")
        if text.count("\ufffd") <= len(text) * _MOST_UNREADABLE:
            return text
    raise FetchError(f"cannot be read as text (declared: {', '.join(declared) or 'nothing'})")


def read_lines(nodes: Iterable[Any], drop: Iterable[Any] = ()) -> list[str]:
    """The lines a reader sees in some nodes: one for each paragraph, heading, item and table row.

    ``<p>a<br>b</p><tr><td>1<td>2</tr>`` gives ``["a", "b", "1\\t2"]``. No empty line;
    scripts, buttons and the nodes in ``drop`` are passed over.
    """
    dropped = {node.mem_id for node in drop}
    lines: list[str] = []
    for node in nodes:
        # A paragraph that fills a cell is the cell, not a line of its own.
        text = _CELL_ENDS.sub("\x1f", "".join(_pieces(node, dropped)))
        lines += [line for piece in _LINE_ENDS.split(text) if (line := _clean(piece))]
    return lines


def _pieces(top: Any, dropped: set[int]) -> Iterator[str]:
    """Text in order, ``\\v`` where a line ends, ``\\x1e`` a row, ``\\x1f`` a cell; without recursion."""
    node, down = top, True
    while True:
        tag = node.tag
        if down:
            skipped = tag in _SILENT or tag == "-comment" or node.mem_id in dropped
            if tag == "-text":
                yield _MARKS.sub(" ", node.text_content or "")
            elif not skipped:
                yield _border(tag)
                if node.child is not None:
                    node = node.child
                    continue
        elif tag in _CELLS:
            yield "\x1f"
        else:
            yield _border(tag)
        if node.mem_id == top.mem_id:
            return
        following = node.next
        node, down = (following, True) if following is not None else (node.parent, False)


def _border(tag: str | None) -> str:
    if tag == "tr":
        return "\x1e"
    return "\v" if tag in _BLOCKS or tag == "br" else ""


def _clean(line: str) -> str:
    """One line with its blanks collapsed as a browser shows them."""
    text = _BLANKS.sub(_blank, line).strip(" \x1f\u3000\u00a0\u200b\ufeff")
    return re.sub(r" ?\x1f ?", "\t", text)


def _blank(found: re.Match[str]) -> str:
    """A space; nothing for a line broken in the source between two wide characters."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    wide = before and after and all(unicodedata.east_asian_width(c) in _WIDE for c in (before, after))
    return "" if wide and "\n" in found[0] else " "
