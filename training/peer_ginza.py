"""What ja_ginza finds in texts: JSON strings in, one a line, JSON objects out.

Run by evaluate.py with the Python of an environment of its own, for ginza needs an
older SudachiPy than spaCy's own Japanese does: ``pip install ginza ja-ginza "SudachiPy<0.7"``.
It imports nothing of this project.
"""

import json
import sys

import ginza
import spacy


def main() -> None:
    """Answer every line of standard input."""
    nlp = spacy.load("ja_ginza")
    ginza.set_split_mode(nlp, sys.argv[1])
    for line in sys.stdin:
        doc = nlp(json.loads(line))
        found = {
            "words": [token.text for token in doc],
            "spaces": [bool(token.whitespace_) for token in doc],
            "heads": [token.head.i for token in doc],
            "deps": [token.dep_ for token in doc],
            "mentions": [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents],
        }
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
