"""Marked paragraphs as passages: many wordings in few lines, to learn from and not to measure by.

    Brisk moved 【$4.2 billion|transfer_value|Brisk|2024】 for 【610,000 migrants|customers|Brisk|2024】.

A line of corpus/gold/<lang>/early-marked-*.txt is one paragraph; a mark holds figure, metric, subject,
period, modality and change, empty ones at the end left out (corpus/gold/GUIDELINES-claims.md). A whole
article stands in one line as well, with ``\\n`` for its line breaks and its date as the last mark.
``python tests/gold_marked.py FILE...`` checks files.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.gold_claims import CHANGES, MODALITIES, PERIOD, GoldClaim, GoldPassage, metric_codes  # noqa: E402
from tests.gold_names import GOLD, GoldError  # noqa: E402

_MARK = re.compile(r"【([^】]*)】")
_FIELDS = 6
_DATE = re.compile(r"【date\|([0-9-]+)】")


def read_line(line: str, lang: str, name: str) -> GoldPassage:
    """The passage of one line. Raises: GoldError."""
    line = line.replace("\\n", "\n")
    dated = _DATE.search(line)
    line = _DATE.sub("", line).rstrip()
    text, at = "", 0
    marks: list[tuple[int, list[str]]] = []
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        fields = [field.strip() for field in mark[1].split("|")]
        if len(fields) > _FIELDS:
            raise GoldError(f"{mark[0]}: more than {_FIELDS} fields")
        marks.append((len(text), fields + [""] * (_FIELDS - len(fields))))
        text, at = text + fields[0], mark.end()
    text += line[at:]
    return GoldPassage(
        name, lang, "early", "single", text, date.fromisoformat(dated[1]) if dated else None,
        tuple(_claim(start, fields, text) for start, fields in marks),
    )  # fmt: skip


def _claim(start: int, fields: list[str], text: str) -> GoldClaim:
    surface, metric, subject, period, modality, change = fields
    modality, change = modality or "fact", change or "level"
    if metric != "null" and metric not in metric_codes():
        raise GoldError(f"{surface}: no metric {metric}")
    if modality not in MODALITIES or change not in CHANGES:
        raise GoldError(f"{surface}: no modality {modality} or no change {change}")
    if period and not PERIOD.fullmatch(period):
        raise GoldError(f"{surface}: period: not a TIMEX3 value: {period}")
    subjects = tuple(name.strip() for name in subject.split("+")) if subject else ()
    if missing := [name for name in subjects if name not in text]:
        raise GoldError(f"{surface}: {missing[0]!r} is not in the text")
    return GoldClaim(
        start, start + len(surface), surface, subjects, None if metric == "null" else metric, None,
        period or None, modality, change, None, None,
    )  # fmt: skip


def read_marked(path: Path) -> tuple[GoldPassage, ...]:
    """The paragraphs of a file. Raises: GoldError with a line for each fault."""
    lang, topic = path.parent.name, path.stem.rpartition("-")[2]
    passages, errors = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                passages.append(read_line(line.strip(), lang, f"{lang}-e-marked-{topic}{number}"))
            except GoldError as error:
                errors.append(f"{path.parent.name}/{path.name}:{number}: {error}")
    if errors:
        raise GoldError("\n".join(errors))
    return tuple(passages)


@cache
def load_marked(lang: str) -> tuple[GoldPassage, ...]:
    """The marked paragraphs of a language by file."""
    return tuple(p for path in sorted((GOLD / lang).glob("early-marked-*.txt")) for p in read_marked(path))


def main(files: list[str]) -> int:
    """Check files and say how many paragraphs and figures they hold; 1 when one is wrong."""
    wrong = False
    for path in map(Path, files):
        try:
            passages = read_marked(path)
        except GoldError as error:
            print(error)
            wrong = True
        else:
            print(f"{path}: {len(passages)} paragraphs, {sum(len(p.claims) for p in passages)} figures")
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
