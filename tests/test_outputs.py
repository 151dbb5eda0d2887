"""What a run writes as other programs see it: frictionless, DuckDB, readers of PROV."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from prov.model import ProvDocument, ProvEntity
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.exporters.schema import TABLES
from pipeline.store import hash_file

HOUSE = Path(__file__).parents[1]
# One article in three languages, each published in another month, and one without a date.
EDITIONS = {"ja": "2026-01-31", "zh": "2026-02-01", "en": "2026-03-09"}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    for lang, day in EDITIONS.items():
        (folder / lang).mkdir()
        text = (HOUSE / f"corpus/gold/editions/kitanova/{lang}.txt").read_text(encoding="utf-8")
        (folder / lang / "a.txt").write_text(text, encoding="utf-8")
        (folder / lang / "a.yaml").write_text(
            f"published_on: {day}\nedition_of: kitanova\n", encoding="utf-8"
        )
    (folder / "ja" / "undated.txt").write_text("テザーは2024年に約130億ドルを稼いだ。\n", encoding="utf-8")
    (folder / "ja" / "broken.txt").write_bytes(b"a\0b")
    out = tmp_path_factory.mktemp("out")
    done = CliRunner().invoke(app, ["run", str(folder), "--out", str(out), "--no-model"])
    assert done.exit_code == 3, done.stderr
    return out


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def query(sql):
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def parquet(outputs, table):
    return f"read_parquet('{outputs}/parquet/{table}/**/*.parquet', hive_partitioning = true)"


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_records_of_the_lines_by_language_and_month(outputs, table):
    home = {
        row["article_id"]: (row["lang"], row["published_on"][:7] if row["published_on"] else "undated")
        for row in lines_of(outputs / "articles.jsonl")
    }
    rows = lines_of(outputs / f"{table}.jsonl")
    assert rows, "no partition is looked at in vain"
    found = query(f"SELECT lang, month, count(*) FROM {parquet(outputs, table)} GROUP BY ALL")
    assert {(lang, month): count for lang, month, count in found} == Counter(
        home[row["article_id"]] for row in rows
    )


def test_duckdb_opens_one_partition_of_four(outputs):
    asked = f"FROM {parquet(outputs, 'figures')} WHERE lang = 'ja' AND month = '2026-01'"
    ((_, plan),) = query(f"EXPLAIN ANALYZE SELECT * {asked}")
    assert re.search(r"Total Files Read: 1\b", plan), plan
    ((every,),) = query(f"SELECT count(DISTINCT filename) FROM {parquet(outputs, 'figures')}")
    assert every == 4
    article = next(row["article_id"] for row in lines_of(outputs / "articles.jsonl") if row["lang"] == "ja")
    wanted = [row["surface"] for row in lines_of(outputs / "figures.jsonl") if row["article_id"] == article]
    assert [surface for (surface,) in query(f"SELECT surface {asked}")] == wanted


def test_the_query_of_the_schema_page_finds_something(outputs):
    (shown,) = re.findall(
        r"```sql\n(.*?)```", (HOUSE / "docs/schema.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert query(shown.replace("'outputs/", f"'{outputs}/"))


def test_frictionless_finds_the_package_of_a_run_valid(outputs):
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=outputs, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["valid"], report["tasks"]
    assert report["stats"]["tasks"] == len(TABLES)


def test_croissant_has_the_hashes_and_columns_of_the_lines(outputs):
    croissant = json.loads((outputs / "croissant.json").read_bytes())
    hashes = {
        file["name"]: file["sha256"]
        for file in json.loads((outputs / "manifest.json").read_bytes())["outputs"]
    }
    assert {file["@id"]: file["sha256"] for file in croissant["distribution"]} == {
        f"{table}.jsonl": hashes[f"{table}.jsonl"] for table in TABLES
    }
    for records in croissant["recordSet"]:
        (row, *_) = lines_of(outputs / f"{records['@id']}.jsonl")
        assert {field["source"]["extract"]["column"] for field in records["field"]} <= row.keys()


def test_provenance_is_that_of_the_manifest(outputs):
    manifest = json.loads((outputs / "manifest.json").read_bytes())
    entities = ProvDocument.deserialize(outputs / "prov.json", format="json").get_records(ProvEntity)
    told = {}
    for entity in entities:
        about = {str(name).removeprefix("tf:"): value for name, value in entity.extra_attributes}
        kind, label = str(about.pop("prov:type")), about.pop("prov:label")
        told.setdefault(kind, {})[label] = about
    listed = {
        side: {file["name"]: {key: file[key] for key in file.keys() - {"name"}} for file in manifest[side]}
        for side in ("inputs", "outputs")
    }
    own = listed["outputs"].pop("prov.json")
    assert own["sha256"] == hash_file(outputs / "prov.json")
    assert told["tf:Input"] == listed["inputs"] and "ja/broken.txt" in listed["inputs"]
    assert told["tf:Output"] == listed["outputs"] and "manifest.json" not in listed["outputs"]
    versions = {
        f"{name} {version}": {"version": version}
        for group in ("dictionaries", "libraries")
        for name, version in manifest[group].items()
    }
    assert told["tf:Dictionary"] | told["tf:ExchangeRates"] | told["tf:Library"] == versions
    (plan,) = told["prov:Plan"].values()
    assert plan == {"sha256": manifest["pipeline"]["code_sha256"]}
