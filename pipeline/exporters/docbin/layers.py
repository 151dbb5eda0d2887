"""The records of an article as a spaCy Doc: ``doc.text`` is the article's text, code point for code point.

Tokens bear lemma, tag, pos, head and dep, their reading, inflection and origin in
``token.morph``. Span groups are entities and references (kb_id: code, or what it means),
figures, times (label: kind, type) and phrases (label: where the head is from);
``span.id_`` is the record's id, of a phrase its index. ``doc.ents`` are the entities.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import filter_spans
from spacy.vocab import Vocab

from pipeline.datatypes import ArticleResult, Token

# With heads spaCy tells sentences from the trees, without them from SENT_START.
ATTRIBUTES = (
    *("ORTH", "LEMMA", "TAG", "POS", "MORPH", "HEAD", "DEP", "SENT_START"),
    *("ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"),
)
# Universal Dependencies' name for a relation nobody can tell; here of white space.
_STRAY = "dep"


class _Words(NamedTuple):
    """The words of a Doc: a token of ours each, or None for white space that spaCy keeps as one."""

    tokens: list[Token | None]
    texts: list[str]
    spaces: list[bool]
    starts: list[int]
    ends: list[int]

    def append(self, token: Token | None, start: int, text: str) -> None:
        """Take in one more."""
        self.tokens.append(token)
        self.texts.append(text)
        self.spaces.append(False)
        self.starts.append(start)
        self.ends.append(start + len(text))


class _Layer(NamedTuple):
    """One span to be: offsets, label, kb_id, id."""

    start: int
    end: int
    label: str
    kb_id: str
    span_id: str


def make_doc(result: ArticleResult, vocab: Vocab) -> tuple[Doc, set[str]]:
    """The Doc of one article, and every string that whoever reads it must know.

    ``doc.user_data`` holds the ``article_id`` and, as no span can, ``phrase_heads``:
    the index of the head of each phrase.
    """
    words = _read_words(result)
    fields = _read_fields(result, words)
    doc = Doc(vocab, words=words.texts, spaces=words.spaces, **fields)
    strings = {"", *words.texts}
    for name in ("tags", "lemmas", "morphs", "deps"):
        strings.update(fields.get(name, ()))
    for name, layers in _read_layers(result).items():
        spans = [_make_span(doc, words, layer) for layer in layers]
        doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
        for layer in layers:
            strings.update(layer[2:])
    # Two names that share a token cannot both be in doc.ents: the longer, then the first.
    doc.set_ents(filter_spans(doc.spans["entities"]))
    doc.user_data["article_id"] = result.article.article_id
    doc.user_data["phrase_heads"] = [phrase.head for phrase in result.phrases]
    return doc, strings


def _read_words(result: ArticleResult) -> _Words:
    """The tokens with the white space between them, as spaCy cuts it: a blank hangs on the word before it."""
    words = _Words([], [], [], [], [])
    text, at = result.article.text, 0
    for token in result.tokens:
        _add_gap(text, at, token.start, words)
        words.append(token, token.start, text[token.start : token.end])
        at = token.end
    _add_gap(text, at, len(text), words)
    return words


def _add_gap(text: str, start: int, end: int, words: _Words) -> None:
    if start < end and text[start] == " " and words.texts:
        words.spaces[-1] = True
        start += 1
    if start < end:
        words.append(None, start, text[start:end])


def _read_fields(result: ArticleResult, words: _Words) -> dict[str, Any]:
    """What Doc takes by word beside text and space; heads and relations only where there are trees."""
    tokens = words.tokens
    fields = {
        "lemmas": [(token and token.lemma) or "" for token in tokens],
        "tags": [(token and token.tag) or "" for token in tokens],
        "pos": [(token and token.pos) or "" for token in tokens],
        "morphs": [_morph(token) if token else "" for token in tokens],
    }
    if not result.tokens or result.tokens[0].head is None:
        return fields | {"sent_starts": list(_sentence_starts(tokens))}
    places = [place for place, token in enumerate(tokens) if token]
    # White space hangs on the word before it, at the very start on the one behind.
    heads = [
        places[0] if place < places[0] else place - 1 if token is None else places[token.head or 0]
        for place, token in enumerate(tokens)
    ]
    return fields | {"heads": heads, "deps": [(token.dep or "") if token else _STRAY for token in tokens]}


def _sentence_starts(tokens: Iterable[Token | None]) -> Iterator[int]:
    """1 for the first word of a sentence and of the text, else -1."""
    before = 0
    for place, token in enumerate(tokens):
        sentence = token.sentence if token else before
        yield 1 if place == 0 or sentence != before else -1
        before = sentence


def _morph(token: Token) -> str:
    """The features the tokenizer sets, in spaCy's writing: ``Goshu=漢|Reading=オク``."""
    named = (("Goshu", token.origin), ("Inflection", token.inflection), ("Reading", token.reading))
    return "|".join(f"{name}={value}" for name, value in named if value)


def _read_layers(result: ArticleResult) -> dict[str, list[_Layer]]:
    """The spans of each group in text order; all groups are there, also when empty."""
    layers: dict[str, list[_Layer]] = {"entities": [], "references": []}
    for one in result.entities:
        refers = one.source == "anaphor"
        known = one.coref if refers else one.code
        row = _Layer(one.start, one.end, one.label, known or "", one.entity_id)
        layers["references" if refers else "entities"].append(row)
    figures = [found.figure for found in result.figures]
    layers["figures"] = [_Layer(one.start, one.end, one.kind, "", one.figure_id) for one in figures]
    layers["times"] = [_Layer(one.start, one.end, one.type, "", one.time_id) for one in result.times]
    layers["phrases"] = [
        _Layer(one.start, one.end, one.source, "", str(index)) for index, one in enumerate(result.phrases)
    ]
    return layers


def _make_span(doc: Doc, words: _Words, layer: _Layer) -> Span:
    """The span over all tokens that a record touches: a Doc knows no parts of tokens."""
    first = bisect_right(words.ends, layer.start)
    stop = bisect_left(words.starts, layer.end)
    return Span(doc, first, stop, label=layer.label, kb_id=layer.kb_id, span_id=layer.span_id)
