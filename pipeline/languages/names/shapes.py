"""Names by their form alone: masks, patterns, country letters and tag sequences.

Each finder gives spans in text order; who wins where they meet is decided in
``names/__init__.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from pipeline.languages.names.evidence import UnseenRules
from pipeline.languages.names.mention import Mention, Text
from pipeline.languages.names.rules import NameRules, Rule
from pipeline.languages.patterns import befores
from pipeline.reference.code_book import CodeBook

_REACH = 40
_NUMBER = re.compile(r"[0-9.]+\Z")


def find_masked(text: str, rules: NameRules) -> list[tuple[int, int]]:
    """Spans that hold no name: URLs, addresses, handles; in text order, may touch.

    ``https://t.me/Foo`` and ``0xSea.eth`` are such spans.
    """
    places = _Places(text)
    spans = [
        match.span() for rule in rules.masks if rule.pattern for match in _matches(rule, rule.pattern, places)
    ]
    return sorted(spans)


def _tags_fit(text: Text, rule: Rule, start: int, end: int) -> bool:
    """Whether the tokens of a span allow the rule; unknown borders allow nothing that asks for a tag."""
    if not rule.any_tag and not rule.all_tags_not:
        return True
    tags = text.tags_between(start, end)
    if rule.any_tag and not any(tag.startswith(rule.any_tag) for tag in tags):
        return False
    return not (rule.all_tags_not and tags and all(tag.startswith(rule.all_tags_not) for tag in tags))


def find_patterns(text: Text, rules: NameRules) -> Iterator[tuple[Mention, Rule, str]]:
    """Mentions by pattern, rule by rule, each with its rule and its short form.

    ``霜岭科技`` has the short form ``霜岭``; most have none, the empty text.
    """
    places = _Places(text.folded, text.worded)
    for rule in rules.patterns:
        if rule.pattern is None:
            continue
        matches = list(_matches(rule, rule.pattern, places))
        counts = Counter(match["name"] for match in matches) if rule.twice else None
        for match in matches:
            if counts is not None and counts[match["name"]] < 2:
                continue
            start, end = match.span("name")
            if _tags_fit(text, rule, start, end):
                stem = match["stem"] if "stem" in rule.pattern.groupindex else ""
                mention = Mention(start, end, rule.label, None, None, "shape")
                yield mention, rule, "" if stem in rule.exceptions else stem


class _Places:
    """Where matches may begin in one text, each list made once: many rules ask for the same."""

    def __init__(self, folded: str, worded: bytes = b"") -> None:
        self.folded, self.worded = folded, worded
        self.behind: dict[str, list[int]] = {}
        self.unworded: dict[int, list[int]] = {}

    def of(self, rule: Rule, pattern: re.Pattern[str]) -> Iterable[int] | None:
        """The places for a rule: near its anchor, or behind what it looks back at; None for any place."""
        if rule.anchor is not None:
            return self._near(rule.anchor, rule.reach)
        before = _look_behind(pattern.pattern, pattern.flags)
        if before is not None:
            if before.pattern not in self.behind:
                ends = [found.end() for found in before.finditer(self.folded)]
                self.behind[before.pattern] = [0, *ends]
            return self.behind[before.pattern]
        return range(len(self.folded)) if rule.made_up >= 0 else None

    def made_up(self, rule: Rule, starts: Iterable[int]) -> Iterable[int]:
        """Those of a rule's places where no word of the dictionary stands, or none but a rare one."""
        worded, most = self.worded, rule.made_up
        if not isinstance(starts, range):
            return [start for start in starts if start < len(worded) and worded[start] <= most]
        if most not in self.unworded:
            self.unworded[most] = [start for start, level in enumerate(worded) if level <= most]
        return self.unworded[most]

    def _near(self, anchor: re.Pattern[str], reach: int) -> Iterator[int]:
        done = 0
        for found in anchor.finditer(self.folded):
            yield from range(max(done, found.start() - reach), found.start() + 1)
            done = found.start() + 1


@cache
def _look_behind(source: str, flags: int) -> re.Pattern[str] | None:
    # by its source, as the hash of a pattern itself is made anew each time, of all of it
    return befores(source, flags)


def _matches(rule: Rule, pattern: re.Pattern[str], places: _Places) -> Iterator[re.Match[str]]:
    """The matches of a rule in text order, none overlapping, tried only where one may begin.

    A rule of made-up names wants those that no dictionary has: 跃川, not 高度.
    """
    folded, worded, most, done = places.folded, places.worded, rule.made_up, 0
    starts = places.of(rule, pattern)
    if starts is None:
        yield from pattern.finditer(folded)
        return
    if most >= 0:
        starts = places.made_up(rule, starts)
    group = "stem" if "stem" in pattern.groupindex else "name"
    for start in starts:
        match = pattern.match(folded, start) if start >= done else None
        if match is not None and (most < 0 or max(worded[slice(*match.span(group))]) <= most):
            done = match.end()
            yield match


def find_again(text: Text, labels: Mapping[str, str]) -> Iterator[Mention]:
    """Every place where a name found elsewhere by its form stands, longest first at each place.

    One pass over the text whatever the number of names.
    """
    folded = text.folded
    by_pair: dict[str, list[str]] = {}
    for name in sorted(labels, key=lambda name: (-len(name), name)):
        by_pair.setdefault(name[:2], []).append(name)
    for start in [i for i in range(len(folded)) if folded[i : i + 2] in by_pair]:
        for name in by_pair[folded[start : start + 2]]:
            end = start + len(name)
            if folded.startswith(name, start) and _stands_alone(text, start, end):
                yield Mention(start, end, labels[name], None, None, "shape")
                break


# A name, then in brackets the same name in the other script: Kitanova(キタノバ), テザー(Tether).
_GLOSS = re.compile(r"[(（](?P<name>[ァ-ヴー・]{2,40}|[A-Z][A-Za-z0-9]+(?: [A-Z][A-Za-z0-9]*){0,4})[)）]")


def find_glosses(text: Text, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Names said again in brackets right behind, in the other script: the same thing and code."""
    for mention in mentions:
        match = _GLOSS.match(text.folded, mention.end)
        if match is None:
            continue
        if _is_kana(text.folded[mention.end - 1]) != _is_kana(match["name"][0]) and len(match["name"]) > 2:
            yield mention._replace(start=match.start("name"), end=match.end("name"), source="shape")


def _stands_alone(text: Text, start: int, end: int) -> bool:
    """Whether the borders of a span are borders of words, as far as the writing shows them."""
    if _inside_run(text.folded, start, end) or _inside_latin(text, start, end):
        return False
    return not text.starts or (start in text.starts and end in text.ends)


def _inside_latin(text: Text, start: int, end: int) -> bool:
    folded = text.folded
    behind = "" if end in text.glued else folded[end - 1 : end + 1]
    pairs = (folded[start - 1 : start + 1] if start else "", behind)
    return any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in pairs)


def find_letters(text: Text, rules: NameRules, book: CodeBook) -> Iterator[Mention]:
    """Countries written with one letter, each its own mention: 日米 gives Japan and the United States."""
    for rule in rules.letters:
        if rule.pattern is None:
            continue
        for match in rule.pattern.finditer(text.folded):
            first, last = match.span("name")
            if text.starts and not (first in text.starts and last in text.ends):
                continue  # 米 in 米沢
            for start in range(first, last):
                entry = book.entries[rules.letter_codes[text.folded[start]]]
                yield Mention(start, start + 1, entry.label, entry.code, entry.name, "shape")


def find_tagged(text: Text, rules: NameRules) -> Iterator[Mention]:
    """Names the dictionary knows: 姓 and 名 in a row, places with their suffix (ワシントン州)."""
    if not text.tags:
        return
    firsts = tuple(rule.tags[0] for rule in rules.tags)
    starts, ends = list(text.starts), list(text.ends)
    wanted = {tag for tag in dict.fromkeys(text.tags) if tag.startswith(firsts)}
    for index in [i for i, tag in enumerate(text.tags) if tag in wanted]:
        for rule in rules.tags:
            last = _sequence_end(text, rule, starts, ends, index)
            if last is not None:
                yield Mention(starts[index], ends[last], rule.label, None, None, "shape")
                break


def _sequence_end(text: Text, rule: Rule, starts: list[int], ends: list[int], first: int) -> int | None:
    """The last token of a tag sequence that begins at ``first``; None when it does not fit."""
    last = first + len(rule.tags) - 1
    if last >= len(text.tags):
        return None
    for offset, tag in enumerate(rule.tags):
        here = first + offset
        if not text.tags[here].startswith(tag) or (offset and starts[here] != ends[here - 1]):
            return None
    folded = text.folded
    surface = folded[starts[first] : ends[last]]
    if len(surface) < rule.shortest or surface in rule.exceptions or surface.isascii():
        return None
    if _inside_run(folded, starts[first], ends[last]):
        return None
    following = last + 1
    if following < len(starts) and folded[starts[following] : ends[following]] in rule.suffixes:
        return following if starts[following] == ends[last] else last
    return last


def _is_kana(character: str) -> bool:
    return "ァ" <= character <= "ヴ" or character == "ー"


def _inside_run(folded: str, start: int, end: int) -> bool:
    """Whether a span cuts a run of katakana: ボストン in ボストンコンサルティング."""
    cut_before = start > 0 and _is_kana(folded[start]) and _is_kana(folded[start - 1])
    cut_after = end < len(folded) and _is_kana(folded[end - 1]) and _is_kana(folded[end])
    return cut_before or cut_after


def find_stems(text: Text, rules: UnseenRules, names: Collection[Mention]) -> Iterator[Mention]:
    """Short forms of the firms named in full, where they stand alone: トキワ of トキワ興産."""
    stems: dict[str, Mention] = {}
    for name in names:
        surface = text.folded[name.start : name.end]
        for rule in rules.stems:
            fits = name.label == rule.label and (name.code is None or rule.coded)
            match = rule.pattern.fullmatch(surface) if fits else None
            if match is not None and not rules.is_plain(match["stem"]):
                stems.setdefault(match["stem"], name)
    for stem, name in stems.items():
        for match in re.finditer(re.escape(stem), text.folded):
            at, end = match.span()
            if _stands_free(text.folded, at, end) and any(
                rule.after.match(text.folded, end) for rule in rules.stems
            ):
                yield Mention(at, end, name.label, name.code, name.name, "shape")


def _kind(character: str) -> str:
    """The script of a character, as far as names of one script end where another begins."""
    if _is_kana(character) or character == "・":
        return "kana"
    if "一" <= character <= "鿿" or character == "々":
        return "han"
    return "latin" if character.isascii() and character.isalnum() else ""


def _stands_free(folded: str, start: int, end: int) -> bool:
    """Whether a short form is no part of a longer word of its script."""
    before, after = folded[start - 1 : start] if start else "", folded[end : end + 1]
    opens = before != "" and _kind(before) != "" and _kind(before) == _kind(folded[start])
    return not opens and not (after != "" and _kind(after) != "" and _kind(after) == _kind(folded[end - 1]))


def find_siblings(text: Text, names: Collection[Mention]) -> Iterator[Mention]:
    """Other versions of the products found with a number behind them: 夕凪2 beside 夕凪3."""
    for name in names:
        number = _NUMBER.search(text.folded[name.start : name.end])
        if number is None or not number.start() or name.label != "PRODUCT" or name.code is not None:
            continue
        stem = text.folded[name.start : name.start + number.start()]
        if _kind(stem[-1]) in ("kana", "han"):
            for match in re.finditer(re.escape(stem) + r"[0-9]{1,3}(?:\.[0-9])?(?![0-9])", text.folded):
                yield Mention(*match.span(), name.label, None, None, "shape")
