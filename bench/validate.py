"""The outputs as the tools read them that others use: every table whole in each of them.

    .venv/bin/python bench/validate.py [--out outputs] [--environments .cache/peers]

frictionless validates ``datapackage.json`` and the CSV below it (records in a cell are held against their
schema), mlcroissant ``croissant.json`` and
every record of it, DuckDB reads the Parquet, SQLite its database, spaCy the Docs. The manifest says
how many records there are. mlcroissant (240 MB) gets an environment of its own when first asked for.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import duckdb
import spacy
from pydantic import TypeAdapter, ValidationError
from spacy.tokens import DocBin

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.peers.peers import InstallError, Peer, environment
from pipeline.exporters.schema import RECORDS, TABLES, read_columns

ROOT = Path(__file__).resolve().parents[1]
Counts = Mapping[str, int]

_CROISSANT = """
import json, sys
import mlcroissant
data = mlcroissant.Dataset(jsonld=sys.argv[1])
print(json.dumps({one.id: sum(1 for _ in data.records(one.id)) for one in data.metadata.record_sets}))
"""


class ReadError(Exception):
    """A tool does not take what we wrote; its own words."""


def read_package(out: Path) -> Counts:
    """Rows of the CSV that frictionless finds valid."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        raise ReadError(done.stderr.strip() or "frictionless said nothing")
    report = json.loads(done.stdout)
    if not report["valid"]:
        errors = [error["message"] for task in report["tasks"] for error in task["errors"]]
        raise ReadError("; ".join(errors[:3]))
    for table in TABLES:
        check_cells(out, table)
    return {task["name"]: task["stats"].get("rows", 0) for task in report["tasks"]}


def check_cells(out: Path, table: str) -> None:
    """Cells that hold lists of records, which frictionless takes for texts, held against their schema."""
    lists = [column.name for column in read_columns(table) if column.kind == "list"]
    fields = {name: TypeAdapter(RECORDS[table].model_fields[name].rebuild_annotation()) for name in lists}
    with (out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2) if lists else ():
            for name, wanted in fields.items():
                try:
                    wanted.validate_json(row[name], strict=True)
                except ValidationError as error:
                    raise ReadError(
                        f"{table}.csv: row {number}: {name}: {error.errors()[0]['msg']}"
                    ) from error


def read_croissant(out: Path, environments: Path) -> Counts:
    """Records that mlcroissant loads."""
    python = environment(Peer("mlcroissant", "", ("mlcroissant==1.1.1",)), environments)
    command = [str(python), "-c", _CROISSANT, str(out.resolve() / "croissant.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ReadError((done.stderr.strip().splitlines() or ["ended without a word"])[-1])
    counts: Counts = json.loads(done.stdout)
    return counts


def read_parquet(out: Path) -> Counts:
    """Rows that DuckDB reads of each table, partitions and all."""
    query = "SELECT count(*) FROM read_parquet('{}/**/*.parquet', hive_partitioning = true)"
    with duckdb.connect() as connection:
        return {
            table: connection.execute(query.format(out / "parquet" / table)).fetchall()[0][0]
            for table in TABLES
        }


def read_database(out: Path) -> Counts:
    """Rows of each table of the SQLite file, which must be whole and its references too."""
    with closing(sqlite3.connect(f"file:{out / 'corpus.sqlite'}?mode=ro", uri=True)) as database:
        faults = [row for row in database.execute("PRAGMA integrity_check") if row != ("ok",)]
        faults += database.execute("PRAGMA foreign_key_check").fetchall()
        if faults:
            raise ReadError(str(faults[:3]))
        return {table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in TABLES}


def read_docs(out: Path) -> Counts:
    """Docs and their tokens and sentences, in plain spaCy."""
    counts = {"articles": 0, "tokens": 0, "sentences": 0}
    for file in sorted(out.glob("*.spacy")):
        for doc in DocBin().from_disk(file).get_docs(spacy.blank("xx").vocab):
            counts["articles"] += 1
            counts["sentences"] += sum(1 for _ in doc.sents)
            counts["tokens"] += sum(1 for token in doc if not token.is_space)
    return counts


def main() -> int:
    """Print a row a tool; the exit code is 1 when one of them reads something else than the manifest says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "outputs")
    parser.add_argument("--environments", type=Path, default=ROOT / ".cache/peers")
    given = parser.parse_args()
    manifest = given.out / "manifest.json"
    if not manifest.exists():
        parser.error(f"{manifest}: not there; make run first")
    wanted = json.loads(manifest.read_bytes())["counts"]
    readers: dict[str, Callable[[], Counts]] = {
        "frictionless": lambda: read_package(given.out),
        "mlcroissant": lambda: read_croissant(given.out, given.environments),
        "DuckDB": lambda: read_parquet(given.out),
        "SQLite": lambda: read_database(given.out),
        "spaCy": lambda: read_docs(given.out),
    }
    faults = 0
    for name, read in readers.items():
        try:
            found = read()
        except (ReadError, InstallError, duckdb.Error, sqlite3.Error) as error:
            print(f"{name:14}{'FAILED':>10}  {error}")
            faults += 1
            continue
        other = {table: rows for table, rows in found.items() if rows != wanted[table]}
        faults += bool(other)
        told = f"NOT AS THE MANIFEST SAYS: {other}" if other else "as the manifest says"
        print(f"{name:14}{sum(found.values()):10,}  records of {len(found)} tables, {told}")
    return int(bool(faults))


if __name__ == "__main__":
    raise SystemExit(main())
