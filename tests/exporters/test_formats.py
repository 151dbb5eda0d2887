"""JSON lines, CSV and Parquet say the same; CSV is safe to open, Parquet is typed when empty."""

import csv
import json
import multiprocessing
import shutil
from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ExportError
from pipeline.exporters import EXPORTERS, formats
from pipeline.exporters.csv_file import guard, unguard, write_csv
from pipeline.exporters.jsonl import JsonLines, read_exact
from pipeline.exporters.parquet import write_parquet
from pipeline.exporters.records import table_rows
from pipeline.exporters.schema import ARTICLE_TABLES, SCHEMA_VERSION, TABLES
from pipeline.exporters.schema.rows import ZoneRow
from pipeline.store import list_files
from tests.commands import call_here, tree


@pytest.fixture
def folder(result, tmp_path):
    for name, rows in table_rows(result):
        lines = JsonLines(tmp_path / f"{name}.jsonl")
        lines.write(rows)
        lines.close()
        assert lines.records == len(rows)
    return tmp_path


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def query(sql):
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def test_registry():
    assert list(EXPORTERS) == ["csv", "parquet"]


def parquet(folder, name):
    return f"read_parquet('{folder}/parquet/{name}/**/*.parquet', hive_partitioning = true)"


@pytest.mark.parametrize("name", ARTICLE_TABLES)
@pytest.mark.parametrize("form", EXPORTERS)
def test_every_format_has_every_record_and_equal_bytes_twice(folder, name, form):
    before = set(list_files(folder))
    written = EXPORTERS[form](folder, name)
    first = [(folder / file).read_bytes() for file in written]
    assert EXPORTERS[form](folder, name) == written
    assert [(folder / file).read_bytes() for file in written] == first
    wanted = sum(1 for _ in read_exact(folder / f"{name}.jsonl"))
    found = (
        len(read_csv(folder / f"{name}.csv"))
        if form == "csv"
        else query(f"SELECT count(*) FROM {parquet(folder, name)}")[0][0]
    )
    assert found == sum(written.values()) == wanted > 0
    assert set(list_files(folder)) == before | set(written)
    assert not list(folder.glob(".*")), "nothing is left behind"


@pytest.mark.parametrize("name", TABLES)
def test_table_without_rows_is_still_a_table(tmp_path, name):
    for file in {name, "articles"}:
        (tmp_path / f"{file}.jsonl").touch()
    assert write_csv(tmp_path, name) == {f"{name}.csv": 0}
    assert write_parquet(tmp_path, name) == {f"parquet/{name}/lang=und/month=undated/part-0.parquet": 0}
    header = (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig")
    assert header.startswith("article_id,") and header.count("\n") == 1
    types = {row[0]: row[1] for row in query(f"DESCRIBE SELECT * FROM {parquet(tmp_path, name)}")}
    assert types["article_id"] == "VARCHAR"
    assert types.get("start", "BIGINT") == "BIGINT"


def test_csv_is_for_excel(folder):
    write_csv(folder, "figures")
    raw = (folder / "figures.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 3
    money, share = read_csv(folder / "figures.csv")
    assert (money["value"], money["normalized.value"]) == ("350000000", "0.00000001")
    assert (share["surface"], share["value"]) == ("'-5%", "-5"), "text is guarded, numbers stay numbers"
    assert (share["low"], share["fraction"]) == ("", "'-1/20")


def test_csv_titles_do_not_run(folder):
    write_csv(folder, "articles")
    (article,) = read_csv(folder / "articles.csv")
    assert article["title"].startswith("'=1+1")
    assert "text" not in article


def test_records_in_a_csv_cell_are_as_their_schema_says(folder, result):
    write_csv(folder, "articles")
    (article,) = read_csv(folder / "articles.csv")
    zones = [ZoneRow.model_validate(zone, strict=True) for zone in json.loads(article["zones"])]
    assert [(zone.start, zone.end, zone.kind) for zone in zones] == [
        (zone.start, zone.end, zone.kind) for zone in result.article.zones
    ]
    assert zones


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "'=1",
        "1234567890123456",
        "-5%",
    ],
)
def test_dangerous_cell_is_guarded(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "'s", "130億ドル", "123456789012345", "a=b", "0.5", "0000000000000001", "#N/A"]
)
def test_harmless_cell_is_left_alone(text):
    assert guard(text) == text


@given(st.text(alphabet="'=+-@\t\r\n＝0123456789.a", max_size=25))
def test_guarding_is_undone_exactly(text):
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(tuple("=+-@\t\r\n＝"))


def test_long_integers_stay_whole(tmp_path):
    (tmp_path / "rejected.jsonl").write_text(
        '{"source": "a", "line": 1234567890123456, "type": "t", "message": "m"}\n', encoding="utf-8"
    )
    write_csv(tmp_path, "rejected")
    assert read_csv(tmp_path / "rejected.csv")[0]["line"] == "'1234567890123456"


def test_parquet_is_typed_and_exact(folder):
    write_parquet(folder, "figures")
    target = folder / "parquet/figures/lang=ja/month=2025-01/part-0.parquet"
    (money, share) = query(
        "SELECT value, value_exact, high_exact, normalized.rate, normalized.rate_exact, normalized.rate_date "
        f"FROM '{target}'"
    )
    assert money == (350000000.0, "350000000", "350000000", 1.0, "1.0000000000000000001", date(2024, 12, 31))
    assert share[2] == "0.123456789012345678901"
    metadata = dict(query(f"SELECT key::VARCHAR, value::VARCHAR FROM parquet_kv_metadata('{target}')"))
    assert metadata == {"schema_version": SCHEMA_VERSION, "record_type": "figures"}


def test_parquet_keeps_texts_and_zones(folder, result):
    write_parquet(folder, "articles")
    ((text, zones, day),) = query(f"SELECT text, zones, published_on FROM {parquet(folder, 'articles')}")
    assert text == result.article.text
    assert [(zone["start"], zone["end"], zone["kind"]) for zone in zones] == [
        (zone.start, zone.end, zone.kind) for zone in result.article.zones
    ]
    assert day == date(2025, 1, 2)


def test_a_list_of_texts_is_one_cell_in_csv_and_a_list_in_parquet(folder, result):
    _name, anaphor = result.entities
    write_csv(folder, "entities")
    assert [row["antecedents"] for row in read_csv(folder / "entities.csv")] == [
        "",
        ";".join(anaphor.antecedents),
    ]
    write_parquet(folder, "entities")
    rows = query(f"SELECT antecedents, how, coref FROM {parquet(folder, 'entities')}")
    assert rows == [([], None, None), (list(anaphor.antecedents), "set", "Alice+bob")]


def test_parquet_takes_a_line_of_many_megabytes(folder, result):
    row = dict(table_rows(result))["articles"][0] | {"text": "\n文" * 9_000_000}
    lines = JsonLines(folder / "articles.jsonl")
    lines.write([row])
    lines.close()
    write_parquet(folder, "articles")
    assert query(f"SELECT length(text) FROM {parquet(folder, 'articles')}") == [(18_000_000,)]


@pytest.fixture
def written(tmp_path):
    """A folder with the JSON lines of a run, and its other formats as one process writes them."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.txt").write_text("Acme raised $5 million on July 1, 2024.", encoding="utf-8")
    assert call_here("run", tmp_path / "en", "--out", tmp_path / "out", "--no-model").exit_code == 0
    lines = tmp_path / "lines"
    lines.mkdir()
    for name in TABLES:
        shutil.copy(tmp_path / "out" / f"{name}.jsonl", lines)
    shutil.copy(tmp_path / "out" / "rejected.jsonl", lines)
    return lines, tree(tmp_path / "out")


def write_side_by_side(folder, monkeypatch, meanwhile=lambda: None):
    monkeypatch.setattr(formats, "WORTH_IT", 0)
    with formats.writing_formats(folder, side_by_side=True) as records:
        meanwhile()
    return records


def test_formats_written_side_by_side_have_the_same_bytes(written, monkeypatch):
    lines, alone = written
    records = write_side_by_side(lines, monkeypatch)
    made = tree(lines)
    assert {"corpus.sqlite", "figures.csv", "datapackage.json"} < set(made)
    assert {name: alone[name] for name in made} == made
    assert records["figures.csv"] == 1 and not multiprocessing.active_children()


def test_a_writer_that_is_killed_is_made_good(written, monkeypatch):
    lines, alone = written

    def kill():
        for child in multiprocessing.active_children():
            child.kill()

    records = write_side_by_side(lines, monkeypatch, kill)
    assert {name: alone[name] for name in tree(lines)} == tree(lines)
    assert records["figures.csv"] == 1


def test_a_writer_that_cannot_write_says_so_and_a_caller_that_fails_leaves_none(written, monkeypatch):
    lines, _ = written
    (lines / "figures.csv").mkdir()
    with pytest.raises(ExportError, match=r"figures\.csv: Is a directory"):
        write_side_by_side(lines, monkeypatch)
    (lines / "figures.csv").rmdir()

    def fail():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_side_by_side(lines, monkeypatch, fail)
    assert not multiprocessing.active_children()
