"""W3C Web Annotation: what the recommendation demands, selectors that find their text, the record whole."""

import json

import pytest

from pipeline.exporters.linguistics.web_annotation import write_web_annotations


@pytest.fixture(scope="module")
def written(articles, tmp_path_factory):
    folder = tmp_path_factory.mktemp("webannotation")
    assert write_web_annotations(articles, folder) == {}
    return [
        (records, json.loads((folder / f"{records.stem}.jsonld").read_text(encoding="utf-8")))
        for records in articles
    ]


def test_collection_and_page_are_as_the_standard_demands(written):
    for _, collection in written:
        assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert collection["type"] == "AnnotationCollection" and collection["label"]
        page = collection["first"]
        assert page["type"] == "AnnotationPage" and page["startIndex"] == 0
        assert collection["total"] == len(page["items"]) > 0
        ids = [collection["id"], page["id"], *(item["id"] for item in page["items"])]
        assert len(set(ids)) == len(ids) and all(name.startswith("urn:") for name in ids)
        motivations = {"identifying", "classifying", "describing", "assessing"}
        assert {item["motivation"] for item in page["items"]} <= motivations


def test_every_record_is_an_annotation_and_its_body_the_record(written):
    for records, collection in written:
        bodies = [json.loads(item["body"][-1]["value"]) for item in collection["first"]["items"]]
        wanted = [
            {key: value for key, value in row.items() if key != "article_id"}
            for table in ("entities", "figures", "times", "claims", "findings")
            for row in records.tables[table]
        ]
        assert bodies == json.loads(json.dumps(wanted, default=float))


def test_both_selectors_find_the_text_counted_in_code_points(written):
    for records, collection in written:
        text = records.text
        places = [row for table in ("entities", "figures", "times") for row in records.tables[table]]
        figures = {row["figure_id"]: row for row in records.tables["figures"]}
        places += [figures[row["figure_id"]] for row in records.tables["claims"]]
        places += records.tables["findings"]
        for item, place in zip(collection["first"]["items"], places, strict=True):
            position, quote = item["target"]["selector"]
            start, end = position["start"], position["end"]
            assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            assert text[start:end] == quote["exact"] == place["surface"]
            assert (start, end) == (place["start"], place["end"])
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert text.find(around) + len(quote["prefix"]) == start, "the quote is found at its place"
            assert item["target"]["source"] == f"urn:{records.article_id}"
    assert written[0][0].text.startswith("😀")
