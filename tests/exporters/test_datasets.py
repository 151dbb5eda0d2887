"""The files that hold all tables say what the JSON lines say; other programs accept their descriptions."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import openpyxl
import pytest

from pipeline.errors import ConfigError
from pipeline.exporters.batch_files import is_batch_file
from pipeline.exporters.csv_file import write_csv
from pipeline.exporters.datasets import DATASETS, ON_DEMAND, workbook
from pipeline.exporters.datasets.flat import find, flatten
from pipeline.exporters.jsonl import JsonLines, read_exact
from pipeline.exporters.records import table_rows
from pipeline.exporters.schema import SCHEMA_VERSION, TABLES


@pytest.fixture
def folder(result, tmp_path):
    """Outputs in which every table has rows but editions."""
    for name, rows in [*table_rows(result), ("editions", [])]:
        lines = JsonLines(tmp_path / f"{name}.jsonl")
        lines.write(rows)
        lines.close()
        write_csv(tmp_path, name)
    return tmp_path


@pytest.fixture
def database(folder):
    DATASETS["corpus.sqlite"](folder, folder / "corpus.sqlite")
    with closing(sqlite3.connect(folder / "corpus.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_registries():
    assert list(DATASETS) == ["corpus.sqlite", "datapackage.json", "croissant.json"]
    assert list(ON_DEMAND) == ["xlsx"]
    assert all(map(is_batch_file, DATASETS))


@pytest.mark.parametrize("write", [*DATASETS.values(), *ON_DEMAND.values()])
def test_equal_records_give_equal_bytes(folder, write):
    for name in ("one", "two"):
        write(folder, folder / name)
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()


def test_database_has_every_record_in_order(folder, database):
    for name in TABLES:
        wanted = list(read_exact(folder / f"{name}.jsonl"))
        found = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        assert len(found) == len(wanted) and (found or name == "editions")
        for row, record in zip(found, wanted, strict=True):
            for column in flatten(name):
                value, cell = find(record, column.path), row[column.name]
                if isinstance(value, list):
                    assert json.loads(cell, parse_int=str, parse_float=str) == value
                elif column.kind == "amount":
                    assert row[f"{column.name}_exact"] == value
                elif value is None or column.kind == "boolean":
                    assert cell == value
                else:
                    assert str(cell) == value
    assert database.execute("SELECT value FROM about").fetchone()[0] == SCHEMA_VERSION


def test_database_has_types_and_every_digit(database):
    money, share = database.execute("SELECT * FROM figures ORDER BY start").fetchall()
    assert (money["value"], money["value_exact"]) == (350000000.0, "350000000")
    assert share["high_exact"] == "0.123456789012345678901"
    assert money["normalized.rate_date"] == "2024-12-31"
    types = {row["name"]: row["type"] for row in database.execute("PRAGMA table_info(tokens)")}
    assert (types["start"], types["starts_phrase"], types["lemma"]) == ("INTEGER", "INTEGER", "TEXT")


def test_database_knows_what_belongs_together(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM claims WHERE figure_id = 'x'").fetchone()
    assert "USING INDEX" in plan["detail"]
    rows = database.execute("SELECT surface FROM claims JOIN figures USING (figure_id)").fetchall()
    assert rows


def test_database_is_written_anew(folder):
    for _ in range(2):
        DATASETS["corpus.sqlite"](folder, folder / "corpus.sqlite")


def test_frictionless_finds_the_package_valid_and_a_changed_cell_not(folder):
    DATASETS["datapackage.json"](folder, folder / "datapackage.json")

    def validate():
        command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        return json.loads(done.stdout)

    report = validate()
    assert report["valid"], report
    assert {task["name"] for task in report["tasks"]} == set(TABLES)
    text = (folder / "figures.csv").read_bytes()
    (folder / "figures.csv").write_bytes(text.replace(b",350000000,", b",a lot,", 1))
    assert not validate()["valid"]


def test_package_describes_every_column(folder):
    DATASETS["datapackage.json"](folder, folder / "datapackage.json")
    package = json.loads((folder / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        header = (folder / resource["path"]).read_text(encoding="utf-8-sig").splitlines()[0]
        assert [field["name"] for field in resource["schema"]["fields"]] == header.split(",")
        assert resource["description"]
    figures = {field["name"]: field for field in package["resources"][5]["schema"]["fields"]}
    assert (figures["value"]["type"], figures["start"]["type"]) == ("number", "integer")
    assert figures["normalized.rate"]["description"].startswith("US dollars")


def test_croissant_names_files_that_are_there_and_fields_that_are_theirs(folder):
    # mlcroissant itself (240 MB with its dependencies) reads it in `make validate`.
    DATASETS["croissant.json"](folder, folder / "croissant.json")
    croissant = json.loads((folder / "croissant.json").read_bytes())
    assert croissant["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    files = {file["@id"]: file for file in croissant["distribution"]}
    assert all(len(file["sha256"]) == 64 for file in files.values())
    for records in croissant["recordSet"]:
        name = records["@id"]
        columns = {column.name: column.kind for column in flatten(name)}
        for field in records["field"]:
            source = field["source"]
            assert source["fileObject"]["@id"] in files
            assert source["extract"]["column"] in columns
            assert field["@id"] == f"{name}/{field['name']}"
    assert {records["@id"] for records in croissant["recordSet"]} == set(TABLES)


def read_workbook(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows()) for sheet in book.worksheets}


def test_workbook_has_typed_cells_and_runs_nothing(folder):
    ON_DEMAND["xlsx"](folder, folder / "corpus.xlsx")
    sheets = read_workbook(folder / "corpus.xlsx")
    assert list(sheets) == list(TABLES)
    head, money, share = sheets["figures"]
    places = {cell.value: place for place, cell in enumerate(head)}
    assert money[places["value"]].value == 350000000
    assert share[places["high"]].value == "0.123456789012345678901", "more digits than a number keeps"
    assert share[places["surface"]].value == "-5%" and share[places["surface"]].data_type == "s"
    title = sheets["articles"][1][[cell.value for cell in sheets["articles"][0]].index("title")]
    assert title.value.startswith("=1+1") and title.data_type == "s", "a text, not a formula"
    assert len(sheets["editions"]) == 1


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next(folder, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    ON_DEMAND["xlsx"](folder, folder / "corpus.xlsx")
    sheets = read_workbook(folder / "corpus.xlsx")
    first, second = sheets["figures"], sheets["figures-2"]
    assert [cell.value for cell in first[0]] == [cell.value for cell in second[0]]
    assert [len(first), len(second), "figures-3" in sheets] == [2, 2, False]
    assert len(sheets["editions"]) == 1


@pytest.mark.parametrize(
    ("number", "kept"),
    [("123456789012345", True), ("1234567890123456", False), ("1000000000000000000", True), ("0.1", True)],
)
def test_numbers_keep_every_digit(number, kept):
    assert workbook._is_kept(number) is kept


def test_without_the_library_it_says_what_to_install(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ConfigError, match=r"techflow-pipeline\[xlsx\]"):
        ON_DEMAND["xlsx"](folder, folder / "corpus.xlsx")
