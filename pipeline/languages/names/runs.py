"""Runs of capitalised Latin words: which parts are names, and of what.

``NVIDIA H100 GPU`` is two known names and a generic word; ``QVAC Genesis`` one
unseen name; ``Solana Foundation`` and ``Mistral Peak`` take the known name into a
longer one, ``Google Veo 3`` does not.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from pipeline.languages.names.mention import Mention, Text
from pipeline.languages.names.rules import NameRules

_REACH = 40
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;。！？：；\n•]|[-–—]\s)[\s\"'“‘「『(（\[]*\Z|[\"“‘]\Z")
_LOWER_WORD = re.compile(r"(?<![A-Za-z0-9'])[a-z][a-z'-]+")
_COUNTED = re.compile(r"[ ]?[a-z]|[ ]?[-~/(]")  # what follows a number that is no version
_DEFAULT = "ORG"
_GROWING = frozenset(["ORG", "CRYPTO", "PRODUCT"])  # names of these begin names of others
_LONGEST_HEADLINE = 200
_WEAK_CAPITALS = 4  # unseen words of so many capitals at most (ROI, KYC) want a cue


@dataclass(frozen=True, slots=True)
class Segment:
    """An unseen name in a run. ``after_known``: a known name stands right before it."""

    start: int
    end: int
    words: tuple[str, ...]
    after_known: str | None


class RunFinder:
    """Finds unseen Latin names in one text; made anew for each."""

    def __init__(
        self,
        text: Text,
        rules: NameRules,
        known: Mapping[int, Mention],
        hidden: bytearray,
        aliases: Container[str],
        proposed: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        self.text, self.rules, self.run = text.folded, rules, rules.run
        self.known, self.hidden, self.aliases = known, hidden, aliases
        self.proposed = proposed
        self.replaced: list[Mention] = []
        self._lower: frozenset[str] | None = None

    def find(self) -> list[Mention]:
        """Unseen names in text order; ``replaced`` then holds the known ones they took in."""
        segments = [segment for words in self._runs() for segment in self._segments(words)]
        sure = [self._is_sure(segment) for segment in segments]
        names = {self.text[s.start : s.end] for s, yes in zip(segments, sure, strict=True) if yes}
        names |= {s.words[0] for s, yes in zip(segments, sure, strict=True) if yes and len(s.words) > 1}
        accepted = [
            s for s, yes in zip(segments, sure, strict=True) if yes or self.text[s.start : s.end] in names
        ]
        labels = self._labels(accepted)
        return [self._mention(s, *labels[self.text[s.start : s.end]]) for s in accepted]

    def _mention(self, segment: Segment, label: str, sure: bool) -> Mention:
        """A segment as a mention; a product takes its version in: Veo 3.1."""
        end = segment.end
        if label == "PRODUCT":
            version = self.run.version.match(self.text, end)
            end = version.end() if version else end
        return Mention(segment.start, end, label, None, None, "shape", sure)

    def _runs(self) -> list[list[tuple[int, int]]]:
        """Words that stand in a row, joined by one space or a small word (University of X)."""
        runs: list[list[tuple[int, int]]] = []
        for match in self.run.word.finditer(self.text):
            if self.hidden[match.start()]:
                continue
            if runs and self.run.joiner.fullmatch(self.text, runs[-1][-1][1], match.start()):
                runs[-1].append(match.span())
            else:
                runs.append([match.span()])
        return runs

    def _is_generic(self, word: str) -> bool:
        return word in self.run.generic or self.run.generic_form.fullmatch(word) is not None

    def _segments(self, words: list[tuple[int, int]]) -> list[Segment]:
        """The unseen names of a run, cut at known names and generic words."""
        segments: list[Segment] = []
        open_words: list[tuple[int, int]] = []
        before: Mention | None = None
        for start, end in [*words, (-1, -1)]:
            mention = self._covering(start, end) if start >= 0 else None
            if start >= 0 and mention is None and not self._stops(start, end, bool(open_words)):
                open_words.append((start, end))
                continue
            if open_words:
                segments.extend(self._close(open_words, before))
            open_words = []
            before = mention
        return segments

    def _covering(self, start: int, end: int) -> Mention | None:
        """The known name that touches a word."""
        return next((self.known[at] for at in range(start, end) if at in self.known), None)

    def _stops(self, start: int, end: int, inside: bool) -> bool:
        """Whether a word ends a name: a generic word, or a common one that opens a sentence."""
        word = self.text[start:end]
        if self._is_generic(word):
            return True
        return (
            not inside
            and word in self.run.common
            and (self._opens_sentence(start) or self._in_headline(start))
        )

    def _close(self, words: list[tuple[int, int]], before: Mention | None) -> list[Segment]:
        """The segment that some words make; none when nothing in them is a name."""
        texts = tuple(self.text[start:end] for start, end in words)
        if before is not None and self._lengthens(before, texts, words[0][0], words[-1][1]):
            self.replaced.append(before)
            name = (self.text[before.start : before.end], *texts)
            return [Segment(before.start, words[-1][1], name, None)]
        if all(self._is_tail(text) for text in texts):
            return []
        while self._is_tail(texts[-1]) and texts[-1] not in self.run.organisation | self.run.crypto:
            words, texts = words[:-1], texts[:-1]
        if len(words) > 1 and self._is_opener(words[0][0], texts):
            words, texts = words[1:], texts[1:]
        return [Segment(words[0][0], words[-1][1], texts, before.label if before else None)]

    def _is_opener(self, start: int, texts: tuple[str, ...]) -> bool:
        """Whether the first word of a run only opens its sentence: the text writes it small too."""
        first, second = texts[:2]
        if not self._opens_sentence(start) or self._is_tail(second) or first in self.run.given:
            return False
        return self._plain((first,)) and first.lower() in self._lower_words()

    def _lengthens(self, before: Mention, texts: tuple[str, ...], start: int, end: int) -> bool:
        """Whether words make a longer name of the known one before them: OpenAI Startup Fund."""
        if self.run.joiner.fullmatch(self.text, before.end, start) is None:
            return False
        if texts[-1] in self.run.organisation:
            return before.label not in ("GPE", "LOC")
        return self._is_other(before, texts, start, end)

    def _is_other(self, before: Mention, texts: tuple[str, ...], start: int, end: int) -> bool:
        """Whether a one-word name with plain words behind it is another, unseen name: Mistral Peak.

        A version (Google Veo 3), or the same words alone elsewhere, show two names.
        """
        known, rest = self.text[before.start : before.end], self.text[start:end]
        whole = f"{known} {rest}"
        if before.label not in _GROWING or not known.isalnum() or known.isupper() or known in texts:
            return False
        if self.text[before.start : end] != whole or self._in_headline(before.start):
            return False
        if not self._plain(texts) or texts[0] in self.run.given or self._is_tail(texts[-1]):
            return False
        if any(text in self.aliases for text in texts):
            return False
        version = self.run.version.match(self.text, end)
        if version is not None and version.end() > end:
            return False
        return self.text.count(rest) == self.text.count(whole)

    def _is_tail(self, word: str) -> bool:
        """Words that only end a name: Labs, Network, Chip."""
        run = self.run
        return word in run.tail or word in run.organisation or word in run.product or word in run.crypto

    def _opens_sentence(self, start: int) -> bool:
        return self.rules.sentence_case and bool(_SENTENCE_START.search(self.text, max(0, start - 8), start))

    def _in_headline(self, start: int) -> bool:
        """Whether the line capitalises nearly every long word, as headings do."""
        if not self.rules.sentence_case:
            return False
        low = self.text.rfind("\n", 0, start) + 1
        high = self.text.find("\n", start)
        line = self.text[low : high if high >= 0 else len(self.text)].rstrip()
        if len(line) > _LONGEST_HEADLINE:
            return False
        long_words = [word for word in re.findall(r"[A-Za-z][A-Za-z'-]*", line) if len(word) > 3]
        capitals = sum(word[0].isupper() for word in long_words)
        return len(long_words) >= 3 and capitals >= 0.7 * len(long_words) and not line.endswith(".")

    def _is_sure(self, segment: Segment) -> bool:
        """Whether the form is evidence enough, or a cue of the language stands beside it."""
        if self._cue(segment) is not None:
            return True
        word, plain = segment.words[0], self._plain(segment.words)
        headline = self._in_headline(segment.start)
        if len(segment.words) > 1:
            return not (headline and plain)
        if word.isupper() and word.isalpha():
            return len(word) > _WEAK_CAPITALS or (segment.start, segment.end) in self.proposed
        if len(word) < 3 or headline or not plain:
            return len(word) >= 3 and not plain
        return not self._is_common(segment)

    def _is_common(self, segment: Segment) -> bool:
        """Whether a plain word may be an ordinary one: by its place, or because the text writes it small."""
        word = segment.words[0]
        # A word the code book holds only in context, and there was none: Circle, Base.
        in_book = self.rules.sentence_case and word in self.aliases
        if in_book or word in self.run.common or self._opens_sentence(segment.start):
            return True
        return word.lower() in self._lower_words()

    def _plain(self, words: tuple[str, ...]) -> bool:
        """Whether the words have nothing but a first capital: Genesis, Two-thirds; not OpenAI or H100."""
        return all(word.replace("-", "").isalpha() and word[1:].islower() for word in words)

    def _lower_words(self) -> frozenset[str]:
        """All words the text writes small; what is among them is hardly a name."""
        if self._lower is None:
            self._lower = frozenset(_LOWER_WORD.findall(self.text))
        return self._lower

    def _cue(self, segment: Segment) -> int | None:
        """Index of the first label rule whose cue stands beside a name."""
        low = max(0, segment.start - _REACH)
        for index, rule in enumerate(self.rules.labels):
            if rule.before is not None and rule.before.search(self.text, low, segment.start):
                return index
            if rule.after is not None and rule.after.match(self.text, segment.end):
                return index
        return None

    def _labels(self, segments: list[Segment]) -> dict[str, tuple[str, bool]]:
        """One label for each name of the text, and whether anything speaks for it.

        What its words say comes first, then its best cue, then ORG.
        """
        labels: dict[str, tuple[str, bool]] = {}
        cues: dict[str, int] = {}
        for segment in segments:
            surface = self.text[segment.start : segment.end]
            label = self._label_by_words(segment)
            if label is not None:
                labels.setdefault(surface, (label, True))
            index = self._cue(segment)
            if index is not None:
                cues[surface] = min(index, cues.get(surface, index))
        for segment in segments:
            surface = self.text[segment.start : segment.end]
            if surface not in labels:
                labels[surface] = self._label_by_context(segment, cues.get(surface))
        return labels

    def _label_by_words(self, segment: Segment) -> str | None:
        """The label the last or first word gives: Foo Labs, Foo Protocol, John Foo."""
        run, words = self.run, segment.words
        if len(words) > 1:
            for tails, label in ((run.organisation, "ORG"), (run.crypto, "CRYPTO"), (run.product, "PRODUCT")):
                if words[-1] in tails:
                    return label
            if words[0] in run.organisation:
                return "ORG"
            if words[0] in run.given and len(words) <= 3:
                return "PERSON"
            if words[-1] in run.place:
                return "GPE"
        return None

    def _label_by_context(self, segment: Segment, cue: int | None) -> tuple[str, bool]:
        """The label of a cue; else a product for digits or after a company; else ORG, unsure."""
        if cue is not None:
            return self.rules.labels[cue].label, True
        digits = any(character.isdigit() for word in segment.words for character in word)
        if digits or segment.after_known == "ORG" or self._is_versioned(segment.end):
            return "PRODUCT", True
        return _DEFAULT, False

    def _is_versioned(self, end: int) -> bool:
        """Whether a number behind a name is its version: ``Veo 3を``; not in ``Foo 12 months``."""
        version = self.run.version.match(self.text, end)
        if version is None or not any(character.isdigit() for character in version[0]):
            return False
        return _COUNTED.match(self.text, version.end()) is None
