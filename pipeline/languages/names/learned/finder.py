"""The names that weights find where lists and rules have left room for them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from types import MappingProxyType

import numpy
from numpy.typing import NDArray
from spacy.tokens import Doc

from pipeline.languages.names.gazetteer import Reading, is_forbidden
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
_DIGITS = "0123456789. "
_STOPS = frozenset(":：,，;；、。")
# A number with its thousands grouped: no name begins so.
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_ACRONYM = re.compile(r"[A-Za-z]{2,5}(?=[^\W\d_A-Za-z])")
_LAND = frozenset(["GPE", "LOC"])
_NO_ALIASES: Mapping[str, tuple[Reading, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LearnedFinder:
    """Finds the names of one language that its weights speak for."""

    rules: LearnedRules
    names: NameRules
    weights: Weights
    reader: Reader
    aliases: Mapping[str, tuple[Reading, ...]]

    def find(
        self, doc: Doc, text: Text, known: tuple[Mention, ...], masked: bytearray
    ) -> tuple[Mention, ...]:
        """Names beside the known ones, in text order; one that holds known ones is to replace them.

        ``北辰電算(札幌市)は`` gives 北辰電算; so is it found at its other places.
        """
        if not text.folded.strip():
            return ()
        units = self.reader.read(doc, text, known, masked)
        rows = self.weights.find_rows(units.streams)
        spans: dict[str, list[Span]] = {}
        for span in _trimmed(decode(self.weights.score(rows), self.rules.bias), text.folded, units):
            start, end = units.starts[span.first], units.ends[span.last]
            over = _over(known, start, end)
            fits = not any(masked[start:end]) and self._may_hold(text, over, start, end, span.margin)
            if fits and self._is_name(text, units, span, over):
                spans.setdefault(text.folded[start:end], []).append(span)
        labels = {name: self._label(text, units, rows, places) for name, places in spans.items()}
        margins = {name: max(span.margin for span in places) for name, places in spans.items()}
        places = {units.starts[s.first]: units.ends[s.last] for each in spans.values() for s in each}
        for again in find_again(text, {name: label for name, (label, _) in labels.items()}):
            margin = margins[text.folded[again.start : again.end]]
            over = _over(known, again.start, again.end)
            if not any(masked[again.start : again.end]) and self._may_hold(
                text, over, again.start, again.end, margin
            ):
                places.setdefault(again.start, again.end)
        mentions = (
            Mention(at, end, *self._reading(text.folded[at:end], labels, _over(known, at, end)))
            for at, end in places.items()
        )
        # A place stays as the code book has it: 札幌 of 札幌市.
        fitting = (m for m in mentions if m.label not in _LAND or not _over(known, m.start, m.end))
        return tuple(sorted([*fitting, *self._relabelled(text, units, rows, known)]))

    def _relabelled(
        self, text: Text, units: Units, rows: NDArray[numpy.int32], known: tuple[Mention, ...]
    ) -> Iterator[Mention]:
        """The unseen names of which nothing beside them says what they are, with the label of the weights."""
        unsure: dict[str, list[tuple[Mention, Span]]] = {}
        for mention in known:
            first, last = bisect_left(units.starts, mention.start), bisect_left(units.ends, mention.end)
            if not mention.sure and mention.code is None and first <= last < len(units.ends):
                said = text.folded[mention.start : mention.end]
                unsure.setdefault(said, []).append((mention, Span(first, last, 0)))
        for places in unsure.values():
            label, _ = self._weigh_label(rows, [span for _, span in places])
            yield from (mention._replace(label=label) for mention, _ in places)

    def _reading(
        self, said: str, labels: Mapping[str, tuple[str, bool]], over: list[Mention]
    ) -> tuple[str, str | None, str | None, str, bool]:
        """Label, code and name: those of the code book where it has just one thing of that name and asks for
        no context, or has a name that is held; else none."""
        known, held = self.aliases.get(said, ()), [mention.code for mention in over]
        if len(known) == 1 and (known[0].rule is None or known[0].entry.code in held):
            return known[0].entry.label, known[0].entry.code, known[0].entry.name, SOURCE, True
        label, sure = labels[said]
        return label, None, None, SOURCE, sure

    def _is_name(self, text: Text, units: Units, span: Span, over: list[Mention]) -> bool:
        """Whether a span may be a name by its words: not by generic ones, nor by numbers alone."""
        borders = zip(units.starts, units.ends, strict=True)
        words = [text.folded[start:end] for start, end in islice(borders, span.first, span.last + 1)]
        start, end = units.starts[span.first], units.ends[span.last]
        run, said = self.names.run, text.folded[start:end]
        if _cuts_number(text.folded, start, end) or self.rules.amounts.search(said):
            return False
        if said in run.generic or run.generic_form.fullmatch(said):
            return False
        telling = (word for word in words if word.isalpha() and word not in run.generic)
        named = [word for word in telling if not run.generic_form.fullmatch(word)]
        letters = sum(map(len, named))
        if not letters or (letters == 1 and not named[0].isascii()):
            return False
        opens, ends = words[0] in run.generic, words[-1] in run.generic - run.ender
        if (opens and ends) or (over and (opens or ends)):
            return False
        return not self._is_plain(text, start, end, span.margin)

    def _is_plain(self, text: Text, start: int, end: int, margin: int) -> bool:
        """Whether a span may be common words (商业银行), or a name of the code book whose context is not
        there, and too little speaks for a name."""
        said, worded, unseen = text.folded[start:end], text.worded[start:end], self.names.unseen
        readings = self.aliases.get(said, ())
        if readings and all(
            r.rule is not None and is_forbidden(r.rule, text.folded, start, end) for r in readings
        ):
            return True
        if said in self.rules.never or self._is_plain_part(said):
            return True
        if margin >= self.rules.over_plain:
            return False
        if readings or (worded and min(worded) > 0):
            return True
        if unseen is None:
            return False
        plains = (shape.plain for shape in unseen.shapes if shape.plain)
        shaped = any(plain.fullmatch(text.folded, start, end) for plain in plains)
        return shaped or unseen.is_plain(said.rstrip(_DIGITS))

    def _is_plain_part(self, said: str) -> bool:
        """Whether all parts of a word are plain, or it is one behind an acronym: an adapter for AC."""
        unseen, head = self.names.unseen, _ACRONYM.match(said)
        if unseen is None:
            return False
        if all(part in unseen.plain for part in said.split("・")):
            return True
        return bool(head and head[0] in self.names.run.generic and unseen.is_plain(said[head.end() :]))

    def _may_hold(self, text: Text, over: list[Mention], start: int, end: int, margin: int) -> bool:
        """Whether a name may take in the known ones it meets: weak ones, or a lone country or place.

        Where capitals do not show what belongs together, it goes on behind them only.
        """
        if not over:
            return True
        if (
            over[0].start < start
            or over[-1].end > end
            or (not self.names.sentence_case and over[0].start > start)
        ):
            return False
        before, behind = text.folded[start : over[0].start], text.folded[over[-1].end : end]
        # Where capitals guide no one, a small word behind a blank is not of the name: VEXA today.
        small = not self.names.sentence_case and behind.startswith(" ") and behind[1:2].islower()
        if (
            small
            or len(before.strip()) + len(behind.strip()) < _SHORTEST
            or any(m.label == "PERSON" for m in over)
            or self._is_cue(text, over[-1].end, end)
        ):
            return False
        if not any(c.isalpha() for c in before + behind):
            return False
        if all(m.code is None for m in over):
            return True
        land = len(over) == 1 and over[0].label in _LAND and over[0].end - over[0].start >= _SHORTEST
        return margin >= (self.rules.over_land if land else self.rules.over_known)

    def _is_cue(self, text: Text, start: int, end: int) -> bool:
        """Whether what stands behind a known name only says what it is: トークン, 選手, 政府."""
        if text.folded[start:end].strip() in self.rules.beside:
            return True
        for rule in self.names.labels:
            match = rule.after.match(text.folded, start) if rule.after is not None else None
            if match is not None and match.end() >= end:
                return True
        return False

    def _label(
        self, text: Text, units: Units, rows: NDArray[numpy.int32], places: list[Span]
    ) -> tuple[str, bool]:
        """The label of a name by a cue beside one of its places, else by the weights at all of them."""
        for span in places:
            start, end = units.starts[span.first], units.ends[span.last]
            cue = find_cue(text.folded, start, end, span.last - span.first + 1, self.names.labels)
            if cue is not None:
                return self.names.labels[cue].label, True
        return self._weigh_label(rows, places)

    def _weigh_label(self, rows: NDArray[numpy.int32], places: list[Span]) -> tuple[str, bool]:
        """The label that the weights at all places of a name speak for, and whether they clearly do."""
        used = numpy.concatenate([rows[:, s.first : s.last + 1].ravel() for s in places])
        sums = self.weights.weights[used, len(TAGS) :].sum(axis=0)
        first, second = sorted(sums.tolist(), reverse=True)[:2]
        label = self.weights.labels[int(sums.argmax())]
        return label, first - second >= self.rules.sure


def _trimmed(spans: Iterable[Span], text: str, units: Units) -> Iterator[Span]:
    """Spans without the blanks and stops at their ends; none of those that are nothing else."""
    for span in spans:
        first, last = span.first, span.last
        while first <= last and _is_edge(text[units.starts[first]]):
            first += 1
        while first <= last and _is_edge(text[units.starts[last]]):
            last -= 1
        if first <= last:
            yield span._replace(first=first, last=last)


def _is_edge(character: str) -> bool:
    """Whether a character stands at the end of no name."""
    return character.isspace() or character in _STOPS


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Whether a span is a number, or begins or ends amid one: 陆万陆 of 伍拾陆万陆仟, 1,250,000QVX."""
    if _GROUPED.match(text, start, end):
        return True
    begins = start > 0 and text[start - 1].isnumeric() and text[start].isnumeric()
    ends = end < len(text) and text[end - 1].isnumeric() and text[end].isnumeric()
    return begins or ends or text[start:end].isnumeric()


def _over(known: tuple[Mention, ...], start: int, end: int) -> list[Mention]:
    """The known names that a span meets; they stand in text order and do not overlap."""
    first = bisect_right(known, start, key=lambda mention: mention.end)
    return list(takewhile(lambda mention: mention.start < end, known[first:]))


def make_finder(
    names: NameRules, weights: Weights, aliases: Mapping[str, tuple[Reading, ...]] = _NO_ALIASES
) -> LearnedFinder | None:
    """The finder with given weights; None for a language without the block ``learned``.

    ``aliases`` are the words of the code book: where it left one out, its context did not allow it.
    """
    if names.learned is None:
        return None
    return LearnedFinder(
        names.learned, names, weights, make_reader(names, names.learned, weights.number), aliases
    )


def make_reader(names: NameRules, rules: LearnedRules, number: Number) -> Reader:
    """What reads texts as units, by the lists for Latin runs and those of the language."""
    lists = {name: getattr(names.run, name) for name in _LISTS}
    return Reader(rules.kind, {**lists, **rules.classes}, number)


def load_learned_finder(
    code: str, names: NameRules, aliases: Mapping[str, tuple[Reading, ...]]
) -> LearnedFinder | None:
    """The finder of one language; None where it has no weights."""
    path = _LANGUAGES / code / "name_weights.tsv"
    return make_finder(names, read_weights(path), aliases) if path.is_file() else None
