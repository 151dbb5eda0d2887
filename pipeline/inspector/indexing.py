"""A full-text index in pieces: where a character stands, where two beside each other, where a lemma.

The page loads the pieces a query needs and no others, and knows from them every place the query
stands at: texts are read only for the lines that are shown. Words would not do as keys: Chinese and
Japanese queries do not end where words do, and an index of three characters does not know 億円.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.exporters.linguistics.articles import ArticleRecords, Row
from pipeline.exporters.vocabulary.counting import Word

# Full-width forms as half-width ones, half-width kana as full-width ones: each stays one character.
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_FNV, _PRIME = 0x811C9DC5, 0x01000193
# Digits of the numbers in the index; the page has the same. The last of a number is of the second half.
_DIGITS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_BASE = 32
# So many articles a piece: it is read in a few milliseconds, and a small corpus has few files.
_ARTICLES_A_PIECE, _MOST_PIECES = 10, 256


def fold(text: str) -> str:
    """A text in lower case and half width, as long as before, so that offsets hold.

    >>> fold("ＵＳＤ 130億ドル")
    'usd 130億ドル'
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_WIDTHS)


def piece_of(key: str, pieces: int) -> int:
    """The piece that holds a key: FNV-1a over its code points, which the page computes too.

    >>> piece_of("億円", 64), piece_of("億円", 1)
    (15, 0)
    """
    value = _FNV
    for character in key:
        value = (value ^ ord(character)) * _PRIME & 0xFFFFFFFF
    return value % pieces


def pack(numbers: list[int]) -> bytes:
    """Numbers from 0 on as text that a browser reads faster than JSON: 5 bits a character.

    >>> pack([0, 1, 31, 32, 1000])
    b'WX_1WVe'
    """
    return b"".join(map(_packed, numbers))


def _pack_one(number: int) -> bytes:
    digits = [_DIGITS[_BASE + number % _BASE]]
    while number >= _BASE:
        number //= _BASE
        digits.append(_DIGITS[number % _BASE])
    return bytes(reversed(digits))


_SMALL = [_pack_one(number) for number in range(_BASE * _BASE)]


def _packed(number: int) -> bytes:
    return _SMALL[number] if number < len(_SMALL) else _pack_one(number)


class _Places:
    """Places by key, packed as they come: step to the article, how many numbers follow, the numbers."""

    def __init__(self) -> None:
        self._packed: dict[str, bytearray] = {}
        self._last: dict[str, int] = {}

    def add(self, key: str, article: int, numbers: list[int]) -> None:
        """Take what one article has of a key; articles come in order."""
        step = article - self._last.get(key, 0)
        self._last[key] = article
        self._packed.setdefault(key, bytearray()).extend(pack([step, len(numbers), *numbers]))

    def pieces(self, number: int) -> list[dict[str, str]]:
        """All keys in so many pieces."""
        found: list[dict[str, str]] = [{} for _ in range(number)]
        for key in sorted(self._packed):
            found[piece_of(key, number)][key] = self._packed[key].decode("ascii")
        return found


class TextIndex:
    """Where every character stands, alone and with the one behind it, and every lemma; in code points."""

    def __init__(self) -> None:
        self._pairs, self._lemmas = _Places(), _Places()
        self._articles = 0

    def add(self, texts: ArticleRecords, counted: Sequence[tuple[Row, Word]]) -> None:
        """Take the next article, with its words and what each is counted as."""
        number, text = self._articles, fold(texts.text)
        self._articles += 1
        places: dict[str, list[int]] = {}
        last = len(text) - 1
        for at, one in enumerate(text):
            if not one.isspace():
                places.setdefault(one, []).append(at)
                if at < last:
                    places.setdefault(text[at : at + 2], []).append(at)
        for key, starts in places.items():
            self._pairs.add(key, number, [starts[0], *(b - a for a, b in pairwise(starts))])
        for key, spans in _word_places(texts, counted).items():
            self._lemmas.add(key, number, spans)

    def pieces(self) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        """The index of characters and that of lemmas, each in as many pieces as the corpus needs.

        Packed are, an article: its distance from the one before, how many numbers follow, and
        offsets, each but the first told by its distance from the one before; of a lemma also the
        length of each.
        """
        number = min(_MOST_PIECES, max(1, self._articles // _ARTICLES_A_PIECE))
        return self._pairs.pieces(number), self._lemmas.pieces(number)


def word_key(lang: str, word: Word) -> str:
    """What the page asks for to find the words of one row of the vocabulary.

    >>> word_key("ja", Word("矢張り", "ヤハリ", "副詞", "和"))
    'ja\\t矢張り\\tヤハリ\\t副詞\\t和'
    """
    return "\t".join((lang, *word))


@lru_cache(maxsize=100_000)
def _lemma_keys(spelled: str, lemma: str | None) -> tuple[str, ...]:
    """What a word is searched by: the two as the page folds them, each once, signs left out."""
    keys = dict.fromkeys((fold(spelled), fold(lemma or spelled)))
    return tuple(key for key in keys if any(one.isalnum() for one in key))


def _word_places(texts: ArticleRecords, counted: Sequence[tuple[Row, Word]]) -> dict[str, list[int]]:
    """By key, start and length of each word, start told by its distance from the one before.

    Keys are a word's lemma as its record spells it, the dictionary's lemma (やはり and 矢張り), and the
    row of the vocabulary it is counted in. Chinese and English words have no lemma of their own yet:
    there it is the word as it stands.
    """
    places: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    lang = texts.article["lang"]
    rows = {id(token): word_key(lang, word) for token, word in counted}
    for at, token in enumerate(texts.tables["tokens"]):
        lemma = texts.lexemes[at].lemma if texts.lexemes else None
        row = rows.get(id(token))
        start = int(token["start"])
        for key in (*_lemma_keys(token["lemma"] or token["surface"], lemma), *((row,) if row else ())):
            places.setdefault(key, []).extend((start - last.get(key, 0), int(token["end"]) - start))
            last[key] = start
    return places
