"""The names that weights find where lists and rules have left room for them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import takewhile
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
_SHORTEST = 2
_LAND = frozenset(["GPE", "LOC"])


@dataclass(frozen=True, slots=True)
class LearnedFinder:
    """Finds the names of one language that its weights speak for."""

    rules: LearnedRules
    names: NameRules
    weights: Weights
    reader: Reader

    def find(
        self, doc: Doc, text: Text, known: tuple[Mention, ...], masked: bytearray
    ) -> tuple[Mention, ...]:
        """Names beside the known ones, in text order; one that holds known ones is to replace them.

        ``北辰電算(札幌市)は`` gives 北辰電算; so is it found at its other places.
        """
        units = self.reader.read(doc, text, known, masked)
        rows = self.weights.find_rows(units.streams)
        spans: dict[str, list[Span]] = {}
        for span in decode(self.weights.score(rows), self.rules.bias):
            start, end = units.starts[span.first], units.ends[span.last]
            over = _over(known, start, end)
            fits = not any(masked[start:end]) and self._may_hold(over, start, end, span.margin)
            if fits and self._is_name(text, units, span, bool(over)):
                spans.setdefault(text.folded[start:end], []).append(span)
        labels = {name: self._label(text, units, rows, places) for name, places in spans.items()}
        margins = {name: max(span.margin for span in places) for name, places in spans.items()}
        places = {units.starts[s.first]: units.ends[s.last] for each in spans.values() for s in each}
        for again in find_again(text, {name: label for name, (label, _) in labels.items()}):
            margin = margins[text.folded[again.start : again.end]]
            over = _over(known, again.start, again.end)
            if not any(masked[again.start : again.end]) and self._may_hold(
                over, again.start, again.end, margin
            ):
                places.setdefault(again.start, again.end)
        return tuple(
            _mention(start, end, labels[text.folded[start:end]], _over(known, start, end))
            for start, end in sorted(places.items())
        )

    def _is_name(self, text: Text, units: Units, span: Span, longer: bool) -> bool:
        """Whether a span may be a name: not of common ones alone, nor one beside a known name."""
        borders = zip(
            units.starts[span.first : span.last + 1], units.ends[span.first : span.last + 1], strict=True
        )
        words = [text.folded[start:end] for start, end in borders]
        surface = text.folded[units.starts[span.first] : units.ends[span.last]]
        run = self.names.run
        if len(surface) < _SHORTEST or all(word in run.generic or not word.isalnum() for word in words):
            return False
        if longer and (words[0] in run.generic or words[-1] in run.generic - run.ender):
            return False
        return self.names.unseen is None or not self.names.unseen.is_plain(surface)

    def _may_hold(self, over: list[Mention], start: int, end: int, margin: int) -> bool:
        """Whether a name may take in the known ones it meets: weak ones, or a lone country or place."""
        if any(m.start < start or m.end > end or (m.start, m.end) == (start, end) for m in over):
            return False
        if all(m.source != "gazetteer" for m in over):
            return True
        return len(over) == 1 and over[0].label in _LAND and margin >= self.rules.over_land

    def _label(
        self, text: Text, units: Units, rows: NDArray[numpy.int32], places: list[Span]
    ) -> tuple[str, bool]:
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


def _over(known: tuple[Mention, ...], start: int, end: int) -> list[Mention]:
    """The known names that a span meets; they stand in text order and do not overlap."""
    first = bisect_right(known, start, key=lambda mention: mention.end)
    return list(takewhile(lambda mention: mention.start < end, known[first:]))


def _mention(start: int, end: int, label: tuple[str, bool], over: list[Mention]) -> Mention:
    """The mention of a learned name; a place in full (札幌市) is what its known part (札幌) is."""
    if len(over) == 1 and over[0].label in _LAND and label[0] in _LAND:
        return over[0]._replace(start=start, end=end, source=SOURCE)
    return Mention(start, end, label[0], None, None, SOURCE, label[1])


def make_finder(names: NameRules, weights: Weights) -> LearnedFinder | None:
    """The finder with given weights; None for a language without the block ``learned``."""
    if names.learned is None:
        return None
    return LearnedFinder(names.learned, names, weights, make_reader(names, names.learned, weights.number))


def make_reader(names: NameRules, rules: LearnedRules, number: Number) -> Reader:
    """What reads texts as units, by the lists for Latin runs and those of the language."""
    lists = {name: getattr(names.run, name) for name in _LISTS}
    return Reader(rules.kind, {**lists, **rules.classes}, number)


def load_learned_finder(code: str, names: NameRules) -> LearnedFinder | None:
    """The finder of one language; None where it has no weights."""
    path = _LANGUAGES / code / "name_weights.tsv"
    return make_finder(names, read_weights(path)) if path.is_file() else None
