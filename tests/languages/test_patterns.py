"""A sieved pattern finds what the pattern finds: only sooner where there is nothing."""

import re

import pytest

from pipeline.languages.patterns import compile_sieved, measure, sieve

TEXT = (
    "The bank — Bank of Ｆｏｏ ― raised $3.5m (約5億円) in 2024-Q3; 3社, 三社と13社。"
    "Kelvin: 5 \u212a, ſtart\n\nend 12%"
)

SIEVED = [
    r"(?<![0-9])(?:3|三)社",
    r"(?i)\b(?:bank|raised|kelvin)\b",
    r"\b(?i:start|k)\b",
    r"(?<=[0-9])(?:社|億)|(?<![A-Z])[a-z]{4,}+",
    r"(?P<a>[0-9]+)(?P<b>社)?",
    r"(?<!x)(?:約)?[0-9]億|-Q[1-4]",
    r"(?<!x)\d+%?|(?<!x)\s{2,}",
    r"[a-z]*?[0-9]",
    r"[0-9]+",
]
LEFT = [
    r"bank|raised",
    r"(?<!x)[^a-z]+",
    r"(?<!x).社",
    r"(?<!x)[0-9]*",
    r"(?!)",
    r"(?x)(?<! a ) b",
]


def found(regex):
    return [(match.span(), match.groupdict(), match.lastgroup) for match in regex.finditer(TEXT)]


@pytest.mark.parametrize("source", [*SIEVED, *LEFT])
@pytest.mark.parametrize("flags", [0, re.MULTILINE, re.IGNORECASE])
def test_sieved_patterns_find_the_same(source, flags):
    regex = re.compile(source, flags)
    assert found(sieve(regex)) == found(regex)
    assert compile_sieved(source, flags) == sieve(regex)


def test_only_what_the_engine_would_try_everywhere_is_sieved():
    assert all(sieve(re.compile(source)).pattern != source for source in SIEVED)
    assert all(sieve(re.compile(source)).pattern == source for source in LEFT)


def test_lengths_of_words_that_begin_alike():
    words = ["a", "ab", "abcde", "abcdx", "b"]
    assert measure(words, 2) == {"a": (1,), "ab": (5, 2, 1), "b": (1,)}
    assert measure(words, 4, least=2) == {"a": (1,), "ab": (2,), "abcd": (5, 2), "b": (1,)}
