"""Numbers of corpus linguistics: how evenly a word is spread, how typical it is of a part.

Sources:

- D: Juilland, Brodin, Davidovitch (1970), *Frequency Dictionary of French Words*; over relative
  frequencies, as parts differ in size (Gries 2008, *Int. J. of Corpus Linguistics* 13:4, 403-437).
- DP: Gries (2008), as above.
- G2: Rayson, Garside (2000), *Comparing corpora using frequency profiling*, after Dunning (1993).
- Log ratio: Hardie (2014), *Log Ratio: an informal introduction*; half a word where there is none.
"""

from __future__ import annotations

from math import log, log2, sqrt


def per_million(count: int, size: int) -> float:
    """Occurrences in a million words: 3 of 1500 are 2000."""
    return count * 1_000_000 / size


class Spread:
    """How evenly a word is spread over the parts of a corpus, part by part.

    >>> even = Spread()
    >>> for _ in range(4): even.add(count=5, part=100, total=20, corpus=400)
    >>> even.juilland_d(4), even.gries_dp()
    (1.0, 0.0)
    >>> lumped = Spread()
    >>> lumped.add(count=20, part=100, total=20, corpus=400)
    >>> round(abs(lumped.juilland_d(4)), 9), lumped.gries_dp()
    (0.0, 0.75)
    """

    __slots__ = ("_differences", "_frequencies", "_shares", "_squares")

    def __init__(self) -> None:
        self._frequencies = self._squares = self._shares = self._differences = 0.0

    def add(self, count: int, part: int, total: int, corpus: int) -> None:
        """Take in a part that has the word: ``count`` times among its ``part`` words.

        ``total`` and ``corpus``: the same for the whole corpus.
        """
        frequency, share = count / part, part / corpus
        self._frequencies += frequency
        self._squares += frequency * frequency
        self._shares += share
        self._differences += abs(share - count / total)

    def juilland_d(self, parts: int) -> float | None:
        """1 where the word is equally frequent in all parts, 0 where only one has it; None for one part."""
        if parts < 2:
            return None
        mean = self._frequencies / parts
        variance = max(0.0, self._squares / parts - mean * mean)
        return 1 - sqrt(variance) / mean / sqrt(parts - 1)

    def gries_dp(self) -> float:
        """0 where each part has its share of the word, towards 1 where a small part has all."""
        return (self._differences + max(0.0, 1 - self._shares)) / 2


def log_likelihood(count: int, size: int, other_count: int, other_size: int) -> float:
    """G2 of a word in two corpora of so many words; 3.84 is p < 0.05, 15.13 p < 0.0001.

    >>> round(log_likelihood(20, 1000, 5, 1000), 2), log_likelihood(7, 700, 3, 300)
    (9.64, 0.0)
    """
    both, sizes = count + other_count, size + other_size
    cells = ((count, size * both / sizes), (other_count, other_size * both / sizes))
    return 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen)


def log_ratio(count: int, size: int, other_count: int, other_size: int) -> float:
    """How many times more frequent, as a power of two: 1 is twice, -1 half as frequent.

    >>> log_ratio(20, 1000, 5, 1000), log_ratio(4, 1000, 0, 1000)
    (2.0, 3.0)
    """
    return log2(((count or 0.5) / size) / ((other_count or 0.5) / other_size))
