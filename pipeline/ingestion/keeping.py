"""What is kept of a page that came, and under which address; what is a page twice is kept once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import httpx

from pipeline.corpus import LanguageChoice, check_text
from pipeline.errors import CorpusError, FetchError
from pipeline.ingestion.client import OK, Answer
from pipeline.ingestion.listings import Link
from pipeline.ingestion.reading.pages import Page, Site, read_page
from pipeline.ingestion.shelf import UNREAD, Entry, Shelf, hash_body, stem_of

_PAGE_TYPES = ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address.

    ``status``: stored, unchanged, duplicate, failed, no-body or disallowed; ``path`` the
    text that holds the article, null where there is none; ``reason`` null where all is said.
    """

    url: str
    status: str
    path: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Keeper:
    """Reads pages and decides what is kept of them, and under which address."""

    shelf: Shelf
    sites: tuple[Site, ...]
    languages: LanguageChoice

    def keep(self, link: Link, answer: Answer) -> Outcome:
        """The outcome of a page that came.

        Raises: FetchError or CorpusError for what is no page or no text.
        """
        kind = (answer.content_type or "").partition(";")[0].strip().lower()
        if kind not in _PAGE_TYPES:
            raise FetchError(f"no page but {kind}")
        page = read_page(answer.body, answer.content_type, answer.url, self.sites)
        entry = self._describe(link, answer, page)
        if not page.body:
            return self._keep_unread(entry, answer.body)
        check_text(page.text)
        entry = self._name(entry, self.languages.of_text(page.body), hash_body(page.body))
        twin = self._twin(entry)
        if twin is not None:
            reason = f"same text as {twin.page_url}"
            self.shelf.put(replace(entry, status="duplicate", stem=None, reason=reason), None, None)
            return Outcome(link.url, "duplicate", str(self.shelf.text_path(twin)), reason)
        return self._store(entry, page.text, answer.body)

    def read_again(self, entry: Entry) -> Outcome:
        """The outcome of a page that is on the shelf, read anew."""
        link = Link(entry.url, entry.listed_on, entry.alternates)
        told = entry.content_type, entry.etag, entry.last_modified
        try:
            return self.keep(link, Answer(entry.final_url, OK, self.shelf.read_raw(entry), *told))
        except (FetchError, CorpusError) as error:
            return Outcome(entry.url, "failed", None, str(error))

    def repeat(self, entry: Entry) -> Outcome:
        """The outcome of a page that did not change."""
        if entry.status == "stored":
            return Outcome(entry.url, "unchanged", str(self.shelf.text_path(entry)))
        twin = self.shelf.with_body(entry.body_sha256 or "")
        path = str(self.shelf.text_path(twin)) if twin else None
        return Outcome(entry.url, entry.status, path, entry.reason)

    def _describe(self, link: Link, answer: Answer, page: Page) -> Entry:
        told = page.metadata
        return Entry(
            url=link.url,
            status="stored",
            final_url=answer.url,
            etag=answer.etag,
            last_modified=answer.last_modified,
            content_type=answer.content_type,
            published_on=told.published_on or link.published_on,
            listed_on=link.published_on,
            title=told.title,
            canonical=told.canonical,
            alternates=tuple(dict.fromkeys((*told.alternates, *link.alternates))),
            method=page.method,
        )

    def _name(self, entry: Entry, lang: str, body_sha256: str) -> Entry:
        """The entry under the address its article is known by.

        That is the canonical one, if it is on the same site and not another edition's or
        another text's: sites give translations the original's, and second pages the first's.
        """
        entry = replace(entry, lang=lang, body_sha256=body_sha256, page_url=entry.final_url)
        canonical = entry.canonical
        if canonical and canonical != entry.final_url and _same_site(canonical, entry.final_url):
            others = {url for code, url in entry.alternates if code.lower().split("-")[0] not in (lang, "x")}
            holder = self.shelf.with_page(canonical)
            if canonical not in others and (
                holder is None or holder.url == entry.url or holder.body_sha256 == body_sha256
            ):
                entry = replace(entry, page_url=canonical)
        return replace(entry, stem=stem_of(lang, entry.page_url or entry.final_url))

    def _twin(self, entry: Entry) -> Entry | None:
        """The stored page that has this one's text already.

        Whoever else stands under this page's own address, or calls it its original, gives way.
        """
        twin = self.shelf.with_body(entry.body_sha256 or "")
        if twin is not None and twin.url != entry.url:
            if twin.page_url == entry.page_url or twin.canonical != entry.final_url:
                return twin
            reason = f"same text as {entry.page_url}"
            self.shelf.put(replace(twin, status="duplicate", stem=None, reason=reason), None, None)
        holder = self.shelf.with_page(entry.page_url or "")
        if holder is not None and holder.url != entry.url:
            self._move_out(holder)
        return None

    def _move_out(self, holder: Entry) -> None:
        """Give a page that took another's address for its canonical one its own."""
        own = replace(
            holder, page_url=holder.final_url, stem=stem_of(holder.lang or UNREAD, holder.final_url)
        )
        text = self.shelf.text_path(holder).read_bytes().decode("utf-8")
        self.shelf.put(own, text, self.shelf.read_raw(holder) if self.shelf.has_raw(holder) else None)

    def _keep_unread(self, entry: Entry, raw: bytes) -> Outcome:
        before = self.shelf.entries.get(entry.url)
        if before is not None and before.status == "stored" and self.shelf.holds(before):
            path = str(self.shelf.text_path(before))
            return Outcome(
                entry.url, "no-body", path, "no article text found any more; the earlier text stays"
            )
        reason = "no article text found; the raw page is kept for a better reader"
        stem = stem_of(UNREAD, entry.final_url)
        self.shelf.put(replace(entry, status="no-body", stem=stem, reason=reason), None, raw)
        return Outcome(entry.url, "no-body", None, reason)

    def _store(self, entry: Entry, text: str, raw: bytes) -> Outcome:
        before, path = self.shelf.entries.get(entry.url), self.shelf.text_path(entry)
        known = before is not None and before.status == "stored" and self.shelf.holds(before)
        if known and before is not None and before.stem == entry.stem:
            entry = replace(entry, edition_of=before.edition_of)
            same = path.read_bytes() == text.encode("utf-8") and before.published_on == entry.published_on
        else:
            same = False
        self.shelf.put(entry, text, raw)
        reason = None if not known else "the text is the same" if same else "the text or its date has changed"
        return Outcome(entry.url, "unchanged" if same else "stored", str(path), reason)


def _same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: ``m.a.example`` and ``www.a.example`` are.

    An address without a path is the front page, and no article's.
    """
    first, second = httpx.URL(one), httpx.URL(other)
    hosts = [url.host.lower().removeprefix("www.").removeprefix("m.") for url in (first, second)]
    return hosts[0] == hosts[1] and first.port == second.port and first.path.strip("/") != ""
