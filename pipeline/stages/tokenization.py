"""Text to words: a spaCy Doc, and out of it the plain tokens and sentences.

``tokenize`` gives the Doc that annotation works on; ``read_tokens`` and
``read_sentences`` turn it into records, which outlive it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import repeat

import numpy
from spacy.attrs import DEP, HEAD, IS_SPACE, LEMMA, LENGTH, MORPH, POS, SENT_START, SPACY, TAG
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.datatypes import Sentence, Token, Zone
from pipeline.errors import CorpusError
from pipeline.languages.sentences import TEXT, known_text
from pipeline.languages.syntax.phrases import PHRASE_PIPE, PHRASES

_ATTRIBUTES = [LENGTH, SPACY, IS_SPACE, SENT_START, LEMMA, TAG, POS, MORPH]


def tokenize(text: str, nlp: Language) -> Doc:
    """The Doc of a text, with sentences and phrases; ``doc.text == text``.

    Raises: CorpusError for text that is not Unicode (lone surrogates), or that
    the tokenizer could not give back as it was.
    """
    try:
        doc = nlp.make_doc(text)
    except UnicodeEncodeError as error:
        raise CorpusError(f"not Unicode: a lone surrogate at offset {error.start}") from error
    # Tokens are slices of the text, so it is enough that none is missing.
    if int(doc.to_array([LENGTH, SPACY]).sum() if len(doc) else 0) != len(text):
        raise CorpusError("the tokenizer changed the text")
    doc.user_data[TEXT] = text
    for name, pipe in nlp.pipeline:
        if name == PHRASE_PIPE:
            # Records need where phrases start; a span each is for users of Docs, and slow.
            doc.user_data[PHRASES] = pipe.find_starts(doc).tolist()  # type: ignore[attr-defined]
        else:
            doc = pipe(doc)
    return doc


def read_tokens(doc: Doc) -> tuple[Token, ...]:
    """The words of a Doc in text order, white space left out; empty for blank text.

    ``sentence`` counts from 0 and indexes what ``read_sentences`` gives.
    """
    table = doc.to_array(_ATTRIBUTES)
    is_word = table[:, 2] == 0
    words = numpy.flatnonzero(is_word)
    if not len(words):
        return ()
    text, strings, morphs = known_text(doc), _Strings(doc), _Morphs(doc)
    starts, ends = (offsets[words].tolist() for offsets in _offsets(table))
    opening = table[words, 3] == 1
    opening[0] = True
    lemmas, tags, parts = ([strings[key] for key in table[words, column].tolist()] for column in (4, 5, 6))
    phrase_starts, numbers = _phrase_starts(doc), words.tolist()
    heads, deps = _read_arcs(doc, is_word)
    # Column by column, in the order of Token's fields: a third of the time of a call each.
    columns = (
        starts,
        ends,
        [text[start:end] for start, end in zip(starts, ends, strict=True)],
        (numpy.cumsum(opening) - 1).tolist(),
        lemmas,
        tags,
        parts,
        *zip(*[morphs[key] for key in table[words, 7].tolist()], strict=True),
        repeat(None) if phrase_starts is None else [phrase_starts[number] for number in numbers],
        repeat(None) if heads is None else [heads[number] for number in numbers],
        repeat(None) if deps is None else [strings[deps[number]] for number in numbers],
    )
    return tuple(map(Token._make, zip(*columns)))  # noqa: B905 - None is repeated without end


def _read_arcs(doc: Doc, words: numpy.ndarray) -> tuple[list[int] | None, list[int] | None]:
    """The head of each token, counted in words (white space left out), and its relation's hash.

    None where no parser has been at work. A word never hangs on white space, white
    space on words only: the parser sees none.
    """
    if not doc.has_annotation("DEP"):
        return None, None
    arcs = doc.to_array([HEAD, DEP])
    heads = numpy.arange(len(doc)) + arcs[:, 0].astype("int64")
    places = numpy.cumsum(words) - 1
    return places[heads].tolist(), arcs[:, 1].tolist()


def _phrase_starts(doc: Doc) -> list[bool] | None:
    """Whether each token starts a phrase; None where the language has no phrases."""
    if PHRASES in doc.user_data:
        known: list[bool] = doc.user_data[PHRASES]
        return known
    if PHRASES not in doc.spans:
        return None
    starts = [False] * len(doc)
    for span in doc.spans[PHRASES]:
        starts[span.start] = True
    return starts


class _Strings(dict[int, str | None]):
    """Texts by spaCy hash, looked up once a Doc; 0 is None."""

    def __init__(self, doc: Doc) -> None:
        super().__init__({0: None})
        self.strings = doc.vocab.strings

    def __missing__(self, key: int) -> str | None:
        self[key] = text = self.strings[key]
        return text


class _Morphs(dict[int, tuple[str | None, ...]]):
    """Reading, inflection and origin by the hash of the morph, read once a Doc."""

    def __init__(self, doc: Doc) -> None:
        super().__init__({0: (None, None, None)})
        self.strings = doc.vocab.strings

    def __missing__(self, key: int) -> tuple[str | None, ...]:
        self[key] = feats = _read_feats(self.strings[key])
        return feats


@lru_cache(maxsize=1 << 15)
def _read_feats(feats: str) -> tuple[str | None, ...]:
    """Reading, inflection and origin out of a morph.

    >>> _read_feats("Goshu=漢|Reading=オク")
    ('オク', None, '漢')
    """
    found = dict(part.split("=", 1) for part in feats.split("|") if "=" in part)
    return found.get("Reading"), found.get("Inflection"), found.get("Goshu")


def read_sentences(doc: Doc, zones: tuple[Zone, ...]) -> tuple[Sentence, ...]:
    """The sentences of a Doc without the white space around them, in text order.

    Each bears the kind of the zone its first character stands in ("body" where
    there is none). Empty for blank text.
    """
    table = doc.to_array(_ATTRIBUTES)
    words = numpy.flatnonzero(table[:, 2] == 0)
    if not len(words):
        return ()
    starts, ends = _offsets(table)
    opening = table[words, 3] == 1
    opening[0] = True
    first = numpy.flatnonzero(opening)
    last = numpy.append(first[1:], len(words)) - 1
    text = known_text(doc)
    begins = [zone.start for zone in zones]
    sentences = []
    for start, end in zip(starts[words[first]].tolist(), ends[words[last]].tolist(), strict=True):
        zone = bisect_right(begins, start) - 1
        kind = zones[zone].kind if zone >= 0 and start < zones[zone].end else "body"
        sentences.append(Sentence(start, end, text[start:end], kind))
    return tuple(sentences)


def _offsets(table: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Where each token starts and ends, from the LENGTH and SPACY columns."""
    lengths, blanks = table[:, 0].astype("int64"), table[:, 1].astype("int64")
    starts = numpy.cumsum(lengths + blanks) - lengths - blanks
    return starts, starts + lengths
