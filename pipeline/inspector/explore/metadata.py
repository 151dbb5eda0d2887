"""What Datasette says of the tables: every column out of the models of the records, facets, queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from pipeline.exporters.datasets.flat import flatten
from pipeline.exporters.schema import SCHEMA_VERSION, TABLES, meaning_of
from pipeline.inspector.explore.queries import Query, load_queries

CORPUS, SEARCH = "corpus", "search"
STATIC = "explore-assets"

_TITLE = "TechFlow records"
_SOURCE = "Articles of TechFlow and others, read by techflow-pipeline"
_LICENSE = "Records: Apache-2.0. The articles and every text quoted from them belong to their publishers."
_ABOUT = {
    CORPUS: "All records of a run, a table each. An amount is a number beside its exact digits; start and "
    "end count code points of the article's text, from 0. Amounts are as stated, and in one unit in the "
    "columns that begin with normalized.",
    SEARCH: "Sentences and mentions with language and day of their article, to search and to count: "
    "made from corpus.sqlite, which has the records themselves.",
}

# What is counted at the side of a table.
_FACETS: dict[str, list[Any]] = {
    "articles": ["lang", "published_on"],
    "sentences": ["zone"],
    "tokens": ["pos", "dep", "origin"],
    "phrases": ["source"],
    "entities": ["label", "source", "code"],
    "figures": ["kind", "unit", "modifier", "normalized.rate_basis"],
    "times": ["type", "modifier"],
    "claims": ["metric.code", "subject.code", "modality", "change", "direction"],
    "findings": ["verdict", "check"],
    "issues": ["stage", "code"],
    "editions": ["severity", {"array": "classes"}, "slip"],
}
# The columns of the index: where a record has the same, its table and column, else what it means.
_ARTICLE = {
    "article_id": ("articles", "article_id"),
    "title": ("articles", "title"),
    "lang": ("articles", "lang"),
    "published_on": ("articles", "published_on"),
}
_INDEX: dict[str, dict[str, tuple[str, str] | str]] = {
    "sentences": {
        "id": "Number of the sentence in this index.",
        **_ARTICLE,
        **{name: ("sentences", name) for name in ("sentence", "zone", "start", "end", "surface")},
    },
    "mentions": {
        "id": "Number of the mention in this index.",
        **_ARTICLE,
        "layer": "What is mentioned: entity, figure or time.",
        **{name: ("entities", name) for name in ("surface", "start", "end")},
        "kind": "Kind of a figure (money, percent, count ...), type of a time (DATE, DURATION ...).",
        "label": ("entities", "label"),
        "unit": ("figures", "unit"),
        "entity": "The thing named, by its name in the code book if it has one; of a figure whose it is.",
        "metric": ("claims", "metric.code"),
        "verdict": "The gravest verdict on a figure; null where no check took part.",
        "source": ("entities", "source"),
        "sentence_id": "The sentence it stands in.",
    },
}
_INDEX_TABLES: dict[str, dict[str, Any]] = {
    "sentences": {
        "description": "One sentence, with its article; the search box asks for all words, "
        "\u201cphrases\u201d in quotation marks, in any width and case.",
        "facets": ["lang", "zone", "published_on"],
        "label_column": "surface",
        "fts_table": "sentences_fts",
        "fts_pk": "id",
        "sortable_columns": ["published_on", "lang", "zone", "start"],
    },
    "mentions": {
        "description": "One name, figure or time, with what is known of it.",
        "facets": ["lang", "layer", "kind", "label", "unit", "entity", "metric", "verdict", "source"],
        "label_column": "surface",
    },
}  # fmt: skip


def facets() -> list[tuple[str, str, list[str]]]:
    """The columns counted beside each table: ``("corpus", "figures", ["kind", "unit" ...])`` ..."""
    tables = {CORPUS: _FACETS, SEARCH: {name: about["facets"] for name, about in _INDEX_TABLES.items()}}
    return [
        (database, name, [facet if isinstance(facet, str) else facet["array"] for facet in columns])
        for database, about in tables.items()
        for name, columns in about.items()
    ]


def describe() -> dict[str, Any]:
    """The metadata of both databases, as Datasette reads them."""
    return {
        "title": _TITLE,
        "description_html": _welcome(),
        "license": _LICENSE,
        "source": _SOURCE,
        "extra_css_urls": [f"/{STATIC}/explore.css"],
        "databases": {
            CORPUS: {
                "description": _ABOUT[CORPUS],
                "queries": _queries(CORPUS),
                "tables": {
                    **{table: _record_table(table) for table in TABLES},
                    "about": {
                        "description": f"Of this file; this version reads schema {SCHEMA_VERSION}.",
                        "columns": {"name": "What is told.", "value": "What it is."},
                        "hidden": True,
                    },
                },
            },
            SEARCH: {
                "description": _ABOUT[SEARCH],
                "queries": _queries(SEARCH),
                "tables": {
                    **{name: _index_table(name) for name in _INDEX},
                    "about": {"hidden": True, "description": "What the index was made of."},
                },
            },
        },
    }


def _record_table(table: str) -> dict[str, Any]:
    described = {"description": meaning_of(table), "columns": _columns(table), "facets": _FACETS[table]}
    if table == "articles":
        described["label_column"] = "title"
    return described


def _columns(table: str) -> dict[str, str]:
    """Every column of a table as SQLite has it: an amount has one more for its digits."""
    meanings = {}
    for column in flatten(table):
        meanings[column.name] = column.meaning
        if column.kind == "amount":
            meanings[f"{column.name}_exact"] = f"Every digit of {column.name}, as text."
    return meanings


def _index_table(table: str) -> dict[str, Any]:
    columns = {
        name: said if isinstance(said, str) else _columns(said[0])[said[1]]
        for name, said in _INDEX[table].items()
    }
    return {**_INDEX_TABLES[table], "columns": columns}


def _queries(database: str) -> dict[str, Any]:
    return {
        query.name: {
            "title": query.title,
            "description": query.description,
            "description_html": _explained(query),
            "sql": query.sql,
            "params": query.parameters,
            "hide_sql": True,
        }
        for query in load_queries()
        if query.database == database
    }


def _explained(query: Query) -> str:
    """The description of a query, and its examples as links."""
    links = Markup(" \u00b7 ").join(_link(query, example) for example in query.examples)
    tried = Markup("<p>For example: {}</p>").format(links) if links else Markup()
    return Markup("<p>{}</p>").format(query.description) + tried


def _link(query: Query, example: Mapping[str, str]) -> Markup:
    shown = ", ".join(example.values())
    return Markup('<a href="/{}/{}?{}">{}</a>').format(query.database, query.name, urlencode(example), shown)


def _welcome() -> str:
    items = Markup().join(
        Markup('<li><a href="/{}/{}">{}</a>: {}</li>').format(
            query.database, query.name, query.title, query.description.split(". ")[0].rstrip(".") + "."
        )
        for query in load_queries()
    )
    return Markup('<p>{}</p><ul class="explore-queries">{}</ul>').format(_ABOUT[CORPUS], items)
