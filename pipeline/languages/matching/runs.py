"""Words between a number and the noun it counts: "new active" in 3,000 new active users.

A run is short, ends before a noun that may be counted, and holds no word that a verb,
a preposition or another figure would be told by: better no unit than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.languages.matching.number_types import MANY, OF
from pipeline.languages.number_words import alternation

if TYPE_CHECKING:
    from pipeline.languages.matching.lexicon import Atom

# Types whose words may stand in a run: what is counted in the singular qualifies (user accounts).
QUALIFIER = "qualifier"

# The type of a word behind which one thing of each is named.
EACH = "each_of"


@dataclass(frozen=True, slots=True)
class WordRuns:
    """Finds the run of words behind a number.

    ``refused`` are single words of the tables that are no qualifiers (dollars, percent, over).
    """

    regex: re.Pattern[str]
    refused: Set[str]
    single: re.Pattern[str]

    def behind(self, text: str, end: int, atoms: Sequence[Atom]) -> tuple[int, int] | None:
        """Where the run that begins behind ``end`` stands: (6, 16) in "3,000 new active users".

        Behind a word for each it goes before one thing: $3 per verified monthly user.
        """
        if not (single := EACH in atoms[-1].types) and not counts(atoms):
            return None
        found = (self.single if single else self.regex).match(text, end)
        if found is None or any(word in self.refused for word in found[1].split()):
            return None
        return found.span(1)


def compile_runs(
    table: Mapping[str, str], heads: Iterable[str], refused: Set[str], single: Iterable[str]
) -> WordRuns:
    """The finder of runs of a language.

    Args:
        table: ``word``, a regex for one word of a run; ``most``, how many it may have.
        heads: the nouns a run may end before; ``single`` are those behind a word for each.
        refused: words of the tables with a meaning of their own.
    """
    word, most = table["word"], int(table["most"])
    some, one = (
        re.compile(
            rf" ((?:{word})(?: (?:{word})){{0,{most - 1}}}?)(?= (?:{alternation(nouns)})(?![A-Za-z-]))"
        )
        for nouns in (heads, single)
    )
    return WordRuns(some, frozenset(refused), one)


def counts(atoms: Sequence[Atom]) -> bool:
    """Whether what stands last may count a noun: a number, or "dozens" and the word behind it."""
    last = atoms[-1]
    if last.numeral is not None or MANY in last.types:
        return "number" in last.types or MANY in last.types
    before = atoms[-2].numeral if len(atoms) > 1 else None
    return before is not None and ("infix" in last.types or (before.vague and OF in last.types))
