"""Names in a text: known ones by the code book, unseen ones by their form. Read this first.

    text -> masks (URLs hold no names)
         -> gazetteer: aliases of the code book, in context
         -> letters, patterns, Latin runs: what is left
    -> words that enough in the article speaks for, short forms of firms, tags
         -> the trained model's proposals, where there is one: what is still left
         -> learned/: what weights of words and characters say of the rest
    -> short forms that brackets declare: Foo Bank (hereafter FB); names with a code elsewhere in the text

A known name wins, unless an unseen longer one holds it (Foo Bank holds Foo).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language as Nlp
from spacy.tokens import Doc
from spacy.util import filter_spans

from pipeline.errors import ConfigError
from pipeline.languages.names.declared import name_again, spread_declared
from pipeline.languages.names.evidence import find_unseen
from pipeline.languages.names.gazetteer import Gazetteer, build_gazetteer
from pipeline.languages.names.learned.finder import LearnedFinder, load_learned_finder
from pipeline.languages.names.mention import Mention, Text, read_text
from pipeline.languages.names.proposals import drop_parts, drop_weak, find_proposed, pick_firms
from pipeline.languages.names.rules import NameRules, read_name_rules
from pipeline.languages.names.runs import RunFinder
from pipeline.languages.names.shapes import (
    find_again,
    find_glosses,
    find_letters,
    find_masked,
    find_patterns,
    find_siblings,
    find_stems,
    find_tagged,
)
from pipeline.reference.code_book import CodeBook, load_code_book

__all__ = [
    "Mention",
    "NameFinder",
    "NameRules",
    "load_name_finder",
    "load_name_rules",
    "make_entity_component",
]

HERE = Path(__file__).parent
LANGUAGES = HERE.parent


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds the names of one language's texts."""

    gazetteer: Gazetteer
    rules: NameRules
    book: CodeBook
    learned: LearnedFinder | None = None

    def find(self, doc: Doc) -> tuple[Mention, ...]:
        """Mentions of a doc, in text order, none overlapping.

        ``Tetherは米国債を買う`` gives Tether (ORG, tether) and 米国 (GPE, united-states).
        """
        text, board = self.find_known(doc)
        if self.learned is not None:
            add_learned(self.learned, doc, text, board)
            if self.rules.unseen is not None:
                board.add(find_stems(text, self.rules.unseen, board.mentions()))
        for mention in spread_declared(text, self.rules, board.mentions()):
            board.place(mention, extends=True, relabels=True)
        for mention in name_again(text, board.mentions(), self.gazetteer.readings):
            board.place(mention, relabels=True)
        return board.mentions()

    def find_known(self, doc: Doc) -> tuple[Text, Board]:
        """What lists, rules and the trained model find in a doc: all but the learned finder's names."""
        text = read_text(doc, self.rules.tokens_guide, self.rules.unknown, self.rules.asks_words)
        board = Board(len(text.folded))
        for start, end in find_masked(text.folded, self.rules):
            board.hide(start, end)
        board.add(self.gazetteer.find(text))
        board.add(find_letters(text, self.rules, self.book))
        if labels := self._place_patterns(text, board):
            board.add(find_again(text, labels))
        proposed = tuple(find_proposed(doc, text, self.rules))
        runs = RunFinder(
            text, self.rules, board.covering(), board.masked, self.gazetteer.readings,
            frozenset((mention.start, mention.end) for mention in proposed),
        )  # fmt: skip
        unseen = runs.find()
        for mention in runs.replaced:
            board.remove(mention)
        board.add(unseen)
        if self.rules.unseen is not None:
            spans = frozenset((mention.start, mention.end) for mention in proposed)
            board.add(find_stems(text, self.rules.unseen, board.mentions()))
            board.add(find_unseen(text, self.rules.unseen, board.taken, spans))
            board.add(find_siblings(text, board.mentions()))
            board.add(find_stems(text, self.rules.unseen, board.mentions()))
        board.add(find_glosses(text, board.mentions()))
        board.add(drop_parts(find_tagged(text, self.rules), proposed))
        board.add(drop_weak(proposed, text, self.rules))
        firms = {text.folded[m.start : m.end]: m.label for m in board.mentions() if m.source == "model"}
        board.add(m._replace(source="model") for m in find_again(text, pick_firms(firms)))
        return text, board

    def _place_patterns(self, text: Text, board: Board) -> dict[str, str]:
        """Place what the patterns find; the labels of what was placed, by surface and stem."""
        labels: dict[str, str] = {}
        for mention, rule, stem in find_patterns(text, self.rules):
            if rule.over and board.begins(mention) and not rule.over.match(text.folded, mention.end):
                continue
            surface = text.folded[mention.start : mention.end]
            # What an earlier rule took for a person stays one.
            same = mention._replace(label=labels.get(surface, mention.label))
            if board.place(same, rule.extends):
                labels.setdefault(surface, same.label)
                labels.setdefault(stem or surface, same.label)
        return labels


def add_learned(finder: LearnedFinder, doc: Doc, text: Text, board: Board) -> None:
    """Place the names that weights find, and those that a bracket says again behind them."""
    for mention in finder.find(doc, text, board.mentions(), board.masked):
        board.place(mention, extends=True, relabels=True)
    board.add(find_glosses(text, board.mentions()))


class Board:
    """Which characters are taken, and by what."""

    def __init__(self, length: int) -> None:
        self.taken = bytearray(length)
        self.masked = bytearray(length)
        self._mentions: dict[int, Mention] = {}

    def hide(self, start: int, end: int) -> None:
        """Keep a span free of names for good."""
        self.masked[start:end] = b"\x01" * (end - start)
        self._take(start, end)

    def _take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\x01" * (end - start)

    def add(self, mentions: Iterable[Mention]) -> None:
        """Place what finds its characters free, in the order given."""
        for mention in mentions:
            self.place(mention)

    def place(self, mention: Mention, extends: bool = False, relabels: bool = False) -> bool:
        """Place one mention, if it can be; with ``extends`` it may swallow shorter ones inside it, with
        ``relabels`` take the place of one as long."""
        here = self._mentions.get(mention.start)
        if relabels and here is not None and here.end == mention.end:
            self.remove(here)
        span = self.taken[mention.start : mention.end]
        if any(span):
            inside = self._inside(mention) if extends else []
            if not inside or span.count(1) != sum(m.end - m.start for m in inside):
                return False
            for each in inside:
                self.remove(each)
        self._mentions[mention.start] = mention
        self._take(mention.start, mention.end)
        return True

    def begins(self, mention: Mention) -> bool:
        """Whether a known firm begins a longer name."""
        known = self._mentions.get(mention.start)
        return known is not None and known.end < mention.end and known.label == "ORG" and bool(known.code)

    def _inside(self, mention: Mention) -> list[Mention]:
        """Placed mentions that lie in a longer one."""
        found = [self._mentions[at] for at in range(mention.start, mention.end) if at in self._mentions]
        return [m for m in found if m.end <= mention.end and m.end - m.start < mention.end - mention.start]

    def remove(self, mention: Mention) -> None:
        """Free the characters of a placed mention."""
        if self._mentions.pop(mention.start, None) is not None:
            self.taken[mention.start : mention.end] = bytes(mention.end - mention.start)

    def covering(self) -> dict[int, Mention]:
        """The placed mention of each character that has one."""
        return {
            at: mention for mention in self._mentions.values() for at in range(mention.start, mention.end)
        }

    def mentions(self) -> tuple[Mention, ...]:
        """What was placed, in text order."""
        return tuple(self._mentions[start] for start in sorted(self._mentions))


@cache
def load_name_rules(code: str) -> NameRules:
    """The name shapes of one language, read once. Raises ConfigError for a language without them."""
    path = LANGUAGES / code / "entities.yaml"
    if not path.is_file():
        raise ConfigError(f"no names for language {code!r}: {path.parent.name}/{path.name} is missing")
    return read_name_rules(HERE / "shared.yaml", path)


@cache
def load_name_finder(code: str) -> NameFinder:
    """The name finder of one language, built once."""
    rules, book = load_name_rules(code), load_code_book()
    gazetteer = build_gazetteer(
        book,
        code,
        version=rules.run.version,
        amount=rules.amount,
        titles=rules.titles,
        given=rules.run.given,
        sentence_case=rules.sentence_case,
    )
    return NameFinder(gazetteer, rules, book, load_learned_finder(code, rules, gazetteer.readings))


class EntityComponent:
    """A spaCy component: mentions as ``doc.spans["entities"]`` and ``doc.ents``, codes as ``kb_id_``."""

    def __init__(self, code: str) -> None:
        self.finder = load_name_finder(code)

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a doc; one that cuts a token is widened to it."""
        spans = []
        for mention in self.finder.find(doc):
            span = doc.char_span(
                mention.start,
                mention.end,
                label=mention.label,
                kb_id=mention.code or "",
                alignment_mode="expand",
            )
            if span is not None:
                spans.append(span)
        doc.spans["entities"] = spans
        doc.ents = filter_spans(spans)
        return doc


@Nlp.factory("techflow_entities", default_config={"code": None}, assigns=["doc.ents", "doc.spans"])
def make_entity_component(nlp: Nlp, name: str, code: str | None) -> EntityComponent:
    """The component ``techflow_entities`` for a pipeline; ``code`` defaults to the pipeline's language."""
    return EntityComponent(code or str(nlp.lang))
