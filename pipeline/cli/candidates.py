"""The ``candidates`` command: names found by form or by model that the code book lacks."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.cli.batch import find_inputs
from pipeline.cli.terminal import ExitCode, log, write_data
from pipeline.config import CORPUS, OUTPUTS, Settings
from pipeline.corpus import LanguageChoice, Rejected, Source, read_corpus
from pipeline.datatypes import Article
from pipeline.errors import ConfigError
from pipeline.exporters.csv_file import guard
from pipeline.exporters.jsonl import read_exact
from pipeline.languages import available, detect_language
from pipeline.runners.serial import Failure, run_article

ARTICLES, ENTITIES = "articles.jsonl", "entities.jsonl"
CONTEXTS, REACH = 3, 30
ANAPHOR = "anaphor"  # この会社, it: stands for a name and is none
HEAD = ("surface", "label", "labels", "langs", "mentions", "articles", "context_1", "context_2", "context_3")
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class Candidate:
    """A name no entry has: how often it stands where, and as what it was taken."""

    surface: str
    labels: Counter[str] = field(default_factory=Counter)
    langs: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    contexts: list[str] = field(default_factory=list)

    @property
    def mentions(self) -> int:
        """How often it stands in all texts."""
        return self.labels.total()

    @property
    def label(self) -> str:
        """What it was taken for most often; of equals the first by name."""
        return min(self.labels, key=lambda label: (-self.labels[label], label))

    def tally(self) -> str:
        """All labels with their counts: ``ORG 3, PRODUCT 1``."""
        counts = sorted(self.labels.items(), key=lambda item: (-item[1], item[0]))
        return ", ".join(f"{label} {count}" for label, count in counts)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One mention without a code, and the article it stands in."""

    article_id: str
    lang: str
    text: str
    start: int
    end: int
    label: str


def show_candidates(paths: Sequence[Path], *, as_csv: bool, least: int, model: bool) -> int:
    """Print the names the code book lacks, the most frequent first; the exit code.

    Raises: ConfigError for a path that is not there or a folder without articles.
    """
    given = tuple(paths) or ((OUTPUTS,) if _is_batch(OUTPUTS) else (CORPUS,))
    rejected: list[str] = []
    found = collect(_proposals(given, rejected, model))
    wanted = [candidate for candidate in found if candidate.mentions >= least]
    write_data((_as_csv(wanted) if as_csv else as_yaml(wanted)).rstrip("\n"))
    for name in rejected:
        log(f"rejected {name}")
    log(f"{len(wanted)} candidates")
    return ExitCode.QUARANTINED if rejected else ExitCode.DONE


def collect(proposals: Iterable[Proposal]) -> list[Candidate]:
    """Candidates by surface, the most frequent first, of equals in the order of their writing."""
    found: dict[str, Candidate] = {}
    for one in proposals:
        surface = _SPACES.sub(" ", one.text[one.start : one.end])
        candidate = found.setdefault(surface, Candidate(surface))
        candidate.labels[one.label] += 1
        candidate.langs.add(one.lang)
        candidate.articles.add(one.article_id)
        context = _context(one)
        if len(candidate.contexts) < CONTEXTS and context not in candidate.contexts:
            candidate.contexts.append(context)
    return sorted(found.values(), key=lambda candidate: (-candidate.mentions, candidate.surface))


def _context(one: Proposal) -> str:
    """The text around a mention on one line, the mention in brackets."""
    before, after = one.text[max(0, one.start - REACH) : one.start], one.text[one.end : one.end + REACH]
    return _SPACES.sub(" ", f"{before}[{one.text[one.start : one.end]}]{after}").strip()


def _is_batch(path: Path) -> bool:
    """Whether a path is what a run has written."""
    return (path / ENTITIES).is_file() and (path / ARTICLES).is_file()


def _proposals(paths: Sequence[Path], rejected: list[str], model: bool) -> Iterator[Proposal]:
    """Mentions without a code in the outputs of runs and in articles; names of what could not be read."""
    for path in paths:
        if _is_batch(path):
            yield from _of_batch(path)
    others = [path for path in paths if not _is_batch(path)]
    if others:
        yield from _of_articles(others, rejected, model)


def _of_batch(folder: Path) -> Iterator[Proposal]:
    texts = {row["article_id"]: (row["lang"], row["text"]) for row in read_exact(folder / ARTICLES)}
    for row in read_exact(folder / ENTITIES):
        if row["code"] is None and row["source"] != ANAPHOR:
            if row["article_id"] not in texts:
                raise ConfigError(f"{folder}: {ENTITIES} names an article that {ARTICLES} has not")
            lang, text = texts[row["article_id"]]
            start, end = int(row["start"]), int(row["end"])
            yield Proposal(row["article_id"], lang, text, start, end, row["label"])


def _of_articles(paths: Sequence[Path], rejected: list[str], model: bool) -> Iterator[Proposal]:
    for article in _read(find_inputs(paths, OUTPUTS), rejected):
        result = run_article(article, None, model)
        if isinstance(result, Failure):
            rejected.append(article.source or article.article_id)
            continue
        for entity in result.entities:
            if entity.code is None and entity.source != ANAPHOR:
                yield Proposal(
                    article.article_id, article.lang, article.text, entity.start, entity.end, entity.label
                )


def _read(sources: Sequence[Source | Rejected], rejected: list[str]) -> Iterator[Article]:
    languages = LanguageChoice(available(), detect_language)
    limit = Settings().size_limit
    for item in read_corpus(sources, languages, size_limit=limit, on_file=lambda _: None):
        if isinstance(item, Rejected):
            rejected.append(item.source)
        else:
            yield item


def _as_csv(candidates: Sequence[Candidate]) -> str:
    """One row a candidate, cells that a spreadsheet shows and does not run."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEAD)
    for one in candidates:
        contexts = one.contexts + [""] * (CONTEXTS - len(one.contexts))
        counts = (str(one.mentions), str(len(one.articles)))
        row = (one.surface, one.label, one.tally(), " ".join(sorted(one.langs)), *counts, *contexts)
        writer.writerow([guard(cell) for cell in row])
    return stream.getvalue()


def as_yaml(candidates: Sequence[Candidate]) -> str:
    """Rows as the code book has them: a person gives aliases and puts them into a table."""
    lines: list[str] = []
    codes: Counter[str] = Counter()
    for one in candidates:
        code = _code(one.surface) or "unnamed"
        codes[code] += 1
        code = code if codes[code] == 1 and code != "unnamed" else f"{code}-{codes[code]}"
        lines.append(
            f"# {one.mentions} in {len(one.articles)} ({' '.join(sorted(one.langs))}): {one.tally()}"
        )
        lines += [f"#   {context}" for context in one.contexts]
        lines.append(f"{code}: {{label: {one.label}, name: {json.dumps(one.surface, ensure_ascii=False)}}}")
    return "\n".join(lines)


def _code(surface: str) -> str:
    """The code a name suggests: ``Kelvora Labs`` gives ``kelvora-labs``; empty for other scripts."""
    plain = unicodedata.normalize("NFKD", surface).encode("ascii", "ignore").decode("ascii")
    whole = all(
        not character.isalpha() or "LATIN" in unicodedata.name(character, "") for character in surface
    )
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") if whole else ""
