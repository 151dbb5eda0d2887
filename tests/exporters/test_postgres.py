"""Outputs in a PostgreSQL server: exact, whole or not at all, and only what differs is written."""

import json
import os
import re
import sys
import threading
import time
import tracemalloc
import uuid
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import ConfigError, ExportError
from pipeline.exporters.datasets.flat import find, flatten
from pipeline.exporters.jsonl import JsonLines, read_numbers
from pipeline.exporters.postgres import Changes, Patience, load_outputs, loading, parse_dsn, structure
from pipeline.exporters.records import table_rows
from pipeline.exporters.schema import SCHEMA_VERSION, TABLES, identity_of
from tests.exporters.postgres_cluster import DSN_VARIABLE, PASSWORD, Cluster, NoServerError

HOUSE = Path(__file__).parents[2]
ID = "tf:0123456789ab"
IDS = [f"tf:{number:012x}" for number in range(3)]
ONCE = Patience(attempts=1)
OFTEN = Patience(attempts=12, first_wait=0.2, longest_wait=1)
# What a text format with escapes might trip over.
ODD = "tab\tnew\nline\r\n\\N \\. \\\\ \"quoted\" 'single' {a,b} NULL 😀１２３％ \x01\x7f \u2028\u0085 é é"
HUGE = Decimal("9" * 400 + "." + "1" * 200)


@pytest.fixture(scope="session")
def cluster():
    if os.environ.get(DSN_VARIABLE):
        yield None
        return
    try:
        made = Cluster()
    except NoServerError as error:
        pytest.skip(str(error))
    yield made
    made.close()


@pytest.fixture
def ours(cluster):
    """A server that a test may kill."""
    if cluster is None:
        pytest.skip(f"the server of {DSN_VARIABLE} is not ours to kill")
    return cluster


@pytest.fixture
def dsn(cluster):
    return cluster.dsn if cluster else os.environ[DSN_VARIABLE]


@pytest.fixture
def schema(dsn):
    """A name for a schema of this test alone; an odd one, so that quoting matters."""
    name = f'Test "{uuid.uuid4().hex[:8]}" 表'
    yield name
    with psycopg.connect(dsn) as connection:
        connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(name)))


def edition(article_id):
    cell = dict.fromkeys(("figure_id", "start", "end", "surface", "low", "high", "unit", "modifier"))
    return {
        "article_id": article_id, "edition_of": "x", "row": 1, "severity": "minor",
        "classes": ["value", "a,b", '"', ""], "slip": None, "majority": None, "outliers": [], "message": ODD,
        "cells": [{**cell, "article_id": article_id, "lang": "ja", "low": HUGE, "surface": ODD}],
    }  # fmt: skip


@pytest.fixture
def write(result, tmp_path):
    """A function that writes outputs with these articles, each row changed by ``edit(table, row)``."""
    numbers = count()

    def outputs(ids, edit=lambda _table, row: row):
        folder = tmp_path / f"outputs-{next(numbers)}"
        folder.mkdir()
        files = {table: JsonLines(folder / f"{table}.jsonl") for table in TABLES}
        for article_id in ids:
            for table, rows in [*table_rows(result), ("editions", [edition(ID)])]:
                for row in rows:
                    copy = edit(table, rename(row, article_id))
                    if copy is not None:
                        files[table].write([copy])
        for lines in files.values():
            lines.close()
        manifest = {"counts": {}, "inputs": [], "outputs": [], "pipeline": {}}
        (folder / "manifest.json").write_text(json.dumps(manifest | {"schema_version": SCHEMA_VERSION}))
        return folder

    return outputs


def rename(value, article_id):
    if isinstance(value, str):
        return value.replace(ID, article_id)
    if isinstance(value, dict):
        return {key: rename(item, article_id) for key, item in value.items()}
    return [rename(item, article_id) for item in value] if isinstance(value, list | tuple) else value


@pytest.fixture
def load(dsn, schema):
    said = []

    def call(folder, patience=ONCE, is_current=lambda: True, into=schema):
        return load_outputs(
            folder, parse_dsn(dsn), into, patience=patience, is_current=is_current, tell=said.append
        )

    call.said = said
    return call


@pytest.fixture
def read(dsn, schema):
    """A function: every row of a table (or of all) as the records' cells, in the order of their keys."""

    def rows(table):
        columns = flatten(table)
        cells = [
            SQL("{}::text" if column.kind == "list" else "{}").format(Identifier(column.name))
            for column in columns
        ]
        query = SQL("SELECT {} FROM {}").format(SQL(", ").join(cells), Identifier(schema, table))
        with psycopg.connect(dsn) as connection:
            return by_key(table, [cells_of(row, columns) for row in connection.execute(query)])

    def cells_of(row, columns):
        return {
            column.name: json.loads(cell, parse_float=Decimal) if column.kind == "list" else cell
            for column, cell in zip(columns, row, strict=True)
        }

    return lambda: {table: rows(table) for table in TABLES}


def by_key(table, rows):
    return sorted(rows, key=lambda row: [row[name] for name in identity_of(table)])


def wanted(folder):
    """What a server should hold of a folder."""

    def cell(record, column):
        value = find(record, column.path)
        if value is not None and column.kind == "day":
            return date.fromisoformat(value)
        return value

    return {
        table: by_key(
            table,
            [
                {column.name: cell(record, column) for column in flatten(table)}
                for record in read_numbers(folder / f"{table}.jsonl")
            ],
        )
        for table in TABLES
    }


def counts(folder):
    return {table: len(rows) for table, rows in wanted(folder).items()}


def changed(changes):
    return {table: one[:3] for table, one in changes.items() if any(one[:3])}


def at_row(monkeypatch, table, act):
    """Let ``act`` be called once, when the first row of a table has been read."""
    waiting = [act]

    def reading(path):
        for record in read_numbers(path):
            yield record
            if path.stem == table and waiting:
                waiting.pop()()

    monkeypatch.setattr(loading, "read_numbers", reading)


def test_first_load_writes_every_row_and_the_second_none(write, load, read, dsn, schema):
    folder = write(IDS)
    assert load(folder) == {table: Changes(rows, 0, 0, 0) for table, rows in counts(folder).items()}
    assert all(counts(folder).values()), "a table without rows proves nothing"

    def places():
        with psycopg.connect(dsn) as connection:
            query = "SELECT ctid::text, xmin::text, xmax::text FROM {} ORDER BY 1"
            return [
                connection.execute(SQL(query).format(Identifier(schema, table))).fetchall()
                for table in TABLES
            ]

    before = places()
    assert load(folder) == {table: Changes(0, 0, 0, rows) for table, rows in counts(folder).items()}
    assert places() == before, "not even locked"
    assert read() == wanted(folder)


def test_a_changed_a_removed_and_a_new_article_move_only_their_rows(write, load, read):
    load(write(IDS))

    def edit(table, row):
        if table == "figures" and row["article_id"] == IDS[1] and row["kind"] == "money":
            return row | {"value": Decimal("351000000")}
        return row

    new = write([IDS[1], IDS[2], "tf:ffffffffffff"], edit)
    changes = load(new)
    per_article = {table: rows // 3 for table, rows in counts(new).items()}
    assert {table: one.inserted for table, one in changes.items()} == per_article
    assert {table: one.deleted for table, one in changes.items()} == per_article
    assert {table: one.updated for table, one in changes.items() if one.updated} == {"figures": 1}
    assert all(one.unchanged + one.updated == 2 * per_article[table] for table, one in changes.items())
    assert read() == wanted(new)


def odd_values(table, row):
    """Rows with all that a format might trip over; keys stay."""
    if table == "figures" and row["kind"] == "percent":
        row = row | {"value": HUGE, "low": -HUGE, "high": Decimal("1E-300"), "surface": ODD, "unit": ""}
    if table == "entities":
        row = row | {"antecedents": ["", ODD, "NULL", "{}", "a,b"], "name": ODD, "coref": "\\N"}
    if table == "findings":
        repair = {"value": HUGE, "unit": None, "surface": ODD}
        row = row | {"repairs": [repair, repair], "message": ODD}
    if table == "articles":
        row = row | {"text": ODD * 3000, "published_on": date.max.isoformat(), "title": None}
    return row


def test_every_value_comes_back_exactly(write, load, read):
    folder = write(IDS, odd_values)
    load(folder)
    assert read() == wanted(folder)
    assert changed(load(folder)) == {}


def test_a_value_becomes_null_and_null_a_value(write, load, read):
    load(write([ID]))
    emptied = write([ID], lambda table, row: row | {"unit": None} if table == "figures" else row)
    assert changed(load(emptied)) == {"figures": (0, 2, 0)}
    assert read() == wanted(emptied)
    assert changed(load(write([ID]))) == {"figures": (0, 2, 0)}


def test_types_keys_indexes_and_meanings_are_there(write, load, dsn, schema):
    load(write([ID]))
    with psycopg.connect(dsn) as connection:
        types = dict(
            connection.execute(
                "SELECT table_name || '.' || column_name, data_type || ' ' || is_nullable "
                "FROM information_schema.columns WHERE table_schema = %s",
                [schema],
            ).fetchall()
        )
        assert {name: types[name] for name in (
            "figures.value", "figures.start", "figures.normalized.rate_date", "figures.surface",
            "tokens.starts_phrase", "findings.repairs", "findings.figure_ids", "claims.period.timex",
        )} == {
            "figures.value": "numeric YES", "figures.start": "integer NO",
            "figures.normalized.rate_date": "date YES", "figures.surface": "text NO",
            "tokens.starts_phrase": "boolean YES", "findings.repairs": "jsonb NO",
            "findings.figure_ids": "ARRAY NO", "claims.period.timex": "text YES",
        }  # fmt: skip
        keys = connection.execute(
            "SELECT c.conrelid::regclass::text, pg_get_constraintdef(c.oid) FROM pg_constraint c "
            "JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = %s",
            [schema],
        ).fetchall()
        keys = {
            (name.rpartition(".")[2], text.replace(f"{Identifier(schema).as_string()}.", ""))
            for name, text in keys
        }
        assert ("tokens", "PRIMARY KEY (article_id, token)") in keys
        link = "FOREIGN KEY (figure_id) REFERENCES figures(figure_id) DEFERRABLE INITIALLY DEFERRED"
        assert ("claims", link) in keys
        indexes = {
            name
            for (name,) in connection.execute(
                "SELECT indexname FROM pg_indexes WHERE schemaname = %s", [schema]
            )
        }
        assert {
            "figures_unit_idx", "figures_kind_idx", "figures_article_id_idx", "entities_code_idx",
            "claims_metric_code_idx", "claims_figure_id_idx", "findings_figure_ids_idx", "tokens_lemma_idx",
        } <= indexes  # fmt: skip
        about = connection.execute(SQL("SELECT * FROM {}").format(Identifier(schema, "about"))).fetchall()
        assert about == [("schema_version", SCHEMA_VERSION)]
        present = structure._read_present(connection, schema)
    assert present.comments["figures", "normalized.rate"] == "US dollars for one unit of the currency."
    assert present.comments["sentences", None] == "One sentence."
    for table in TABLES:
        for column in flatten(table):
            assert (present.comments[table, column.name] or "") == column.meaning


@pytest.mark.parametrize("end", ["kill", "stop_at_once"])
@pytest.mark.parametrize("loaded_before", [False, True])
def test_a_server_that_dies_within_a_load_holds_what_it_held(
    end, loaded_before, write, load, read, ours, monkeypatch
):
    before, after = write(IDS[:2]), write(IDS[1:], odd_values)
    if loaded_before:
        load(before)
    at_row(monkeypatch, "claims", getattr(ours, end))
    with pytest.raises(ExportError, match=rf"127.0.0.1:{ours.port}/postgres: table claims: .+ held before"):
        load(after)
    ours.start()
    if loaded_before:
        assert read() == wanted(before)
    else:
        with pytest.raises(psycopg.errors.UndefinedTable):
            read()
    load(after)
    assert read() == wanted(after)


@pytest.mark.parametrize("end", ["kill", "stop_at_once"])
def test_a_load_goes_on_by_itself_when_the_server_is_back(end, write, load, read, ours, monkeypatch):
    before, after = write(IDS[:2]), write(IDS[1:])
    load(before)

    def die():
        getattr(ours, end)()
        back.start()

    back = threading.Timer(1, ours.start)
    at_row(monkeypatch, "tokens", die)
    try:
        changes = load(after, OFTEN)
    finally:
        back.join()  # else a server would be started after the last test
    assert any("attempt 1: table tokens: " in line for line in load.said)
    assert read() == wanted(after)
    rows = {table: number // 2 for table, number in counts(after).items()}
    assert changes == {table: Changes(number, 0, number, number) for table, number in rows.items()}


def end_loads(dsn):
    """Let the server end the connections of all loads."""
    with psycopg.connect(dsn) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s",
            ["techflow-pipeline"],
        )
    time.sleep(0.2)
    return True


def test_a_connection_lost_at_the_commit_is_tried_again(write, load, read, dsn):
    folder = write(IDS)
    losses = count()
    load(folder, OFTEN, is_current=lambda: next(losses) > 0 or end_loads(dsn))
    assert next(losses) == 2 and any("the commit" in line for line in load.said)
    assert read() == wanted(folder)


def test_it_says_when_it_cannot_know_whether_a_commit_was_kept(write, load, dsn):
    with pytest.raises(ExportError, match="may have kept all of it, or nothing: export again"):
        load(write([ID]), is_current=lambda: end_loads(dsn))


def test_two_loads_at_once_do_not_mix(write, load, read, dsn, schema, monkeypatch):
    first, second = write(IDS), write(IDS[:1], odd_values)
    within, go_on = threading.Event(), threading.Event()
    at_row(monkeypatch, "figures", lambda: (within.set(), go_on.wait(30)))
    done = {}

    def start(name, folder):
        thread = threading.Thread(target=lambda: done.update({name: (load(folder), time.monotonic())}))
        thread.start()
        return thread

    threads = [start("first", first)]
    assert within.wait(30)
    threads.append(start("second", second))
    deadline = time.monotonic() + 30
    while not load.said and time.monotonic() < deadline:
        time.sleep(0.02)
    assert load.said == [f"another load is at work in schema {schema}; waiting for it"]
    time.sleep(0.3)
    assert not done, "the second waits"
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert done["first"][1] < done["second"][1]
    assert done["second"][0]["articles"] == Changes(0, 1, 2, 0)
    assert read() == wanted(second)


def test_loads_into_two_schemas_do_not_wait_for_each_other(write, load, dsn, schema, monkeypatch):
    folder = write([ID])
    other = f"{schema}2"
    inner = []
    at_row(monkeypatch, "figures", lambda: inner.append(load(folder, into=other)))
    load(folder)
    assert inner[0]["figures"].inserted == 2 and not load.said
    with psycopg.connect(dsn) as connection:
        connection.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(other)))


def alter(dsn, schema, statement, *values):
    with psycopg.connect(dsn) as connection:
        connection.execute(SQL("SET search_path TO {}").format(Identifier(schema)))
        connection.execute(statement, values)


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("99.0.0", "newer than .* update"),
        ("1.99.0", "newer than .* update"),
        ("0.9.0", "meaning differs .* choose another --schema"),
        ("soon", "no version"),
    ],
)
def test_another_version_in_the_server_is_refused(version, why, write, load, read, dsn, schema):
    before = write(IDS)
    load(before)
    alter(dsn, schema, "UPDATE about SET value = %s", version)
    with pytest.raises(ConfigError, match=why):
        load(write([ID]))
    assert read() == wanted(before)


def test_an_older_minor_version_gets_the_columns_and_tables_it_lacks(write, load, read, dsn, schema):
    folder = write(IDS)
    load(folder)
    alter(dsn, schema, "UPDATE about SET value = '1.0.0'")
    alter(dsn, schema, 'ALTER TABLE figures DROP COLUMN conversion_of, DROP COLUMN "normalized.rate"')
    alter(dsn, schema, "DROP TABLE editions")
    assert changed(load(folder)) == {"figures": (0, 6, 0), "editions": (3, 0, 0)}
    assert read() == wanted(folder)
    with psycopg.connect(dsn) as connection:
        present = structure._read_present(connection, schema)
        assert present.comments["figures", "normalized.rate"].startswith("US dollars")
        assert structure._read_version(connection, schema, present) == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("ALTER TABLE figures ALTER COLUMN value TYPE text", "figures.value is text, not numeric"),
        ("ALTER TABLE figures DROP COLUMN surface", "figures.surface is missing, not text"),
    ],
)
def test_columns_of_another_type_are_refused(statement, why, write, load, dsn, schema):
    load(write([ID]))
    alter(dsn, schema, statement)
    with pytest.raises(ConfigError, match=why):
        load(write(IDS))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE articles (article_id text PRIMARY KEY)",
        "CREATE TABLE about (name text, value text)",
        "CREATE TABLE about (x integer)",
        "CREATE VIEW figures AS SELECT 1 AS value",
    ],
)
def test_tables_of_somebody_else_are_left_alone(statement, write, load, dsn, schema):
    with psycopg.connect(dsn) as connection:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
    alter(dsn, schema, statement)
    with pytest.raises(ConfigError, match="not made by this command; choose another --schema"):
        load(write([ID]))
    with psycopg.connect(dsn) as connection:
        assert len(structure._read_present(connection, schema).types) == 1


def damage(table, change):
    return lambda name, row: row | change(row) if name == table else row


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (damage("times", lambda row: {"begin": "2024-13-01"}), "times.jsonl:1: no record of this version"),
        (damage("figures", lambda row: {"start": 2**40}), r"figures.jsonl:1: .*out of range"),
        (damage("figures", lambda row: {"surface": 5}), "figures.jsonl:1: no record"),
        (damage("figures", lambda row: {"surface": "half \ud800"}), "figures.jsonl:1: no record"),
        (damage("issues", lambda row: {"message": "a\0b"}), "table issues: .*0x00"),
        (damage("figures", lambda row: {"surface": None}), 'table figures: .*"surface"'),
        (damage("figures", lambda row: {"value": Decimal("1E-17000")}), "table figures: .*too precise"),
        (damage("figures", lambda row: {"figure_id": "twice"}), "table figures: .*twice.* is duplicated"),
        (damage("claims", lambda row: {"figure_id": "nowhere"}), "the commit: .*nowhere"),
    ],
)
def test_damaged_records_change_nothing_and_are_named(edit, why, write, load, read):
    before = write(IDS[:1])
    load(before)
    with pytest.raises(ExportError, match=why):
        load(write(IDS, edit), OFTEN)
    assert not load.said, "another attempt would not help"
    assert read() == wanted(before)


def test_a_missing_file_changes_nothing_and_is_named(write, load, read):
    before, after = write(IDS), write([ID])
    load(before)
    (after / "times.jsonl").unlink()
    with pytest.raises(ExportError, match=r"times.jsonl: No such file"):
        load(after)
    assert read() == wanted(before)


def test_outputs_written_anew_meanwhile_are_not_loaded(write, load, read):
    before = write(IDS)
    load(before)
    with pytest.raises(ExportError, match="new outputs meanwhile"):
        load(write([ID]), is_current=lambda: False)
    assert read() == wanted(before)


@pytest.mark.parametrize("name", ["", "x" * 64, "表" * 22, "a\0b", "pg_mine"])
def test_names_a_schema_cannot_have(name, write, load):
    with pytest.raises(ConfigError):
        load(write([ID]), into=name)


def test_a_user_without_rights_is_told(write, load, ours, schema):
    role = f"reader-{uuid.uuid4().hex[:8]}"
    with psycopg.connect(ours.dsn) as connection:
        connection.execute(SQL("CREATE ROLE {} LOGIN PASSWORD 'p'").format(Identifier(role)))
    server = parse_dsn(f"postgresql://{role}:p@127.0.0.1:{ours.port}/postgres")
    with pytest.raises(ConfigError, match="permission denied"):
        load_outputs(write([ID]), server, schema, patience=OFTEN, is_current=lambda: True, tell=print)


def test_a_database_that_cannot_hold_every_text_is_refused(write, ours):
    with psycopg.connect(ours.dsn, autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE narrow ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    server = parse_dsn(ours.dsn.replace("/postgres", "/narrow"))
    with pytest.raises(ConfigError, match="LATIN1"):
        load_outputs(write([ID]), server, "x", patience=ONCE, is_current=lambda: True, tell=print)


def test_memory_does_not_grow_with_the_table(write, load):
    folder = write([ID])
    (token,) = read_numbers(folder / "tokens.jsonl")

    def peak(rows):
        lines = JsonLines(folder / "tokens.jsonl")
        lines.write(token | {"token": number} for number in range(rows))
        lines.close()
        tracemalloc.start()
        try:
            one = load(folder)["tokens"]
            assert one.inserted + one.unchanged == rows
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few = peak(200)
    assert peak(20_000) < few + 300_000, "20,000 rows are 20 MB as objects"


def test_queries_of_the_page_run_and_find_something(write, load, dsn, schema):
    page = (HOUSE / "docs/postgres.md").read_text(encoding="utf-8")
    queries = [text for text in re.findall(r"```sql\n(.*?)```", page, re.DOTALL) if "SELECT" in text[:10]]
    assert len(queries) == 4
    load(write([ID]))
    with psycopg.connect(dsn) as connection:
        for query in queries:
            own = query.replace("techflow.", f"{Identifier(schema).as_string()}.")
            assert connection.execute(own).fetchall(), query
    example = json.loads(re.search(r"```json\n(.*?)```", page, re.DOTALL)[1])
    assert example["schema_version"] == SCHEMA_VERSION
    assert example["tables"]["articles"].keys() == set(Changes._fields)


# --- the command


def export(*arguments, env=None):
    return CliRunner().invoke(app, ["export", "postgres", *map(str, arguments)], env=env)


def test_the_command_prints_rows_for_programs_and_for_people(write, dsn, schema):
    folder = write(IDS)
    first = export("--out", folder, "--schema", schema, "--json", env={"TECHFLOW_DSN": dsn})
    assert first.exit_code == 0, first.stderr
    answer = json.loads(first.stdout)
    assert (answer["schema"], answer["schema_version"]) == (schema, SCHEMA_VERSION)
    assert answer["tables"]["figures"] == {"inserted": 6, "updated": 0, "deleted": 0, "unchanged": 0}
    assert list(answer["tables"]) == list(TABLES)
    second = export("--out", folder, "--schema", schema, "--dsn", dsn)
    assert second.exit_code == 0 and second.stderr.endswith(f"schema {schema}: 0 rows changed\n")
    table = [line.split("\t") for line in second.stdout.splitlines()]
    assert table[0] == ["table", "inserted", "updated", "deleted", "unchanged"]
    assert ["figures", "0", "0", "0", "6"] in table
    if PASSWORD in dsn:
        assert PASSWORD not in first.output + second.output


def wrong(password="hunter2"):
    return lambda ours: ours.dsn.replace(PASSWORD, password)


@pytest.mark.parametrize(
    ("address", "why", "tried_again"),
    [
        (wrong(), "cannot connect to 127.0.0.1:.*password", False),
        (wrong("hun/ter2"), "write %40 and %2F", False),
        (wrong("hun@ter2"), "write %40 and %2F", False),
        (wrong("hun%ter2"), "cannot be read", False),
        (lambda ours: "host=127.0.0.1 password=one hunter2", "cannot be read", False),
        (lambda ours: f"host=127.0.0.1 port={ours.port} user=u dbname=x password=hunter2", "password", False),
        (lambda ours: wrong()(ours).replace(str(ours.port), "1"), "refused", True),
        (lambda ours: wrong()(ours).replace("127.0.0.1", "no.invalid"), "no.invalid", True),
        (lambda ours: ours.dsn.replace("/postgres", "/nowhere"), '"nowhere" does not exist', False),
    ],
)
def test_a_server_that_cannot_be_used_is_2_and_no_password_is_shown(address, why, tried_again, write, ours):
    done = export("--out", write([ID]), "--dsn", address(ours), "--attempts", 2)
    assert done.exit_code == 2
    assert re.search(why, done.stderr), done.stderr
    assert ("attempt 2" in done.stderr) is tried_again
    for secret in (PASSWORD, "hunter2", "ter2", "hun"):
        assert secret not in done.output
    assert "Traceback" not in done.output


def test_a_connection_lost_for_good_is_1_and_no_password_is_shown(write, schema, ours, monkeypatch):
    at_row(monkeypatch, "times", ours.kill)
    done = export("--out", write([ID]), "--dsn", ours.dsn, "--schema", schema, "--attempts", 2)
    ours.start()
    assert done.exit_code == 1
    assert f"127.0.0.1:{ours.port}/postgres: table times: " in done.stderr.splitlines()[-1]
    assert PASSWORD not in done.output


def test_the_server_is_shown_without_its_password():
    server = parse_dsn("postgresql://me:hunter2@db.example.org:6432/news?sslmode=require")
    assert server.name == "db.example.org:6432/news"
    assert "hunter2" not in f"{server} {server!r}"


def test_what_is_missing_is_said(write, tmp_path, monkeypatch):
    folder = write([ID])
    monkeypatch.delenv("TECHFLOW_DSN", raising=False)
    assert export("--out", folder).exit_code == 2
    dsn = "postgresql://u:hunter2@127.0.0.1:1/x"
    assert "start with: run" in export("--out", tmp_path / "no", "--dsn", dsn).stderr
    assert export("--out", folder, "--dsn", dsn, "--to", tmp_path / "x").exit_code == 2
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace(SCHEMA_VERSION, "1.0.0"))
    assert "make them anew: run" in export("--out", folder, "--dsn", dsn).stderr
    for name in [name for name in sys.modules if name.startswith("pipeline.exporters.postgres")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    without = export("--out", folder, "--dsn", dsn)
    assert without.exit_code == 2 and "techflow-pipeline[postgres]" in without.stderr
