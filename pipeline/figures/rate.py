"""Rates: so many of a thing per time, per other thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from pipeline.datatypes import Figure
from pipeline.errors import ReadingError
from pipeline.figures.amounts import Reading, read_amount
from pipeline.languages.matching.grammar import Match
from pipeline.languages.matching.lexicon import Atom

# How a figure came by what another word tells.
CARRIED = "carried"
# What a figure of so many becomes when it is per something.
RATES = {"count": "rate", "measure": "rate", "money": "money"}
# Where a denominator stands, from the most telling type to the least.
DENOMINATOR_SLOTS = (
    "per",
    "yearly",
    "lone_period",
    "account_period",
    "price_measure",
    "speed",
    "made_in",
    "holder",
    "metered",
    "duration",
    "priced_by",
    "counter_one",
    "counter",
    "measure",
    "point_mark",
    "kilo_mark",
    "hash_rate",
    "currency",
    "iso",
    "ticker",
    "each",
    "head",
    "symbol",
)
_SAYS_PER, _PER = frozenset({"per_word", "per_many"}), frozenset(DENOMINATOR_SLOTS)
# What a rate is of; a word may be of several types, and the rule says which of them it is.
_UNITS = ("line_speed", "counter", "rate_unit", "bit_rate", "measure")
# ISO 8601 duration letters to unit codes: 1分間に62語 is per minute.
DURATION_UNITS = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second",
    "Q": "quarter",
}  # fmt: skip


def read_denominator(match: Match) -> str | None:
    """What the figure is per, from the words around its core; null when nothing says.

    ``1枚あたり`` is ``piece``, ``100万トークンあたり`` ``1000000_token``.
    Raises: ReadingError when the denominator is vague.
    """
    many_told = "denominators" in match.rule.options  # 每百万token输入2元、输出8元
    if "claims" in match.rule.options and "per_many" not in match.rule.slots and not many_told:
        return None  # what stands around the core is left to others: by 3GW to 15GW
    outside = [atom for atom in match.atoms if atom not in match.core]
    if "claims" in match.rule.options and not many_told:
        # of $1 to $2 per 1,000 calls the 2 is an amount of its own
        outside = outside[_begins(outside) :]
    many = [atom.numeral for atom in outside if atom.numeral is not None and atom.numeral.high != 1]
    if any(numeral.vague for numeral in many):
        raise ReadingError("per a vague number")
    number = next((f"{numeral.low:f}" for numeral in many), None)
    if "per_many" in match.rule.slots:  # per million tokens
        number = next((atom.types["per_many"] for atom in outside if "per_many" in atom.types), number)
    for kind in DENOMINATOR_SLOTS:
        if kind in match.rule.slots:
            for atom in outside:
                if kind in atom.types:
                    code = DURATION_UNITS.get(atom.types[kind], atom.types[kind])
                    return f"{number}_{code}" if number else code
    return None


def _begins(atoms: list[Atom]) -> int:
    """Where among atoms what a figure is per begins: with the last word that says so."""
    said = [i for i, atom in enumerate(atoms) if not _SAYS_PER.isdisjoint(atom.types)]
    units = [i for i, atom in enumerate(atoms) if not _PER.isdisjoint(atom.types)]
    return max(said or units, default=0)


def _unit(match: Match) -> str | None:
    """The one unit of a rate; of 10EH/s to 500PH/s neither is read as the other."""
    atoms = match.atoms if "shared" in match.rule.options else match.core  # from 8 to 10 users a day
    for kind in _UNITS:
        if kind in match.rule.slots and (codes := {atom.types[kind] for atom in atoms if kind in atom.types}):
            if len(codes) > 1 and match.core is atoms:
                raise ReadingError(f"units differ: {', '.join(sorted(codes))}")
            return next(atom.types[kind] for atom in atoms if kind in atom.types)
    return None


def read_rate(match: Match) -> Reading:
    """``1分間に62語`` is 62 word per minute; span and unit are those of ``62語``.

    Raises: ReadingError when nothing says per what, or for two different units in one range.
    """
    unit = match.rule.options.get("unit") or _unit(match)
    per = read_denominator(match)
    if unit is not None and per is None:
        unit, _, per = unit.partition(" ")
    if not per:
        raise ReadingError("no denominator")
    return Reading(read_amount(match), unit, per)


# How far before an amount may begin what it is told to be per, and the types of words that say it.
_TOLD, _ONE_OF = 40, ("counter", "measure", "duration")


def tell_per(
    figures: list[Figure], text: str, told: re.Pattern[str], words: Mapping[str, Mapping[str, str]]
) -> list[Figure]:
    """The figures with what one of is said further off, whatever noun stands between: 1個当たりの容量は36GB.

    Args:
        figures: in text order.
        told: all from that one to the amount, up to its start; by its group ``of`` what there is one of.
        words: the types of the words that may be told so.
    """
    read: list[Figure] = []
    for figure in figures:
        found = None
        if figure.per is None and figure.unit is not None and figure.kind in RATES:
            found = told.search(text, max(0, figure.start - _TOLD), figure.start)
        types = words.get(found["of"], {}) if found else {}
        of = next((types[kind] for kind in _ONE_OF if kind in types), None)
        read.append(figure if of in (None, figure.unit) else put_per(figure, DURATION_UNITS.get(of, of)))
    return read


def put_per(figure: Figure, per: str) -> Figure:
    """A figure as one that is per something: a count becomes a rate."""
    kind = RATES[figure.kind]
    figure_id = figure.figure_id.rpartition(":")[0] + ":" + kind
    return replace(figure, figure_id=figure_id, kind=kind, per=per, how=CARRIED)
