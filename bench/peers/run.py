"""The peers and ours on the same texts in the same run: what is right, and how fast.

    .venv/bin/python bench/peers/run.py [--lang ja] [--peer jionlp] [--part early]
        [--seconds 2] [--sample PATH]

Each peer gets a virtual environment of its own (--environments, .cache/peers/ unless told
otherwise) when it is first asked for; one that cannot be installed is left out, and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.peers import sample
from bench.peers.peers import PEERS, InstallError, Peer, environment
from bench.peers.records import read_answers
from bench.peers.scoring import Answers, Row, score
from tests.gold import load_gold

ROOT = Path(__file__).resolve().parents[2]
# An id, a text and the day of its article.
Question = tuple[str, str, date | None]
READERS = Path(__file__).with_name("readers")
OURS = Peer("ours", "read_ours.py", ("ours==0",))
HEAD = ("lang", "reader", "figures", "value", "+unit", "span", "times", "TIMEX", "sentences", "article")


def ask(
    peer: Peer, python: Path, lang: str, questions: Sequence[Question], seconds: float
) -> tuple[Answers, Any]:
    """The peer's records by id, and its characters a CPU second on these texts and on an article.

    Raises: InstallError when it does not even start.
    """
    with tempfile.TemporaryDirectory() as folder:
        asked, answers = Path(folder) / "questions", Path(folder) / "answers"
        lines = [
            {"id": name, "lang": lang, "text": text, "date": day and day.isoformat()}
            for name, text, day in questions
        ]
        asked.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        article = sorted((ROOT / "corpus/articles" / lang).glob("*.txt"))[0]
        command = [python, "-W", "ignore", READERS / peer.reader, asked, answers]
        done = subprocess.run(
            [*map(str, command), "--article", str(article), "--seconds", str(seconds)],
            env={**os.environ, "PYTHONPATH": str(ROOT)} if peer is OURS else None,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise InstallError((done.stderr.strip().splitlines() or ["ended without a word"])[-1])
        return read_answers(answers, peer.name, lang)


def gold_rows(lang: str, chosen: Sequence[Peer], args: argparse.Namespace) -> Iterator[str]:
    """The lines of a language on the gold: each peer, and ours on what that peer claims."""
    sentences = load_gold(lang, args.part)
    if not sentences:
        return
    questions = [(s.sentence_id, s.text, s.date) for s in sentences]
    ours, our_speed = ask(OURS, Path(sys.executable), lang, questions, args.seconds)
    for peer, (theirs, speed) in _ask_all(lang, chosen, questions, args):
        claim = peer.claims[lang]
        yield line_of(lang, f"{peer.name} {peer.version}", score(sentences, theirs, claim), speed)
        yield line_of(lang, "ours, on the same", score(sentences, ours, claim), our_speed)


def sample_rows(lang: str, chosen: Sequence[Peer], args: argparse.Namespace) -> Iterator[str]:
    """The lines of a language on the sample: suite by suite what each peer claims, beside ours."""
    cases = [case for case in sample.read_cases(args.sample) if case["lang"] == lang]
    questions = [(case["id"], case["text"], sample.day_of(case)) for case in cases]
    ours = sample.score_cases(cases)
    for peer, (theirs, _) in _ask_all(lang, chosen, questions, args):
        scores = sample.score_cases(cases, lambda case, answers=theirs: answers[case["id"]])  # type: ignore[misc]
        for suite in peer.claims[lang].suites:
            if (suite, lang) in scores:
                for name, found in ((f"{peer.name} {peer.version}", scores), ("ours", ours)):
                    counts = [str(found[suite, lang].counts[key]) for key in sample.COLUMNS]
                    if suite == "DateTime":  # modifiers of peers are not carried over
                        counts[2] = "-"
                    yield f"| {lang} | {suite} | {name} | " + " | ".join(counts) + " |"


def _ask_all(
    lang: str, chosen: Sequence[Peer], questions: Sequence[Question], args: argparse.Namespace
) -> Iterator[tuple[Peer, tuple[Answers, Any]]]:
    for peer in chosen:
        try:
            yield peer, ask(peer, environment(peer, args.environments), lang, questions, args.seconds)
        except InstallError as error:
            print(f"{peer.name}: left out: {error}", file=sys.stderr)


def line_of(lang: str, name: str, row: Row, speed: dict[str, float | None]) -> str:
    """One line of the table."""

    def percent(number: float | None) -> str:
        return "-" if number is None else f"{number:.1f}"

    def characters(number: float | None) -> str:
        return "-" if number is None else f"{number:,.0f}"

    cells = [lang, name, str(row.figures or "-"), percent(row.value), percent(row.amount), percent(row.span)]
    cells += [str(row.times or "-"), percent(row.timex)]
    cells += [characters(speed["sentences"]), characters(speed.get("article"))]
    return "| " + " | ".join(cells) + " |"


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--environments", type=Path, default=ROOT / ".cache/peers", help="where they are made"
    )
    parser.add_argument("--lang", choices=("ja", "zh", "en"))
    parser.add_argument("--peer", choices=[peer.name for peer in PEERS])
    parser.add_argument("--part", choices=("early", "late"), help="only this part of the gold")
    parser.add_argument("--sample", type=Path, help="score on these cases instead of the gold")
    parser.add_argument("--seconds", type=float, default=2.0, help="CPU seconds of each timing, at least")
    args = parser.parse_args()
    args.environments = args.environments.resolve()
    head = HEAD if args.sample is None else ("lang", "suite", "reader", *sample.HEAD)
    print("| " + " | ".join(head) + " |\n|" + " --- |" * len(head))
    rows = gold_rows if args.sample is None else sample_rows
    for lang in ("ja", "zh", "en"):
        chosen = [peer for peer in PEERS if lang in peer.claims and args.peer in (None, peer.name)]
        if args.lang in (None, lang) and chosen:
            for line in rows(lang, chosen, args):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
