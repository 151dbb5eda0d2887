"""The quality gate: what the pipeline finds in the gold, against pinned floors.

    .venv/bin/python tests/gate.py [--lang ja] [--part late] [--misses] [--pin]

For each language, part and kind: precision, recall and F1 of

- ``value``: the number, or both ends of a range (of a time: type and TIMEX value);
- ``unit``: the number, its unit and what it is per;
- ``full``: kind, number, unit, per and modifier (of a time: TIMEX value, modifier, and
  the days where the gold has them);
- ``span``: where it starts and ends.

Of names (``full`` and ``span``), links to the code book and references back (``value``),
see ``name_scores.py``; how sure the share of references is stands below the table. Of claims
each slot, all three (metric, subject, period), the modality by class and two baselines for the
subject (``value``), see ``claim_scores.py``; of short texts which way each figure moved
(``direction``), see ``gold_directions.py``; of the audit the verdicts on short texts by check,
and how often *contradicted* and *doubtful* are so, see ``audit_scores.py``; the share of clean articles
that it accuses of nothing, see ``gold_clean.py``.

Exit code 4 when an F1 is below its floor in ``gate_floors.json``, or has none there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import floor, sqrt
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pipeline  # noqa: E402
from pipeline.cli.terminal import ExitCode  # noqa: E402
from pipeline.languages import available  # noqa: E402
from tests.audit_scores import count_quiet  # noqa: E402
from tests.audit_scores import score_text as score_audit  # noqa: E402
from tests.claim_scores import score_passage  # noqa: E402
from tests.gold import GoldSentence, load_gold  # noqa: E402
from tests.gold_audit import load_texts  # noqa: E402
from tests.gold_claims import MODALITIES, load_passages  # noqa: E402
from tests.gold_clean import load_clean  # noqa: E402
from tests.gold_directions import load_directions, score_directions  # noqa: E402
from tests.gold_names import load_articles, load_references  # noqa: E402
from tests.gold_scores import (  # noqa: E402
    Tally,
    match,
    same_moment,
    same_rate,
    same_record,
    same_span,
    same_timex,
    same_value,
)
from tests.name_scores import score_text  # noqa: E402

FLOORS = Path(__file__).with_name("gate_floors.json")
PARTS = ("early", "late")
LEVELS = ("value", "unit", "full", "span")
# Floors are pinned a little under what was measured: one record of a large group may change sides.
DIGITS = 1000
Same = Callable[[Any, Any], bool]
Found = dict[str, Tally]


FIGURES: Mapping[str, Same] = {
    "value": same_value, "unit": same_rate, "full": same_record, "span": same_span,
}  # fmt: skip
TIMES: Mapping[str, Same] = {"value": same_timex, "full": same_moment, "span": same_span}


@dataclass
class Scores:
    """The tallies of one language and part, by group (a kind, a time type, all) and level."""

    tallies: dict[str, Found] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, group: str, level: str, gold: int, found: int, right: int) -> None:
        """Count some records of a group."""
        old = self.tallies.setdefault(group, {}).get(level, Tally())
        self.tallies[group][level] = Tally(old.gold + gold, old.found + found, old.right + right)


def score_sentence(sentence: GoldSentence, scores: Scores) -> None:
    """Run the pipeline on one sentence and count what it found."""
    result = pipeline.process(sentence.text, sentence.lang, sentence.date)
    figures = [found.figure for found in result.figures]
    _count(sentence.figures, figures, FIGURES, "figures", lambda record: str(record.kind), scores)
    _count(sentence.times, result.times, TIMES, "times", lambda record: str(record.type), scores)
    wrong = [*_unmatched(sentence.figures, figures, same_record)]
    wrong += _unmatched(sentence.times, result.times, same_moment)
    if wrong:
        scores.misses += [f"{sentence.sentence_id} [{sentence.kind}] {sentence.text}", *wrong]


def _count(
    gold: Iterable[Any], found: Iterable[Any], ways: Mapping[str, Same],
    name: str, group: Callable[[Any], str], scores: Scores,
) -> None:  # fmt: skip
    """All records together, then each group by itself: what it is taken for must be right there."""
    wanted, given = list(gold), list(found)
    groups = {name: (wanted, given)}
    for key in dict.fromkeys(group(record) for record in (*wanted, *given)):
        groups[key] = ([r for r in wanted if group(r) == key], [r for r in given if group(r) == key])
    for key, (ours, theirs) in groups.items():
        for level, same in ways.items():
            scores.add(key, level, len(ours), len(theirs), len(match(ours, theirs, same)))


def _unmatched(gold: Iterable[Any], found: Iterable[Any], same: Same) -> Iterator[str]:
    wanted, given = list(gold), list(found)
    pairs = match(wanted, given, same)
    right = {id(record) for pair in pairs for record in pair}
    yield from (f"    want  {_say(record)}" for record in wanted if id(record) not in right)
    yield from (f"    given {_say(record)}" for record in given if id(record) not in right)


def _say(record: Any) -> str:
    where = f"{record.start}-{record.end} {record.surface!r}"
    if hasattr(record, "timex"):
        days = f"{record.begin or ''}..{record.finish or ''}"
        return f"{where} {record.type} {record.timex} {record.modifier or ''} {days}"
    number = f"{record.low:f}" if record.low == record.high else f"{record.low:f}..{record.high:f}"
    per = f"/{record.per}" if record.per else ""
    return f"{where} {record.kind} {number} {record.unit or ''}{per} {record.modifier or ''}"


def table(lang: str, part: str, sentences: int, scores: Scores) -> Iterator[str]:
    """The report of one language and part, a line for each group."""
    yield f"{lang} {part}: {sentences} sentences"
    yield f"  {'':10} {'gold':>5} {'found':>5}  " + "  ".join(f"{level:^20}" for level in LEVELS)
    for group, levels in sorted(scores.tallies.items(), key=lambda item: (item[0].isupper(), item[0])):
        any_level = next(iter(levels.values()))
        cells = []
        for level in LEVELS:
            tally = levels.get(level)
            said = f"{tally.precision:.3f} {tally.recall:.3f} {tally.f1:.3f}" if tally else "-"
            cells.append(f"{said:^20}")
        yield f"  {group:10} {any_level.gold:5} {any_level.found:5}  " + "  ".join(cells)


def check_floors(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """What is below its floor or has none: ``["ja/late/money/full: 0.98 is below 0.99"]``."""
    complaints = []
    for name, value in measured.items():
        wanted = floors.get(name)
        if wanted is None:
            complaints.append(f"{name}: no floor is pinned; measured {value:.3f} (--pin writes it)")
        elif value < wanted:
            complaints.append(f"{name}: {value:.3f} is below its floor {wanted:.3f}")
    return complaints


def _macro_modality(scores: Scores) -> tuple[float, int] | None:
    """The mean F1 of the modalities the gold has, and how many those are."""
    tallies = [scores.tallies.get(f"modality-{modality}", {}).get("value") for modality in MODALITIES]
    known = [tally.f1 for tally in tallies if tally is not None and tally.gold]
    return (sum(known) / len(known), len(known)) if known else None


def interval(right: int, cases: int, z: float = 1.96) -> tuple[float, float]:
    """Between what a share lies, 95 times in 100: ``interval(40, 58)`` is about 0.56 and 0.79.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22 (1927).
    """
    share, weight = right / cases, z * z / cases
    centre = (share + weight / 2) / (1 + weight)
    spread = z / (1 + weight) * sqrt(share * (1 - share) / cases + weight / (4 * cases))
    return centre - spread, centre + spread


def measure(langs: Iterable[str], parts: Iterable[str], misses: bool) -> dict[str, float]:
    """Print the report; the F1 of every group and level by its name, ``ja/late/money/full``."""
    measured: dict[str, float] = {}
    for lang in langs:
        for part in parts:
            sentences = load_gold(lang, part)
            scores = Scores()
            for sentence in sentences:
                score_sentence(sentence, scores)
            for text in (*load_articles(lang, part), *load_references(lang, part)):
                if wrong := score_text(text, scores.add):
                    scores.misses += [f"{text.text_id} [{text.kind}]", *wrong]
            for passage in load_passages(lang, part):
                if wrong := score_passage(passage, scores.add):
                    scores.misses += [f"{passage.text_id} [claims] {passage.text}", *wrong]
            for moves in load_directions(lang, part):
                if wrong := score_directions(moves, scores.add):
                    scores.misses += [f"{moves.text_id} [directions] {moves.text}", *wrong]
            for short in load_texts(lang, part):
                if wrong_text := score_audit(short, scores.add):
                    scores.misses.append(wrong_text)
            print("\n".join(table(lang, part, len(sentences), scores)), end="\n\n")
            if misses:
                print("\n".join(scores.misses), end="\n\n")
            for group, levels in scores.tallies.items():
                for level, tally in levels.items():
                    if tally.gold == 0:
                        continue  # what was given amiss counts against all figures or all times
                    measured[f"{lang}/{part}/{group}/{level}"] = tally.f1
            if tally := scores.tallies.get("references", {}).get("value"):
                low, high = interval(tally.right, tally.gold)
                said = f"{tally.right} of {tally.gold} right, 95 in 100 sure between {low:.2f} and {high:.2f}"
                print(f"  references: {said}", end="\n\n")
            for level in ("contradicted", "doubtful"):
                for group in ("audit", "audit-told"):
                    if tally := scores.tallies.get(group, {}).get(level):
                        print(f"  {group}, {level}: {tally.right} of {tally.found} right", end="\n\n")
                        measured[f"{lang}/{part}/{group}/{level}"] = tally.precision
            if articles := load_clean(lang, part):
                quiet = count_quiet(articles)
                print(f"  audit, clean articles: {quiet} of {len(articles)} accused of nothing", end="\n\n")
                measured[f"{lang}/{part}/audit/quiet"] = quiet / len(articles)
            if macro := _macro_modality(scores):
                print(f"  modality, macro F1 over {macro[1]} classes: {macro[0]:.3f}", end="\n\n")
                measured[f"{lang}/{part}/modality-macro/value"] = macro[0]
    return measured


def main(arguments: list[str] | None = None) -> int:
    """Print the report and say what is below its floor; 0 or 4."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lang", choices=available(), action="append", help="only this language")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part of the gold")
    parser.add_argument("--misses", action="store_true", help="print every record that is not right")
    parser.add_argument("--pin", action="store_true", help="write what is measured as the new floors")
    options = parser.parse_args(arguments)
    measured = measure(options.lang or available(), options.part or PARTS, options.misses)
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if options.pin:
        pinned = floors | {name: floor(value * DIGITS) / DIGITS for name, value in measured.items()}
        FLOORS.write_text(json.dumps(dict(sorted(pinned.items())), indent=1) + "\n", encoding="utf-8")
        return 0
    complaints = check_floors(measured, floors)
    print("\n".join(complaints) or f"gate: {len(measured)} floors hold")
    return ExitCode.GATE_FAILED if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
