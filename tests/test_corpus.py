"""Files -> Article or Rejected: what is taken, what is refused, and how it is named."""

import hashlib
import io
import json
import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus import (
    LanguageChoice,
    Rejected,
    content_sha256,
    decode_text,
    derive_article_id,
    describe_files,
    find_sources,
    parse_day,
    parse_line,
    read_corpus,
    read_lines,
)
from pipeline.datatypes import Article
from pipeline.errors import CorpusError

KNOWN = ("en", "ja", "zh")
LANGUAGES = LanguageChoice(KNOWN, lambda text: "ja" if "の" in text else "en")
ROOT_READS_ALL = os.geteuid() == 0


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read(*paths: Path, **options) -> list[Article | Rejected]:
    return list(read_corpus(find_sources(paths, KNOWN), LANGUAGES, **options))


def only(*paths: Path, **options) -> Article | Rejected:
    (item,) = read(*paths, **options)
    return item


def test_text_is_kept_to_the_character(tmp_path):
    text = "\n題名の😀\r\n\t本文\u3000１２３\r末尾 \n\n"
    write(tmp_path / "ja" / "a.txt", text)
    article = only(tmp_path)
    assert article == Article(
        article_id=derive_article_id("ja/a.txt"), lang="ja", text=text, source="ja/a.txt"
    )


def test_byte_order_mark_is_no_text(tmp_path):
    write(tmp_path / "a.txt", b"\xef\xbb\xbfabc")
    assert only(tmp_path).text == "abc"


def test_sidecar_gives_the_fields(tmp_path):
    write(tmp_path / "en" / "a.txt", "日本の text")
    write(
        tmp_path / "en" / "a.yaml",
        "url: https://example.org/1\npublished_on: 2024-07-01\nlang: ja\nedition_of: x\ntitle: t\n",
    )
    article = only(tmp_path)
    assert (article.lang, article.url, article.edition_of) == ("ja", "https://example.org/1", "x")
    assert article.published_on == date(2024, 7, 1)
    assert article.article_id == derive_article_id("https://example.org/1")


@pytest.mark.parametrize("content", ["published_on:\n", "published_on: null\n", "", "# nothing\n"])
def test_sidecar_may_leave_the_date_open(tmp_path, content):
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "a.yaml", content)
    assert only(tmp_path).published_on is None


@pytest.mark.parametrize(
    ("folder", "text", "lang"),
    [
        ("zh", "日本の", "zh"),
        ("zh/2024", "日本の", "zh"),
        ("x", "日本の", "ja"),
        ("x", "plain", "en"),
        (".", "plain", "en"),
    ],
)
def test_language_comes_from_the_folder_else_the_text(tmp_path, folder, text, lang):
    write(tmp_path / folder / "a.txt", text)
    assert only(tmp_path).lang == lang


def test_language_without_a_pack_is_refused(tmp_path):
    write(tmp_path / "a.jsonl", '{"text": "a", "lang": "ko"}\n{"text": "b", "lang": "zh-Hant"}\n')
    refused, article = read(tmp_path)
    assert (refused.type, refused.line) == ("unknown-language", 1)
    assert "en, ja, zh" in refused.message
    assert article.lang == "zh"


@pytest.mark.parametrize(
    ("raw", "code", "hint"),
    [
        (b"ab\0c", "nul", "character 2"),
        ("ab".encode("utf-16"), "utf-16", "save it as UTF-8"),
        ("abc def".encode("utf-16-le"), "nul", "looks like UTF-16"),
        ("ab".encode("utf-32"), "utf-16", "save it as UTF-8"),
        (b"abc\x82\xa0", "not-utf8", "byte offset 3"),
        (b"\xef\xbb\xbfabc\x82", "not-utf8", "byte offset 6"),
        (b"abc\xe3\x81", "not-utf8", "byte offset 3"),
        (b"a\xed\xa0\x80", "lone-surrogate", "byte 1"),
        (b"", "empty", "no visible character"),
        (" \u3000\r\n\u200b\ufeff".encode(), "empty", "no visible character"),
    ],
)
def test_broken_text_is_refused_by_name_and_the_rest_goes_on(tmp_path, raw, code, hint):
    write(tmp_path / "a.txt", raw)
    write(tmp_path / "b.txt", "fine")
    refused, article = read(tmp_path)
    assert (refused.source, refused.line, refused.type) == ("a.txt", None, code)
    assert hint in refused.message
    assert article.text == "fine"


def test_folder_named_like_a_file_is_refused(tmp_path):
    write(tmp_path / "x.txt" / "inside.txt", "never read")
    write(tmp_path / "y.txt", "fine")
    refused, article = read(tmp_path)
    assert (refused.source, refused.type) == ("x.txt", "directory")
    assert article.source == "y.txt"
    assert only(tmp_path / "x.txt").type == "directory"


def test_links(tmp_path):
    write(tmp_path / "kept" / "a.txt", "text")
    (tmp_path / "kept" / "b.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "kept" / "c.txt").symlink_to(tmp_path / "kept" / "c.txt")
    (tmp_path / "kept" / "up").symlink_to(tmp_path / "kept")  # would walk in circles
    items = read(tmp_path / "kept")
    assert [item.source for item in items] == ["a.txt", "b.txt", "c.txt"]
    assert [item.type for item in items[1:]] == ["dangling-symlink", "dangling-symlink"]


def test_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert only(tmp_path).type == "not-a-file"


@pytest.mark.skipif(ROOT_READS_ALL, reason="root reads everything")
def test_unreadable_file_is_refused(tmp_path):
    write(tmp_path / "a.txt", "text").chmod(0)
    assert only(tmp_path).type == "unreadable"


def test_large_file_is_refused_unread(tmp_path):
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(50_000_000)  # a hole: takes no disk, and reading it would give NULs
    heard = []
    refused = only(tmp_path, on_file=heard.append)
    assert refused.type == "too-large"
    assert "50000000 bytes" in refused.message
    assert (heard[0].bytes, heard[0].sha256) == (50_000_000, None)


def test_file_that_vanishes_is_one_error(tmp_path):
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "b.txt", "text")
    sources = find_sources([tmp_path], KNOWN)
    (tmp_path / "a.txt").unlink()
    refused, article = read_corpus(sources, LANGUAGES)
    assert refused.type == "vanished"
    assert article.source == "b.txt"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("url: a\nurl: b\n", "line 2: key given twice"),
        ("publishd_on: 2024-01-01\n", "unknown key 'publishd_on'; known: edition_of"),
        ("url: [a]\n", "url must be a text"),
        ("- a\n", "not plain"),
        ("text\n", "not plain"),
        ("? [a]\n: b\n", "line 1: a key must be a text"),
        ("url: {\n", "not YAML"),
        ("a: \0\n", "not YAML"),
        (b"\xff\xfe", "not"),
        ("url: " + "x" * 70_000, "larger than"),
    ],
)
def test_broken_sidecar_stops_its_article(tmp_path, content, said):
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "a.yaml", content)
    refused = only(tmp_path)
    assert (refused.source, refused.type) == ("a.txt", "sidecar")
    assert said in refused.message
    assert str(tmp_path) not in refused.message  # records must not differ between machines


@pytest.mark.parametrize(
    "written", ["2024-13-01", "2024/07/01", "July", "20240701", "2023-02-29", "２０２４-07-01"]
)
def test_wrong_date_is_refused(tmp_path, written):
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "a.yaml", f'published_on: "{written}"\n')
    assert only(tmp_path).type == "wrong-date"


def test_date_with_a_time_keeps_the_day_as_written():
    assert parse_day("2024-07-01T23:30:00-09:00") == date(2024, 7, 1)
    with pytest.raises(CorpusError, match="wrong-date"):
        parse_day("2024-07-01 nonsense")


def test_a_time_of_day_is_kept_beside_the_day(tmp_path):
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "a.yaml", 'published_on: "2024-07-01T23:30:00-09:00"\n')
    article = only(tmp_path)
    assert article.published_on == date(2024, 7, 1)
    assert article.published_at == datetime(2024, 7, 1, 23, 30, tzinfo=timezone(timedelta(hours=-9)))


def test_a_day_alone_gives_no_time_of_day(tmp_path):
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "a.yaml", "published_on: 2024-07-01\n")
    assert only(tmp_path).published_at is None


def test_sidecar_without_its_text(tmp_path):
    write(tmp_path / "a.yaml", "lang: ja\n")
    write(tmp_path / "b.yml", "lang: ja\n")
    write(tmp_path / "c.jsonl", '{"text": "x"}\n')
    write(tmp_path / "c.yaml", "lang: ja\n")
    kinds = {item.source: item.type for item in read(tmp_path) if isinstance(item, Rejected)}
    assert kinds == {
        "a.yaml": "sidecar-without-text",
        "b.yml": "unknown-format",
        "c.yaml": "sidecar-without-text",
    }


def test_json_lines(tmp_path):
    lines = [
        {"id": "a", "text": "one\n", "lang": "en", "date": "2024-07-01", "url": "https://example.org/a"},
        {"id": 7, "text": "two", "published_on": "2024-07-02", "foreign_column": 1.5},
        {"text": "の", "edition_of": "x"},
    ]
    write(
        tmp_path / "a.jsonl", "\ufeff" + "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    )
    one, two, three = read(tmp_path)
    assert (one.text, one.published_on, one.article_id) == (
        "one\n",
        date(2024, 7, 1),
        derive_article_id("https://example.org/a"),
    )
    assert (two.source, two.published_on, two.lang) == ("a.jsonl#7", date(2024, 7, 2), "en")
    assert (three.source, three.lang, three.edition_of) == ("a.jsonl:5", "ja", "x")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "not-json"),
        ("{} {}", "not-json"),
        ('{"text": "a", "text": "b"}', "not-json"),
        ('{"text": "a", "n": NaN}', "not-json"),
        ('{"text": "a", "n": -Infinity}', "not-json"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "not-json"),
        ('{"text": ' + "[" * 100_000, "not-json"),
        ("[1]", "wrong-type"),
        ('"text"', "wrong-type"),
        ("null", "wrong-type"),
        ("{}", "no-text"),
        ('{"text": null}', "no-text"),
        ('{"text": 5}', "wrong-type"),
        ('{"text": ""}', "empty"),
        ('{"text": "a\\u0000"}', "nul"),
        ('{"text": "a\\ud800"}', "lone-surrogate"),
        ('{"text": "a", "id": 1.5}', "wrong-type"),
        ('{"text": "a", "id": true}', "wrong-type"),
        ('{"text": "a", "id": "\\udfff"}', "lone-surrogate"),
        ('{"text": "a", "lang": 3}', "wrong-type"),
        ('{"text": "a", "url": ["b"]}', "wrong-type"),
        ('{"text": "a", "date": 20240701}', "wrong-type"),
        ('{"text": "a", "date": "2024-07-01", "published_on": "2024-07-02"}', "wrong-date"),
        ('{"text": "a", "date": "2024-07-01 09:00", "published_on": "2024-07-01 10:00"}', "wrong-date"),
    ],
)
def test_broken_line_is_refused_by_number_and_the_rest_goes_on(tmp_path, line, code):
    write(tmp_path / "a.jsonl", f'{{"text": "before"}}\n{line}\n{{"text": "after"}}\n')
    before, refused, after = read(tmp_path)
    assert (before.text, after.text) == ("before", "after")
    assert (refused.source, refused.line, refused.type) == ("a.jsonl", 2, code)
    assert len(refused.message) < 300


def test_line_of_broken_bytes_is_refused_alone(tmp_path):
    write(tmp_path / "a.jsonl", b'{"text": "\x82"}\n{"text": "after"}\n')
    refused, after = read(tmp_path)
    assert (refused.line, refused.type, after.text) == (1, "not-utf8", "after")


def test_long_line_is_passed_over(tmp_path):
    write(tmp_path / "a.jsonl", '{"text": "' + "x" * 5000 + '"}\n{"text": "after"}\n')
    refused, after = read(tmp_path, size_limit=1000)
    assert (refused.line, refused.type, after.text) == (1, "too-large", "after")


def test_ids_may_not_repeat(tmp_path):
    write(tmp_path / "a.jsonl", '{"id": "x", "text": "a"}\n{"id": "x", "text": "b"}\n')
    write(tmp_path / "b.txt", "c")
    write(tmp_path / "b.yaml", "url: https://example.org/b")
    write(tmp_path / "c.txt", "d")
    write(tmp_path / "c.yaml", "url: https://example.org/b")
    first, twice, text, mirror = read(tmp_path)
    assert (first.text, text.text) == ("a", "c")
    assert (twice.line, twice.type) == (2, "duplicate-id")
    assert (mirror.source, mirror.type) == ("c.txt", "duplicate-id")
    assert "b.txt" in mirror.message


def test_empty_lines_file_is_refused(tmp_path):
    write(tmp_path / "a.jsonl", "")
    assert only(tmp_path).type == "empty"


def test_names_do_not_depend_on_where_the_run_starts(tmp_path, monkeypatch):
    file = write(tmp_path / "some" / "ja" / "a.txt", "text")
    given = [tmp_path / "some", tmp_path / "some" / "ja", file]
    assert {find_sources([path], KNOWN)[0].name for path in given} == {"ja/a.txt"}
    home = write(tmp_path / "corpus" / "articles" / "ja" / "b.txt", "text")
    assert {find_sources([path], KNOWN)[0].name for path in (tmp_path, home, home.parent)} >= {"ja/b.txt"}
    monkeypatch.chdir(home.parent)
    assert find_sources([Path("b.txt")], KNOWN)[0].name == "ja/b.txt"


def test_order_is_by_code_point_and_each_file_comes_once(tmp_path):
    names = ["b.txt", "a/z.txt", "A.txt", "日.txt", "a.txt", "~.txt", "\U0001f600.txt"]
    for name in names:
        write(tmp_path / name, "text")
    write(tmp_path / "README.md", "passed over")
    write(tmp_path / ".hidden.txt", "passed over")
    found = find_sources([tmp_path / "b.txt", tmp_path, tmp_path], KNOWN)
    assert [source.name for source in found] == sorted(names)


def test_outputs_are_no_inputs(tmp_path):
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "out" / "figures.jsonl", "{}")
    assert [source.name for source in find_sources([tmp_path], KNOWN, leave_out=tmp_path / "out")] == [
        "a.txt"
    ]


def test_other_files_are_refused_only_when_given(tmp_path):
    file = write(tmp_path / "notes.md", "text")
    assert read(tmp_path) == []
    assert only(file).type == "unknown-format"


def test_name_that_is_not_utf8_is_refused_readably(tmp_path):
    os.close(os.open(os.fsencode(tmp_path) + b"/\xff.txt", os.O_CREAT | os.O_WRONLY))
    refused = only(tmp_path)
    assert (refused.source, refused.type) == ("\\xff.txt", "file-name")


def test_files_are_described_with_their_hash(tmp_path):
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "a.yaml", "lang: en\n")
    heard = []
    read(tmp_path, on_file=heard.append)
    (source,) = find_sources([tmp_path], KNOWN)
    assert heard == list(describe_files(source))
    assert heard[0].sha256 == hashlib.sha256(b"text").hexdigest() == content_sha256("text")
    assert [file.name for file in heard] == ["a.txt", "a.yaml"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_decoding_gives_back_every_text(text):
    assert decode_text(b"\xef\xbb\xbf" + text.encode("utf-8")) == text


@given(st.binary())
def test_any_bytes_are_a_line_or_a_reason(raw):
    try:
        fields = parse_line(raw)
    except CorpusError as error:
        assert ": " in str(error)
    else:
        assert fields is None or isinstance(fields, dict)


@given(st.lists(st.binary(max_size=20).map(lambda raw: raw.replace(b"\n", b""))), st.integers(1, 12))
def test_lines_keep_their_numbers_whatever_the_limit(lines, limit):
    stream = io.BytesIO(b"".join(line + b"\n" for line in lines))
    read_back = list(read_lines(stream.readline, limit))
    assert [number for number, _ in read_back] == list(range(1, len(lines) + 1))
    for line, (_, raw) in zip(lines, read_back, strict=True):
        assert raw == line + b"\n" if len(line) <= limit else raw is None


@pytest.mark.parametrize("end", ["---\n", "...\r\n", "---"])
def test_front_matter_belongs_in_the_sidecar(tmp_path, end):
    fields = "---\nlang: en\r\n# a note\ntags:\n  - a\n- b\n\ndate: 2025-11-10\n"
    write(tmp_path / "a.txt", fields + end)
    refused = only(tmp_path)
    assert (refused.type, refused.line) == ("front-matter", None)
    assert "put its fields in the sidecar" in refused.message
    write(tmp_path / "a.txt", json.dumps({"text": fields + end}))
    (tmp_path / "a.txt").rename(tmp_path / "a.jsonl")
    assert (only(tmp_path).type, only(tmp_path).line) == ("front-matter", 1)


@pytest.mark.parametrize(
    "text",
    ["---\nBitcoin fell.\n---\n", "---\nlang: en\nBitcoin fell.\n---\n", "----\nlang: en\n---\n",
     "---\n---\n", "---\n注: 数字\n---\n", "\n---\nlang: en\n---\n"]
)  # fmt: skip
def test_a_rule_above_prose_is_text(tmp_path, text):
    write(tmp_path / "a.txt", text)
    assert only(tmp_path).text == text
