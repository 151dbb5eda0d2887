"""The commands as other programs call them: exit codes, streams, files."""

import fcntl
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import time
from dataclasses import replace

import pytest

from pipeline import __version__
from pipeline.datatypes import Entity
from pipeline.exporters.datasets import DATASETS
from pipeline.exporters.schema import RECORDS, TABLES
from pipeline.languages.nlp import find_models
from pipeline.runners import serial
from pipeline.stages import load_tools
from tests.commands import COMMAND, HOUSE, call, call_here, tree

JA = "テザーは2024年に約130億ドルを稼いだ。😀従業員は１５０人だ。\n"
EN = "Acme raised $5 million on July 1, 2024."


def lines_of(raw):
    return [json.loads(line) for line in raw.decode("utf-8").splitlines()]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "ja").mkdir()
    (folder / "en").mkdir()
    (folder / "ja" / "a.txt").write_text(JA, encoding="utf-8", newline="")
    (folder / "ja" / "a.yaml").write_text("published_on: 2024-07-01\n", encoding="utf-8")
    (folder / "en" / "b.jsonl").write_text(
        json.dumps({"id": "x", "text": EN}) + '\n{"id": "y"}\n', encoding="utf-8"
    )
    (folder / "ja" / "broken.txt").write_bytes(b"a\0b")
    return folder


@pytest.fixture(scope="module")
def outputs(corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    (out / "README.md").write_text("mine", encoding="utf-8")
    done = call("run", corpus, "--out", out, PYTHONHASHSEED="1")
    assert done.returncode == 3, done.stderr.decode()
    return out, done


def test_help_is_quick():
    began = time.perf_counter()
    shown = call("--help")
    took = time.perf_counter() - began
    print(f"--help took {took:.2f} s")
    assert shown.returncode == 0
    for name in ("run", "extract", "explain", "candidates", "schema", "status"):
        assert f"  {name} ".encode() in shown.stdout
    # Not the time, which depends on the machine, but what costs it.
    loaded = call("--help", PYTHONPROFILEIMPORTTIME="1").stderr
    assert not [
        name for name in (b"spacy", b"duckdb", b"pydantic", b"rich.console") if b"| " + name in loaded
    ]


def test_version():
    assert call("--version").stdout.decode().strip() == __version__


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("run", "--nonsense"),
        ("run", "no/such/folder"),
        ("run", "--runner", "nonsense"),
        ("run", "--as-of", "yesterday"),
        ("run", "docs", "--out", "docs"),
        ("extract", "--lang", "xx"),
        ("extract", "--date", "2024-13-01"),
        ("explain",),
        ("explain", "--lang", "xx", "text"),
        ("schema", "nonsense"),
        ("run", "--workers", "2"),
        ("run", "--runner", "processes", "--workers", "0"),
        ("export", "nonsense"),
        ("export", "xlsx", "--out", "no/such/folder"),
        ("candidates", "no/such/folder"),
        ("candidates", "--least", "0"),
    ],
)
def test_wrong_use_is_2_and_says_why(arguments):
    done = call_here(*arguments)
    assert done.exit_code == 2
    assert done.stderr
    assert not done.stdout


def test_nothing_to_read_is_2(tmp_path):
    done = call_here("run", tmp_path, "--out", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no .txt or .jsonl file" in done.stderr


def test_run_writes_every_file(outputs):
    out, done = outputs
    tables = {f"{name}.{suffix}" for name in TABLES for suffix in ("jsonl", "csv")}
    parquet = {name for name in tree(out) if name.startswith("parquet/")}
    assert {name.split("/")[1] for name in parquet} == set(TABLES)
    assert {name.split("/", 2)[2] for name in parquet} == {
        "lang=ja/month=2024-07/part-0.parquet",
        "lang=en/month=undated/part-0.parquet",
        "lang=und/month=undated/part-0.parquet",  # of a table without records
    }
    schemas = {f"schema/{name}.schema.json" for name in RECORDS}
    summaries = {name for name in tree(out) if name.startswith("summaries/")}
    others = {"ja.spacy", "en.spacy", "rejected.jsonl", "manifest.json", "prov.json", "README.md", *DATASETS}
    assert set(tree(out)) == {*tables, *parquet, *schemas, *summaries, *others, "changes/000001.index.jsonl"}
    assert len(summaries) == 2 + 2 * (1 + 3), "of the batch, and of each article a record and three pages"
    assert {"summaries/batch.md", "summaries/batch.json"} < summaries
    assert b"2 articles" in done.stderr.splitlines()[-1]
    assert b"2 rejected" in done.stderr.splitlines()[-1]
    assert re.search(rb"; \d+ of \d+ figures checked$", done.stderr.splitlines()[-1])
    assert not done.stdout


def test_run_names_what_it_rejected(outputs):
    out, done = outputs
    rejected = lines_of((out / "rejected.jsonl").read_bytes())
    assert [(row["source"], row["line"], row["type"]) for row in rejected] == [
        ("en/b.jsonl", 2, "no-text"),
        ("ja/broken.txt", None, "nul"),
    ]
    assert b"ja/broken.txt" in done.stderr


def test_every_row_fits_its_model_and_every_span_its_text(outputs):
    out, _ = outputs
    texts = {row["article_id"]: row["text"] for row in lines_of((out / "articles.jsonl").read_bytes())}
    assert sorted(texts.values()) == sorted([JA, EN])
    for name, model in RECORDS.items():
        for row in lines_of((out / f"{name}.jsonl").read_bytes()):
            model.model_validate(row)
            if "surface" in row:
                assert texts[row["article_id"]][row["start"] : row["end"]] == row["surface"]
    figures = {row["surface"] for row in lines_of((out / "figures.jsonl").read_bytes())}
    assert {"130億ドル", "１５０人", "$5 million"} <= figures


def test_manifest_tells_what_went_in_and_came_out(outputs, corpus):
    out, _ = outputs
    manifest = json.loads((out / "manifest.json").read_bytes())
    hashes = {file["name"]: file["sha256"] for file in manifest["outputs"]}
    files = tree(out)
    for name in ("manifest.json", "README.md", "changes/000001.index.jsonl"):
        del files[name]
    assert hashes == {name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()}
    given = {file["name"]: file["sha256"] for file in manifest["inputs"]}
    assert given == {name: hashlib.sha256(raw).hexdigest() for name, raw in tree(corpus).items()}
    counts = manifest["counts"]
    assert counts["articles"] == 2
    records = {file["name"]: file["records"] for file in manifest["outputs"] if "records" in file}
    assert records["rejected.jsonl"] == 2
    for name in TABLES:
        parts = [count for file, count in records.items() if file.startswith(f"parquet/{name}/")]
        assert records[f"{name}.jsonl"] == records[f"{name}.csv"] == sum(parts) == counts[name]
    assert str(out) not in json.dumps(manifest)


def test_second_run_gives_equal_bytes_and_removes_what_is_stale(outputs, corpus, tmp_path):
    out, _ = outputs
    (tmp_path / "summaries").mkdir()
    (tmp_path / "summaries" / "tf-000000000000.md").write_text("of an article that is gone", encoding="utf-8")
    (tmp_path / "summaries" / "mine.md").write_text("not ours", encoding="utf-8")
    (tmp_path / "zh.spacy").write_text("of a language that is gone", encoding="utf-8")
    (tmp_path / "figures.parquet").write_text("of a version before", encoding="utf-8")
    for partition in ("lang=ja/month=1999-01", "lang=zh/month=undated"):
        (tmp_path / "parquet/figures" / partition).mkdir(parents=True)
        (tmp_path / "parquet/figures" / partition / "part-0.parquet").write_text("gone", encoding="utf-8")
    (tmp_path / ".staging").mkdir()  # left by a run that was killed
    done = call("run", corpus / "en", corpus, "--out", tmp_path, PYTHONHASHSEED="2")
    assert done.returncode == 3
    again = tree(tmp_path)
    assert again.pop("summaries/mine.md") == b"not ours"
    first = tree(out)
    del first["README.md"]
    assert again == first
    assert [path.name for path in (tmp_path / "parquet/figures").iterdir() if path.name == "lang=zh"] == []


def test_two_runs_do_not_write_at_once(corpus, tmp_path):
    handle = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = call_here("run", corpus, "--out", tmp_path)
    finally:
        os.close(handle)
    assert done.exit_code == 2
    assert "another run" in done.stderr


def test_status_sees_what_changed(outputs, corpus, tmp_path):
    out, _ = outputs

    def status(*paths):
        return json.loads(call_here("status", *paths, "--out", out, "--json").stdout)

    before = status(corpus)
    assert before["counts"]["articles"] == 2
    assert before["inputs"]["unchanged"] == sorted(tree(corpus))
    assert not before["outputs"]["changed"] and not before["code_changed"]
    other = tmp_path / "ja"
    other.mkdir()
    (other / "a.txt").write_text("changed", encoding="utf-8")
    (other / "new.txt").write_text("new", encoding="utf-8")
    after = status(tmp_path)["inputs"]
    assert (after["changed"], after["new"]) == (["ja/a.txt"], ["ja/new.txt"])
    assert after["gone"] == ["en/b.jsonl", "ja/a.yaml", "ja/broken.txt"]
    assert {(row["source"], row["type"]) for row in before["rejected"]} == {
        ("en/b.jsonl", "no-text"), ("ja/broken.txt", "nul"),
    }  # fmt: skip
    plain = call_here("status", corpus, "--out", out).stdout
    assert "  rejected ja/broken.txt\tnul: " in plain
    assert "articles\t2 records" in plain
    assert call_here("status", "--out", tmp_path / "none").stdout.endswith("start with: run\n")


@pytest.fixture
def trained(tmp_path, monkeypatch):
    """A released model for Japanese, as far as manifests go."""
    folder = tmp_path / "models" / "ja"
    folder.mkdir(parents=True)
    (folder / "meta.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(
        "pipeline.runners.fingerprint.find_models", lambda: {"ja": folder} if folder.exists() else {}
    )
    return folder


def test_manifest_names_the_models_used_and_status_sees_them_change(corpus, trained, tmp_path):
    out = tmp_path / "out"
    assert call_here("run", corpus, "--out", out).exit_code == 3
    models = json.loads((out / "manifest.json").read_bytes())["models"]
    assert list(models) == ["ja"] and re.fullmatch("[0-9a-f]{64}", models["ja"])

    def state():
        return json.loads(call_here("status", corpus, "--out", out, "--json").stdout)["models"]

    assert state() == {"unchanged": ["ja"], "changed": [], "gone": []}
    (trained / "weights").write_bytes(b"new")
    assert state() == {"unchanged": [], "changed": ["ja"], "gone": []}
    assert "models\tja changed" in call_here("status", corpus, "--out", out).stdout
    (trained / "weights").unlink()
    (trained / "meta.json").unlink()
    trained.rmdir()
    assert state() == {"unchanged": [], "changed": [], "gone": ["ja"]}


def test_run_without_the_model_has_no_trees_and_names_no_model(corpus, trained, tmp_path):
    out = tmp_path / "out"
    assert call_here("run", corpus, "--out", out, "--no-model").exit_code == 3
    assert json.loads((out / "manifest.json").read_bytes())["models"] == {}
    assert {row["head"] for row in lines_of((out / "tokens.jsonl").read_bytes())} == {None}
    assert {row["source"] for row in lines_of((out / "phrases.jsonl").read_bytes())} == {"rule"}


@pytest.mark.skipif("ja" not in find_models(), reason="no released model for Japanese")
def test_run_with_the_model_has_trees(outputs):
    out, _ = outputs
    heads = {
        row["article_id"]: row["head"] is not None for row in lines_of((out / "tokens.jsonl").read_bytes())
    }
    langs = {row["article_id"]: row["lang"] for row in lines_of((out / "articles.jsonl").read_bytes())}
    assert {langs[article]: parsed for article, parsed in heads.items()} == {"ja": True, "en": False}
    assert {row["source"] for row in lines_of((out / "phrases.jsonl").read_bytes())} == {"parse"}


@pytest.mark.parametrize("wanted", [True, False])
@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        ("pipeline.runners.serial.load_tools", ("extract",)),
        ("pipeline.runners.serial.load_tools", ("candidates", "corpus/articles/en")),
        ("pipeline.cli.readings.load_tools", ("explain", "$5")),
    ],
)
def test_the_model_is_used_unless_it_is_not_wanted(place, arguments, wanted, monkeypatch):
    asked = []
    monkeypatch.setattr(place, lambda lang, model: asked.append(model) or load_tools(lang, False))
    options = () if wanted else ("--no-model",)
    done = call_here(*arguments, *options, stdin=json.dumps({"text": EN}) + "\n")
    assert done.exit_code == 0, done.stderr
    assert set(asked) == {wanted}


def test_extract_answers_in_order_and_goes_on_after_errors():
    given = [
        json.dumps({"id": "a1", "text": JA}, ensure_ascii=False),
        "{broken",
        "",
        json.dumps({"id": 2, "text": EN, "lang": "en", "date": "2024-07-02"}),
        json.dumps({"id": "no text"}),
        json.dumps({"id": "odd", "text": "\ud800"}),
        json.dumps({"text": "10億円"}),
    ]
    done = call("extract", stdin="\n".join(given).encode("utf-8") + b"\n\xff")
    answers = lines_of(done.stdout)
    assert done.returncode == 3
    assert [answer["id"] for answer in answers] == ["a1", None, 2, "no text", "odd", None, None]
    errors = [(a["error"]["type"], a["error"]["line"]) for a in answers if "error" in a]
    assert errors == [("not-json", 2), ("no-text", 5), ("lone-surrogate", 6), ("not-utf8", 8)]
    first = answers[0]
    assert list(first) == ["id", "lang", "figures", "times", "entities", "claims", "findings", "issues"]
    assert first["lang"] == "ja"
    figure = next(figure for figure in first["figures"] if figure["kind"] == "money")
    assert (figure["value"], figure["unit"], figure["modifier"]) == (13000000000, "USD", "approx")
    assert JA[figure["start"] : figure["end"]] == figure["surface"] == "130億ドル"


def test_extract_of_good_lines_is_0_and_options_fill_the_gaps():
    done = call_here(
        "extract", "--lang", "en", "--date", "2024-07-02", stdin='{"text": "In 2024 it paid 5%."}\n'
    )
    assert done.exit_code == 0
    assert json.loads(done.stdout)["lang"] == "en"
    assert not done.stderr


def test_the_dates_given_reach_the_readings():
    line = json.dumps({"text": "昨年、7億円を投じた。"}, ensure_ascii=False)
    dated = json.loads(call_here("extract", "--date", "2024-07-02", stdin=line + "\n").stdout)
    assert dated["times"][0]["timex"] == "2023" and dated["times"][0]["anchor"] == "2024-07-02"
    assert dated["figures"][0]["normalized"]["rate_basis"] == "ecb"
    undated = json.loads(call_here("extract", stdin=line + "\n").stdout)
    assert undated["times"][0]["timex"] == "XXXX" and undated["figures"][0]["normalized"]["value"] is None
    own = json.dumps({"text": "昨年のことだ。", "date": "2020-01-01"}, ensure_ascii=False)
    kept = json.loads(call_here("extract", "--date", "2024-07-02", stdin=own + "\n").stdout)
    assert kept["times"][0]["timex"] == "2019", "a line's own date goes before the option"


def test_as_of_gives_rates_and_no_anchor(tmp_path):
    (tmp_path / "in" / "ja").mkdir(parents=True)
    (tmp_path / "in" / "ja" / "a.txt").write_text("昨年、7億円を投じた。\n", encoding="utf-8")
    done = call_here("run", tmp_path / "in", "--out", tmp_path / "out", "--as-of", "2024-07-02")
    assert done.exit_code == 0, done.stderr
    (figure,) = lines_of((tmp_path / "out" / "figures.jsonl").read_bytes())
    assert figure["normalized"]["rate_date"] == "2024-07-02" and figure["normalized"]["value"] is not None
    (when,) = lines_of((tmp_path / "out" / "times.jsonl").read_bytes())
    assert when["timex"] == "XXXX" and when["anchor"] is None
    assert json.loads((tmp_path / "out" / "manifest.json").read_bytes())["as_of"] == "2024-07-02"


def start_extract():
    return subprocess.Popen(
        [*COMMAND, "extract"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=HOUSE,
    )


def test_extract_streams_and_ctrl_c_is_130():
    with start_extract() as process:
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "text": EN}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number, "answered before the next is asked"
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert b"Traceback" not in process.stderr.read()
        process.stdin.close()


def test_reader_that_hangs_up_ends_it_quietly():
    with start_extract() as process:
        line = json.dumps({"id": 1, "text": EN}).encode() + b"\n"
        process.stdin.write(line)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(line)
        process.stdin.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == b""


def test_explain_shows_the_rule_that_won():
    done = call_here("explain", "--lang", "ja", "約130億ドル", "--json")
    assert done.exit_code == 0
    won = [one for one in map(json.loads, done.stdout.splitlines()) if one["outcome"] == "won"]
    assert ("130億ドル", "ja.money.number-currency") in [(one["surface"], one["rule"]) for one in won]
    plain = call_here("explain", "-", stdin="約130億ドル").stdout
    assert plain.startswith("span\tsurface\tkind\trule\treading\toutcome\n")
    assert "130億ドル" in plain


def test_schemas_are_those_in_the_outputs(outputs):
    out, _ = outputs
    shown = json.loads(call_here("schema").stdout)
    assert list(shown) == list(RECORDS)
    for name in RECORDS:
        assert shown[name] == json.loads((out / "schema" / f"{name}.schema.json").read_bytes())
    assert json.loads(call_here("schema", "times").stdout) == shown["times"]


def test_export_writes_a_workbook_whole_or_not_at_all(outputs, tmp_path):
    out, _ = outputs
    target = tmp_path / "a.xlsx"
    done = call_here("export", "xlsx", "--out", out, "--to", target)
    assert done.exit_code == 0, done.stderr
    assert target.read_bytes().startswith(b"PK")
    assert call_here("export", "xlsx", "--out", out, "--to", tmp_path / "no" / "a.xlsx").exit_code == 2
    assert list(tmp_path.iterdir()) == [target]


def test_log_as_json_is_an_object_a_line(corpus, tmp_path):
    done = call_here("run", corpus, "--out", tmp_path, "--no-model", "--log", "json")
    *rejected, summary = map(json.loads, done.stderr.splitlines())
    assert [line["input"]["type"] for line in rejected] == ["no-text", "nul"]
    assert summary["event"] == "summary" and summary["counts"]["articles"] == 2
    assert (summary["rejected"], summary["articles"]) == ({"no-text": 1, "nul": 1}, {})
    (corpus / "en" / "new.txt").write_text(EN, encoding="utf-8")
    done = call_here("run", corpus, "--out", tmp_path, "--no-model", "--log", "json")
    (corpus / "en" / "new.txt").unlink()
    assert json.loads(done.stderr.splitlines()[-1])["articles"] == {"new": 1, "unchanged": 2}
    assert call_here("run", tmp_path / "none").stderr.startswith("error: "), "text again"


def test_progress_tells_rate_and_time_to_go_on_a_terminal(monkeypatch):
    from rich.console import Console

    from pipeline.cli import display

    console = Console(force_terminal=True, width=120, record=True, file=io.StringIO())
    monkeypatch.setattr(display, "Console", lambda stderr: console)
    with display.show_progress(4) as tell:
        tell(2, 10)
    text = console.file.getvalue()
    assert "10 articles, " in text and "/s," in text and "to go" in text


NAMED = "Velmora Labs raised $5 million. Velmora Labs hired Quillon Trave, CEO of it. Bitcoin fell."


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    folder = tmp_path_factory.mktemp("named")
    (folder / "en").mkdir()
    (folder / "en" / "a.txt").write_text(NAMED, encoding="utf-8")
    return folder


def test_candidates_are_rows_for_the_code_book(named):
    done = call_here("candidates", named)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "# 2 in 1 (en): ORG 2"
    assert lines[1].startswith("#   [Velmora Labs] raised")
    assert 'velmora-labs: {label: ORG, name: "Velmora Labs"}' in lines
    assert 'quillon-trave: {label: PERSON, name: "Quillon Trave"}' in lines
    assert "bitcoin" not in done.stdout.replace("Bitcoin", "")
    assert "2 candidates" in done.stderr


def test_candidates_as_csv_and_with_a_least_count(named):
    done = call_here("candidates", named, "--csv", "--least", "2")
    rows = [line.split(",") for line in done.stdout.splitlines()]
    assert rows[0][:6] == ["surface", "label", "labels", "langs", "mentions", "articles"]
    assert [row[:6] for row in rows[1:]] == [["Velmora Labs", "ORG", "ORG 2", "en", "2", "1"]]


def test_candidates_of_outputs_are_those_of_the_articles(named, tmp_path):
    assert call_here("run", named, "--out", tmp_path / "out").exit_code == 0
    assert call_here("candidates", tmp_path / "out").stdout == call_here("candidates", named).stdout


def test_candidates_are_names_of_form_and_model_and_nothing_that_refers_back(tmp_path, monkeypatch):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.txt").write_text(
        "Velmora Labs raised $5 million. The company hired 30 people.", encoding="utf-8"
    )
    process = serial.process_article

    def process_and_propose(article, tools, as_of):
        result = process(article, tools, as_of)
        assert "anaphor" in {entity.source for entity in result.entities}
        proposed = Entity("x", 32, 35, "The", "PERSON", None, None, "model")
        return replace(result, entities=(*result.entities, proposed))

    monkeypatch.setattr(serial, "process_article", process_and_propose)
    from_articles = call_here("candidates", tmp_path / "en", "--csv").stdout
    assert [line.split(",")[0] for line in from_articles.splitlines()[1:]] == ["The", "Velmora Labs"]
    assert call_here("run", tmp_path / "en", "--out", tmp_path / "out").exit_code == 0
    assert call_here("candidates", tmp_path / "out", "--csv").stdout == from_articles


def test_candidates_name_what_was_rejected(corpus):
    done = call_here("candidates", corpus)
    assert done.exit_code == 3
    assert "rejected ja/broken.txt" in done.stderr
