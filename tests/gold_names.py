"""The gold of names and of what refers back to them, as objects: ``load_articles("ja")[0].names[0].label``.

Articles are ``corpus/gold/<lang>/articles/<part>-<slug>.txt``, mini-texts the rows of
``corpus/gold/<lang>/<part>-references.yaml``; marks stand in the text as
corpus/gold/GUIDELINES-entities.md has them. ``python tests/gold_names.py FILE...`` checks files.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.reference.code_book import LABELS, load_code_book  # noqa: E402
from pipeline.tables import read_table  # noqa: E402

GOLD = ROOT / "corpus/gold"
REFERENCES = "references.yaml"
UNCLEAR, NOBODY = "?", "-"
_MARK = re.compile(r"\{([^{}|]+)\|([A-Z]+)(?:\|([^{}|]+))?\}")
_HEAD = re.compile(r"# (about|date): (.*)\n")


class GoldError(ValueError):
    """Gold that is not as the guidelines have it; a line for each place."""


@dataclass(frozen=True, slots=True)
class GoldName:
    """A name a person saw; ``code`` is null where the code book has none."""

    start: int
    end: int
    surface: str
    label: str
    code: str | None


@dataclass(frozen=True, slots=True)
class GoldReference:
    """A reference back; ``targets`` are codes or surfaces, ``?`` unclear, ``-`` to no name of the text."""

    start: int
    end: int
    surface: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldText:
    """An article or a mini-text (``kind`` is its class) without its marks, and what they say."""

    text_id: str
    lang: str
    part: str
    kind: str
    text: str
    date: date | None
    names: tuple[GoldName, ...]
    references: tuple[GoldReference, ...]


def read_marks(marked: str) -> tuple[str, tuple[GoldName, ...], tuple[GoldReference, ...]]:
    """The text without marks, its names and its references, each in text order.

    Raises: GoldError for a brace that is no mark, an unknown label or code, a
    reference whose target is named nowhere in the text.
    """
    parts: list[str] = []
    names: list[GoldName] = []
    references: list[GoldReference] = []
    at = length = 0
    for mark in _MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        length += mark.start() - at
        at, (surface, label, extra) = mark.end(), mark.groups()
        place = (length, length + len(surface), surface)
        if label == "REF":
            references.append(GoldReference(*place, _targets(surface, extra)))
        else:
            names.append(GoldName(*place, label, extra))
        parts.append(surface)
        length += len(surface)
    parts.append(marked[at:])
    text = "".join(parts)
    if errors := [*_wrong(text, names, references)]:
        raise GoldError("\n".join(errors))
    return text, tuple(names), tuple(references)


def _targets(surface: str, extra: str | None) -> tuple[str, ...]:
    if extra is None:
        raise GoldError(f"{surface!r}: a reference needs a target, ? or -")
    return tuple(target.strip() for target in extra.split("+"))


def _wrong(text: str, names: list[GoldName], references: list[GoldReference]) -> Iterator[str]:
    book = load_code_book().entries
    if "{" in text or "}" in text:
        at = min(i for i in (text.find("{"), text.find("}")) if i >= 0)
        yield f"a brace that is no mark: {text[max(0, at - 20) : at + 20]!r}"
    for name in names:
        if name.label not in LABELS:
            yield f"{name.surface!r}: no label {name.label}"
        if name.code is not None and name.code not in book:
            yield f"{name.surface!r}: no code {name.code} in the code book"
    known = {name.surface for name in names} | {name.code for name in names if name.code}
    for reference in references:
        for target in reference.targets:
            if target not in known | {UNCLEAR, NOBODY}:
                yield f"{reference.surface!r}: {target!r} is named nowhere in the text"


def _part(name: str) -> str:
    part = name.partition("-")[0]
    if part not in ("early", "late"):
        raise GoldError(f"{name}: want a name that begins with early- or late-")
    return part


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def read_article(path: Path) -> GoldText:
    """One article. Raises: GoldError, naming the file."""
    raw = path.read_text(encoding="utf-8")
    head: dict[str, str] = {}
    while line := _HEAD.match(raw):
        head[line[1]] = line[2].strip()
        raw = raw[line.end() :]
    lang = path.parent.parent.name
    try:
        text, names, references = read_marks(raw)
        return GoldText(
            f"{lang}-{path.stem}", lang, _part(path.name), head.get("about", ""), text,
            _day(head.get("date")), names, references,
        )  # fmt: skip
    except (GoldError, ValueError) as error:
        raise GoldError(
            "\n".join(f"{lang}/{path.name}: {line}" for line in str(error).split("\n"))
        ) from error


def read_references(path: Path) -> tuple[GoldText, ...]:
    """The mini-texts of a file, in its order. Raises: GoldError, naming file and row."""
    table: Any = read_table(path)
    lang = path.parent.name
    texts = []
    errors = []
    for row in table["references"]:
        try:
            text, names, references = read_marks(row["text"])
            if not references:
                raise GoldError("no reference in it")
            texts.append(
                GoldText(
                    row["id"], lang, _part(path.name), row["class"], text, _day(row.get("date")),
                    names, references,
                )
            )  # fmt: skip
        except (GoldError, KeyError) as error:
            errors.append(f"{lang}/{path.name}: {row.get('id')}: {error}")
    if errors:
        raise GoldError("\n".join(errors))
    return tuple(texts)


@cache
def load_articles(lang: str, part: str | None = None) -> tuple[GoldText, ...]:
    """The articles of a language by file name; only the ``early`` or ``late`` ones when asked for."""
    found = [read_article(path) for path in sorted((GOLD / lang / "articles").glob("*.txt"))]
    return tuple(text for text in found if part in (None, text.part))


@cache
def load_references(lang: str, part: str | None = None) -> tuple[GoldText, ...]:
    """The mini-texts of a language by file; only the ``early`` or ``late`` ones when asked for."""
    found = [text for path in sorted((GOLD / lang).glob(f"*-{REFERENCES}")) for text in read_references(path)]
    ids = [text.text_id for text in found]
    if len(ids) != len(set(ids)):
        raise GoldError(f"{lang}: an id of {REFERENCES} is given twice")
    return tuple(text for text in found if part in (None, text.part))


def main(files: list[str]) -> int:
    """Check files and say how many marks they hold; 1 when one is wrong."""
    wrong = False
    for path in map(Path, files):
        try:
            texts = read_references(path) if path.name.endswith(REFERENCES) else (read_article(path),)
        except GoldError as error:
            print(error)
            wrong = True
        else:
            names, references = (sum(len(getattr(t, key)) for t in texts) for key in ("names", "references"))
            print(f"{path}: {len(texts)} texts, {names} names, {references} references")
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
