"""The explorer's page and its chunks of data as files a browser opens without a server.

Chunks are scripts and not JSON, because a page opened as a file may read no other file but scripts.
The page's policy lets nothing run but these files, and nothing be asked of any host.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.exporters.json_text import dump

ASSETS = Path(__file__).parent / "assets"
STYLES = ("uplot.min.css", "explorer.css")
# In the order they must run.
SCRIPTS = (
    "uplot.min.js", "core.js", "corpus.js", "list.js", "article.js", "cards.js", "words.js", "editions.js",
    "plots.js", "vocabulary.js", "corrections.js", "blind.js", "main.js",
)  # fmt: skip
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_NAME = re.compile(r"[a-z]+(?:-[0-9]+)?")


def chunk_script(name: str, content: Any) -> str:
    """A chunk of data as a script that hands it to the page; nothing in it can end the script.

    >>> chunk_script("texts-0", ["</script>"])
    'EXPLORER.take("texts-0", "[\\\\"\\\\u003c/script>\\\\"]");\\n'
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a chunk")
    # A text to JSON.parse: browsers read that several times as fast as a literal.
    text = json.dumps(dump(content), ensure_ascii=False).replace("<", "\\u003c")
    return f'EXPLORER.take("{name}", {text});\n'


def interface_languages() -> tuple[str, ...]:
    """The languages the page speaks: those of strings.json, in its order."""
    return tuple(_read_strings())


def _read_strings() -> dict[str, dict[str, str]]:
    strings: dict[str, dict[str, str]] = json.loads((ASSETS / "strings.json").read_text(encoding="utf-8"))
    return strings


def strings_chunk(names: Mapping[str, Mapping[str, str]]) -> str:
    """The words of the user interface in all its languages, and the names of codes, as a chunk.

    Args:
        names: by language, from group and code to name: ``{"ja": {"metric.revenue": "売上高"}}``.

    Raises: ValueError when a name is in both.
    """
    strings = _read_strings()
    for lang, own in strings.items():
        if twice := own.keys() & names.get(lang, {}).keys():
            raise ValueError(f"strings.json, {lang}: {min(twice)} has its name from elsewhere")
    return chunk_script("strings", {lang: own | dict(names.get(lang, {})) for lang, own in strings.items()})


def linked_page() -> str:
    """index.html of an explorer in many files."""
    styles = "".join(f'<link rel="stylesheet" href="assets/{name}">\n' for name in STYLES)
    names = [*(f"assets/{name}" for name in SCRIPTS[:-1]), "data/strings.js", "data/corpus.js"]
    scripts = "".join(f'<script src="{name}"></script>\n' for name in [*names, f"assets/{SCRIPTS[-1]}"])
    return _page(_POLICY.format(scripts="'self'", styles="'self'"), styles, scripts)


def single_page(chunks: list[str]) -> str:
    """index.html of an explorer in one file; its policy lists the hash of every script in it."""
    styles = [_asset(name) for name in STYLES]
    scripts = [*map(_asset, SCRIPTS[:-1]), *chunks, _asset(SCRIPTS[-1])]
    policy = _POLICY.format(scripts=" ".join(map(_hash, scripts)), styles=" ".join(map(_hash, styles)))
    return _page(
        policy,
        "".join(f"<style>{style}</style>\n" for style in styles),
        "".join(f"<script>{script}</script>\n" for script in scripts),
    )


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _page(policy: str, styles: str, scripts: str) -> str:
    return (
        '<!doctype html>\n<html lang="en" data-theme="auto">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>TechFlow</title>\n<link rel="icon" href="data:,">\n{styles}</head>\n'
        '<body>\n<div id="app"></div>\n<noscript>JavaScript is off: this page draws its data with it.'
        f"</noscript>\n{scripts}</body>\n</html>\n"
    )
