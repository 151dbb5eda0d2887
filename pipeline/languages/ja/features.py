"""What the trained components see of a Japanese word: of ``走った``, KHH, 走, た and so on.

spaCy's own features are made for European spelling: its shape calls kanji, kana and
Latin letters all ``x``, its prefix and suffix are cut for words of six letters, and
the inflection, on which it hangs whether a verb ends a clause or modifies a noun, is
in none of them. The features here, each a column of hashes:

- NORM: the surface, narrow, lower case, digits as 0; FIRST, LAST: its first and last
  character; LAST2: its last two;
- SCRIPT: the run of scripts, at most four of a kind (``iPhone15`` is lLlll00);
- TAG, POS, LEMMA: as the tokenizer set them; INFLECTION: conjugation and form;
- GOSHU: the origin of the word, which tells proper names (固).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import numpy
import spacy
from spacy.attrs import LEMMA, MORPH, ORTH, POS, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

EMBED = "techflow.JapaneseEmbed.v1"

_OF_SURFACE = ("NORM", "FIRST", "LAST", "LAST2", "SCRIPT")
_OF_MORPH = ("INFLECTION", "GOSHU")
_OF_DOC = {"TAG": TAG, "POS": POS, "LEMMA": LEMMA}
_SCRIPTS = re.compile(r"([0-9])|([A-Z])|([a-z])|([ぁ-ゖ])|([ァ-ヺー])|([一-鿿㐀-䶿々〆])")
_MARKS = "0LlHTK"
_MOST_KNOWN = 50_000
# Hashes of what was met, by spaCy's hash of the surface and of the morph. They follow
# from the strings alone, so that one table serves every vocab.
_surfaces: dict[int, tuple[int, ...]] = {}
_morphs: dict[int, tuple[int, ...]] = {}


def mark_script(word: str) -> str:
    """The scripts of a word's characters, at most four in a row alike: ``ビットコイン`` is TTTT."""
    marks = "".join(
        _MARKS[match.lastindex - 1] if (match := _SCRIPTS.match(char)) and match.lastindex else char
        for char in word
    )
    return re.sub(r"(.)\1{4,}", r"\1\1\1\1", marks)


def _hash_surface(word: str) -> tuple[int, ...]:
    """The columns of a surface, in the order of ``_OF_SURFACE``."""
    narrow = unicodedata.normalize("NFKC", word)
    norm = re.sub(r"[0-9]", "0", narrow.lower())
    parts = (norm, norm[:1], norm[-1:], norm[-2:], mark_script(narrow))
    return tuple(get_string_id(part) if part else 0 for part in parts)


def _hash_morph(morph: str) -> tuple[int, ...]:
    """The columns of a morph, in the order of ``_OF_MORPH``."""
    values = dict(feature.split("=", 1) for feature in morph.split("|") if "=" in feature)
    parts = (values.get("Inflection", ""), values.get("Goshu", ""))
    return tuple(get_string_id(part) if part else 0 for part in parts)


def _look_up(keys: Any, known: dict[int, tuple[int, ...]], make: Any, strings: Any) -> Any:
    """The columns of each key, made once for each key not yet known."""
    if len(known) > _MOST_KNOWN:
        known.clear()
    unique, places = numpy.unique(keys, return_inverse=True)
    rows = []
    for key in unique.tolist():
        row = known.get(key)
        if row is None:
            row = known[key] = make(strings[key] if key else "")
        rows.append(row)
    return numpy.array(rows, dtype="uint64")[places]


def extract_features(doc: Doc, columns: list[str]) -> Any:
    """The hashes of every token of a Doc, one row a token, in the order of ``columns``."""
    if not len(doc):
        return numpy.zeros((0, len(columns)), dtype="uint64")
    plain = doc.to_array([ORTH, MORPH, *_OF_DOC.values()])
    strings = doc.vocab.strings
    found = dict(zip(_OF_DOC, plain[:, 2:].T, strict=True))
    found.update(zip(_OF_SURFACE, _look_up(plain[:, 0], _surfaces, _hash_surface, strings).T, strict=True))
    if any(column in _OF_MORPH for column in columns):
        found.update(zip(_OF_MORPH, _look_up(plain[:, 1], _morphs, _hash_morph, strings).T, strict=True))
    return numpy.stack([found[column] for column in columns], axis=1)


def _forward(model: Model[list[Doc], list[Any]], docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
    columns = model.attrs["columns"]
    return [model.ops.asarray2i(extract_features(doc, columns), dtype="uint64") for doc in docs], lambda d: []


@spacy.registry.architectures(EMBED)
def build_embed(width: int, columns: list[str], rows: list[int]) -> Model[list[Doc], list[Any]]:
    """A hash embedding a column, mixed to one vector of ``width`` a word; as spaCy's MultiHashEmbed."""
    tables: Any = [HashEmbed(width, nv, column=i, seed=8 + i, dropout=0.0) for i, nv in enumerate(rows)]
    extract: Model[list[Doc], list[Any]] = Model("japanese_features", _forward, attrs={"columns": columns})
    mix = Maxout(width, width * len(columns), nP=3, dropout=0.0, normalize=True)
    return chain(extract, list2ragged(), with_array(concatenate(*tables)), with_array(mix), ragged2list())
