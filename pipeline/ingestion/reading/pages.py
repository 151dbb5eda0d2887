"""A page's bytes -> its text as published, by the site's selectors or by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx
import trafilatura
from selectolax.lexbor import LexborHTMLParser, SelectolaxError
from trafilatura.settings import DEFAULT_CONFIG

from pipeline.errors import TableError
from pipeline.ingestion.reading.markup import decode_page, read_lines
from pipeline.ingestion.reading.metadata import Metadata, read_metadata
from pipeline.tables import read_table, text_list

BUILT_IN = Path(__file__).with_name("sites.yaml")
# Less is a notice (Loading..., please enable JavaScript), no article: flash news have a sentence
# or two. In letters; a wide character says as much as three.
LEAST_BODY = 60
# Never an article's text; where trafilatura finds little it takes whatever there is.
_PRUNED = ["//nav", "//aside", "//footer", "//noscript", "//button", "//select", "//dialog", "//template"]
_RULE = re.compile(r"[|:\- ]+")
_SELECTORS = ("title", "dek", "byline", "body", "drop")
_KEYS = {*_SELECTORS, "hosts", "timezone", "examples", "rejects"}


@dataclass(frozen=True, slots=True)
class Site:
    """Where the parts of an article stand on the pages of one site: CSS selectors, in order."""

    name: str
    hosts: tuple[str, ...]
    selectors: dict[str, tuple[str, ...]]
    timezone: ZoneInfo | None
    examples: tuple[tuple[str, tuple[str, ...]], ...]
    rejects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An article as its page shows it; ``text`` is empty where no body was found.

    ``text`` is title, dek, byline and paragraphs, one a line, as far as the page has them;
    ``body`` the paragraphs alone. ``method``: the site whose selectors found it, or trafilatura.
    """

    text: str
    body: str
    method: str
    metadata: Metadata


def load_sites(own: Path | None = None) -> tuple[Site, ...]:
    """The sites of the user's table, then the built-in ones.

    Raises: TableError for a row that cannot be used.
    """
    tables = [path for path in (own, BUILT_IN) if path is not None]
    return tuple(
        _read_site(name, row, f"{path}: {name}") for path in tables for name, row in read_table(path).items()
    )


def _read_site(name: str, row: Any, where: str) -> Site:
    if not isinstance(row, dict) or (unknown := sorted(row.keys() - _KEYS)):
        raise TableError(
            f"{where}: unknown key {unknown[0]}" if isinstance(row, dict) else f"{where}: no row"
        )
    selectors = {key: tuple(text_list(row.get(key, []), f"{where}.{key}")) for key in _SELECTORS}
    hosts = tuple(text_list(row.get("hosts", []), f"{where}.hosts"))
    try:
        examples = tuple((one["html"], tuple(one["lines"])) for one in row.get("examples", []))
    except (KeyError, TypeError) as error:
        raise TableError(f"{where}.examples: each wants html and lines") from error
    rejects = tuple(text_list(row.get("rejects", []), f"{where}.rejects"))
    if not (hosts and selectors["body"] and examples and rejects):
        raise TableError(f"{where}: wants hosts, body, examples and rejects")
    empty = LexborHTMLParser("")
    for selector in (one for several in selectors.values() for one in several):
        try:
            empty.css(selector)
        except (SelectolaxError, ValueError) as error:
            raise TableError(f"{where}: {selector!r} is no CSS selector") from error
    try:
        zone = ZoneInfo(row["timezone"]) if "timezone" in row else None
    except (ZoneInfoNotFoundError, ValueError, TypeError) as error:
        raise TableError(f"{where}.timezone: no time zone {row['timezone']!r}") from error
    return Site(name, hosts, selectors, zone, examples, rejects)


def find_site(url: str, sites: Iterable[Site]) -> Site | None:
    """The site a page belongs to: ``https://www.techflowpost.com/a`` to techflowpost."""
    host = httpx.URL(url).host.lower()
    return next((s for s in sites if any(host == h or host.endswith(f".{h}") for h in s.hosts)), None)


def read_page(body: bytes, content_type: str | None, url: str, sites: Iterable[Site]) -> Page:
    """The article on a page that was found at ``url``; of one without a body, the metadata alone.

    Raises: FetchError when the bytes are no text.
    """
    source = decode_page(body, content_type)
    tree = LexborHTMLParser(source)
    metadata = read_metadata(tree, url)
    site = find_site(url, sites)
    if site:
        metadata = _on_site_clock(metadata, site)
        head, lines = read_by_selectors(tree, site)
        if _is_body(lines, metadata.title):
            return _compose(head, lines, site.name, metadata)
    lines = _read_by_rule(source)
    if not _is_body(lines, metadata.title):
        return Page("", "", "none", metadata)
    return _compose([], lines, "trafilatura", metadata)


def read_by_selectors(tree: LexborHTMLParser, site: Site) -> tuple[list[str], list[str]]:
    """The lines before the body, and those of the body; the latter empty where the selectors find none."""
    drop = [node for selector in site.selectors["drop"] for node in tree.css(selector)]
    parts = {
        key: read_lines(_first_found(tree, site.selectors[key]), drop)
        for key in ("title", "dek", "byline", "body")
    }
    return [*parts["title"], *parts["dek"], *parts["byline"]], parts["body"]


def _first_found(tree: LexborHTMLParser, selectors: Iterable[str]) -> list[Any]:
    """The nodes of the first selector that finds some, those inside another of them left out."""
    for selector in selectors:
        nodes = tree.css(selector)
        if nodes:
            ids = {node.mem_id for node in nodes}
            return [node for node in nodes if not any(up.mem_id in ids for up in _above(node))]
    return []


def _above(node: Any) -> Iterator[Any]:
    while (node := node.parent) is not None:
        yield node


@cache
def _rules() -> ConfigParser:
    """trafilatura's settings, fit for scripts that say in 80 characters what English says in 250.

    What is shorter than its limit it reads anew and coarsely, all paragraphs on one line.
    """
    rules = deepcopy(DEFAULT_CONFIG)
    rules["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "40"
    rules["DEFAULT"]["MIN_OUTPUT_SIZE"] = "1"
    return rules


def _read_by_rule(source: str) -> list[str]:
    text = trafilatura.extract(
        source, include_comments=False, include_tables=True, prune_xpath=_PRUNED, config=_rules()
    )
    return [line for each in (text or "").splitlines() if (line := _unmarked(each.strip()))]


def _unmarked(line: str) -> str:
    """A line without what trafilatura adds to it: ``| 2025 | 42 |`` is two cells, ``- `` begins an item."""
    if line.startswith("|") and line.endswith("|"):
        return "" if _RULE.fullmatch(line) else "\t".join(cell.strip() for cell in line.strip("|").split("|"))
    return line.removeprefix("- ")


def _is_body(lines: list[str], title: str | None) -> bool:
    text = "".join("".join(line.split()) for line in lines if line != title)
    return sum(3 if east_asian_width(char) in "WF" else 1 for char in text) >= LEAST_BODY


def _compose(head: list[str], lines: list[str], method: str, metadata: Metadata) -> Page:
    """The text: the head once, even where the body begins with it too."""
    if not head and metadata.title:
        head = [metadata.title]
    text = "\n".join([*(line for line in head if line not in lines[: len(head) + 1]), *lines])
    body = "\n".join(line for line in lines if line not in head)
    return Page(text + "\n", body, method, metadata)


def _on_site_clock(metadata: Metadata, site: Site) -> Metadata:
    """The moment of publication by the site's clock: 16:30 UTC is the next day in Shanghai."""
    written = metadata.published_on
    if site.timezone is None or written is None or "T" not in written:
        return metadata
    moment = datetime.fromisoformat(written)
    moment = moment.astimezone(site.timezone) if moment.tzinfo else moment.replace(tzinfo=site.timezone)
    return Metadata(metadata.title, moment.isoformat(), metadata.canonical, metadata.alternates)
