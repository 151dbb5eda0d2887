"""What people correct in the explorer, as it comes back: corrections.jsonl.

A line judges one record or adds a span; it holds the hash of the article's text, offsets and the
words there, so that a correction of a text that has changed since is refused and not misread.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.exporters.jsonl import read_exact

__all__ = ["FIELDS", "Correction", "Refused", "kind_of", "read_corrections", "read_texts", "same"]

VERDICTS = ("accept", "reject", "change", "add", "comment", "done")
# What of a record can be right or wrong; the first tells its kind. The page has the same.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "entity": ("label", "code"),
    "figure": ("kind", "value", "low", "high", "unit", "modifier", "per"),
    "time": ("type", "timex", "modifier"),
    "claim": ("metric", "subject", "period", "modality", "change", "direction"),
    "finding": ("check", "verdict"),
}
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Correction:
    """One line: what a person says of a record, or of a span that has none.

    ``before`` holds the record's fields as the person saw them, ``after`` what they should be
    (for a moved span with ``start``, ``end`` and ``quote``), of an added span only what was filled
    in. A blind one was made without seeing any record; ``done`` says which layers of an article are
    then annotated completely (``after["layers"]``).
    """

    article_id: str
    content_sha256: str
    layer: str | None
    record_id: str | None
    start: int
    end: int
    quote: str
    verdict: str
    before: Values | None
    after: Values | None
    comment: str | None
    annotator: str | None
    blind: bool

    @property
    def key(self) -> tuple[object, ...]:
        """What a correction is about; a file that says two things of one means the later."""
        place = self.record_id or (self.verdict, self.start, self.end)
        return (self.blind, self.article_id, self.layer, place)

    @property
    def place(self) -> tuple[int, int]:
        """Where it says that something stands: the moved span where it moves one."""
        after = self.after or {}
        return int(after.get("start", self.start)), int(after.get("end", self.end))


_KEYS = frozenset(field.name for field in fields(Correction))
_TEXTS = ("article_id", "content_sha256", "quote", "verdict")


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that cannot be used, and why."""

    line: int
    reason: str


def read_texts(out: Path) -> dict[str, Mapping[str, Any]]:
    """The articles of an output folder by id. Raises: ConfigError when there are none."""
    path = out / "articles.jsonl"
    if not path.is_file():
        raise ConfigError(f"{path} is not here; start with: run")
    return {row["article_id"]: row for row in read_exact(path)}


def read_corrections(
    path: Path, articles: Mapping[str, Mapping[str, Any]]
) -> tuple[list[Correction], list[Refused]]:
    """The corrections of a file that fit the articles, and the lines that do not, both in file order.

    Raises: ConfigError when the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    found: dict[tuple[object, ...], Correction] = {}
    refused = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        one = _parse(line)
        reason = one if isinstance(one, str) else _mismatch(one, articles)
        if isinstance(one, Correction) and reason is None:
            found.pop(one.key, None)
            found[one.key] = one
        else:
            refused.append(Refused(number, str(reason)))
    return list(found.values()), refused


def _parse(line: str) -> Correction | str:
    """A line as a correction, or what is wrong with it."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        return f"no JSON: {error.msg}"
    if not isinstance(row, dict):
        return "no correction: not an object"
    if wrong := next(_wrong_shape(row), None) or next(_wrong_content(row), None):
        return f"no correction: {wrong}"
    return Correction(**row)


def _wrong_shape(row: Mapping[str, Any]) -> Iterator[str]:
    if unlike := sorted(_KEYS ^ set(row)):
        yield f"missing or unknown: {', '.join(unlike)}"
        return
    if not all(isinstance(row[key], str) for key in _TEXTS):
        yield f"{', '.join(_TEXTS)} want texts"
    if any(type(row[key]) is not int or row[key] < 0 for key in ("start", "end")):
        yield "start and end want whole numbers"
    if not isinstance(row["blind"], bool):
        yield "blind wants true or false"
    if not all(isinstance(row[key], dict | None) for key in ("before", "after")):
        yield "before and after want objects"
    if not all(isinstance(row[key], str | None) for key in ("layer", "record_id", "comment", "annotator")):
        yield "layer, record_id, comment and annotator want texts"


def _wrong_content(row: Mapping[str, Any]) -> Iterator[str]:
    verdict, layer, after = row["verdict"], row["layer"], row["after"] or {}
    if verdict not in VERDICTS:
        yield f"verdict {verdict!r}"
    elif verdict == "done":
        layers = after.get("layers")
        if not isinstance(layers, list) or not set(layers) <= set(FIELDS) or layer is not None:
            yield "done wants its layers"
        return
    if layer not in FIELDS:
        yield f"layer {layer!r}"
        return
    if (verdict == "add") != (row["record_id"] is None):
        yield "an added span has no record_id, all others have one"
    if verdict in ("accept", "reject", "change") and not row["before"]:
        yield "before is missing"
    if verdict in ("change", "add") and not after:
        yield "after is missing"
    if any(type(after.get(key, 0)) is not int for key in ("start", "end")):
        yield "start and end in after want whole numbers"
    if unknown := set(after) - set(FIELDS[layer]) - {"start", "end", "quote"}:
        yield f"unknown in after: {', '.join(sorted(unknown))}"


def _mismatch(one: Correction, articles: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Why a correction is not about these articles; None if it is."""
    article = articles.get(one.article_id)
    if article is None:
        return f"{one.article_id} is not among the articles"
    if article["content_sha256"] != one.content_sha256:
        return f"the text of {one.article_id} has changed since"
    text = article["text"]
    if one.verdict != "done" and text[one.start : one.end] != one.quote:
        return f"{one.quote!r} does not stand at {one.start} of {one.article_id}"
    start, end = one.place
    wanted = (one.after or {}).get("quote", one.quote if (start, end) == (one.start, one.end) else None)
    if one.verdict == "change" and (start >= end or text[start:end] != wanted):
        return f"{wanted!r} does not stand at {start} of {one.article_id}"
    return None


def kind_of(layer: str, values: Values) -> str:
    """What a record is counted under: the kind of a figure, the label of an entity; ``?`` if not said."""
    return str(values.get(FIELDS[layer][0]) or "?")


def same(layer: str, wanted: Values, found: Values) -> bool:
    """Whether a record has what is wanted, amounts by value; what is not said is not asked for."""
    return all(_equal(wanted[name], found.get(name)) for name in FIELDS[layer] if name in wanted)


def _equal(a: Any, b: Any) -> bool:
    return a == b or (a is not None and b is not None and _plain(str(a)) == _plain(str(b)))


def _plain(number: str) -> str:
    """An amount without idle zeros: ``7.10`` is ``7.1``; other texts as they are."""
    return (
        number.rstrip("0").rstrip(".")
        if "." in number and number.replace(".", "", 1).lstrip("-").isdigit()
        else number
    )


def placed(corrections: Iterable[Correction], *, blind: bool) -> dict[tuple[str, str], list[Correction]]:
    """Corrections by article and layer; only the blind ones, or only the others."""
    found: dict[tuple[str, str], list[Correction]] = {}
    for one in corrections:
        if one.blind == blind and one.layer is not None:
            found.setdefault((one.article_id, one.layer), []).append(one)
    return found


def completed(corrections: Iterable[Correction]) -> set[tuple[str, str]]:
    """Article and layer of everything that was annotated from nothing, and completely."""
    return {
        (one.article_id, layer)
        for one in corrections
        if one.verdict == "done" and one.after
        for layer in one.after["layers"]
    }
