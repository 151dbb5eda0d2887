"""Runs of capitalised Latin words: which parts are names, and of what.

``NVIDIA H100 GPU`` is two known names and a generic word; ``QVAC Genesis`` one
unseen name; ``Solana Foundation`` and ``Mistral Peak`` take the known name into a
longer one, ``Google Veo 3`` does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.languages.names.gazetteer import Reading
from pipeline.languages.names.labels import Labeller, Segment
from pipeline.languages.names.mention import Mention, Text
from pipeline.languages.names.rules import NameRules

_SENTENCE_START = re.compile(r"(?:\A|[.!?:;。！？：；\n•]|[-–—]\s)[\s\"'“‘「『(（\[]*\Z|[\"“‘]\Z")
_LOWER_WORD = re.compile(r"(?<![A-Za-z0-9'])[a-z][a-z'-]+")
_COUNTED = re.compile(r"[ ]?[a-z]|[ ]?[-~/(]")  # what follows a number that is no version
_GROWING = frozenset(["ORG", "CRYPTO", "PRODUCT"])  # names of these begin names of others
_LONGEST_HEADLINE = 200
_WEAK_CAPITALS = 4  # unseen words of so many capitals at most (ROI, KYC) want a cue


class RunFinder:
    """Finds unseen Latin names in one text; made anew for each."""

    def __init__(  # noqa: PLR0917 - made in one place
        self,
        text: Text,
        rules: NameRules,
        known: Mapping[int, Mention],
        hidden: bytearray,
        aliases: Mapping[str, tuple[Reading, ...]],
        proposed: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        self.text, self.rules, self.run = text.folded, rules, rules.run
        self.known, self.hidden, self.aliases = known, hidden, aliases
        self.proposed = proposed
        self.glued = sorted(text.glued)
        self.replaced: list[Mention] = []
        self._kept = self.run.organisation | self.run.crypto | self.run.ender  # tails that belong to a name
        self._lower: frozenset[str] | None = None
        mentions = dict.fromkeys(known.values())
        self.labeller = Labeller(self.text, rules, mentions, self._is_versioned)

    def find(self) -> list[Mention]:
        """Unseen names in text order; ``replaced`` then holds the known ones they took in."""
        segments = [segment for words in self._runs() for segment in self._segments(words)]
        sure = [segment for segment in segments if self._is_sure(segment)]
        labels = self.labeller.label(sure)
        names = {self.labeller.surface(s) for s in sure} | {s.words[0] for s in sure if len(s.words) > 1}
        names |= {s.words[-1] for s in sure if labels[self.labeller.surface(s)][0] == "PERSON"}
        accepted = [s for s in segments if self.labeller.surface(s) in names]
        labels = self.labeller.label(accepted)
        found = [self._mention(s, *labels[self.labeller.surface(s)]) for s in accepted]
        return sorted(found, key=lambda mention: mention.start)

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
            start, end = match.span()
            end = next((cut for cut in self.glued if start < cut < end), end)
            if runs and self._joins(runs[-1], start):
                runs[-1].append((start, end))
            else:
                runs.append([(start, end)])
        return runs

    def _joins(self, words: list[tuple[int, int]], start: int) -> bool:
        """Whether a word goes on with a run: Bank of Foo does, Jane Foo of Bar is two names."""
        (first, last), end = words[-1], words[-1][1]
        if self.run.joiner.fullmatch(self.text, end, start) is None:
            return False
        if self.run.loose.fullmatch(self.text, end, start) is None:
            return True
        word = self.text[first:last]
        return word in self.run.heads or (len(words) == 1 and word not in self.run.given)

    def _is_generic(self, word: str) -> bool:
        return word in self.run.generic or self.run.generic_form.fullmatch(word) is not None

    def _is_inner(self, word: str, last: bool = False) -> bool:
        """Whether a generic word may stand in a name of several where capitals show names: Alpha Basin."""
        if self.rules.sentence_case or word not in self.run.inner:
            return False
        return not (last and word in self.run.crypto)

    def _segments(self, words: list[tuple[int, int]]) -> list[Segment]:
        """The unseen names of a run, cut at known names and generic words."""
        segments: list[Segment] = []
        open_words: list[tuple[int, int]] = []
        before: Mention | None = None
        for start, end in [*words, (-1, -1)]:
            mention = self._covering(start, end) if start >= 0 else None
            free = start >= 0 and mention is None
            if free and (before is None or open_words) and self._is_inner(self.text[start:end]):
                open_words.append((start, end))
                continue
            if free and not self._stops(start, end, bool(open_words)):
                open_words.append((start, end))
                continue
            if open_words and self._ends(open_words, start, end):
                open_words.append((start, end))
            if open_words:
                segments.extend(self._close(open_words, before))
            open_words = []
            before = mention
        return segments

    def _ends(self, words: list[tuple[int, int]], start: int, end: int) -> bool:
        """Whether a generic word belongs to the name before it as its last: AI in Foo AI."""
        if self.text[start:end] not in self.run.ender or self.text[words[-1][1] : start] != " ":
            return False
        first = self.text[slice(*words[0])]
        return len(first) > 2 and first not in self.run.common and not self._is_tail(first)

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
        while words and self._is_inner(self.text[slice(*words[-1])], last=True):
            words = words[:-1]
        texts = tuple(self.text[start:end] for start, end in words)
        if all(self._is_inner(text) for text in texts):
            return []
        if before is not None and self._lengthens(before, texts, words[0][0], words[-1][1]):
            self.replaced.append(before)
            name = (self.text[before.start : before.end], *texts)
            return [Segment(before.start, words[-1][1], name, None)]
        if all(self._is_tail(text) for text in texts):
            return []
        while self._is_tail(texts[-1]) and texts[-1] not in self._kept:
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
        name = self.text[before.start : before.end]
        if before.label in ("GPE", "LOC"):
            return texts[-1] in self.run.seat | self.run.place and not name.replace(".", "").isupper()
        if texts[-1] in self.run.organisation:
            return True
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
        word, plain = segment.words[0], self._plain(segment.words)
        if self.labeller.cue(segment) is not None:
            return not (len(segment.words) == 1 and plain and self._is_opening_word(segment))
        headline = self._in_headline(segment.start)
        if len(segment.words) > 1:
            return not (headline and plain)
        if word.isupper() and word.isalpha():
            return len(word) > _WEAK_CAPITALS or (segment.start, segment.end) in self.proposed
        if len(word) < 3 or headline or not plain:
            return len(word) >= 3 and not plain
        return not self._is_common(segment)

    def _is_opening_word(self, segment: Segment) -> bool:
        """Whether a sentence opens with a word that looks like an ordinary one: Merchants said."""
        if not self._opens_sentence(segment.start):
            return False
        word = segment.words[0]
        return self.run.common_form.fullmatch(word) is not None or word.lower() in self._lower_words()

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

    def _is_versioned(self, end: int) -> bool:
        """Whether a number behind a name is its version: ``Veo 3を``; not in ``Foo 12 months``."""
        version = self.run.version.match(self.text, end)
        if version is None or not any(character.isdigit() for character in version[0]):
            return False
        return _COUNTED.match(self.text, version.end()) is None
