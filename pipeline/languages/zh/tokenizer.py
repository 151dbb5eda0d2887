"""Chinese words: a spaCy tokenizer on jieba.

``泰达投资了人工智能`` becomes 泰达/投资/了/人工智能. jieba itself would keep its
dictionary in a file of the shared temporary directory, where anybody may put
another one, and tell of it on stderr; here it is read from the package each time.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

with warnings.catch_warnings():
    # Its patterns have stray backslashes, and it asks for pkg_resources.
    warnings.simplefilter("ignore")
    import jieba

TOKENIZER = "techflow.JiebaTokenizer.v1"

# jieba takes white space apart and eats time on long runs of it.
_BLANK = re.compile(r"(\s+)")
# Decimals and thousands, at whose commas jieba would cut, and endless Latin words, on
# which it would spend the square of their length.
_RUN = re.compile(
    r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+\.[0-9]+)(?![.,]?[0-9])|[A-Za-z0-9]{100,}+"
)


@lru_cache(maxsize=1)
def _load_segmenter() -> Any:
    """jieba's own segmenter, with its dictionary read and nothing written."""
    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    return segmenter


class JiebaTokenizer(DummyTokenizer):
    """Text to Doc; ``doc.text == text`` for every text without lone surrogates."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.segmenter = _load_segmenter()

    def __reduce__(self) -> tuple[type[JiebaTokenizer], tuple[Vocab]]:
        return JiebaTokenizer, (self.vocab,)

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
        return Doc(self.vocab, words=words, spaces=spaces)

    def _cut(self, part: str) -> list[str]:
        """The words of a stretch without white space; decimals and thousands stay whole."""
        words: list[str] = []
        begin = 0
        for run in _RUN.finditer(part):
            words += self.segmenter.lcut(part[begin : run.start()])
            words.append(run[0])
            begin = run.end()
        words += self.segmenter.lcut(part[begin:])
        return words


@spacy.registry.tokenizers(TOKENIZER)
def create_tokenizer() -> Callable[[Any], JiebaTokenizer]:
    """What spaCy's config calls to make the tokenizer of a new ``Language``."""
    return lambda nlp: JiebaTokenizer(nlp.vocab)
