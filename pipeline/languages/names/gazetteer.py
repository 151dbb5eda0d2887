"""Code-book names in a text: one pass over its characters, then word borders and context.

No regular expression per alias: a dictionary from the first two or three characters of
an alias to the lengths that can follow, so that the cost does not grow with the book.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.languages.names.mention import Mention, Text, Titles, sentence_around
from pipeline.reference.code_book import CodeBook, ContextRule, Entry

_KANA = re.compile("[ァ-ヴー]")
_HAN = re.compile("[々一-鿿㐀-䶿]")
# Behind a name, a number of its own: Aster-4.
_NUMBERED = re.compile(r"-[0-9]")
_REACH = 40  # characters that `before` patterns may look back
_LATIN_FIRST = re.compile(r"(?<![\w.'-])(?P<given>[A-Z]\w+) \Z")
_IN_ARTICLE, _UNRULED = 10_000, 100_000  # evidence weaker than any cue in the sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry an alias may stand for. ``own``: an alias of the text's own language."""

    entry: Entry
    rule: ContextRule | None
    short: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The aliases of all languages, those of one language first.

    ``version``: what may follow a versioned name; ``amount``: what before a ticker
    proves it; ``titles``: what makes a short name a person; ``given``: first names in Latin letters;
    ``sentence_case``: the language capitalises the first word of a sentence, so that
    a capital there is no evidence.
    """

    readings: Mapping[str, tuple[Reading, ...]]
    lengths: Mapping[str, tuple[int, ...]]
    version: re.Pattern[str]
    amount: re.Pattern[str]
    titles: Titles
    given: frozenset[str]
    sentence_case: bool

    def find(self, text: Text) -> list[Mention]:
        """Mentions in text order, the longest at each place, none overlapping."""
        hits = [hit for hit in self._hits(text) if not self._namesake(text.folded, *hit)]
        plain = (r.entry.code for *_, alias in hits for r in self.readings[alias] if not (r.short or r.rule))
        article = _Article(text.folded, frozenset(plain), {})
        chosen = [self._choose(article, *hit) for hit in hits]
        settled = _settled(hits, chosen)
        mentions: list[Mention] = []
        for (start, end, alias), reading in zip(hits, chosen, strict=True):
            if mentions and start < mentions[-1].end:
                continue
            found = reading or self._follow(article.folded, start, end, settled.get(alias))
            if found is not None:
                mentions.append(self._mention(article.folded, start, end, found.entry))
        return mentions

    def _hits(self, text: Text) -> Iterator[tuple[int, int, str]]:
        """Every place where an alias stands whole, longest first at each place."""
        folded, lengths, readings = text.folded, self.lengths, self.readings
        for start in [i for i in range(len(folded)) if folded[i : i + 2] in lengths]:
            if start and _latin(folded[start]) and _inside_word(folded[start - 1]):
                continue
            longer = lengths.get(folded[start : start + 3], ())
            for length in (*longer, *lengths[folded[start : start + 2]]):
                end = start + length
                alias = folded[start:end]
                if (
                    end <= len(folded)
                    and alias in readings
                    and self._whole(text, start, end, readings[alias])
                ):
                    yield start, end, alias

    def _namesake(self, folded: str, start: int, end: int, alias: str) -> bool:
        """Whether a family name stands behind the first name of another: Jack Altman, キンバル・マスク."""
        people = [r.entry for r in self.readings[alias] if r.entry.label == "PERSON"]
        if not people or len(people) < len(self.readings[alias]) or not alias.isalpha():
            return False
        low = max(0, start - _REACH)
        first = self.titles.given.search(folded, low, start)
        if first is not None and first["given"] in self.readings:
            return False  # a list of known names: プーチン・トランプ会談
        if first is None:
            first = _LATIN_FIRST.search(folded, low, start)
            if (
                first is None
                or first["given"] not in self.given
                or self.titles.verb.search(folded, low, start)
            ):
                return False
        return not any(_begins_alike(name, first["given"]) for entry in people for name in entry.every_name())

    def _whole(self, text: Text, start: int, end: int, readings: tuple[Reading, ...]) -> bool:
        """Whether the borders of an alias are borders of words."""
        folded = text.folded
        before, after = folded[start - 1 : start] if start else "", folded[end : end + 1]
        first, last = folded[start], folded[end - 1]
        if _latin(first) and _latin(before):
            ticker = any(reading.entry.ticker == folded[start:end] for reading in readings)
            if not (ticker and before.isdigit()):
                return False
        inside = _latin(last) and _latin(after) and end not in text.glued
        if inside and not self._goes_on(folded, end, readings):
            return False
        if (_KANA.match(first) and _KANA.match(before)) or (_KANA.match(last) and _KANA.match(after)):
            return False
        if not text.starts or not (_HAN.match(first) or _HAN.match(last)):
            return True
        # A tokenizer cuts foreign names it does not know anywhere: for them one border must do.
        borders = (start in text.starts) + (end in text.ends)
        return borders == 2 or (borders == 1 and not readings[0].own)

    def _goes_on(self, folded: str, end: int, readings: tuple[Reading, ...]) -> bool:
        """Whether the letters after an alias still let it stand: ``Qwen`` in Qwen2.5, a plural s."""
        if folded[end] == "s" and not _latin(folded[end + 1 : end + 2]):
            return any(reading.entry.label in ("PRODUCT", "CRYPTO") for reading in readings)
        return any(r.entry.versioned for r in readings) and self.version.match(folded, end) is not None

    def _mention(self, folded: str, start: int, end: int, entry: Entry) -> Mention:
        """The mention of an entry; a versioned name takes its version in."""
        version = self.version.match(folded, end) if entry.versioned else None
        stop = version.end() if version else end
        return Mention(start, stop, entry.label, entry.code, entry.name, "gazetteer")

    def _choose(self, article: _Article, start: int, end: int, alias: str) -> Reading | None:
        """The reading with the nearest evidence; on a tie the first by code."""
        best, nearest = None, _UNRULED + 1
        for reading in self.readings[alias]:
            distance = self._evidence(article, start, end, reading)
            if distance is not None and distance < nearest:
                best, nearest = reading, distance
        return best

    def _evidence(self, article: _Article, start: int, end: int, reading: Reading) -> int | None:
        """How far the evidence for a reading lies, 0 beside the alias; None without any."""
        folded, rule, entry = article.folded, reading.rule, reading.entry
        if rule is not None and (is_forbidden(rule, folded, start, end) or _is_numbered(entry, folded, end)):
            return None
        low = max(0, start - _REACH)
        if entry.ticker == folded[start:end] and self.amount.search(folded, low, start):
            return 0
        found = None
        if rule is not None and rule.positive:
            found = _rule_evidence(rule, article, start, end)
        elif not reading.short:
            return _UNRULED
        if found is not None or not reading.short:
            return found
        if entry.code in article.present:
            return _IN_ARTICLE
        titled = self.titles.after.match(folded, end) or self.titles.before.search(folded, low, start)
        return _UNRULED if titled else None

    def _follow(self, folded: str, start: int, end: int, reading: Reading | None) -> Reading | None:
        """The settled reading of an alias, unless its own context speaks against it."""
        if reading is None or (reading.rule is not None and is_forbidden(reading.rule, folded, start, end)):
            return None
        if reading.rule is not None and _is_numbered(reading.entry, folded, end):
            return None
        if self.sentence_case and not reading.short:
            opens = sentence_around(folded, start, end)[0] in (start, start - 1)
            return None if opens else reading
        return reading


@dataclass(frozen=True, slots=True)
class _Article:
    """What evidence may come from: the text, the entries with a full name in it, and
    the article-wide cues asked for so far (looked up once, so that time stays linear)."""

    folded: str
    present: frozenset[str]
    cues: dict[re.Pattern[str], bool]

    def has(self, cue: re.Pattern[str]) -> bool:
        """Whether a cue stands anywhere in the article."""
        if cue not in self.cues:
            self.cues[cue] = cue.search(self.folded) is not None
        return self.cues[cue]


def _settled(hits: list[tuple[int, int, str]], chosen: list[Reading | None]) -> dict[str, Reading]:
    """The aliases the article has settled, each for one entry only."""
    found: dict[str, dict[str, Reading]] = defaultdict(dict)
    for (*_, alias), reading in zip(hits, chosen, strict=True):
        if reading is not None and (reading.rule is not None or reading.short):
            found[alias][reading.entry.code] = reading
    return {alias: next(iter(each.values())) for alias, each in found.items() if len(each) == 1}


def _begins_alike(name: str, given: str) -> bool:
    """Whether a name begins with a first name, or with a short form of it: Sam Altman, Samuel."""
    first = re.split(r"\W", name, maxsplit=1)[0]
    return len(first) > 1 and (given.startswith(first) or first.startswith(given))


def _latin(character: str) -> bool:
    # Also the letters of Latin writing beyond ASCII: no Bern in Bernát.
    return character.isalnum() and character < "\u0250"


def _inside_word(before: str) -> bool:
    """Whether nothing Latin can begin behind a character; a ticker may behind a digit."""
    return before.isascii() and before.isalpha()


def _is_numbered(entry: Entry, folded: str, end: int) -> bool:
    """Whether a number makes another name of a word that is one in its context only: Aster-4, no coin."""
    return not entry.versioned and _latin(folded[end - 1]) and _NUMBERED.match(folded, end) is not None


def is_forbidden(rule: ContextRule, folded: str, start: int, end: int) -> bool:
    """Whether what touches the alias rules the reading out."""
    if rule.not_after is not None and rule.not_after.match(folded, end):
        return True
    return rule.not_before is not None and bool(rule.not_before.search(folded, max(0, start - _REACH), start))


def _rule_evidence(rule: ContextRule, article: _Article, start: int, end: int) -> int | None:
    """Distance of the nearest evidence a rule asks for; None without any."""
    folded = article.folded
    if rule.after is not None and rule.after.match(folded, end):
        return 0
    if rule.before is not None and rule.before.search(folded, max(0, start - _REACH), start):
        return 0
    distances = []
    if rule.sentence:
        low, high = sentence_around(folded, start, end)
        for cue in (found for cues in rule.sentence for found in cues.finditer(folded, low, high)):
            if cue.end() <= start or cue.start() >= end:
                distances.append(start - cue.end() if cue.end() <= start else cue.start() - end)
    if not distances and rule.article is not None and article.has(rule.article):
        return _IN_ARTICLE
    return min(distances, default=None)


def build_gazetteer(
    book: CodeBook,
    lang: str,
    *,
    version: re.Pattern[str],
    amount: re.Pattern[str],
    titles: Titles,
    given: frozenset[str],
    sentence_case: bool,
) -> Gazetteer:
    """The gazetteer of one language: its own aliases, and the others' where it has none alike.

    A Chinese name left in a Japanese text is found, a Japanese alias wins over it.
    """
    table: dict[str, list[Reading]] = defaultdict(list)
    for each in (lang, *(code for code in book.languages() if code != lang)):
        own = each == lang
        for entry in book.entries.values():
            for short, names in ((False, entry.names(each)), (True, entry.short.get(each, ()))):
                for alias in names:
                    others = table[alias]
                    if any(r.own and not own for r in others) or any(r.entry is entry for r in others):
                        continue
                    others.append(Reading(entry, entry.rules.get(alias), short, own))
    lengths: dict[str, set[int]] = defaultdict(set)
    for alias in table:
        # Three characters leave few lengths to try; two tell where it is worth to look at all.
        lengths[alias[:2]].update([len(alias)] if len(alias) <= 2 else [])
        lengths[alias[:3]].add(len(alias))
    return Gazetteer(
        readings={alias: tuple(readings) for alias, readings in table.items()},
        lengths={pair: tuple(sorted(sizes, reverse=True)) for pair, sizes in lengths.items()},
        version=version,
        amount=amount,
        titles=titles,
        given=given,
        sentence_case=sentence_case,
    )
