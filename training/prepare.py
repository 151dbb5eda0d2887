"""Corpora to training files: ``python training/prepare.py DATA WORK`` writes WORK/ner_train.spacy etc.

- ``parser_*``: GSD trees. Training Docs hold one to three sentences, where the
  sentence rule finds the same ends as the annotators (ten a Doc train several times
  slower, and the released parser is always given sentences).
- ``ner_*``: the sentences of GSD and Wikipedia with the six common labels; the
  training part also holds copies with other names (``augment.py``).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from augment import augment
from corpora import Marked, check_corpora, keep_common, make_doc, read_gsd, read_wikipedia
from pipeline.languages.nlp import build_nlp

_SENTENCES_A_DOC = 3


def pack_sentences(doc: Doc, nlp: Language) -> Iterator[Doc]:
    """The sentences of a gold Doc in Docs of up to three, cut where rule and gold agree."""
    ruled = {sent.end_char for sent in nlp(doc.text).sents}
    begin, count = 0, 0
    sents = list(doc.sents)
    for sent in sents:
        count += 1
        if sent is not sents[-1] and count < _SENTENCES_A_DOC and sent.end_char in ruled:
            continue
        yield doc[begin : sent.end].as_doc()
        begin, count = sent.end, 0


def same_sentences(doc: Doc, nlp: Language) -> bool:
    """Whether the sentence rule finds the gold sentences of a Doc."""
    return [sent.end_char for sent in nlp(doc.text).sents] == [sent.end_char for sent in doc.sents]


def mark(doc: Doc) -> Marked:
    """The text of a gold Doc with its mentions."""
    return Marked(doc.text, [(e.start_char, e.end_char, e.label_) for e in doc.ents])


def save(docs: list[Doc], path: Path) -> None:
    """Write Docs as a DocBin and say what it holds."""
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    mentions = sum(len(doc.ents) for doc in docs)
    print(f"{path.name}: {len(docs)} docs, {sum(map(len, docs))} tokens, {mentions} mentions")


def prepare_parser(data: Path, work: Path, nlp: Language) -> None:
    """Write the training files of the parser."""
    for part in ("train", "dev"):
        docs = read_gsd(data, part, nlp.vocab)
        if part == "train":
            docs = [small for doc in docs for small in pack_sentences(doc, nlp)]
            docs = [doc for doc in docs if same_sentences(doc, nlp)]
        save(docs, work / f"parser_{part}.spacy")


def prepare_ner(data: Path, work: Path, nlp: Language, seed: int) -> None:
    """Write the training files of the name finder."""
    for part in ("train", "dev"):
        gsd = [keep_common(doc) for doc in read_gsd(data, part, nlp.vocab)]
        small = [one for doc in gsd for one in pack_sentences(doc, nlp)]
        wikipedia = list(read_wikipedia(data, part))
        docs = small + [make_doc(nlp, marked) for marked in wikipedia]
        if part == "train":
            sentences = [mark(sent.as_doc()) for doc in gsd for sent in doc.sents] + wikipedia
            docs += [make_doc(nlp, marked) for marked in augment(sentences, seed)]
        save(docs, work / f"ner_{part}.spacy")


def main() -> None:
    """Check the corpora and write all training files."""
    parser = argparse.ArgumentParser(description="Write the training files.")
    parser.add_argument("data", type=Path, help="folder with the corpora of corpora.yaml")
    parser.add_argument("work", type=Path, help="where to write to")
    parser.add_argument("--seed", type=int, default=1, help="of the copies with other names")
    given = parser.parse_args()
    check_corpora(given.data)
    given.work.mkdir(parents=True, exist_ok=True)
    nlp = build_nlp("ja")
    prepare_parser(given.data, given.work, nlp)
    prepare_ner(given.data, given.work, nlp, given.seed)


if __name__ == "__main__":
    main()
