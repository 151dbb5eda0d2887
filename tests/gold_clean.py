"""Clean articles as objects: ``load_clean("ja")[0].article_id == "ja-a01"``.

corpus/gold/clean/<lang>-<part>.jsonl: an article a line, with the day it was published. Every figure of
theirs agrees with every other, as their writers checked, so that whatever is accused is right. Early ones
were read while rules and weights were made, late ones by nobody.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache

from pipeline.datatypes import Article
from tests.gold_names import GOLD, GoldError


@cache
def load_clean(lang: str, part: str = "") -> tuple[Article, ...]:
    """The clean articles of a language and part (early, late or both), by file and line.

    Raises: GoldError, naming file and line, for one that lacks a part.
    """
    found = []
    for path in sorted((GOLD / "clean").glob(f"{lang}-{part or '*'}.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                day = date.fromisoformat(row["date"])
                found.append(Article(row["id"], lang, row["text"], published_on=day))
            except (ValueError, KeyError, TypeError) as error:
                raise GoldError(f"clean/{path.name}:{number}: {error!r}") from error
    return tuple(found)
