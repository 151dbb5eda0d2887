"""Editions of one article find each other: pages that name one another get the same ``edition_of``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.corpus import derive_article_id
from pipeline.ingestion.shelf import Entry, Shelf

Pages = dict[str, Entry]


def link_editions(shelf: Shelf) -> None:
    """Give the language editions of one article the same ``edition_of``, in journal and sidecars.

    Editions are stored pages of which one names the other: by hreflang, or as its canonical
    page where that is in another language.
    """
    pages = {e.page_url: e for _, e in sorted(shelf.entries.items()) if e.status == "stored" and e.page_url}
    parents = {page: page for page in pages}
    for one, other in _pairs(pages):
        low, high = sorted((_top(one, parents), _top(other, parents)))
        parents[high] = low
    sizes = Counter(_top(page, parents) for page in pages)
    for page, entry in pages.items():
        top = _top(page, parents)
        edition_of = derive_article_id(top) if sizes[top] > 1 else None
        if entry.edition_of != edition_of:
            linked = replace(entry, edition_of=edition_of)
            shelf.write_sidecar(linked)
            shelf.record(linked)


def _top(page: str, parents: dict[str, str]) -> str:
    """The first page of a group; the way there is shortened for the next who asks."""
    while parents[page] != page:
        parents[page] = parents[parents[page]]
        page = parents[page]
    return page


def _pairs(pages: Pages) -> Iterator[tuple[str, str]]:
    """Pages and the editions they name.

    A page that several of one language name, and that does not name them back, is no
    edition of any: templates give every article the front pages of the other languages.
    """
    addresses = {address: page for page, e in pages.items() for address in (e.url, e.final_url)}
    addresses.update({page: page for page in pages})
    named = {page: _named_by(entry, pages, addresses) for page, entry in pages.items()}
    askers = Counter((target, pages[page].lang) for page, targets in named.items() for target in targets)
    for page, targets in named.items():
        for target in targets:
            if page in named[target] or askers[target, pages[page].lang] == 1:
                yield page, target


def _named_by(entry: Entry, pages: Pages, addresses: dict[str, str]) -> tuple[str, ...]:
    """The other stored pages that a page calls its editions, in its order."""
    named = [addresses[url] for _, url in entry.alternates if url in addresses]
    origin = addresses.get(entry.canonical or "")
    if origin is not None and pages[origin].lang != entry.lang:
        named.append(origin)
    return tuple(page for page in dict.fromkeys(named) if page != entry.page_url)
