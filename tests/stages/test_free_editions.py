"""Editions as newsrooms write them, not translated: what reconcile notices and what it leaves alone.

Articles and faults were written by people who knew neither rules nor program (``corpus/gold/free-editions``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline.datatypes import Article, Edition, EditionRow
from pipeline.stages import load_tools, process_article
from pipeline.stages.reconciling import read_edition, reconcile

FREE = Path(__file__).resolve().parents[2] / "corpus/gold/free-editions"
LANGS = ("ja", "zh", "en")
SLUGS = sorted(path.name for path in FREE.iterdir())
# What is accused though a careful reader finds nothing: 逾五倍 more is sixfold; shares of three firms.
INNOCENT = {"coinbase-quarter": ["五倍"], "kraken-layoffs": ["15%", "12%", "a quarter"]}
# The classes that tell a fault of each kind.
TOLD = {
    "magnitude": {"magnitude", "value"},
    "currency": {"currency"},
    "digits": {"digits"},
    "value": {"digits", "value"},
    "unit": {"magnitude", "unit", "per", "period"},
    "modifier": {"bound"},
    "period": {"period"},
    "subject": {"subject"},
    "direction": {"direction"},
    "omitted": {"omitted"},
}


@cache
def read(slug: str, lang: str) -> str:
    return (FREE / slug / f"{lang}.txt").read_text(encoding="utf-8")


@cache
def edition(lang: str, text: str) -> Edition:
    return read_edition(process_article(Article(f"free-{lang}", lang, text), load_tools(lang)))


def rows_of(slug: str, **changed: str) -> list[EditionRow]:
    texts = {lang: read(slug, lang) for lang in LANGS} | changed
    return list(reconcile([edition(lang, texts[lang]) for lang in LANGS]).rows)


def faults() -> list[object]:
    """A parameter for each fault of each article; what is missed is a strict expected failure."""
    found = []
    for slug in SLUGS:
        table = yaml.safe_load((FREE / slug / "faults.yaml").read_text(encoding="utf-8"))
        for number, fault in enumerate(table["faults"]):
            marks = [pytest.mark.xfail(strict=True, reason="not noticed")] if fault.get("missed") else []
            found.append(pytest.param(slug, fault, id=f"{slug}-{number}-{fault['class']}", marks=marks))
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_what_agrees_contradicts_nowhere(slug: str) -> None:
    severe = [row for row in rows_of(slug) if row.severity == "severe"]
    accused = [cell.surface for row in severe for n in row.outliers if (cell := row.cells[n]) is not None]
    assert accused == INNOCENT.get(slug, [])


@pytest.mark.parametrize(("slug", "fault"), faults())
def test_a_fault_is_told_as_what_it_is(slug: str, fault: dict[str, str]) -> None:
    lang = fault["edition"]
    text = read(slug, lang)
    assert text.count(fault["sentence"]) == 1 and fault["sentence"].count(fault["find"]) == 1
    changed = fault["sentence"].replace(fault["find"], fault["replace"])
    known = {row.message for row in rows_of(slug)}
    rows = rows_of(slug, **{lang: text.replace(fault["sentence"], changed)})
    told = [
        row for row in rows if row.message not in known and TOLD.get(fault["class"], set()) & set(row.classes)
    ]
    assert told
    if fault["class"] != "omitted":
        assert any(row.severity == "severe" and LANGS.index(lang) in row.outliers for row in told)
