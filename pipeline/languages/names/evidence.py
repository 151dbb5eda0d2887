"""Unseen names by what an article says of them, all its places together.

A word no list holds, in a shape a name can have, is one where enough speaks for it: an
apposition (``検査装置を手がけるヴェルモラ``), a place in brackets, a dated act, an officer.
Each cue has points, for or against; those of all places add up, each cue once: what is enough at
one settles the others. The table is ``unseen`` in ``<lang>/entities.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import TableError
from pipeline.languages.names.mention import Mention, Text
from pipeline.languages.patterns import fill_pattern
from pipeline.reference.code_book import LABELS
from pipeline.tables import text_list

_REACH = 40
_UNKNOWN = "unknown"
_POINTS = ("again", "odd", "compound", "proposed")
_KEYS = frozenset(
    [*_POINTS, "ordinary", "proper", "never", "plain", "plain_slots", "shapes", "cues", "stems"]
)
_ROW_KEYS = {
    "shapes": frozenset(
        ["name", "pattern", "plain", "odd", "opens", "enough", "lexical", "examples", "rejects"]
    ),
    "cues": frozenset(
        ["name", "points", "proves", "label", "shapes", "before", "ends", "after", "examples", "rejects"]
    ),
    "stems": frozenset(["name", "label", "coded", "pattern", "after", "examples", "rejects"]),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What may be a name.

    ``plain``: what of the shape is none; ``odd``: only with a word that is no common one;
    ``opens``: tags of which the first word must have one;
    ``enough``: the points it takes; ``lexical``: those for a lone word of a tag of ``ordinary``.
    """

    name: str
    pattern: re.Pattern[str]
    plain: re.Pattern[str] | None
    odd: bool
    opens: tuple[str, ...]
    enough: int
    lexical: int
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """What beside a word speaks for a name (or, with points below nothing, against one).

    Where no cue ``proves``, a word is none, however many points it has.
    """

    name: str
    points: int
    proves: bool
    label: str
    shapes: frozenset[str]
    before: re.Pattern[str] | None
    ends: re.Pattern[str] | None
    after: re.Pattern[str] | None
    examples: tuple[str, ...]
    rejects: tuple[str, ...]

    def speaks(self, text: str, start: int, end: int) -> bool:
        """Whether the cue stands before, at the end of and behind a span, as far as it asks for each."""
        low = max(0, start - _REACH)
        if self.before is not None and self.before.search(text, low, start) is None:
            return False
        if self.ends is not None and self.ends.search(text, start, end) is None:
            return False
        return self.after is None or self.after.match(text, end) is not None


@dataclass(frozen=True, slots=True)
class Stem:
    """How the short form of a firm is cut off (group ``stem``), if ``coded`` of a known one too, and what
    stands behind one."""

    name: str
    label: str
    coded: bool
    pattern: re.Pattern[str]
    after: re.Pattern[str]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnseenRules:
    """The table.

    ``again`` and ``odd`` are points for a word of two places and more, and for one the
    dictionary lacks; ``compound`` those for a row of ``plain`` words,
    ``proposed`` for one the trained model proposes too. A plain word, or a
    lone one of a tag of ``never``, is no name.
    """

    again: int
    odd: int
    compound: int
    proposed: int
    ordinary: tuple[str, ...]
    proper: tuple[str, ...]
    never: tuple[str, ...]
    plain: frozenset[str]
    shapes: tuple[Shape, ...]
    cues: tuple[Cue, ...]
    stems: tuple[Stem, ...]

    def is_plain(self, word: str) -> bool:
        """Whether a word is made of plain words alone: データセンター."""
        reached = [True, *[False] * len(word)]
        for end in range(1, len(word) + 1):
            reached[end] = any(
                reached[start] and (word[start:end] in self.plain or word[start:end] == "・")
                for start in range(end)
            )
        return reached[-1]


def _row(kind: str, raw: Any, where: str) -> str:
    """Where a row stands, its keys checked."""
    name = raw.get("name") if isinstance(raw, dict) else None
    if not name or set(raw) - _ROW_KEYS[kind] or not raw.get("examples") or not raw.get("rejects"):
        raise TableError(
            f"{where}: unseen: {kind}: {name or raw!r}: want a name, known keys, examples and rejects"
        )
    return f"{where}: unseen: {kind}: {name}"


def _compiled(source: str, slots: Mapping[str, str], where: str) -> re.Pattern[str]:
    """A pattern that must be there."""
    pattern = fill_pattern(source, slots, where)
    if pattern is None:
        raise TableError(f"{where}: a pattern is missing")
    return pattern


def _shown(raw: Any, where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The examples and rejects of a row."""
    return tuple(text_list(raw["examples"], where)), tuple(text_list(raw["rejects"], where))


def _cue(raw: Any, slots: Mapping[str, str], where: str) -> Cue:
    """One cue of the table."""
    where = _row("cues", raw, where)
    if (raw.get("proves") == "yes") != (raw.get("label") in LABELS) or not {"before", "ends", "after"} & set(
        raw
    ):
        raise TableError(f"{where}: want a label of the scheme where it proves, and before, ends or after")
    return Cue(
        raw["name"],
        int(raw["points"]),
        raw.get("proves") == "yes",
        raw.get("label", ""),
        frozenset(text_list(raw.get("shapes", []), where)),
        fill_pattern(raw.get("before"), slots, where, end=r"\Z"),
        fill_pattern(raw.get("ends"), slots, where, end=r"\Z"),
        fill_pattern(raw.get("after"), slots, where),
        *_shown(raw, where),
    )


def read_unseen_rules(
    raw: Mapping[str, Any], slots: Mapping[str, str], lists: Mapping[str, Any], where: str
) -> UnseenRules | None:
    """The rules of the block ``unseen``; None where a language has none. Raises: TableError."""
    if not raw:
        return None
    if set(raw) - _KEYS:
        raise TableError(f"{where}: unseen: unknown keys: {', '.join(sorted(set(raw) - _KEYS))}")
    shapes, stems = [], []
    for row in raw["shapes"]:
        at = _row("shapes", row, where)
        plain = fill_pattern(row.get("plain"), slots, at)
        points = int(row["enough"]), int(row.get("lexical", "0"))
        pattern, odd = _compiled(row["pattern"], slots, at), row.get("odd") == "yes"
        opens = tuple(text_list(row.get("opens", []), at))
        shapes.append(Shape(row["name"], pattern, plain, odd, opens, *points, *_shown(row, at)))
    for row in raw.get("stems", []):
        at = _row("stems", row, where)
        pattern, after = (_compiled(row[key], slots, at) for key in ("pattern", "after"))
        coded = row.get("coded") == "yes"
        stems.append(Stem(row["name"], row.get("label", "ORG"), coded, pattern, after, *_shown(row, at)))
    plain_words = [*text_list(raw.get("plain", []), where)]
    for slot in text_list(raw.get("plain_slots", []), where):
        plain_words += text_list(lists[slot], where)
    ordinary, proper, never = (tuple(text_list(raw[key], where)) for key in ("ordinary", "proper", "never"))
    return UnseenRules(
        **{key: int(raw[key]) for key in _POINTS},
        ordinary=ordinary,
        proper=proper,
        never=never,
        plain=frozenset(plain_words),
        shapes=tuple(shapes),
        # Those that prove first: without one the others need not be asked.
        cues=tuple(sorted((_cue(row, slots, where) for row in raw["cues"]), key=lambda cue: not cue.proves)),
        stems=tuple(stems),
    )


@dataclass(slots=True)
class _Word:
    """A candidate: its shape and the places it stands at."""

    shape: Shape
    places: list[tuple[int, int]]


def find_unseen(
    text: Text, rules: UnseenRules, taken: bytearray, proposed: frozenset[tuple[int, int]] = frozenset()
) -> Iterator[Mention]:
    """The unseen names of a text that enough speaks for, at all their places, in no order.

    ``農業ロボのヴェルモラは6日、`` gives ヴェルモラ, and so is it found where nothing speaks for it.
    """
    words = _find_words(text, rules, taken)
    for word in words.values():
        label = _weigh(text, rules, word, proposed)
        if label:
            for start, end in word.places:
                yield Mention(start, end, label, None, None, "shape")


def _find_words(text: Text, rules: UnseenRules, taken: bytearray) -> dict[str, _Word]:
    """The candidates of a text by what is written: the first shape that fits at a place has it."""
    words: dict[str, _Word] = {}
    plain: dict[str, bool] = {}
    used = bytearray(taken)
    for shape in rules.shapes:
        for match in shape.pattern.finditer(text.folded):
            start, end = match.span("name")
            surface = match["name"]
            if any(used[start:end]):
                continue
            if surface not in plain:
                plain[surface] = surface in rules.plain or is_ruled_out(text, rules, shape, start, end)
            if plain[surface]:
                continue
            used[start:end] = b"\x01" * (end - start)
            words.setdefault(surface, _Word(shape, [])).places.append((start, end))
    return words


def is_ruled_out(text: Text, rules: UnseenRules, shape: Shape, start: int, end: int) -> bool:
    """Whether a shape's own pattern, or the dictionary, says that a span is no name."""
    if shape.plain is not None and shape.plain.fullmatch(text.folded, start, end):
        return True
    if shape.opens and not (start in text.starts and text.tags[text.starts[start]].startswith(shape.opens)):
        return True
    return shape.odd and not _is_odd(text, rules, start, end)


def _is_odd(text: Text, rules: UnseenRules, start: int, end: int) -> bool:
    """Whether a span has what common words have not: a proper name, a lone character, an unknown word."""
    if start not in text.starts or end not in text.ends:
        return True
    first, last = text.starts[start], text.ends[end]
    places = [at for at in range(start, end) if at in text.starts]
    lengths = [after - at for at, after in zip(places, [*places[1:], end], strict=True)]
    return any(
        tag.startswith((_UNKNOWN, *rules.proper)) or (length == 1 and tag.startswith(rules.ordinary))
        for tag, length in zip(text.tags[first : last + 1], lengths, strict=True)
    )


def _weigh(text: Text, rules: UnseenRules, word: _Word, proposed: frozenset[tuple[int, int]]) -> str:
    """The label of a candidate, empty where too little speaks for it."""
    points = rules.again if len(word.places) > 1 else 0
    tags = text.tags_between(*word.places[0])
    points += rules.odd if _UNKNOWN in tags else 0
    points += rules.proposed if not proposed.isdisjoint(word.places) else 0
    points += rules.compound if rules.is_plain(text.folded[slice(*word.places[0])]) else 0
    if len(tags) == 1 and word.shape.lexical:
        points += word.shape.lexical if tags[0].startswith(rules.ordinary) else 0
        points -= word.shape.enough * 3 if tags[0].startswith(rules.never) else 0
    label, weight = "", 0
    for cue in rules.cues:
        if not (cue.proves or label):
            break
        if cue.shapes and word.shape.name not in cue.shapes:
            continue
        if any(cue.speaks(text.folded, start, end) for start, end in word.places):
            points += cue.points
            if cue.proves and cue.points > weight:
                label, weight = cue.label, cue.points
    return label if points >= word.shape.enough else ""
