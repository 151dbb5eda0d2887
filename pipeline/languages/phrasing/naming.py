"""What codes are called in a language, for people who look at tables: 売上高 for revenue, 米ドル for USD."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale

from pipeline.errors import TableError
from pipeline.languages.phrasing import load_phrasing
from pipeline.reference import load_reference
from pipeline.reference.wording import load_wording
from pipeline.tables import read_table

_HERE = Path(__file__).parents[1]
TABLE = "names.yaml"
# Groups whose names, or some of them, are words of the summaries.
_WORDED = {
    "kind": "kinds", "label": "entity_labels", "modifier": "modifiers", "verdict": "verdicts",
    "rate_basis": "bases",
}  # fmt: skip


@cache
def load_names(lang: str) -> Mapping[str, Mapping[str, str]]:
    """The names of a language by group and code.

    Metrics are called as in sentences (``phrasing.yaml``), what the summaries name as there
    (``reference/wording.yaml``), currencies as CLDR has them with their code, which is what stands
    in the data; the rest is of ``names.yaml``.

    >>> names = load_names("ja")
    >>> names["metric"]["revenue"], names["unit"]["JPY"], names["unit"]["solar_panel"]
    ('売上高', '日本円 (JPY)', '太陽光パネル')

    Raises: TableError when a name is in two tables.
    """
    table: Mapping[str, Mapping[str, str]] = read_table(_HERE / lang / TABLE)
    wording = load_wording(lang)
    others = {group: wording.sections[section] for group, section in _WORDED.items()}
    others |= {"metric": load_phrasing(lang).tables["metrics"], "unit": _currency_names(lang)}
    for group, names in others.items():
        if twice := names.keys() & table.get(group, {}).keys():
            raise TableError(f"{lang}/{TABLE}: {group}: {min(twice)} has its name from elsewhere")
    # A facet of the explorer has the kinds of figures and of times together.
    others["kind"] = {**others["kind"], **table["type"]}
    return {group: {**others.get(group, {}), **table.get(group, {})} for group in (*table, *others)}


def _currency_names(lang: str) -> dict[str, str]:
    """Name and code of each currency; CLDR knows no coins, they have the name of the table."""
    known = Locale.parse(lang).currencies
    return {
        code: f"{known.get(code, currency.name)} ({code})"
        for code, currency in load_reference().currencies.items()
    }
