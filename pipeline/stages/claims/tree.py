"""How two spans hang together in the parser's tree, where a model has made one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from pipeline.datatypes import Token

_DEEPEST = 8


class Tree:
    """The heads of an article's words; ``relate`` is None for every pair without them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.parsed = bool(tokens) and tokens[0].head is not None
        self.starts = [token.start for token in tokens] if self.parsed else []
        self._chain = lru_cache(maxsize=4096)(self._climb)

    def _climb(self, at: int) -> tuple[int, ...]:
        """A word and what it hangs on, up to its root."""
        chain = [at]
        while len(chain) < _DEEPEST:
            head = self.tokens[chain[-1]].head
            if head is None or head == chain[-1]:
                break
            chain.append(head)
        return tuple(chain)

    def relate(self, end: int, other: int) -> str | None:
        """How the words that end two spans hang together: ``up1`` where the first hangs on the second,
        ``down2`` where the second is two steps below the first, else the steps of both to where they meet.
        """
        if not self.parsed:
            return None
        a, b = (self._chain(max(0, bisect_right(self.starts, place - 1) - 1)) for place in (end, other))
        if self.tokens[a[0]].sentence != self.tokens[b[0]].sentence:
            return None
        for up, word in enumerate(a):
            if word in b:
                down = b.index(word)
                if not down:
                    return f"up{min(3, up)}"
                return f"down{min(3, down)}" if not up else f"meet{min(3, up)}-{min(3, down)}"
        return "far"
