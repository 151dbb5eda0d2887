"""Exports for the tools linguists use, made article by article from the JSON lines of a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.exporters.linguistics.articles import SCATTERED, ArticleRecords
from pipeline.exporters.linguistics.cas import TYPE_SYSTEM, write_cas
from pipeline.exporters.linguistics.documents import write_documents
from pipeline.exporters.linguistics.highlights import INDEX, write_highlights
from pipeline.exporters.linguistics.morphemes import write_morphemes
from pipeline.exporters.linguistics.standoff import SETTINGS, write_standoff
from pipeline.exporters.linguistics.treebank import write_treebank
from pipeline.exporters.linguistics.web_annotation import write_web_annotations

_WORDS = ("sentences", "tokens")
_SPANS = ("entities", "figures", "times")
_CHECKED = ("claims", SCATTERED)


class FolderFormat(NamedTuple):
    """A format of several files: ``write`` puts them into a folder, and says how many articles of
    which language it has no place for; ``tables`` is what it reads of an article; ``suffixes`` and
    ``others`` tell its files, so that those of an earlier export can be removed; ``lexical``: it
    tells what the dictionary says of the words.
    """

    write: Callable[[Iterable[ArticleRecords], Path], dict[str, int]]
    tables: tuple[str, ...]
    suffixes: tuple[str, ...]
    others: tuple[str, ...] = ()
    lexical: bool = False

    def is_file(self, name: str) -> bool:
        """Whether a name is one that this format writes.

        >>> FOLDERS["brat"].is_file("tf-607f658e4e1b.ann"), FOLDERS["brat"].is_file("notes.txt")
        (True, False)
        """
        suffixes = "|".join(map(re.escape, self.suffixes))
        by_article = re.fullmatch(rf"tf-[0-9a-f]{{12}}\.(?:{suffixes})", name) if suffixes else None
        return bool(by_article) or any(re.fullmatch(other, name) for other in self.others)


FOLDERS: dict[str, FolderFormat] = {
    "conllu": FolderFormat(write_treebank, (*_WORDS, *_SPANS), ("conllu",), lexical=True),
    "xmi": FolderFormat(write_cas, (*_WORDS, *_SPANS, *_CHECKED), ("xmi",), (re.escape(TYPE_SYSTEM),)),
    "brat": FolderFormat(
        write_standoff, (*_SPANS, *_CHECKED), ("txt", "ann"), tuple(map(re.escape, SETTINGS))
    ),
    "webannotation": FolderFormat(write_web_annotations, (*_SPANS, *_CHECKED), ("jsonld",)),
    "mecab": FolderFormat(write_morphemes, _WORDS, ("mecab",), lexical=True),
    "khcoder": FolderFormat(write_documents, (), (), (r"[a-z]{2,3}\.csv",)),
    "displacy": FolderFormat(write_highlights, _SPANS, ("html",), (re.escape(INDEX),)),
}
