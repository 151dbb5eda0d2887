"""Find the weights of the learned finder of names: ``python training/names/fit.py [--lang ja] [--folds 3]``.

For each language a multinomial regression over units (words or characters): what stands around a unit
says whether a name begins, goes on or ends there. The weights go, in thousandths, to
pipeline/languages/<lang>/name_weights.tsv. With ``--folds`` nothing is written: the names gold is read by
weights of the other folds, and with ``--keep-out`` the marked paragraphs that fit by weights of the rest.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.languages import available  # noqa: E402
from pipeline.languages.names import add_learned, load_name_rules  # noqa: E402
from pipeline.languages.names.learned.finder import LearnedFinder, make_finder  # noqa: E402
from training.names.examples import Example, load_examples  # noqa: E402
from training.names.tagging import fit_twice, write_weights  # noqa: E402


def find_names(finder: LearnedFinder, example: Example) -> dict[tuple[int, int], str]:
    """All names of an example with the learned ones placed as in use: label by span."""
    board = deepcopy(example.board)
    add_learned(finder, example.doc, example.text, board)
    return {(m.start, m.end): m.label for m in board.mentions()}


def count(finder: LearnedFinder, examples: Sequence[Example], counts: Counter[str]) -> None:
    """Count the names of examples: ``before`` by lists and rules alone, ``after`` with the learned ones."""
    for example in examples:
        surface = example.text.folded
        gold = {(start, end): label for start, end, label in example.names}
        before = {(m.start, m.end): m.label for m in example.known}
        for when, found in (("before", before), ("after", find_names(finder, example))):
            if example.whole:
                counts[f"{when} found"] += len(found)
                counts[f"{when} span"] += len(gold.keys() & found.keys())
                counts[f"{when} full"] += sum(found.get(span) == label for span, label in gold.items())
                counts["gold"] += len(gold) * (when == "after")
            else:
                told = {surface[start:end] for start, end in gold}
                met = {surface[start:end] for start, end in found}
                counts[f"{when} subjects"] += len(told & met)
                counts["subjects"] += len(told) * (when == "after")


def report(counts: Counter[str]) -> str:
    """F1 of names and share of subjects before and after."""
    lines = []
    for when in ("before", "after"):
        both = counts["gold"] + counts[f"{when} found"]
        full, span = (2 * counts[f"{when} {level}"] / both if both else 0.0 for level in ("full", "span"))
        share = counts[f"{when} subjects"] / max(1, counts["subjects"])
        names, subjects = f"{counts['gold']} names", f"{counts['subjects']} subjects"
        lines.append(f"  {when:6}: strict {full:.4f} span {span:.4f} of {names}, {share:.3f} of {subjects}")
    return "\n".join(lines)


def main() -> int:
    """Fit and write, or measure by folds; 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lang", choices=available(), action="append", help="only this language")
    parser.add_argument("--folds", type=int, default=0, help="measure by so many folds of the names gold")
    parser.add_argument(
        "--keep-out", default="-marked-c", help="with --folds: ids of paragraphs to measure by"
    )
    options = parser.parse_args()
    for lang in options.lang or available():
        names = load_name_rules(lang)
        if names.learned is None:
            continue
        examples = list(load_examples(lang))
        if not options.folds:
            write_weights(fit_twice(names, examples), ROOT / f"pipeline/languages/{lang}/name_weights.tsv")
            continue
        out = re.compile(options.keep_out)
        whole = [e for e in examples if e.whole]
        held = [e for e in examples if not e.whole and out.search(e.text_id)]
        counts: Counter[str] = Counter()
        for fold in range(options.folds):
            test = whole[fold :: options.folds]
            hidden = {e.text_id for e in (*test, *held)}
            weights = fit_twice(names, [e for e in examples if e.text_id not in hidden])
            finder = make_finder(names, weights)
            assert finder is not None
            count(finder, [*test, *(held if not fold else [])], counts)
        print(f"{lang}:\n{report(counts)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
