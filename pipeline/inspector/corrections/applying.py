"""Corrections -> a folder of gold, and suggestions for the tables that rules stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.exporters.jsonl import read_exact
from pipeline.inspector.corrections import Correction, completed
from pipeline.inspector.corrections.gold import (
    Article,
    Judged,
    Unfinished,
    judge,
    marked_article,
    sentence_row,
)
from pipeline.inspector.corrections.records import Record

_TOLD = ("figure", "time")


@dataclass(slots=True)
class Applied:
    """What corrections gave: files by name, examples for rules, names without a code, what is unfinished."""

    files: dict[str, str] = field(default_factory=dict)
    rules: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    names: list[tuple[str, Judged]] = field(default_factory=list)
    unfinished: list[Unfinished] = field(default_factory=list)
    sentences: int = 0


def agreed(files: Sequence[Sequence[Correction]]) -> tuple[list[Correction], list[Correction]]:
    """The corrections of several files as one, and those on which two files differ, which are left out.

    A layer of an article that two annotated blind is complete only if both found the same.
    """
    first: dict[tuple[object, ...], Correction] = {}
    differ: dict[tuple[object, ...], Correction] = {}
    complete = [completed(file) for file in files]
    for one in (one for file in files for one in file if one.verdict != "done"):
        other = first.setdefault(one.key, one)
        if (other.verdict, other.before, other.after) != (one.verdict, one.before, one.after):
            differ[one.key] = one
    keys = [{one.key for one in file} for file in files]
    for key, one in first.items():
        place = (one.article_id, str(one.layer))
        if one.blind and any(
            place in done and key not in own for done, own in zip(complete, keys, strict=True)
        ):
            differ[key] = one
    contested = {(one.article_id, str(one.layer)) for one in differ.values() if one.blind}
    kept = [one for key, one in first.items() if key not in differ]
    return [*kept, *_finished(files, contested)], list(differ.values())


def _finished(files: Sequence[Sequence[Correction]], contested: set[tuple[str, str]]) -> Iterator[Correction]:
    """For each article one line that says which layers are complete, the contested left out."""
    layers: dict[str, set[str]] = {}
    lines: dict[str, Correction] = {}
    for one in (one for file in files for one in file if one.verdict == "done" and one.after):
        lines.setdefault(one.article_id, one)
        layers.setdefault(one.article_id, set()).update((one.after or {})["layers"])
    for article, one in lines.items():
        whole = sorted(layer for layer in layers[article] if (article, layer) not in contested)
        yield replace(one, after={"layers": whole})


def apply(
    corrections: Sequence[Correction],
    articles: Mapping[str, Article],
    records: Mapping[tuple[str, str], Sequence[Record]],
    out: Path,
) -> Applied:
    """Gold and suggestions out of corrections; ``out`` is the folder of the records, for its sentences."""
    applied = Applied()
    done = completed(corrections)
    rows: dict[str, list[str]] = {}
    sentences = _sentences(out, {one.article_id for one in corrections})
    for article_id in sorted({one.article_id for one in corrections}):
        article = articles[article_id]
        judged = {}
        for layer in ("entity", *_TOLD):
            is_done = (article_id, layer) in done
            own = [
                one for one in corrections
                if (one.article_id, one.layer, one.blind) == (article_id, layer, is_done)
            ]  # fmt: skip
            judged[layer] = judge(own, records.get((article_id, layer), ()), is_done=is_done)
        lang = str(article["lang"])
        is_done = all((article_id, layer) in done for layer in _TOLD)
        made = _sentence_rows(applied, article, sentences[article_id], judged, is_done=is_done)
        rows.setdefault(lang, []).extend(made)
        _take_names(applied, article, *judged["entity"], is_done=(article_id, "entity") in done)
    for lang, written in rows.items():
        if written:
            body = "\n".join(written)
            applied.files[f"{lang}/late-corrections.yaml"] = (
                f"about: corrected by readers\nsentences:\n{body}\n"
            )
            applied.sentences += len(written)
    for one in corrections:
        _suggest_rule(applied, one, articles[one.article_id], records, sentences[one.article_id])
    return applied


def _sentences(out: Path, articles: set[str]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in articles}
    for row in read_exact(out / "sentences.jsonl"):
        if row["article_id"] in found:
            found[row["article_id"]].append((int(row["start"]), int(row["end"])))
    return found


def _sentence_rows(
    applied: Applied,
    article: Article,
    sentences: Iterable[tuple[int, int]],
    judged: Mapping[str, tuple[Sequence[Judged], Sequence[Record]]],
    *,
    is_done: bool,
) -> Iterator[str]:
    for start, end in sentences:
        here = [one for layer in _TOLD for one in judged[layer][0] if start <= one.start < end]
        unjudged = [r for layer in _TOLD for r in judged[layer][1] if start <= r.start < end]
        if not here and not is_done:
            continue
        reason = f"{len(unjudged)} of its figures and times are not judged" if unjudged else None
        try:
            if reason is None and any(one.end > end for one in here):
                reason = "a span crosses its end"
            if reason is None:
                yield sentence_row(article, (start, end), here)
        except ValueError as error:
            reason = str(error)
        if reason is not None:
            applied.unfinished.append(Unfinished(article["article_id"], start, end, reason))


def _take_names(
    applied: Applied, article: Article, judged: Sequence[Judged], left: Sequence[Record], *, is_done: bool
) -> None:
    article_id = article["article_id"]
    applied.names += [
        (article_id, one) for one in judged if one.values.get("label") and not one.values.get("code")
    ]
    if not judged and not is_done:
        return
    if left:
        reason = f"{len(left)} of its names are not judged"
        applied.unfinished.append(Unfinished(article_id, 0, len(article["text"]), reason))
        return
    try:
        text = marked_article(article, judged, with_references=not is_done)
    except ValueError as error:
        applied.unfinished.append(Unfinished(article_id, 0, len(article["text"]), str(error)))
    else:
        slug = article_id.replace(":", "-")
        applied.files[f"{article['lang']}/articles/late-{slug}.txt"] = text


def _suggest_rule(
    applied: Applied,
    one: Correction,
    article: Article,
    records: Mapping[tuple[str, str], Sequence[Record]],
    sentences: Sequence[tuple[int, int]],
) -> None:
    """Put a changed figure among the examples of the rule that read it, a rejected one among its rejects."""
    if one.layer != "figure" or one.verdict not in ("change", "reject"):
        return
    row = next(
        (r.row for r in records.get((one.article_id, "figure"), ()) if r.record_id == one.record_id), None
    )
    if row is None:
        return
    start, end = one.place
    begin, finish = next(((a, b) for a, b in sentences if a <= start < b), (start, end))
    text = article["text"]
    kept = applied.rules.setdefault(row["rule"], {"examples": [], "rejects": []})
    if one.verdict == "reject":
        kept["rejects"].append(_line(text[begin:finish]))
    else:
        shown = f"{text[begin:start]}[{text[start:end]}]{text[end:finish]} => {_amount(one)}"
        kept["examples"].append(_line(shown))


def _amount(one: Correction) -> str:
    """A figure as examples in figures.yaml have it: ``50..70 kilogram approx``."""
    after = one.after or {}
    amount = after.get("value") or f"{after.get('low')}..{after.get('high')}"
    per = f"/{after['per']}" if after.get("per") else None
    return " ".join(str(part) for part in (amount, after.get("unit"), per, after.get("modifier")) if part)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
