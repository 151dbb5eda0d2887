"""What a run processes again and what it takes from the ledger, why, and what it tells of it."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.batches import making, signature
from pipeline.cli.batches.fingerprints import Fingerprints
from pipeline.exporters.schema import TABLES
from pipeline.ledger import LAYOUT, NAME, open_ledger
from pipeline.runners import serial
from tests.commands import HOUSE, call_here, tree

TEXTS = {
    "ja/a": "Tetherの2024年の純利益は130億ドルだった。従業員は150人だ。",
    "zh/b": "Tether 2024年净利润为210亿美元。员工150人。",
    "en/c": "Circle earned $156 million in 2024.",
    "ja/d": "利益は130 亿美元だった。",
}


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "en" / "broken.txt").write_bytes(b"a\0b")
    return folder


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def worked(monkeypatch):
    """What was processed, and what was summarized, since the list was last emptied."""
    done = []
    process, summarize = serial.process_article, serial.summarize_article

    def count_process(article, tools, as_of):
        done.append(("processed", article.source))
        return process(article, tools, as_of)

    def count_summarize(result):
        done.append(("told", result.article.source))
        return summarize(result)

    monkeypatch.setattr(serial, "process_article", count_process)
    monkeypatch.setattr(serial, "summarize_article", count_summarize)
    return done


def run(corpus, out, *options):
    return call_here("run", corpus, "--out", out, "--no-model", *options)


def plan(corpus, out, *options):
    """The lines of a dry run as pairs of reason and source."""
    done = run(corpus, out, "--dry-run", *options)
    assert done.exit_code == 0
    return [tuple(line.split("\t")[:2]) for line in done.stdout.splitlines()]


def test_a_run_without_news_does_nothing_and_says_so(corpus, out, worked):
    assert run(corpus, out).exit_code == 3
    first = tree(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.jsonl")}
    worked.clear()
    done = run(corpus, out)
    assert done.exit_code == 3, "what was rejected is rejected still"
    assert "nothing has changed" in done.stderr and not worked
    assert tree(out) == first
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.jsonl")} == times


def test_what_somebody_did_to_the_outputs_is_made_good_without_processing(corpus, out, worked):
    run(corpus, out)
    first = tree(out)
    (out / "figures.jsonl").write_text("mine", encoding="utf-8")
    (out / "manifest.json").write_text((out / "manifest.json").read_text(encoding="utf-8") + " ")
    worked.clear()
    assert run(corpus, out).exit_code == 3
    assert tree(out) == first and not worked


def test_only_what_is_new_or_changed_is_processed(corpus, out, worked, tmp_path):
    run(corpus, out)
    (corpus / "en" / "c.txt").write_text("Circle earned $157 million in 2024.", encoding="utf-8")
    (corpus / "en" / "e.txt").write_text("Acme paid $5.", encoding="utf-8")
    (corpus / "zh" / "b.yaml").write_text("published_on: 2025-01-02\n", encoding="utf-8")
    (corpus / "ja" / "d.txt").unlink()
    wanted = [
        ("rejected", "en/broken.txt"), ("changed", "en/c.txt"), ("new", "en/e.txt"),
        ("unchanged", "ja/a.txt"), ("changed", "zh/b.txt"), ("removed", "ja/d.txt"),
    ]  # fmt: skip
    assert plan(corpus, out) == wanted
    worked.clear()
    done = run(corpus, out)
    assert [source for what, source in worked if what == "processed"] == ["en/c.txt", "en/e.txt", "zh/b.txt"]
    assert "2 changed, 1 new, 1 removed since the last run" in done.stderr
    afresh = tmp_path / "afresh"
    run(corpus, afresh)
    ours, theirs = tree(out), tree(afresh)
    for each in (ours, theirs):
        for name in [name for name in each if name.startswith("changes/")]:
            del each[name]
        del each["manifest.json"], each["prov.json"]  # which are of the run and not of the data
    assert ours == theirs, "data is the same whatever was done before"


def test_a_dry_run_of_nothing_writes_nothing(corpus, out):
    assert {reason for reason, _ in plan(corpus, out)} == {"new", "rejected"}
    assert not out.exists()


def test_a_touched_file_is_no_changed_one(corpus, out, worked):
    run(corpus, out)
    worked.clear()
    for path in corpus.rglob("*.txt"):
        path.touch()
    assert "nothing has changed" in run(corpus, out).stderr


def change_rules(monkeypatch, change):
    """As if code or tables had changed: ``change`` makes another fingerprint of the languages' own."""
    before = Fingerprints.of_result
    monkeypatch.setattr(Fingerprints, "of_result", lambda self, langs: change(before(self, langs), langs))
    monkeypatch.setattr(signature, "hash_code", lambda: "other")


def test_a_change_of_one_languages_rules_processes_what_they_read(corpus, out, worked, monkeypatch):
    run(corpus, out)
    change_rules(monkeypatch, lambda old, langs: old + ("!" if "zh" in langs else ""))
    assert plan(corpus, out)[2:] == [
        ("unchanged", "ja/a.txt"), ("rules changed", "ja/d.txt"), ("rules changed", "zh/b.txt"),
    ]  # fmt: skip
    worked.clear()
    run(corpus, out)
    assert [source for what, source in worked if what == "processed"] == ["ja/d.txt", "zh/b.txt"]


def test_what_only_summaries_depend_on_makes_them_anew(corpus, out, worked, monkeypatch):
    run(corpus, out)
    first = tree(out)
    before = Fingerprints.of_summary
    monkeypatch.setattr(Fingerprints, "of_summary", lambda self, langs: before(self, langs) + "!")
    monkeypatch.setattr(signature, "hash_code", lambda: "other")
    assert {reason for reason, _ in plan(corpus, out)} == {"summary rules changed", "rejected"}
    worked.clear()
    run(corpus, out)
    assert {what for what, _ in worked} == {"told"}
    assert tree(out) == first


@pytest.fixture
def rendered(monkeypatch):
    """What was written down anew since the list was last emptied."""
    done, render = [], making.render_article

    def count_render(result, summary):
        done.append(result.article.source)
        return render(result, summary)

    monkeypatch.setattr(making, "render_article", count_render)
    return done


def test_what_stays_as_it_was_is_not_even_written_down_anew(corpus, out, worked, rendered):
    run(corpus, out)
    (corpus / "en" / "c.txt").write_text("Circle earned $157 million in 2024.", encoding="utf-8")
    worked.clear()
    rendered.clear()
    run(corpus, out)
    assert rendered == ["en/c.txt"]


def test_other_writers_write_down_anew_what_the_ledger_has(corpus, out, worked, rendered, monkeypatch):
    run(corpus, out)
    first = tree(out)
    before = Fingerprints.of_writing
    monkeypatch.setattr(Fingerprints, "of_writing", lambda self, langs: before(self, langs) + "!")
    monkeypatch.setattr(signature, "hash_code", lambda: "other")
    assert {reason for reason, _ in plan(corpus, out)} == {"unchanged", "rejected"}
    worked.clear()
    for wanted in (sorted(f"{name}.txt" for name in TEXTS), []):
        rendered.clear()
        (out / "figures.jsonl").write_text("mine", encoding="utf-8")
        assert run(corpus, out).exit_code == 3 and not worked
        assert sorted(rendered) == wanted, "what was written anew is kept"
    after = tree(out)
    for name in ("manifest.json", "prov.json"):
        del first[name], after[name]
    assert {k: v for k, v in after.items() if k in first} == first


def test_other_options_are_other_rules(corpus, out, worked):
    run(corpus, out)
    dated = run(corpus, out, "--as-of", "2024-07-01", "--dry-run").stdout
    assert dated.count("changed\t") == 4, "no article has a day of its own"
    (corpus / "en" / "c.yaml").write_text("published_on: 2025-01-02\n", encoding="utf-8")
    run(corpus, out)
    dated = run(corpus, out, "--as-of", "2024-07-01", "--dry-run").stdout
    assert "unchanged\ten/c.txt" in dated and dated.count("unchanged\t") == 1


def test_what_failed_is_set_aside_until_it_is_to_be_tried_again(corpus, out, monkeypatch):
    process = serial.process_article

    def fail(article, tools, as_of):
        if article.source == "en/c.txt":
            raise ValueError("a strange article")
        return process(article, tools, as_of)

    monkeypatch.setattr(serial, "process_article", fail)
    run(corpus, out)
    monkeypatch.setattr(serial, "process_article", process)
    (corpus / "en" / "e.txt").write_text("Acme paid $5.", encoding="utf-8")
    assert ("failed before", "en/c.txt") in plan(corpus, out)
    run(corpus, out)
    rejected = [json.loads(line) for line in (out / "rejected.jsonl").read_text("utf-8").splitlines()]
    assert {(one["source"], one["message"].split(":")[0]) for one in rejected if one["type"] == "failed"} == {
        ("en/c.txt", "ValueError")
    }
    done = run(corpus, out, "--retry-failed")
    assert "1 failed before" in done.stderr
    assert "en/c.txt" not in (out / "rejected.jsonl").read_text("utf-8")
    assert "nothing has changed" in run(corpus, out, "--retry-failed").stderr


def replay(tables, path):
    """The tables after a file of changes: a record is known by what it says."""
    for line in path.read_text(encoding="utf-8").splitlines():
        change = json.loads(line)
        if change["op"] == "delete":
            for rows in tables.values():
                rows -= {row for row in rows if json.loads(row)["article_id"] == change["article_id"]}
        else:
            tables[change["table"]].add(json.dumps(change["record"]))


def read_tables(out):
    return {
        name: {
            json.dumps(json.loads(line)) for line in (out / f"{name}.jsonl").read_text("utf-8").splitlines()
        }
        for name in TABLES
    }


def test_changes_replayed_once_or_twice_give_the_tables(corpus, out):
    for name in ("ja/a", "zh/b"):
        (corpus / f"{name}.yaml").write_text("edition_of: story\n", encoding="utf-8")
    run(corpus, out)
    assert not (out / "changes/000001.jsonl").exists(), "the tables are what is new"
    copy = read_tables(out)
    assert copy["editions"] and copy["findings"]
    (corpus / "zh" / "b.txt").write_text(TEXTS["zh/b"].replace("210", "130"), encoding="utf-8")
    (corpus / "en" / "e.txt").write_text("Acme paid $5.", encoding="utf-8")
    run(corpus, out)
    (corpus / "en" / "c.txt").unlink()
    run(corpus, out)
    run(corpus, out)
    assert json.loads((out / "manifest.json").read_bytes())["changes"] == 3
    for number in (2, 3):
        for _ in range(2):
            replay(copy, out / f"changes/{number:06}.jsonl")
    assert copy == read_tables(out)
    assert [path.name for path in sorted((out / "changes").iterdir())] == [
        "000002.jsonl", "000003.index.jsonl", "000003.jsonl",
    ]  # fmt: skip
    told = [json.loads(line) for line in (out / "changes/000003.jsonl").read_text("utf-8").splitlines()]
    assert [change["op"] for change in told] == ["delete"], "of what is gone nothing is said anew"


def test_a_removed_article_leaves_a_tombstone_and_may_come_back(corpus, out):
    run(corpus, out)
    text = (corpus / "en" / "c.txt").read_text(encoding="utf-8")
    (corpus / "en" / "c.txt").unlink()
    run(corpus, out)
    with open_ledger(out) as ledger:
        assert [(entry.source, entry.state) for entry in ledger.entries("removed")] == [
            ("en/c.txt", "removed")
        ]
    (corpus / "en" / "c.txt").write_text(text, encoding="utf-8")
    assert ("new", "en/c.txt") in plan(corpus, out)


def test_a_ledger_of_another_layout_is_made_anew_and_a_damaged_one_is_told_of(corpus, out, worked):
    run(corpus, out)
    with sqlite3.connect(out / NAME) as connection:
        connection.execute(f"PRAGMA user_version = {LAYOUT + 1}")
    connection.close()
    worked.clear()
    assert run(corpus, out).exit_code == 3
    assert len(worked) == 2 * len(TEXTS)
    (out / NAME).write_bytes(b"no database at all" * 100)
    done = run(corpus, out)
    assert done.exit_code == 2
    assert f"{NAME}: file is not a database; delete it" in done.stderr.replace("\n", " ")


TRACE = """
import sys
from pathlib import Path
opened, plain = set(), Path.open
def watch(self, *given, **more):
    opened.add(str(self))
    return plain(self, *given, **more)
Path.open = watch
from pipeline.datatypes import Article
from pipeline.stages import load_tools, process_article
lang, text = sys.argv[1:]
process_article(Article("a", lang, text), load_tools(lang, False))
print(*sorted(opened), sep="\\n")
"""


@pytest.mark.parametrize("lang", ["ja", "zh", "en"])
def test_fingerprints_take_in_every_table_that_is_read(lang):
    text = {
        "ja": "Tetherの準備金は1300億ドルだ。Tetherの2024年の利息収入は700億円だった。",
        "zh": "Tether准备金1300亿美元。Tether 2024年利息收入为700亿美元。",
        "en": "Tether holds reserves of $130 billion. It earned interest of $70 billion in 2024.",
    }[lang]
    done = subprocess.run(
        [sys.executable, "-c", TRACE, lang, text], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    prints = Fingerprints(model=False)
    root = HOUSE / "pipeline"
    read = {Path(line).relative_to(root).as_posix() for line in done.stdout.split("\n") if str(root) in line}
    assert len(read) > 20
    own = set(prints.names_of((lang,)))
    assert not read - own


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package whose tables may be changed."""
    return shutil.copytree(HOUSE / "pipeline", tmp_path_factory.mktemp("package") / "pipeline")


@pytest.mark.parametrize(
    ("file", "touched"),
    [
        ("languages/zh/units.yaml", {("zh",), ("ja", "zh")}),
        ("languages/ja/tokenizer.py", {("ja",), ("ja", "zh")}),
        ("languages/en/phrasing.yaml", {("ja",), ("zh",), ("en",), ("ja", "zh")}),
        ("languages/residue.py", {("ja",), ("zh",), ("en",), ("ja", "zh")}),
        ("reference/metrics.yaml", {("ja",), ("zh",), ("en",), ("ja", "zh")}),
        ("stages/auditing/scene.py", {("ja",), ("zh",), ("en",), ("ja", "zh")}),
        ("exporters/csv_file.py", set()),
        ("cli/display.py", set()),
        ("runners/processes.py", set()),
    ],
)
def test_a_change_touches_the_languages_it_is_of(package, file, touched):
    every = [("ja",), ("zh",), ("en",), ("ja", "zh")]

    def prints():
        now = Fingerprints(model=False, root=package)
        return {
            langs: (now.of_result(langs), now.of_summary(langs), now.of_writing(langs)) for langs in every
        }

    path = package / file
    before, text = prints(), path.read_text(encoding="utf-8")
    path.write_text(text + "\n# another\n", encoding="utf-8")
    after = prints()
    path.write_text(text, encoding="utf-8")
    assert {langs for langs in every if before[langs][0] != after[langs][0]} == touched
    told = {langs for langs in every if before[langs][1] != after[langs][1]}
    assert told == (set(every) if touched else set()), "summaries are told and read in all languages"
    written = {langs for langs in every if before[langs][2] != after[langs][2]}
    assert written == (set(every) if touched or file.startswith("exporters/") else set())
    assert prints() == before


def test_the_model_of_the_articles_language_counts():
    with_it, without = Fingerprints(model=True), Fingerprints(model=False)
    assert with_it.of_result(("ja",)) != without.of_result(("ja",))
    assert with_it.of_result(("zh", "ja")) == without.of_result(("zh", "ja")), "residue is read without"
