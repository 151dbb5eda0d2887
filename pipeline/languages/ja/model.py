"""The trained components: heads of words into ``token.head``, names into ``doc.spans["ner"]``.

``add_model(nlp)`` adds the pipes ``parser`` and ``ner`` of the released model to the
Japanese ``nlp``, or nothing where the model is absent: all else runs without it. The
model is looked for in ``models/ja`` beside the package, or in a folder that is given.

Both were trained on clean sentences, so each sees a paragraph line at a time, without
white space and with the word URL in place of an address. The sentences stay those of
the rules, ``doc.ents`` stays untouched, and a name is a proposal: rules and gazetteer
know better.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import load_config, minibatch
from spacy.vocab import Vocab

# Imported for the architecture they register.
from pipeline.languages.ja import features
from pipeline.languages.nlp import PROPOSALS, find_models
from pipeline.languages.sentences import known_text

__all__ = ["LABELS", "NAMES", "URL_WORD", "add_model", "features", "find_model"]

LABELS = ("EVENT", "FAC", "LOC", "ORG", "PERSON", "PRODUCT")
NAMES = PROPOSALS
# What stands for a web address; the training text has it in the same places.
URL_WORD = "URL"

_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_ATTRIBUTES = [TAG, POS, LEMMA, MORPH, SENT_START]
_LINES_A_BATCH = 64
# White space, the rest of an address, and what the parser left over hang on the word
# beside them with these labels of Universal Dependencies.
_STRAY, _REST = "dep", "goeswith"


class Line(NamedTuple):
    """A paragraph line as the model sees it; token i of ``doc`` is ``firsts[i]`` to ``lasts[i]``."""

    doc: Doc
    firsts: Any
    lasts: Any


def find_model() -> Path | None:
    """The folder of the released model, ``models/ja`` beside the package; None if it is absent."""
    return find_models().get("ja")


def add_model(nlp: Language, folder: Path | None = None) -> bool:
    """Add the pipes ``parser`` and ``ner`` to ``nlp``; whether there was a model to add.

    Raises: OSError for a folder that is given and holds no model.
    """
    folder = folder or find_model()
    if folder is None:
        return False
    for name in ("parser", NAMES):
        nlp.add_pipe(f"techflow_{name}", name=name, config={"folder": str(folder)})
    return True


def cut_lines(doc: Doc, url: Any) -> Iterator[Line]:
    """The lines of a Doc that hold words, in order; ``url`` are the attributes of ``URL``."""
    addresses = _number_addresses(doc)
    masked = addresses > 0
    texts = [URL_WORD if mask else token.text for token, mask in zip(doc, masked.tolist(), strict=True)]
    table = doc.to_array(_ATTRIBUTES)
    table[masked, :-1] = url[:-1]
    firsts: list[int] = []
    lasts: list[int] = []
    for i, text in enumerate(texts):
        if text.isspace():
            if firsts and _BREAK.search(text):
                yield _make_line(doc.vocab, texts, table, firsts, lasts)
                firsts, lasts = [], []
        elif masked[i] and firsts and addresses[i] == addresses[lasts[-1]]:
            lasts[-1] = i
        else:
            firsts.append(i)
            lasts.append(i)
    if firsts:
        yield _make_line(doc.vocab, texts, table, firsts, lasts)


def _number_addresses(doc: Doc) -> Any:
    """The number of the web address each token is part of, from 1; 0 for the others."""
    numbers = numpy.zeros(len(doc), dtype="int64")
    starts = numpy.fromiter((token.idx for token in doc), dtype="int64", count=len(doc))
    for number, match in enumerate(_ADDRESS.finditer(known_text(doc)), 1):
        begin, end = numpy.searchsorted(starts, match.span())
        numbers[begin:end] = number
    return numbers


def _make_line(vocab: Vocab, texts: list[str], table: Any, firsts: list[int], lasts: list[int]) -> Line:
    """The Doc of one line, out of the first and last token of each of its words."""
    rows = table[firsts]
    rows[0, -1] = 1
    line = Doc(vocab, words=[texts[i] for i in firsts], spaces=[False] * len(firsts))
    line.from_array(_ATTRIBUTES, rows)
    return Line(line, numpy.array(firsts), numpy.array(lasts))


class LineComponent:
    """A component of the model, fed line by line; ``write`` takes over what it found."""

    def __init__(
        self, nlp: Language, folder: Path, part: str, write: Callable[[Doc, list[Line]], None]
    ) -> None:
        section = dict(load_config(folder / "config.cfg")["components"][part])
        inner: Any = nlp.create_pipe(section.pop("factory"), name=part, config=section)
        inner.from_disk(folder / part, exclude=["vocab"])
        self.inner, self.write = inner, write
        self.url = nlp.make_doc(URL_WORD).to_array(_ATTRIBUTES)[0]

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with what the component found."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """The Docs with what the component found, in order; lines of several go in one batch."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            lines = [list(cut_lines(doc, self.url)) for doc in docs]
            flat = [line.doc for of_doc in lines for line in of_doc]
            for _ in self.inner.pipe(flat, batch_size=_LINES_A_BATCH):
                pass  # written into the Docs of the lines
            for doc, of_doc in zip(docs, lines, strict=True):
                self.write(doc, of_doc)
                yield doc


def write_heads(doc: Doc, lines: list[Line]) -> None:
    """Set ``token.head`` and ``token.dep`` of every token; each sentence keeps its start and has one root."""
    if not len(doc):
        return
    starts = doc.to_array([SENT_START]).reshape(-1)
    stray, rest = (doc.vocab.strings.add(label) for label in (_STRAY, _REST))
    # White space hangs on the word before it, at the very start on the one behind.
    places = numpy.arange(len(doc))
    heads = numpy.maximum(places - 1, 0)
    deps = numpy.full(len(doc), stray, dtype="uint64")
    if lines:
        heads[: lines[0].firsts[0]] = lines[0].firsts[0]
    for line in lines:
        relative, labels = line.doc.to_array([HEAD, DEP]).T
        targets = numpy.arange(len(line.doc)) + relative.astype("int64")
        heads[line.firsts], deps[line.firsts] = line.firsts[targets], labels
        for first, last in zip(line.firsts.tolist(), line.lasts.tolist(), strict=True):
            heads[first + 1 : last + 1], deps[first + 1 : last + 1] = first, rest
    _keep_one_root(heads, deps, starts, stray)
    columns: Any = numpy.stack([(heads - places).astype("uint64"), deps], axis=1)
    doc.from_array([HEAD, DEP], columns)


def _keep_one_root(heads: Any, deps: Any, starts: Any, stray: int) -> None:
    """Hang the further roots of a sentence on its last, for a root opens a sentence in spaCy."""
    roots = numpy.flatnonzero(heads == numpy.arange(len(heads)))
    sentences = numpy.cumsum(starts == 1)[roots]
    for i in range(len(roots) - 1):
        if sentences[i] == sentences[i + 1]:
            last = roots[numpy.searchsorted(sentences, sentences[i], side="right") - 1]
            heads[roots[i]], deps[roots[i]] = last, stray


def write_names(doc: Doc, lines: list[Line]) -> None:
    """Set ``doc.spans["ner"]``: the names found, in text order, labels of ``LABELS``."""
    spans = [
        Span(doc, line.firsts[found.start], line.lasts[found.end - 1] + 1, label=found.label)
        for line in lines
        for found in line.doc.ents
        if found.text != URL_WORD
    ]
    doc.spans[NAMES] = SpanGroup(doc, name=NAMES, spans=spans)


@Language.factory("techflow_parser", assigns=["token.head", "token.dep"], default_config={"folder": None})
def create_parser(nlp: Language, name: str, folder: str | None) -> LineComponent:
    """What spaCy calls to make the pipe ``parser``."""
    return LineComponent(nlp, _need_folder(folder), "parser", write_heads)


@Language.factory("techflow_ner", assigns=["doc.spans"], default_config={"folder": None})
def create_namer(nlp: Language, name: str, folder: str | None) -> LineComponent:
    """What spaCy calls to make the pipe ``ner``."""
    return LineComponent(nlp, _need_folder(folder), NAMES, write_names)


def _need_folder(folder: str | None) -> Path:
    """The folder given, else the released model.

    Raises: OSError if there is neither.
    """
    found = Path(folder) if folder else find_model()
    if found is None:
        raise OSError("models/ja is absent: make model builds it from the corpora")
    return found
