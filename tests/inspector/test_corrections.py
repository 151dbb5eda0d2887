"""Corrections as they come back: refused where they no longer fit, scored, compared, made into gold."""

import json
import re

import pytest

from pipeline.exporters.jsonl import read_exact, read_numbers
from pipeline.inspector.corrections.agreement import kappa
from tests.commands import call_here, tree
from tests.gold import load_gold
from tests.gold_names import read_article
from tests.inspector.corpus import FIGURE

FIELDS = {
    "entity": ("label", "code"),
    "figure": ("kind", "value", "low", "high", "unit", "modifier", "per"),
    "time": ("type", "timex", "modifier"),
}
TABLES = {"entity": "entities", "figure": "figures", "time": "times"}


class Reader:
    """A person who looks at outputs and writes lines as the page does."""

    def __init__(self, outputs):
        self.outputs = outputs
        self.articles = {row["article_id"]: row for row in read_exact(outputs / "articles.jsonl")}
        self.lines = []

    def article(self, source):
        return next(row for row in self.articles.values() if row["source"] == source)

    def records(self, layer, source):
        article_id = self.article(source)["article_id"]
        return [
            row
            for row in read_exact(self.outputs / f"{TABLES[layer]}.jsonl")
            if row["article_id"] == article_id
        ]

    def line(self, article, layer, start, end, verdict, **more):
        text = article["text"]
        line = {"article_id": article["article_id"], "content_sha256": article["content_sha256"]}
        line |= {"layer": layer, "record_id": None, "start": start, "end": end, "quote": text[start:end]}
        line |= {"verdict": verdict, "before": None, "after": None, "comment": None, "annotator": "A"}
        self.lines.append(line | {"blind": False} | more)

    def judge(self, layer, row, verdict, **more):
        before = {name: row[name] for name in FIELDS[layer]}
        place = int(row["start"]), int(row["end"])
        self.line(
            self.articles[row["article_id"]],
            layer,
            *place,
            verdict,
            record_id=row[f"{layer}_id"],
            before=before,
            **more,
        )

    def add(self, source, layer, quote, after, **more):
        article = self.article(source)
        start = article["text"].index(quote)
        self.line(article, layer, start, start + len(quote), "add", after=after, **more)

    def done(self, source, *layers):
        article = self.article(source)
        self.line(article, None, 0, 0, "done", after={"layers": list(layers)}, quote="", blind=True)

    def save(self, path):
        path.write_text(
            "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines), encoding="utf-8"
        )
        return path


@pytest.fixture
def reader(outputs):
    return Reader(outputs)


def evaluate(path, outputs, *options):
    done = call_here("evaluate", "--corrections", path, "--out", outputs, "--json", *options)
    scores = {(row["how"], row["layer"], row["kind"]): row for row in json.loads(done.stdout)["scores"]}
    return done, scores


def test_precision_is_of_what_was_judged_and_recall_of_what_was_added(reader, outputs, tmp_path):
    money = [row for row in reader.records("figure", "ja/kitanova.txt") if row["kind"] == "money"][:4]
    for row, verdict in zip(money, ("accept", "accept", "reject", "change"), strict=True):
        after = {name: row[name] for name in FIELDS["figure"]} | {"value": "1", "low": "1", "high": "1"}
        reader.judge("figure", row, verdict, after=after if verdict == "change" else None)
    done, scores = evaluate(reader.save(tmp_path / "c.jsonl"), outputs)
    assert done.exit_code == 0
    row = scores["reviewed", "figure", "money"]
    assert (row["right"], row["wrong"], row["missing"]) == (2, 2, None)
    assert (row["precision"], row["recall"]) == ("0.500", None)
    reader.add("ja/kitanova.txt", "figure", "GPU", {"kind": "money", "value": "5", "unit": "USD"})
    _, scores = evaluate(reader.save(tmp_path / "c.jsonl"), outputs)
    # Missing: the added one, and what the changed one should be.
    assert scores["reviewed", "figure", "money"]["recall"] == "0.500"
    assert scores["reviewed", "figure", "money"]["missing"] == 2


def test_a_corrected_system_scores_better_by_the_same_corrections(reader, outputs, tmp_path):
    row = next(row for row in reader.records("figure", "ja/hostile.txt") if row["surface"] == FIGURE)
    right = {name: row[name] for name in FIELDS["figure"]}
    wrong = dict(row, unit="JPY")
    reader.judge("figure", wrong, "change", after=right)
    _, scores = evaluate(reader.save(tmp_path / "c.jsonl"), outputs)
    assert scores["reviewed", "figure", "all"]["precision"] == "1.000"


def test_amounts_are_compared_by_value_and_not_by_how_they_are_written(reader, outputs, tmp_path):
    row = next(row for row in reader.records("figure", "ja/hostile.txt") if row["surface"] == FIGURE)
    after = {name: row[name] for name in FIELDS["figure"]} | {"value": "13000000000.0"}
    reader.judge("figure", row, "change", after=after)
    _, scores = evaluate(reader.save(tmp_path / "c.jsonl"), outputs)
    assert scores["reviewed", "figure", "money"]["right"] == 1


def test_blind_articles_are_scored_whole(reader, outputs, tmp_path):
    figures = reader.records("figure", "ja/hostile.txt")
    right = next(row for row in figures if row["surface"] == FIGURE)
    reader.add(
        "ja/hostile.txt",
        "figure",
        FIGURE,
        {"kind": "money", "value": right["value"], "unit": "USD"},
        blind=True,
    )
    reader.add("ja/hostile.txt", "figure", "罠", {"kind": "count", "value": "1", "unit": "piece"}, blind=True)
    path = reader.save(tmp_path / "c.jsonl")
    assert evaluate(path, outputs)[1] == {}, "an article that is not finished tells nothing"
    reader.done("ja/hostile.txt", "figure")
    row = evaluate(reader.save(path), outputs)[1]["blind", "figure", "all"]
    assert (row["right"], row["wrong"], row["missing"]) == (1, len(figures) - 1, 1)
    done = call_here("evaluate", "--corrections", path, "--out", outputs, "--misses")
    missing = [line for line in map(json.loads, done.stdout.splitlines()) if line["wanted"]]
    assert [line["surface"] for line in missing] == ["罠"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"content_sha256": "0" * 64}, "has changed since"),
        ({"quote": "別の語"}, "does not stand at"),
        ({"start": 1}, "does not stand at"),
        ({"article_id": "tf:000000000000"}, "is not among the articles"),
        ({"verdict": "maybe"}, "verdict 'maybe'"),
        ({"layer": "mood"}, "layer 'mood'"),
        ({"before": None}, "before is missing"),
        ({"start": "1"}, "whole numbers"),
        ({"comment": 3}, "want texts"),
        ({"unheard": 1}, "missing or unknown: unheard"),
    ],
)
def test_what_no_longer_fits_is_refused_with_the_reason(reader, outputs, tmp_path, change, reason):
    row = next(row for row in reader.records("figure", "ja/hostile.txt") if row["surface"] == FIGURE)
    reader.judge("figure", row, "accept")
    reader.lines.append(reader.lines[0] | change)
    done, scores = evaluate(reader.save(tmp_path / "c.jsonl"), outputs)
    assert done.exit_code == 3
    assert "c.jsonl:2: " in done.stderr and reason in done.stderr
    assert scores["reviewed", "figure", "all"]["right"] == 1, "the other line counts"


def test_broken_lines_and_missing_files_are_told(outputs, tmp_path):
    (tmp_path / "c.jsonl").write_text("{\n[]\n", encoding="utf-8")
    done, _ = evaluate(tmp_path / "c.jsonl", outputs)
    assert done.exit_code == 3 and "c.jsonl:1: no JSON" in done.stderr and "c.jsonl:2: " in done.stderr
    assert call_here("evaluate", "--corrections", tmp_path / "none.jsonl", "--out", outputs).exit_code == 2
    assert call_here("evaluate", "--corrections", tmp_path / "c.jsonl", "--out", tmp_path).exit_code == 2


def judge_all(reader, source, layers):
    for layer in layers:
        for row in reader.records(layer, source):
            reader.judge(layer, row, "accept")


def apply(path, outputs, to):
    done = call_here("corrections", "apply", path, "--out", outputs, "--to", to)
    assert done.exit_code == 0, done.stderr
    return tree(to)


def test_what_is_judged_completely_becomes_gold_that_loads(reader, outputs, tmp_path):
    judge_all(reader, "ja/kitanova.txt", ("figure", "time", "entity"))
    files = apply(reader.save(tmp_path / "c.jsonl"), outputs, tmp_path / "gold")
    sentences = load_gold("ja", root=tmp_path / "gold")
    figures = [figure for sentence in sentences for figure in sentence.figures]
    wanted = reader.records("figure", "ja/kitanova.txt")
    assert sorted(figure.surface for figure in figures) == sorted(row["surface"] for row in wanted)
    assert sorted(str(f.low) for f in figures) == sorted(row["low"] for row in wanted)
    assert sum(len(sentence.times) for sentence in sentences) == len(
        reader.records("time", "ja/kitanova.txt")
    )
    name = next(name for name in files if "/articles/" in name)
    marked = read_article(tmp_path / "gold" / name)
    assert marked.text == reader.article("ja/kitanova.txt")["text"]
    assert len(marked.names) + len(marked.references) == len(reader.records("entity", "ja/kitanova.txt"))
    assert files["open.jsonl"] == b""


def test_what_is_judged_in_part_is_listed_and_makes_no_gold(reader, outputs, tmp_path):
    article = reader.article("ja/kitanova.txt")["article_id"]
    figures = reader.records("figure", "ja/kitanova.txt")
    spans = [row for row in read_numbers(outputs / "sentences.jsonl") if row["article_id"] == article]
    inside = [[row for row in figures if span["start"] <= int(row["start"]) < span["end"]] for span in spans]
    sentence = next(rows for rows in inside if len(rows) == 3)
    for row in sentence[:2]:
        reader.judge("figure", row, "accept", comment="確かめた")
    files = apply(reader.save(tmp_path / "c.jsonl"), outputs, tmp_path / "gold")
    reasons = [json.loads(line)["reason"] for line in files["open.jsonl"].decode().splitlines()]
    assert any(re.fullmatch(r"\d of its figures and times are not judged", reason) for reason in reasons)
    assert reasons.count("comment: 確かめた") == 2
    assert not [name for name in files if name.startswith("ja/")]


def test_names_and_rules_are_suggested_as_rows_of_their_tables(reader, outputs, tmp_path):
    figures = [row for row in reader.records("figure", "ja/kitanova.txt") if row["kind"] == "money"]
    after = {name: figures[0][name] for name in FIELDS["figure"]} | {"unit": "CNY"}
    reader.judge("figure", figures[0], "change", after=after)
    reader.judge("figure", figures[1], "reject")
    reader.add("ja/kitanova.txt", "entity", "雪解け水", {"label": "PRODUCT"})
    files = apply(reader.save(tmp_path / "c.jsonl"), outputs, tmp_path / "gold")
    assert '{label: PRODUCT, name: "雪解け水"}' in files["entities.yaml"].decode()
    rules = files["rules.yaml"].decode()
    assert f"{figures[0]['rule']}:" in rules
    assert f"[{figures[0]['surface']}]" in rules and f"=> {after['value']} CNY" in rules
    assert "rejects:" in rules


def test_two_annotators_give_kappa_and_what_they_differ_on(reader, outputs, tmp_path):
    rows = reader.records("figure", "ja/kitanova.txt")[:4]
    other = Reader(outputs)
    for row, mine, theirs in zip(
        rows, ("accept", "accept", "reject", "reject"), ("accept", "reject", "reject", "reject"), strict=True
    ):
        reader.judge("figure", row, mine)
        other.judge("figure", row, theirs, annotator="B")
    a, b = reader.save(tmp_path / "a.jsonl"), other.save(tmp_path / "b.jsonl")
    done = call_here("corrections", "compare", a, b, "--out", outputs)
    head, row, difference = done.stdout.splitlines()
    assert dict(zip(head.split("\t"), row.split("\t"), strict=True)) == {
        "how": "reviewed", "layer": "figure", "items": "4", "agreed": "3", "kappa": "0.500",
    }  # fmt: skip
    told = json.loads(difference)
    assert told["quote"] == rows[1]["surface"]
    assert (told["a"]["verdict"], told["b"]["verdict"]) == ("accept", "reject")
    # What they differ on is no gold, and said so.
    done = call_here("corrections", "apply", a, b, "--out", outputs, "--to", tmp_path / "gold")
    assert "annotators differ" in done.stderr and done.exit_code == 0


def test_blind_annotators_are_compared_character_by_character(reader, outputs, tmp_path):
    other = Reader(outputs)
    for one, quotes in ((reader, (FIGURE, "罠")), (other, (FIGURE,))):
        for quote in quotes:
            one.add(
                "ja/hostile.txt", "figure", quote, {"kind": "money", "value": "1", "unit": "USD"}, blind=True
            )
        one.done("ja/hostile.txt", "figure")
    a, b = reader.save(tmp_path / "a.jsonl"), other.save(tmp_path / "b.jsonl")
    done = call_here("corrections", "compare", a, b, "--out", outputs)
    head, row, difference = done.stdout.splitlines()
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    size = len(reader.article("ja/hostile.txt")["text"])
    assert (cells["how"], cells["items"], cells["agreed"]) == ("blind", str(size), str(size - 1))
    assert json.loads(difference)["quote"] == "罠" and json.loads(difference)["b"] is None
    # One of the two overlooked it, or the other was wrong: the layer is no longer complete.
    done = call_here("evaluate", "--corrections", a, "--corrections", b, "--out", outputs, "--json")
    assert json.loads(done.stdout)["scores"] == []


def test_kappa_of_textbook_tables():
    table = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    assert kappa([pair for pair, count in table.items() for _ in range(count)]) == pytest.approx(0.4)
    assert kappa([("a", "b"), ("b", "a")]) == pytest.approx(-1)
    assert kappa([("a", "a")]) is None and kappa([]) is None
