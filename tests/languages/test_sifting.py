"""Many patterns at once find what each finds alone; where matches may begin is never too narrow."""

import re

import pytest

from pipeline.languages import available
from pipeline.languages.claims import load_claim_tables
from pipeline.languages.coreference import load_reference_finder
from pipeline.languages.matching.heads import Sifter, Spotter, find_heads
from pipeline.languages.patterns import befores


def texts_of(lang):
    """All that the rows of the cues have as examples and rejects, and all of it in one."""
    rows = load_claim_tables(lang).cues.rules.rows
    texts = [text.partition(" => ")[0] for row in rows for text in (*row.examples, *row.rejects)]
    return [*texts, " ".join(texts)]


def places(matches):
    return sorted(match.span() for match in matches)


@pytest.mark.parametrize("lang", available())
def test_a_sifter_finds_what_each_pattern_finds(lang):
    patterns = {n: row.pattern for n, row in enumerate(load_claim_tables(lang).cues.rules.rows)}
    sifter = Sifter(patterns)
    assert len(sifter.slow) < len(patterns) / 10
    for written in texts_of(lang):
        for text in (written, written.lower()):
            found = list(sifter.find(text))
            for number, pattern in patterns.items():
                alone = places(pattern.finditer(text))
                assert places(match for n, match in found if n == number) == alone, pattern


@pytest.mark.parametrize("lang", available())
@pytest.mark.parametrize("kinds", ["heads", "nations"])
def test_a_spotter_finds_what_its_patterns_find_as_one(lang, kinds):
    sources = [each.pattern for each in getattr(load_reference_finder(lang).rules, kinds).patterns.values()]
    spotter, whole = Spotter(sources), re.compile("|".join(sources) or "(?!)")
    for text in texts_of(lang):
        for low, high in ((0, len(text)), (3, len(text) - 3), (7, 40)):
            alone = places(whole.finditer(text, low, high))
            assert places(spotter.find(text, low, high)) == alone
            assert places(spotter.find(text, low, high, spotter.find_starts(text))) == alone


def test_what_is_found_is_the_match_itself():
    [found] = Spotter(["(?P<a>rose)", "(?P<b>fell)"]).find("It fell", 0, 7)
    assert found.lastgroup == "b" and found["b"] == "fell"


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [
        ("a?b", {"ab", "b"}),
        ("(?=x)a+", {"a", "aa", "aaa"}),
        ("(?i:k)", {"k", "K", "\u212a"}),
        ("[^a]b", None),
        ("(?:a|.)b", None),
        ("x*", None),
        ("[a-z]+ex", None),
        ("ab.", {"ab"}),
    ],
)
def test_heads(pattern, heads):
    found = find_heads(re.compile(pattern))
    assert (None if found is None else {head for head, _ in found}) == heads


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("(?<![a-z])a", None),
        ("a", None),
        ("(?:(?<=b)|a)c", None),
        (r"\ba", None),
        ("(?!x)(?<=bc|de)a", "[ce]"),
    ],
)
def test_what_stands_before(source, before):
    found = befores(source)
    assert (None if found is None else found.pattern) == before
