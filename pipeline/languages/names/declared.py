"""What a text settles for its names: the short forms it declares in brackets, and who a name is in all of it.

    オハナ・デジタル・マネジメント(以下、ODM)は    said in words: languages/<lang>/entities.yaml, `declared`
    証券取引等監視委員会(監視委)は                 said by the form: its characters, in their order
    Oregon Digital Exchange Board (ODEB) fined      said by the form: the initials of its words

The second sort is that of Schwartz and Hearst, A Simple Algorithm for Identifying Abbreviation
Definitions in Biomedical Text, Pacific Symposium on Biocomputing 2003, held more strictly: every
letter is the initial of a word.

Who a name is in one sentence it is in the others too (Gale, Church and Yarowsky, One Sense Per
Discourse, 1992): Balancer, told to be a protocol, is it where it opens the next sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.languages.names.gazetteer import Reading, is_forbidden
from pipeline.languages.names.mention import Mention, Text
from pipeline.languages.names.rules import NameRules
from pipeline.languages.names.shapes import find_again

_BRACKET = re.compile(r"[ ]?[(（](?P<name>[々一-鿿㐀-䶿]{2,8}|[A-Z]{2,8})[)）]")
_WORD = re.compile(r"[A-Z][A-Za-z'-]*")
# Words alike in form are short forms of bodies; a coin's ticker is a name of its own.
_ABBREVIATED = "ORG"


class Declared(NamedTuple):
    """A name and where the short form of it stands that is declared behind it."""

    whole: Mention
    start: int
    end: int


def find_declared(text: Text, rules: NameRules, mentions: Sequence[Mention]) -> list[Declared]:
    """The short forms that a text declares, in text order, the first declaration of each.

    ``霜岭数据公司（下称“霜岭”）上调`` gives 霜岭 for 霜岭数据公司.
    """
    found: dict[str, Declared] = {}
    for mention in mentions:
        if text.folded[mention.end : mention.end + 2].strip()[:1] not in ("(", "（"):
            continue
        span = _in_words(text, rules, mention) or _by_form(text, mention)
        if span is not None:
            found.setdefault(text.folded[slice(*span)], Declared(mention, *span))
    return list(found.values())


def _in_words(text: Text, rules: NameRules, mention: Mention) -> tuple[int, int] | None:
    """The short form that words declare behind a mention: (以下、ODM)."""
    for rule in rules.declared:
        match = rule.after.match(text.folded, mention.end) if rule.after else None
        if match is not None:
            return match.span("name")
    return None


def _by_form(text: Text, mention: Mention) -> tuple[int, int] | None:
    """The short form in brackets behind a body's name that is made of its characters or initials."""
    match = _BRACKET.match(text.folded, mention.end)
    if match is None or mention.label != _ABBREVIATED:
        return None
    whole, short = text.folded[mention.start : mention.end], match["name"]
    latin = short.isascii()
    letters = "".join(word[0] for word in _WORD.findall(whole)) if latin else whole
    fits = len(short) < len(whole) and (not latin or letters[:1] == short[0])
    return match.span("name") if fits and _in_order(short, letters) else None


def _in_order(short: str, letters: str) -> bool:
    """Whether the characters of a short form stand among others in the same order."""
    rest = iter(letters)
    return all(character in rest for character in short)


def spread_declared(text: Text, rules: NameRules, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """What declarations make of a text's mentions: short forms as names of the same thing, with its code.

    A short form that the code book knows keeps its code, and gives it to a whole name of the same
    label that has none: 力晶積成電子製造(力積電).
    """
    declared = {text.folded[d.start : d.end]: d for d in find_declared(text, rules, mentions)}
    if not declared:
        return
    known = {text.folded[m.start : m.end]: m for m in mentions if m.code is not None}
    wholes: dict[str, Mention] = {}
    for short, each in declared.items():
        coded = known.get(short)
        if coded is not None and each.whole.code is None and coded.label == each.whole.label:
            wholes[text.folded[each.whole.start : each.whole.end]] = coded
    for mention in mentions:
        coded = wholes.get(text.folded[mention.start : mention.end])
        if coded is not None and mention.code is None:
            yield mention._replace(code=coded.code, name=coded.name)
    labels = {short: each.whole.label for short, each in declared.items() if short not in known}
    for again in find_again(text, labels):
        each = declared[text.folded[again.start : again.end]]
        if again.start >= each.start:
            yield again._replace(code=each.whole.code, name=each.whole.name)


def name_again(
    text: Text, mentions: Sequence[Mention], readings: Mapping[str, Sequence[Reading]]
) -> Iterator[Mention]:
    """The names without a code that the text has with one code elsewhere, with it.

    That each is a name was found by its form: at the start of a sentence a capital alone says nothing.
    """
    known: dict[str, dict[str | None, Mention]] = defaultdict(dict)
    for each in mentions:
        if each.source == "gazetteer":
            known[text.folded[each.start : each.end]][each.code] = each
    for each in mentions:
        alias = text.folded[each.start : each.end]
        if each.code is None and len(known.get(alias, ())) == 1:
            (one,) = known[alias].values()
            rules = [r.rule for r in readings.get(alias, ()) if r.entry.code == one.code]
            if rules and not any(
                rule and is_forbidden(rule, text.folded, each.start, each.end) for rule in rules
            ):
                yield one._replace(start=each.start, end=each.end)
