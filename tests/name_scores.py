"""How names and references are compared with the gold of ``gold_names.py``.

- ``names``: ``full`` is exact span and label, ``span`` the span alone; each label by itself too;
- ``links``: of the names that were found and have a code in the gold, how many got that code;
- ``references``: of the anaphors in the gold, how many were given just what they stand for
  (``?`` and ``-``: left open, or not taken for an anaphor).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.datatypes import Article, ArticleResult, Entity
from pipeline.stages import load_tools, process_article
from tests.gold_names import NOBODY, UNCLEAR, GoldReference, GoldText

ANAPHOR = "anaphor"
Add = Callable[[str, str, int, int, int], None]


def read_text(text: GoldText) -> ArticleResult:
    """What the pipeline finds in a text."""
    article = Article(text.text_id, text.lang, text.text, published_on=text.date)
    return process_article(article, load_tools(text.lang))


def score_text(text: GoldText, add: Add) -> list[str]:
    """Count one text's names, links and references; a line for each that is wrong."""
    result = read_text(text)
    found = {(e.start, e.end): e for e in result.entities if e.source != ANAPHOR}
    return [*_score_names(text, found, add), *_score_references(text, result, add)]


def _score_names(text: GoldText, found: dict[tuple[int, int], Entity], add: Add) -> Iterator[str]:
    # The footer and the repeated title are silent zones: what stands there is in no record.
    spoken = {(n.start, n.end): n for n in text.names if not _is_silent(text, n.start)}
    for group in ("names", *sorted({n.label for n in spoken.values()} | {e.label for e in found.values()})):
        gold = {k: n for k, n in spoken.items() if group in ("names", n.label)}
        ours = {k: e for k, e in found.items() if group in ("names", e.label)}
        both = gold.keys() & ours.keys()
        right = sum(gold[key].label == ours[key].label for key in both)
        add(group, "full", len(gold), len(ours), right)
        if group == "names":
            add(group, "span", len(gold), len(ours), len(both))
    for key in sorted(spoken.keys() | found.keys()):
        want, given = spoken.get(key), found.get(key)
        if want and given and want.code:
            add("links", "value", 1, 1, int(want.code == given.code))
        if (want and want.label) != (given and given.label) or (want and given and want.code != given.code):
            said = f"{given.label} {given.code}" if given else "nothing"
            wanted = f"{want.label} {want.code}" if want else "nothing"
            yield f"    {text.text[key[0] : key[1]]!r} at {key[0]}: want {wanted}, given {said}"


def _is_silent(text: GoldText, start: int) -> bool:
    """Whether a place lies in a zone whose records are left out."""
    from pipeline.languages.zones import load_zone_rules, mark_zones
    from pipeline.stages.annotation import SILENT_ZONES

    zones = mark_zones(text.text, load_zone_rules(text.lang))
    return any(zone.start <= start < zone.end for zone in zones if zone.kind in SILENT_ZONES)


def _score_references(text: GoldText, result: ArticleResult, add: Add) -> Iterator[str]:
    answers = {(e.start, e.end): e for e in result.entities if e.source == ANAPHOR}
    for reference in text.references:
        if _is_silent(text, reference.start):
            continue
        answer = answers.get((reference.start, reference.end))
        given = answer.coref.split("+") if answer and answer.coref else []
        right = same_things(reference, given, text, result)
        add("references", "value", 1, 1, int(right))
        if not right:
            yield f"    {reference.surface!r} at {reference.start}: want {reference.targets}, given {given}"


def same_things(reference: GoldReference, given: list[str], text: GoldText, result: ArticleResult) -> bool:
    """Whether an answer names just the targets: by code, or by any of their surfaces in the text."""
    wanted = [t for t in reference.targets if t not in (UNCLEAR, NOBODY)]
    if len(wanted) != len(given):
        return False
    ways = [ways_to_say(target, text, result) for target in wanted]
    return all(any(each in way for each in given) for way in ways) and all(
        any(each in way for way in ways) for each in given
    )


def ways_to_say(target: str, text: GoldText, result: ArticleResult) -> set[str]:
    """The code and the surfaces of a target; what the pipeline calls those surfaces."""
    surfaces = {n.surface for n in text.names if target in (n.code, n.surface)}
    codes = {n.code for n in text.names if n.surface in surfaces and n.code}
    surfaces |= {n.surface for n in text.names if n.code in codes}
    surfaces |= {n.surface for n in text.names if any(_is_short(n.surface, s) for s in surfaces)}
    ours: set[Any] = {e.code for e in result.entities if e.surface in surfaces and e.code}
    # A listed name that holds the gold's: 香港証券先物委員会, of which the gold marks 香港 by itself.
    places = [(n.start, n.end) for n in text.names if n.surface in surfaces]
    ours |= {
        e.code
        for e in result.entities
        if e.code
        and e.source == "gazetteer"
        and any(e.start <= start and end <= e.end for start, end in places)
    }
    return {target} | surfaces | codes | ours


def _is_short(short: str, whole: str) -> bool:
    """Whether a surface is a short form of another: 霜岭 of 霜岭科技."""
    return len(short) > 1 and short != whole and (whole.startswith(short) or short.startswith(whole))
