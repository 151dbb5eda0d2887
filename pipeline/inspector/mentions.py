"""Every entity, figure and time of a corpus as columns: what the facets count and the plots draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.inspector.columns import TextTable
from pipeline.inspector.reading import ArticleRecords, Row

LAYERS = ("entity", "figure", "time")
VERDICTS = ("contradicted", "doubtful", "holds", "not_checkable")
# One column of indexes a facet; its name is the facet's.
FACETS = ("kind", "label", "unit", "entity", "metric", "source")


class MentionColumns:
    """Mentions as they come, article by article; ``chunk`` in the end."""

    def __init__(self) -> None:
        self._tables = {facet: TextTable() for facet in FACETS}
        self._names: dict[str, str] = {}
        self._columns: dict[str, list[Any]] = {
            name: [] for name in ("start", "length", "layer", "verdict", *FACETS)
        }
        self._counts: list[int] = []
        self._points: list[list[Any]] = []
        self._checks: dict[tuple[str, str], int] = {}

    def add(self, records: ArticleRecords) -> None:
        """Take the mentions of the next article."""
        before = len(self._columns["start"])
        for row in records.entities:
            key, name = _identity(row)
            self._names.setdefault(key, name)
            self._append(0, row, label=row["label"], entity=key, source=row["source"])
        self._add_figures(records)
        for row in records.times:
            self._append(2, row, kind=row["type"])
        self._counts.append(len(self._columns["start"]) - before)
        for row in records.findings:
            pair = (row["check"], row["verdict"])
            self._checks[pair] = self._checks.get(pair, 0) + 1

    def _add_figures(self, records: ArticleRecords) -> None:
        claims = {row["figure_id"]: row for row in records.claims}
        verdicts: dict[str, int] = {}
        for row in records.findings:
            if row["figure_ids"]:
                judged = row["figure_ids"][0]
                verdicts[judged] = verdicts.get(judged, 0) | 1 << VERDICTS.index(row["verdict"])
        for row in records.figures:
            claim = claims.get(row["figure_id"], {})
            subject = claim.get("subject")
            key = None
            if subject:
                key = subject["code"] or subject["name"]
                self._names.setdefault(key, subject["name"])
            metric = (claim.get("metric") or {}).get("code")
            if (point := _point(row, claim, records.article)) and key:
                self._points.append([len(self._columns["start"]), *point])
            self._append(
                1, row, verdicts.get(row["figure_id"], 0),
                kind=row["kind"], unit=row["unit"], entity=key, metric=metric,
            )  # fmt: skip

    def _append(self, layer: int, row: Row, verdict: int = 0, **facets: str | None) -> None:
        columns = self._columns
        columns["start"].append(int(row["start"]))
        columns["length"].append(int(row["end"]) - int(row["start"]))
        columns["layer"].append(layer)
        columns["verdict"].append(verdict)
        for facet, table in self._tables.items():
            columns[facet].append(table.index(facets.get(facet)))

    def chunk(self) -> dict[str, Any]:
        """The columns, with how many mentions each article has and the texts the indexes mean."""
        return {
            "counts": self._counts,
            "columns": self._columns,
            "texts": {facet: table.texts for facet, table in self._tables.items()},
            "names": {key: name for key, name in self._names.items() if key != name},
            "layers": LAYERS,
            "verdicts": VERDICTS,
        }

    def plots(self) -> dict[str, Any]:
        """Figures with a subject: mention, day, low, high, unit; findings by check and verdict."""
        checks = [[*pair, count] for pair, count in sorted(self._checks.items())]
        return {"points": self._points, "checks": checks}


def _identity(entity: Row) -> tuple[str, str]:
    """What an entity is counted as, and how that is shown: ``("tether", "Tether")``."""
    meant = entity["code"] or entity["coref"] or entity["referent"] or entity["surface"]
    return meant, entity["name"] or meant


def _point(figure: Row, claim: Mapping[str, Any], article: Row) -> list[Any] | None:
    """Day, low, high and unit of a figure in its common unit; None where one of them is not known."""
    period: Row = claim.get("period") or {}
    day = period.get("finish") or article["published_on"]
    normalized: Row = figure["normalized"] or {}
    # A value is a range without width; the page draws the middle. Numbers stay texts: exact as written.
    low, high = normalized.get("low"), normalized.get("high")
    return None if low is None or high is None or day is None else [day, low, high, normalized.get("unit")]


def worst_verdict(findings: Sequence[Row]) -> str | None:
    """The gravest verdict of an article's findings; None without any."""
    found = {row["verdict"] for row in findings}
    return next((verdict for verdict in VERDICTS if verdict in found), None)
