"""The names of codes in the languages of the explorer's interface."""

from __future__ import annotations

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
