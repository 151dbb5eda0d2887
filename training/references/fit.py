"""Find the weights of coreference: ``python training/references/fit.py [--folds 5] [--keep-out held]``.

A conditional logit over the options that the resolver itself makes for the anaphors of the
early gold: the weights make what the gold says as likely as they can, less a penalty on how
far they move from those of prior.yaml (L2). All mentions of the right thing add up; *unclear*
and *nobody named* are right when left open. One set of weights serves every language. It goes,
in thousandths, to pipeline/languages/coreference/weights.yaml. With ``--folds`` nothing is written: the early
texts are read by weights of the others, and the share of right answers is printed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.datatypes import ArticleResult  # noqa: E402
from pipeline.languages import available  # noqa: E402
from pipeline.languages.coreference import Option, ReferenceFinder, Resolver, load_reference_finder  # noqa: E402
from pipeline.languages.coreference.referents import make_referents  # noqa: E402
from pipeline.languages.coreference.rules import Scale  # noqa: E402
from pipeline.stages.annotation.references import names_spoken  # noqa: E402
from pipeline.tables import read_table  # noqa: E402
from tests.gold_names import NOBODY, UNCLEAR, GoldReference, GoldText, load_articles, load_references  # noqa: E402
from tests.name_scores import read_text, same_things  # noqa: E402

# Found by folds of the early gold, like the least share an answer needs.
PENALTY = 4.0
LEAST, LEAD = 350, 1050
SMALLEST = 20  # thousandths
ROUNDS = 2
# What an anaphor counts that the gold has not marked, because it stands for no name.
UNMARKED = 0.3
# What an anaphor of early-natural-* counts: there are many of them, read once by one writer each; the
# others were written to tell cases apart, and read by several.
NATURAL, LIGHT = re.compile(r"-e-r[5-8]\d\d$"), 0.4
TARGET = ROOT / "pipeline/languages/coreference/weights.yaml"
PRIOR = Path(__file__).with_name("prior.yaml")
STEPS, RATE = 200, 0.1
Weights = Mapping[str, float]
Example = tuple[list[tuple[str, ...]], list[bool], float]

HEAD = """\
# Written by training/references/fit.py from the early gold: what each feature of an option weighs, in
# thousandths (languages/coreference/features.py says what they mean), the least share of the mass that an
# answer needs, and how many times the mass of the second. The same for every language. Not edited by hand:
# mend a table or add gold.
"""


def right_ones(
    reference: GoldReference, options: Sequence[Option], text: GoldText, result: ArticleResult
) -> list[bool]:
    """Which options are what the gold says: nothing and things without a name where it names nobody."""
    if set(reference.targets) <= {NOBODY, UNCLEAR}:
        unnamed = NOBODY in reference.targets
        return [not o.members or (unnamed and None in o.things) for o in options]
    return [
        bool(o.members)
        and None not in o.things
        and same_things(reference, [str(thing) for thing in o.things], text, result)
        for o in options
    ]


def walk(text: GoldText, result: ArticleResult, finder: ReferenceFinder, force: bool) -> Iterator[Walked]:
    """Each anaphor of the gold with its options, which are right, and whether the answer was.

    ``force``: what the gold says is what counts as a mention for the anaphors behind.
    """
    named = names_spoken(result.article, [e for e in result.entities if e.source != "anaphor"])
    referents = make_referents(text.text, result.sentences, named, finder.rules)
    resolver = Resolver(text.text, result.sentences, referents, finder.rules)
    wanted = {(r.start, r.end): r for r in text.references}
    for anaphor in finder.among(text.text, named):
        reference = wanted.get((anaphor.start, anaphor.end))
        options = resolver.options(anaphor)
        members, how = resolver.choose(anaphor, options)
        if reference is None:
            if force:
                yield options, [None in o.things or not o.members for o in options], UNMARKED, False
                members = ()
            resolver.settle(anaphor, members, how)
            continue
        right = right_ones(reference, options, text, result)
        good = [o for o, r in zip(options, right, strict=True) if r]
        said = same_things(reference, [m.thing or "" for m in members], text, result)
        if force and good:
            members, how = resolver.choose(anaphor, good) if good[0].members else ((), how)
            members = members or good[0].members
            members = () if any(m.thing is None for m in members) else members
        resolver.settle(anaphor, members, how)
        yield options, right, 1.0, said


Walked = tuple[list[Option], list[bool], float, bool]


def weighed(finder: ReferenceFinder, weights: Weights, least: int) -> ReferenceFinder:
    """A finder with other weights."""
    return replace(finder, rules=replace(finder.rules, scale=Scale(weights), least=least / 1000))


def gather(texts: Sequence[GoldText], penalty: float, least: int) -> Weights:
    """The weights that some texts ask for; a second round starts from the first's choices."""
    prior = {name: int(weight) / 1000 for name, weight in read_table(PRIOR).items()}
    weights: Weights = prior
    for _ in range(ROUNDS):
        examples: list[Example] = []
        for text in texts:
            finder = weighed(load_reference_finder(text.lang), weights, least)
            for options, right, counts, _ in walk(text, read(text), finder, force=True):
                if any(right) and not all(right):
                    light = LIGHT if NATURAL.search(text.text_id) else 1.0
                    examples.append(([o.features for o in options], right, counts * light))
        weights = fit(examples, prior, penalty)
    return {name: weight for name, weight in weights.items() if abs(weight) * 1000 >= SMALLEST}


def fit(examples: Sequence[Example], prior: Weights, penalty: float) -> Weights:
    """The weights that make the right options likeliest, less a penalty on how far they moved."""
    names = sorted({f for options, *_ in examples for features in options for f in features} | set(prior))
    place = {name: i for i, name in enumerate(names)}
    start = numpy.array([prior.get(name, 0.0) for name in names])
    tables = []
    for options, right, counts in examples:
        table = numpy.zeros((len(options), len(names)))
        for row, features in enumerate(options):
            numpy.add.at(table[row], [place[f] for f in features], 1.0)
        tables.append((table, numpy.array(right), counts))
    moved = numpy.zeros(len(names))
    first, second = numpy.zeros(len(names)), numpy.zeros(len(names))
    for step in range(1, STEPS + 1):
        slope = penalty * moved
        for table, right_, counts in tables:
            slope += counts * _slope(table, right_, start + moved)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        rate = RATE * (1 - step / (STEPS + 1))
        moved -= rate * (first / (1 - 0.9**step)) / (numpy.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, (start + moved).tolist(), strict=True))


def _slope(table: Any, right: Any, weights: Any) -> Any:
    """How -log(mass of the right / mass of all) of one example changes with each weight."""
    scores = table @ weights
    mass = numpy.exp(scores - scores.max())
    good = mass * right
    return (mass / mass.sum() - good / max(good.sum(), 1e-12)) @ table


_READ: dict[str, ArticleResult] = {}


def read(text: GoldText) -> ArticleResult:
    """What the pipeline finds in a text, once."""
    if text.text_id not in _READ:
        _READ[text.text_id] = read_text(text)
    return _READ[text.text_id]


def score(texts: Sequence[GoldText], weights: Weights, least: int) -> dict[str, list[int]]:
    """Right answers and gold anaphors of some texts, by language; what is not spotted is wrong."""
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for text in texts:
        finder = weighed(load_reference_finder(text.lang), weights, least)
        tallies[text.lang][0] += sum(said for *_, said in walk(text, read(text), finder, force=False))
        tallies[text.lang][1] += len(text.references)
    return tallies


def cross_validate(texts: Sequence[GoldText], folds: int, penalty: float, least: int) -> None:
    """Print how the texts of each fold are read by the weights of the others."""
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for fold in range(folds):
        weights = gather([t for i, t in enumerate(texts) if i % folds != fold], penalty, least)
        for lang, (right, all_of_them) in score(texts[fold::folds], weights, least).items():
            tallies[lang][0] += right
            tallies[lang][1] += all_of_them
    every = [sum(t[i] for t in tallies.values()) for i in (0, 1)]
    for lang, (right, all_of_them) in [*sorted(tallies.items()), ("all", every)]:
        print(f"{lang}: {right} of {all_of_them} = {right / all_of_them:.3f}")


def write(weights: Weights, least: int) -> None:
    """The weights as a table."""
    lines = [f"least: {least}", f"lead: {LEAD}", "weights:"]
    lines += [f'  "{name}": {round(weight * 1000)}' for name, weight in sorted(weights.items())]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(weights)} weights")


def main() -> None:
    """Fit, or cross-validate, what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, default=0, help="score the early gold by folds; write nothing")
    parser.add_argument("--keep-out", default="", help="ids of texts kept out (a regular expression)")
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--least", type=int, default=LEAST)
    given = parser.parse_args()
    texts = [
        text
        for lang in available()
        for text in (*load_references(lang, "early"), *load_articles(lang, "early"))
        if text.references
    ]
    if given.keep_out:
        texts = [text for text in texts if not re.search(given.keep_out, text.text_id)]
    if given.folds:
        cross_validate(texts, given.folds, given.penalty, given.least)
    else:
        write(gather(texts, given.penalty, given.least), given.least)


if __name__ == "__main__":
    main()
