"""W3C Web Annotation (JSON-LD), for Recogito, Apache Annotator and whatever reads the standard.

Positions count code points, as the standard wants; the quote beside them, with what stands before
and behind, finds the place again in a page whose text is not the same character for character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.exporters.json_text import dump, dump_pretty
from pipeline.exporters.linguistics.articles import ArticleRecords, Row

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points of the text on each side of a quote


def write_web_annotations(articles: Iterable[ArticleRecords], folder: Path) -> dict[str, int]:
    """``tf-607f658e4e1b.jsonld`` for each article: a collection of one page; none is left out."""
    for records in articles:
        collection = _make_collection(records)
        path = folder / f"{records.stem}.jsonld"
        path.write_text(dump_pretty(collection) + "\n", encoding="utf-8", newline="\n")
    return {}


def _make_collection(records: ArticleRecords) -> Row:
    items = list(_annotate(records))
    name = f"urn:{records.article_id}"
    page: Row = {"id": f"{name}:page:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": _CONTEXT,
        "id": f"{name}:annotations",
        "type": "AnnotationCollection",
        "label": records.article["title"] or records.article_id,
        "total": len(items),
        "first": page,
    }


def _annotate(records: ArticleRecords) -> Iterator[Row]:
    """Names, references, figures, times, claims and findings, each kind in the order of its file."""
    figures = {row["figure_id"]: row for row in records.tables["figures"]}
    for row in records.tables["entities"]:
        yield _annotate_row(records, row, row, ("entity_id", "identifying"), [row["label"], row["code"]])
    for row in figures.values():
        yield _annotate_row(records, row, row, ("figure_id", "classifying"), [row["kind"], row["unit"]])
    for row in records.tables["times"]:
        yield _annotate_row(records, row, row, ("time_id", "classifying"), [row["type"], row["timex"]])
    for row in records.tables["claims"]:
        tags = [row["metric"]["code"], row["modality"]]
        yield _annotate_row(records, row, figures[row["figure_id"]], ("claim_id", "describing"), tags)
    for row in records.tables["findings"]:
        tags = [row["check"], row["verdict"]]
        yield _annotate_row(records, row, row, ("finding_id", "assessing"), tags)


def _annotate_row(
    records: ArticleRecords, row: Row, place: Row, kind: tuple[str, str], tags: list[str | None]
) -> Row:
    """One annotation at the span of ``place``; its bodies are its tags and the whole record as JSON.

    ``kind``: the column of the record's id, and the motivation.
    """
    start, end, text = place["start"], place["end"], records.text
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags if tag is not None
    ]
    record = {key: value for key, value in row.items() if key != "article_id"}
    bodies.append(
        {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": dump(record)}
    )
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "id": f"urn:{row[kind[0]]}",
        "type": "Annotation",
        "motivation": kind[1],
        "body": bodies,
        "target": {
            "source": records.article["url"] or f"urn:{records.article_id}",
            "selector": [position, quote],
        },
    }
