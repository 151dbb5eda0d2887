"""Results -> ``<lang>.spacy``, which plain spaCy reads back with every layer, without this package.

    from spacy.tokens import DocBin
    from spacy.vocab import Vocab
    docs = list(DocBin().from_disk("outputs/ja.spacy").get_docs(Vocab()))

One Doc an article, in the order of ``articles.jsonl``. The format is spaCy's DocBin; its
arrays wait on the disk until the batch is done, so that of a language only the distinct
strings stay in memory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from spacy.attrs import SPACY
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from pipeline.datatypes import ArticleResult
from pipeline.exporters.docbin.layers import ATTRIBUTES, make_doc
from pipeline.exporters.docbin.packing import PackedDocs, pack

SUFFIX = "spacy"


PIECES = ("tokens", "spaces", "span_groups", "user_data", "strings")


def doc_pieces(result: ArticleResult) -> dict[str, bytes]:
    """The Doc of one article as the bytes of ``PIECES``; strings as a JSON list."""
    # A vocabulary for each: one for all would keep every string of the batch.
    doc, strings = make_doc(result, Vocab())
    return {
        "tokens": doc.to_array([*_attributes()]).tobytes(),
        "spaces": doc.to_array(SPACY).astype(bool).tobytes(),
        "span_groups": doc.spans.to_bytes(),
        "user_data": pack(doc.user_data),
        "strings": json.dumps(sorted(strings)).encode(),
    }


@cache
def _attributes() -> tuple[int, ...]:
    """spaCy sorts the attributes, and those of a file must be those of its rows."""
    return tuple(int(attribute) for attribute in DocBin(ATTRIBUTES).attrs)


class DocBinFiles:
    """The DocBins of one batch below ``folder``: ``add`` as articles come, then ``finish``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, PackedDocs] = {}

    def add(self, lang: str, pieces: Mapping[str, bytes]) -> None:
        """Put the Doc of one article, as `doc_pieces` made it, behind the others of its language."""
        if lang not in self._open:
            self._open[lang] = PackedDocs(self._folder, [*_attributes()])
        self._open[lang].add(*(pieces[name] for name in PIECES))

    def finish(self) -> None:
        """Write the file of each language.

        Raises: ExportError when a language is larger than a DocBin can be.
        """
        for lang, docs in self._open.items():
            docs.write(self._folder / f"{lang}.{SUFFIX}")
        self.close()

    def close(self) -> None:
        """Give back what waits on the disk; safe to call twice."""
        for docs in self._open.values():
            docs.close()
        self._open.clear()
