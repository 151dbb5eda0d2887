"""The names that weights find where lists and rules have left room for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy
from numpy.typing import NDArray
from spacy.tokens import Doc

from pipeline.languages.names.labels import find_cue
from pipeline.languages.names.learned.decoding import Span, decode
from pipeline.languages.names.learned.table import LearnedRules
from pipeline.languages.names.learned.units import Number, Reader, Units
from pipeline.languages.names.learned.weights import TAGS, Weights, read_weights
from pipeline.languages.names.mention import Mention, Text
from pipeline.languages.names.rules import NameRules
from pipeline.languages.names.shapes import find_again

SOURCE = "learned"
_LANGUAGES = Path(__file__).parents[2]
# The lists of the rules for Latin runs that units are seen by.
_LISTS = ("generic", "common", "given", "organisation", "product", "crypto", "tail", "place", "ender")
_LAND = frozenset(["GPE", "LOC"])


@dataclass(frozen=True, slots=True)
class LearnedFinder:
    """Finds the names of one language that its weights speak for."""

    rules: LearnedRules
    names: NameRules
    weights: Weights
    reader: Reader

    def find(self, doc: Doc, text: Text, known: tuple[Mention, ...], masked: bytearray) -> tuple[Mention, ...]:
        """Names beside the known ones, in text order; one that holds known ones is to replace them.

        ``北辰電算(札幌市)は`` gives 北辰電算; so is it found at its other places.
        """
        units = self.reader.read(doc, text, known, masked)
        rows = self.weights.find_rows(units.streams)
        spans: dict[str, list[Span]] = {}
        free: set[str] = set()
        for span in decode(self.weights.score(rows), self.rules.bias):
            start, end = units.starts[span.first], units.ends[span.last]
            over = [m for m in known if m.start < end and start < m.end]
            if any(masked[start:end]) or not self._can_stand(text, units, span, over):
                continue
            spans.setdefault(text.folded[start:end], []).append(span)
            if not over:
                free.add(text.folded[start:end])
        labels: dict[str, tuple[str, bool]] = {}
        for surface, places in spans.items():
            labels[surface] = self._label(text, units, rows, places)
        found = {units.starts[s.first]: (units.ends[s.last], name) for name, places in spans.items() for s in places}
        for again in find_again(text, {name: labels[name][0] for name in free}):
            found.setdefault(again.start, (again.end, text.folded[again.start : again.end]))
        return tuple(
            Mention(start, end, labels[name][0], None, None, SOURCE, labels[name][1])
            for start, (end, name) in sorted(found.items())
        )

    def _can_stand(self, text: Text, units: Units, span: Span, over: list[Mention]) -> bool:
        """Whether a span may be a name beside what is known: no common words, no half of a known name."""
        start, end = units.starts[span.first], units.ends[span.last]
        surface = text.folded[start:end]
        words = [text.folded[a:b] for a, b in zip(units.starts[span.first : span.last + 1], units.ends[span.first : span.last + 1], strict=True)]
        if all(word in self.names.run.generic or not word.isalnum() for word in words) or len(surface) < 2:
            return False
        unseen = self.names.unseen
        if unseen is not None and unseen.is_plain(surface):
            return False
        if not over:
            return True
        if words[0] in self.names.run.generic or words[-1] in self.names.run.generic:
            return False
        if any(m.start < start or m.end > end or (m.start, m.end) == (start, end) for m in over):
            return False
        if all(m.source != "gazetteer" for m in over):
            return True
        return len(over) == 1 and over[0].label in _LAND and span.margin >= self.rules.over_land

    def _label(self, text: Text, units: Units, rows: NDArray[numpy.int32], places: list[Span]) -> tuple[str, bool]:
        """The label of a name by a cue beside one of its places, else by the weights at all of them."""
        for span in places:
            start, end = units.starts[span.first], units.ends[span.last]
            cue = find_cue(text.folded, start, end, span.last - span.first + 1, self.names.labels)
            if cue is not None:
                return self.names.labels[cue].label, True
        used = numpy.concatenate([rows[:, s.first : s.last + 1].ravel() for s in places])
        sums = self.weights.weights[used, len(TAGS) :].sum(axis=0)
        first, second = sorted(sums.tolist(), reverse=True)[:2]
        label = self.weights.labels[int(sums.argmax())]
        return label, first - second >= self.rules.sure


def make_finder(names: NameRules, weights: Weights) -> LearnedFinder | None:
    """The finder with given weights; None for a language without the block ``learned``."""
    if names.learned is None:
        return None
    return LearnedFinder(names.learned, names, weights, make_reader(names, names.learned, weights.number))


def make_reader(names: NameRules, rules: LearnedRules, number: Number) -> Reader:
    """What reads texts as units: words are looked up in the lists for Latin runs, and in the language's own."""
    lists = {name: getattr(names.run, name) for name in _LISTS}
    return Reader(rules.kind, {**lists, **rules.classes}, number)


def load_learned_finder(code: str, names: NameRules) -> LearnedFinder | None:
    """The finder of one language; None where it has no weights."""
    path = _LANGUAGES / code / "name_weights.tsv"
    return make_finder(names, read_weights(path)) if path.is_file() else None
