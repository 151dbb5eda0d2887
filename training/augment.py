"""Copies of marked sentences with other names in them, drawn from one seed.

``日本の[ソニーORG]は…`` may come back as ``日本の[Vexapay LabsORG]は…`` (made up, in Latin
script) or ``日本の[北海道新聞ORG]は…`` (another mention of its label from the training
part), and with an address behind a word, which the released model sees as ``URL``.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from corpora import Marked
from pipeline.languages.ja.model import URL_WORD
from pipeline.tables import read_table


class NameMaker:
    """Makes up names of a label: ``make("ORG")`` is ``Vexapay Labs``, or ``None`` for a place."""

    def __init__(self, random_: random.Random) -> None:
        self.random = random_
        self.parts = read_table(Path(__file__).with_name("names.yaml"))
        self.makers: dict[str, Callable[[], str]] = {
            "ORG": self._company,
            "PRODUCT": self._product,
            "PERSON": self._person,
        }

    def make(self, label: str) -> str | None:
        """A new name, or None for a label whose names are not made up."""
        maker = self.makers.get(label)
        return maker() if maker else None

    def _pick(self, key: str) -> str:
        return self.random.choice(self.parts[key])

    def _word(self) -> str:
        word = "".join(self._pick("syllables") for _ in range(self.random.choice((2, 2, 2, 3))))
        forms = (
            word.capitalize(),
            word.capitalize(),
            word[:4].capitalize() + self._pick("syllables").capitalize(),
        )
        return self.random.choice((*forms, word.upper()[:5]))

    def _company(self) -> str:
        tail = self._pick("company_tails") if self.random.random() < 0.45 else ""
        return f"{self._word()} {tail}".strip()

    def _product(self) -> str:
        word, number = self._word(), self.random.randint(1, 9)
        forms = (word, f"{word}-{number}", f"{word} {number}", f"{word} {self._pick('product_tails')}")
        return self.random.choice((*forms, f"{word[:1]}{self.random.randint(10, 900)}", word.upper()[:4]))

    def _person(self) -> str:
        if self.random.random() < 0.4:
            return f"{self._pick('first_names')} {self._word().capitalize()}"
        return f"{self._pick('katakana_first_names')}・{self._pick('katakana_last_names')}"


def replace_mentions(marked: Marked, rename: Callable[[str, str], str]) -> Marked:
    """The sentence with each mention renamed; the same mention gets the same new name."""
    given: dict[tuple[str, str], str] = {}
    pieces, mentions, pos, length = [], [], 0, 0
    for start, end, label in marked.mentions:
        old = marked.text[start:end]
        new = given.setdefault((old, label), rename(old, label))
        pieces += [marked.text[pos:start], new]
        length += start - pos
        mentions.append((length, length + len(new), label))
        length, pos = length + len(new), end
    return Marked("".join(pieces) + marked.text[pos:], mentions)


def add_address(marked: Marked, random_: random.Random) -> Marked:
    """The sentence with a masked address behind its full stop, or in brackets before it."""
    stop = marked.text.endswith("。")
    if stop and random_.random() < 0.5:
        return Marked(f"{marked.text[:-1]}（{URL_WORD}）。", marked.mentions)
    return Marked(marked.text + URL_WORD, marked.mentions)


def augment(sentences: Iterable[Marked], seed: int) -> list[Marked]:
    """Copies of those sentences that have mentions: half with made-up names, half with swapped ones."""
    sentences = [marked for marked in sentences if marked.mentions]
    random_ = random.Random(seed)
    names = NameMaker(random_)
    pool: dict[str, list[str]] = defaultdict(list)
    for text, mentions in sentences:
        for start, end, label in mentions:
            pool[label].append(text[start:end])

    def invent(old: str, label: str) -> str:
        return (names.make(label) if random_.random() < 0.8 else None) or old

    def swap(old: str, label: str) -> str:
        return random_.choice(pool[label]) if random_.random() < 0.7 else old

    copies = []
    for marked in sentences:
        inventable = any(label in names.makers for *_, label in marked.mentions)
        for rename, rate in ((invent, 0.4 * inventable), (swap, 0.5)):
            if random_.random() < rate:
                copy = replace_mentions(marked, rename)
                copies.append(add_address(copy, random_) if random_.random() < 0.06 else copy)
    return copies
