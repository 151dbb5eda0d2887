"""Addresses -> pages on the shelf, with an outcome for each; reads feeds and sitemaps on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.config import FetchSettings
from pipeline.corpus import LanguageChoice
from pipeline.errors import ConfigError, CorpusError, DisallowedError, FetchError
from pipeline.ingestion.client import (
    NOT_MODIFIED,
    Answer,
    AnswerError,
    Validators,
    WebClient,
    check_url,
    origin_of,
    unpack_gzip,
)
from pipeline.ingestion.editions import link_editions
from pipeline.ingestion.keeping import Keeper, Outcome
from pipeline.ingestion.listings import Link, Listing, read_listing, sniff_kind
from pipeline.ingestion.reading.pages import load_sites
from pipeline.ingestion.robots import RobotsRules
from pipeline.ingestion.shelf import Entry, open_shelf

_GZIP = b"\x1f\x8b"
# A sitemap has thousands of pages, and each costs minutes once its site is gone.
_MOST_TROUBLES = 5
_DEEPEST = 3  # sitemaps in sitemaps; the protocol has one level
_MOST_KEPT_LINKS = 1000  # of a listing, for the day it answers 304

Log = Callable[[str], None]


def fetch_pages(
    urls: Iterable[str], into: Path, languages: LanguageChoice, settings: FetchSettings, log: Log
) -> Iterator[Outcome]:
    """Fetch pages, and those that feeds and sitemaps name, into a folder; an outcome for each page.

    Raises: ConfigError for an argument that is no web address, or a folder that cannot be used.
    """
    links = [Link(_check_argument(url)) for url in urls]
    sites = load_sites(settings.sites)
    with open_shelf(into) as shelf, closing(WebClient(settings)) as client:
        keeper = Keeper(shelf, sites, languages)
        visitor = _Visitor(client, RobotsRules(client, settings), keeper, settings, log)
        for link in links:
            yield from visitor.visit(link)
        link_editions(shelf)


def read_again(
    urls: Iterable[str], into: Path, languages: LanguageChoice, settings: FetchSettings
) -> Iterator[Outcome]:
    """Read the raw pages of a folder once more, without the network; all of them if no address is given.

    Raises: ConfigError for an address of which the folder has no raw page.
    """
    sites = load_sites(settings.sites)
    with open_shelf(into) as shelf:
        keeper = Keeper(shelf, sites, languages)
        chosen = [_check_argument(url) for url in urls]
        for url in chosen or sorted(shelf.entries):
            entry = shelf.entries.get(url)
            if entry is not None and shelf.has_raw(entry):
                yield keeper.read_again(entry)
            elif chosen:
                raise ConfigError(f"{into} has no raw page of {url}; fetch it first")
        link_editions(shelf)


def _check_argument(url: str) -> str:
    try:
        return check_url(url)
    except FetchError as error:
        raise ConfigError(str(error)) from error


@dataclass(frozen=True, slots=True)
class _Visitor:
    """Goes from address to address, to each once."""

    client: WebClient
    robots: RobotsRules
    keeper: Keeper
    settings: FetchSettings
    log: Log
    seen: set[str] = field(default_factory=set)
    troubles: Counter[str] = field(default_factory=Counter)  # failures in a row, by site

    def visit(self, link: Link, depth: int = 0) -> Iterator[Outcome]:
        """The outcome of a page, or of every page that a listing names."""
        try:
            link = replace(link, url=check_url(link.url))
            if link.url in self.seen:
                return
            self.seen.add(link.url)
            entry = self.keeper.shelf.entries.get(link.url)
            answer = self._get(link.url, entry)
            if answer.status == NOT_MODIFIED and entry is not None:
                if entry.status != "listing":
                    yield self.keeper.repeat(entry)
                    return
                listing = Listing(tuple(Link(*each) for each in entry.links))
            else:
                answer = _unpack(answer, self.settings.size_limit)
                kind = sniff_kind(answer.body, answer.content_type)
                if kind == "page":
                    yield self.keeper.keep(link, answer)
                    return
                listing = self._read_listing(kind, link, answer)
        except DisallowedError as error:
            yield Outcome(link.url, "disallowed", None, str(error))
        except (FetchError, CorpusError) as error:
            yield Outcome(link.url, "failed", None, str(error))
        else:
            yield from self._follow(link.url, listing, depth)

    def _get(self, url: str, entry: Entry | None) -> Answer:
        """The answer of a site, unless it has given none for a while."""
        site = origin_of(url)
        if self.troubles[site] >= _MOST_TROUBLES:
            raise FetchError(f"not asked: {site} did not answer {_MOST_TROUBLES} times in a row")
        try:
            answer = self.client.get(url, self._validators(entry), self.robots.admit)
        except AnswerError as error:
            self.troubles[site] = self.troubles[site] + 1 if error.passing else 0
            raise
        self.troubles[site] = 0
        return answer

    def _validators(self, entry: Entry | None) -> Validators | None:
        if entry is None or not (entry.etag or entry.last_modified) or not self.keeper.shelf.holds(entry):
            return None
        return Validators(entry.final_url, entry.etag, entry.last_modified)

    def _read_listing(self, kind: str, link: Link, answer: Answer) -> Listing:
        listing = read_listing(kind, answer.body, answer.url)
        if not listing.pages and not listing.sitemaps:
            raise FetchError(f"a {kind} that names no page")
        if not listing.sitemaps and len(listing.pages) <= _MOST_KEPT_LINKS:
            links = tuple((page.url, page.published_on, page.alternates) for page in listing.pages)
            self.keeper.shelf.record(
                Entry(link.url, "listing", answer.url, None, answer.etag, answer.last_modified, links=links)
            )
        return listing

    def _follow(self, url: str, listing: Listing, depth: int) -> Iterator[Outcome]:
        if listing.sitemaps and depth >= _DEEPEST:
            yield Outcome(url, "failed", None, f"sitemaps more than {_DEEPEST} deep in each other")
            return
        pages = listing.pages[: self.settings.most_pages]
        self.log(f"{url} names {len(listing.pages) or len(listing.sitemaps)}, takes {len(pages) or 'all'}")
        for page in (*pages, *map(Link, listing.sitemaps)):
            yield from self.visit(page, depth + 1)


def _unpack(answer: Answer, limit: int) -> Answer:
    """A sitemap.xml.gz as what it holds."""
    if not answer.body.startswith(_GZIP):
        return answer
    return replace(answer, body=unpack_gzip(answer.body, limit), content_type=None)
