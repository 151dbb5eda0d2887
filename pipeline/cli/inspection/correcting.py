"""What the commands ``evaluate`` and ``corrections`` do with files that people corrected."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.cli.candidates import Proposal, as_yaml, collect
from pipeline.cli.display import show_table
from pipeline.cli.terminal import ExitCode, log, write_data
from pipeline.exporters.json_text import dump, dump_pretty
from pipeline.inspector.corrections import Correction, read_corrections, read_texts
from pipeline.inspector.corrections.agreement import compare
from pipeline.inspector.corrections.applying import Applied, agreed, apply
from pipeline.inspector.corrections.records import read_records
from pipeline.inspector.corrections.scoring import score
from pipeline.inspector.reading import check_outputs
from pipeline.store import stage_outputs

Articles = Mapping[str, Mapping[str, Any]]
_OURS = re.compile(
    r"[a-z]{2,3}/(?:late-corrections\.yaml|articles/late-tf-[0-9a-f]{12}\.txt)"
    r"|entities\.yaml|rules\.yaml|open\.jsonl"
)
_SCORES = ("how", "layer", "kind", "right", "wrong", "missing", "precision", "recall")
_AGREEMENT = ("how", "layer", "items", "agreed", "kappa")


def evaluate_corrections(files: Sequence[Path], out: Path, *, misses: bool, as_json: bool) -> int:
    """Print the scores of the outputs by corrections; the exit code, 3 when a line was refused."""
    articles = _articles(out)
    read, refused = _read(files, articles)
    kept, differ = agreed(read)
    _tell_differing(differ)
    tallies = score(kept, read_records(out, {one.article_id for one in kept}))
    rows = [row for tally in tallies for row in tally.rows()]
    if misses:
        for miss in (miss for tally in tallies for miss in tally.misses):
            text = articles[miss.article_id]["text"][miss.start : miss.end]
            values = {"wanted": miss.wanted, "found": miss.found}
            place = {"article_id": miss.article_id, "layer": miss.layer, "start": miss.start, "end": miss.end}
            write_data(dump({**place, "surface": text, **values}))
    elif as_json:
        write_data(dump_pretty({"scores": rows, "corrections": len(kept), "refused": refused}))
    else:
        _show(_SCORES, rows)
    return ExitCode.QUARANTINED if refused else ExitCode.DONE


def compare_corrections(first: Path, second: Path, out: Path) -> int:
    """Print how far two annotators agree, then where they do not; the exit code."""
    articles = _articles(out)
    (a, b), refused = _read((first, second), articles)
    rows, differences = compare(a, b, articles)
    _show(_AGREEMENT, rows)
    for row in differences:
        write_data(dump(row))
    log(f"{len(differences)} places where they differ")
    return ExitCode.QUARANTINED if refused else ExitCode.DONE


def apply_corrections(files: Sequence[Path], out: Path, to: Path) -> int:
    """Write gold and suggestions into a folder; the exit code, 3 when a line was refused."""
    articles = _articles(out)
    read, refused = _read(files, articles)
    kept, differ = agreed(read)
    _tell_differing(differ)
    applied = apply(kept, articles, read_records(out, {one.article_id for one in kept}), out)
    with stage_outputs(to, lambda name: _OURS.fullmatch(name) is not None, "open.jsonl") as folder:
        for name, text in _files(applied, articles, [*kept, *differ], differ).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    marked = sum("/articles/" in name for name in applied.files)
    log(
        f"{applied.sentences} sentences and {marked} articles of gold, {len(applied.names)} names without a "
        f"code, {len(applied.unfinished)} places judged in part -> {to}"
    )
    return ExitCode.QUARANTINED if refused else ExitCode.DONE


def _files(
    applied: Applied, articles: Articles, all_of_them: Sequence[Correction], differ: Sequence[Correction]
) -> dict[str, str]:
    """Every file that apply writes, by name."""
    proposals = [
        Proposal(
            article_id, articles[article_id]["lang"], articles[article_id]["text"], one.start, one.end,
            str(one.values["label"]),
        )
        for article_id, one in applied.names
    ]  # fmt: skip
    left = [
        {"article_id": one.article_id, "start": one.start, "end": one.end, "reason": one.reason}
        for one in applied.unfinished
    ]
    left += [_left(one, "annotators differ") for one in differ]
    left += [_left(one, f"comment: {one.comment}") for one in all_of_them if one.comment]
    return {
        **applied.files,
        "entities.yaml": as_yaml(collect(proposals)) + "\n",
        "rules.yaml": _rules(applied.rules),
        "open.jsonl": "".join(dump(row) + "\n" for row in left),
    }


def _left(one: Correction, reason: str) -> dict[str, Any]:
    return {"article_id": one.article_id, "start": one.start, "end": one.end, "reason": reason}


def _rules(rules: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """Examples and rejects by rule, as the tables of a language have them."""
    lines = []
    for name, kept in sorted(rules.items()):
        lines.append(f"{name}:")
        for part, texts in kept.items():
            if texts:
                lines.append(f"  {part}:")
                lines += [f"    - {json.dumps(text, ensure_ascii=False)}" for text in sorted(set(texts))]
    return "\n".join(lines) + "\n"


def _articles(out: Path) -> Articles:
    check_outputs(out)
    return read_texts(out)


def _read(files: Sequence[Path], articles: Articles) -> tuple[list[list[Correction]], int]:
    """The corrections of each file that fit, and how many lines were refused; each is told on stderr."""
    read, count = [], 0
    for path in files:
        kept, refused = read_corrections(path, articles)
        read.append(kept)
        count += len(refused)
        for one in refused:
            log(f"refused {path}:{one.line}: {one.reason}")
    return read, count


def _tell_differing(differ: Sequence[Correction]) -> None:
    for one in differ:
        log(f"left out, annotators differ: {one.article_id} {one.layer} {one.start}-{one.end} {one.quote!r}")


def _show(head: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> None:
    show_table(head, [tuple("" if row[key] is None else str(row[key]) for key in head) for row in rows])
