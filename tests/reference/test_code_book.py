"""The code book: strictly read, unambiguous, and every context rule does what its examples say."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from pipeline.errors import TableError
from pipeline.languages import detect_language
from pipeline.languages.names import load_name_finder
from pipeline.languages.nlp import create_nlp
from pipeline.reference.code_book import load_code_book, read_code_book

BOOK = load_code_book()
RULES = [
    (entry.code, rule)
    for entry in BOOK.entries.values()
    for rule in dict.fromkeys(entry.rules.values(), None)
]


def _codes(text):
    lang = detect_language(text)
    return [mention.code for mention in load_name_finder(lang).find(create_nlp(lang)(text))]


@pytest.mark.parametrize(("code", "rule"), RULES, ids=[f"{code}-{n}" for n, (code, _) in enumerate(RULES)])
def test_context_rules_do_what_their_examples_say(code, rule):
    for text in rule.examples:
        assert code in _codes(text), text
    for text in rule.rejects:
        assert code not in _codes(text), text


def test_every_alias_has_one_reading_or_rules_that_resolve_it():
    """In each language at most one entry may hold an alias without asking for context."""
    clashes = []
    for lang in BOOK.languages():
        holders = defaultdict(list)
        for entry in BOOK.entries.values():
            for alias in dict.fromkeys((*entry.names(lang), *entry.short.get(lang, ()))):
                holders[alias].append(entry)
        for alias, entries in holders.items():
            free = [
                entry.code
                for entry in entries
                if alias not in entry.short.get(lang, ())
                and not (alias in entry.rules and entry.rules[alias].positive)
            ]
            shorts = [entry.code for entry in entries if alias in entry.short.get(lang, ())]
            if len(free) > 1 or (free and shorts):
                clashes.append((lang, alias, free, shorts))
    assert clashes == []


def test_the_book_is_large_and_covers_all_labels():
    labels = Counter(entry.label for entry in BOOK.entries.values())
    assert len(BOOK.entries) >= 450
    assert {"ORG", "CRYPTO", "PERSON", "GPE", "LOC", "PRODUCT", "EVENT", "TECH", "LAW", "DISEASE"} <= set(
        labels
    )


def test_wikidata_ids_are_given_once():
    ids = Counter(entry.wikidata for entry in BOOK.entries.values() if entry.wikidata)
    assert ids and max(ids.values()) == 1
    assert BOOK.entries["bitcoin"].wikidata == "Q131723"


def test_the_book_is_in_code_order():
    assert list(BOOK.entries) == sorted(BOOK.entries)


def _book(tmp_path: Path, text: str):
    (tmp_path / "cues.yaml").write_text("coin: [token]\n", encoding="utf-8")
    (tmp_path / "things.yaml").write_text(text, encoding="utf-8")
    return read_code_book(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("foo: {label: ORG}", "needs label and name"),
        ("foo: {label: FIRM, name: Foo}", "no label"),
        ("Foo_1: {label: ORG, name: Foo}", "malformed code"),
        ("foo: {label: ORG, name: Foo, size: 3}", "size"),
        ("foo: {label: ORG, name: Foo, wikidata: 42}", "Wikidata"),
        ("foo: {label: ORG, name: Foo, aliases: [Foo]}", "for each language"),
        ("foo: {label: ORG, name: Foo, aliases: {en: [A, A]}}", "twice"),
        ("foo: {label: ORG, name: Foo, aliases: {en: [' A']}}", "spaces"),
        ("foo: {label: ORG, name: Foo, rules: [{sentence: a, examples: [Foo a]}]}", "examples and rejects"),
        (
            "foo: {label: ORG, name: Foo, rules: [{alias: Bar, sentence: a, examples: x, rejects: y}]}",
            "no alias",
        ),
        ("foo: {label: ORG, name: Foo, rules: [{cues: none, examples: x, rejects: y}]}", "no group"),
        ("foo: {label: ORG, name: Foo, rules: [{after: '(', examples: x, rejects: y}]}", "bad pattern"),
        ("foo: {label: ORG, name: Foo, rules: [{near: a, examples: x, rejects: y}]}", "unknown keys"),
        ("foo: {label: ORG, name: Foo, wikidata: Q1}\nbar: {label: ORG, name: Bar, wikidata: Q1}", "Q1"),
    ],
)
def test_a_malformed_entry_names_its_file_and_itself(tmp_path, text, message):
    with pytest.raises(TableError, match=message):
        _book(tmp_path, text)


def test_a_code_in_two_files_is_refused(tmp_path):
    (tmp_path / "more.yaml").write_text("foo: {label: ORG, name: Foo}", encoding="utf-8")
    with pytest.raises(TableError, match="code given twice: foo"):
        _book(tmp_path, "foo: {label: ORG, name: Foo}")
