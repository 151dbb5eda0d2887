"""brat standoff: ``.txt`` with the article as published, ``.ann`` with what was found, two files of settings.

Offsets count code points, as brat does. brat allows no span over a line break: such a span has a
part on each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.exporters.linguistics.articles import ANAPHOR, ArticleRecords, Row, spell

SETTINGS = ("annotation.conf", "visual.conf")
_LINE = re.compile(r"[^\n\r]*\S[^\n\r]*")
# Slot of a claim -> what a span is that no name, figure or time stands at.
_SLOTS = {"metric": "Metric", "subject": "Party", "object": "Party", "source": "Party", "period": "Period"}
_COLORS = {"Figure": "#cfe8cf", "Time": "#d6e2fa", "Finding": "#f9c8c2", "Metric": "#eee6c8"}
_DEFAULT_COLOR = "#f6d6ef"


def write_standoff(articles: Iterable[ArticleRecords], folder: Path) -> dict[str, int]:
    """``tf-607f658e4e1b.txt`` and ``.ann`` for each article, the settings for all; none is left out."""
    types: set[str] = set()
    for records in articles:
        notes = _Annotations(records)
        notes.fill()
        types.update(notes.types)
        files = {"txt": records.text, "ann": "".join(f"{line}\n" for line in notes.lines)}
        for suffix, text in files.items():
            (folder / f"{records.stem}.{suffix}").write_text(text, encoding="utf-8", newline="")
    for name, lines in zip(
        SETTINGS, (_write_types(sorted(types)), _write_colors(sorted(types))), strict=True
    ):
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return {}


class _Annotations:
    """The lines of one ``.ann``: T for spans, R for relations, # for notes, each with a number of its own."""

    def __init__(self, records: ArticleRecords) -> None:
        self._records = records
        self.lines: list[str] = []
        self.types: dict[str, None] = {}
        self._numbers: dict[str, int] = {}
        # Type and offsets of a span -> its id; where several stand at the same place the first.
        self._at: dict[tuple[int, int], str] = {}

    def fill(self) -> None:
        """Write every record of the article."""
        records, figures = self._records, {}
        for row in records.tables["entities"]:
            prefix = "Ref_" if row["source"] == ANAPHOR else ""
            span = self._span(f"{prefix}{row['label']}", row["start"], row["end"])
            self._note(span, (("code", row["code"]), ("coref", row["coref"]), ("source", row["source"])))
        for row in records.tables["figures"]:
            figures[row["figure_id"]] = self._span(f"Figure_{row['kind']}", row["start"], row["end"])
            fields = [(name, row[name]) for name in ("value", "low", "high", "modifier", "unit", "per")]
            normal = row["normalized"]
            fields += [("normalized", normal["value"]), ("normalized unit", normal["unit"])]
            self._note(figures[row["figure_id"]], fields)
        for row in records.tables["times"]:
            span = self._span(f"Time_{row['type']}", row["start"], row["end"])
            self._note(span, [(name, row[name]) for name in ("timex", "begin", "finish", "modifier")])
        for row in records.tables["claims"]:
            self._claim(row, figures[row["figure_id"]])
        for row in records.tables["findings"]:
            span = self._span(f"Finding_{row['verdict']}", row["start"], row["end"])
            self._note(span, [(name, row[name]) for name in ("check", "expression", "message_en")])

    def _span(self, kind: str, start: int, end: int) -> str:
        """A text-bound annotation; its id."""
        text = self._records.text
        parts = [(start + m.start(), start + m.end()) for m in _LINE.finditer(text[start:end])]
        offsets = ";".join(f"{begin} {stop}" for begin, stop in parts)
        span = self._number("T")
        surface = " ".join(text[begin:stop] for begin, stop in parts)
        self.lines.append(f"{span}\t{kind} {offsets}\t{surface}")
        self.types[kind] = None
        self._at.setdefault((start, end), span)
        return span

    def _claim(self, claim: Row, figure: str) -> None:
        """A relation from the figure to each slot that has a span; what has none stands in a note."""
        told = [(name, claim[name]) for name in ("modality", "change", "direction")]
        for slot, kind in _SLOTS.items():
            filled = claim[slot]
            if filled is None:
                continue
            if filled["start"] is None or filled["end"] is None:
                name = next(filter(None, map(filled.get, ("code", "name", "timex"))), None)
                told.append((slot, name and f"{name} ({filled['how']})"))
                continue
            place = (filled["start"], filled["end"])
            span = self._at.get(place) or self._span(kind, *place)
            relation = slot.capitalize()
            self.lines.append(f"{self._number('R')}\t{relation} Arg1:{figure} Arg2:{span}")
            told.append((slot, filled.get("code")))
        self._note(figure, told)

    def _note(self, span: str, fields: Iterable[tuple[str, object]]) -> None:
        """What an annotation has to say in a note of its own; none if there is nothing."""
        said = [
            f"{name}: {' '.join(str(spell(value)).split())}" for name, value in fields if value is not None
        ]
        if said:
            self.lines.append(f"{self._number('#')}\tAnnotatorNotes {span}\t{'; '.join(said)}")

    def _number(self, sign: str) -> str:
        self._numbers[sign] = self._numbers.get(sign, 0) + 1
        return f"{sign}{self._numbers[sign]}"


def _write_types(types: list[str]) -> Iterator[str]:
    """``annotation.conf``: the types that stand in some article, and the slots of claims as relations."""
    figures = "|".join(name for name in types if name.startswith("Figure_"))
    yield "[entities]"
    yield from types
    yield "[relations]"
    if figures:
        yield from (f"{slot.capitalize()}\tArg1:{figures}, Arg2:<ANY>" for slot in _SLOTS)
        yield "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    yield "[events]"
    yield "[attributes]"


def _write_colors(types: list[str]) -> Iterator[str]:
    """``visual.conf``: names, figures, times and findings in colours of their own."""
    yield "[labels]"
    yield "[drawing]"
    yield f"SPAN_DEFAULT\tfgColor:black, bgColor:{_DEFAULT_COLOR}, borderColor:darken"
    yield "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5"
    for name in types:
        color = _COLORS.get(name.partition("_")[0])
        if color:
            yield f"{name}\tbgColor:{color}"
