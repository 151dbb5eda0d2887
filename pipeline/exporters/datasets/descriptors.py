"""What tells programs of the files: a Frictionless data package of the CSV, Croissant of the JSON lines.

Both are read from the models of the records, as the schemas are. They hold no date, so that
equal outputs have equal descriptors.
"""

from __future__ import annotations

import json
from hashlib import file_digest
from pathlib import Path
from typing import Any

from pipeline.exporters.csv_file import LEFT_OUT
from pipeline.exporters.datasets.flat import Flat, flatten
from pipeline.exporters.json_text import dump_pretty
from pipeline.exporters.schema import SCHEMA_VERSION, TABLES, key_of, meaning_of, refers_to

_NAME = "techflow-records"
_DESCRIPTION = (
    "Figures, times, entities and claims of news articles, with spans, and checks of the figures against "
    "each other. Offsets count code points. The articles' texts belong to their publishers."
)
_FRICTIONLESS = {"integer": "integer", "boolean": "boolean", "amount": "number", "day": "date"}
_CROISSANT = {"integer": "sc:Integer", "boolean": "sc:Boolean", "amount": "sc:Float", "day": "sc:Date"}
# The words of Croissant 1.0 as JSON-LD, which every such file must repeat.
_TERMS = Path(__file__).with_name("croissant_context.json")


def write_datapackage(folder: Path, target: Path) -> None:
    """``datapackage.json``: every CSV with its columns, types, keys, size and sha256.

    ``frictionless validate datapackage.json`` then checks every cell.
    """
    package = {
        "name": _NAME,
        "title": "Records of a run",
        "description": _DESCRIPTION,
        "version": SCHEMA_VERSION,
        "resources": [_resource(folder, table) for table in TABLES],
    }
    target.write_text(dump_pretty(package) + "\n", encoding="utf-8", newline="\n")


def _resource(folder: Path, table: str) -> dict[str, Any]:
    path = folder / f"{table}.csv"
    left_out = LEFT_OUT.get(table, set())
    columns = [column for column in flatten(table) if column.name not in left_out]
    key = key_of(table)
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns], "missingValues": [""]}
    if key:
        schema["primaryKey"] = [key]
    links = [(column.name, other) for column in columns if (other := refers_to(table, column.name))]
    if links:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other, "fields": [key_of(other)]}}
            for name, other in links
        ]
    return {
        "name": table,
        "path": path.name,
        "description": meaning_of(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_hash(path)}",
        "schema": schema,
    }


def _field(column: Flat) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _FRICTIONLESS.get(column.kind, "string")}
    if column.meaning:
        field["description"] = column.meaning
    if column.kind in ("integer", "amount"):
        field["bareNumber"] = False  # 16 digits and more have an apostrophe at their front, for Excel
    if column.kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return field


def write_croissant(folder: Path, target: Path) -> None:
    """``croissant.json`` (MLCommons Croissant 1.0): every table of JSON lines with its plain columns.

    Lists and nested records are left to the schemas: Croissant has no word for a list of records.
    """
    croissant = {
        "@context": json.loads(_TERMS.read_text(encoding="utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": _NAME,
        "description": _DESCRIPTION,
        "version": SCHEMA_VERSION,
        "distribution": [_file(folder, table) for table in TABLES],
        "recordSet": [_record_set(table) for table in TABLES],
    }
    target.write_text(dump_pretty(croissant) + "\n", encoding="utf-8", newline="\n")


def _file(folder: Path, table: str) -> dict[str, Any]:
    path = folder / f"{table}.jsonl"
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/jsonlines",
        "sha256": _hash(path),
    }


def _record_set(table: str) -> dict[str, Any]:
    plain = [column for column in flatten(table) if len(column.path) == 1]
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": meaning_of(table),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table}/{column.name}",
                "name": column.name,
                "description": column.meaning or column.name,
                "dataType": _CROISSANT.get(column.kind, "sc:Text"),
                "source": {"fileObject": {"@id": f"{table}.jsonl"}, "extract": {"column": column.name}},
            }
            for column in plain
            if column.kind not in ("list", "texts")
        ],
    }


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
