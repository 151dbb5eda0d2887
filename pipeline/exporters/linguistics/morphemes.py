"""MeCab's own lines with UniDic's features, for ChaKi.NET, 茶まめ and scripts: ``surface TAB features``.

The surface is as published, the features are those of the dictionary in its order; a word it does
not have ends after the two of inflection, as MeCab writes it. ``EOS`` ends a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline.exporters.linguistics.articles import ArticleRecords


def write_morphemes(articles: Iterable[ArticleRecords], folder: Path) -> dict[str, int]:
    """``tf-607f658e4e1b.mecab`` for each article whose language has a dictionary of morphemes.

    How many were left out, by language.
    """
    left_out: Counter[str] = Counter()
    for records in articles:
        lexemes, tokens = records.lexemes, records.tables["tokens"]
        if lexemes is None:
            left_out[records.article["lang"]] += 1
            continue
        lines = []
        for _, places in records.sentences():
            # A tab or a line break would be a field or a line of its own; no token holds one.
            lines += [f"{tokens[place]['surface']}\t{lexemes[place].features}" for place in places]
            lines.append("EOS")
        text = "".join(f"{line}\n" for line in lines)
        (folder / f"{records.stem}.mecab").write_text(text, encoding="utf-8", newline="\n")
    return dict(left_out)
