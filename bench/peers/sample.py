"""Our figures and times on cases of others, in the neutral form of a JSON line a case.

    .venv/bin/python bench/peers/sample.py --sample PATH [--suite DateTime] [--lang ja] [--misses]

A case is ``{"suite", "lang", "id", "text", "expected": [{"start", "end", "kind", "value" ...}], "ref"?}``.
The file is not part of the project; without one (TECHFLOW_RECOGNIZERS_SAMPLE or --sample) nothing is scored.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pipeline
from bench.peers import sample_figures, sample_times
from bench.peers.sample_figures import Label, Verdict
from pipeline.datatypes import Figure, Time

Case = dict[str, Any]
Given = tuple[Sequence[Figure], Sequence[Time]]
VARIABLE = "TECHFLOW_RECOGNIZERS_SAMPLE"
COLUMNS = ("items", "value", "whole", "span", "wrong", "spurious", "apart", "empty", "left_alone")
HEAD = (
    "items",
    "value right",
    "+unit right",
    "span right",
    "wrong",
    "spurious",
    "apart",
    "empty",
    "left alone",
)


@dataclass
class Score:
    """Counts of one suite and language, and a line for each miss."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)


def read_cases(path: Path) -> list[Case]:
    """The cases of a file, in its order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def suite_of(case: Case) -> str:
    """The short name of a suite: ``recognizers/NumberModel`` is ``Number``."""
    return str(case["suite"].split("/")[-1].removesuffix("Model"))


def read_ours(case: Case) -> Given:
    """What the pipeline gives for a case, with the day of its reference as the article's."""
    result = pipeline.process(case["text"], case["lang"], day_of(case))
    return [found.figure for found in result.figures], result.times


def day_of(case: Case) -> date | None:
    """The day from which relative times are counted."""
    return date.fromisoformat(case["ref"][:10]) if "ref" in case else None


def score_case(case: Case, given: Given, score: Score) -> None:
    """Adds one case and what was given for it to the score of its suite and language."""
    suite, labels = suite_of(case), case["expected"]
    for label in labels:
        _score_label(case, label, given, score)
    free = [r for r in _records(suite, given) if not any(_meet(label, r) for label in labels)]
    extra = [record for record in free if suite == "DateTime" or sample_figures.is_of_suite(suite, record)]
    score.counts["spurious"] += len(extra)
    score.misses += [
        f"{case['id']}  spurious  {case['text'][:100]!r}  gave {show(record)}" for record in extra
    ]
    if not labels:
        score.counts["empty"] += 1
        score.counts["left_alone"] += not extra


def _score_label(case: Case, label: Label, given: Given, score: Score) -> None:
    suite = suite_of(case)
    near = [record for record in _records(suite, given) if _meet(label, record)]
    apart = _why_apart(suite, label, given)
    verdicts = [_compare(suite, label, record) for record in near] if not apart else []
    best = max(verdicts, key=lambda v: (v.value, v.whole, v.span, v.apart is not None), default=Verdict())
    if apart := apart or best.apart:
        score.counts["apart"] += 1
        score.reasons[apart] += 1
        return
    span, wrong = best.value and best.span, bool(near) and not best.value
    score.counts.update(
        items=1, value=int(best.value), whole=int(best.whole), span=int(span), wrong=int(wrong)
    )
    if not (best.whole and best.span):
        what = "span" if best.whole else "unit" if best.value else "wrong" if near else "missing"
        gave = "; ".join(show(record) for record in near) or "nothing"
        score.misses.append(f"{case['id']}  {what}  {case['text'][:100]!r}  want {want(label)}  gave {gave}")


def _records(suite: str, given: Given) -> list[Any]:
    return list(given[1] if suite == "DateTime" else given[0])


def _why_apart(suite: str, label: Label, given: Given) -> str | None:
    if suite == "DateTime":
        return sample_times.why_apart(label)
    return sample_figures.why_apart(suite, label, given[1])


def _compare(suite: str, label: Label, record: Any) -> Verdict:
    if suite == "DateTime":
        return sample_times.compare(label, record)
    return sample_figures.compare(suite, label, record)


def _meet(label: Label, record: Figure | Time) -> bool:
    return bool(record.start < label["end"] and label["start"] < record.end)


def want(label: Label) -> str:
    """A label in one line: ``'2ドル' value=2 unit=Dollar``."""
    time = "timex" in label
    keys = ("kind", "timex", "mod") if time else ("kind", "value", "low", "high", "unit", "iso")
    return f"{label['text']!r} " + " ".join(
        f"{key}={label[key]}" for key in keys if label.get(key) is not None
    )


def show(record: Figure | Time) -> str:
    """A record of ours in one line: ``'2ドル' money 2 USD``."""
    if isinstance(record, Time):
        words = [record.type, record.timex, record.modifier]
    else:
        number = record.value if record.value is not None else f"{record.low}..{record.high}"
        words = [record.kind, str(number), record.unit, record.modifier, record.per and f"/{record.per}"]
    return f"{record.surface!r} " + " ".join(word for word in words if word) + f" ({record.rule})"


def score_cases(
    cases: Iterable[Case], read: Callable[[Case], Given] = read_ours
) -> dict[tuple[str, str], Score]:
    """A score for each suite and language, in the order in which they come."""
    scores: dict[tuple[str, str], Score] = {}
    for case in cases:
        score_case(case, read(case), scores.setdefault((suite_of(case), case["lang"]), Score()))
    return scores


def report(scores: dict[tuple[str, str], Score], misses: bool) -> Iterator[str]:
    """The table, why labels were set apart, and every miss when asked for."""
    yield "| suite | lang | " + " | ".join(HEAD) + " |"
    yield "|" + " --- |" * (len(HEAD) + 2)
    for (suite, lang), score in scores.items():
        yield f"| {suite} | {lang} | " + " | ".join(str(score.counts[key]) for key in COLUMNS) + " |"
    reasons = sum((score.reasons for score in scores.values()), Counter[str]())
    yield ""
    yield "apart: " + ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    if misses:
        for score in scores.values():
            yield from score.misses


def main() -> int:
    """Scores the sample that was named, or says that there is none."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sample", default=os.environ.get(VARIABLE), help=f"the file of cases (or {VARIABLE})"
    )
    parser.add_argument("--suite", help="only this suite: Number, Percent, DateTime ...")
    parser.add_argument("--lang", help="only this language")
    parser.add_argument("--misses", action="store_true", help="print every miss with what we gave")
    args = parser.parse_args()
    if not args.sample or not Path(args.sample).exists():
        print(f"No sample: name a file of cases with --sample or {VARIABLE}; nothing was scored.")
        return 0
    cases = [
        case
        for case in read_cases(Path(args.sample))
        if args.lang in (None, case["lang"]) and args.suite in (None, suite_of(case))
    ]
    for line in report(score_cases(cases), args.misses):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
