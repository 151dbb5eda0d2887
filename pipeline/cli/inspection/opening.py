"""What the explorer takes from the tables of languages: names of codes, entries of dictionaries."""

from __future__ import annotations

from pathlib import Path

from pipeline.cli.batches.manifest import read_current_manifest
from pipeline.cli.exports.texts import open_lexicons
from pipeline.inspector import Languages
from pipeline.inspector.page import interface_languages
from pipeline.languages.phrasing.naming import load_names


def names_of_codes() -> dict[str, dict[str, str]]:
    """By language, from group and code to name: ``{"ja": {"metric.revenue": "売上高"}}``."""
    return {
        lang: {
            f"{group}.{code}": name
            for group, names in load_names(lang).items()
            for code, name in names.items()
        }
        for lang in interface_languages()
    }


def open_languages(out: Path) -> Languages:
    """What the explorer of an output folder needs of the languages.

    Raises: ConfigError for outputs that are not there or of another version.
    """
    return Languages(names_of_codes(), open_lexicons(out, read_current_manifest(out)))
