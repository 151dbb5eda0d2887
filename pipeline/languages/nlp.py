"""The spaCy pipeline of a language: tokens, sentences and, where it has them, phrases.

``create_nlp("ja")("今日は晴れ。明日は雨。")`` is a Doc of two sentences. The
tokenizer is the language folder's ``tokenizer.py``, the rest its tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline.datatypes import Lexeme

# Imported for their @Language.factory lines.
from pipeline.languages import sentences
from pipeline.languages.syntax import phrases
from pipeline.languages.syntax.phrases import PHRASE_PIPE, load_phrase_rules

__all__ = [
    "PROPOSALS",
    "RARE_WORDS",
    "RecurringWords",
    "build_nlp",
    "create_nlp",
    "find_lexemes",
    "find_models",
    "open_memory_zone",
    "phrases",
    "sentences",
]


# Where the trained model of a language keeps the names it proposes.
PROPOSALS = "ner"
# Key of Doc.user_data: the words of a text that its dictionary has and hardly ever met.
RARE_WORDS = "techflow.rare_words"
_HERE = Path(__file__).parent
_MODELS = _HERE.parents[1] / "models"
# Words that keep their place in spaCy's vocab; news has some tens of thousands.
_MOST_KEPT = 50_000


class RecurringWords:
    """The words met in more than one text, up to a fixed number; passing names do not fill it."""

    def __init__(self) -> None:
        self.kept: set[str] = set()
        self.once: set[str] = set()
        self.again: set[str] = set()

    def meet(self, words: Iterable[str]) -> None:
        """Take note of the words of a text."""
        if self.is_full:
            return
        new = set(words) - self.kept
        known = new & self.once
        self.again |= known
        if len(self.once) >= _MOST_KEPT:
            self.once.clear()
        self.once ^= new  # the known ones leave it, the others enter

    @property
    def is_full(self) -> bool:
        """Whether no more words are kept."""
        return len(self.kept) >= _MOST_KEPT

    def take(self) -> set[str]:
        """The words to be kept from now on that were not before."""
        new, self.again = self.again, set()
        self.kept |= new
        return new


@cache
def create_nlp(code: str, model: bool = False) -> Language:
    """The shared ``spacy.Language`` of one language, with or without its trained model."""
    return build_nlp(code, model)


def find_models() -> dict[str, Path]:
    """The folders of the released models by language: ``{"ja": .../models/ja}``; empty where none is."""
    return {path.parent.name: path.parent for path in sorted(_MODELS.glob("*/meta.json"))}


def find_lexemes(code: str) -> Callable[[str], Mapping[tuple[int, int], Lexeme]] | None:
    """What gives the dictionary's entries of a text's words by offsets; None for a language without one.

    >>> find_lexemes("ja")("やはり")[0, 3].lemma, find_lexemes("en")
    ('矢張り', None)
    """
    if not (_HERE / code / "lexemes.py").is_file():
        return None
    read: Callable[[str], Mapping[tuple[int, int], Lexeme]]
    read = import_module(f"pipeline.languages.{code}.lexemes").read_lexemes
    return read


def build_nlp(code: str, model: bool = False) -> Language:
    """A new ``spacy.Language`` for one language, to which pipes may be added.

    Its Docs carry what the tokenizer knows, sentence starts and, where the
    language has phrases, one span a phrase in ``doc.spans["phrases"]``; with
    ``model``, where one is released for the language, also ``token.head`` and
    proposed names in ``doc.spans["ner"]``.
    """
    module = import_module(f"pipeline.languages.{code}.tokenizer")
    nlp = spacy.blank(code, config={"nlp": {"tokenizer": {"@tokenizers": module.TOKENIZER}}})
    nlp.max_length = 10**8  # spaCy's limit is for parsers; these components are linear
    nlp.add_pipe("techflow_sentences")
    if load_phrase_rules(code):
        nlp.add_pipe(PHRASE_PIPE)
    if model and code in find_models():
        import_module(f"pipeline.languages.{code}.model").add_model(nlp)
    return nlp


@contextmanager
def open_memory_zone(nlp: Language) -> Iterator[None]:
    """A stretch of work whose Docs and new strings are forgotten at its end.

    spaCy keeps every string it has met; names that are always new would fill the
    memory of a long run. One zone an article keeps it flat. No Doc may be used
    behind the zone it was made in. Dictionary words are kept across zones, for
    a tokenizer that can tell them: making them anew would cost half the speed.
    What spaCy cannot give back is the slot of a forgotten string in its hash
    maps: some 100 bytes for each new name, however often it comes again.
    """
    keep_words = getattr(nlp.tokenizer, "keep_words", None)
    if keep_words is not None:
        keep_words()
    with nlp.memory_zone():
        yield
