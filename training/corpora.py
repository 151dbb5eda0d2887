"""The corpora as spaCy Docs: ``read_gsd(folder, "train", nlp.vocab)`` is 705 Docs of ten sentences.

The files are those of ``corpora.yaml``, below one folder, unchanged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from pipeline.tables import read_table

PARTS = ("train", "dev", "test")
# Own label -> common label; dates, quantities, money and the like are the business of the rules.
COMMON_OF_GSD = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "FAC",
    "PRODUCT": "PRODUCT",
    "WORK_OF_ART": "PRODUCT",
    "EVENT": "EVENT",
}
COMMON_OF_WIKIPEDIA = {
    "人名": "PERSON",
    "法人名": "ORG",
    "政治的組織名": "ORG",
    "その他の組織名": "ORG",
    "地名": "LOC",
    "施設名": "FAC",
    "製品名": "PRODUCT",
    "イベント名": "EVENT",
}


class Marked(NamedTuple):
    """A text and its mentions as (start, end, label), in code points, rising."""

    text: str
    mentions: list[tuple[int, int, str]]


def check_corpora(folder: Path) -> None:
    """Nothing, if every file of ``corpora.yaml`` stands below the folder as pinned.

    Raises: SystemExit that says which file is missing or differs.
    """
    if not folder.is_dir():
        raise SystemExit(
            f"no folder {folder}: training and evaluation need the corpora of training/corpora.yaml; "
            "give their folder, make model DATA=folder"
        )
    table = read_table(Path(__file__).with_name("corpora.yaml"))
    for corpus, entry in table.items():
        for name, pinned in entry["files"].items():
            path = folder / corpus / name
            if not path.is_file():
                raise SystemExit(f"{path}: not there; it comes from {entry['source']} ({entry['licence']})")
            if hashlib.sha256(path.read_bytes()).hexdigest() != pinned:
                raise SystemExit(f"{path}: not the file pinned in training/corpora.yaml")


def read_gsd(folder: Path, part: str, vocab: Vocab) -> list[Doc]:
    """One part of UD Japanese GSD: gold tokens, trees, sentences and entities."""
    path = folder / "ud_japanese_gsd" / f"ja_gsd-ud-{part}.ne.spacy"
    return list(DocBin().from_disk(path).get_docs(vocab))


def keep_common(doc: Doc) -> Doc:
    """A copy of a GSD Doc whose entities bear the common labels; the others are dropped."""
    copy = doc.copy()
    spans = [
        Span(copy, e.start, e.end, COMMON_OF_GSD[e.label_]) for e in doc.ents if e.label_ in COMMON_OF_GSD
    ]
    copy.set_ents(spans)
    return copy


def read_wikipedia(folder: Path, part: str) -> Iterator[Marked]:
    """One part of the Wikipedia sentences, with the common labels.

    The part hangs on the page's id (10 % test, 10 % dev), so that the sentences of a
    page stay together.
    """
    for row in json.loads((folder / "ner_wikipedia" / "ner.json").read_text(encoding="utf-8")):
        tenth = int(hashlib.sha256(row["curid"].encode()).hexdigest(), 16) % 10
        if {0: "test", 1: "dev"}.get(tenth, "train") != part:
            continue
        found = [(*e["span"], COMMON_OF_WIKIPEDIA[e["type"]]) for e in row["entities"]]
        yield Marked(row["text"], sorted(found))


def make_doc(nlp: Language, marked: Marked) -> Doc:
    """The Doc of a marked text; the words of a mention that cuts through one are marked unknown."""
    doc = nlp.make_doc(marked.text)
    spans, cut = [], []
    for start, end, label in marked.mentions:
        span = doc.char_span(start, end, label=label)
        if span is None:
            cut.append(doc.char_span(start, end, alignment_mode="expand"))
        else:
            spans.append(span)
    spans = filter_spans(spans)
    taken = {token.i for span in spans for token in span}
    missing = [span for span in cut if taken.isdisjoint(range(span.start, span.end))]
    doc.set_ents(spans, missing=filter_spans(missing))
    return doc
