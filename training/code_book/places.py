"""Writes ``pipeline/reference/entities/countries.yaml``: countries, cities and central banks out of CLDR.

    python training/code_book/places.py [--check]

Names come from the Unicode CLDR by way of babel (``pip install .[tables]``); which of them stand
and with what rule is decided in ``review.yaml`` beside this script. A code that another table
holds is left to that table. ``--check`` writes nothing and fails when the file is not what would
be written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import babel
from babel import Locale
from babel.core import get_cldr_version, get_global
from babel.numbers import get_territory_currencies

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.tables import read_table  # noqa: E402

TABLES = ROOT / "pipeline/reference/entities"
TARGET = TABLES / "countries.yaml"
REVIEW = Path(__file__).with_name("review.yaml")
LOCALES = {"en": ("en",), "ja": ("ja",), "zh": ("zh_Hans", "zh_Hant", "zh_Hant_HK")}
HEAD = """\
# Countries, cities and the central banks that issue currencies: written by training/code_book/places.py,
# do not edit (what stands and with what rule: training/code_book/review.yaml). Other tables win.
# Names: Unicode CLDR {cldr} by way of babel {babel}, Copyright 1991-2025 Unicode, Inc., Unicode License v3
# (https://www.unicode.org/license.txt). Central banks are named by pattern; those known by a name of their
# own stand in authorities.yaml and institutions.yaml. Wikidata ids: review.yaml.
"""

Names = dict[str, list[str]]


def code_of(name: str) -> str:
    """The code of an English name: ``Côte d'Ivoire`` gives ``cote-d-ivoire``."""
    plain = unicodedata.normalize("NFKD", name.replace("&", "and")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def written(name: str) -> list[str]:
    """The ways one English CLDR name is written: ``St. Lucia`` also ``Saint Lucia``."""
    name = name.replace("’", "'")
    forms = [name, name.replace("&", "and"), re.sub(r"\bSt\. ", "Saint ", name).replace("&", "and")]
    return list(dict.fromkeys([*forms, *(strip_accents(form) for form in forms)]))


def strip_accents(name: str) -> str:
    """``Türkiye`` gives ``Turkiye``."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def territory_names(territory: str) -> Names:
    """What CLDR calls a territory in each language, the usual name first."""
    names: Names = {}
    for lang, locales in LOCALES.items():
        found = [Locale.parse(locale).territories[territory] for locale in locales]
        names[lang] = list(dict.fromkeys(each for name in found for each in variants(lang, name)))
    return names


def variants(lang: str, name: str) -> Iterable[str]:
    """A name as texts write it: the part in brackets is left out."""
    name = re.sub(r"\s*[(（].*?[)）]", "", name)
    return written(name) if lang == "en" else [name.replace("•", "・")]


def city_names(zone: str) -> Names:
    """What CLDR calls the city of a time zone in each language."""
    names: Names = {"en": written(zone.rsplit("/", 1)[1].replace("_", " "))}
    for lang, locales in LOCALES.items():
        cities = [Locale.parse(locale).time_zones.get(zone, {}).get("city") for locale in locales]
        names.setdefault(lang, [])
        own = [each for city in cities if city for each in variants(lang, city)]
        names[lang] = list(dict.fromkeys([*own, *names[lang]] if lang == "en" else own))
    return names


def issuers() -> Iterator[str]:
    """Territories with a legal tender that no other territory has."""
    tender = {
        territory: set(get_territory_currencies(territory, tender=True))
        for territory in get_global("territory_currencies")
        if len(territory) == 2
    }
    users = Counter(code for codes in tender.values() for code in codes)
    return (territory for territory, codes in sorted(tender.items()) if any(users[c] == 1 for c in codes))


def bank_names(territory: str) -> Names:
    """The names of a territory's central bank by pattern."""
    own = territory_names(territory)
    return {
        "en": [f"Central Bank of {name}" for name in own["en"]],
        "ja": [form for name in own["ja"] for form in (f"{name}中央銀行", f"{name}中銀")],
        "zh": [form for name in own["zh"] for form in (f"{name}央行", f"{name}中央银行", f"{name}中央銀行")],
    }


def entry(label: str, names: Names, review: dict[str, Any], wikidata: str | None) -> dict[str, Any]:
    """One entry as it stands in the table, after what the review says of it."""
    dropped = set(review.get("drop", []))
    for lang, more in review.get("add", {}).items():
        names[lang] = [*names[lang], *more]
    # A name of one character is a letter rule's business.
    kept = {
        lang: [n for n in dict.fromkeys(each) if n not in dropped and len(n) > 1]
        for lang, each in names.items()
    }
    name, *others = kept.pop("en")
    aliases = {lang: each for lang, each in {**kept, "en": others}.items() if each}
    cells: dict[str, Any] = {"label": label, "name": name}
    if wikidata:
        cells["wikidata"] = wikidata
    if aliases:
        cells["aliases"] = aliases
    if "rules" in review:
        cells["rules"] = review["rules"]
    return cells


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry no other table holds, by kind, then by code."""
    review = read_table(REVIEW)
    taken = {code for path in TABLES.glob("*.yaml") if path != TARGET for code in read_table(path)}
    found: dict[str, dict[str, Any]] = {}
    for territory in review["territories"]:
        names = territory_names(territory)
        found[code_of(names["en"][0])] = entry(
            "GPE", names, review["rows"].get(territory, {}), review["wikidata"].get(territory)
        )
    for zone in review["cities"]:
        names = city_names(zone)
        found[code_of(names["en"][0])] = entry("GPE", names, review["rows"].get(zone, {}), None)
    for territory in issuers():
        if territory in review["territories"] and territory not in review["known_banks"]:
            names = bank_names(territory)
            found[code_of(names["en"][0])] = entry(
                "ORG", names, review["rows"].get(f"bank {territory}", {}), None
            )
    return ((code, cells) for code, cells in sorted(found.items()) if code not in taken)


def render() -> str:
    """The whole table; cells are JSON, which YAML reads too."""
    lines = [HEAD.format(cldr=get_cldr_version(), babel=babel.__version__)]
    lines += [f"{code}: {json.dumps(cells, ensure_ascii=False)}" for code, cells in entries()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check the table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing, fail when the table is out of date"
    )
    wanted = render()
    if parser.parse_args().check:
        same = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted
        print("up to date" if same else f"{TARGET.name}: run training/code_book/places.py")
        return 0 if same else 1
    TARGET.write_text(wanted, encoding="utf-8")
    print(f"{TARGET.name}: {len(wanted.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
