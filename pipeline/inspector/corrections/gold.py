"""Corrections -> gold: sentences whose figures and times are all judged, articles whose names are.

The files are shaped like those of corpus/gold, for a person to look over and take in. What is judged
only in part makes no gold, because what nobody looked at would count as absent; it is listed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.inspector.corrections import Correction, Values
from pipeline.inspector.corrections.records import Record
from pipeline.inspector.corrections.scoring import wanted_values
from pipeline.inspector.reading import Row

Article = Mapping[str, Any]
_PLAIN = re.compile(r"[A-Za-z0-9_.+-]+")


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands at a place by a person's judgement; ``row`` is the record that was right, if any."""

    layer: str
    start: int
    end: int
    values: Values
    row: Row | None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A sentence or article that makes no gold, and why."""

    article_id: str
    start: int
    end: int
    reason: str


def judge(
    own: Sequence[Correction], records: Sequence[Record], *, is_done: bool
) -> tuple[list[Judged], list[Record]]:
    """What stands in an article by the corrections of a layer, in text order, and the records nobody judged.

    Args:
        is_done: the layer was annotated blind and completely: what is not in it does not stand there.
    """
    by_record = {one.record_id: one for one in own if one.verdict in ("accept", "reject", "change")}
    rows = {record.record_id: record.row for record in records}
    found = [
        Judged(
            str(one.layer),
            *one.place,
            wanted_values(one),
            rows.get(str(one.record_id)) if one.verdict == "accept" else None,
        )
        for one in own
        if one.verdict in ("accept", "change", "add")
    ]
    open_records = [] if is_done else [record for record in records if record.record_id not in by_record]
    return sorted(found, key=lambda one: (one.start, one.end)), open_records


def sentence_row(article: Article, sentence: tuple[int, int], judged: Sequence[Judged]) -> str:
    """A sentence with its figures and times as a row of corpus/gold/<lang>/*.yaml.

    Raises: ValueError with what is missing, where a span lacks what gold must have.
    """
    start, end = sentence
    text = article["text"][start:end]
    number = int(hashlib.sha256(f"{article['article_id']}:{start}".encode()).hexdigest()[:12], 16) % 10**9
    lines = [
        f"  - id: {article['lang']}-l-{number:09}",
        "    class: corrected by a reader",
        f"    text: {_quote(text)}",
    ]
    if article["published_on"]:
        lines.append(f"    date: {article['published_on']}")
    for layer, name, item in (("figure", "figures", _figure_item), ("time", "times", _time_item)):
        after = 0
        rows = []
        for one in judged:
            if one.layer == layer:
                if one.start - start < after:
                    raise ValueError("two spans overlap")
                after = one.end - start
                place = {"surface": text[one.start - start : after], "start": one.start - start}
                rows.append(f"      - {_flow({**place, **item(one)})}")
        lines += [f"    {name}:", *rows] if rows else [f"    {name}: []"]
    return "\n".join(lines)


def _figure_item(one: Judged) -> dict[str, Any]:
    values = one.values
    if not values.get("kind"):
        raise ValueError("a figure without a kind")
    amount: dict[str, Any] = {"fraction": one.row["fraction"]} if one.row and one.row["fraction"] else {}
    if not amount and values.get("value") is not None:
        amount = {"value": values["value"]}
    if not amount and (values.get("low") is not None and values.get("high") is not None):
        amount = {"low": values["low"], "high": values["high"]}
    if not amount:
        raise ValueError("a figure without an amount")
    if values["kind"] != "number" and not values.get("unit"):
        raise ValueError("a figure without a unit")
    rest = {name: values[name] for name in ("unit", "modifier", "per") if values.get(name)}
    return {"kind": values["kind"], **amount, **rest}


def _time_item(one: Judged) -> dict[str, Any]:
    values = one.values
    if not values.get("type") or not values.get("timex"):
        raise ValueError("a time without type or timex")
    days = {name: one.row[name] for name in ("begin", "finish") if one.row and one.row[name]}
    mod = {"mod": values["modifier"]} if values.get("modifier") else {}
    return {"type": values["type"], "timex": values["timex"], **days, **mod}


def marked_article(article: Article, judged: Iterable[Judged], *, with_references: bool) -> str:
    """An article with its names marked, as a file of corpus/gold/<lang>/articles.

    ``{テザー|ORG|tether}``; a reference back is ``{同社|REF|tether}``.

    Raises: ValueError where the marks cannot be written.
    """
    text = article["text"]
    if "{" in text or "}" in text:
        raise ValueError("the text holds braces")
    spans = list(judged)
    names = [one for one in spans if not _is_reference(one)]
    known = {text[one.start : one.end] for one in names} | {one.values.get("code") for one in names}
    about = "names and references" if with_references else "names only, annotated blind"
    parts = [f"# about: {about}; corrected by a reader\n"]
    if article["published_on"]:
        parts.append(f"# date: {article['published_on']}\n")
    at = 0
    for one in spans:
        surface = text[one.start : one.end]
        if one.start < at or "|" in surface:
            raise ValueError("two names overlap" if one.start < at else f"{surface!r} holds a bar")
        parts += [text[at : one.start], "{", "|".join([surface, *_mark(one, known)]), "}"]
        at = one.end
    return "".join([*parts, text[at:]])


def _is_reference(one: Judged) -> bool:
    return one.row is not None and one.row["source"] == "anaphor"


def _mark(one: Judged, known: set[Any]) -> Iterator[str]:
    if _is_reference(one) and one.row is not None:
        targets = (one.row["coref"] or "?").split("+")
        yield from ("REF", "+".join(target if target in known else "?" for target in targets))
        return
    if not one.values.get("label"):
        raise ValueError("a name without a label")
    yield str(one.values["label"])
    if one.values.get("code"):
        yield str(one.values["code"])


def _flow(values: Mapping[str, Any]) -> str:
    """Keys and values as YAML on one line: ``{surface: "7日", start: 6, type: DATE}``."""
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in values.items()) + "}"


def _scalar(value: Any) -> str:
    return str(value) if _PLAIN.fullmatch(str(value)) else _quote(str(value))


def _quote(text: str) -> str:
    """A text as YAML in double quotes, whose escapes are those of JSON.

    >>> _quote("a: 1")
    '"a: 1"'
    """
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\x85", "\\u0085")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
