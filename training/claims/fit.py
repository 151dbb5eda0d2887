"""Find the weights of claims: ``python training/claims/fit.py [--folds 5]``.

For each language and slot a conditional logit over the candidates that the stage itself
makes on the early gold: the weights make the right candidates as likely as they can, less
a penalty on their squares (L2), which keeps rare features small. Right candidates of one
figure add up. The weights go, in thousandths, to pipeline/languages/<lang>/claim_weights.tsv.
How sure they make a choice is measured with weights of three quarters on the last (certainty.py).
Two fits differ by a point or two on new text, though neither is better: ``--halfway metric,period`` writes
the mean of the released weights and the new ones, ``--keep subject`` leaves the released ones.
After a change that adds features to one slot, ``--only subject`` fits that alone: what came before a
figure is as the released weights take it, and all other slots stay as they are.
With ``--folds`` nothing is written: the early passages are read by weights of the others.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.datatypes import Annotations, ArticleResult, Figure  # noqa: E402
from pipeline.languages import available  # noqa: E402
from pipeline.languages.claims import SLOTS, load_claim_tables  # noqa: E402
from pipeline.languages.claims.leanings import Leanings  # noqa: E402
from pipeline.languages.nlp import find_models  # noqa: E402
from pipeline.stages.claims import CERTAINTIES, make_scales, walk  # noqa: E402
from pipeline.stages.claims.layout import Layout  # noqa: E402
from pipeline.stages.claims.ranking import SURE_BASE, SURE_SLOPE, Candidate, choose, weigh_up  # noqa: E402
from tests.claim_scores import Names, pair_figures, read_passage, same_metric, same_period  # noqa: E402
from tests.gold_claims import GoldClaim, GoldPassage, load_passages  # noqa: E402
from tests.gold_marked import load_marked  # noqa: E402
from training.claims.certainty import Guess, lay_line  # noqa: E402
from training.claims.folds import score_with, split  # noqa: E402
from training.claims.marked import is_marked, teaches  # noqa: E402
from training.claims.regression import SMALLEST, Example, fit  # noqa: E402
from training.claims.words import PARTS, Row, cross_words, fit_words, rows_of, write_words  # noqa: E402

# What is taken for a figure is a circumstance for those behind it: in the last rounds as the weights take
# it, not as the gold has it, so that they learn to live with their own mistakes.
HISTORY = frozenset({"metric", "subject", "period"})
# How much a choice of the gold counts beside one of marked paragraphs: there are ten times as many of
# those, in the wordings of a few writers, and plain sentences must stay plain.
WEIGHTY = {"subject": 3.0}
# The penalty on the squares of the weights (L2), found by folds of the early gold; of subjects on texts of
# one hand and a quarter of the marked articles g, kept out, where small weights counted too: of 10,500
# choices 7,756 were right with these two, 7,710 with 5.4 and all weights below a tenth left out.
PENALTY = dict.fromkeys(SLOTS, 1.8) | {"metric": 5.4, "subject": 10.0, "modality": 1.2, "period": 3.0}
SMALL = {"subject": 40}
# What ends a cell or a line of the table.
_BLANK = re.compile(r"[\t\r\n]")


def right_ones(
    slot: str, gold: GoldClaim, candidates: Sequence[Candidate], figure: Figure, names: Names
) -> list[bool]:
    """Which candidates are what the gold says."""
    if slot == "metric":
        return [same_metric(gold, c.value, gold.change, figure.kind) for c in candidates]  # type: ignore[arg-type]
    if slot == "period":
        return [same_period(gold, c.value) for c in candidates]  # type: ignore[arg-type]
    if slot == "modality":
        return [c.value == gold.modality for c in candidates]
    if slot == "change":
        return [c.value == gold.change for c in candidates]
    surfaces = {"subject": gold.subjects, "object": (gold.object,) if gold.object else (),
                "source": (gold.source,) if gold.source else ()}[slot]  # fmt: skip
    wanted = names.things(surfaces)
    return [wanted is not None and frozenset(c.value) == wanted for c in candidates]  # type: ignore[call-overload]


def collect(
    passage: GoldPassage, result: ArticleResult, found: Annotations, weights: Any, own: bool = False
) -> dict[str, list[Example]]:
    """The examples of one passage by slot; what came before a figure is as the gold has it.

    Args:
        own: what came before is as the weights have it.
    """
    layout = Layout(passage.text, found, passage.date, result.article.zones)
    by_figure = {
        f.figure_id: passage.claims[n] for n, f in pair_figures(passage, list(found.figures)).items()
    }
    examples: dict[str, list[Example]] = defaultdict(list)
    names, scales = Names(result), make_scales(weights)

    def pick(slot: str, figure: Figure, candidates: Sequence[Candidate]) -> Candidate:
        gold = by_figure.get(figure.figure_id)
        if gold is None or gold.conversion_of is not None:
            return choose(candidates, scales[slot])
        right = right_ones(slot, gold, candidates, figure, names)
        if not any(right):
            return choose(candidates, scales[slot])
        if not all(right) and teaches(passage, slot):
            leanings = [c.leaning for c in candidates]
            counts = 1.0 if is_marked(passage) else WEIGHTY.get(slot, 1.0)
            examples[slot].append(Example([c.groups for c in candidates], leanings, right, counts))
        if own and slot in HISTORY:
            return choose(candidates, scales[slot])
        return choose([c for c, r in zip(candidates, right, strict=True) if r], scales[slot])

    walk(layout, pick)
    return examples


def gather(
    passages: Sequence[GoldPassage], words: Mapping[str, Leanings], rounds: int = 3,
    only: Collection[str] = (),
) -> dict[str, dict[str, dict[str, int]]]:  # fmt: skip
    """The weights by language and slot; each round starts from the choices of the one before.

    Args:
        words: by passage those fitted on others.
        only: the slots to fit in one round that starts from the released weights; none for all, from nothing.
    """
    langs = sorted({passage.lang for passage in passages})
    weights: dict[str, dict[str, dict[str, int]]] = {
        lang: {slot: dict(load_claim_tables(lang).weights[slot]) if only else {} for slot in SLOTS}
        for lang in langs
    }
    for number in [1] if only else range(rounds):
        examples: dict[str, list[tuple[str, Example]]] = defaultdict(list)
        for passage in passages:
            for result, found in read(passage):
                own = lean(passage, found, words[passage.text_id])
                for slot, rows in collect(passage, result, own, weights[passage.lang], number > 0).items():
                    examples[slot] += [(passage.lang, row) for row in rows]
        for slot in only or SLOTS:
            least = SMALL.get(slot, SMALLEST)
            for lang, own in fit(examples[slot], PENALTY[slot], least).items():
                weights[lang][slot] = own
    return weights


def words_for(passages: Sequence[GoldPassage]) -> dict[str, Leanings]:
    """By passage the words of its language that are fitted on the others, in parts."""
    parts = {p.text_id: part for p, part in zip(passages, split(passages, PARTS), strict=True)}
    words: dict[str, Leanings] = {}
    for lang in sorted({passage.lang for passage in passages}):
        words |= cross_words([(p, read(p)[0][1]) for p in passages if p.lang == lang], parts)
    return words


def lean(passage: GoldPassage, found: Annotations, words: Leanings) -> Annotations:
    """The annotations of a passage with what some words lean to."""
    return words.annotate(passage.text, found)


_READ: dict[str, list[tuple[ArticleResult, Annotations]]] = {}


def read(passage: GoldPassage) -> list[tuple[ArticleResult, Annotations]]:
    """What the stages before find in a passage; where there is a model, without it too."""
    key = f"{passage.text_id}:{len(passage.text)}"
    if key not in _READ:
        cues = load_claim_tables(passage.lang).cues.find(passage.text)
        ways = (True, False) if passage.lang in find_models() else (True,)
        if is_marked(passage):  # there are many: half with a model, half without
            ways = (ways[len(passage.text) % len(ways)],)
        _READ[key] = [annotate(read_passage(passage, model), cues) for model in ways]
    return _READ[key]


def annotate(result: ArticleResult, cues: Any) -> tuple[ArticleResult, Annotations]:
    """A result with its annotations, nothing leaning anywhere yet."""
    figures = tuple(f.figure for f in result.figures)
    found = Annotations(result.tokens, result.sentences, result.entities, figures, result.times, (), cues)
    return result, found


def measure_certainty(
    passages: Sequence[GoldPassage], words: Mapping[str, Leanings], only: Collection[str] = ()
) -> dict[str, dict[str, tuple[int, int]]]:
    """By language and slot how sure a choice is by its share, on passages that the weights have not seen."""
    parts = split(passages, PARTS)
    weights = gather([p for p, part in zip(passages, parts, strict=True) if part], words, 2, only)
    guesses: dict[str, dict[str, list[Guess]]] = {lang: defaultdict(list) for lang in weights}
    for passage in (p for p, part in zip(passages, parts, strict=True) if not part):
        for result, found in read(passage):
            own = lean(passage, found, words[passage.text_id])
            for slot, guess in guess_slots(passage, result, own, weights[passage.lang]):
                if only and slot not in only:
                    continue
                guesses[passage.lang][slot].append(guess)
    return {lang: {slot: lay_line(each) for slot, each in slots.items()} for lang, slots in guesses.items()}


def guess_slots(
    passage: GoldPassage, result: ArticleResult, found: Annotations, weights: Any
) -> list[tuple[str, Guess]]:
    """What share each slot's taken value has, and whether it is right."""
    layout, scales = Layout(passage.text, found, passage.date, result.article.zones), make_scales(weights)
    by_figure = {
        f.figure_id: passage.claims[n] for n, f in pair_figures(passage, list(found.figures)).items()
    }
    guesses: list[tuple[str, Guess]] = []
    names = Names(result)

    def pick(slot: str, figure: Figure, candidates: Sequence[Candidate]) -> Candidate:
        taken, share = weigh_up(candidates, scales[slot])
        gold = by_figure.get(figure.figure_id)
        if slot in CERTAINTIES and gold is not None and gold.conversion_of is None and teaches(passage, slot):
            guesses.append((slot, (share, any(right_ones(slot, gold, [taken], figure, names)))))
        return taken

    walk(layout, pick)
    return guesses


def settle(
    lang: str, weights: dict[str, dict[str, int]], keep: Collection[str], halfway: Collection[str]
) -> dict[str, dict[str, int]]:
    """New weights, for some slots the released ones, for others the mean of both (and the new certainty).

    >>> settle("en", {"metric": {"word": 300}}, (), ())
    {'metric': {'word': 300}}
    """
    released = load_claim_tables(lang).weights if keep or halfway else {}
    settled: dict[str, dict[str, int]] = {}
    for slot, new in weights.items():
        old = released.get(slot, {})
        settled[slot] = dict(old) if slot in keep else dict(new)
        if slot in halfway:
            mean = {f: round((old.get(f, 0) + new.get(f, 0)) / 2) for f in sorted({*old, *new})}
            settled[slot] = mean | {f: new[f] for f in (SURE_BASE, SURE_SLOPE) if f in new}
    return settled


def write(lang: str, weights: dict[str, dict[str, int]]) -> None:
    """The weights as a table."""
    path = ROOT / "pipeline/languages" / lang / "claim_weights.tsv"
    # Of features that differ in such signs alone, the last counts.
    rows = {
        f"{slot}\t{_BLANK.sub(' ', feature)}": weight
        for slot in SLOTS
        for feature, weight in weights[slot].items()
    }
    path.write_text("".join(f"{row}\t{weight}\n" for row, weight in rows.items()), encoding="utf-8")
    print(f"{path}: {len(rows)} weights")


def main() -> None:
    """Fit, or cross-validate, what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, default=0, help="score the early gold by folds; write nothing")
    parser.add_argument("--keep", default="", help="slots whose released weights stay: subject,object")
    parser.add_argument("--halfway", default="", help="slots that go half way from the released to the new")
    parser.add_argument("--only", default="", help="slots to fit, from the released weights of all")
    given = parser.parse_args()
    keep, halfway, only = (
        frozenset(filter(None, each.split(","))) for each in (given.keep, given.halfway, given.only)
    )
    passages = [passage for lang in available() for passage in load_passages(lang, "early")]
    marked = [passage for lang in available() for passage in load_marked(lang)]
    if given.folds:
        cross_validate(passages, marked, given.folds)
    else:
        every = [*passages, *marked]
        words = words_for(every)
        certainty = measure_certainty(every, words, only)
        for lang, weights in gather(every, words, only=only).items():
            for slot, (base, slope) in certainty[lang].items():
                weights[slot] |= {SURE_BASE: base, SURE_SLOPE: slope}
            write(lang, settle(lang, weights, keep, halfway))
            if not only:
                path = ROOT / "pipeline/languages" / lang / "word_weights.tsv"
                write_words(fit_words(gold_rows(every, lang)), path)


def gold_rows(passages: Sequence[GoldPassage], lang: str) -> list[Row]:
    """The rows of all passages of a language, for the words around figures."""
    return [row for p in passages if p.lang == lang for row in rows_of(p, read(p)[0][1])]


def cross_validate(passages: Sequence[GoldPassage], marked: Sequence[GoldPassage], folds: int) -> None:
    """Print how the passages of each fold are read by the weights of the others and of marked paragraphs."""
    tallies: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    parts = split(passages, folds)
    for fold in range(folds):
        kept = [*(p for p, part in zip(passages, parts, strict=True) if part != fold), *marked]
        weights = gather(kept, words_for(kept))
        words = {lang: fit_words(gold_rows(kept, lang)) for lang in sorted({p.lang for p in kept})}
        for passage in (p for p, part in zip(passages, parts, strict=True) if part == fold):
            for result, found in read(passage):
                own = lean(passage, found, words[passage.lang])
                for group, good in score_with(passage, result, own, weights[passage.lang]):
                    tallies[passage.lang][group].append(good)
    for lang, groups in tallies.items():
        said = " ".join(f"{group} {sum(good) / len(good):.3f}" for group, good in groups.items())
        print(f"{lang}: {said} of {len(groups['metric'])} claims")


if __name__ == "__main__":
    main()
