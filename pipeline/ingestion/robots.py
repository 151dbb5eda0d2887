"""What a site asks of programs, and how fast: robots.txt (RFC 9309) and the pause between requests."""

from __future__ import annotations

import time
from collections.abc import Callable

from protego import Protego

from pipeline.config import FetchSettings
from pipeline.errors import DisallowedError, FetchError
from pipeline.ingestion.client import PASSING, AnswerError, WebClient, origin_of


class RobotsRules:
    """The rules of each site that was asked so far, and when it was asked last."""

    def __init__(
        self, client: WebClient, settings: FetchSettings, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._client, self._settings, self._sleep = client, settings, sleep
        self._rules: dict[str, Protego | FetchError] = {}
        self._asked: dict[str, float] = {}

    def admit(self, url: str) -> None:
        """Return when ``url`` may be asked for, after the pause its site wants.

        Raises: DisallowedError when it may not; FetchError when the site does not tell.
        """
        origin = origin_of(url)
        if origin not in self._rules:
            self._rules[origin] = self._load(origin)
        rules = self._rules[origin]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(url, self._settings.user_agent):
            raise DisallowedError("robots.txt does not allow it")
        self._wait(origin, self._pause_of(rules))

    def _load(self, origin: str) -> Protego | FetchError:
        """The rules of a site, or why they could not be had."""
        try:
            answer = self._client.get(f"{origin}/robots.txt")
        except FetchError as error:
            # RFC 9309, 2.3.1: no robots.txt means all is free; a site in trouble is left alone.
            status = error.status if isinstance(error, AnswerError) else None
            if status is not None and status not in PASSING:
                return Protego.parse("")
            return FetchError(f"robots.txt: {error}")
        finally:
            self._asked[origin] = time.monotonic()
        return Protego.parse(answer.body.decode("utf-8", errors="replace"))

    def _pause_of(self, rules: Protego) -> float:
        delay = rules.crawl_delay(self._settings.user_agent) or 0.0
        rate = rules.request_rate(self._settings.user_agent)
        if rate is not None and rate.requests:
            delay = max(delay, rate.seconds / rate.requests)
        if delay > self._settings.longest_wait:
            raise DisallowedError(f"robots.txt asks for {delay:g} seconds between two pages")
        return max(delay, self._settings.pause)

    def _wait(self, origin: str, pause: float) -> None:
        left = self._asked.get(origin, -pause) + pause - time.monotonic()
        if left > 0:
            self._sleep(left)
        self._asked[origin] = time.monotonic()
