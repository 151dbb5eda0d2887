"""``export kwic`` and ``export vocabulary``, and the articles of all exports for linguists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.cli.batches.manifest import read_current_manifest
from pipeline.cli.exports.datasets import writing_file, writing_folder
from pipeline.cli.terminal import ExitCode, log
from pipeline.errors import ConfigError
from pipeline.exporters.linguistics.articles import ArticleRecords, Lexicons, read_articles
from pipeline.exporters.linguistics.concordance import Keys, write_concordance
from pipeline.exporters.vocabulary import (
    READ,
    Comparison,
    is_vocabulary_file,
    parse_parts,
    write_vocabulary,
)
from pipeline.runners.fingerprint import read_versions

# The dictionary that says what records do not; each other package of the manifest decides no word.
_LEXICON = "unidic-lite"


def read_outputs(out: Path, tables: Collection[str], *, lexical: bool) -> Iterator[ArticleRecords]:
    """The articles of an output folder; ``lexical``: with what the dictionary says of their words.

    Raises: ConfigError at once for outputs that are not there or of another version.
    """
    manifest = read_current_manifest(out)
    return read_articles(out, tables, open_lexicons(out, manifest)) if lexical else read_articles(out, tables)


def open_lexicons(out: Path, manifest: Mapping[str, Any]) -> Lexicons:
    """The dictionaries by language; says so when outputs were made with another version of one."""
    from pipeline.languages.nlp import find_lexemes  # noqa: PLC0415 - imports spaCy

    then, now = manifest["dictionaries"].get(_LEXICON), read_versions()["dictionaries"][_LEXICON]
    if then != now:
        log(
            f"{out}: made with {_LEXICON} {then}, read with {now}: "
            "words the two cut differently have no entry; better make them anew: run"
        )
    return find_lexemes


def export_concordance(
    out: Path, target: Path | None, words: tuple[str, ...], classes: tuple[str, ...], width: int
) -> int:
    """Write ``kwic.csv`` and say how many lines it has; the exit code, also when there is none."""
    articles = read_outputs(out, ("tokens", "entities", "figures"), lexical=True)
    target = target or out / "kwic.csv"
    with writing_file(target) as part:
        lines = write_concordance(articles, part, Keys(words, classes, width))
    log(f"{out} -> {target}: {lines} lines")
    return ExitCode.DONE


def export_vocabulary(out: Path, target: Path | None, parts: tuple[str, ...], reference: Path | None) -> int:
    """Write the tables of ``vocabulary/`` and say how many words were counted; the exit code.

    Raises: ConfigError for a part that is not named right, or nothing to compare.
    """
    if reference is not None and reference.resolve() == out.resolve():
        raise ConfigError(
            f"--reference {reference}: the same outputs; name a --part to compare with the rest"
        )
    comparison = None
    if parts or reference:
        others = read_outputs(reference, READ, lexical=True) if reference else None
        comparison = Comparison(parse_parts(parts) if parts else lambda _: True, others)
    articles = read_outputs(out, READ, lexical=True)
    target = target or out / "vocabulary"
    with writing_folder(target, is_vocabulary_file) as folder:
        words = write_vocabulary(articles, folder, comparison)
    told = ", ".join(f"{count} words {lang}" for lang, count in words.items()) or "no words"
    log(f"{out} -> {target}/: {told}")
    return ExitCode.DONE
