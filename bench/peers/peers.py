"""The peers: what each one is, what it claims to read, and the environment it runs in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ALL = frozenset({"money", "percent", "count", "multiple", "rank", "measure", "rate", "number"})
TIMES = frozenset({"DATE", "TIME", "DURATION", "SET"})
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """What a peer says it reads of a language, and so what it is scored on.

    ``values``: kinds of figures whose number it reads; ``units``: those whose unit it
    reads too; ``types``: of times; ``suites``: of the sample.
    """

    values: frozenset[str] = NONE
    units: frozenset[str] = NONE
    types: frozenset[str] = NONE
    suites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Peer:
    """A library in an environment of its own, and the reader script that asks it."""

    name: str
    reader: str
    requirements: tuple[str, ...]
    claims: Mapping[str, Claim] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The pinned version of the library itself: ``0.3.4``."""
        return self.requirements[0].partition("==")[2]


_UNIT_SUITES = ("Currency", "Dimension", "Age", "Temperature")
_NUMBERS = ("Number", "Percent", "Ordinal")
_WITH_UNITS = frozenset({"money", "percent", "measure"})
# setuptools: some still import pkg_resources, which newer ones lack.
PEERS = (
    Peer(
        "pynormalizenumexp",
        "read_pynormalizenumexp.py",
        ("pynormalizenumexp==0.3.4", "setuptools<81"),
        {
            "ja": Claim(
                ALL - {"number"},
                ALL - {"number"},
                TIMES - {"SET"},
                ("Percent", "Ordinal", "NumberRange", *_UNIT_SUITES, "DateTime"),
            )
        },
    ),
    Peer(
        "ja-timex",
        "read_ja_timex.py",
        ("ja-timex==0.2.8", "setuptools<81"),
        {"ja": Claim(types=TIMES, suites=("DateTime",))},
    ),
    Peer(
        "jionlp",
        "read_jionlp.py",
        ("jionlp==1.5.31", "setuptools<81"),
        {"zh": Claim(frozenset({"money"}), frozenset({"money"}), TIMES, ("Currency", "DateTime"))},
    ),
    Peer(
        "recognizers-text-suite",
        "read_recognizers.py",
        ("recognizers-text-suite==1.0.2a2", "emoji==1.7.0", "setuptools<81"),
        {
            "ja": Claim(ALL, suites=("Number", "Percent", "Ordinal")),
            "zh": Claim(ALL, _WITH_UNITS | {"rank"}, TIMES, _NUMBERS + _UNIT_SUITES + ("DateTime",)),
            "en": Claim(ALL, _WITH_UNITS | {"rank"}, TIMES, _NUMBERS + _UNIT_SUITES + ("DateTime",)),
        },
    ),
    Peer(
        "quantulum3",
        "read_quantulum3.py",
        ("quantulum3==0.10.0", "setuptools<81"),
        {"en": Claim(ALL - {"rank"}, _WITH_UNITS, NONE, ("Number", "Percent", "NumberRange", *_UNIT_SUITES))},
    ),
)


class InstallError(RuntimeError):
    """A peer's environment cannot be made; the message is the installer's last word."""


def environment(peer: Peer, root: Path) -> Path:
    """The Python of the peer's environment below ``root``, made when it is not there.

    Raises: InstallError.
    """
    home = root / f"{peer.name}-{peer.version}"
    python, done = home / "bin/python", home / ".installed"
    if not done.exists():
        _run([sys.executable, "-m", "venv", "--clear", str(home)])
        _run([str(python), "-m", "pip", "install", "--quiet", *peer.requirements])
        done.touch()
    return python


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        words = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise InstallError(words[-1] if words else f"{command[0]} ended with {done.returncode}")
