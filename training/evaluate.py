"""Scores of the released model: ``python training/evaluate.py DATA`` prints two tables.

Trees on GSD (our tokens; sentences by rule, or given), names with the six common
labels on GSD and Wikipedia, each fed as the released pipe is: whole texts. With
``--ginza PYTHON`` ja_ginza is scored beside it by the same code.

Trees: spaCy's Scorer (punctuation left out; with it in the columns ``+p``), words that
two tokenizers cut differently count as wrong. Names: exact span and label, or span alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from corpora import Marked, check_corpora, keep_common, read_gsd, read_wikipedia
from pipeline.languages.ja.model import LABELS, NAMES, add_model, find_model
from pipeline.languages.nlp import build_nlp
from pipeline.tables import read_table

Mention = tuple[int, int, str]


class F1(NamedTuple):
    """Precision, recall and their harmonic mean, between 0 and 1."""

    precision: float
    recall: float
    f: float


def score_mentions(pairs: Iterable[tuple[Sequence[Mention], Sequence[Mention]]], labelled: bool = True) -> F1:
    """Exact matches of gold and found mentions, text by text."""
    hits = wanted = given = 0
    for gold, found in pairs:
        want, give = ({m if labelled else m[:2] for m in side} for side in (gold, found))
        hits, wanted, given = hits + len(want & give), wanted + len(want), given + len(give)
    precision, recall = hits / given if given else 0.0, hits / wanted if wanted else 0.0
    return F1(precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0)


def score_labels(pairs: Sequence[tuple[Sequence[Mention], Sequence[Mention]]]) -> dict[str, F1]:
    """The score of each label alone."""
    return {
        label: score_mentions([tuple([m for m in side if m[2] == label] for side in pair) for pair in pairs])  # type: ignore[misc]
        for label in LABELS
    }


def score_trees(predicted: Iterable[Doc], gold: Iterable[Doc]) -> dict[str, float]:
    """``uas``, ``las``, the same with punctuation, ``sentences`` (F) and ``words`` (F)."""
    examples = [Example(p, g) for p, g in zip(predicted, gold, strict=True)]

    def score(ignore: tuple[str, ...]) -> dict[str, float]:
        return Scorer.score_deps(
            examples,
            "dep",
            getter=lambda token, attr: getattr(token, attr + "_").lower(),
            ignore_labels=ignore,
            head_attr="head",
            labels=[],
        )

    plain, full = score(("p", "punct")), score(())
    return {
        "uas": plain["dep_uas"],
        "las": plain["dep_las"],
        "uas+p": full["dep_uas"],
        "las+p": full["dep_las"],
        "sentences": Scorer.score_spans(examples, "sents")["sents_f"],
        "words": Scorer.score_tokenization(examples)["token_f"],
    }


def give_sentences(nlp: Language, gold: Doc) -> Doc:
    """Our words of a gold Doc's text, with its sentence starts."""
    doc = nlp.make_doc(gold.text)
    offsets = [sent.start_char for sent in gold.sents]
    starts = numpy.full(len(doc), -1, dtype="int64")
    words = [token.i for token in doc if not token.is_space]
    firsts = numpy.searchsorted([doc[i].idx for i in words], offsets)
    starts[[words[first] for first in firsts if first < len(words)]] = 1
    doc.from_array([SENT_START], starts.astype("uint64").reshape(-1, 1))
    return doc


def print_trees(name: str, scores: dict[str, float]) -> None:
    """One row of the table of trees."""
    print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in scores.values()) + " |", flush=True)


def print_names(name: str, sets: dict[str, list[tuple[Sequence[Mention], Sequence[Mention]]]]) -> None:
    """The rows of one system in the table of names: a row a test set."""
    for title, pairs in sets.items():
        full, spans = score_mentions(pairs), score_mentions(pairs, labelled=False)
        labels = " | ".join(f"{score.f:.2f}" for score in score_labels(pairs).values())
        print(
            f"| {name} | {title} | {full.precision:.3f} | {full.recall:.3f} | {full.f:.3f} "
            f"| {spans.f:.3f} | {labels} |",
            flush=True,
        )


TREE_HEAD = (
    "| trees | UAS | LAS | UAS+p | LAS+p | sentences F | words F |\n|---|---:|---:|---:|---:|---:|---:|"
)
NAME_HEAD = (
    "| names | test set | P | R | F | span F | "
    + " | ".join(LABELS)
    + " |\n|---|---|---:|---:|---:|---:|"
    + "---:|" * len(LABELS)
)


class Gold(NamedTuple):
    """What is scored against: gold Docs of GSD, and marked texts by name of their set."""

    trees: list[Doc]
    names: dict[str, list[Marked]]


def read_gold(data: Path, part: str, nlp: Language) -> Gold:
    """One part of both corpora."""
    gsd = read_gsd(data, part, nlp.vocab)
    names = [
        Marked(doc.text, [(e.start_char, e.end_char, e.label_) for e in keep_common(doc).ents]) for doc in gsd
    ]
    return Gold(gsd, {"GSD": names, "Wikipedia": list(read_wikipedia(data, part))})


def score_model(nlp: Language, gold: Gold, part: str) -> tuple[dict[str, dict[str, float]], dict[str, list]]:  # type: ignore[type-arg]
    """The rows of the released model in both tables."""
    parser = nlp.get_pipe("parser")
    with nlp.select_pipes(disable=[NAMES]):
        ruled = list(nlp.pipe(doc.text for doc in gold.trees))
    given = list(parser.pipe([give_sentences(nlp, doc) for doc in gold.trees]))  # type: ignore[attr-defined]
    trees = {
        f"this model, GSD {part}, sentences by rule": score_trees(ruled, gold.trees),
        f"this model, GSD {part}, sentences given": score_trees(given, gold.trees),
    }
    names = {}
    with nlp.select_pipes(disable=["parser"]):
        for title, marked in gold.names.items():
            docs = nlp.pipe(text for text, _ in marked)
            found = [[(s.start_char, s.end_char, s.label_) for s in doc.spans[NAMES]] for doc in docs]
            names[f"{title} {part}"] = list(zip([mentions for _, mentions in marked], found, strict=True))
    return trees, names


def score_ginza(python: Path, gold: Gold, part: str, nlp: Language) -> None:
    """Print the rows of ja_ginza, or why there are none: trees by split A and C, names by C."""
    common = {
        old: new
        for new, olds in read_table(Path(__file__).with_name("peer_labels.yaml")).items()
        for old in olds
    }
    for mode in ("A", "C"):
        found = ask_ginza(python, mode, [doc.text for doc in gold.trees])
        docs = [
            Doc(nlp.vocab, **{key: one[key] for key in ("words", "spaces", "heads", "deps")}) for one in found
        ]
        print_trees(f"ja_ginza, GSD {part}, split {mode}", score_trees(docs, gold.trees))
    print()
    print(NAME_HEAD)
    sets = {}
    for title, marked in gold.names.items():
        found = ask_ginza(python, "C", [text for text, _ in marked])
        mentions = [
            [(start, end, common[label]) for start, end, label in one["mentions"] if label in common]
            for one in found
        ]
        sets[f"{title} {part}"] = list(zip([m for _, m in marked], mentions, strict=True))
    print_names("ja_ginza, split C", sets)  # type: ignore[arg-type]


def ask_ginza(python: Path, mode: str, texts: list[str]) -> list[dict]:  # type: ignore[type-arg]
    """What ja_ginza finds in each text, by its own environment's Python.

    Raises: SystemExit if that Python cannot load it.
    """
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    script = Path(__file__).with_name("peer_ginza.py")
    run = subprocess.run(
        [python, "-W", "ignore", script, mode], input=lines, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise SystemExit(f"ja_ginza: skipped, {python} cannot run it: {run.stderr.strip().splitlines()[-1]}")
    return [json.loads(line) for line in run.stdout.splitlines()]


def measure_speed(nlp: Language, texts: list[str]) -> None:
    """Print characters a CPU second: words and sentences alone, with each part, with both."""
    print("\n| speed | characters / CPU second |\n|---|---:|")
    for name, off in {
        "tokens, sentences, bunsetu": ["parser", NAMES],
        "with parser": [NAMES],
        "with ner": ["parser"],
        "with parser and ner": [],
    }.items():
        with nlp.select_pipes(disable=off):
            list(nlp.pipe(texts[:2]))
            best = min(_cpu_seconds(nlp, texts) for _ in range(3))
        print(f"| {name} | {sum(map(len, texts)) / best:,.0f} |", flush=True)


def _cpu_seconds(nlp: Language, texts: list[str]) -> float:
    """CPU time of one pass."""
    begin = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return time.process_time() - begin


def main() -> None:
    """Print what the command line asks for."""
    parser = argparse.ArgumentParser(description="Score the released model.")
    parser.add_argument("data", type=Path, help="folder with the corpora of corpora.yaml")
    parser.add_argument("--model", type=Path, help="another model folder than models/ja")
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--ginza", type=Path, help="Python of an environment with ginza and ja-ginza")
    parser.add_argument("--speed", action="store_true", help="measure characters a CPU second too")
    given = parser.parse_args()
    check_corpora(given.data)
    nlp = build_nlp("ja")
    if not (given.model or find_model()):
        raise SystemExit("no model: models/ja is absent, make model builds it")
    add_model(nlp, given.model)
    gold = read_gold(given.data, given.part, nlp)
    trees, names = score_model(nlp, gold, given.part)
    print(TREE_HEAD)
    for name, scores in trees.items():
        print_trees(name, scores)
    print(f"\n{NAME_HEAD}")
    print_names("this model", names)
    if given.ginza:
        print(f"\n{TREE_HEAD}")
        score_ginza(given.ginza, gold, given.part, nlp)
    else:
        print("\nja_ginza: skipped, no --ginza PYTHON given")
    if given.speed:
        measure_speed(nlp, [doc.text for doc in gold.trees])


if __name__ == "__main__":
    main()
