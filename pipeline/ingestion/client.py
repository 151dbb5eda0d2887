"""One page from the web: redirects followed by hand, size and time bounded, failures that pass retried."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NoReturn

import httpcore
import httpx
import stamina

from pipeline.config import FetchSettings
from pipeline.errors import FetchError
from pipeline.ingestion.connections import GuardedBackend, GuardedTransport

OK, NOT_MODIFIED = 200, 304
_REDIRECTS = (301, 302, 303, 307, 308)
PASSING = (429, 500, 502, 503, 504)  # what another attempt may mend
_LONGEST_URL = 8000  # what servers take; file systems and sidecars have limits too
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``url`` is where it stood in the end, ``body`` is unpacked and empty for 304."""

    url: str
    status: int
    body: bytes
    content_type: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer from ``url`` is known by, for a conditional request."""

    url: str
    etag: str | None
    last_modified: str | None


class AnswerError(FetchError):
    """No page, but an HTTP status or nothing at all (``status`` null).

    ``passing``: another attempt may mend it; ``wait``: after how many seconds, if the site says.
    """

    def __init__(
        self, message: str, status: int | None = None, *, passing: bool = True, wait: float | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.passing, self.wait = status, passing, wait


def check_url(url: str) -> str:
    """A web address as it is asked for, without fragment: ``http://a.example/x#y`` is ``http://a.example/x``.

    >>> check_url(" https://a.example/x#y ")
    'https://a.example/x'

    Raises: FetchError for anything but http and https, or an address with a password.
    """
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"{url[:200]!r} is no web address: {error}") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchError(f"{url[:200]!r} is no web address; only http and https are fetched")
    if len(url) > _LONGEST_URL:
        raise FetchError(f"an address of more than {_LONGEST_URL} characters is not fetched")
    if parsed.userinfo:
        raise FetchError("an address with a user name in it is not fetched")
    return str(parsed.copy_with(fragment=None))


def origin_of(url: str) -> str:
    """Scheme, host and port of an address: ``https://a.example/x`` is ``https://a.example``."""
    parsed = httpx.URL(url)
    return str(parsed.copy_with(raw_path=b"", fragment=None)).rstrip("/?")


class WebClient:
    """Fetches one address at a time; close it in the end."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._backend = GuardedBackend(allow_private=settings.allow_private)
        timeout = httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout)
        # gzip alone: its size can be bounded while it is unpacked.
        headers = {"User-Agent": settings.user_agent, "Accept-Encoding": "gzip"}
        self._client = httpx.Client(
            transport=GuardedTransport(self._backend), timeout=timeout, headers=headers, trust_env=False
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def get(
        self, url: str, known: Validators | None = None, on_hop: Callable[[str], None] = lambda _url: None
    ) -> Answer:
        """The page at ``url``, or a 304 when it is still what ``known`` describes.

        ``on_hop`` hears of every address before it is asked, and may refuse it by raising.

        Raises: FetchError when the page cannot be had.
        """
        settings = self._settings
        for attempt in stamina.retry_context(
            on=self._wait_for,
            attempts=settings.attempts,
            timeout=None,  # each attempt has its own
            wait_initial=settings.first_wait,
            wait_max=settings.longest_wait,
            wait_jitter=settings.first_wait,
        ):
            with attempt:
                return self._follow(url, known, on_hop)
        raise AssertionError("stamina ends with an error or not at all")

    def _wait_for(self, error: Exception) -> bool | float:
        """Whether to try again, or after how many seconds."""
        if not isinstance(error, AnswerError) or not error.passing:
            return False
        return True if error.wait is None else error.wait

    def _follow(self, url: str, known: Validators | None, on_hop: Callable[[str], None]) -> Answer:
        seen: list[str] = []
        while True:
            on_hop(url)
            # Set after the pauses that on_hop may take.
            self._backend.deadline = time.monotonic() + self._settings.whole_timeout
            seen.append(url)
            answer, location = self._ask(url, known if known and known.url == url else None)
            if location is None:
                return answer
            url = check_url(str(httpx.URL(url).join(location)))
            if url in seen:
                raise FetchError(f"redirect loop: {url} leads back to itself")
            if len(seen) > self._settings.redirects:
                raise FetchError(f"more than {self._settings.redirects} redirects, the last to {url}")

    def _ask(self, url: str, known: Validators | None) -> tuple[Answer, str | None]:
        """The answer to one request, and where it sends us if it does."""
        headers = {}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                status, given = response.status_code, response.headers
                if status in _REDIRECTS and "location" in given:
                    return Answer(url, status, b"", None, None, None), given["location"]
                if status != OK and not (status == NOT_MODIFIED and known):
                    self._refuse(response)
                body = self._read(response) if status == OK else b""
        except httpcore.TimeoutException as error:
            self._give_up_late(error)
        except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
            raise AnswerError(f"no answer: {error}") from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise FetchError(f"no usable answer: {error}") from error
        return Answer(
            url, status, body, given.get("content-type"), given.get("etag"), given.get("last-modified")
        ), None

    def _give_up_late(self, error: httpcore.TimeoutException) -> NoReturn:
        if time.monotonic() >= self._backend.deadline:
            # Not tried again: whoever drips a page for a minute drips it for four.
            raise FetchError(f"not whole after {self._settings.whole_timeout:g} seconds") from error
        raise AnswerError(f"no answer in time: {type(error).__name__}") from error

    def _refuse(self, response: httpx.Response) -> NoReturn:
        message = f"the site answers {response.status_code} {response.reason_phrase}".rstrip()
        wait = _read_retry_after(response.headers.get("retry-after"))
        passing = response.status_code in PASSING
        if passing and wait is not None and wait > self._settings.longest_wait:
            message, passing = f"{message} and wants to be left alone for {wait:.0f} seconds", False
        raise AnswerError(message, response.status_code, passing=passing, wait=wait)

    def _read(self, response: httpx.Response) -> bytes:
        """The body, unpacked; no more of it is held than the limit."""
        limit = self._settings.size_limit
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("identity", "gzip", "x-gzip", ""):
            raise FetchError(f"packed as {packing}, which was not asked for")
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > limit:
                raise FetchError(f"larger than {limit} bytes; --size-limit allows more")
        return unpack_gzip(bytes(body), limit) if packing.endswith("gzip") else bytes(body)


def unpack_gzip(packed: bytes, limit: int) -> bytes:
    """What gzip bytes hold.

    Raises: FetchError for more than ``limit`` bytes (a small file may unpack to gigabytes),
        or bytes that are no gzip or end too early.
    """
    whole, rest = bytearray(), packed
    while rest:
        unpacker = zlib.decompressobj(_GZIP)
        try:
            whole += unpacker.decompress(rest, limit + 1 - len(whole))
        except zlib.error as error:
            raise FetchError(f"broken gzip: {error}") from error
        if len(whole) > limit:
            raise FetchError(f"larger than {limit} bytes when unpacked; --size-limit allows more")
        if not unpacker.eof:
            raise FetchError("broken gzip: it ends too early")
        rest = unpacker.unused_data.lstrip(b"\0")
    return bytes(whole)


def _read_retry_after(value: str | None) -> float | None:
    """The seconds a Retry-After header asks for; it holds seconds or a date."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
