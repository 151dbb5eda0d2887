"""Feeds and sitemaps: what pages a site has."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

import feedparser
from lxml import etree

from pipeline.errors import FetchError

_PROLOGUE = re.compile(
    rb"(?:\xef\xbb\xbf|\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?+[^>]*+>)*", re.DOTALL
)
_ROOT = re.compile(rb"<(?:[\w-]+:)?(\w+)")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_KINDS = {b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"urlset": "sitemap", b"sitemapindex": "sitemap"}
_URL_LINES = re.compile(rb"\s*(?:https?://[^\s<>]+\s+)*https?://[^\s<>]+\s*")
_HREFLANG = "{http://www.w3.org/1999/xhtml}link"


@dataclass(frozen=True, slots=True)
class Link:
    """A page a listing names; ``published_on`` in ISO 8601, ``alternates`` as (hreflang, address)."""

    url: str
    published_on: str | None = None
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap names, in its order: pages, and further sitemaps."""

    pages: tuple[Link, ...] = ()
    sitemaps: tuple[str, ...] = ()


def sniff_kind(body: bytes, content_type: str | None = None) -> str:
    """feed, sitemap or page, told from the first bytes; servers call all of them text/html.

    >>> sniff_kind(b'<?xml version="1.0"?><!-- x --><rss version="2.0">')
    'feed'
    """
    if body.startswith(_WIDE):
        body = body[:4096].decode("utf-16", errors="replace").encode()
    start = _PROLOGUE.match(body[:65536])
    root = _ROOT.match(body[start.end() : 65536] if start else body)
    if root:
        return _KINDS.get(root[1].lower(), "page")
    plain = (content_type or "").partition(";")[0].strip().lower() == "text/plain"
    return "sitemap" if plain and _URL_LINES.fullmatch(body) else "page"


def read_listing(kind: str, body: bytes, url: str) -> Listing:
    """What a feed or sitemap names; addresses as written, relative ones made whole in feeds.

    Raises: FetchError for a sitemap that is no XML.
    """
    return _read_feed(body, url) if kind == "feed" else _read_sitemap(body)


def _read_feed(body: bytes, url: str) -> Listing:
    # A stream: of bytes feedparser would ask whether they are a file's name.
    parsed: Any = feedparser.parse(BytesIO(body), response_headers={"content-location": url})
    pages = []
    for entry in parsed.entries:
        address = entry.get("link") or (entry.get("id") if entry.get("guidislink") else None)
        if address:
            pages.append(Link(address, _read_day(entry)))
    return Listing(tuple(pages))


def _read_day(entry: Any) -> str | None:
    """The moment of publication as the feed states it, with its own offset."""
    written = entry.get("published")
    if written:
        for read in (parsedate_to_datetime, datetime.fromisoformat):
            try:
                return read(written).isoformat()
            except (ValueError, TypeError):
                continue
    parts = entry.get("published_parsed")
    return datetime.fromtimestamp(timegm(parts), UTC).isoformat() if parts else None


def _read_sitemap(body: bytes) -> Listing:
    if _URL_LINES.fullmatch(body):
        return Listing(tuple(Link(line) for line in body.decode("utf-8", errors="replace").split()))
    # No entities and no network: a sitemap has no use for either, an attack has.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(body, parser)
    if root is None:
        raise FetchError("a sitemap that is no XML")
    if etree.QName(root).localname == "sitemapindex":
        return Listing(sitemaps=tuple(_locations(root)))
    return Listing(tuple(_read_page(node) for node in _children(root, "url") if _locations_of(node)))


def _read_page(node: Any) -> Link:
    alternates = [(link.get("hreflang"), link.get("href")) for link in node.iter(_HREFLANG)]
    return Link(
        _locations_of(node)[0], None, tuple((lang, href) for lang, href in alternates if lang and href)
    )


def _locations(root: Any) -> Iterator[str]:
    for node in _children(root, "sitemap"):
        yield from _locations_of(node)[:1]


def _locations_of(node: Any) -> list[str]:
    return [text for child in _children(node, "loc") if (text := (child.text or "").strip())]


def _children(node: Any, name: str) -> Iterator[Any]:
    """Children by name, whatever their namespace: sitemaps come with the wrong one or none."""
    for child in node:
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            yield child
