"""What a text has named so far, kept as it is read: no anaphor looks at all of it again.

    ledger.read_to(offset)           the mentions before an offset are counted, each once
    ledger.tally(("ORG", "CRYPTO"))  of them those of some labels: how often, when last, which lately

So the cost of an article grows with its length, not with its anaphors times its mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.languages.coreference.referents import Referent

# How many sentences back a mention is a candidate for itself.
REACH = 6
# How many of the things named most stay candidates from further back.
_CENTRAL = 8
# How many things back a rank still tells.
RANKS = 3


class Tally:
    """The mentions of some labels that were read, in text order, and what they amount to.

    ``counts``: mentions of each thing with a name; ``most``: the most of them; ``leaders``: the
    things that have so many, in the order they got there; ``latest``: where in ``read`` the last
    mention of each thing stands, the thing mentioned last at the end.
    """

    __slots__ = ("counts", "first", "labels", "latest", "leaders", "most", "read")

    def __init__(self, labels: frozenset[str] | None) -> None:
        self.labels = labels
        self.read: list[Referent] = []
        self.first = 0
        self.counts: dict[str | None, int] = {}
        self.most = 0
        self.leaders: dict[str | None, None] = {}
        self.latest: dict[str | None, int] = {}

    def add(self, referent: Referent) -> None:
        """Count a mention, the next of the text, if it is of the labels."""
        if self.labels is not None and referent.label not in self.labels:
            return
        thing = referent.thing
        self.latest.pop(thing, None)
        self.latest[thing] = len(self.read)
        self.read.append(referent)
        if thing is None:
            return
        count = self.counts[thing] = self.counts.get(thing, 0) + 1
        if count > self.most:
            self.most, self.leaders = count, {}
        if count == self.most:
            self.leaders[thing] = None

    def near(self, number: int) -> list[Referent]:
        """The mentions in reach of a sentence; at its last mention what is named most, in text order."""
        while self.first < len(self.read) and number - self.read[self.first].sentence > REACH:
            self.first += 1
        central = (self.latest[thing] for thing in islice(reversed(self.leaders), _CENTRAL))
        far = sorted(place for place in central if place < self.first)
        return [*(self.read[place] for place in far), *self.read[self.first :]]

    def back(self, number: int) -> Iterator[Referent]:
        """The mentions in a sentence or behind it, the last one first."""
        for referent in reversed(self.read):
            if referent.sentence < number:
                return
            yield referent

    def ranks(self, text: str, shared: re.Pattern[str]) -> dict[str | None, int]:
        """0 for the thing named last, 1 for the one before; what stands joined (A and B) ranks alike."""
        ranks: dict[str | None, int] = {}
        rank = -1
        for thing in reversed(self.latest):
            place = self.latest[thing]
            behind = self.read[place + 1] if place + 1 < len(self.read) else None
            joined = behind and shared.fullmatch(text, self.read[place].end, behind.start)
            rank += 0 if joined else 1
            ranks[thing] = rank
            if rank > RANKS:
                break
        return ranks


class Ledger:
    """The mentions of a text in text order, and the tallies of those that were read."""

    def __init__(self, referents: Sequence[Referent]) -> None:
        self.referents = list(referents)
        self.at = 0
        self.all = Tally(None)
        self._tallies: dict[frozenset[str], Tally] = {}

    def read_to(self, offset: int) -> None:
        """Count the mentions that begin before an offset; offsets come in text order."""
        begin = self.at
        while self.at < len(self.referents) and self.referents[self.at].start < offset:
            self.at += 1
        for referent in self.referents[begin : self.at]:
            self.all.add(referent)
            for tally in self._tallies.values():
                tally.add(referent)

    def tally(self, labels: Sequence[str]) -> Tally:
        """The tally of some labels."""
        wanted = frozenset(labels)
        if wanted not in self._tallies:
            tally = self._tallies[wanted] = Tally(wanted)
            for referent in self.referents[: self.at]:
                tally.add(referent)
        return self._tallies[wanted]

    def behind(self, number: int) -> Iterator[Referent]:
        """The mentions not yet read, as far as the sentence behind one."""
        for place in range(self.at, len(self.referents)):
            if self.referents[place].sentence - number > 1:
                return
            yield self.referents[place]

    def note(self, mention: Referent) -> None:
        """Take in a mention that was not known before: an anaphor with its answer."""
        place = bisect_right(self.referents, mention.start, lo=self.at, key=lambda each: each.start)
        self.referents.insert(place, mention)
