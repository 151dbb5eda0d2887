"""PROV-JSON says what the manifest says, and a reader of PROV understands it."""

import json
from copy import deepcopy

import pytest
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAssociation,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
    ProvMembership,
    ProvUsage,
)

from pipeline.exporters.provenance import write_provenance

HASH = "0123456789abcdef" * 4
ODD = "ja/記事 (1)=a,b;'c\":#100%😀.txt"
MANIFEST = {
    "schema_version": "1.0.0",
    "pipeline": {"version": "0.1.0", "code_sha256": HASH},
    "python": "3.11.2",
    "dictionaries": {"unidic-lite": "1.0.8", "currencyconverter": "0.18.20", "absent": None},
    "libraries": {"spacy": "3.8.2"},
    "models": {"ja": HASH},
    "as_of": None,
    "counts": {"figures": 2},
    "inputs": [
        {"name": ODD, "bytes": 5, "sha256": HASH},
        {"name": "en/a.txt", "bytes": 5, "sha256": HASH},
        {"name": "en/a.txt", "bytes": 5, "sha256": HASH},
        {"name": "en/a.txt", "bytes": 6, "sha256": HASH[::-1]},
        {"name": "en/huge.txt", "bytes": 10**10, "sha256": None},
    ],
    "outputs": [
        {"name": "parquet/figures/lang=ja/month=2025-11/part-0.parquet", "bytes": 9, "sha256": HASH}
        | {"records": 2},
        {"name": "summaries/batch.md", "bytes": 1, "sha256": HASH},
    ],
}


def read(path):
    # A repeated key or an unknown name warns, and warnings are errors here.
    return ProvDocument.deserialize(path, format="json")


def told(entity):
    return {str(name).removeprefix("tf:"): value for name, value in entity.extra_attributes}


@pytest.fixture
def document(tmp_path):
    write_provenance(MANIFEST, tmp_path / "prov.json")
    return read(tmp_path / "prov.json")


def entities(document, kind):
    found = [
        told(entity)
        for entity in document.get_records(ProvEntity)
        if kind in map(str, entity.get_asserted_types())
    ]
    for about in found:
        del about["prov:type"]
    return found


def test_files_have_names_hashes_and_records(document):
    assert entities(document, "tf:Input") == [
        {"prov:label": ODD, "bytes": 5, "sha256": HASH},
        {"prov:label": "en/a.txt", "bytes": 5, "sha256": HASH},
        {"prov:label": "en/a.txt", "bytes": 6, "sha256": HASH[::-1]},
        {"prov:label": "en/huge.txt", "bytes": 10**10},
    ]
    partition, page = entities(document, "tf:Output")
    assert partition == {
        "prov:label": "parquet/figures/lang=ja/month=2025-11/part-0.parquet",
        "bytes": 9,
        "sha256": HASH,
        "records": 2,
    }
    assert page == {"prov:label": "summaries/batch.md", "bytes": 1, "sha256": HASH}


def test_what_the_run_read_with_is_told(document):
    assert entities(document, "tf:Dictionary") == [{"prov:label": "unidic-lite 1.0.8", "version": "1.0.8"}]
    (rates,) = entities(document, "tf:ExchangeRates")
    assert rates["version"] == "0.18.20"
    assert entities(document, "tf:Library") == [{"prov:label": "spacy 3.8.2", "version": "3.8.2"}]
    (model,) = entities(document, "tf:Model")
    assert (model["lang"], model["sha256"]) == ("ja", HASH)
    (plan,) = entities(document, "prov:Plan")
    assert plan["sha256"] == HASH


def ends(document, kind):
    """Both ends of each relation of a kind, in the order PROV defines."""
    return [tuple(str(value) for _, value in one.formal_attributes[:3]) for one in document.get_records(kind)]


def test_the_run_used_the_inputs_and_generated_the_outputs(document):
    (run,) = document.get_records(ProvActivity)
    assert run.get_startTime() is None and run.get_endTime() is None
    (agent,) = document.get_records(ProvAgent)
    assert {str(kind) for kind in agent.get_asserted_types()} == {"prov:SoftwareAgent"}
    every = {str(entity.identifier) for entity in document.get_records(ProvEntity)}
    wholes = {name for name in every if name.startswith(("tf:inputs/", "tf:outputs/"))}
    whole_input, whole_output = sorted(wholes)
    inputs = {name for name in every if name.startswith("input:")}
    outputs = {name for name in every if name.startswith("output:")}
    tools = {name for name in every if name.startswith(("tf:package/", "tf:model/"))}
    (code,) = every - inputs - outputs - tools - wholes
    name = str(run.identifier)
    used, generated = ends(document, ProvUsage), ends(document, ProvGeneration)
    assert {one[:2] for one in used} == {(name, entity) for entity in {whole_input, *inputs, *tools}}
    assert {one[:2] for one in generated} == {(entity, name) for entity in {whole_output, *outputs}}
    assert ends(document, ProvAssociation) == [(name, str(agent.identifier), code)]
    assert ends(document, ProvDerivation) == [(whole_output, whole_input, name)]
    wanted = {(whole_input, entity) for entity in inputs} | {(whole_output, entity) for entity in outputs}
    assert set(ends(document, ProvMembership)) == wanted


def test_equal_manifests_give_equal_bytes_and_others_another_run(tmp_path):
    other = deepcopy(MANIFEST)
    other["outputs"][1]["sha256"] = HASH[::-1]
    for name, manifest in (("one", MANIFEST), ("two", MANIFEST), ("other", other)):
        write_provenance(manifest, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    runs = [next(read(tmp_path / name).get_records(ProvActivity)).identifier for name in ("one", "other")]
    assert runs[0] != runs[1]


def test_names_are_qualified_names(tmp_path):
    """PROV-N allows few signs in a name unescaped; ours keep to them."""
    write_provenance(MANIFEST, tmp_path / "prov.json")
    raw = json.loads((tmp_path / "prov.json").read_bytes())
    names = [name for section in ("entity", "activity", "agent") for name in raw[section]]
    for name in names:
        prefix, _, local = name.partition(":")
        assert prefix in raw["prefix"]
        assert local.isascii() and not set(local) & set("=',()[];:\"\\ <>") and not local.startswith("-")
