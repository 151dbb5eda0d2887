"""The gold of claims as objects: ``load_passages("ja")[0].claims[0].metric``.

The format and what is right stand in corpus/gold/GUIDELINES-claims.md.
``python tests/gold_claims.py FILE...`` checks files.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.tables import read_table  # noqa: E402
from tests.gold_names import GOLD, GoldError, read_article  # noqa: E402

METRICS = ROOT / "pipeline/reference/metrics.yaml"
MODALITIES = ("fact", "forecast", "hypothetical", "reported", "offer", "negated")
CHANGES = ("level", "delta", "share")
KINDS = ("single", "comparison")
_PASSAGE_KEYS = {"id", "class", "kind", "text", "date", "claims"}
_CLAIM_KEYS = {
    "figure", "start", "subject", "metric", "object", "period", "modality", "change", "conversion_of",
    "source",
}  # fmt: skip
PERIOD = re.compile(
    r"[0-9X]{2,4}(?:-[0-9A-Z]+)*(?:T[0-9A-Z:+]*)?(?:/[0-9X]{4}(?:-[0-9A-Z]+)*)?|FY[0-9X]{4}(?:-[QH][1-4])?|P[0-9XT].*|T.*"
)


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """What one figure says. ``subjects`` are surfaces, empty where nothing named bears the figure."""

    start: int
    end: int
    surface: str
    subjects: tuple[str, ...]
    metric: str | None
    object: str | None
    period: str | None
    modality: str
    change: str
    conversion_of: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage or an article with its claims."""

    text_id: str
    lang: str
    part: str
    kind: str
    text: str
    date: date | None
    claims: tuple[GoldClaim, ...]


@cache
def metric_codes() -> frozenset[str]:
    """The codes of reference/metrics.yaml."""
    return frozenset(code for group in read_table(METRICS).values() for code in group)


def read_claims(rows: Any, text: str) -> tuple[GoldClaim, ...]:
    """The claims of a text, each at its figure. Raises: GoldError with a line for each fault."""
    claims: list[GoldClaim] = []
    errors: list[str] = []
    at = 0
    for row in rows:
        try:
            claim = _claim(row, text, at)
        except (GoldError, KeyError) as error:
            errors.append(f"{row.get('figure', row)}: {error}")
            continue
        at = claim.end
        claims.append(claim)
    if errors:
        raise GoldError("\n".join(errors))
    return tuple(claims)


def _claim(row: Mapping[str, str], text: str, at: int) -> GoldClaim:
    if unknown := sorted(set(row) - _CLAIM_KEYS):
        raise GoldError(f"unknown keys: {', '.join(unknown)}")
    surface = row["figure"]
    start = int(row["start"]) if "start" in row else _find(text, surface, at)
    if start < at or text[start : start + len(surface)] != surface:
        raise GoldError("does not stand in the text behind the figure before it")
    if "conversion_of" in row and (
        row["conversion_of"] not in text or set(row) - {"figure", "start", "conversion_of"}
    ):
        raise GoldError("conversion_of: want a figure of the text, and nothing else in the row")
    subjects = tuple(part.strip() for part in row["subject"].split("+")) if row.get("subject") else ()
    for name in (*subjects, row.get("object"), row.get("source")):
        if name and name not in text:
            raise GoldError(f"{name!r} is not in the text")
    metric = row.get("metric")
    if metric == "null":
        metric = None
    elif "conversion_of" not in row and metric not in metric_codes():
        raise GoldError(f"no metric {metric}")
    modality, change, period = row.get("modality", "fact"), row.get("change", "level"), row.get("period")
    if modality not in MODALITIES or change not in CHANGES:
        raise GoldError(f"no modality {modality} or no change {change}")
    if period is not None and not PERIOD.fullmatch(period):
        raise GoldError(f"period: not a TIMEX3 value: {period}")
    return GoldClaim(
        start, start + len(surface), surface, subjects, metric, row.get("object"), period, modality, change,
        row.get("conversion_of"), row.get("source"),
    )  # fmt: skip


def _find(text: str, surface: str, at: int) -> int:
    """Where a figure stands, not amid the digits of a longer one; -1 if nowhere."""
    start = text.find(surface, at)
    while (
        start >= 0
        and start
        and text[start].isdecimal()
        and (text[start - 1].isdecimal() or text[start - 1] in ".,")
    ):
        start = text.find(surface, start + 1)
    return start


def read_passages(path: Path) -> tuple[GoldPassage, ...]:
    """The passages of a file. Raises: GoldError, naming file and row."""
    lang, part = path.parent.name, path.name.partition("-")[0]
    passages, errors = [], []
    for row in read_table(path)["passages"]:
        try:
            if set(row) - _PASSAGE_KEYS or row["kind"] not in KINDS:
                raise GoldError(f"unknown keys {set(row) - _PASSAGE_KEYS} or kind {row.get('kind')}")
            if not re.fullmatch(rf"{lang}-{part[0]}-c\d+", row["id"]):
                raise GoldError(f"want an id like {lang}-{part[0]}-c001")
            day = date.fromisoformat(row["date"]) if row.get("date") else None
            passages.append(
                GoldPassage(
                    row["id"], lang, part, row["kind"], row["text"], day,
                    read_claims(row["claims"], row["text"]),
                )
            )  # fmt: skip
        except (GoldError, KeyError, ValueError) as error:
            errors.append(f"{lang}/{path.name}: {row.get('id')}: {error}")
    if errors:
        raise GoldError("\n".join(errors))
    return tuple(passages)


def read_article_claims(path: Path) -> GoldPassage:
    """The claims of an article, ``<part>-<slug>.claims.yaml``. Raises: GoldError, naming the file."""
    article = read_article(path.with_name(path.name.replace(".claims.yaml", ".txt")))
    table = read_table(path)
    try:
        claims = read_claims(table["claims"], article.text)
    except (GoldError, KeyError) as error:
        raise GoldError("\n".join(f"{path.name}: {line}" for line in str(error).split("\n"))) from error
    return GoldPassage(
        article.text_id, article.lang, article.part, table["kind"], article.text, article.date, claims
    )


def read_edition_claims(path: Path) -> GoldPassage:
    """The claims of an edition, ``editions/<slug>/<lang>.claims.yaml``. Raises: GoldError, with the file."""
    slug, lang = path.parent.name, path.name.partition(".")[0]
    text = path.with_name(f"{lang}.txt").read_text(encoding="utf-8")
    about, table = read_table(path.with_name("about.yaml")), read_table(path)
    try:
        if table["part"] not in ("early", "late") or table["kind"] not in KINDS:
            raise GoldError(f"part {table['part']} or kind {table['kind']}")
        claims = read_claims(table["claims"], text)
    except (GoldError, KeyError) as error:
        raise GoldError(
            "\n".join(f"{slug}/{path.name}: {line}" for line in str(error).split("\n"))
        ) from error
    day = date.fromisoformat(about["published_on"])
    return GoldPassage(
        f"{lang}-{table['part']}-edition-{slug}", lang, table["part"], table["kind"], text, day, claims
    )  # fmt: skip


@cache
def load_passages(lang: str, part: str | None = None) -> tuple[GoldPassage, ...]:
    """Passages, articles, then editions; only the ``early`` or ``late`` ones when asked for."""
    found = [p for path in sorted((GOLD / lang).glob("*-claims*.yaml")) for p in read_passages(path)]
    found += [read_article_claims(path) for path in sorted((GOLD / lang / "articles").glob("*.claims.yaml"))]
    found += [read_edition_claims(path) for path in sorted((GOLD / "editions").glob(f"*/{lang}.claims.yaml"))]
    return tuple(passage for passage in found if part in (None, passage.part))


def main(files: list[str]) -> int:
    """Check files and say how many claims they hold; 1 when one is wrong."""
    wrong = False
    for path in map(Path, files):
        try:
            found = (
                (read_edition_claims(path),)
                if path.parent.parent.name == "editions"
                else (read_article_claims(path),)
                if path.name.endswith(".claims.yaml")
                else read_passages(path)
            )
        except GoldError as error:
            print(error)
            wrong = True
        else:
            print(f"{path}: {len(found)} passages, {sum(len(p.claims) for p in found)} claims")
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
