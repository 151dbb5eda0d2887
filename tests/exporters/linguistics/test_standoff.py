"""brat's files, read as its manual says: every record at code-point offsets, claims as relations."""

import re

import pytest

from pipeline.exporters.linguistics.articles import ArticleRecords
from pipeline.exporters.linguistics.standoff import SETTINGS, write_standoff

SPAN = re.compile(r"(T[0-9]+)\t([A-Za-z_-]+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)\t(.*)")
RELATION = re.compile(r"R[0-9]+\t([A-Z][a-z]+) Arg1:(T[0-9]+) Arg2:(T[0-9]+)")
NOTE = re.compile(r"#[0-9]+\tAnnotatorNotes (T[0-9]+)\t(.+)")


def read_brat(written, stem):
    """Text, spans by id (type, surface, start), relations, notes; every line must be one of them."""
    text = (written / f"{stem}.txt").read_bytes().decode("utf-8")
    spans, relations, notes = {}, [], {}
    for line in (written / f"{stem}.ann").read_bytes().decode("utf-8").split("\n")[:-1]:
        if found := SPAN.fullmatch(line):
            parts = [tuple(map(int, part.split())) for part in found[3].split(";")]
            assert " ".join(text[start:end] for start, end in parts) == found[4]
            assert not any("\n" in text[start:end] for start, end in parts)
            spans[found[1]] = (found[2], text[parts[0][0] : parts[-1][1]], parts[0][0])
        elif found := RELATION.fullmatch(line):
            relations.append(found.groups())
        else:
            found = NOTE.fullmatch(line)
            notes.setdefault(found[1], []).append(found[2])
    assert all(one in spans and other in spans for _, one, other in relations)
    assert set(notes) <= set(spans)
    return text, spans, relations, notes


@pytest.fixture(scope="module")
def written(articles, tmp_path_factory):
    folder = tmp_path_factory.mktemp("brat")
    assert write_standoff(articles, folder) == {}
    return folder


def test_every_record_is_a_span_of_its_type(written, articles):
    for records in articles:
        text, spans, _, _ = read_brat(written, records.stem)
        assert text == records.text
        wanted = [
            *((row["label"], row) for row in records.names),
            *((f"Ref_{row['label']}", row) for row in records.references),
            *((f"Figure_{row['kind']}", row) for row in records.tables["figures"]),
            *((f"Time_{row['type']}", row) for row in records.tables["times"]),
            *((f"Finding_{row['verdict']}", row) for row in records.tables["findings"]),
        ]
        found = [span for span in spans.values() if span[0] not in ("Metric", "Party", "Period")]
        assert sorted(found) == sorted((kind, row["surface"], row["start"]) for kind, row in wanted)


def test_a_slot_of_a_claim_is_a_relation_where_it_has_a_span_else_a_note(written, articles):
    related = noted = 0
    for records in articles:
        _, spans, relations, notes = read_brat(written, records.stem)
        figures = {row["figure_id"]: row for row in records.tables["figures"]}
        wanted = [
            (slot.capitalize(), figures[claim["figure_id"]]["start"], claim[slot]["start"])
            for claim in records.tables["claims"]
            for slot in ("metric", "subject", "object", "source", "period")
            if claim[slot] and claim[slot]["start"] is not None
        ]
        found = [(name, spans[one][2], spans[other][2]) for name, one, other in relations]
        assert sorted(found) == sorted(wanted)
        related += len(found)
        told = sum("modality: " in note for texts in notes.values() for note in texts)
        assert told == len(records.tables["claims"])
        noted += told
        assert sum("modality: " in note for texts in notes.values() for note in texts) == len(
            records.tables["claims"]
        )
    assert related > 3 and noted > 8


def test_settings_name_every_type_and_relation(written, articles):
    conf = (written / SETTINGS[0]).read_text(encoding="utf-8")
    entities = conf.split("[entities]\n")[1].split("[relations]")[0].split()
    relations = re.findall(r"^(\w+)\tArg1:", conf.split("[relations]\n")[1], re.MULTILINE)
    for records in articles:
        _, spans, related, _ = read_brat(written, records.stem)
        assert {kind for kind, *_ in spans.values()} <= set(entities)
        assert {name for name, *_ in related} <= set(relations)
    assert "[events]" in conf and "[attributes]" in conf


def test_a_span_over_a_line_break_has_a_part_on_each_line(tmp_path):
    text = "😀Acme\r\n\r\nLabs"
    entity = {"start": 1, "end": len(text), "label": "ORG", "source": "shape", "code": None, "coref": None}
    none = dict.fromkeys(("figures", "times", "claims", "findings"), ())
    records = ArticleRecords({"article_id": "tf:000000000000", "text": text}, {"entities": [entity], **none})
    write_standoff([records], tmp_path)
    assert (tmp_path / "tf-000000000000.ann").read_text().startswith("T1\tORG 1 5;9 13\tAcme Labs\n")
    assert (tmp_path / "tf-000000000000.txt").read_bytes().decode() == text
