"""What an unseen Latin name names: by its words, by what stands beside it, by its longer form.

``Foo Labs`` is ORG, ``its CEO Quillon Trave`` PERSON, and so is Trave alone after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.languages.names.mention import Mention
from pipeline.languages.names.rules import NameRules, Rule

_REACH = 40
_DEFAULT = "ORG"


@dataclass(frozen=True, slots=True)
class Segment:
    """An unseen name in a run. ``after_known``: a known name stands right before it."""

    start: int
    end: int
    words: tuple[str, ...]
    after_known: str | None


def find_cue(text: str, start: int, end: int, words: int, rules: Sequence[Rule]) -> int | None:
    """Index of the first label rule whose cue stands beside a name of so many words."""
    low = max(0, start - _REACH)
    for index, rule in enumerate(rules):
        if words < rule.words:
            continue
        if rule.before is not None and rule.before.search(text, low, start):
            return index
        if rule.after is not None and rule.after.match(text, end):
            return index
    return None


class Labeller:
    """Labels the unseen Latin names of one text; made anew for each."""

    def __init__(
        self, text: str, rules: NameRules, known: Iterable[Mention], is_versioned: Callable[[int], bool]
    ) -> None:
        self.text, self.rules, self.is_versioned = text, rules, is_versioned
        full = (text[m.start : m.end].split(" ") for m in known if m.label == "PERSON")
        self.people = {words[-1] for words in full if len(words) > 1}
        self._cues: dict[int, int | None] = {}

    def surface(self, segment: Segment) -> str:
        """The segment as it is written."""
        return self.text[segment.start : segment.end]

    def cue(self, segment: Segment) -> int | None:
        """Index of the first label rule whose cue stands beside a name; looked up once."""
        if segment.start not in self._cues:
            self._cues[segment.start] = self._find_cue(segment)
        return self._cues[segment.start]

    def _find_cue(self, segment: Segment) -> int | None:
        return find_cue(self.text, segment.start, segment.end, len(segment.words), self.rules.labels)

    def label(self, segments: Iterable[Segment]) -> dict[str, tuple[str, bool]]:
        """One label for each name, and whether anything speaks for it.

        What its words say comes first, then its best cue, then the longer form it is
        short for, then ORG.
        """
        segments = list(segments)
        cues: dict[str, int] = {}
        for segment in segments:
            index = self.cue(segment)
            if index is not None:
                surface = self.surface(segment)
                cues[surface] = min(index, cues.get(surface, index))
        labels: dict[str, tuple[str, bool]] = {}
        for segment in sorted(segments, key=lambda s: (-len(s.words), s.start)):
            surface = self.surface(segment)
            if surface not in labels:
                label = self._by_longer(segment, labels) or self._by_words(segment)
                labels[surface] = label or self._by_context(segment, cues.get(surface))
        return labels

    def _by_longer(self, segment: Segment, labels: Mapping[str, tuple[str, bool]]) -> tuple[str, bool] | None:
        """The label of the longer name a word is short for: Trave of Quillon Trave, Foo of Foo Labs."""
        surface = self.surface(segment)
        if len(segment.words) > 1:
            longer = any(n.startswith(surface + " ") and labels[n][0] == "ORG" for n in labels)
            return ("ORG", True) if longer else None
        word = segment.words[0]
        if word in self.people:
            return "PERSON", True
        for name, (label, sure) in labels.items():
            words = name.split(" ")
            short = {"ORG": words[:1], "PERSON": [words[0], words[-1]]}.get(label, [])
            if len(words) > 1 and word in short:
                return label, sure
        return None

    def _by_words(self, segment: Segment) -> tuple[str, bool] | None:
        """The label the last or first word gives: Foo Labs, Foo Protocol, John Foo."""
        run, words = self.rules.run, segment.words
        if len(words) < 2:
            return None
        first, last = words[0], words[-1]
        given = (first in run.given and len(words) <= 3) or (
            len(words) == 2 and run.given_form.fullmatch(" ".join(words)) is not None
        )
        signs = (
            (last in run.ender or last in run.seat or last in run.organisation, "ORG"),
            (last in run.crypto, "CRYPTO"),
            (last in run.product, "PRODUCT"),
            (first in run.organisation, "ORG"),
            (given, "PERSON"),
            (last in run.place, "GPE"),
        )
        return next(((label, True) for holds, label in signs if holds), None)

    def _by_context(self, segment: Segment, cue: int | None) -> tuple[str, bool]:
        """The label of a cue; else a product for digits or after a company; else ORG, unsure."""
        if cue is not None:
            return self.rules.labels[cue].label, True
        digits = any(character.isdigit() for word in segment.words for character in word)
        if digits or segment.after_known == "ORG" or self.is_versioned(segment.end):
            return "PRODUCT", True
        return _DEFAULT, False
