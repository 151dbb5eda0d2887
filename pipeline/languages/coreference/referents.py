"""The names of a text as candidates: which thing, in which sentence, in what part.

A thing is told by its code, else by its name as written; a short form of a name that
stands in the text whole (霜岭 of 霜岭科技, Lumora of Lumora Finance) is the same thing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipeline.datatypes import Sentence
from pipeline.languages.coreference.rules import AnaphorRule, ReferenceRules

# The label of people and firms without a name (customers, 投資家): what a they may mean.
PEOPLE = "PEOPLE"
_REACH = 24
_SHORTEST_STEM = 2
_BRACKETS = ("()", "（）")


class Named(NamedTuple):
    """A name of the text as coreference takes it; ``ref`` is handed back with the answer."""

    start: int
    end: int
    surface: str
    label: str
    code: str | None
    ref: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Anaphor:
    """An expression that refers back, and the row that found it."""

    start: int
    end: int
    surface: str
    rule: AnaphorRule


class Referent(NamedTuple):
    """A mention a later anaphor may stand for. ``thing`` is the same for all mentions of one thing.

    ``thing`` None is a thing without a name (ある企業): better left open than mistaken
    for a named one. ``coded``: the code book knows it.
    """

    start: int
    end: int
    thing: str | None
    label: str
    role: str
    sentence: int
    ref: str
    title: bool = False
    anaphoric: bool = False
    coded: bool = False


def sentence_at(starts: Sequence[int], offset: int) -> int:
    """The index of the sentence an offset lies in (the one before, between two); 0 before the first."""
    return max(0, bisect_right(starts, offset) - 1)


def read_role(text: str, span: tuple[int, int], within: tuple[int, int], rules: ReferenceRules) -> str:
    """The part of a span in its sentence (``within``), by the cues around it."""
    (start, end), (low, high) = span, within
    near = max(low, start - _REACH)
    for rule in rules.roles:
        if rule.before is not None and not rule.before.search(text, near, start):
            continue
        if rule.after is not None and not rule.after.match(text, end, high):
            continue
        return rule.role
    return "other"


def name_things(text: str, named: Sequence[Named]) -> list[str]:
    """The thing of each name: its code, else the name of the text it is a short form of, of several the one
    the text names most often.

    A name in brackets behind another of its label is the same thing: Kitanova(キタノバ).
    """
    wholes = sorted({n.surface for n in named}, key=lambda surface: (-len(surface), surface))
    people = {n.surface for n in named if n.label == "PERSON"}
    codes = {n.surface: n.code for n in named if n.code}
    counts = Counter(n.surface for n in named)  # in text order: of two named as often the first wins
    longer = _short_forms([surface for surface, _ in counts.most_common()], people)
    full: dict[str, str] = {}
    for surface in wholes:
        whole = longer.get(surface)
        full[surface] = full.get(whole, whole) if whole and surface not in codes else surface
    for name, behind in pairwise(named):
        gap, closing = text[name.end : behind.start].strip(), text[behind.end : behind.end + 1]
        if gap + closing in _BRACKETS and name.label == behind.label and behind.surface not in codes:
            full[behind.surface] = full[name.surface]
    return [n.code or codes.get(full[n.surface]) or full[n.surface] for n in named]


def _short_forms(wholes: Sequence[str], people: set[str]) -> dict[str, str]:
    """The name that each short form of one stands for, of several the first of ``wholes``.

    What a name begins with (霜岭 of 霜岭科技, Lumora of Lumora Finance), for a person what it
    ends in too (Vogel of Daniel Vogel, 直樹 of 真鍋直樹).
    """
    found: dict[str, str] = {}
    for whole in wholes:
        for cut in range(_SHORTEST_STEM, len(whole)):
            stem = whole[:cut]
            if not (stem.isascii() and stem[-1].isalnum() and whole[cut].isalnum()):
                found.setdefault(stem, whole)
            if whole in people and whole[cut:] in people and (whole[cut - 1] in " ・·" or _is_han(whole)):
                found.setdefault(whole[cut:], whole)
    return found


def _is_han(name: str) -> bool:
    """Whether a name is of Chinese characters alone, which leave no space between its parts."""
    return all("一" <= character <= "鿿" or character == "々" for character in name)


def make_referents(
    text: str, sentences: Sequence[Sentence], named: Sequence[Named], rules: ReferenceRules
) -> list[Referent]:
    """The candidates of a text in text order, things without a name among them."""
    text, starts = rules.fold(text), [sentence.start for sentence in sentences]
    found = []
    for name, thing in zip(named, name_things(text, named), strict=True):
        number = sentence_at(starts, name.start)
        known = name.code is not None
        found.append(
            Referent(name.start, name.end, thing, name.label, "", number, name.ref, name.title, coded=known)
        )
    found = _give_roles(text, sentences, found, rules)
    begins = [name.start for name in named]
    for label, pattern in rules.unnamed.items():
        for match in pattern.finditer(text):
            last = bisect_right(begins, match.end() - 1) - 1  # names do not overlap: no other can meet it
            if last < 0 or named[last].end <= match.start():
                number = sentence_at(starts, match.start())
                within = (sentences[number].start, sentences[number].end)
                role = read_role(text, match.span(), within, rules)
                role = "introduced" if role == "other" and label != PEOPLE else role
                found.append(Referent(match.start(), match.end(), None, label, role, number, ""))
    return sorted(found, key=lambda referent: (referent.start, referent.end))


def _is_headed(text: str, referent: Referent, sentences: Sequence[Sentence], rules: ReferenceRules) -> bool:
    """Whether a name is what a headline is about, whatever stands behind it: 甲社、乙社を買収."""
    within = sentences[referent.sentence]
    return read_role(text, (referent.start, referent.end), (within.start, within.end), rules) == "topic"


def _give_roles(
    text: str, sentences: Sequence[Sentence], found: Sequence[Referent], rules: ReferenceRules
) -> list[Referent]:
    """The part of each name; the members of ``AとBは`` have one, read around all of them."""
    told: list[Referent] = []
    first = 0
    opened: set[int] = set()
    for i, referent in enumerate(found):
        headed = referent.title and first == i and _is_headed(text, referent, sentences, rules)
        behind = found[i + 1].start if i + 1 < len(found) and not headed else -1
        if behind >= 0 and rules.shared.fullmatch(text, referent.end, behind):
            continue
        low, high = sentences[found[first].sentence].start, sentences[referent.sentence].end
        span = (found[first].start, referent.end)
        role = read_role(text, span, (low, max(high, referent.end)), rules)
        if role == "other" and referent.sentence not in opened and span[0] - low <= rules.opening_reach:
            role = rules.opening_role
        opened.add(referent.sentence)
        told += [each._replace(role=role) for each in found[first : i + 1]]
        first = i + 1
    return told


class Option(NamedTuple):
    """What an anaphor may stand for: one mention, a joined group, or nothing (no members).

    ``things``: what it is, whichever mention stands for it; ``groups``: its features in groups.
    """

    members: tuple[Referent, ...]
    things: tuple[str | None, ...]
    groups: tuple[tuple[str, ...], ...]

    @property
    def features(self) -> tuple[str, ...]:
        """The features of all groups."""
        return tuple(feature for group in self.groups for feature in group)
