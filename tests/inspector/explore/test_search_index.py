"""The index is that of the data it lies beside, or it is made anew; and how the command fails."""

import shutil
import sqlite3
import sys
from contextlib import closing

import pytest

from pipeline.errors import ConfigError, ExportError
from pipeline.exporters.datasets.database import write_database
from pipeline.exporters.schema import TABLES
from pipeline.inspector.explore import Address, make_explorer, search_index, words
from pipeline.inspector.explore.queries import load_queries
from pipeline.inspector.explore.search_index import find_corpus, refresh_index
from tests.commands import call_here
from tests.inspector.explore.conftest import Pages
from tests.inspector.explore.corpus import run


@pytest.fixture
def out(explored, tmp_path):
    """A copy of the outputs without an index, to be changed."""
    folder = tmp_path / "out"
    folder.mkdir()
    shutil.copy(explored / "corpus.sqlite", folder)
    return folder


def change(out, sql):
    with closing(sqlite3.connect(out / "corpus.sqlite")) as connection, connection:
        connection.execute(sql)


def hits(out, query):
    return [row["hit"] for row in Pages(make_explorer(out)).rows("/search/search_sentences", q=query)]


def test_an_index_is_made_once_and_anew_for_other_data(out):
    corpus, index = find_corpus(out), out / "search.sqlite"
    told = []
    assert refresh_index(corpus, index, told.append)
    first = index.read_bytes()
    assert not refresh_index(corpus, index, told.append)
    assert len(told) == 1 and str(index) in told[0]
    corpus.touch()
    assert not refresh_index(corpus, index), "the same bytes at another time are the same data"
    assert hits(out, "傘下") == ["傘下"]
    change(out, "UPDATE sentences SET surface = replace(surface, '傘下', '配下')")
    assert hits(out, "傘下") == [] and hits(out, "配下") == ["配下"]
    assert index.read_bytes() != first
    assert [path.name for path in out.iterdir() if path.name.startswith(".search")] == []


def test_equal_data_gives_an_equal_index(out, tmp_path):
    corpus = find_corpus(out)
    refresh_index(corpus, tmp_path / "one.sqlite")
    refresh_index(corpus, tmp_path / "two.sqlite")
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_an_index_of_other_keys_or_none_at_all_is_made_anew(out, monkeypatch):
    corpus, index = find_corpus(out), out / "search.sqlite"
    index.write_bytes(b"this is no database" * 100)
    assert refresh_index(corpus, index)
    monkeypatch.setattr(words, "VERSION", words.VERSION + 1)
    assert refresh_index(corpus, index)


def test_a_run_makes_a_new_index_and_pages_of_old_data_end(tmp_path):
    (tmp_path / "in/en").mkdir(parents=True)
    (tmp_path / "in/en/a.txt").write_text("News\nHarborline has 40 ships.\n", encoding="utf-8")
    out = run(tmp_path)
    old = Pages(make_explorer(out))
    assert old.rows("/search/search", q="zeppelins") == []
    (tmp_path / "in/en/b.txt").write_text("More news\nHarborline has 50 zeppelins.\n", encoding="utf-8")
    run(tmp_path)
    assert (out / "search.sqlite").is_file(), "a run leaves the index where it is"
    answer = old.get("/search/search")
    assert answer.status_code == 503 and "start explore again" in answer.text
    assert hits(out, "zeppelins") == ["zeppelins"]


def test_data_that_changes_while_it_is_read_gives_no_index(out, monkeypatch):
    keys = iter(["first", "second"])
    monkeypatch.setattr(search_index, "_key", lambda corpus: next(keys))
    with pytest.raises(ExportError, match="was written while it was read"):
        refresh_index(out / "corpus.sqlite", out / "search.sqlite")
    assert [path.name for path in out.iterdir()] == ["corpus.sqlite"]


def test_outputs_without_articles_have_pages_too(tmp_path):
    for table in TABLES:
        (tmp_path / f"{table}.jsonl").touch()
    write_database(tmp_path, tmp_path / "corpus.sqlite")
    pages = Pages(make_explorer(tmp_path))
    for query in load_queries():
        assert pages.rows(f"/{query.database}/{query.name}") == []
        assert pages.get(f"/{query.database}/{query.name}").status_code == 200
    assert all(pages.get(f"/corpus/{table}").status_code == 200 for table in TABLES)


def test_an_index_can_lie_elsewhere(out, tmp_path):
    explorer = make_explorer(out, tmp_path / "deep/down/index.sqlite")
    assert Pages(explorer).rows("/search/search", q="代币")
    assert not (out / "search.sqlite").exists()
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="give --index FILE"):
        make_explorer(out, tmp_path / "file/index.sqlite")


def test_outputs_that_cannot_be_shown_are_told(out, explored, tmp_path):
    with pytest.raises(ConfigError, match=r"corpus\.sqlite is not here; start with: run"):
        make_explorer(tmp_path / "nowhere")
    change(out, "UPDATE about SET value = '0.9.0'")
    with pytest.raises(ConfigError, match=r"schema version 0\.9\.0"):
        make_explorer(out)
    (out / "corpus.sqlite").write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(ConfigError, match="not a database"):
        make_explorer(out)
    odd = tmp_path / "100%?"
    odd.mkdir()
    shutil.copy(explored / "corpus.sqlite", odd)
    with pytest.raises(ConfigError, match="opens no path with"):
        make_explorer(odd)


def test_the_command_tells_what_is_missing(explored, tmp_path, monkeypatch):
    done = call_here("explore", "--out", tmp_path)
    assert done.exit_code == 2 and "start with: run" in done.stderr
    for name in [name for name in sys.modules if name.startswith("pipeline.inspector.explore")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "datasette", None)
    done = call_here("explore", "--out", explored)
    assert done.exit_code == 2
    assert "pip install 'techflow-pipeline[explore]'" in done.stderr


def test_the_command_serves_until_it_is_interrupted(explored, monkeypatch):
    served = []

    def serve(explorer, address, tell):
        served.append((address, explorer.setting("default_allow_sql")))
        tell("http://there/")
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.inspector.explore.serve", serve)
    done = call_here("explore", "--out", explored)
    assert done.exit_code == 0 and "at http://there/" in done.stderr and "everybody" not in done.stderr
    done = call_here("explore", "--out", explored, "--host", "0.0.0.0", "--port", "0", "--no-sql")
    assert done.exit_code == 0 and "everybody who reaches it can read" in done.stderr
    assert served == [(Address("127.0.0.1", 8001), True), (Address("0.0.0.0", 0), False)]


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        *[(host, True) for host in ("127.0.0.1", "127.0.0.9", "localhost", "::1")],
        *[(host, False) for host in ("0.0.0.0", "::", "192.168.1.2", "example.org", "127.evil.org")],
    ],
)
def test_local_addresses_are_those_of_this_machine(host, is_local):
    assert Address(host).is_local is is_local


def test_without_sql_of_their_own_readers_have_tables_and_queries(explored):
    pages = Pages(make_explorer(explored, sql=False))
    assert pages.get("/corpus", sql="select 1").status_code == 403
    assert pages.get("/corpus/figures", _where="1=1").status_code == 403
    assert pages.rows("/search/search", q="代币") and pages.rows("/corpus/figures")
    open_to_all = Pages(make_explorer(explored, host="0.0.0.0"))
    assert open_to_all.get("/corpus", headers={"host": "data.example"}).status_code == 200
