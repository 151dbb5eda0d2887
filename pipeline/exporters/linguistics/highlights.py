"""displaCy pages: an article a page, names, figures and times marked in the text, a list of pages.

The pages need nothing but themselves and run nothing. Of two marks that overlap the longer one is
in the text; the other stands in a list below it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from pipeline.exporters.linguistics.articles import ArticleRecords, spell
from pipeline.reference.wording import read_fallback

INDEX = "index.html"
_LAYERS = {"entity": "names", "figure": "figures", "time": "times"}
_COLORS = {"entity": "#f4d3ea", "figure": "#cfe8cf", "time": "#d6e2fa"}
_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>{style}</style></head>
<body>{body}</body></html>
"""
_STYLE = """
body { font: 16px/1.9 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans CJK SC", sans-serif;
  margin: 2rem auto; max-width: 48rem; padding: 0 1rem; color: #1c1c1c; background: #fff; }
h1 { font-size: 1.35rem; line-height: 1.4; } h2 { font-size: 1.1rem; }
.about { color: #555; font-size: .85rem; }
.entities { line-height: 2.1 !important; overflow-wrap: anywhere; }
mark { border-radius: .3em; padding: .1em .25em; color: #1c1c1c; display: inline-block; max-width: 100%;
  line-height: 1.4; }
mark span { font-size: .65em; font-weight: 700; margin-left: .35em; color: #444; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; line-height: 1.4; }
td, th { border-bottom: 1px solid #ddd; padding: .35rem .5rem; text-align: left; vertical-align: top; }
td + td, th + th { white-space: nowrap; }
td:nth-child(n + 4), th:nth-child(n + 4) { text-align: right; font-variant-numeric: tabular-nums; }
"""
# In one line: white space of the template would stand between the words.
_MARK = '<mark style="background: {bg}" title="{tip}">{text}<span>{label}</span></mark>'


class _Mark(NamedTuple):
    start: int
    end: int
    layer: str
    label: str
    tip: str


def write_highlights(articles: Iterable[ArticleRecords], folder: Path) -> dict[str, int]:
    """``tf-607f658e4e1b.html`` for each article and ``index.html``; none is left out."""
    listed = []
    for records in articles:
        marks = sorted(_read_marks(records), key=lambda mark: (mark.start, -mark.end))
        shown = _choose(marks)
        hidden = sorted(set(marks).difference(shown))
        body = "".join(_write_body(records, shown, hidden))
        _write_page(folder / f"{records.stem}.html", records.article["lang"], _title(records), body)
        article = records.article
        cells = (article["published_on"] or "", article["lang"], *map(str, _count(records).values()))
        listed.append((records.stem, _title(records), cells))
    _write_page(folder / INDEX, read_fallback(), "Articles", "".join(_write_index(listed)))
    return {}


def _read_marks(records: ArticleRecords) -> Iterator[_Mark]:
    for row in records.names:
        tip = " · ".join(filter(None, (row["label"], row["name"], row["code"], row["source"])))
        yield _Mark(row["start"], row["end"], "entity", row["label"], tip)
    for row in records.tables["figures"]:
        values = [spell(row[name]) for name in ("value", "low", "high")]
        told = values[0] or " – ".join(value or "?" for value in values[1:])
        tip = " ".join(filter(None, (row["modifier"], told, row["unit"], row["per"] and f"/ {row['per']}")))
        yield _Mark(row["start"], row["end"], "figure", row["kind"], tip)
    for row in records.tables["times"]:
        yield _Mark(row["start"], row["end"], "time", row["type"], row["timex"])


def _choose(marks: Sequence[_Mark]) -> list[_Mark]:
    """Marks of which no two overlap, in the order of the text: the longer one stays, then the first."""
    chosen: list[_Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        at = bisect_left(chosen, mark)
        neighbours = chosen[max(0, at - 1) : at + 1]
        if all(mark.end <= other.start or other.end <= mark.start for other in neighbours):
            chosen.insert(at, mark)
    return chosen


def _write_body(records: ArticleRecords, shown: Sequence[_Mark], hidden: Sequence[_Mark]) -> Iterator[str]:
    from spacy import displacy  # noqa: PLC0415 - seconds to import

    article, text = records.article, records.text
    # Line breaks at the ends would be empty lines of the page; the marks move with the text.
    lead = len(text) - len(text.lstrip("\n"))
    spans = [
        {"start": mark.start - lead, "end": mark.end - lead, "label": escape(mark.label),
         "params": {"bg": _COLORS[mark.layer], "tip": escape(mark.tip)}}
        for mark in shown
    ]  # fmt: skip
    about = (article["lang"], article["published_on"], article["source"], article["url"], records.article_id)
    yield f"<h1>{escape(_title(records))}</h1>"
    yield f'<p class="about">{escape(" · ".join(filter(None, about)))}</p>'
    counts = ", ".join(f"{count} {name}" for name, count in _count(records).items())
    legend = " ".join(f'<mark style="background: {_COLORS[key]}">{_LAYERS[key]}</mark>' for key in _LAYERS)
    yield f'<p class="about">{legend} {counts}</p>'
    yield displacy.render(
        {"text": text.strip("\n"), "ents": spans}, style="ent", manual=True, page=False, jupyter=False,
        options={"template": _MARK},
    )  # fmt: skip
    if hidden:
        yield "<h2>Inside other marks</h2><ul>"
        yield from (
            f"<li>{escape(text[mark.start : mark.end])} ({escape(mark.label)}) at {mark.start}</li>"
            for mark in hidden
        )
        yield "</ul>"
    yield f'<p class="about"><a href="{INDEX}">Articles</a></p>'


def _write_index(listed: Sequence[tuple[str, str, tuple[str, ...]]]) -> Iterator[str]:
    """The list of pages, as a table."""
    heads = ("Published", "Language", *(name.capitalize() for name in _LAYERS.values()))
    yield "<h1>Articles</h1><table><thead><tr><th>Title</th>"
    yield from (f"<th>{head}</th>" for head in heads)
    yield "</tr></thead><tbody>"
    for stem, title, cells in listed:
        yield f'<tr><td><a href="{stem}.html">{escape(title)}</a></td>'
        yield from (f"<td>{escape(cell)}</td>" for cell in cells)
        yield "</tr>"
    yield "</tbody></table>"


def _write_page(path: Path, lang: str, title: str, body: str) -> None:
    page = _PAGE.format(lang=escape(lang), title=escape(title), style=_STYLE, body=body)
    path.write_text(page, encoding="utf-8", newline="\n")


def _title(records: ArticleRecords) -> str:
    return str(records.article["title"] or records.article_id)


def _count(records: ArticleRecords) -> dict[str, int]:
    """How many of each layer there are: ``{"names": 40, "figures": 38, "times": 20}``."""
    rows = (records.names, records.tables["figures"], records.tables["times"])
    return {name: len(found) for name, found in zip(_LAYERS.values(), rows, strict=True)}
