"""English words: spaCy's own rule tokenizer, which never changes the text.

``Tether made $13.5 billion.`` becomes Tether/made/$/13.5/billion/. ; the rules are
those of ``spacy.lang.en``. It is named here so that a language folder always says
which tokenizer it takes.
"""

TOKENIZER = "spacy.Tokenizer.v1"
