"""Connections that go only where they may: each address is looked at, then that very address is called.

A name that is checked first and resolved again when the connection is made can point
elsewhere by then (DNS rebinding); here both are one step, for every request and redirect.
Every read also ends at the deadline of the whole request: a server that sends a byte
now and then never runs into a timeout of single reads.
"""

from __future__ import annotations

import ipaddress
import math
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import httpcore
import httpx

from pipeline.errors import FetchError

# IPv6 addresses that stand for an IPv4 address, which a gateway of the network calls for us.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address lies in the public internet: ``127.0.0.1`` and ``10.0.0.1`` do not.

    >>> [is_public(a) for a in ("1.1.1.1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "fe80::1%eth0")]
    [True, False, False, False]
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    inside: list[ipaddress.IPv4Address | ipaddress.IPv6Address | None] = []
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.is_site_local:
            return False
        inside = [parsed.ipv4_mapped, parsed.sixtofour, *(parsed.teredo or ())]
        if parsed in _NAT64:
            inside.append(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF))
    # A mapped address is not global itself; what counts is the one it stands for.
    meant = [each for each in inside if each is not None]
    if not (inside and inside[0]):
        meant.append(parsed)
    return all(each.is_global and not each.is_multicast for each in meant)


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host, in the resolver's order: ``["93.184.215.14"]``; never empty.

    Raises: FetchError for a host with an address that is not public, unless that is
        allowed; httpcore.ConnectError for a host that is not known.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"no address for {host}: {error}") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise FetchError(f"{host} is {address}, not a public address; --allow-private allows it")
    return addresses


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to checked addresses only; ``deadline`` is set before each request."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()
        self.deadline = math.inf

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that answers."""
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in resolve(host, port, allow_private=self._allow_private):
            try:
                stream = self._plain.connect_tcp(
                    address, port, self.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self)
        raise failure or httpcore.ConnectError(f"no address for {host}")

    def left(self, timeout: float | None) -> float:
        """The seconds a step may take: its own timeout, or what is left of the whole."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole request is over")
        return min(left, math.inf if timeout is None else timeout)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        # The certificate is checked against the host's name, not the address called.
        secured = self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout))
        return _TimedStream(secured, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@cache
def _trust() -> ssl.SSLContext:
    """The certificate authorities, read once: it takes a tenth of a second."""
    return httpx.create_ssl_context()


class GuardedTransport(httpx.BaseTransport):
    """httpx over guarded connections. httpx's own transport takes no backend, and would use proxies."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trust(), network_backend=backend, keepalive_expiry=30
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request; errors are httpcore's own."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
