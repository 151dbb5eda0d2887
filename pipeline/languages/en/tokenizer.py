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

TOKENIZER = "techflow.RuleTokenizer.v1"

_LONG_BLANK = re.compile(r"(\s{64,})")


class RuleTokenizer(Tokenizer):
    """spaCy's tokenizer, but for long white space, on which its cost grows with the square."""

    def __call__(self, text: str) -> Doc:
        """The words of a text; a long run of white space is a token and read as it stands."""
        parts = _LONG_BLANK.split(text)
        if len(parts) == 1:
            return super().__call__(text)
        words: list[str] = []
        spaces: list[bool] = []
        for part in parts:
            if part.isspace():
                words.append(part)
                spaces.append(False)
                continue
            doc = super().__call__(part)
            words += [token.text for token in doc]
            spaces += [bool(token.whitespace_) for token in doc]
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
        )

    return make
