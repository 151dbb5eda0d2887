"""What a page says of itself: JSON-LD, OpenGraph, link elements; nothing is taken from its address."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from selectolax.lexbor import LexborHTMLParser

from pipeline.errors import FetchError
from pipeline.ingestion.client import check_url

_ARTICLE = re.compile(r"(?:.*/)?\w*(?:Article|Posting|Report)$")
_MOST_NODES = 2000  # of one JSON-LD script
_MOST_ALTERNATES = 200
_LONGEST_TITLE = 500  # a sidecar has a limit
_DAY_FIRST = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])(?:[T ]+([0-9:.]+.*))?", re.ASCII
)
# In the order of trust; names as the property or name of a meta element.
_TITLES = ("og:title", "twitter:title")
_DATES = ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate",
          "parsely-pub-date", "date", "dc.date.issued", "dc.date")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; addresses are whole, ``published_on`` is ISO 8601, all may be null.

    ``alternates``: the page in other languages, as (hreflang, address), in the page's order.
    """

    title: str | None = None
    published_on: str | None = None
    canonical: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()


def read_metadata(tree: LexborHTMLParser, url: str) -> Metadata:
    """The metadata of a page that was found at ``url``."""
    foot = tree.css_first("base[href]")
    url = (_whole(foot.attributes.get("href") or "", url) if foot is not None else None) or url
    metas = _read_metas(tree)
    article = next(_articles(tree), {})
    titles = [_text(article.get("headline")), *(metas.get(name) for name in _TITLES)]
    if not any(titles):
        titles = _shown_titles(tree)
    dates = [_text(article.get("datePublished")), *(metas.get(name) for name in _DATES)]
    dates += [node.attributes.get("datetime") for node in tree.css("article time[datetime], time[pubdate]")]
    links = _read_links(tree)
    canonical = [href for rel, _, href in links if "canonical" in rel]
    canonical += [each for each in (metas.get("og:url"), _main_page(article)) if each]
    alternates = [(lang, _whole(href, url)) for rel, lang, href in links if lang and "alternate" in rel]
    return Metadata(
        title=next((clean for each in titles if each and (clean := _one_line(each))), None),
        published_on=next((moment for each in dates if each and (moment := read_moment(each))), None),
        canonical=next((whole for each in canonical if (whole := _whole(each, url))), None),
        alternates=tuple(dict.fromkeys((lang, href) for lang, href in alternates if href))[:_MOST_ALTERNATES],
    )


def read_moment(written: str) -> str | None:
    """A date or moment in ISO 8601, its offset kept; None for what is none.

    >>> read_moment("2025/11/6 9:05"), read_moment("2025-11-06T09:05:00Z"), read_moment("6 Nov")
    ('2025-11-06T09:05:00', '2025-11-06T09:05:00+00:00', None)
    """
    found = _DAY_FIRST.match(written.strip())
    if not found:
        return None
    day = f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}"
    clock = (found[4] or "").strip().replace(" ", "")
    clock = f"0{clock}" if re.match(r"[0-9]:", clock) else clock
    try:
        if not clock:
            return datetime.fromisoformat(day).date().isoformat()
        return datetime.fromisoformat(f"{day}T{clock}").isoformat()
    except ValueError:
        return read_moment(day) if clock else None


def _read_metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Content of the meta elements by lower-case property, name or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        given = node.attributes
        name = given.get("property") or given.get("name") or given.get("itemprop")
        content = (given.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _read_links(tree: LexborHTMLParser) -> list[tuple[list[str], str | None, str]]:
    links = []
    for node in tree.css("link[rel][href]"):
        given = node.attributes
        rel = (given.get("rel") or "").lower().split()
        links.append((rel, given.get("hreflang"), (given.get("href") or "").strip()))
    return [link for link in links if link[2]]


def _articles(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that describe an article, wherever they are nested."""
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            content = json.loads(script.text() or "null", strict=False)
        except (ValueError, RecursionError):  # pages hold much broken JSON-LD
            continue
        waiting, seen = [content], 0
        while waiting and seen < _MOST_NODES:
            node, seen = waiting.pop(0), seen + 1
            if isinstance(node, dict):
                kinds = node.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and _ARTICLE.match(kind) for kind in kinds):
                    yield node
                waiting += node.values()
            elif isinstance(node, list):
                waiting += node


def _main_page(article: dict[str, Any]) -> str | None:
    page = article.get("mainEntityOfPage")
    return _text(page.get("@id") if isinstance(page, dict) else page) or _text(article.get("url"))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _shown_titles(tree: LexborHTMLParser) -> list[str | None]:
    """Titles of a page that names none for programs: the heading that begins its title element goes first.

    The only heading of the first rank is the logo on many sites, and the title element ends in
    the site's name.
    """
    node = tree.css_first("title")
    title = _one_line(node.text()) if node is not None else None
    headings = [_one_line(each.text()) for each in tree.css("h1, h2")]
    found: list[str | None] = [each for each in headings if each and (title or "").startswith(each)]
    return [*found, *(each.text() for each in tree.css("article h1, main h1")), title, *headings[:1]]


def _one_line(text: str) -> str:
    """A title on one line; JSON-LD often holds it escaped twice."""
    return " ".join(html.unescape(text).split())[:_LONGEST_TITLE]


def _whole(href: str, url: str) -> str | None:
    """An address of the page made whole; None for one that is not on the web."""
    try:
        return check_url(str(httpx.URL(url).join(href)))
    except (FetchError, httpx.InvalidURL, ValueError):
        return None
