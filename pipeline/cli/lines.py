"""The ``extract`` command: JSON lines in, JSON lines out, one for one and in order."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.cli.terminal import ExitCode, log, write_data
from pipeline.corpus import (
    DEFAULT_SIZE_LIMIT,
    LanguageChoice,
    make_article,
    parse_line,
    read_line_id,
    read_line_text,
    read_lines,
    rejected_from,
)
from pipeline.datatypes import ArticleResult
from pipeline.errors import CorpusError
from pipeline.exporters.json_text import dump
from pipeline.exporters.records import finding_rows
from pipeline.languages import available, detect_language, load_language
from pipeline.runners import Failure
from pipeline.runners.serial import run_article

_ORDER = ("figures", "times", "entities", "claims", "findings", "issues")


def extract_lines(
    lang: str | None, day: date | None, *, model: bool, size_limit: int = DEFAULT_SIZE_LIMIT
) -> int:
    """Answer every line of stdin with a line on stdout; blank lines get no answer.

    ``lang`` and ``day`` hold for lines that name none. The exit code is 3 when a line
    could not be read; all others are answered all the same.

    Raises: ConfigError for an unknown ``lang``.
    """
    if lang:
        load_language(lang)
    if sys.stdin.isatty():
        log("reading JSON lines from the terminal; end with Ctrl-D")
    code = ExitCode.DONE
    for number, raw in read_lines(sys.stdin.buffer.readline, size_limit):
        answer = _answer(raw, number, lang, day, model)
        if answer is None:
            continue
        if "error" in answer:
            code = ExitCode.QUARANTINED
            log(f"line {number}: {answer['error']['type']}: {answer['error']['message']}")
        write_data(dump(answer))
    return code


def _answer(
    raw: bytes | None, number: int, lang: str | None, day: date | None, model: bool
) -> dict[str, Any] | None:
    given: str | int | None = None
    try:
        if raw is None:
            raise CorpusError("too-large: the line is over the size limit; split it into articles")
        fields = parse_line(raw)
        if fields is None:
            return None
        given = read_line_id(fields)
        place = f"line:{number}" if given is None else str(given)
        languages = LanguageChoice(available(), detect_language)
        article = make_article(read_line_text(fields), fields, place, languages, lang)
    except CorpusError as error:
        rejected = rejected_from(error, "stdin", number)
        return _error(given, rejected.type, rejected.message, number)
    result = run_article(replace(article, published_on=article.published_on or day), None, model)
    if isinstance(result, Failure):
        return _error(given, "failed", result.message, number)
    return {"id": given, "lang": article.lang, **_findings(result)}


def _findings(result: ArticleResult) -> dict[str, Any]:
    found = finding_rows(result)
    return {name: found[name] for name in _ORDER}


def _error(given: str | int | None, code: str, message: str, line: int) -> dict[str, Any]:
    return {"id": given, "error": {"type": code, "message": message, "line": line}}
