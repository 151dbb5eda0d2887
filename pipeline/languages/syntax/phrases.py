"""Phrases by rule: ``銀行は|預金に|利息を|支払う`` starts a bunsetu at each bar.

A language that has them keeps ``phrases.yaml``: rules that look at a word, the two
before it and the two after, by tag (a prefix counts), surface and lemma; the first
rule that fits says whether the word starts a phrase. Rules with no such word in
sight are all tried at once: each word carries a bit per rule for every place it
could fill, and one ``&`` over the five places leaves the rules that fit. So the
cost is the same for one rule and for sixty, and no Python runs per token.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy
from spacy.attrs import IS_SPACE, LEMMA, ORTH, SENT_START, TAG
from spacy.language import Language
from spacy.strings import StringStore, get_string_id
from spacy.tokens import Doc, Span, SpanGroup

from pipeline.errors import TableError
from pipeline.tables import read_table, text_list

PHRASES = "phrases"
PHRASE_PIPE = "techflow_phrases"
_PLACES = ("word", "before", "before2", "after", "after2")
_KEYS = {"tags", "words", "lemmas"}
_MOST_RULES = 64  # one bit each in an unsigned 64-bit integer


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """One rule: ``wants[place][key]`` lists what may stand there; a missing key wants nothing."""

    name: str
    starts: bool
    wants: Mapping[str, Mapping[str, tuple[str, ...]]]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@cache
def load_phrase_rules(code: str) -> tuple[PhraseRule, ...]:
    """The rules of one language in their order; empty for a language without phrases.

    Raises: TableError for a rule that lacks examples or rejects, or asks for what
    there is not.
    """
    path = Path(__file__).parents[1] / code / "phrases.yaml"
    return read_phrase_rules(read_table(path), str(path)) if path.exists() else ()


def read_phrase_rules(table: Any, where: str) -> tuple[PhraseRule, ...]:
    """The rules a table stands for; ``where`` begins every error message."""
    rules = tuple(_read_rule(name, rule, f"{where}: {name}") for name, rule in table.items())
    if len(rules) > _MOST_RULES:
        raise TableError(f"{where}: {len(rules)} rules, at most {_MOST_RULES} fit")
    return rules


def _read_rule(name: str, rule: Any, where: str) -> PhraseRule:
    """One row of the table, checked."""
    if rule.get("starts") not in ("yes", "no"):
        raise TableError(f"{where}: starts: want yes or no")
    texts = {key: tuple(text_list(rule.get(key, []), f"{where}.{key}")) for key in ("examples", "rejects")}
    if not all(texts.values()):
        raise TableError(f"{where}: a rule needs examples and rejects")
    wants = {}
    for place in rule.keys() - {"starts", "examples", "rejects"}:
        if place not in _PLACES or not rule[place] or rule[place].keys() - _KEYS:
            raise TableError(f"{where}.{place}: want {', '.join(_PLACES)} with {', '.join(sorted(_KEYS))}")
        wants[place] = {key: tuple(text_list(value, where)) for key, value in rule[place].items()}
    return PhraseRule(name, rule["starts"] == "yes", wants, texts["examples"], texts["rejects"])


class PhraseMarker:
    """spaCy component: puts one span a phrase into ``doc.spans["phrases"]``.

    Span groups live through DocBin and pickling. A phrase takes in what trails it;
    a sentence always starts one. Where no rule fits, a word starts a phrase.
    """

    def __init__(self, rules: tuple[PhraseRule, ...], strings: StringStore) -> None:
        self.rules = rules
        self.strings = strings
        self.words = _Lookup.of_texts(rules, "words")
        self.lemmas = _Lookup.of_texts(rules, "lemmas")
        self.tags = _Lookup(numpy.zeros(0, dtype="uint64"), _bits(rules, "tags", lambda _: False)[None])
        self.starting = numpy.uint64(sum(1 << i for i, rule in enumerate(rules) if rule.starts))

    def __call__(self, doc: Doc) -> Doc:
        """Put the phrases of a Doc into its span group."""
        starts = [*numpy.flatnonzero(self.find_starts(doc)).tolist(), len(doc)]
        spans = [Span(doc, begin, end) for begin, end in itertools.pairwise(starts)]
        doc.spans[PHRASES] = SpanGroup(doc, name=PHRASES, spans=spans)
        return doc

    def find_starts(self, doc: Doc) -> Any:
        """A boolean per token: whether it starts a phrase; never true of white space."""
        fits, opens, words = self._fits(doc)
        # The lowest bit is the first rule; no bit at all means that a phrase starts.
        first = fits & (~fits + numpy.uint64(1))
        starts = numpy.zeros(len(doc), dtype=bool)
        starts[words] = opens | (first == 0) | ((first & self.starting) != 0)
        return starts

    def explain(self, doc: Doc) -> list[str | None]:
        """The rule that decided on each token; None where it opens a sentence or is blank."""
        names: list[str | None] = [None] * len(doc)
        fits, opens, words = self._fits(doc)
        for word, bits, opened in zip(words.tolist(), fits.tolist(), opens.tolist(), strict=True):
            if not opened and bits:
                names[word] = self.rules[(bits & -bits).bit_length() - 1].name
        return names

    def _fits(self, doc: Doc) -> tuple[Any, Any, Any]:
        """Per word (white space left out): bits of the rules that fit, whether it opens a sentence; which."""
        table = doc.to_array([TAG, ORTH, LEMMA, SENT_START, IS_SPACE])
        words = numpy.flatnonzero(table[:, 4] == 0)
        tag, orth, lemma, start = table[words, :4].T
        self._learn_tags(tag)
        bits = self.tags.of(tag) & self.words.of(orth) & self.lemmas.of(lemma)
        opens = start == 1
        opens[:1] = True
        # A place outside the sentence fits only the rules that want nothing there.
        nothing = self.tags.rows[-1] & self.words.rows[-1] & self.lemmas.rows[-1]
        word, before, before2, after, after2 = (numpy.full(len(words), bit) for bit in nothing)
        same = ~opens[1:]  # the word and the one before it stand in one sentence
        both = same[1:] & same[:-1]
        word[:] = bits[:, 0]
        before[1:][same] = bits[:-1, 1][same]
        before2[2:][both] = bits[:-2, 2][both]
        after[:-1][same] = bits[1:, 3][same]
        after2[:-2][both] = bits[2:, 4][both]
        return word & before & before2 & after & after2, opens, words

    def _learn_tags(self, tags: Any) -> None:
        """Work out the bits of tags met for the first time; there are under a hundred."""
        if self.tags.knows(tags):
            return
        new = sorted(set(tags.tolist()) - set(self.tags.keys.tolist()))
        rows = [self._tag_bits(self.strings[tag] if tag else "") for tag in new]
        self.tags = self.tags.with_rows(numpy.array(new, dtype="uint64"), numpy.array(rows))

    def _tag_bits(self, tag: str) -> Any:
        return _bits(self.rules, "tags", tag.startswith)


def _bits(rules: tuple[PhraseRule, ...], key: str, fits: Any) -> Any:
    """Five integers, one a place: the rules that want no ``key`` there, or whose want ``fits``."""
    row = [0] * len(_PLACES)
    for number, rule in enumerate(rules):
        for column, place in enumerate(_PLACES):
            wanted = rule.wants.get(place, {}).get(key)
            if wanted is None or fits(wanted):
                row[column] |= 1 << number
    return numpy.array(row, dtype="uint64")


class _Lookup:
    """Rows of bits by spaCy hash, found for a whole array at once."""

    def __init__(self, keys: Any, rows: Any) -> None:
        """``keys`` rise; ``rows`` has one row more than they, the last for any other key."""
        self.keys = keys
        self.rows = rows

    @classmethod
    def of_texts(cls, rules: tuple[PhraseRule, ...], key: str) -> _Lookup:
        """A row for every surface or lemma that some rule names."""
        texts = {text for rule in rules for want in rule.wants.values() for text in want.get(key, ())}
        hashes = {get_string_id(text): text for text in sorted(texts)}
        rows = [_bits(rules, key, lambda wanted, text=hashes[h]: text in wanted) for h in sorted(hashes)]
        rows.append(_bits(rules, key, lambda _: False))
        return cls(numpy.array(sorted(hashes), dtype="uint64"), numpy.array(rows))

    def _places(self, keys: Any) -> Any:
        at = numpy.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = -1
        return at

    def knows(self, keys: Any) -> bool:
        """Whether every key has a row of its own."""
        if not len(keys) or not len(self.keys):
            return not len(keys)
        return bool((self.keys[self._places(keys)] == keys).all())

    def of(self, keys: Any) -> Any:
        """The rows of an array of keys, a column a place."""
        if not len(self.keys):
            return self.rows[numpy.full(len(keys), -1)]
        at = self._places(keys)
        return self.rows[numpy.where(self.keys[at] == keys, at, len(self.keys))]

    def with_rows(self, keys: Any, rows: Any) -> _Lookup:
        """The same with further keys."""
        merged = numpy.concatenate([self.keys, keys])
        order = numpy.argsort(merged)
        every = numpy.concatenate([self.rows[:-1], rows])
        return _Lookup(merged[order], numpy.concatenate([every[order], self.rows[-1:]]))


@Language.factory(PHRASE_PIPE, requires=["token.is_sent_start"], assigns=["doc.spans"])
def create_phrase_marker(nlp: Language, name: str) -> PhraseMarker:
    """What spaCy calls to make the component of ``nlp.lang``."""
    return PhraseMarker(load_phrase_rules(nlp.lang), nlp.vocab.strings)
