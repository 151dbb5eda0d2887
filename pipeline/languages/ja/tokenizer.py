"""Japanese words: a spaCy tokenizer on fugashi and unidic-lite.

``Tetherは2.5億ドルを稼いだ。`` becomes Tether/は/2.5/億/ドル/を/稼い/だ/。, each word
with its UniDic tag, UD part of speech, lemma, and in its morph the dictionary's
reading, inflection and origin (goshu). Three things MeCab does not do itself:

- unidic-lite knows full-width letters and digits only, so MeCab reads a copy
  widened one to one and the words are cut from the original at the same offsets;
- it drops white space, so white space is cut out first and put back by offset;
- it splits Latin names and decimals it half knows (Open|AI, 35|.|7), so those
  runs are glued again.

Sources: UniDic short-unit words; UD part of speech after spaCy's own maps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import fugashi
import numpy
import spacy
import unidic_lite
from spacy.attrs import LEMMA, MORPH, ORTH, POS, TAG
from spacy.lang.ja import TAG_BIGRAM_MAP, TAG_MAP, TAG_ORTH_MAP
from spacy.symbols import AUX, NOUN, VERB
from spacy.symbols import POS as POS_KEY
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from pipeline.languages.glued import glued_name
from pipeline.languages.nlp import RecurringWords
from pipeline.languages.patterns import sieve

TOKENIZER = "techflow.FugashiTokenizer.v1"

# MeCab would stop at a NUL; the others are read as UniDic writes them.
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0: 0xFFFD}
# A lone blank is left to MeCab, for the words beside it belong to one sentence;
# MeCab counts the white space before a word in 16 bits and loses text behind more.
BLANK = re.compile(r"\s{2,}|[^\S ]")
_LATIN = "Ａ-Ｚａ-ｚÀ-ÖØ-öø-ʯ"
_RUN = sieve(
    re.compile(
        rf"{glued_name(_LATIN, wide=True)}|"
        r"(?P<number>(?<![０-９．，])(?:[０-９]{1,3}(?:，[０-９]{3})+(?:．[０-９]+)?|[０-９]+．[０-９]+)(?![．，]?[０-９]))"
        r"|(?<![０-９])０[ｘＸ][０-９ａ-ｆＡ-Ｆ]{6,}"  # a chain address or hash
        rf"|(?<![{_LATIN}])[{_LATIN}][{_LATIN}０-９]*[０-９](?:．[０-９]+)+"  # a version: Qwen2.5
        rf"|(?<![{_LATIN}])[{_LATIN}][{_LATIN}０-９]+"
    )
)
_BLANK_TAG, _NUMBER_TAG = "空白", "名詞-数詞"
_NAME_TAG, _WORD_TAG = "名詞-固有名詞-一般", "名詞-普通名詞-一般"
# spaCy's map follows an older UD: since GSD r2.8 these verbs are VERB, and AUX
# only behind a verbal noun (the pairs below).
_POS_OF_TAG = {tag: entry[POS_KEY] for tag, entry in TAG_MAP.items()} | {"動詞-非自立可能": VERB}
_POS_OF_PAIR = {**TAG_BIGRAM_MAP, ("接尾辞-名詞的-サ変可能", "動詞-非自立可能"): (None, AUX)}
# One word a line: white space before it, surface, cType, cForm, orthBase, goshu,
# kana, tag; an unknown word has surface and tag alone. The tag stands last because
# fugashi strips the end of the output, and some of the others may be empty.
_FORMAT = (
    r"-O '' -F%pS%m\\t%f[4]\\t%f[5]\\t%f[10]\\t%f[12]\\t%f[17]\\t%F-[0,1,2,3]\\n"
    r" -U%pS%m\\t%F-[0,1,2,3]\\n -E\\n"
)
_MOST_ROWS = 50_000  # dictionary words remembered at a time, about 30 MB
_MOST_TAGS = 128
_LONGEST_PART = 1000  # MeCab slows down fourfold when the words it weighs outgrow the cache
_NARROW = {wide: code for code, wide in WIDE.items() if code}


def split_line(wide: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """The parts of a text between two stretches of white space that MeCab reads at once, mostly one.

    A part ends at the last full stop that fits, else the last comma, else anywhere.
    """
    while stop - begin > _LONGEST_PART:
        limit = begin + _LONGEST_PART
        at = wide.rfind("。", begin, limit) + 1 or wide.rfind("、", begin, limit) + 1 or limit
        yield begin, at
        begin = at
    yield begin, stop


class _Rows:
    """The ready attribute rows of dictionary words, numbered in order of first use.

    A row is TAG, POS, LEMMA and MORPH as spaCy's hashes, and the number of its
    tag. Lemma 0 stands for "as written". Words outside the dictionary share one
    row a tag, so names that are always new leave nothing behind.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.tags: dict[str, int] = {}
        self.fresh: list[str] = []
        self.pairs = numpy.zeros((_MOST_TAGS, _MOST_TAGS), dtype=bool)
        self.clear()

    def clear(self) -> None:
        """Forget all rows; the numbers of the tags stay."""
        self.known: dict[str, int] = {}
        self.unknown: dict[str, int] = {}
        self.lengths: list[int] = []
        self.texts: list[tuple[str, str]] = []
        self.table = numpy.zeros((1024, 5), dtype="uint64")

    def of_tag(self, tag: str) -> int:
        """The row of a word that is in no dictionary, by its tag alone."""
        row = self.unknown.get(tag)
        if row is None:
            row = self.unknown[tag] = self._append(0, tag, _POS_OF_TAG.get(tag, NOUN), "", {})
        return row

    def of_item(self, item: str) -> tuple[int, int]:
        """Row and length of one line of MeCab's output that is not known yet."""
        surface, *features, tag = item.split("\t")
        if not features:
            return self.of_tag(tag), len(surface)
        conjugation, form, lemma, origin, reading = ("" if f == "*" else f for f in features)
        morph = {
            "Goshu": origin,
            "Inflection": ";".join(part for part in (conjugation, form) if part),
            "Reading": reading,
        }
        morph = {name: re.sub(r"[=|,]", "_", value) for name, value in morph.items() if value}
        pos = TAG_ORTH_MAP.get(tag, {}).get(surface) or _POS_OF_TAG.get(tag, NOUN)
        row = self._append(len(surface), tag, pos, "" if lemma == surface else lemma, morph)
        self.known[item] = row
        self.fresh.append(surface.translate(_NARROW))
        return row, len(surface)

    def _append(self, length: int, tag: str, pos: int, lemma: str, morph: dict[str, str]) -> int:
        row = len(self.texts)
        if row == len(self.table):
            self.table = numpy.concatenate([self.table, numpy.zeros_like(self.table)])
        strings = self.vocab.strings
        key = self.vocab.morphology.add(morph) if morph else 0
        self.table[row] = (strings.add(tag), pos, strings.add(lemma), key, self._tag_number(tag))
        self.lengths.append(length)
        self.texts.append((tag, lemma))
        return row

    def _tag_number(self, tag: str) -> int:
        number = self.tags.get(tag)
        if number is None:
            number = self.tags[tag] = len(self.tags)
            for first, second in _POS_OF_PAIR:
                if first in self.tags and second in self.tags:
                    self.pairs[self.tags[first], self.tags[second]] = True
        return number

    def attributes(self, rows: list[int], orths: Any) -> Any:
        """The table ``Doc.from_array`` takes for these rows, words as given by ``orths``."""
        table = self.table[rows]
        strings = self.vocab.strings
        for row in numpy.unique(numpy.asarray(rows)).tolist():
            # A memory zone forgets its strings when it ends; the rows outlive it.
            for text in self.texts[row]:
                strings.add(text)
        table[:, 2] = numpy.where(table[:, 2] == 0, orths, table[:, 2])
        self._mend_pos(table)
        return numpy.ascontiguousarray(table[:, :4])

    def _mend_pos(self, table: Any) -> None:
        """Set the parts of speech that hang on two tags in a row, left to right."""
        numbers = table[:, 4].astype("int64")
        names = list(self.tags)
        done = -1
        for i in numpy.flatnonzero(self.pairs[numbers[:-1], numbers[1:]]).tolist():
            if i == done:
                continue  # the second word of a pair does not open another
            first, second = _POS_OF_PAIR[names[numbers[i]], names[numbers[i + 1]]]
            if first is not None:
                table[i, 1] = first
            if second is not None:
                table[i + 1, 1] = second
                done = i + 1


class _Pieces(NamedTuple):
    """The words of a text so far: where each starts and ends, and its row."""

    starts: list[int]
    ends: list[int]
    rows: list[int]

    def append(self, start: int, end: int, row: int) -> None:
        """Take in one more."""
        self.starts.append(start)
        self.ends.append(end)
        self.rows.append(row)


class FugashiTokenizer(DummyTokenizer):
    """Text to Doc; ``doc.text == text`` for every text without lone surrogates."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        directory = unidic_lite.DICDIR
        # Named outright: fugashi alone would take whichever UniDic it finds.
        self.tagger = fugashi.GenericTagger(f'-r "{directory}/mecabrc" -d "{directory}" {_FORMAT}')
        self.rows, self.met = _Rows(vocab), RecurringWords()

    def __reduce__(self) -> tuple[type[FugashiTokenizer], tuple[Vocab]]:
        return FugashiTokenizer, (self.vocab,)

    def keep_words(self) -> None:
        """Give the dictionary words met since the last call a lasting place in the vocab.

        To be called outside a memory zone. Other words have one too once they were met in
        more than one text.
        """
        if self.vocab.in_memory_zone:  # type: ignore[attr-defined]  # spaCy's stubs lack it
            return
        if not self.met.is_full:
            self.met.again.update(self.rows.fresh)
        self.rows.fresh.clear()
        for word in self.met.take():
            self.vocab[word]  # making the lexeme is what counts

    def __call__(self, text: str) -> Doc:
        """The words of a text, tagged: ``走った`` gives 走っ (lemma 走る) and た."""
        if len(self.rows.known) > _MOST_ROWS:
            self.rows.clear()
        pieces = _Pieces([], [], [])
        wide, begin = text.translate(WIDE), 0
        for blank in BLANK.finditer(text):
            for part in split_line(wide, begin, blank.start()):
                self._cut(wide, *part, pieces)
            begin = blank.end()
            self._add_blank(text, blank.start(), begin, pieces)
        for part in split_line(wide, begin, len(text)):
            self._cut(wide, *part, pieces)
        if not pieces.rows:
            return Doc(self.vocab)
        words = [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
        after = [*pieces.starts[1:], len(text)]
        spaces = [start > end for start, end in zip(after, pieces.ends, strict=True)]
        self.met.meet(words)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.from_array([TAG, POS, LEMMA, MORPH], self.rows.attributes(pieces.rows, doc.to_array(ORTH)))
        return doc

    def _add_blank(self, text: str, start: int, end: int, pieces: _Pieces) -> None:
        """White space as a token; its first plain blank belongs to the word before."""
        ends = pieces.ends
        hangs = text[start] == " " and ends and ends[-1] == start and not text[start - 1].isspace()
        start += bool(hangs)
        if start < end:
            pieces.append(start, end, self.rows.of_tag(_BLANK_TAG))

    def _cut(self, wide: str, begin: int, stop: int, pieces: _Pieces) -> None:
        """Append the words of a part that MeCab reads at once."""
        part = wide[begin:stop]
        runs = {begin + run.start(): run for run in _RUN.finditer(part)}
        known, lengths, of_item = self.rows.known, self.rows.lengths, self.rows.of_item
        starts, ends, rows = pieces
        pos, run_end, run_row = begin, -1, 0
        for item in self.tagger.parse(part).split("\n") if part.strip() else ():
            if item[0] == " ":
                if pos == begin:
                    self._add_blank(wide, pos, pos + 1, pieces)
                pos, item = pos + 1, item[1:]  # noqa: PLW2901 - every word passes here
            row = known.get(item, -1)
            if row < 0:
                row, length = of_item(item)
            else:
                length = lengths[row]
            end = pos + length
            if end <= run_end:
                ends[-1], rows[-1] = end, run_row
            else:
                run_end = -1
                if pos in runs:
                    run_end, run_row = self._run(runs[pos], begin)
                    if item not in known and end <= run_end:
                        row = run_row
                starts.append(pos)
                ends.append(end)
                rows.append(row)
            pos = end
        if pos < stop:
            self._add_blank(wide, pos, stop, pieces)

    def _run(self, run: re.Match[str], begin: int) -> tuple[int, int]:
        """End and row of a run to be glued: 35.7, OpenAI, H100, USDT."""
        if run["number"]:
            return begin + run.end(), self.rows.of_tag(_NUMBER_TAG)
        named = run[0][0].isupper()
        return begin + run.end(), self.rows.of_tag(_NAME_TAG if named else _WORD_TAG)


@spacy.registry.tokenizers(TOKENIZER)
def create_tokenizer() -> Callable[[Any], FugashiTokenizer]:
    """What spaCy's config calls to make the tokenizer of a new ``Language``."""
    return lambda nlp: FugashiTokenizer(nlp.vocab)
