"""What UniDic says of every word of a Japanese text, for the tools of corpus linguists.

Records keep the spelling of the base form and the reading of the word as it stands; UniDic's own
語彙素 and 語彙素読み, and the rest of its line, are read here once more from the same dictionary
with the same parts, so that MeCab finds the same words.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache

import fugashi
import unidic_lite

from pipeline.datatypes import Lexeme
from pipeline.languages.ja.tokenizer import BLANK, WIDE, split_line

# One word a line: white space before it, surface, the whole line of the dictionary.
_FORMAT = r"-O '' -F%pS%m\\t%H\\n -U%pS%m\\t%H\\n -E\\n"
_LEMMA, _READING, _ORIGIN = 7, 6, 12


def read_lexemes(text: str) -> dict[tuple[int, int], Lexeme]:
    """The dictionary's entry of each word by its offsets: of ``走った`` 走る at (0, 2) and た at (2, 3).

    Words that the tokenizer glues together (OpenAI, 35.7) stand here in the parts MeCab knows.
    """
    found: dict[tuple[int, int], Lexeme] = {}
    wide, begin = text.translate(WIDE), 0
    for stop, after in [*((blank.start(), blank.end()) for blank in BLANK.finditer(text)), (len(text),) * 2]:
        for part in split_line(wide, begin, stop):
            _read_part(wide, *part, found)
        begin = after
    return found


def _read_part(wide: str, begin: int, stop: int, found: dict[tuple[int, int], Lexeme]) -> None:
    part = wide[begin:stop]
    for item in _load_tagger().parse(part).split("\n") if part.strip() else ():
        begin += item[0] == " "
        surface, features = item.lstrip(" ").split("\t", 1)
        found[begin, begin + len(surface)] = _read_line(features)
        begin += len(surface)


@lru_cache(maxsize=50_000)
def _read_line(features: str) -> Lexeme:
    """A line of UniDic: four levels of word class, cType, cForm, lForm, lemma ... goshu; six if unknown."""
    fields = next(csv.reader([features]))
    known = [None if field in ("", "*") else field for field in fields] + [None] * 26
    return Lexeme(
        lemma=known[_LEMMA],
        reading=known[_READING],
        word_class="-".join(field for field in known[:4] if field),
        conjugation=known[4],
        form=known[5],
        origin=known[_ORIGIN],
        features=features,
    )


@cache
def _load_tagger() -> fugashi.GenericTagger:
    directory = unidic_lite.DICDIR
    return fugashi.GenericTagger(f'-r "{directory}/mecabrc" -d "{directory}" {_FORMAT}')
