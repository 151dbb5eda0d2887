"""How the names of a language are learned and read: the block ``learned`` of ``<lang>/entities.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import TableError
from pipeline.languages.names.learned.weights import Template, read_template
from pipeline.tables import text_list

_KEYS = frozenset(
    [
        "kind",
        "bias",
        "over_land",
        "over_known",
        "over_plain",
        "sure",
        "beside",
        "never",
        "classes",
        "templates",
    ]
)
_OPTIONAL = frozenset(["amounts"])


@dataclass(frozen=True, slots=True)
class LearnedRules:
    """The block ``learned`` of a language.

    ``kind``: units are words or characters; ``bias``: thousandths a name has against it (for it, above
    nothing); ``over_land``: what must speak for one that takes in a country or place of the code book;
    ``over_known``: for one that takes in another known thing (楽天モバイル);
    ``over_plain``: for one that may be common words, or is a name of the code book outside its context;
    ``beside``: words that behind a known name make no longer one; ``never``: words that are no names;
    ``amounts``: what stands in no name (11 月 18 日, 60 枚);
    ``sure``: how far the best label must lie before the next; ``templates``: what features look at.
    """

    kind: str
    bias: int
    over_land: int
    over_known: int
    over_plain: int
    sure: int
    beside: frozenset[str]
    never: frozenset[str]
    amounts: re.Pattern[str]
    classes: Mapping[str, frozenset[str]]
    templates: tuple[Template, ...]


def read_learned_rules(raw: Mapping[str, Any], slots: Mapping[str, Any], where: str) -> LearnedRules | None:
    """The block read; None where a language has none. Raises: TableError."""
    if not raw:
        return None
    if set(raw) - _OPTIONAL != _KEYS or raw["kind"] not in ("words", "characters"):
        raise TableError(f"{where}: learned: want {', '.join(sorted(_KEYS))}, kind words or characters")
    return LearnedRules(
        raw["kind"], int(raw["bias"]), int(raw["over_land"]), int(raw["over_known"]),
        int(raw["over_plain"]), int(raw["sure"]), frozenset(text_list(raw["beside"], where)),
        frozenset(text_list(raw["never"], where)),
        _pattern(raw.get("amounts", "(?!)"), where),
        # A list has words, a piece of a pattern ([阿埃艾]) characters.
        {name: frozenset(slots[name]) for name in text_list(raw["classes"], where)},
        tuple(read_template(name, where) for name in text_list(raw["templates"], where)),
    )  # fmt: skip


def _pattern(source: str, where: str) -> re.Pattern[str]:
    """A pattern of the block. Raises: TableError."""
    try:
        return re.compile(source)
    except re.error as error:
        raise TableError(f"{where}: learned: bad pattern {source!r}: {error}") from error
