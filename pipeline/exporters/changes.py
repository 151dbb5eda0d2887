"""What a run changed in the data, article by article, for those who keep a copy of it.

``changes/000002.jsonl`` turns the tables of run 1 into those of run 2: first a line ``{"op":
"delete", "article_id": "tf:607f658e4e1b"}`` for each article that changed or went, whose records in
all tables are to be deleted; then ``{"op": "upsert", "table": "figures", "record": {...}}`` for each
record an article that changed or came has now. Who has the tables of a run (its number is in the
manifest) applies the files of later numbers, in order, once or twice: then he has those of the last.

``changes/000002.index.jsonl`` holds a hash of the records of every article: by it the next run sees
what it changes. Only the newest is kept; the manifest names it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from pipeline.exporters.json_text import dump
from pipeline.exporters.schema import TABLES

FOLDER = "changes"
_BITS = 128


def name_changes(number: int) -> str:
    """The file of a run's changes: ``name_changes(2)`` is ``changes/000002.jsonl``."""
    return f"{FOLDER}/{number:06}.jsonl"


def name_index(number: int) -> str:
    """The file of the hashes after a run: ``name_index(2)`` is ``changes/000002.index.jsonl``."""
    return f"{FOLDER}/{number:06}.index.jsonl"


def read_index(path: Path) -> dict[str, str]:
    """The hash of the records of each article, as a run left them; empty where there is no such file."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        return {row["article_id"]: row["hash"] for row in rows}


def write_changes(folder: Path, before: Mapping[str, str], last: int) -> int:
    """Write the index of the tables in ``folder``, and what changed since; the number of the run.

    That is ``last``, the number of the run before, where nothing did; 1 for the first, which has no
    file of changes: the tables are what is new.
    """
    now = _hash_records(folder)
    changed = {article_id for article_id, digest in now.items() if before.get(article_id) != digest}
    gone = before.keys() - now.keys()
    number = last + 1 if changed or gone or not last else last
    (folder / FOLDER).mkdir(exist_ok=True)
    with (folder / name_index(number)).open("w", encoding="utf-8", newline="\n") as stream:
        for article_id in sorted(now):
            stream.write(dump({"article_id": article_id, "hash": now[article_id]}) + "\n")
    if number != last and last:
        with (folder / name_changes(number)).open("w", encoding="utf-8", newline="\n") as stream:
            for article_id in sorted(gone | (changed & before.keys())):
                stream.write(dump({"op": "delete", "article_id": article_id}) + "\n")
            for table, article_id, line in _read_lines(folder):
                if article_id in changed:
                    stream.write(f'{{"op": "upsert", "table": "{table}", "record": {line}}}\n')
    return number


def _hash_records(folder: Path) -> dict[str, str]:
    """One hash an article over its records in all tables, whatever their order."""
    sums: dict[str, int] = {}
    for table, article_id, line in _read_lines(folder):
        digest = blake2b(f"{table} {line}".encode(), digest_size=_BITS // 8).digest()
        sums[article_id] = (sums.get(article_id, 0) + int.from_bytes(digest, "big")) % (1 << _BITS)
    return {article_id: f"{total:032x}" for article_id, total in sums.items()}


def _read_lines(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Table, article and JSON of every record; the article's id is the first column of every table."""
    for table in TABLES:
        with (folder / f"{table}.jsonl").open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                yield table, line.split('"', 4)[3], line.rstrip("\n")
