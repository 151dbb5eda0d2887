"""Rows have the shape their models promise, and spans that point into the text."""

import json
from decimal import Decimal

import pytest

from pipeline.errors import ConfigError
from pipeline.exporters.json_text import dump
from pipeline.exporters.records import finding_rows, table_rows
from pipeline.exporters.schema import ARTICLE_TABLES, RECORDS, TABLES, json_schema, read_columns


def test_every_table_has_rows_that_fit_its_model(result):
    tables = dict(table_rows(result))
    assert list(tables) == list(ARTICLE_TABLES)
    for name, rows in tables.items():
        assert rows, name
        for row in rows:
            model = TABLES[name].model_validate(row)
            assert list(row) == list(type(model).model_fields), "keys in the order of the model"


def test_every_span_points_into_the_text(result):
    for name, rows in table_rows(result):
        for row in rows:
            if "surface" in row:
                assert result.article.text[row["start"] : row["end"]] == row["surface"], name


def test_every_field_says_what_it_means():
    # Datasette, PostgreSQL, the descriptors and docs/schema.md show it beside the column.
    def silent(columns, path):
        for column in columns:
            if not column.meaning:
                yield f"{path}.{column.name}"
            yield from silent(column.parts, f"{path}.{column.name}")

    assert not [name for table in RECORDS for name in silent(read_columns(table), table)]


def test_figure_is_the_object_of_the_contract(result):
    figure = json.loads(dump(finding_rows(result)["figures"][0]), parse_float=Decimal)
    keys = (
        "figure_id start end surface kind value low high modifier unit per rule zone fraction how "
        "normalized conversion_of"
    )
    assert " ".join(figure) == keys
    assert (figure["value"], figure["low"]) == (350000000, 350000000)
    assert figure["normalized"] == {
        "value": Decimal("0.00000001"),
        "low": None,
        "high": None,
        "unit": "USD",
        "rate": Decimal("1.0000000000000000001"),
        "rate_date": "2024-12-31",
        "rate_source": "ECB",
        "rate_basis": "ecb",
    }


def test_words_and_phrases_name_their_heads_by_index(result):
    tables = dict(table_rows(result))
    (word,) = tables["tokens"]
    assert (word["token"], word["head"], word["dep"]) == (0, 0, "ROOT")
    assert [(row["phrase"], row["head"], row["source"]) for row in tables["phrases"]] == [
        (0, 1, "parse"),
        (1, None, "rule"),
    ]


def test_an_anaphor_names_what_it_means_and_how(result):
    name, anaphor = finding_rows(result)["entities"]
    assert (name["source"], name["antecedents"], name["how"]) == ("shape", [], None)
    assert anaphor["antecedents"] == list(result.entities[1].antecedents)
    assert (anaphor["source"], anaphor["coref"], anaphor["how"]) == ("anaphor", "Alice+bob", "set")


def test_zone_is_where_a_record_begins(result):
    assert [row["zone"] for row in finding_rows(result)["figures"]] == ["body", "body"]
    article = dict(table_rows(result))["articles"][0]
    assert article["title"] == result.article.text[: result.article.zones[0].end]


@pytest.mark.parametrize("name", RECORDS)
def test_schema_allows_no_more_and_no_less(name):
    schema = json_schema(name)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["additionalProperties"] is False
    assert schema["required"] == list(RECORDS[name].model_fields)
    assert json.loads(dump(schema)) == schema


def test_amounts_are_numbers_in_the_schema():
    value = json_schema("figures")["properties"]["value"]
    assert value["anyOf"] == [{"type": "number"}, {"type": "null"}]


def test_unknown_record_type_is_told():
    with pytest.raises(ConfigError, match="articles, sentences"):
        json_schema("verdicts")


def test_columns_follow_the_model():
    columns = {column.name: column for column in read_columns("figures")}
    assert columns["value"].kind == "amount"
    assert columns["kind"].kind == "text"
    assert [part.kind for part in columns["normalized"].parts][:4] == ["amount", "amount", "amount", "text"]
    assert [column.kind for column in read_columns("articles") if column.name == "zones"] == ["list"]


def test_claim_is_the_object_of_the_contract(result):
    first, second = finding_rows(result)["claims"]
    assert " ".join(first) == (
        "claim_id figure_id metric subject object source period modality modality_start modality_end change"
        " direction direction_start direction_end confidence"
    )
    assert first["subject"] == {"code": None, "name": "Alice", "start": 10, "end": 15, "how": "topic"}
    assert first["period"]["begin"] == "2024-01-01" and first["period"]["start"] is None
    assert (first["direction"], first["direction_start"], second["direction"]) == ("rise", 34, "fall")
    assert first["object"] is None and second["subject"] is None and second["metric"]["code"] is None
    figures = finding_rows(result)["figures"]
    assert [figure["conversion_of"] for figure in figures] == [None, figures[0]["figure_id"]]
