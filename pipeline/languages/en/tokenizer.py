"""English words: spaCy's own rule tokenizer, which never changes the text.

``Tether made $13.5 billion.`` becomes Tether/made/$/13.5/billion/. ; the rules are
those of ``spacy.lang.en``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import spacy
from spacy.language import create_tokenizer as create_rule_tokenizer
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from pipeline.languages.nlp import RecurringWords

TOKENIZER = "techflow.RuleTokenizer.v1"

# Longer stretches without a blank are cut: spaCy's cost grows with their square.
_STRETCH = re.compile(r"(\S{300})")
_MOST_CACHED = 60_000


_LONGEST_KEPT = 40


class RuleTokenizer(Tokenizer):
    """spaCy's tokenizer, its cost linear in any text."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.met = RecurringWords()

    def keep_words(self) -> None:
        """Have spaCy remember how what stands between blanks is cut, if it was met in more than one text.

        To be called outside a memory zone, in which spaCy remembers nothing.
        """
        if self.vocab.in_memory_zone:
            return
        for stretch in self.met.take():
            super().__call__(stretch)

    def __call__(self, text: str) -> Doc:
        """The words of a text, and its white space beyond single blanks, as spaCy cuts them."""
        self.met.meet(stretch for stretch in text.split() if len(stretch) <= _LONGEST_KEPT)
        parts = _STRETCH.split(text)
        docs: list[Doc] = [super(RuleTokenizer, self).__call__(part) for part in parts if part]
        if len(docs) == 1:
            return docs[0]
        words = [token.text for doc in docs for token in doc]
        spaces = [bool(token.whitespace_) for doc in docs for token in doc]
        return Doc(self.vocab, words=words, spaces=spaces)


@spacy.registry.tokenizers(TOKENIZER)
def create_tokenizer() -> Callable[[Any], RuleTokenizer]:
    """What spaCy's config calls to make the tokenizer of a new ``Language``."""

    def make(nlp: Any) -> RuleTokenizer:
        rules = create_rule_tokenizer()(nlp)
        return RuleTokenizer(
            nlp.vocab,
            rules=rules.rules,
            prefix_search=rules.prefix_search,
            suffix_search=rules.suffix_search,
            infix_finditer=rules.infix_finditer,
            token_match=rules.token_match,
            url_match=rules.url_match,
            max_cache_size=_MOST_CACHED,
        )

    return make
