"""Language packs: words -> codes. A language is one folder of tables and a tokenizer.

>>> available()
('en', 'ja', 'zh')
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.languages.numerals import fold
from pipeline.languages.pack import Language, read_pack
from pipeline.languages.residue import find_residue

__all__ = ["Language", "available", "detect_language", "languages_in", "load_language"]

_HERE = Path(__file__).parent
# A Latin word weighs as much as one character of a script without spaces.
_LETTER = re.compile(r"[A-Za-z]+|[^\W\d_]")


@cache
def available() -> tuple[str, ...]:
    """Codes (ISO 639-1) of the packs there are: the folders that hold a ``pack.yaml``."""
    return tuple(sorted(path.parent.name for path in _HERE.glob("*/pack.yaml")))


@cache
def load_language(code: str) -> Language:
    """One pack, read and checked once.

    Raises: ConfigError for a language there is no folder for, TableError for a
    broken table.
    """
    if code not in available():
        raise ConfigError(f"no language {code!r}; there are {', '.join(available())}")
    return read_pack(_HERE / code)


def detect_language(text: str) -> str:
    """The language whose script the text shows: ``これは`` is ja, ``这是`` zh.

    Packs are asked from the most telling script (the highest share wanted for
    the fewest characters) to the least; the last one is what remains.

    >>> detect_language("Tetherは130億ドルを稼いだ"), detect_language("赚了130亿美元")
    ('ja', 'zh')
    """
    letters = len(_LETTER.findall(text)) or 1
    packs = sorted((load_language(code) for code in available()), key=lambda p: (p.script_share, p.code))
    for pack in packs[:-1]:
        if len(pack.script.findall(text)) >= pack.script_share * letters:
            return pack.code
    return packs[-1].code


def languages_in(text: str, lang: str) -> tuple[str, ...]:
    """The language of a text, then those whose words are left in it and read by their own packs.

    >>> languages_in("利益は130 亿美元だ", "ja")
    ('ja', 'zh')
    """
    return (lang, *(found.lang for found in find_residue(fold(text), load_language(lang))))
