"""What the learned finder of names learns from: texts with what is known in them and what they name.

Fully marked are the early texts of the names gold and the marked paragraphs whose names are listed; of the
others, and of claims, only the subjects and objects are told, so what is not told there counts for less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.languages.names import Board, load_name_finder
from pipeline.languages.names.mention import Mention, Text
from pipeline.languages.nlp import create_nlp
from pipeline.tables import read_table, text_list
from tests.gold_claims import GoldPassage, load_passages
from tests.gold_listed import load_listed
from tests.gold_marked import load_marked
from tests.gold_names import load_articles, load_references

_NO_NAMES = Path(__file__).with_name("no_names.yaml")


@dataclass(frozen=True, slots=True)
class Example:
    """A text as the finder reads it. ``names``: start, end and label (none where it is not told)."""

    text_id: str
    whole: bool
    doc: Doc
    text: Text
    board: Board
    names: tuple[tuple[int, int, str], ...]

    @property
    def known(self) -> tuple[Mention, ...]:
        """What lists and rules found."""
        return self.board.mentions()

    @property
    def masked(self) -> bytearray:
        """Where no name can be."""
        return self.board.masked


def read_example(
    lang: str, text_id: str, text: str, names: Sequence[tuple[int, int, str]], whole: bool
) -> Example:
    """A text with what lists and rules find in it."""
    doc = create_nlp(lang)(text)
    read, board = load_name_finder(lang).find_known(doc)
    return Example(text_id, whole, doc, read, board, tuple(names))


def told_names(passage: GoldPassage, no_names: frozenset[str]) -> list[tuple[int, int, str]]:
    """All places of the subjects and objects of a passage, the longest first where they meet."""
    surfaces = {s for claim in passage.claims for s in (*claim.subjects, claim.object) if s}
    taken = bytearray(len(passage.text))
    found = []
    for surface in sorted(surfaces, key=lambda s: (-len(s), s)):
        if surface in no_names or (surface.isascii() and surface.islower()):
            continue
        left = r"(?<![A-Za-z0-9])" if surface[0].isascii() else ""
        right = r"(?![A-Za-z0-9])" if surface[-1].isascii() else ""
        for match in re.finditer(left + re.escape(surface) + right, passage.text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\x01" * len(surface)
                found.append((*match.span(), ""))
    return sorted(found)


def load_no_names(lang: str) -> frozenset[str]:
    """Subjects of marked paragraphs that are no names: gold, yen, the state."""
    table: Any = read_table(_NO_NAMES)
    return frozenset(text_list(table[lang], _NO_NAMES.name))


def load_examples(lang: str, without: re.Pattern[str] | None = None) -> Iterator[Example]:
    """The early gold of a language: whole texts, then paragraphs; but those whose id fits ``without``."""
    listed = {text.text_id for text in load_listed(lang)}
    for text in (*load_articles(lang, "early"), *load_references(lang, "early"), *load_listed(lang)):
        names = [(name.start, name.end, name.label) for name in text.names]
        if without is None or not without.search(text.text_id):
            yield read_example(lang, text.text_id, text.text, names, True)
    no_names = load_no_names(lang)
    for passage in (*load_passages(lang, "early"), *load_marked(lang)):
        kept = without is None or not without.search(passage.text_id)
        if kept and passage.text_id not in listed:
            yield read_example(lang, passage.text_id, passage.text, told_names(passage, no_names), False)


def name_all(example: Example) -> list[tuple[int, int, str]]:
    """What an example names; where it is not wholly marked, what lists and rules find as well."""
    if example.whole:
        return list(example.names)
    same = {(m.start, m.end): m.label for m in example.known}
    names = [(start, end, label or same.get((start, end), "")) for start, end, label in example.names]
    taken = bytearray(len(example.text.folded))
    for start, end, _ in names:
        taken[start:end] = b"\x01" * (end - start)
    names += [(m.start, m.end, m.label) for m in example.known if not any(taken[m.start : m.end])]
    return sorted(names)
