"""Chinese words: a spaCy tokenizer on jieba, by its binding in Rust.

``泰达投资了人工智能`` becomes 泰达/投资/了/人工智能. Why jieba, and why this binding:
docs/adr/0007-chinese-tokens-by-jieba.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import rjieba
import spacy
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from pipeline.languages.glued import glued_name
from pipeline.languages.nlp import RARE_WORDS, RecurringWords

TOKENIZER = "techflow.JiebaTokenizer.v1"

# jieba takes white space apart and eats time on long runs of it.
_BLANK = re.compile(r"(\s+)")
# Decimals and thousands, at whose commas jieba would cut, and endless Latin words, on
# which it would spend the square of their length; and Latin names before an amount.
_RUN = re.compile(
    rf"{glued_name()}|"
    r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+)(?![.,]?[0-9])|[A-Za-z0-9]{100,}+"
)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_RARE = 200  # times in the corpus jieba counted: 公司 45605, 股价 952, 灯塔 180, 白鹭 40


def _sureness(word: str) -> str:
    """``X`` (UD: no part of speech can be told) for a word jieba made up, as no dictionary has it."""
    made_up = len(word) > 1 and _HAN.fullmatch(word) is not None and not rjieba.has_word(word)
    return "X" if made_up else ""


@lru_cache(maxsize=1 << 16)
def _is_rare(word: str) -> bool:
    """Whether the dictionary has a word and hardly ever met it, as of most a firm is named by: 灯塔."""
    known = len(word) > 1 and _HAN.fullmatch(word) is not None and rjieba.has_word(word)
    return known and rjieba.suggest_freq(word) <= _RARE


class JiebaTokenizer(DummyTokenizer):
    """Text to Doc; ``doc.text == text`` for every text without lone surrogates."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.met = RecurringWords()

    def __reduce__(self) -> tuple[type[JiebaTokenizer], tuple[Vocab]]:
        return JiebaTokenizer, (self.vocab,)

    def keep_words(self) -> None:
        """Give the words met in more than one text a lasting place in the vocab.

        To be called outside a memory zone.
        """
        if self.vocab.in_memory_zone:  # type: ignore[attr-defined]  # spaCy's stubs lack it
            return
        for word in self.met.take():
            self.vocab[word]  # making the lexeme is what counts

    def __call__(self, text: str) -> Doc:
        """The words of a text; white space beyond one blank behind a word is a token."""
        words: list[str] = []
        spaces: list[bool] = []
        for part in _BLANK.split(text):
            word = part
            if part.isspace():
                if part[0] == " " and words and not words[-1].isspace():
                    spaces[-1] = True
                    word = part[1:]
                pieces = [word] if word else []
            else:
                pieces = self._cut(part)
            words += pieces
            spaces += [False] * len(pieces)
        self.met.meet(words)
        doc = Doc(self.vocab, words=words, spaces=spaces, pos=[_sureness(word) for word in words])
        doc.user_data[RARE_WORDS] = frozenset(filter(_is_rare, words))
        return doc

    def _cut(self, part: str) -> list[str]:
        """The words of a stretch without white space; decimals and thousands stay whole."""
        words: list[str] = []
        begin = 0
        for run in _RUN.finditer(part):
            words += rjieba.cut(part[begin : run.start()])
            words.append(run[0])
            begin = run.end()
        words += rjieba.cut(part[begin:])
        return words


@spacy.registry.tokenizers(TOKENIZER)
def create_tokenizer() -> Callable[[Any], JiebaTokenizer]:
    """What spaCy's config calls to make the tokenizer of a new ``Language``."""
    return lambda nlp: JiebaTokenizer(nlp.vocab)
