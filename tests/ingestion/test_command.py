"""The command fetch as other programs call it."""

import builtins
import json

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

STATUSES = {"stored", "unchanged", "duplicate", "failed", "no-body", "disallowed"}


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_line_for_each_page_and_the_exit_code(site, make_page, texts, tmp_path):
    site.pages["/a"] = make_page(texts["ja"])
    options = ("--into", tmp_path / "in", "--allow-private", "--pause", 0)
    done = call("fetch", f"{site.url}/a", f"{site.url}/none", *options)
    assert done.exit_code == 3, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(row) for row in rows] == [["url", "status", "path", "reason"]] * 2
    assert [row["status"] for row in rows] == ["stored", "failed"] and {r["status"] for r in rows} <= STATUSES
    assert "1 failed, 1 stored" in done.stderr
    assert call("fetch", f"{site.url}/a", *options).exit_code == 0
    assert call("fetch", "--again", *options).exit_code == 0


def test_what_was_fetched_goes_through_a_run(site, make_page, texts, tmp_path):
    paths = {"zh": "/2", "en": "/3"}
    head = "".join(f'<link rel="alternate" hreflang="{k}" href="{v}">' for k, v in paths.items())
    for lang, path in paths.items():
        site.pages[path] = make_page(texts[lang], f"Title {lang}", head=head)
    urls = [site.url + path for path in paths.values()]
    assert call("fetch", *urls, "--into", tmp_path / "in", "--allow-private", "--pause", 0).exit_code == 0
    done = call("run", tmp_path / "in", "--out", tmp_path / "out", "--no-model")
    assert done.exit_code == 0, done.output
    articles = [json.loads(line) for line in (tmp_path / "out/articles.jsonl").read_text().splitlines()]
    assert sorted(a["lang"] for a in articles) == ["en", "zh"]
    assert (tmp_path / "out/editions.jsonl").read_text()


@pytest.mark.parametrize(
    "arguments", [[], ["ftp://a.example/"], ["https://a.example/", "--sites", "none.yaml"]]
)
def test_wrong_use_is_exit_code_2(arguments, tmp_path):
    assert call("fetch", *arguments, "--into", tmp_path / "in").exit_code == 2


def test_private_addresses_need_the_flag(site, tmp_path):
    done = call("fetch", f"{site.url}/a", "--into", tmp_path / "in", "--pause", 0)
    assert done.exit_code == 3 and "--allow-private" in json.loads(done.stdout)["reason"]


def test_missing_libraries_are_named_with_the_extra(monkeypatch, tmp_path):
    plain = builtins.__import__

    def without(name, *rest, **more):
        if name == "pipeline.ingestion.fetching":
            raise ModuleNotFoundError("No module named 'protego'", name="protego")
        return plain(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    done = call("fetch", "https://a.example/", "--into", tmp_path / "in")
    assert done.exit_code == 2 and "protego" in done.stderr and "[fetch]" in done.stderr


def test_run_fetches_web_addresses_first(site, make_page, texts, tmp_path):
    site.pages["/a"] = make_page(texts["en"])
    options = ("--into", tmp_path / "in", "--out", tmp_path / "out", "--no-model", "--allow-private")
    done = call("run", f"{site.url}/a", f"{site.url}/none", *options)
    assert done.exit_code == 3, "one page was not there"
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["stored", "failed"]
    assert "1 articles" in done.stderr
    assert call("run", f"{site.url}/a", *options).exit_code == 0
    private = call("run", f"{site.url}/a", *options[:-1])
    assert private.exit_code == 3 and "--allow-private" in private.stdout
