"""Editions side by side as a page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections import Counter
from html import escape

from pipeline.datatypes import EditionFigure, EditionRow, EditionTime, Reconciliation

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #c62828; --badback: #c6282818; --soft: #b8860b22; }
body { font: 15px/1.55 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans CJK SC", sans-serif;
  margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th:first-child { width: 1.4rem; } th:last-child { width: 9rem; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; }
td .figure { font-weight: 600; white-space: nowrap; }
.context { display: block; font-weight: 400; font-size: .82rem; opacity: .72; overflow-wrap: anywhere; }
tr.severe { background: var(--badback); } tr.minor { background: var(--soft); }
td.outlier .figure { color: var(--bad); }
.mark { font-weight: 700; } tr.severe .mark { color: var(--bad); }
.missing { opacity: .5; }
@media print { thead th { position: static; } }
"""
_MARKS = {"severe": ("✗", "contradicts"), "minor": ("~", "differs slightly"), "none": ("✓", "agrees")}


def render_html(found: Reconciliation) -> str:
    """The page: what contradicts first, then every figure with its sentence; everything escaped."""
    counts = Counter(row.severity for row in found.rows)
    severe = [row for row in found.rows if row.severity == "severe"]
    items = "".join(f"<li>{escape(row.message)}</li>" for row in severe) or "<li>None.</li>"
    heads = "".join(
        f'<th scope="col" lang="{escape(edition.lang)}">{escape(edition.lang)}<span class="context">'
        f"{escape(edition.title or edition.source or edition.article_id)}</span></th>"
        for edition in found.editions
    )
    body = "\n".join(_row(found, row) for row in found.rows)
    said = (
        f"{len(found.rows)} rows: {counts['none']} agree, {counts['minor']} differ slightly, "
        f"{counts['severe']} contradict."
    )
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Editions side by side</title><style>{_STYLE}</style></head>
<body><h1>Editions side by side</h1><p>{said}</p>
<h2>Contradictions</h2><ul>{items}</ul>
<h2>All figures, and times that differ</h2>
<table><thead><tr><th scope="col"></th>{heads}<th scope="col">Difference</th></tr></thead>
<tbody>
{body}
</tbody></table></body></html>
"""


def _row(found: Reconciliation, row: EditionRow) -> str:
    mark, meaning = _MARKS[row.severity]
    cells = "".join(
        _cell(cell, edition.lang, n in row.outliers)
        for n, (cell, edition) in enumerate(zip(row.cells, found.editions, strict=True))
    )
    told = escape(", ".join(row.classes)) + (
        f'<span class="context">{escape(row.slip)}</span>' if row.slip else ""
    )
    return (
        f'<tr class="{row.severity}"><td class="mark" title="{meaning}" aria-label="{meaning}">{mark}</td>'
        f"{cells}<td>{told}</td></tr>"
    )


def _cell(cell: EditionFigure | EditionTime | None, lang: str, outlier: bool) -> str:
    if cell is None:
        return '<td class="missing">—</td>'
    modifier = f" ({escape(cell.modifier.replace('_', ' '))})" if cell.modifier else ""
    return (
        f'<td lang="{escape(lang)}"{" class=outlier" if outlier else ""}>'
        f'<span class="figure">{escape(cell.surface)}</span>{modifier}'
        f'<span class="context">{escape(cell.sentence)}</span></td>'
    )
