"""What refers back to a name: この会社, 同氏, 该公司, the company, they. Read this first.

    entities, sentences -> mentions with their role (topic, subject, object ... by the cues around them)
    anaphors (``<lang>/references.yaml``), in text order
        -> options: mentions of the right kind, with features of place, part, thing and trade
        -> the thing that has most of the mass, a set (両社), or none where nothing has enough

Every answer says how it was come by; an anaphor left open stays a record without an answer.
What was resolved counts as a mention for those behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.datatypes import Sentence
from pipeline.languages.coreference.referents import Anaphor, Named, Option, Referent, make_referents
from pipeline.languages.coreference.resolving import Answer, Resolver
from pipeline.languages.coreference.rules import ReferenceRules, read_reference_rules
from pipeline.languages.coreference.speakers import find_quotes, quote_around

__all__ = [
    "Anaphor",
    "Answer",
    "Named",
    "Option",
    "ReferenceFinder",
    "Referent",
    "Resolver",
    "load_reference_finder",
]

_HERE = Path(__file__).parent
_PLACES = ("GPE", "LOC")
_NONE: Mapping[int, int] = {}
_NOWHERE: Set[int] = frozenset()
# More names than an anaphor can hold.
_MEETING = 8


@dataclass(frozen=True, slots=True)
class ReferenceFinder:
    """Finds and resolves the anaphors of one language's texts."""

    rules: ReferenceRules

    def among(self, text: str, named: Sequence[Named]) -> Iterator[Anaphor]:
        """The anaphors of a text that meet no name, but for places inside them: the Oslo start-up."""
        places = {name.start: name.end for name in named if name.label in _PLACES}
        taken = [(name.start, name.end) for name in named]
        bodies = frozenset(name.start for name in named if name.label != "PERSON")
        return self.spot(text, taken, places, bodies)

    def spot(
        self,
        text: str,
        taken: Sequence[tuple[int, int]],
        inside: Mapping[int, int] = _NONE,
        bodies: Set[int] = _NOWHERE,
    ) -> Iterator[Anaphor]:
        """The anaphors of a text in order, the longest at each place, none that meets a span of ``taken``.

        ``この会社は黒字だ`` holds one, この会社; 買い手のメタ none, as the party is named.

        Args:
            inside: the ends of those that an anaphor may hold whole, by their starts.
            bodies: where names begin that a party may be named by.
        """
        text, spans = self.rules.fold(text), sorted(taken)
        quotes = find_quotes(text, self.rules)
        at = 0
        for match in self.rules.anaphors.find(text, 0, len(text)):
            start, end = match.span()
            while at < len(spans) and spans[at][1] <= start:
                at += 1
            met = [span for span in spans[at : at + _MEETING] if span[0] < end]
            if any(not start < low <= high <= end or inside.get(low) != high for low, high in met):
                continue
            rule = self.rules.rule_of(match)
            if rule.quoted and quote_around(quotes, start, end) is None:
                continue
            named = self.rules.introduces.match(text, end) if rule.picks == "party" else None
            if named is None or named.end() not in bodies:
                yield Anaphor(start, end, match[0], rule)

    def read(
        self, text: str, sentences: Sequence[Sentence], named: Sequence[Named]
    ) -> tuple[Mapping[str, Referent], list[Answer]]:
        """The thing and part of each name, by its ``ref``, and an answer for each anaphor in text order.

        Args:
            named: the names of the text, in text order.
        """
        if not sentences:
            return {}, []
        referents = make_referents(text, sentences, named, self.rules)
        parts = {referent.ref: referent for referent in referents if referent.ref}
        resolver = Resolver(text, sentences, referents, self.rules)
        return parts, [resolver.answer(anaphor) for anaphor in self.among(text, named)]


@cache
def load_reference_finder(code: str) -> ReferenceFinder:
    """The finder of one language. Raises: TableError for a broken ``references.yaml``."""
    return ReferenceFinder(
        read_reference_rules(_HERE / "weights.yaml", _HERE.parent / code / "references.yaml")
    )
