"""Every code that data can hold is named in every language of the explorer, once, and nothing else is."""

from types import NoneType
from typing import Annotated, Literal, get_args, get_origin

import pytest

from pipeline.cli.inspection.opening import names_of_codes
from pipeline.errors import TableError
from pipeline.exporters.schema.checks import EditionRow, FindingRow
from pipeline.exporters.schema.rows import ClaimRow, EntityRow, FigureRow, NormalizedRow, TimeRow
from pipeline.inspector.page import interface_languages
from pipeline.languages import load_language
from pipeline.languages.phrasing import load_phrasing, naming
from pipeline.languages.phrasing.naming import load_names
from pipeline.reference import load_reference
from pipeline.reference.metrics import load_metrics
from pipeline.stages.auditing import CHECKS
from pipeline.stages.reconciling.wording import SLIPS
from pipeline.tables import read_table
from tests.commands import HOUSE

LANGUAGES = interface_languages()


def literals(annotation):
    """The texts a field can hold."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    parts = get_args(annotation)[:1] if get_origin(annotation) is Annotated else get_args(annotation)
    return {text for part in parts if part is not NoneType for text in literals(part)}


def field(row, name):
    return literals(row.model_fields[name].annotation)


def roles():
    tables = (read_table(HOUSE / f"pipeline/languages/{lang}/references.yaml") for lang in LANGUAGES)
    return {row["role"] for table in tables for row in table["roles"]} | {"other"}


def codes():
    """By group, every code the tables and types of the pipeline know."""
    reference = load_reference()
    return {
        "unit": set(reference.units) | set(reference.currencies),
        "metric": set(load_metrics()),
        "check": set(CHECKS) | set(load_phrasing("ja").tables["findings"]),
        "kind": field(FigureRow, "kind") | field(TimeRow, "type"),
        "type": field(TimeRow, "type"),
        "source": field(EntityRow, "source"),
        "modality": field(ClaimRow, "modality"),
        "change": field(ClaimRow, "change"),
        "verdict": field(FindingRow, "verdict"),
        "severity": field(EditionRow, "severity"),
        "rate_basis": field(NormalizedRow, "rate_basis"),
        "role": roles(),
        "slip": {str(power) for power in SLIPS},
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("group", sorted(codes()))
def test_every_code_is_named_and_no_other(lang, group):
    assert set(load_names(lang)[group]) == codes()[group]


def test_every_doubt_of_the_tables_has_a_name():
    doubts = {each.code for lang in LANGUAGES for each in load_language(lang).exclusions if each.code}
    assert {"idiom", "broken-number"} <= doubts <= set(load_names("ja")["code"])


def test_amounts_and_times_share_their_modifiers():
    for lang in LANGUAGES:
        assert set(load_names(lang)["modifier"]) > field(FigureRow, "modifier")


def test_languages_name_the_same_codes():
    named = names_of_codes()
    assert set(named) == set(LANGUAGES) and len({frozenset(names) for names in named.values()}) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_words_and_tell_codes_apart(lang):
    for group, names in load_names(lang).items():
        assert all(name.strip() == name != "" for name in names.values()), group
        # A figure's kind and a check may be called alike in two groups, never in one.
        twice = [name for name in names.values() if list(names.values()).count(name) > 1]
        assert not twice or group == "metric", (group, twice)


def test_a_language_names_in_its_own_script():
    for lang in ("ja", "zh"):
        for group in ("check", "metric", "code", "modality", "change", "zone", "severity", "how"):
            for code, name in load_names(lang)[group].items():
                known = {"ebitda", "tvl", "gdp"}
                assert code in known or any("\u3040" <= one <= "\u9fff" for one in name), (group, code, name)


def test_a_name_in_two_tables_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "ja").mkdir()
    table = (HOUSE / "pipeline/languages/ja/names.yaml").read_text(encoding="utf-8")
    planted = table.replace("  holds: ", "  contradicted: 矛盾\n  holds: ", 1)
    (tmp_path / "ja/names.yaml").write_text(planted, encoding="utf-8")
    monkeypatch.setattr(naming, "_HERE", tmp_path)
    load_names.cache_clear()
    with pytest.raises(TableError, match="verdict: contradicted"):
        load_names("ja")
    load_names.cache_clear()
