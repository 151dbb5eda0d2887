"""All names of the marked paragraphs, as lists: ``load_listed("ja")[0].names[0].label``.

    == ja-e-marked-g7
    武蔵屋|ORG
    ゆうちょ|ORG|預金はゆうちょに移った

``corpus/gold/<lang>/early-names.txt`` has a head for each paragraph of early-marked-*.txt and a row for
each name; a row stands for all places of its surface, the longest name first, or, with a piece of the text
(``snippet``) that holds the surface, for that place alone. Line breaks of a piece are ``\\n``.
``python tests/gold_listed.py FILE...`` checks files.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.reference.code_book import LABELS  # noqa: E402
from tests.gold_claims import GoldPassage  # noqa: E402
from tests.gold_marked import load_marked  # noqa: E402
from tests.gold_names import GOLD, GoldError, GoldName, GoldText  # noqa: E402

LISTED = "early-names.txt"
_HEAD = "== "
_FIELDS = 3
_KANA, _HAN, _LATIN = "ァ-ヴー", "一-鿿々", "A-Za-zÀ-ɏ0-9"
# Single Chinese characters are names where none stands before them: 米エヌビディア, not 欧米.
_LONE = re.compile(f"[{_HAN}]")

Row = tuple[str, str, str]


def read_rows(raw: str, where: str) -> dict[str, list[Row]]:
    """Surface, label and piece of the rows by paragraph. Raises: GoldError, a line for each wrong row."""
    found: dict[str, list[Row]] = {}
    rows: list[Row] = []
    errors = []
    for number, line in enumerate(raw.splitlines(), 1):
        if line.startswith(_HEAD):
            text_id = line.removeprefix(_HEAD).strip()
            if text_id in found:
                errors.append(f"{where}:{number}: {text_id} is given twice")
            rows = found.setdefault(text_id, [])
        elif line.strip():
            surface, label, piece = [*line.split("|", _FIELDS - 1), "", ""][:_FIELDS]
            if label not in LABELS:
                errors.append(f"{where}:{number}: {line!r}: want surface|LABEL or surface|LABEL|piece")
            rows.append((surface, label, piece.replace("\\n", "\n")))
    if errors:
        raise GoldError("\n".join(errors))
    return found


def place_rows(text: str, rows: Sequence[Row]) -> tuple[GoldName, ...]:
    """The names of a text in text order. Raises: GoldError for a row that stands nowhere."""
    taken = bytearray(len(text))
    names: list[GoldName] = []
    # A piece says more than a surface alone, a longer surface more than one within it.
    for surface, label, piece in sorted(rows, key=lambda row: (not row[2], -len(row[0]))):
        places = [*_places(text, surface, piece)]
        if not places:
            raise GoldError(f"{surface!r} {piece!r}: stands nowhere in the text, or the piece not just once")
        for start in places:
            span = slice(start, start + len(surface))
            if not any(taken[span]):
                taken[span] = b"\x01" * len(surface)
                names.append(GoldName(start, start + len(surface), surface, label, None))
    return tuple(sorted(names, key=lambda name: name.start))


def _places(text: str, surface: str, piece: str) -> Iterator[int]:
    """Where a surface stands as a word; every place where it stands as none."""
    if piece:
        if text.count(piece) == 1 and surface in piece:
            yield text.index(piece) + piece.index(surface)
        return
    every = [match.start() for match in re.finditer(re.escape(surface), text)]
    whole = [start for start in every if _is_whole(text, start, start + len(surface))]
    yield from whole or every


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span does not cut a word of Latin letters or of katakana, nor a lone character one of Han."""
    before, after = text[start - 1 : start], text[end : end + 1]
    for kind in (_KANA, _LATIN):
        letters = re.compile(f"[{kind}]")
        if letters.match(text[start]) and before and letters.match(before):
            return False
        if letters.match(text[end - 1]) and after and letters.match(after):
            return False
    lone = end - start == 1 and _LONE.match(text[start]) is not None
    return not (lone and before and _LONE.match(before))


@cache
def load_listed(lang: str) -> tuple[GoldText, ...]:
    """The paragraphs of a language that are listed, with all their names. Raises: GoldError."""
    path = GOLD / lang / LISTED
    if not path.is_file():
        return ()
    rows = read_rows(path.read_text(encoding="utf-8"), f"{lang}/{LISTED}")
    passages = {passage.text_id: passage for passage in load_marked(lang)}
    if unknown := sorted(rows.keys() - passages.keys()):
        raise GoldError(f"{lang}/{LISTED}: no such paragraph: {', '.join(unknown[:5])}")
    return tuple(_read(passages[text_id], each) for text_id, each in rows.items())


def _read(passage: GoldPassage, rows: Sequence[Row]) -> GoldText:
    try:
        names = place_rows(passage.text, rows)
    except GoldError as error:
        raise GoldError(f"{passage.text_id}: {error}") from error
    return GoldText(passage.text_id, passage.lang, "early", "listed", passage.text, passage.date, names, ())


def main(files: list[str]) -> int:
    """Check files and say how many names they hold; 1 when one is wrong."""
    wrong = False
    for path in map(Path, files):
        try:
            rows = read_rows(path.read_text(encoding="utf-8"), path.name)
            passages = {passage.text_id: passage for passage in load_marked(path.parent.name)}
            names = sum(len(_read(passages[text_id], each).names) for text_id, each in rows.items())
        except (GoldError, KeyError) as error:
            print(error)
            wrong = True
        else:
            print(f"{path}: {len(rows)} paragraphs, {names} names")
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
