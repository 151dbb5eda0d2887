"""What a batch takes of one article, when its result need not be looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.datatypes.audit import Finding
from pipeline.datatypes.claims import Claim
from pipeline.datatypes.editions import Edition
from pipeline.datatypes.findings import Figure
from pipeline.datatypes.results import EntityCount, NormalizedFigure, Told


@dataclass(frozen=True, slots=True)
class Brief:
    """What the digest counts of an article, and what other articles are held against.

    ``sizes``: ``{"sentences": 95, "tokens": 1790, "entities": 61}``. ``codes``: how often each code
    of a subject is there, ``{"figures": {"money": 20}, "times": ..., "issues": ..., "findings":
    {"contradicted": 1}}``. ``amounts``: the largest with a dollar value, no two alike. ``checked``: how
    many figures took part in a check. ``contested``: findings, as told by language. ``told``: the
    claims that another article may contradict, with their figures. ``edition``: null unless it has others.
    """

    article_id: str
    lang: str
    title: str
    published_on: date | None
    sizes: Mapping[str, int]
    codes: Mapping[str, Mapping[str, int]]
    names: tuple[EntityCount, ...]
    amounts: tuple[NormalizedFigure, ...]
    checked: int
    contested: tuple[tuple[Finding, tuple[Told, ...]], ...]
    edition_of: str | None = None
    told: tuple[tuple[Claim, Figure], ...] = ()
    edition: Edition | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article as the files of a batch hold it: ``pieces`` are bytes by name.

    ``figures.jsonl``: what is appended to that file; ``summaries/tf-607f658e4e1b.md``: a file of its
    own; ``doc/tokens``: a part of its spaCy Doc.
    """

    brief: Brief
    pieces: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of an article as the ledger keeps it: three times packed bytes.

    ``langs``: the languages whose tables read it, its own first.
    """

    langs: tuple[str, ...]
    result: bytes
    summary: bytes
    rendered: bytes
